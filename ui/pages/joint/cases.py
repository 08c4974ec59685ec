"""The cases of joint support that are looked for; one of them with its reports; recording one, a report, its end."""

from collections.abc import Sequence

import streamlit as st

from casebook import vocabulary as v
from casebook.records import JointCase, JointReport
from casebook.records.base import require
from desk.joint import Joint, hard_by, month_word, read_joint, report_facts
from ui.components.details import show_known
from ui.components.listing.listing import Cell, show_list
from ui.components.page_link import named_link
from ui.components.records import address
from ui.components.records.correcting import cancelled_ones, correcting
from ui.components.text import plain
from ui.context import Context
from ui.noted import saw_person
from ui.pages.joint.forms import case_form, end_form, report_form
from words.names import Named

KEY = "joint.joint_case"
ASKED = "case"
STATES = ("open", "ended")
ROLES = ("by_base", "by_centre", "by_office", "by_ward")


def cases(ctx: Context) -> None:
    """Show the cases that are looked for, and one of them; beneath, record another."""
    everyone = ctx.city().everyone
    every = [one for one in read_joint(ctx.book) if one.record.person_id in everyone]
    writes = ctx.book.may("add", JointCase)
    if every:
        _list(ctx, every)
    else:
        st.info(ctx.t("joint.no_cases" if writes else "joint.no_cases_told"))
    if writes:
        with st.expander(ctx.t("joint.record"), expanded=not every):
            case_form(ctx, every)
    cancelled_ones(ctx, JointCase)


def _list(ctx: Context, every: Sequence[Joint]) -> None:
    found = {require(one.record.id): one for one in _wanted(ctx, every)}
    st.caption(plain(ctx.t("joint.count", count=len(found), open=sum(one.record.is_open for one in found.values()))))
    if not found:
        st.info(ctx.t("joint.none_found"))
        return
    columns = {
        "person": ctx.t("field.person_id"), "core_centre": ctx.t("field.core_centre"), "begun_on": ctx.t("field.begun_on"),
        "hard_by": ctx.t("field.hard_by"), "state": ctx.t("joint.state"), "last": ctx.t("joint.last_report"),
        "next_on": ctx.t("field.next_on"),
    }  # fmt: skip
    rows = [_row(ctx, one) for one in found.values()]
    people = [one.record.person_id for one in found.values()]
    chosen = show_list(ctx, columns, rows, list(found), KEY, ctx.t("joint.view_cases"), asked=ASKED, people=people)
    if chosen is None:
        st.info(ctx.t("joint.choose_hint"))
        return
    _one(ctx, found[chosen])


def _wanted(ctx: Context, every: Sequence[Joint]) -> list[Joint]:
    state, reason = st.columns(2)
    with state:
        states = address.some_of(
            ctx, "joint", "state", ctx.t("joint.state"), STATES, lambda one: ctx.t(f"joint.is_{one}")
        )
    with reason:
        reasons = address.some_of(
            ctx, "joint", "reason", ctx.t("field.hard_by"), v.JOINT_REASONS, lambda one: ctx.t(f"joint_reason.{one}")
        )
    asked = st.session_state.get(f"{KEY}.wanted", address.asked_number(ASKED))
    return [
        one
        for one in every
        if one.record.id == asked  # listed though others are
        or (
            (not states or STATES[not one.record.is_open] in states)
            and (not reasons or any(one.record.hard_by.get(reason) for reason in reasons))
        )
    ]


def _row(ctx: Context, one: Joint) -> tuple[Cell, ...]:
    case = one.record
    last = max(one.reports, default=None)
    told = ctx.t("joint.no_reports") if last is None else month_word(last, ctx.language)
    return (
        Named(_name(ctx, case.person_id), "person", case.person_id),
        case.core_centre,
        case.begun_on,
        hard_by(case, ctx.language),
        _state(ctx, case),
        ctx.aside(told, ctx.t("joint.report_missing")) if one.waits(ctx.today) else told,
        one.next_on or "",
    )


def _name(ctx: Context, person_id: int) -> str:
    return ctx.city().everyone[person_id].person.code_name


def _state(ctx: Context, case: JointCase) -> str:
    return ctx.t(f"joint.is_{STATES[not case.is_open]}")


def _one(ctx: Context, one: Joint) -> None:
    case = one.record
    saw_person(ctx, case.person_id, "joint")
    st.header(plain(ctx.pair(_name(ctx, case.person_id), case.core_centre)), anchor=False)
    if one.waits(ctx.today):
        st.warning(ctx.t("joint.report_missing_told"))
    named_link("person", case.person_id, _name(ctx, case.person_id))
    ended = [
        (ctx.t("field.ended_on"), case.ended_on),
        (ctx.t("field.ending"), ctx.t(f"joint_ending.{case.ending}") if case.ending else None),
        (ctx.t("field.ending_note"), case.ending_note),
    ]
    show_known(
        ctx,
        [
            (ctx.t("field.begun_on"), case.begun_on),
            (ctx.t("field.hard_by"), hard_by(case, ctx.language)),
            *((ctx.t(f"field.{name}"), getattr(case, name)) for name in ROLES),
            (ctx.t("field.note"), case.note),
            (ctx.t("joint.state"), _state(ctx, case)),
            *([(ctx.t("field.next_on"), one.next_on)] if case.is_open else ended),
        ],
    )
    st.subheader(ctx.t("joint.reports"), anchor=False)
    if missing := one.missing(ctx.today):
        months = ctx.join(month_word(month, ctx.language) for month in missing)
        st.caption(plain(ctx.t("joint.missing", months=months)))
    if not one.reports:
        st.caption(ctx.t("joint.no_reports"))
    for report in reversed(one.reports.values()):
        st.markdown(f"**{plain(month_word(report.month, ctx.language))}**")
        show_known(ctx, report_facts(report, ctx.language))
        correcting(ctx, report)
    if ctx.book.may("add", JointReport):
        with st.expander(ctx.t("joint.add_report"), expanded=one.waits(ctx.today)):
            report_form(ctx, one)
    if case.is_open and ctx.book.may("change", JointCase):
        with st.expander(ctx.t("joint.end")):
            end_form(ctx, one)
    correcting(ctx, case)
    cancelled_ones(ctx, JointReport, case.person_id)
