"""The demonstration city: fictitious people, facilities and history, made by a seeded generator."""

from typing import TYPE_CHECKING

from words.doors import when_asked_for

if TYPE_CHECKING:
    from desk.demo.demo import demo_if_empty, keep_demo_plan, make_demo
    from desk.demo.history import enquiries
    from desk.demo.people import make_condition, make_consent, make_people
else:
    __getattr__ = when_asked_for(__file__)

__all__ = ["demo_if_empty", "enquiries", "keep_demo_plan", "make_condition", "make_consent", "make_demo", "make_people"]
