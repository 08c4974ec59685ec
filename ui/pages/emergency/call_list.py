"""Whom to telephone tonight: a row a facility with what decides, everything else on opening it, and its answer."""

from dataclasses import replace
from datetime import timedelta

import streamlit as st

from casebook import vocabulary as v
from desk.city import FacilityFile
from desk.emergency import Enquired, Place, TonightView, in_words, rooms_in_use, telephoned_at
from ui.components.text import plain
from ui.context import Context
from ui.pages.emergency.draft import FIRST_SHOWN, Draft, draft, field_key, keep, log_call
from words.zone import TOKYO


def show_lines(ctx: Context, view: TonightView, call: Draft) -> None:
    """Show whom to telephone, then the base."""
    st.subheader(ctx.t("emergency.lines", count=len(view.places)), anchor=False)
    st.markdown("\n".join(f"- {plain(note)}" for note in in_words(view.notes, ctx.language)))
    if not view.places:
        st.warning(ctx.t("emergency.nobody"))
    for place in view.places[: call.shown_count]:
        _line(ctx, view, place, call)
    remaining = len(view.places) - call.shown_count
    if remaining > 0:
        label = ctx.t("emergency.more", count=min(FIRST_SHOWN, remaining), left=remaining)
        if st.button(plain(label), key=field_key(ctx, "more")):
            keep(replace(call, shown_count=call.shown_count + FIRST_SHOWN))
            st.rerun()
    _base(ctx, view)
    _other(ctx, view, call)


def _line(ctx: Context, view: TonightView, place: Place, call: Draft) -> None:
    facility = place.file.facility
    with st.container(border=True, gap="small"):
        phone = facility.phone or ctx.t("emergency.no_phone")
        at = ctx.join(filter(None, (ctx.service(facility), view.area(place.file.key))))
        head = f"**{place.rank}\\. {plain(facility.name)}**　☎ **{plain(phone)}**　{plain(at)}"
        st.markdown(f"{head}  \n{plain(ctx.join(place.in_brief(ctx.language)))}")
        if answered := call.answers.get(place.file.key):
            st.markdown(f"**{plain(answer_text(ctx, answered))}**")
        with st.expander(plain(ctx.t("emergency.details", name=facility.name))):
            st.markdown("\n".join(f"- {plain(sentence)}" for sentence in place.sentences(ctx.language)))
            if note := place.file.condition.note:
                st.markdown("- " + ctx.pair(plain(ctx.t("field.note")), plain(note)))
            _answer(ctx, place.file, call)


def answer_text(ctx: Context, enquiry: Enquired) -> str:
    """Say when and what a facility answered."""
    return f"{enquiry.at.astimezone(TOKYO):%H:%M} {_answer_alone(ctx, enquiry)}"


def _answer_alone(ctx: Context, enquiry: Enquired) -> str:
    answer = ctx.t(f"enquiry.{enquiry.answer}")
    said = ctx.aside(answer, ctx.t(f"decline.{enquiry.reason}")) if enquiry.reason else answer
    return ctx.aside(said, ctx.t(f"given_for.{enquiry.given_for}")) if enquiry.given_for else said


def _answer(ctx: Context, file: FacilityFile, call: Draft) -> None:
    """Log what a facility says: two buttons, and a refusal by its reason."""
    number = sum(enquiry.facility_id == file.key for enquiry in call.enquiries)
    key = field_key(ctx, f"answer.{file.key}.{number}")
    yes, nobody, no = st.columns([1, 1, 2], vertical_alignment="bottom")
    with yes:
        if st.button(ctx.t("enquiry.accepted"), key=f"{key}.accepted", icon=":material/check:"):
            log_call(file.key, "accepted")
    with nobody:
        if st.button(ctx.t("enquiry.no_answer"), key=f"{key}.no_answer", icon=":material/phone_missed:"):
            log_call(file.key, "no_answer")
    with no:
        reason = st.selectbox(
            plain(ctx.t("emergency.refused", name=file.facility.name)),
            v.ENQUIRY_REASONS,
            index=None,
            format_func=lambda code: ctx.t(f"decline.{code}"),
            placeholder=ctx.t("emergency.refused_hint"),
            label_visibility="collapsed",
            key=f"{key}.declined",
        )
        if reason is not None:
            log_call(file.key, "declined", reason)


def _base(ctx: Context, view: TonightView) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(ctx.t('emergency.base'))}**")
        if not view.bases:
            st.markdown(plain(ctx.t("emergency.no_base")))
        for base in view.bases:
            phone = base.facility.phone or ctx.t("emergency.no_phone")
            [in_use] = in_words([rooms_in_use(base)], ctx.language)
            st.markdown(plain(f"{in_use}　☎ {phone}"))
            for notice in base.notices:
                st.warning(plain(ctx.t(notice)))


def _other(ctx: Context, view: TonightView, call: Draft) -> None:
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
        phone = file.facility.phone or ctx.t("emergency.no_phone")
        st.markdown(f"☎ **{plain(phone)}**  \n{plain(ctx.t('emergency.other_fails'))}")
        st.markdown("\n".join(f"- {plain(refusal)}" for refusal in in_words(view.refusals(chosen), ctx.language)))
        _answer(ctx, file, call)


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
            st.markdown(f"{number + 1}\\. {plain(ctx.pair(name, _answer_alone(ctx, enquiry)))}")
        key = field_key(ctx, f"log.{number}.{enquiry.facility_id}.{len(call.enquiries)}")
        logged = enquiry.at.astimezone(TOKYO)
        logged_at, by_clock = logged.time(), telephoned_at(call.received_at, logged.time()).date()
        with on:
            # By the clock alone the day may become another, which the field then shows; one set by hand stays.
            day = st.date_input(
                ctx.t("emergency.called_on", number=number + 1),
                logged.date(),
                key=f"{key}.on.{by_clock}",
                format="YYYY/MM/DD",
            )
        with clock:
            hour = st.time_input(
                ctx.t("emergency.called_at", number=number + 1), logged_at, key=f"{key}.at", step=timedelta(minutes=1)
            )
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
        if day and hour and (day, hour) != (logged.date(), logged_at):
            by_hand = day != logged.date() or logged.date() != by_clock
            at = telephoned_at(call.received_at, hour, day if by_hand else None)
        if ((typed or None), at) != (enquiry.note, enquiry.at):
            noted = replace(enquiry, note=typed or None, at=at)
            call = keep(
                replace(call, enquiries=(*call.enquiries[:number], noted, *call.enquiries[number + 1 :])),
            )
            if at.date() != day:  # the clock passed midnight: the field of the day says so at once
                st.rerun()
