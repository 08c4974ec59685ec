"""What a council did in a fiscal year: its sheet as it is printed, the sheet as a paper, and what it is made of."""

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from casebook import vocabulary as v
from casebook.records import CouncilMeeting, CouncilPlan, CouncilYear
from casebook.records.base import require
from desk.errors import InvalidInputError, fault
from desk.meetings import TEXTS, CouncilSheet, cells, made, read_sheet, save_plan, save_year, title
from desk.period import fiscal_year
from ui.components import inputs
from ui.components.form import form_key, opened, save_button
from ui.components.layout.papers import paper_files
from ui.components.listing.tables import show_table
from ui.components.pick import choose
from ui.components.records import address
from ui.components.records.correcting import cancelled_ones, correcting
from ui.components.text import plain
from ui.context import Context
from ui.pages.meetings.asked import asked_council, wards, year_word, years


def year(ctx: Context) -> None:
    """Show the sheet of one council's year; whoever writes, what it says is typed beneath."""
    sheet = _asked(ctx)
    st.header(plain(title(sheet, ctx.language)), anchor=False)
    heads = [ctx.t(f"meetings.column.{name}") for name in ("meeting", "planned", "about")]
    if sheet.rows:
        held = sum(one.held for one in sheet.meetings)
        st.caption(plain(ctx.t("meetings.held_of", held=held)))
        frame = pd.DataFrame(cells(sheet, ctx.language), columns=heads)
        show_table(ctx, frame, ctx.t("meetings.done"))
    else:
        st.info(ctx.t("meetings.nothing_of_year"))
    for name in TEXTS:
        st.subheader(ctx.t(f"field.{name}"), anchor=False)
        st.markdown(plain(getattr(sheet.year, name) or ctx.t("common.unknown")))
    _papers(ctx, sheet)
    if ctx.book.may("add", CouncilPlan):
        with st.expander(ctx.t("meetings.plan")):
            _plan(ctx, sheet)
        with st.expander(ctx.t("meetings.texts")):
            _texts(ctx, sheet)
        _corrected(ctx, sheet)


def _asked(ctx: Context) -> CouncilSheet:
    meetings, said = ctx.book.all(CouncilMeeting), ctx.book.all(CouncilYear)
    of_year, of_council = st.columns(2)
    with of_year:
        known = years(ctx, [one.held_on for one in meetings], *(one.fiscal_year for one in said))
        asked = address.one_of(
            "meetings",
            "year",
            ctx.t("field.fiscal_year"),
            list(known),
            lambda one: year_word(ctx, one),
            str(fiscal_year(ctx.today)),
        )
    with of_council:
        some = wards(ctx, CouncilYear, [*(one.ward for one in meetings), *(one.ward for one in said)])
        ward = asked_council(ctx, "ward", some, next(iter(some), None))
    return read_sheet(ctx.book, known[asked], ward)


def _papers(ctx: Context, sheet: CouncilSheet) -> None:
    paper_files(
        ctx,
        lambda form: ctx.t(f"meetings.form_{form}"),
        f"sonae-council-{sheet.year.fiscal_year}-{sheet.year.ward or 'city'}",
        lambda form: made(form, sheet, ctx.language, ctx.today),
        what="council_sheet",
        key="meetings.sheet",
    )


def _plan(ctx: Context, sheet: CouncilSheet) -> None:
    """Ask how many meetings of a kind are planned; of a kind that is planned already, over what is known."""
    st.caption(ctx.t("meetings.plan_hint"))
    what = _of(sheet, "council_plan")
    asked = form_key(what, None)
    kind = inputs.required_choice(ctx, "kind", v.MEETING_KINDS[0], "meeting_kind", v.MEETING_KINDS, asked)
    blank = CouncilPlan(council_year_id=0, kind=kind, planned=0)
    there = [one for one in sheet.plans if one.kind == kind and kind not in v.NAMED_MEETINGS]
    key = f"{asked}.{kind}"
    read = opened(key, "planned", there[0] if there else blank)
    left, right = st.columns(2)
    with left:
        name = inputs.text(ctx, "name", read.name, key)
    with right:
        planned = inputs.number(
            ctx, "planned", read.planned if there else None, key, v.MEETING_BOUNDS["planned"], must=True
        )
    summary = inputs.long_text(ctx, "summary", read.summary, key)
    typed = replace(read, name=name, summary=summary)
    save_button(
        ctx,
        what,
        asked,
        "meetings",
        lambda book: save_plan(book, sheet.year, replace(typed, planned=_number(planned)), read if there else None),
    )


def _texts(ctx: Context, sheet: CouncilSheet) -> None:
    """Ask for what a council says of its year."""
    what = _of(sheet, "council_year")
    key = form_key(what, None)
    read = opened(key, TEXTS[0], sheet.year)
    texts: dict[str, Any] = {name: inputs.long_text(ctx, name, getattr(read, name), key) for name in TEXTS}
    typed = replace(read, **texts)
    save_button(ctx, what, key, "meetings", lambda book: save_year(book, typed, read), main=False)


def _corrected(ctx: Context, sheet: CouncilSheet) -> None:
    """Let a plan, chosen by what it is of, and what the council says of the year be corrected or cancelled."""
    plans = {require(one.id): one for one in sheet.plans}
    if plans:
        chosen = choose(
            ctx.t("meetings.plans"),
            list(plans),
            lambda key: plans[key].name or ctx.t(f"meeting_kind.{plans[key].kind}"),
            f"meetings.plan_of.{sheet.year.id}",
            ctx.t("common.choose"),
        )
        if chosen is not None:
            correcting(ctx, plans[chosen])
    if sheet.year.id is not None:
        correcting(ctx, sheet.year)
    for kind in (CouncilPlan, CouncilYear):
        cancelled_ones(ctx, kind)


def _of(sheet: CouncilSheet, what: str) -> str:
    return f"{what}.{sheet.year.fiscal_year}.{sheet.year.ward}"


def _number(planned: int | None) -> int:
    if planned is None:
        raise InvalidInputError([fault("planned", "input.required")])
    return planned
