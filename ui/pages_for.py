"""Which pages there are: where the navigation has each, and whose roles find something to see or to do on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from casebook.roles import Actor

EVERYBODY = ("consultation_office", "core_centre", "ward_office", "planner", "facility", "auditor")
OFFICES = ("consultation_office", "core_centre", "ward_office")


@dataclass(frozen=True)
class Entry:
    """Where the navigation has a page, and who has it beside a coordinator.

    Attributes
    ----------
    section
        Under which heading (`nav_section.*`) it stands; the first page stands under none.
    icon
        Its name among the Material symbols.
    letter
        Pressed after g, it leads there; empty if none does.
    roles
        Beside ``coordinator``, who has every page.
    """

    section: str
    icon: str
    letter: str
    roles: tuple[str, ...] = ()


ENTRIES: Mapping[str, Entry] = {
    "today": Entry("", "today", "t", OFFICES),
    "emergency": Entry("emergency", "emergency", "e", (*OFFICES, "auditor")),  # an auditor: what was opened there
    "rooms": Entry("emergency", "bed", "r"),
    "consultations": Entry("emergency", "call_log", "c", OFFICES),
    "people": Entry("registers", "person", "p", OFFICES),
    "facilities": Entry("registers", "home_work", "f", (*OFFICES, "planner", "facility")),
    "resources": Entry("registers", "local_cafe", "l", OFFICES),
    "visits": Entry("registers", "directions_walk", "v", ("ward_office", "planner")),
    "trials": Entry("trials", "handshake", "k"),
    "proposals": Entry("trials", "checklist", "s", (*OFFICES, "facility")),
    "map": Entry("area", "map", "m", (*OFFICES, "planner")),
    "readiness": Entry("area", "shield", "b", OFFICES),
    "coverage": Entry("area", "layers", "d", ("ward_office", "planner")),
    "simulation": Entry("area", "monitoring", "x"),
    "contacts": Entry("reports", "forum", "o", OFFICES),
    "review": Entry("reports", "summarize", "h", ("planner",)),
    "meetings": Entry("reports", "groups", "q", ("ward_office", "planner")),
    "joint": Entry("reports", "supervisor_account", "z", OFFICES),
    "capacity": Entry("reports", "diversity_3", "n", ("ward_office", "planner")),
    "imports": Entry("administration", "upload_file", "i"),
    "audit": Entry("administration", "policy", "a", ("auditor",)),
    "rights": Entry("administration", "verified_user", "j"),
    "glossary": Entry("administration", "menu_book", "y", EVERYBODY),
    "method": Entry("administration", "calculate", "g", (*OFFICES, "planner", "auditor")),
    "person": Entry("registers", "badge", "", OFFICES),
    "facility": Entry("registers", "home_pin", "", (*OFFICES, "planner", "facility")),
}
"""In the order of the navigation. What keeps accounts has none of these."""
OPENED = ("person", "facility")
"""Pages of one person or one facility: opened by a link, and no part of the navigation."""
ACCOUNT_ENTRIES: Mapping[str, Entry] = {
    "second_factor": Entry("administration", "pin", ""),
    "my_account": Entry("administration", "account_circle", "u"),
    "accounts": Entry("administration", "group", "w"),
}
"""Pages of whoever signed in; `account_pages_for` says who has them."""


def pages_for(actor: Actor, day: date) -> tuple[str, ...]:
    """Return the names of the pages that any of somebody's roles has on a day, in the order of the navigation."""
    roles = {grant.role for grant in actor.on(day)}
    return tuple(name for name, entry in ENTRIES.items() if roles & {"coordinator", *entry.roles})


def account_pages_for(actor: Actor, day: date) -> tuple[str, ...]:
    """Return the pages about accounts that somebody who signed in has: her own, and everybody's if she keeps them."""
    keeps = any(grant.role == "administrator" for grant in actor.on(day))
    return ("my_account", "accounts") if keeps else ("my_account",)


def heads(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return each section of the navigation behind the first of the pages that stand in it."""
    listed = {**ENTRIES, **ACCOUNT_ENTRIES}
    first: dict[str, str] = {}
    for name in names:
        if name not in OPENED:
            first.setdefault(listed[name].section, name)
    return [(name, section) for section, name in first.items() if section]
