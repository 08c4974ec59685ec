"""A demonstration in which everybody bears names that are found again wherever they end up."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from casebook.book import Casebook
from casebook.records import Adoption, Facility, FacilityCondition, Person, Plan, Proposal
from casebook.roles import Actor

PLANTED = ("秘{}殿", "真名{}氏", "覚書{}録", "隠町{}番", "言伝{}句", "読仮{}音")
FOUND = re.compile("|".join(f"{left}([0-9]+){right}" for left, right in (text.split("{}") for text in PLANTED)))
INNER = re.compile("内情([0-9]+)話")
"""What coordinators noted of a facility."""
ESCAPED = re.compile(r"\\u([0-9a-f]{4})")


def plant(book: Casebook, day: date) -> None:
    """Name everybody and every note so that it is known again; ask one facility for ten people."""
    names = ("code_name", "real_name", "note", "town", "other_needs", "kana")
    with book.writing("plant") as writer:
        for kind, planted in (
            (Person, dict(zip(names, PLANTED, strict=True))),
            (FacilityCondition, {"note": "内情{}話"}),
        ):
            records: list[Any] = writer.all(kind)
            writer.change_many(
                [
                    replace(
                        one,
                        **{name: text.format(getattr(one, "facility_id", one.id)) for name, text in planted.items()},
                    )
                    for one in records
                ]
            )
    quarter: dict[str, Any] = {"period_start": date(day.year + 1, 1, 1), "period_end": date(day.year + 1, 3, 31)}
    now = book._clock()
    with book.writing("plan") as writer:
        plan = writer.add(
            Plan(made_at=now, made_by="x", **quarter, policy_name="p", policy_version="1", policy_sha256="0",
                 solver="x", placed=0, cost=0, record={})
        )  # fmt: skip
        writer.add(Adoption(plan_id=plan, **quarter, adopted_at=now, adopted_by="x"))
        site = next(one.id for one in writer.all(Facility) if not one.is_base)
        for person in writer.all(Person)[:20]:
            writer.add(Proposal(plan_id=plan, person_id=person.id or 0, facility_id=site or 0, cost=1, status="asked"))


def asked_site(book: Casebook) -> int:
    """Return the facility that was asked."""
    return book.all(Proposal)[0].facility_id


def as_text(raw: bytes) -> str:
    """Return what some bytes say, JSON's escapes (of a list's cells) included."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), raw.decode("utf-8", "ignore"))


def people_in(raw: bytes) -> set[int]:
    """Return whose planted names are in some bytes."""
    return {int(next(filter(None, found))) for found in FOUND.findall(as_text(raw))}


def actors(book: Casebook) -> Iterable[Actor]:
    """Return somebody of each role but the coordinator."""
    office = "見本相談支援事業所 あけぼの"
    for role, scope in (
        ("consultation_office", office),
        ("core_centre", office),
        ("ward_office", "青葉区"),
        ("planner", None),
        ("facility", str(asked_site(book))),
        ("administrator", None),
        ("auditor", None),
    ):
        yield Actor("見る人", role, scope)
