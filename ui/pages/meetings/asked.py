"""Of which year and of which council the views are asked, and how each is called."""

from collections.abc import Iterable
from datetime import date

import streamlit as st

from casebook.records import CouncilMeeting, CouncilPlan, CouncilYear, Record, TrainingEvent
from desk.period import fiscal_year
from ui.components.records import address
from ui.context import Context
from words.eras import FiscalYear

CITY = "city"
"""Stands for the city's council where a ward is chosen."""
KINDS = (CouncilMeeting, CouncilPlan, CouncilYear, TrainingEvent)


def years(ctx: Context, days: Iterable[date], *said: int) -> dict[str, int]:
    """Return the fiscal years from the first of which anything is known to the next one, the last one first."""
    this = fiscal_year(ctx.today)
    known = {*said, *map(fiscal_year, days), this}
    return {str(year): year for year in range(max(this + 1, *known), min(known) - 1, -1)}


def year_word(ctx: Context, code: str) -> str:
    """Return what a fiscal year is called: 令和8年度."""
    return ctx.show(FiscalYear(int(code)))


def wards(ctx: Context, kind: type[Record], known: Iterable[str | None]) -> list[str]:
    """Return the wards to choose from: all for whoever writes, of others those of which there is something."""
    listed = ctx.city().area_labels
    there = {one for one in known if one}
    return [*(one for one in listed if one in there or ctx.book.may("add", kind)), *sorted(there - set(listed))]


def council_word(ctx: Context, code: str | None) -> str:
    """Return what a council is called: by its ward, or as the city's."""
    return ctx.t("meetings.city") if code in (CITY, None) else str(code)


def asked_council(ctx: Context, name: str, some: list[str], usual: str | None = None) -> str | None:
    """Ask for one council; return its ward, None for the city's."""
    code = address.one_of(
        "meetings", name, ctx.t("meetings.council"), [CITY, *some], lambda one: council_word(ctx, one), usual
    )
    return None if code == CITY else code


def ward_field(ctx: Context, some: list[str], key: str) -> str | None:
    """Ask of a record for its ward, or the city."""
    code = st.selectbox(
        ctx.t("meetings.council"),
        [CITY, *some],
        format_func={one: council_word(ctx, one) for one in (CITY, *some)}.__getitem__,
        key=f"{key}.ward",
    )
    return None if code == CITY else code
