"""Consultations: the list of all emergency calls, and the record of one that its address asks for."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import Consultation
from desk.city import City
from desk.consultations import Line, Wanted, matching, read_lines
from desk.correcting import cancelled
from ui.components.layout.behind import conditions
from ui.components.listing.listing import Cell, show_list
from ui.components.records import address
from ui.components.records.correcting import cancelled_line
from ui.components.text import plain
from ui.components.views.saved_views import saved_views
from ui.context import Context, State
from ui.kept import kept
from ui.noted import searched
from ui.pages.consultations.record import call_record
from words.names import Named

PAGE = "consultations"
SHOWN = 1000
COLUMNS = ("received_at", "source", "reason", "result", "person", "ward", "telephoned", "taken_by", "description")


def page(ctx: Context) -> None:
    """Show the list, or the record that is asked for."""
    if (key := address.asked_number("id")) is not None:
        call_record(ctx, key)
        return
    lines = _lines(ctx.state, ctx.book, ctx.city())
    if lines:
        _list(ctx, lines)
    else:
        st.info(ctx.t("consultations.empty"))
    if gone := cancelled(ctx.book, Consultation):
        with st.expander(plain(ctx.t("correcting.cancelled_ones", count=len(gone)))):
            for one in gone:
                cancelled_line(ctx, one)


@kept
def _lines(state: State, _book: Casebook, _city: City) -> tuple[Line, ...]:  # noqa: ARG001 - the key
    return read_lines(_book, _city)


def _list(ctx: Context, lines: Sequence[Line]) -> None:
    wanted = _wanted(ctx, lines)
    found = matching(lines, wanted)
    searched(ctx, wanted.words, len(found), PAGE)
    counted = f"{ctx.t('consultations.count', count=len(found), all=len(lines))} {ctx.t('consultations.hint')}"
    saved_views(ctx, PAGE, counted=counted)
    if not found:
        st.info(ctx.t("consultations.nothing"))
        return
    if len(found) > SHOWN:
        st.warning(ctx.t("consultations.shortened", most=SHOWN))
    shown = found[:SHOWN]
    keys = [one.key for one in shown]
    columns = {name: ctx.t(f"consultations.column.{name}") for name in COLUMNS}
    rows = [_row(ctx, one) for one in shown]
    show_list(ctx, columns, rows, keys, "consultations.call", ctx.t("nav.consultations"), finds=False, csv=False)


class _Offered(NamedTuple):
    """What may be chosen among the calls: people by name, wards, who took a call."""

    people: Mapping[int, str]
    wards: Sequence[str]
    takers: Sequence[str]


@kept
def _offered(state: State, _lines: Sequence[Line]) -> _Offered:  # noqa: ARG001 - what it is kept under
    people = {one.call.person_id: one.code_name for one in _lines if one.call.person_id is not None and one.code_name}
    return _Offered(
        dict(sorted(people.items(), key=lambda one: one[1])),
        sorted({one.ward for one in _lines if one.ward}),
        sorted({one.taken_by for one in _lines if one.taken_by}),
    )


def _wanted(ctx: Context, lines: Sequence[Line]) -> Wanted:
    first, second, third, fourth = st.columns([4, 3, 3, 3])
    offered = _offered(ctx.state, lines)
    with first:
        # What is searched for may be a name, and addresses stand in histories.
        words = st.text_input(ctx.t("consultations.search"), key="consultations.search").strip()
    labels = ctx.t("consultations.from"), ctx.t("consultations.to")
    begin, end = address.days(ctx, PAGE, ("from", "to"), (second, third), labels)
    with fourth:
        person = address.choice(
            ctx,
            PAGE,
            "person",
            ctx.t("field.person_id"),
            list(offered.people),
            offered.people.__getitem__,
        )
    with conditions(ctx, PAGE) as told:

        def ask(name: str, label: str, options: Sequence[str], word: Callable[[str], str]) -> str | None:
            chosen = address.choice(ctx, PAGE, name, ctx.t(label), options, word)
            if chosen is not None:
                told.append(ctx.pair(ctx.t(label), word(chosen)))
            return chosen

        source = ask("source", "field.source", v.CONSULTATION_SOURCES, lambda code: ctx.t(f"source.{code}"))
        reason = ask(
            "reason", "field.reason", v.CONSULTATION_REASONS, lambda code: ctx.t(f"consultation_reason.{code}")
        )
        result = ask(
            "result", "field.result", v.CONSULTATION_RESULTS, lambda code: ctx.t(f"consultation_result.{code}")
        )
        ward = ask("ward", "common.ward", offered.wards, str)
        taken_by = ask("taken_by", "consultations.taken_by", offered.takers, str)
    return Wanted(begin, end, source, reason, result, ward, person, taken_by, words)


def _row(ctx: Context, one: Line) -> tuple[Cell, ...]:
    call = one.call
    return (
        call.received_at,
        ctx.t(f"source.{call.source}"),
        call.reason and ctx.t(f"consultation_reason.{call.reason}"),
        ctx.t(f"consultation_result.{call.result}"),
        None if one.code_name is None else Named(one.code_name, "person", call.person_id),
        one.ward,
        one.telephoned,
        one.taken_by,
        call.description,
    )
