"""The record of one call: who called, what was needed, each telephone call, how it ended, what was corrected."""

from collections.abc import Iterator
from dataclasses import fields, replace

import streamlit as st

from casebook.errors import NotFoundError
from casebook.mapping import table_of
from casebook.records import Consultation, Correction, Record
from casebook.records.base import require
from desk.city import several
from desk.consultations import Call, later_calls, linked, read_call
from desk.correcting import FIXED, cancelled_one, correct
from desk.errors import DeskError
from ui.components.details import show_known
from ui.components.form import after_saving, saving
from ui.components.page_link import named_link, page_link
from ui.components.pick import labels
from ui.components.records import address
from ui.components.records.correcting import cancelled_line, correcting
from ui.components.records.in_words import field_name, in_words
from ui.components.text import plain
from ui.context import Context
from ui.noted import saw_person
from words.topics import topic

LATER = 50
"""So many later calls are offered to be the same person's."""


def call_record(ctx: Context, key: int) -> None:
    """Show a call, or say that there is none."""
    st.button(ctx.t("consultations.back"), on_click=address.ask_for, args=("id", None), icon=":material/arrow_back:")
    try:
        call = read_call(ctx.book, key)
    except NotFoundError:
        _gone(ctx, key)
        return
    if call.call.person_id is not None:
        saw_person(ctx, call.call.person_id, "consultations")
    st.header(plain(ctx.t("consultations.of", id=key, at=call.call.received_at)), anchor=False)
    _named(ctx, "person", call.call.person_id)
    show_known(ctx, [*_said(ctx, call.call), (ctx.t("consultations.taken_by"), call.taken_by)])
    correcting(ctx, call.call)
    _others(ctx, call)
    if call.call.person_id is None:
        _link(ctx, call.call)
    _need(ctx, call)
    _telephoned(ctx, call)
    _admission(ctx, call)


def _gone(ctx: Context, key: int) -> None:
    found = cancelled_one(ctx.book, Consultation, key)
    if found is None:
        st.info(plain(ctx.t("consultations.none_such", id=key)))
        return
    st.warning(ctx.t("consultations.was_cancelled"))
    if isinstance(found.record, Consultation):
        _named(ctx, "person", found.record.person_id)
        show_known(ctx, _said(ctx, found.record))
    cancelled_line(ctx, found)


def _said(ctx: Context, record: Record) -> Iterator[tuple[str, object]]:
    """Yield what a record says, by the names of its fields; what is said elsewhere on the page is left out."""
    entity = table_of(type(record)).name
    for field in fields(record):
        if field.name in ("id", "person_id", "facility_id", *FIXED[type(record)]):
            continue
        value = getattr(record, field.name)
        name = field_name(ctx, field.name)
        if field.metadata:
            yield name, several(topic(entity, field.name), value, ctx.language)
        else:
            yield name, None if value is None else in_words(ctx, entity, field.name, value)


def _named(ctx: Context, page: str, key: int | None) -> None:
    """Say whom or which facility a record is about, with the way to the page."""
    city = ctx.city()
    seen = key in (city.everyone if page == "person" else city.facilities)
    name = ctx.pair(field_name(ctx, f"{page}_id"), in_words(ctx, "stay", f"{page}_id", key, city))
    named_link(page, key if seen else None, name)


def _need(ctx: Context, call: Call) -> None:
    st.subheader(ctx.t("consultations.needs"), anchor=False)
    if call.need is None:
        st.markdown(plain(ctx.t("consultations.no_needs")))
        return
    show_known(ctx, _said(ctx, call.need))
    correcting(ctx, call.need)


def _telephoned(ctx: Context, call: Call) -> None:
    st.subheader(ctx.t("consultations.telephoned"), anchor=False)
    if not call.enquiries:
        st.markdown(plain(ctx.t("consultations.nobody_telephoned")))
    for enquiry in call.enquiries:
        answer = ctx.t(f"enquiry.{enquiry.answer}")
        if enquiry.reason is not None:
            answer = ctx.aside(answer, ctx.t(f"decline.{enquiry.reason}"))
        st.markdown(f"**{plain(ctx.show(enquiry.at))}** {plain(answer)}")
        _named(ctx, "facility", enquiry.facility_id)
        if enquiry.note:
            st.markdown(plain(enquiry.note))
        correcting(ctx, enquiry)


def _admission(ctx: Context, call: Call) -> None:
    if call.stay is None:
        return
    st.subheader(ctx.t("consultations.admission"), anchor=False)
    _named(ctx, "facility", call.stay.facility_id)
    show_known(ctx, _said(ctx, call.stay))
    correcting(ctx, call.stay)
    for one in (call.ground, call.plan):
        if one is not None:
            show_known(ctx, _said(ctx, one))
            correcting(ctx, one)


def _others(ctx: Context, call: Call) -> None:
    """Lead to the other calls of somebody of whom nobody knew who she was."""
    if call.others:
        st.markdown(f"**{plain(ctx.t('consultations.others'))}**")
    for one in call.others:
        page_link("consultations", ctx.t("consultations.of", id=one.id, at=one.received_at), id=str(one.id))


def _link(ctx: Context, call: Consultation) -> None:
    """Let a call of somebody unknown be given its person: by name, or as whoever a later call was about."""
    if not (ctx.book.may("change", Consultation) and ctx.book.may("add", Correction)):
        return
    if not st.toggle(ctx.t("consultations.link"), key=f"consultations.link.{call.id}"):
        return
    later = {require(one.id): one for one in later_calls(ctx.book, call)[:LATER]}
    people = {key: file.person.code_name for key, file in ctx.city().everyone.items()}

    def told(key: int) -> str:
        one = later[key]
        who = people.get(one.person_id or 0, ctx.t("common.unknown"))
        return ctx.aside(ctx.t("consultations.of", id=key, at=one.received_at), who)

    with st.container(border=True):
        st.caption(ctx.t("consultations.link_hint"))
        left, right = st.columns(2)
        key = f"consultations.link.{call.id}"
        person = left.selectbox(
            ctx.t("consultations.link_person"),
            sorted(people, key=people.__getitem__),
            None,
            labels(people, people.__getitem__),
            key=f"{key}.person",
            placeholder="",
        )
        same = right.selectbox(
            ctx.t("consultations.link_call"), list(later), None, labels(later, told), key=f"{key}.call", placeholder=""
        )
        reason = st.text_input(
            ctx.must(ctx.t("correcting.reason")), ctx.t("consultations.link_reason"), key=f"{key}.reason.{ctx.language}"
        )
        if st.button(ctx.t("consultations.link_save"), key=f"{key}.save", type="primary"):
            with saving(ctx):
                if person is None and same is None:
                    raise DeskError("consultations.link_none")
                typed = replace(call, person_id=person) if same is None else linked(call, later[same])
                correct(ctx.book, typed, call, reason, today=ctx.today)
                after_saving(ctx.t("correcting.was_corrected"))
