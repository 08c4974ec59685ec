"""What happened since somebody was last here, how far she has read, and what she leaves for the next shift."""

from datetime import date, datetime

import streamlit as st

from casebook.book import Casebook
from casebook.records import ShiftNote
from desk.city import City
from desk.today import Happened, Since, happened_since, leave_note, mark_read, since_last, since_lines
from ui.components.form import after_saving, form_key, saving
from ui.components.page_link import named_link
from ui.components.text import bullets, plain
from ui.context import Context, State
from ui.kept import kept
from ui.settings import real_now

SHOWN = 8


def since_block(ctx: Context, city: City) -> None:
    """Show what happened, and take notes down."""
    now = real_now()
    since = read_since(ctx, now)
    st.header(ctx.t("today.since"), anchor=False)
    st.caption(plain(ctx.t("today.since_when", at=since.at)))
    for note in since.notes:
        st.info(plain(ctx.pair(ctx.aside(note.who, ctx.show(note.at)), note.note)))
    lines = since_lines(since, ctx.language)
    if not (lines or since.notes):
        st.markdown(plain(ctx.t("today.nothing_new")))
    st.markdown(bullets(lines))
    if since.calls:
        with st.expander(ctx.t("today.calls")):
            for one in since.calls[:SHOWN]:
                told = ctx.join(_call(ctx, city, one.person_id, one.source, one.result))
                named_link("consultations", one.id, ctx.pair(ctx.show(one.received_at), told))
    if not ctx.book.may("add", ShiftNote):
        return
    if st.button(ctx.t("today.read"), key="today.read"):
        with saving(ctx):
            mark_read(ctx.book, now)
            st.rerun()
    key = form_key("shift_note", None)
    text = st.text_area(ctx.t("today.note"), key=f"{key}.note", height=80, help=ctx.t("today.note_hint"))
    if st.button(ctx.t("today.leave_note"), key=f"{key}.save"):
        with saving(ctx):
            leave_note(ctx.book, text, now)
            after_saving(ctx.t("common.saved"), "shift_note")


def read_since(ctx: Context, now: datetime) -> Since:
    """Return what happened since she was last here, of what is kept of that day."""
    return since_last(ctx.book, now, lambda day: _happened_at(ctx.state, day, ctx.book))


@kept
def _happened_at(state: State, day: date, _book: Casebook) -> Happened:  # noqa: ARG001 - what it is kept under
    return happened_since(_book, day)


def _call(ctx: Context, city: City, person_id: int | None, source: str, result: str) -> list[str]:
    file = None if person_id is None else city.everyone.get(person_id)
    who = [file.person.code_name] if file else []
    return [*who, ctx.t(f"source.{source}"), ctx.t(f"consultation_result.{result}")]
