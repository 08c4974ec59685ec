"""The forms of joint support: a case, the report of a month, how a case ended."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import JointCase, JointReport
from casebook.records.base import require
from desk.errors import InvalidInputError, fault
from desk.joint import Joint, end_case, first_of, month_before, month_word, record_case, record_report
from ui.components import inputs
from ui.components.form import form_key, save_button
from ui.components.pick import choose, labels
from ui.context import Context


def person_field(ctx: Context, key: str, *, must: bool) -> int | None:
    """Ask whom a record is about."""
    everyone = ctx.city().everyone
    label = ctx.t("field.person_id")
    return choose(
        ctx.must(label) if must else label,
        list(everyone),
        lambda one: everyone[one].person.code_name,
        f"{key}.person",
        ctx.t("common.choose" if must else "common.none"),
    )


def case_form(ctx: Context, every: Sequence[Joint]) -> None:
    """Ask for a case of joint support; the core centre of the last one stands there already."""
    key = form_key("joint_case", None)
    left, middle, right = st.columns(3)
    with left:
        person = person_field(ctx, key, must=True)
    with middle:
        latest = max((one.record for one in every), key=lambda one: one.id or 0, default=None)
        centre = inputs.text(ctx, "core_centre", latest.core_centre if latest else None, key, must=True)
    with right:
        begun = inputs.day(ctx, "begun_on", ctx.today, key, must=True)
    left, right = st.columns([2, 1])
    with left:
        reasons = inputs.listed(ctx, "hard_by", {}, "joint_reason", v.JOINT_REASONS, key)
    with right:
        next_on = inputs.day(ctx, "next_on", None, key)
    left, right = st.columns(2)
    with left:
        base = inputs.text(ctx, "by_base", None, key)
        office = inputs.text(ctx, "by_office", None, key)
    with right:
        of_centre = inputs.text(ctx, "by_centre", None, key)
        ward = inputs.text(ctx, "by_ward", None, key)
    note = inputs.long_text(ctx, "note", None, key)
    st.caption(ctx.t("joint.seen_by_centre"))

    def save(book: Casebook) -> int:
        if person is None:
            raise InvalidInputError([fault("person_id", "input.required")])
        typed = JointCase(
            person_id=person, core_centre=centre or "", begun_on=known(begun, "begun_on"), hard_by=reasons, by_base=base,
            by_centre=of_centre, by_office=office, by_ward=ward, next_on=next_on, note=note,
        )  # fmt: skip
        return record_case(book, typed, ctx.today)

    save_button(ctx, "joint_case", key, "joint", save, main=not every)


def report_form(ctx: Context, one: Joint) -> None:
    """Ask what was done in a month: the earliest that is over and has no report, until then this one."""
    case = one.record
    months = [month for month in (*one.missing(ctx.today), first_of(ctx.today)) if _may_report(one, month)]
    if not months:
        st.caption(ctx.t("joint.all_reported"))
        return
    key = form_key("joint_report", case.id)
    before = month_before(ctx.today)
    left, right = st.columns(2)
    with left:
        month = st.selectbox(
            ctx.t("field.month"),
            months,
            index=months.index(before) if before in months else 0,
            format_func=labels(months, lambda month: month_word(month, ctx.language)),
            key=f"{key}.month",
        )
    with right:
        next_on = inputs.day(ctx, "next_on", None, key)
    done = inputs.long_text(ctx, "done", None, key, must=True)
    situation = inputs.long_text(ctx, "situation", None, key)
    next_step = inputs.text(ctx, "next_step", None, key)
    typed = JointReport(
        joint_case_id=require(case.id), month=month, done=done or "", situation=situation, next_step=next_step,
        next_on=next_on,
    )  # fmt: skip

    def save(book: Casebook) -> int:
        record_report(book, typed, ctx.today)
        return require(case.id)

    save_button(ctx, "joint_report", key, "joint", save)


def _may_report(one: Joint, month: date) -> bool:
    return one.goes_on_in(month) and month not in one.reports


def end_form(ctx: Context, one: Joint) -> None:
    """Ask when and how a case ended."""
    key = f"{form_key('joint_case', one.record.id)}.end"
    left, right = st.columns(2)
    with left:
        on = inputs.day(ctx, "ended_on", ctx.today, key, must=True)
    with right:
        ending = inputs.required_choice(ctx, "ending", v.JOINT_ENDINGS[0], "joint_ending", v.JOINT_ENDINGS, key)
    note = inputs.long_text(ctx, "ending_note", None, key)
    st.caption(ctx.t("joint.ended_hint"))

    def save(book: Casebook) -> int:
        end_case(book, replace(one.record, ended_on=on, ending=ending, ending_note=note), ctx.today)
        return require(one.record.id)

    save_button(ctx, "joint_case", key, "joint", save, main=False)


def known(on: date | None, field: str) -> date:
    """Return a day that must be known.

    Raises
    ------
    InvalidInputError
        If nothing was typed.
    """
    if on is None:
        raise InvalidInputError([fault(field, "input.required")])
    return on
