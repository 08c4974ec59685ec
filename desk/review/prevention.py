"""The review's tables of what is done before an emergency: visits, people identified, contacts, trials that lead on."""

from collections.abc import Iterator
from datetime import date

from casebook import vocabulary as v
from desk.period import Dates
from desk.review.records import ReviewRecords, Stayed, during
from desk.review.table import UNKNOWN, Counted, Measure, ReviewTable, measures, tally

AGES = ("adult", "child")


def table2(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count the visits by kind of place."""
    counted = (Counted(one.kind, "visits", one.key) for one in during(records.visits, days))
    return tally("table2", "visit", "kind", "visit_kind", v.VISIT_KINDS, ("visits",), counted)


def table3(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count the people identified in advance by what was done for them."""
    counted = (Counted(as_ or UNKNOWN, "people", key) for key, _, as_ in _identified(records, days))
    return tally("table3", "person", "identified_as", "identified_as", v.IDENTIFIED_AS, ("people",), counted)


def contacts(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count the contacts by kind, and by what for."""
    counted = (Counted(one.kind, one.purpose, one.key) for one in during(records.contacts, days))
    words, across = "contact_kind", "contact_purpose"
    rows, columns = v.CONTACT_KINDS, v.CONTACT_PURPOSES
    return tally("contacts", "contact", "kind", words, rows, columns, counted, total=True, across=across)


def people(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count whom something was done for, once each: children are those who are not 18 on the first day it was."""

    def counted() -> Iterator[Counted]:
        first: dict[tuple[str, int], date] = {}
        found = [
            *(("identified", key, on) for key, on, _ in _identified(records, days)),
            *(("followed", one.person, one.on) for one in records.contacts if one.person is not None),
            *(("consulted", one.person, one.on) for one in records.calls if one.person is not None),
            *(("tried", one.person, one.start) for one in records.stays_of("trial")),
        ]
        for column, key, on in found:
            if days[0] <= on <= days[1]:
                first[column, key] = min(on, first.get((column, key), on))
        for (column, key), on in first.items():
            yield Counted(records.age_group(key, on), column, key)

    columns = ("identified", "followed", "consulted", "tried")
    return tally("people", "person", "age", "review.row", AGES, columns, counted())


def trials(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Follow trials to past use, and past use to emergencies that were taken outside the base."""
    begun = [one for one in records.stays_of("trial") if days[0] <= one.start <= days[1]]
    outside = [
        one
        for one in records.stays_of("emergency")
        if one.facility not in records.bases and days[0] <= one.start <= days[1]
    ]
    first = first_use(records)
    known = [one for one in outside if first[one.person, one.facility].start < one.start]
    return measures(
        "trials",
        "review.row",
        [
            Measure("trials", "stay", [one.key for one in begun]),
            Measure("tried_people", "person", list(dict.fromkeys(one.person for one in begun))),
            Measure("tried_places", "facility", list(dict.fromkeys(one.facility for one in begun))),
            Measure("with_past_use", "person", with_past_use(records, days[1])),
            Measure("outside", "stay", [one.key for one in outside]),
            Measure("outside_known", "stay", [one.key for one in known]),
        ],
    )


def visits(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count the visits by what was heard there, and after which somebody stayed there for the first time."""
    firsts = _first_stays(records)

    def counted() -> Iterator[Counted]:
        for one in during(records.visits, days):
            row = one.willingness or UNKNOWN
            yield Counted(row, "visits", one.key)
            if any(one.on <= stay.start <= days[1] for stay in firsts.get(one.facility or 0, ())):
                yield Counted(row, "stayed_after", one.key)

    columns = ("visits", "stayed_after")
    return tally("visits", "visit", "willingness", "willingness", v.WILLINGNESS, columns, counted())


def first_use(records: ReviewRecords) -> dict[tuple[int, int], Stayed]:
    """Return the first stay of a person at a facility, by both."""
    first: dict[tuple[int, int], Stayed] = {}
    for one in records.stays:
        pair = one.person, one.facility
        if pair not in first or one.start < first[pair].start:
            first[pair] = one
    return first


def with_past_use(records: ReviewRecords, day: date) -> list[int]:
    """Return who had stayed somewhere outside the base until a day."""
    stayed = (one.person for one in records.stays if one.facility not in records.bases and one.start <= day)
    return sorted(set(stayed))


def _first_stays(records: ReviewRecords) -> dict[int, list[Stayed]]:
    found: dict[int, list[Stayed]] = {}
    for one in first_use(records).values():
        found.setdefault(one.facility, []).append(one)
    return found


def _identified(records: ReviewRecords, days: Dates) -> Iterator[tuple[int, date, str | None]]:
    for key, one in records.people.items():
        if one.identified_on is not None and days[0] <= one.identified_on <= days[1]:
            yield key, one.identified_on, one.identified_as
