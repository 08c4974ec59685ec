"""Audit: the looks of an inspector at what was done, looked at and taken along, and the story of one record."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from casebook.mapping import KINDS, table_of
from casebook.records import Audit
from desk.city import City
from desk.export import to_csv
from desk.inspection import LOOKS, MANY, MANY_ROWS, Line, Looked, Mass, differences, inspect, of_record
from desk.typed import Unread
from ui.components import inputs
from ui.components.listing.tables import show_table
from ui.components.records import address
from ui.components.records.in_words import difference
from ui.components.text import plain
from ui.context import Context
from ui.noted import download, saw_log
from ui.settings import real_now
from words.say import known

LINE = ("at", "who", "what", "about", "details")
MASS = ("day", "who", "people", "searches", "exports", "prints", "rows")
RECORD = "record"
SHOWN = 1000
NOTHING = Looked[Line](0, [])
IDS = (1, 2**31 - 1)
DAYS = 31
"""How many days are looked at unless somebody says otherwise."""


def page(ctx: Context) -> None:
    """Show one of the looks."""
    look = st.segmented_control(
        ctx.t("audit.look"),
        [*LOOKS, RECORD],
        default="hours",
        required=True,
        format_func=lambda name: ctx.t(f"audit.look_{name}"),
        key="audit.look",
    )
    many = {"people": MANY["person_read"], "searches": MANY["search"], "exports": MANY["export"]}
    st.caption(plain(ctx.t(f"audit.note_{look}", **many, prints=MANY["print"], rows=MANY_ROWS)))
    first, last = _days(ctx)
    record = _record(ctx) if look == RECORD else None
    person, who = _about(ctx, look)
    saw_log(ctx, look)
    ctx.book.flush()
    found: Looked[Line] | Looked[Mass]
    if look != RECORD:
        found = inspect(ctx.book, look, first, last, person=person, who=who, most=SHOWN)
    elif record is not None:
        found = of_record(ctx.book, first, last, *record, most=SHOWN)
    else:
        found = NOTHING
    if not found.count:
        st.info(ctx.t("audit.nothing"))
        return
    st.caption(ctx.t("audit.lines", count=found.count))
    if found.count > SHOWN:
        st.warning(ctx.t("audit.shortened", most=SHOWN, count=found.count))
    frame = frame_of(ctx, found.shown)
    show_table(ctx, frame, ctx.t(f"audit.look_{look}"))
    label, rows = ctx.t("common.csv"), len(frame)
    download(ctx, st, label, to_csv(frame), "sonae-audit.csv", "text/csv", what="audit", rows=rows, key="audit.csv")


def _days(ctx: Context) -> tuple[date, date]:
    today = real_now().date()  # the logs have the real time, whatever day is pretended
    usual, labels = (today - timedelta(days=DAYS - 1), today), (ctx.t("audit.first"), ctx.t("audit.last"))
    return inputs.period(ctx, ("first", "last"), usual, "audit", st.columns(2), labels)


def _about(ctx: Context, look: str) -> tuple[int | None, str | None]:
    """Ask whom a look is about, where it is about somebody."""
    if look == "person":
        return _number(inputs.number(ctx, "person", None, "audit", IDS, label=ctx.t("audit.person"))), None
    if look == "user":
        return None, st.text_input(ctx.t("audit.user"), key="audit.user").strip() or None
    return None, None


def _number(typed: int | None) -> int | None:
    """Return an id that was typed and could be read."""
    return None if isinstance(typed, Unread) else typed


def _record(ctx: Context) -> tuple[str, int] | None:
    """Ask for a record, by its kind and number; the address may ask for it."""
    words = {name: ctx.t(f"audit.entity.{name}") for name in sorted(table_of(kind).name for kind in KINDS)}
    entity = address.choice(ctx, "audit", "entity", ctx.t("field.entity"), list(words), words.__getitem__)
    begin = address.asked_number("id")
    key = _number(inputs.number(ctx, "id", begin or None, "audit", IDS))
    address.ask_for("id", key)
    return None if entity is None or key is None else (entity, key)


def frame_of(ctx: Context, found: Sequence[Line] | Sequence[Mass]) -> pd.DataFrame:
    """Return a look as a table."""
    masses = [[getattr(one, name) for name in MASS] for one in found if isinstance(one, Mass)]
    city = ctx.city()
    lines = [
        [ctx.show(one.at), one.who, ctx.t(one.what), _whom(ctx, one), _details(ctx, one, city)]
        for one in found
        if isinstance(one, Line)
    ]
    return pd.DataFrame(masses or lines, columns=[ctx.t(f"audit.column.{name}") for name in (MASS if masses else LINE)])


def _whom(ctx: Context, line: Line) -> str:
    if line.entity is None:
        return ""
    code = f"audit.entity.{line.entity}"
    entity = ctx.t(code) if known(code) else line.entity
    return entity if line.entity_id is None else ctx.t("audit.about", entity=entity, id=line.entity_id)


def _details(ctx: Context, line: Line, city: City) -> str:
    said = [ctx.t(detail) for detail in line.details if known(detail.code)]
    if not isinstance(line.entry, Audit) or line.entry.action != "update":
        return ctx.join(said)
    told = [difference(ctx, line.entry.entity, one, city) for one in differences(line.entry)]
    return ctx.join([*said, *(told or [ctx.t("audit.hidden")])])
