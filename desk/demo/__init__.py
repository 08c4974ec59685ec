"""The demonstration city: fictitious people, facilities and history, made by a seeded generator."""

from desk.demo.demo import demo_if_empty, keep_demo_plan, make_demo
from desk.demo.history import enquiries
from desk.demo.people import make_condition, make_consent, make_people

__all__ = ["demo_if_empty", "enquiries", "keep_demo_plan", "make_condition", "make_consent", "make_demo", "make_people"]
