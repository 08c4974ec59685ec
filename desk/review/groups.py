"""Coarser groups of a table's rows and columns, for tables of which most would be hidden: months in quarters, sources gathered."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from desk.review.table import TOTAL, Behind, Cell, ReviewTable

_SOURCES = {
    **dict.fromkeys(("ward_disability", "ward_family_health", "ward_public_assistance"), "ward_offices"),
    **dict.fromkeys(("specialist", "commissioned_office", "planning_office", "service_provider"), "support_offices"),
    **dict.fromkeys(("police", "medical", "probation", "person", "other"), "all_others"),
}
_REASONS = {
    **dict.fromkeys(("caregiver_ill", "caregiver_dead"), "caregiver"),
    **dict.fromkeys(("abuse_suspected", "discharge", "infection_cluster", "other"), "all_others"),
}
_LENGTHS = {
    **dict.fromkeys(("days_1_3", "days_4_7"), "days_1_7"),
    **dict.fromkeys(("days_8_14", "days_15_30"), "days_8_30"),
    **dict.fromkeys(("days_31_90", "days_91"), "days_31"),
}
_HOMES = {
    **dict.fromkeys(("group_home", "facility"), "homes_with_support"),
    **dict.fromkeys(("hospital", "none", "other"), "all_others"),
}
_CONTACTS = {
    **dict.fromkeys(("telephone", "letter"), "from_afar"),
    **dict.fromkeys(("visit", "care_meeting", "accompaniment"), "face_to_face"),
}
_IDENTIFIED = {
    **dict.fromkeys(("care_meetings", "visits", "joint_after_emergency", "continuing_other"), "continuing"),
    **dict.fromkeys(("advice", "referral", "consultation_other"), "consulting"),
}
_REFUSALS = {
    **dict.fromkeys(("facility_full", "facility_staffing"), "no_room"),
    **dict.fromkeys(("facility_information_missing", "facility_condition_not_met", "facility_safety"), "no_fit"),
    **dict.fromkeys(("facility_other", "no_answer"), "all_others"),
}


def _quarter(month: str) -> str:
    year, number = map(int, month.split("-"))
    return f"{year}-{number - (number - 1) % 3:02d}{QUARTER}"


GROUPS: Mapping[str, Callable[[str], str]] = {
    "by_month": _quarter,
    **{
        name: lambda row, groups=groups: groups.get(row, row)  # type: ignore[misc]
        for name, groups in (
            ("table1", _SOURCES),
            ("by_reason", _REASONS),
            ("refusals", _REFUSALS),
            ("lengths", _LENGTHS),
            ("residence", _HOMES),
            ("table3", _IDENTIFIED),
            ("contacts", _CONTACTS),
        )
    },
}
"""By table, into which group a row goes; the rows of other tables stand as they are. No sentence rests on such a row."""
ACROSS = ("residence",)
"""Tables whose columns are gathered like their rows."""


QUARTER = "-q"
GATHERED = frozenset(
    group
    for groups in (_SOURCES, _REASONS, _LENGTHS, _HOMES, _CONTACTS, _IDENTIFIED, _REFUSALS)
    for group in groups.values()
)
"""The codes of groups; the catalogue has their words (`review.group.*`). Quarters are named by their first month."""


def group_of(name: str, cell: Cell) -> Cell:
    """Return the cell of the coarser table that a cell goes into; the total stays the total."""
    row, column = cell
    if name not in GROUPS:
        return cell
    group = GROUPS[name]
    return row if row == TOTAL else group(row), group(column) if name in ACROSS and column != TOTAL else column


def coarser(table: ReviewTable) -> ReviewTable:
    """Return a table whose rows add up with its rows gathered in groups, in the order in which they begin."""
    counts: dict[Cell, int | None] = {}
    keys: dict[Cell, dict[int, None]] = {}
    of = next((behind.of for behind in table.behind.values()), "")
    for cell, count in table.counts.items():
        at = group_of(table.name, cell)
        so_far = counts.get(at, 0)
        counts[at] = None if count is None or so_far is None else so_far + count
        if cell in table.behind:
            keys.setdefault(at, {}).update(dict.fromkeys(table.behind[cell].keys))
    return replace(
        table,
        rows=tuple(dict.fromkeys(row for row, _ in counts)),
        columns=tuple(dict.fromkeys(column for _, column in counts)),
        counts=counts,
        behind={cell: Behind(of, tuple(found)) for cell, found in keys.items()},
    )
