"""Whom to telephone tonight: a row a facility with what decides, everything else on opening it, and its answer."""

from dataclasses import replace

import streamlit as st

from casebook import vocabulary as v
from desk.city import FacilityFile
from desk.emergency import Enquired, Place, TonightView, in_words, telephoned_at
from desk.typed import moment_of, understood
from ui.components import inputs
from ui.components.care.phone import phone_button
from ui.components.page_link import named_link
from ui.components.text import bullets, plain
from ui.context import Context
from ui.pages.emergency.base import show_bases
from ui.pages.emergency.draft import FIRST_SHOWN, Draft, draft, field_key, keep, log_call
from words.zone import TOKYO


def show_lines(ctx: Context, view: TonightView, call: Draft) -> None:
    """Show the base's rooms, then whom to telephone: those that answered this call however many are shown."""
    st.subheader(ctx.t("emergency.lines", count=len(view.places)), anchor=False)
    show_bases(ctx, view)
    st.markdown("\n".join(f"- {plain(note)}" for note in in_words(view.notes, ctx.language)))
    if not view.places:
        st.warning(ctx.t("emergency.nobody"))
    for slot, place in enumerate(view.places[: call.shown_count]):
        _line(ctx, view, place, call, slot)
    later = view.places[call.shown_count :]
    remaining = sum(place.file.key not in call.answers for place in later)
    if remaining > 0:
        label = ctx.t("emergency.more", count=min(FIRST_SHOWN, remaining), left=remaining)
        if st.button(plain(label), key=field_key(ctx, "more")):
            keep(replace(call, shown_count=call.shown_count + FIRST_SHOWN))
            st.rerun()
    answered = [place for place in later if place.file.key in call.answers]
    for slot, place in enumerate(answered, call.shown_count):
        _line(ctx, view, place, call, slot)
    _other(ctx, view)


def _line(ctx: Context, view: TonightView, place: Place, call: Draft, slot: int) -> None:
    # Fields are those of the place in the list: when a facility moves on, the next one is where the focus is.
    facility, key = place.file.facility, field_key(ctx, f"slot.{slot}")
    with st.container(border=True, gap="small", key=key):
        at = ctx.join(filter(None, (ctx.service(facility), view.area(place.file.key))))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            phone_button(ctx, facility.phone, key)
            named_link("facility", facility.id, f"{place.rank}. {facility.name}", bold=True)
            st.markdown(plain(at), width="content")
        # However much is said, it is one element: with another before them, the fields would be new ones without the focus.
        answered = call.answers.get(place.file.key)
        said = f"  \n**{plain(answer_text(ctx, answered))}**" if answered else ""
        st.markdown(f"{plain(ctx.join(place.in_brief(ctx.language)))}{said}")
        with st.expander(ctx.t("emergency.details", number=slot + 1)):
            note = [ctx.pair(ctx.t("field.note"), place.file.condition.note)] if place.file.condition.note else []
            st.markdown(bullets([*place.sentences(ctx.language), *note]))
            _answer(ctx, place.file, key)


def answer_text(ctx: Context, enquiry: Enquired) -> str:
    """Say when and what a facility answered."""
    return f"{enquiry.at.astimezone(TOKYO):%H:%M} {_answer_alone(ctx, enquiry)}"


def _answer_alone(ctx: Context, enquiry: Enquired) -> str:
    answer = ctx.t(f"enquiry.{enquiry.answer}")
    said = ctx.aside(answer, ctx.t(f"decline.{enquiry.reason}")) if enquiry.reason else answer
    return ctx.aside(said, ctx.t(f"given_for.{enquiry.given_for}")) if enquiry.given_for else said


def _answer(ctx: Context, file: FacilityFile, key: str) -> None:
    """Log what a facility says: two buttons, and a refusal by its reason."""
    yes, nobody, no = st.columns([1, 1, 2], vertical_alignment="bottom")
    for column, answer, icon in ((yes, "accepted", "check"), (nobody, "no_answer", "phone_missed")):
        column.button(
            ctx.t(f"enquiry.{answer}"),
            key=f"{key}.{answer}",
            icon=f":material/{icon}:",
            on_click=log_call,
            args=(file.key, answer),
            width="stretch",
        )
    no.selectbox(
        plain(ctx.t("emergency.refused", name=file.facility.name)),
        v.ENQUIRY_REASONS,
        index=None,
        format_func=lambda code: ctx.t(f"decline.{code}"),
        placeholder=ctx.t("emergency.refused_hint"),
        label_visibility="collapsed",
        key=f"{key}.declined",
        on_change=_declined,
        args=(file.key, f"{key}.declined"),
    )


