"""The records that a figure of the review counts, as far as whoever asks may see them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from casebook.records import (
    AdviceVisit,
    CapacityCount,
    CaseReview,
    Consultation,
    Contact,
    CorporationVisit,
    CouncilMeeting,
    Enquiry,
    Facility,
    JointCase,
    JointReport,
    Person,
    Record,
    RegionalIssue,
    Stay,
    TrainingEvent,
    Visit,
)
from desk.review import ReviewTable, column_word
from ui.components.listing.listing import Cell, show_list
from ui.components.page_link import page_link
from ui.components.records import address
from ui.context import Context
from words.names import Named


class _Kind(NamedTuple):
    """How a record is told: its fields for the day, the person and the facility, and for a word of the catalogue."""

    record: type[Record]
    day: str = ""
    person: str = ""
    facility: str = ""
    word: str = ""
    words: str = ""


KINDS: Mapping[str, _Kind] = {
    "consultation": _Kind(Consultation, "received_at", "person_id", "", "source", "source"),
    "stay": _Kind(Stay, "start_on", "person_id", "facility_id", "kind", "stay_kind"),
    "enquiry": _Kind(Enquiry, "at", "", "facility_id", "answer", "enquiry"),
    "contact": _Kind(Contact, "contacted_on", "person_id", "", "kind", "contact_kind"),
    "visit": _Kind(Visit, "visited_on", "", "facility_id", "kind", "visit_kind"),
    "case_review": _Kind(CaseReview, "reviewed_on", "person_id"),
    "council_meeting": _Kind(CouncilMeeting, "held_on", word="kind", words="meeting_kind"),
    "training_event": _Kind(TrainingEvent, "held_on", word="kind", words="event_kind"),
    "capacity_count": _Kind(CapacityCount, "counted_on"),
    "corporation_visit": _Kind(CorporationVisit, "visited_on", word="result", words="corporation_result"),
    "regional_issue": _Kind(RegionalIssue, "raised_on", word="theme", words="issue_theme"),
    "joint_case": _Kind(JointCase, "begun_on", "person_id"),
    "joint_report": _Kind(JointReport, "month"),
    "advice_visit": _Kind(AdviceVisit, "visited_on", "person_id", word="kind", words="advice_kind"),
    "person": _Kind(Person, "", "id"),
    "facility": _Kind(Facility, "", "", "id"),
}
COLUMNS = ("on", "person", "facility", "what")


def records_behind(ctx: Context, table: ReviewTable, row: str) -> None:
    """List what a row counts in the column that is chosen; a call leads to its record, names to their pages."""
    columns = [column for column in table.columns if (row, column) in table.behind]
    if not columns:
        st.info(ctx.t("review.records_none" if ctx.book.plays("coordinator") else "review.records_unnamed"))
        return
    column = columns[-1]
    if len(columns) > 1:
        label = ctx.t("review.records_column")
        column = address.one_of(
            "review", "column", label, columns, lambda one: column_word(table, one, ctx.language), column
        )
    of, keys = table.behind[row, column]
    lines = _lines(ctx, KINDS[of], keys)
    if len(lines) < len(keys):
        st.info(ctx.t("review.records_unnamed"))
    st.caption(ctx.pair(ctx.t(f"review.of.{of}"), ctx.t("review.records_count", count=len(keys))))
    if not lines:
        return
    heads = {name: ctx.t(f"review.behind.{name}") for name in COLUMNS}
    chosen = show_list(
        ctx,
        heads,
        list(lines.values()),
        list(lines),
        "review.behind",
        ctx.t("review.records"),
        asked="record",
        csv=False,
    )
    if chosen is not None and of == "consultation":
        page_link("consultations", ctx.t("review.open_call"), id=str(chosen))


def _lines(ctx: Context, kind: _Kind, keys: Sequence[int]) -> dict[int, tuple[Cell, ...]]:
    """Return the cells of each record that may be seen, by id, the newest first."""
    named = ctx.city()
    asked = [name for name in ("id", kind.day, kind.person, kind.facility, kind.word) if name]
    wanted = {*keys}
    found = [
        dict(zip(asked, row, strict=True))
        for row in ctx.book.values(kind.record, list(dict.fromkeys(asked)))
        if row[0] in wanted
    ]
    found.sort(key=lambda one: (str(one.get(kind.day) or ""), one["id"]), reverse=True)
    lines: dict[int, tuple[Cell, ...]] = {}
    for one in found:
        person, facility = one.get(kind.person), one.get(kind.facility)
        file = named.people.get(person) if person is not None else None
        lines[one["id"]] = (
            one.get(kind.day) if kind.day else "",
            ("" if not kind.person else None) if file is None else Named(file.person.code_name, "person", person),
            _facility(ctx, facility) if kind.facility else "",
            ctx.t(f"{kind.words}.{one[kind.word]}") if kind.word and one[kind.word] else "",
        )
    return lines


def _facility(ctx: Context, key: int | None) -> Cell:
    name = ctx.city().facility_names.get(ctx.language, {}).get(key or 0)
    return None if name is None else Named(name, "facility", key)
