"""What somebody may ask for of what is held about her: disclosure, correction, stop of use, deletion; to whom it went."""

from functools import partial

import pandas as pd
import streamlit as st

from casebook.book import Casebook
from casebook.records import Person, RightsRequest
from casebook.records.base import require
from casebook.vocabulary import CONSENT_BY, RIGHTS
from desk.export import file_name
from desk.rights import (
    Due,
    delete,
    disclosure,
    disclosure_html,
    disclosure_json,
    due_drafts,
    due_records,
    finish,
    handed,
    longest_first,
    open_requests,
    record,
    stop_use,
)
from ui.components import inputs
from ui.components.form import after_saving, saving, stands_refused
from ui.components.listing.tables import show_table
from ui.components.page_link import page_of
from ui.components.pick import labels
from ui.components.text import plain
from ui.context import Context, State
from ui.kept import kept
from ui.noted import offer, saw_person
from ui.settings import now

PERSON = "rights.person"
ASKED = "rights.asked"


def page(ctx: Context) -> None:
    """Show whose rights, and what is waiting."""
    people = {require(one.id): one for one in ctx.book.all(Person)}
    if not people:
        st.info(ctx.t("rights.nobody"))
        _due(ctx)
        return
    chosen = st.selectbox(
        ctx.t("rights.person"), list(people), index=None, key=PERSON, placeholder=ctx.t("common.choose"),
        format_func=labels(people, lambda key: people[key].code_name),
    )  # fmt: skip
    if chosen is None:
        st.info(ctx.t("rights.choose_hint"))
    else:
        saw_person(ctx, chosen, "rights")
        page_of(ctx, "person", chosen)
        _person(ctx, people[chosen])
    _requests(ctx, people)
    _due(ctx)


def _done(ctx: Context, code: str, **params: object) -> None:
    after_saving(ctx.t(code, **params))


def _person(ctx: Context, person: Person) -> None:
    key, name = require(person.id), file_name(f"disclosure-{person.code_name}")
    if stopped := [one for one in ctx.book.all(RightsRequest, person_id=key, kind="stop") if one.done_at]:
        st.warning(ctx.t("rights.is_stopped", day=stopped[-1].done_at and stopped[-1].done_at.date()))
    st.caption(ctx.t("rights.disclosed_hint"))
    readable, data = st.columns(2)
    offer(readable, ctx.t("rights.html"), partial(_html, ctx, key), f"{name}.html", "text/html")
    offer(data, ctx.t("rights.json"), partial(_data, ctx, key), f"{name}.json", "application/json")
    st.subheader(ctx.t("rights.title_handed"), anchor=False)
    rows = [(ctx.show(one.at), one.to, ctx.t(one.what), ctx.t(one.ground)) for one in handed(ctx.book, key)]
    columns = [ctx.t(f"rights.column.{column}") for column in ("at", "to", "what", "ground")]
    if rows:
        show_table(ctx, pd.DataFrame(rows, columns=columns, dtype=object), ctx.t("rights.title_handed"))
    else:
        st.info(ctx.t("rights.handed_none"))
    with st.expander(ctx.t("rights.record")):
        _ask(ctx, key)


def _html(ctx: Context, key: int) -> bytes:
    return disclosure_html(*disclosure(ctx.book, key), now())


def _data(ctx: Context, key: int) -> bytes:
    return disclosure_json(*disclosure(ctx.book, key), now())


def _ask(ctx: Context, key: int) -> None:
    kind, by, day = st.columns(3)
    kinds = [one for one in RIGHTS if one != "stop"]
    what = kind.selectbox(
        ctx.t("rights.kind"), kinds, format_func=lambda code: ctx.t(f"rights_kind.{code}"), key="rights.kind"
    )
    who = by.selectbox(
        ctx.t("rights.asked_by"), CONSENT_BY, format_func=lambda code: ctx.t(f"consent_by.{code}"), key="rights.by"
    )
    with day:
        asked_on = inputs.day(ctx, "on", ctx.today, ASKED, label=ctx.t("rights.asked_on"))
    text = st.text_area(ctx.t("rights.what"), key="rights.what", max_chars=1000).strip() or None
    if st.button(ctx.t("rights.record"), key="rights.record") and not stands_refused(ctx, ASKED):
        with saving(ctx):
            record(ctx.book, RightsRequest(person_id=key, kind=what, asked_on=asked_on, asked_by=who, what=text))
            _done(ctx, "rights.recorded")
    st.caption(ctx.t("rights.stop_hint"))
    if st.button(ctx.t("rights.stop"), key="rights.stop") and not stands_refused(ctx, ASKED):
        with saving(ctx):
            stop_use(ctx.book, key, asked_on, who, today=ctx.today, what=text)
            _done(ctx, "rights.stopped")


def _requests(ctx: Context, people: dict[int, Person]) -> None:
    found = open_requests(ctx.book)
    st.subheader(ctx.t("rights.open", count=len(found)), anchor=False)
    for one in found:
        with st.container(border=True):
            line = ctx.t(
                "rights.request_line",
                id=str(one.id),
                person=people[one.person_id].code_name if one.person_id in people else ctx.t("common.unknown"),
                kind=ctx.t(f"rights_kind.{one.kind}"),
                day=one.asked_on,
                by=ctx.t(f"consent_by.{one.asked_by}"),
                what=one.what or "",
            )
            st.markdown(plain(line))
            text = st.text_input(ctx.t("rights.done"), key=f"rights.done.{one.id}", max_chars=1000)
            if st.button(ctx.t("rights.finish"), key=f"rights.finish.{one.id}"):
                with saving(ctx):
                    finish(ctx.book, require(one.id), text)
                    _done(ctx, "rights.recorded")


@kept
def _records(state: State, _book: Casebook, person_years: int, call_years: int) -> list[Due]:
    return due_records(_book, state.day, person_years=person_years, call_years=call_years)


def _due(ctx: Context) -> None:
    found = longest_first(
        [
            *_records(ctx.state, ctx.book, ctx.settings.retention_person_years, ctx.settings.retention_call_years),
            *due_drafts(ctx.book, ctx.today, ctx.settings.retention_draft_days),
        ]
    )
    st.subheader(ctx.t("rights.due", count=len(found)), anchor=False)
    st.caption(ctx.t("rights.due_hint"))
    if not found:
        return
    names = {
        (one.kind, one.key): ctx.t(f"rights.due_{one.kind}", name=one.name, id=str(one.key), day=one.last)
        for one in found
    }
    chosen = st.multiselect(
        ctx.t("rights.choose_due"), list(names), format_func=names.__getitem__, key="rights.due",
        placeholder=ctx.t("common.choose"),
    )  # fmt: skip
    if st.button(ctx.t("rights.delete"), key="rights.delete", disabled=not chosen):
        with saving(ctx):
            for one in found:
                if (one.kind, one.key) in chosen:
                    delete(ctx.book, one)
            _done(ctx, "rights.deleted", count=len(chosen))
