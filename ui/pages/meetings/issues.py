"""The regional issues that are looked for; one of them with its steps and cases; recording one, a step, its end, a case."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import IssueCase, RegionalIssue, RegionalIssueStep
from casebook.records.base import require
from desk.errors import InvalidInputError, fault
from desk.meetings import Issue, end_issue, link_case, read_issues, record_issue, record_step
from ui.components import inputs
from ui.components.details import show_known, show_labelled
from ui.components.form import form_key, save_button
from ui.components.listing.listing import Cell, Shown, show_list
from ui.components.page_link import named_link
from ui.components.pick import choose
from ui.components.records import address
from ui.components.records.correcting import cancelled_ones, correcting
from ui.components.text import plain
from ui.context import Context
from ui.noted import saw_person
from ui.pages.meetings.asked import CITY, council_word, ward_field, wards

KEY = "meetings.regional_issue"
ASKED = "issue"
STATES = ("open", "ended")


def issues(ctx: Context) -> None:
    """Show the issues that are looked for, and one of them; beneath, record another."""
    every = read_issues(ctx.book)
    if every:
        _list(ctx, every)
    else:
        st.info(ctx.t("issues.no_issues" if ctx.book.may("add", RegionalIssue) else "issues.none_told"))
    if ctx.book.may("add", RegionalIssue):
        with st.expander(ctx.t("issues.record"), expanded=not every):
            _record(ctx, every)
    cancelled_ones(ctx, RegionalIssue)


def _list(ctx: Context, every: Sequence[Issue]) -> None:
    found = {require(one.record.id): one for one in _wanted(ctx, every)}
    count = sum(one.is_open for one in found.values())
    st.caption(plain(ctx.t("issues.count", count=len(found), open=count)))
    if not found:
        st.info(ctx.t("issues.none_found"))
        return
    columns = {
        "title": ctx.t("field.title"), "theme": ctx.t("field.theme"), "ward": ctx.t("meetings.council"),
        "state": ctx.t("meetings.state"), "level": ctx.t("issues.level"), "in_charge": ctx.t("field.in_charge"),
        "last": ctx.t("issues.last_step"), "next_on": ctx.t("field.next_on"), "since": ctx.t("issues.since"),
    }  # fmt: skip
    rows = [_row(ctx, one) for one in found.values()]
    chosen = show_list(ctx, columns, rows, list(found), KEY, ctx.t("meetings.view_issues"), asked=ASKED)
    if chosen is None:
        st.info(ctx.t("issues.choose_hint"))
        return
    _one(ctx, found[chosen])


def _wanted(ctx: Context, every: Sequence[Issue]) -> list[Issue]:
    state, theme, council = st.columns(3)
    with state:
        states = address.some_of(
            ctx, "meetings", "issue_state", ctx.t("meetings.state"), STATES, lambda one: ctx.t(f"issues.is_{one}")
        )
    with theme:
        themes = address.some_of(
            ctx, "meetings", "theme", ctx.t("field.theme"), v.ISSUE_THEMES, lambda one: ctx.t(f"issue_theme.{one}")
        )
    with council:
        some = [CITY, *wards(ctx, RegionalIssue, [one.record.ward for one in every])]
        councils = address.some_of(
            ctx, "meetings", "issue_council", ctx.t("meetings.council"), some, lambda one: council_word(ctx, one)
        )
    asked = st.session_state.get(f"{KEY}.wanted", address.asked_number(ASKED))
    return [
        one
        for one in every
        if one.record.id == asked  # listed though others are
        or (
            (not states or STATES[not one.is_open] in states)
            and (not themes or one.record.theme in themes)
            and (not councils or (one.record.ward or CITY) in councils)
        )
    ]


def _row(ctx: Context, issue: Issue) -> tuple[Cell, ...]:
    one = issue.record
    days = (ctx.today - issue.last_on).days
    told = ctx.aside(ctx.show(days), ctx.t("issues.rests")) if issue.rests(ctx.today) else ctx.show(days)
    return (
        one.title,
        ctx.t(f"issue_theme.{one.theme}"),
        council_word(ctx, one.ward),
        _state(ctx, issue),
        ctx.t(f"issue_level.{issue.level}"),
        one.in_charge or "",
        issue.last_on if issue.steps else ctx.t("issues.no_step"),
        issue.next_on or "",
        Shown(told, days) if issue.is_open else "",
    )


def _state(ctx: Context, issue: Issue) -> str:
    return ctx.t(f"issues.is_{STATES[not issue.is_open]}")


def _one(ctx: Context, issue: Issue) -> None:
    one = issue.record
    st.header(plain(one.title), anchor=False)
    if issue.rests(ctx.today):
        st.warning(ctx.t("issues.rests"))
    show_known(
        ctx,
        [
            (ctx.t("field.theme"), ctx.t(f"issue_theme.{one.theme}")),
            (ctx.t("field.raised_on"), one.raised_on),
            (ctx.t("meetings.council"), council_word(ctx, one.ward)),
            (ctx.t("field.raised_by"), ctx.t(f"meeting_kind.{one.raised_by}") if one.raised_by else None),
            (ctx.t("field.in_charge"), one.in_charge),
            (ctx.t("issues.level"), ctx.t(f"issue_level.{issue.level}")),
            (ctx.t("meetings.state"), _state(ctx, issue)),
            *([] if issue.is_open else [(ctx.t("field.ended_on"), one.ended_on), (ctx.t("field.ending"), one.ending)]),
        ],
    )
    st.subheader(ctx.t("issues.steps"), anchor=False)
    if not issue.steps:
        st.caption(ctx.t("issues.no_steps"))
    for step in issue.steps:
        _step(ctx, step)
    _people(ctx, issue)
    if issue.is_open and ctx.book.may("change", RegionalIssue):
        with st.expander(ctx.t("issues.add_step")):
            _step_form(ctx, issue)
        with st.expander(ctx.t("issues.end")):
            _end_form(ctx, issue)
    correcting(ctx, one)
    cancelled_ones(ctx, RegionalIssueStep)
    cancelled_ones(ctx, IssueCase)


def _step(ctx: Context, step: RegionalIssueStep) -> None:
    st.markdown(plain(ctx.pair(ctx.show(step.taken_on), step.action)))
    passed = ctx.t(f"issue_level.{step.passed_to}") if step.passed_to else None
    told = [("passed_to", passed), ("answered", step.answered), ("next_on", step.next_on)]
    show_labelled(ctx, [(ctx.t(f"field.{name}"), value) for name, value in told if value is not None])
    correcting(ctx, step)


def _people(ctx: Context, issue: Issue) -> None:
    """Lead to those out of whose cases it was raised, as far as the reader may see them; of the others say how many."""
    st.subheader(ctx.t("issues.people"), anchor=False)
    everyone = ctx.city().everyone
    seen = [case for case in issue.people if case.person_id in everyone]
    for case in seen:
        saw_person(ctx, case.person_id, "meetings")
        named_link("person", case.person_id, everyone[case.person_id].person.code_name)
        if case.note:
            st.markdown(plain(case.note))
        correcting(ctx, case)
    counted = ctx.counting()
    every = 0 if counted is None else len(counted.book.all(IssueCase, regional_issue_id=issue.record.id))
    if every > len(seen):
        st.caption(ctx.t("issues.others", count=every - len(seen)))
    elif not seen:
        st.caption(ctx.t("issues.no_people"))
    if ctx.book.may("add", IssueCase):
        with st.expander(ctx.t("issues.link")):
            _link_form(ctx, issue)


def _link_form(ctx: Context, issue: Issue) -> None:
    everyone = ctx.city().everyone
    key = form_key("issue_case", issue.record.id)
    person = choose(
        ctx.must(ctx.t("field.person_id")),
        list(everyone),
        lambda one: everyone[one].person.code_name,
        f"{key}.person",
        ctx.t("common.choose"),
    )

    note = inputs.text(ctx, "note", None, key)

    def save(book: Casebook) -> int:
        if person is None:
            raise InvalidInputError([fault("person_id", "input.required")])
        return link_case(book, IssueCase(regional_issue_id=require(issue.record.id), person_id=person, note=note))

    save_button(ctx, "issue_case", key, "meetings", save, main=False)


def _record(ctx: Context, every: Sequence[Issue]) -> None:
    """Ask for an issue that was raised."""
    key = form_key("regional_issue", None)
    left, right = st.columns([2, 1])
    with left:
        title = inputs.text(ctx, "title", None, key, must=True)
    with right:
        theme = inputs.required_choice(ctx, "theme", v.ISSUE_THEMES[0], "issue_theme", v.ISSUE_THEMES, key)
    left, middle, right, last = st.columns(4)
    with left:
        on = inputs.day(ctx, "raised_on", ctx.today, key, must=True)
    with middle:
        ward = ward_field(ctx, wards(ctx, RegionalIssue, [one.record.ward for one in every]), key)
    with right:
        raised_by = inputs.choice(ctx, "raised_by", None, "meeting_kind", v.MEETING_KINDS, key)
    with last:
        in_charge = inputs.text(ctx, "in_charge", None, key)
    save_button(
        ctx,
        "regional_issue",
        key,
        "meetings",
        lambda book: record_issue(
            book,
            RegionalIssue(
                title=title or "", theme=theme, raised_on=_known(on, "raised_on"), ward=ward, raised_by=raised_by,
                in_charge=in_charge,
            ),
            ctx.today,
        ),
        main=not every,
    )  # fmt: skip


def _step_form(ctx: Context, issue: Issue) -> None:
    """Ask what was done about an issue."""
    key = form_key("regional_issue_step", issue.record.id)
    higher = v.ISSUE_LEVELS[v.ISSUE_LEVELS.index(issue.level) + 1 :]
    left, middle, right = st.columns(3)
    with left:
        on = inputs.day(ctx, "taken_on", ctx.today, key, must=True)
    with middle:
        passed = inputs.choice(ctx, "passed_to", None, "issue_level", higher, key) if higher else None
    with right:
        next_on = inputs.day(ctx, "next_on", None, key)
    action = inputs.long_text(ctx, "action", None, key, must=True)
    answered = inputs.long_text(ctx, "answered", None, key)
    save_button(
        ctx,
        "regional_issue_step",
        key,
        "meetings",
        lambda book: record_step(
            book,
            RegionalIssueStep(
                regional_issue_id=require(issue.record.id), taken_on=_known(on, "taken_on"), action=action or "",
                passed_to=passed, answered=answered, next_on=next_on,
            ),
            ctx.today,
        ),
    )  # fmt: skip


def _end_form(ctx: Context, issue: Issue) -> None:
    """Ask when and how an issue ended."""
    key = f"{form_key('regional_issue', issue.record.id)}.end"
    on = inputs.day(ctx, "ended_on", ctx.today, key, must=True)
    ending = inputs.long_text(ctx, "ending", None, key, must=True)

    def save(book: Casebook) -> int:
        end_issue(book, replace(issue.record, ended_on=on, ending=ending), ctx.today)
        return require(issue.record.id)

    save_button(ctx, "regional_issue", key, "meetings", save, main=False)


def _known(on: date | None, field: str) -> date:
    if on is None:
        raise InvalidInputError([fault(field, "input.required")])
    return on
