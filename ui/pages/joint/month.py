"""The joint cases of a month with their reports, to be read, printed and taken as a paper; what is missing is said."""

import streamlit as st
from dateutil.relativedelta import relativedelta

from casebook.records import JointCase
from desk.joint import OfMonth, first_of, hard_by, made, month_before, month_word, read_month, report_facts
from ui.components.details import show_known
from ui.components.layout.papers import paper_files
from ui.components.page_link import has_page, page_link
from ui.components.records import address
from ui.components.text import plain
from ui.context import Context
from ui.noted import saw_person

MOST_MONTHS = 60
"""So many months back, this one among them, are offered at most."""


def month(ctx: Context) -> None:
    """Show the cases that went on in a month, each with its report."""
    begun = min((one.begun_on for one in ctx.book.all(JointCase)), default=ctx.today)
    this = first_of(ctx.today)
    months = [one for back in range(MOST_MONTHS) if (one := this - relativedelta(months=back)) >= first_of(begun)]
    named = {f"{one:%Y-%m}": one for one in months}
    before = f"{month_before(ctx.today):%Y-%m}"
    chosen = address.one_of(
        "joint", "month", ctx.t("field.month"), list(named), lambda one: month_word(named[one], ctx.language), before
    )
    found = read_month(ctx.book, ctx.city(), named[chosen])
    st.header(plain(ctx.t("joint.month_title", month=month_word(named[chosen], ctx.language))), anchor=False)
    if not found:
        st.info(ctx.t("joint.none_in_month"))
        return
    st.caption(plain(ctx.t("joint.month_counts", cases=len(found), missing=sum(one.report is None for one in found))))
    for one in found:
        _case(ctx, one)
    people = [one.joint.record.person_id for one in found]
    paper_files(
        ctx,
        lambda form: ctx.t(f"joint.form_{form}"),
        f"sonae-joint-{chosen}",
        lambda form: made(form, named[chosen], found, ctx.language, ctx.today),
        what="joint_month",
        people=people,
        key="joint.month",
    )


def _case(ctx: Context, one: OfMonth) -> None:
    case = one.joint.record
    saw_person(ctx, case.person_id, "joint")
    st.subheader(plain(ctx.pair(one.name, case.core_centre)), anchor=False)
    known = [(ctx.t("field.begun_on"), ctx.show(case.begun_on)), (ctx.t("field.hard_by"), hard_by(case, ctx.language))]
    told = [] if one.report is None else report_facts(one.report, ctx.language)
    show_known(ctx, [*known, *told])
    if one.report is None:
        st.markdown(plain(ctx.t("joint.no_report")))
    if has_page("joint"):
        page_link("joint", ctx.t("joint.open"), case=str(case.id))
