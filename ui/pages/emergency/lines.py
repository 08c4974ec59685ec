"""Whom to telephone tonight: a row a facility with what decides, everything else on opening it, and its answer."""

from dataclasses import replace
from datetime import timedelta

import streamlit as st

from casebook import vocabulary as v
from desk.city import FacilityFile, ward_label
from desk.emergency import Enquired, Place, TonightView, rooms_in_use, said, telephoned_at
from ui.components.text import plain
from ui.context import Context
from ui.pages.emergency.draft import FIRST_SHOWN, Draft, draft, field_key, keep, log_call
from words.zone import TOKYO


def show_lines(ctx: Context, view: TonightView, call: Draft) -> None:
    """Show whom to telephone, then the base."""
    st.subheader(ctx.t("emergency.lines", count=len(view.places)), anchor=False)
    st.markdown("\n".join(f"- {plain(note)}" for note in said(view.notes, ctx.language)))
    if not view.places:
        st.warning(ctx.t("emergency.nobody"))
    for place in view.places[: call.shown]:
        _line(ctx, place, call)
    left = len(view.places) - call.shown
    if left > 0:
        more = ctx.t("emergency.more", count=min(FIRST_SHOWN, left), left=left)
        if st.button(more, key=field_key(ctx, "more")):
            keep(replace(call, shown=call.shown + FIRST_SHOWN))
            st.rerun()
    _base(ctx, view)
    _other(ctx, view, call)


def _line(ctx: Context, place: Place, call: Draft) -> None:
    facility = place.file.facility
    with st.container(border=True, gap="small"):
        phone = facility.phone or ctx.t("emergency.no_phone")
        at = ctx.join(filter(None, (ctx.service(facility), ward_label(facility))))
        head = f"**{place.rank}\\. {plain(facility.name)}**　☎ **{plain(phone)}**　{plain(at)}"
        st.markdown(f"{head}  \n{plain(ctx.join(place.in_brief(ctx.language)))}")
        if answered := call.answers.get(place.file.key):
            st.markdown(f"**{plain(answer_text(ctx, answered))}**")
        with st.expander(plain(ctx.t("emergency.details", name=facility.name))):
            st.markdown("\n".join(f"- {plain(one)}" for one in place.sentences(ctx.language)))
            if note := place.file.condition.note:
                st.markdown("- " + ctx.pair(plain(ctx.t("field.note")), plain(note)))
            _answer(ctx, place.file, call)


def answer_text(ctx: Context, one: Enquired) -> str:
    """Say when and what a facility answered."""
    return f"{one.at.astimezone(TOKYO):%H:%M} {_said(ctx, one)}"


def _said(ctx: Context, one: Enquired) -> str:
    answer = ctx.t(f"enquiry.{one.answer}")
    return ctx.aside(answer, ctx.t(f"decline.{one.reason}")) if one.reason else answer


def _answer(ctx: Context, file: FacilityFile, call: Draft) -> None:
    """Log what a facility says: two buttons, and a refusal by its reason."""
    number = sum(one.facility_id == file.key for one in call.enquiries)
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
            ctx.t("emergency.refused", name=file.facility.name),
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
            [told] = said([rooms_in_use(base)], ctx.language)
            st.markdown(plain(f"{told}　☎ {phone}"))
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
        st.markdown("\n".join(f"- {plain(one)}" for one in said(view.refusals(chosen), ctx.language)))
        _answer(ctx, file, call)


def show_log(ctx: Context, view: TonightView) -> None:
    """List the calls so far, each with its time, a note and a way back."""
    call = draft()
    st.subheader(ctx.t("emergency.log", count=len(call.enquiries)), anchor=False)
    if not call.enquiries:
        st.caption(ctx.t("emergency.log_empty"))
    for number, one in enumerate(call.enquiries):
        name = view.facilities[one.facility_id].facility.name
        text, clock, note, back = st.columns([4, 2, 4, 2], vertical_alignment="bottom")
        with text:
            st.markdown(f"{number + 1}\\. {plain(ctx.pair(name, _said(ctx, one)))}")
        key = field_key(ctx, f"log.{number}.{one.facility_id}.{len(call.enquiries)}")
        shown = one.at.astimezone(TOKYO).time()
        with clock:
            hour = st.time_input(
                ctx.t("emergency.called_at", number=number + 1), shown, key=f"{key}.at", step=timedelta(minutes=1)
            )
        with note:
            typed = st.text_input(ctx.t("emergency.note", number=number + 1), one.note or "", key=f"{key}.note").strip()
        with back:
            if st.button(ctx.t("emergency.undo", number=number + 1), key=f"{key}.undo"):
                rest = (*call.enquiries[:number], *call.enquiries[number + 1 :])
                keep(replace(call, enquiries=rest))
                st.rerun()
        at = one.at if hour in (None, shown) else telephoned_at(call.received_at, hour)
        if ((typed or None), at) != (one.note, one.at):
            noted = replace(one, note=typed or None, at=at)
            call = keep(
                replace(call, enquiries=(*call.enquiries[:number], noted, *call.enquiries[number + 1 :])),
            )
