"""Correcting, cancelling and undoing on a page: one line for a record, or for a list of them to choose from."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from casebook.mapping import table_of
from casebook.records import Consent, Correction, Record
from casebook.records.base import require
from desk.consequences import of_changing_consent
from desk.correcting import Cancelled, cancel, cancelled, cancelled_of, cancelling, correct, named, told, undo
from ui.components.form import after_saving, confirmed, form_key, opened, saving, settle, stands_refused
from ui.components.pick import choose, labels
from ui.components.records.fields import record_fields
from ui.components.records.in_words import difference
from ui.components.text import bullets, plain
from ui.context import Context
from words.message import Message

R = TypeVar("R", bound=Record)


def correcting_some(ctx: Context, kind: type[R], records: Sequence[R], key: str, person_id: int | None = None) -> None:
    """Let one of several records be chosen to be corrected or cancelled; below it those that were cancelled.

    Parameters
    ----------
    person_id
        Whose they are; None of records of nobody or of everybody.
    """
    if ctx.book.may("change", kind) and records:
        _one_of(ctx, records, key)
    cancelled_ones(ctx, kind, person_id)


def correcting_any(
    ctx: Context, kinds: Sequence[type[Record]], read: Callable[[type[Record]], Sequence[Record]], key: str
) -> None:
    """Let a kind be chosen, then one of its records to be corrected or cancelled; nothing is read until it is asked for."""
    by_name = {table_of(one).name: one for one in kinds if ctx.book.may("change", one)}
    if not (by_name and ctx.book.may("add", Correction)):
        return
    if not st.toggle(ctx.t("correcting.title"), key=f"{key}.any"):
        return
    names = list(by_name)
    said = labels(names, lambda name: ctx.t(f"audit.entity.{name}"))
    kind = st.selectbox(ctx.t("correcting.kind"), names, format_func=said, key=f"{key}.kind")
    if records := read(by_name[kind]):
        _one_of(ctx, records, f"{key}.{kind}")
    else:
        st.caption(ctx.t("correcting.none"))


def _one_of(ctx: Context, records: Sequence[Record], key: str) -> None:
    by_key = {require(one.id): one for one in records}
    chosen = choose(
        ctx.t("correcting.choose"),
        list(by_key),
        lambda one: ctx.t(named(by_key[one])),
        f"{key}.correcting",
        ctx.t("correcting.choose_hint"),
    )
    if chosen is not None:
        correcting(ctx, by_key[chosen])


def cancelled_ones(ctx: Context, kind: type[Record], person_id: int | None = None) -> None:
    """List the records of a kind that were cancelled, to be brought back."""
    if gone := cancelled(ctx.book, kind, person_id):
        with st.expander(plain(ctx.t("correcting.cancelled_ones", count=len(gone)))):
            for one in gone:
                cancelled_line(ctx, one)


def cancelled_about(ctx: Context, **about: int) -> None:
    """List whatever was cancelled of one person, or at one facility; what went at once comes back at once.

    Parameters
    ----------
    about
        ``person_id`` or ``facility_id``.
    """
    gone = cancelled_of(ctx.book, **about)
    if gone:
        with st.expander(plain(ctx.t("correcting.cancelled_ones", count=sum(map(len, gone))))):
            for *along, main in gone:
                if told := [ctx.t(named(one.record)) for one in reversed(along) if one.record is not None]:
                    st.markdown(bullets(told))
                cancelled_line(ctx, main)


def correcting(ctx: Context, record: Record) -> None:
    """Show what was corrected of a record, and let it be corrected, cancelled or what was done be undone."""
    entity = table_of(type(record)).name
    corrections_told(ctx, record)
    if not (ctx.book.may("change", type(record)) and ctx.book.may("add", Correction)):
        return
    # The form is made when it is asked for: a list of all people in each would take a page seconds.
    if st.toggle(
        plain(ctx.pair(ctx.t("correcting.title"), ctx.t(named(record)))), key=f"correcting.{entity}.{record.id}"
    ):
        with st.container(border=True):
            _forms(ctx, record, entity)


def _forms(ctx: Context, record: Record, entity: str) -> None:
    """Ask for what a record should have said, and why; or cancel it."""
    key = form_key(f"correcting.{entity}", record.id)
    read = opened(key, "why", record)
    typed = record_fields(ctx, read, key)
    reason = st.text_input(ctx.must(ctx.t("correcting.reason")), key=f"{key}.why")
    settled = settle(ctx, key)
    left, right = st.columns(2)
    pressed = left.button(ctx.t("correcting.correct"), key=f"{key}.correct")
    pressed = pressed and not stands_refused(ctx, key)
    touched = confirmed(ctx, f"{key}.correct", lambda: _touched(ctx, record, typed), pressed=pressed)
    if touched and not stands_refused(ctx, key):
        with saving(ctx, key):
            correct(ctx.book.settling(settled), typed, read, reason, today=ctx.today)
            _done(ctx, entity, "correcting.was_corrected")
    if not ctx.book.may("remove", type(record)):
        return
    what = cancelling(ctx.book, record)
    if what.in_the_way is not None:
        right.caption(plain(ctx.t(what.in_the_way)))
        return
    if what.along:
        right.caption(plain(ctx.t("correcting.along")))
        right.markdown(bullets(map(ctx.t, what.along)))
    else:
        right.caption(plain(ctx.t("correcting.alone")))
    pressed = right.button(ctx.t("correcting.cancel"), key=f"{key}.cancel")
    if confirmed(ctx, f"{key}.cancel", lambda: _touched(ctx, record, None), pressed=pressed):
        with saving(ctx, key):
            cancel(ctx.book, record, reason)
            _done(ctx, entity, "correcting.was_cancelled")


def _touched(ctx: Context, record: Record, after: Record | None) -> tuple[Message, ...]:
    """Return what else is touched once a record is corrected or cancelled: of a consent what rests on it."""
    if not isinstance(record, Consent):
        return ()
    return of_changing_consent(ctx.book, record, after if isinstance(after, Consent) else None, ctx.today)


def corrections_told(ctx: Context, record: Record) -> None:
    """Show what was corrected of a record, by whom and why, before and after; the last can be undone."""
    entity = table_of(type(record)).name
    for one in told(ctx.book, type(record), require(record.id)):
        st.markdown(f"**{plain(_said(ctx, one.correction))}**")
        if one.changes:
            st.markdown(bullets(difference(ctx, entity, change) for change in one.changes))
        if one.last:
            _undoing(ctx, one.correction)


def cancelled_line(ctx: Context, one: Cancelled[R]) -> None:
    """Show a record that was cancelled, with who did it and why, and let it be brought back."""
    if one.record is not None:
        st.markdown(plain(ctx.t(named(one.record))))
    st.markdown(plain(_said(ctx, one.correction)))
    _undoing(ctx, one.correction)


def _said(ctx: Context, one: Correction) -> str:
    return ctx.t(f"correcting.{one.kind}", at=one.at, who=one.who, reason=one.reason)


def _undoing(ctx: Context, correction: Correction) -> None:
    if not ctx.book.may("remove", Correction):  # who sees the log of changes
        return
    key = f"correcting.undo.{correction.id}"
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    reason = left.text_input(ctx.t("correcting.reason"), key=f"{key}.why")
    if right.button(ctx.t("correcting.undo"), key=key):
        with saving(ctx):
            undo(ctx.book, correction, reason)
            _done(ctx, correction.entity, "correcting.was_undone")


def _done(ctx: Context, entity: str, message: str) -> None:
    after_saving(ctx.t(message), f"correcting.{entity}")