def _declined(facility_id: int, key: str) -> None:
    """Log a refusal by the reason that was chosen, and leave the field empty for the next time."""
    if reason := st.session_state[key]:
        log_call(facility_id, "declined", reason)
        st.session_state[key] = None


def _other(ctx: Context, view: TonightView) -> None:
    """Log a call to a facility that is not on the list, and say what stands against it."""
    listed = {place.file.key for place in view.places} | {base.facility.id for base in view.bases}
    others = [key for key in view.facilities if key not in listed]
    names = ctx.city().facility_names[ctx.language]
    with st.expander(ctx.t("emergency.other")):
        chosen = st.selectbox(
            ctx.t("emergency.other_which"),
            sorted(others, key=names.__getitem__),
            index=None,
            format_func=names.__getitem__,
            placeholder=ctx.t("common.choose"),
            key=field_key(ctx, "other"),
        )
        if chosen is None:
            return
        file = view.facilities[chosen]
        phone_button(ctx, file.facility.phone, field_key(ctx, "other"))
        st.markdown(plain(ctx.t("emergency.other_fails")))
        st.markdown(bullets(in_words(view.refusals(chosen), ctx.language)))
        _answer(ctx, file, field_key(ctx, "other_answer"))


def show_log(ctx: Context, view: TonightView) -> None:
    """List the calls so far, each with its time, a note and a way back."""
    call = draft()
    st.subheader(ctx.t("emergency.log", count=len(call.enquiries)), anchor=False)
    if not call.enquiries:
        st.caption(ctx.t("emergency.log_empty"))
    for number, enquiry in enumerate(call.enquiries):
        name = view.facilities[enquiry.facility_id].facility.name
        text, on, clock, note, back = st.columns([3, 3, 2, 4, 2], vertical_alignment="bottom")
        with text:
            told = ctx.pair(name, _answer_alone(ctx, enquiry))
            named_link("facility", enquiry.facility_id, f"{number + 1}. {told}")
        key = field_key(ctx, f"log.{number}.{enquiry.facility_id}.{len(call.enquiries)}")
        logged = enquiry.at.astimezone(TOKYO)
        logged_at, by_clock = logged.time(), telephoned_at(call.received_at, logged.time()).date()
        with on:
            # By the clock alone the day may become another, which the field then shows; one set by hand stays.
            label = ctx.t("emergency.called_on", number=number + 1)
            day = inputs.day(ctx, f"on.{by_clock}", logged.date(), key, label=label)
        with clock:
            label = ctx.t("emergency.called_at", number=number + 1)
            hour = inputs.clock(ctx, "at", logged_at, key, label=label)
        with note:
            typed = st.text_input(
                ctx.t("emergency.note", number=number + 1), enquiry.note or "", key=f"{key}.note"
            ).strip()
        with back:
            if st.button(ctx.t("emergency.undo", number=number + 1), key=f"{key}.undo"):
                rest = (*call.enquiries[:number], *call.enquiries[number + 1 :])
                keep(replace(call, enquiries=rest))
                st.rerun()
        at = enquiry.at
        typed_at = moment_of(day, hour)
        read = understood(typed_at)
        if read and (day, hour) != (logged.date(), logged_at):
            by_hand = day != logged.date() or logged.date() != by_clock
            at = telephoned_at(call.received_at, hour, day if by_hand else None)
        if ((typed or None), at) != (enquiry.note, enquiry.at):
            noted = replace(enquiry, note=typed or None, at=at)
            call = keep(
                replace(call, enquiries=(*call.enquiries[:number], noted, *call.enquiries[number + 1 :])),
            )
            if read and at.date() != day:  # the clock passed midnight: the field of the day says so at once
                st.rerun()
