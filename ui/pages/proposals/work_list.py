"""Proposals as a work list: the views by state with their counts, the table, and several asked about at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from casebook.book import Casebook
from casebook.records import Proposal, ProposalStep
from desk.city import City
from desk.policy import load_policy
from desk.proposals import HELD, PATIENCE_DAYS, VIEWS, Task, ask_all, counts, follow_up, tasks
from ui.components import inputs
from ui.components.form import saving, say_saved, stands_refused, start_afresh
from ui.components.listing.listing import Cell, Shown
from ui.components.pick import choose_several
from ui.context import Context, State, city_at, source_at
from ui.kept import kept
from ui.settings import travel
from words.names import Named

KEY = "proposals.proposal"
VIEW = "proposals.view"
SEVERAL = "proposals.several"
COLUMNS = ("due", "tier", "person", "facility", "phone", "status", "ask", "last", "in_charge", "dates")
ASKABLE = ("suggested", "no_answer")


@kept
def tasks_at(state: State, _book: Casebook) -> list[Task]:
    """Return the work list of a state."""
    return tasks(_book, city_at(state, _book), source_at(state, _book).problem, state.day)


def choose_view(ctx: Context, found: Sequence[Task]) -> dict[int, Task]:
    """Let people choose what to look at; the choice stays in the address and for the session."""
    if VIEW not in st.session_state:
        asked = st.query_params.get("view")
        st.session_state[VIEW] = asked if asked in VIEWS else next(iter(VIEWS))
    counted = counts(found, ctx.today)
    view = st.radio(
        ctx.t("proposals.view"),
        list(VIEWS),
        format_func=lambda code: ctx.t(f"proposals.view_{code}"),
        # Not in the names: a choice whose name changes with what is written is shown as none.
        captions=[ctx.t("common.count", count=counted[code]) for code in VIEWS],
        key=VIEW,
        horizontal=True,
        persist_state="session",
    )
    st.query_params["view"] = view
    return {task.key: task for task in found if VIEWS[view](task, ctx.today)}


def person_name(ctx: Context, city: City, proposal: Proposal) -> str:
    """Name the person of a proposal."""
    file = city.everyone.get(proposal.person_id)
    return file.person.code_name if file else ctx.t("common.unknown")


def site_name(ctx: Context, city: City, proposal: Proposal) -> str:
    """Name the facility of a proposal."""
    return city.facility_names[ctx.language].get(proposal.facility_id, ctx.t("common.unknown"))


def pair_name(ctx: Context, city: City, proposal: Proposal) -> str:
    """Name both."""
    return f"{person_name(ctx, city, proposal)} → {site_name(ctx, city, proposal)}"


def task_rows(ctx: Context, city: City, listed: Iterable[Task]) -> list[tuple[Cell, ...]]:
    """Return the work list, a row each."""
    red = {one.proposal.id for one in ctx.no_longer(HELD)}
    return [_row(ctx, city, task, red=task.key in red) for task in listed]


def _row(ctx: Context, city: City, task: Task, *, red: bool) -> tuple[Cell, ...]:
    proposal, last = task.proposal, task.last
    file, who = city.facilities.get(proposal.facility_id), city.everyone.get(proposal.person_id)
    status = ctx.t(f"proposal_status.{proposal.status}")
    return (
        Shown(_due_text(ctx, task), None if task.due_on is None else task.due_on.isoformat()),
        task.tier,
        Named(person_name(ctx, city, proposal), "person", proposal.person_id if who else None),
        Named(site_name(ctx, city, proposal), "facility", proposal.facility_id if file else None),
        file.facility.phone if file else None,
        ctx.t("proposals.status_no_longer", status=status) if red else status,
        ctx.join(ctx.t(f"rule.{code}") for code in task.questions),
        "" if last is None else Shown(_last_text(ctx, last), last.at.isoformat()),
        proposal.in_charge or "",
        "" if proposal.start_on is None else Shown(_dates_text(ctx, proposal), proposal.start_on.isoformat()),
    )


def _last_text(ctx: Context, last: ProposalStep) -> str:
    return f"{ctx.show(last.at.date())} {ctx.t(f'proposal_status.{last.to_status}')}"


def _dates_text(ctx: Context, proposal: Proposal) -> str:
    return f"{ctx.show(proposal.start_on)} – {ctx.show(proposal.end_on)}"


def _due_text(ctx: Context, task: Task) -> str:
    if task.due_on is None:
        return ""
    day = ctx.show(task.due_on)
    if task.due_on < ctx.today:
        return ctx.t("proposals.due_over", day=day)
    return ctx.t("proposals.due_today", day=day) if task.due_on == ctx.today else day


def several_panel(ctx: Context, city: City, listed: Mapping[int, Task]) -> None:
    """Record of several proposals at once that they were asked about today, or who follows them up."""
    chosen = choose_several(
        ctx.t("proposals.several"),
        list(listed),
        lambda key: pair_name(ctx, city, listed[key].proposal),
        SEVERAL,
        ctx.t("common.choose"),
    )
    seen = [listed[key].proposal for key in chosen]
    who, day = follow_up_fields(
        ctx, "proposals.several", ctx.book.actor.name, ctx.today + timedelta(days=PATIENCE_DAYS)
    )
    note = st.text_input(ctx.t("proposals.note"), key="proposals.several.note").strip() or None
    askable = bool(seen) and all(one.status in ASKABLE for one in seen)
    ask, keep = st.container(horizontal=True, key="proposals_several"), None
    with ask:
        asked = st.button(
            ctx.t("proposals.asked_today", count=len(seen)),
            type="primary",
            key="proposals.several.ask",
            disabled=not askable,
        )
        keep = st.button(ctx.t("proposals.follow_up_several"), key="proposals.several.keep", disabled=not seen)
    if seen and not askable:
        st.caption(ctx.t("proposals.only_askable"))
    if (asked or keep) and stands_refused(ctx, "proposals.several"):
        return
    if asked:
        with saving(ctx):
            wanted = [replace(one, in_charge=who, next_contact_on=day) for one in seen]
            places = load_policy().scope.assumed_places
            ask_all(ctx.book, wanted, today=ctx.today, assumed_places=places, note=note, travel=travel())
            _done(seen, ctx.t("proposals.were_asked", count=len(seen)))
    if keep:
        with saving(ctx):
            follow_up(ctx.book, seen, who, day)
            _done(seen, ctx.t("common.saved"))


def _done(seen: Iterable[Proposal], message: str) -> None:
    followed_up(seen)
    say_saved(message)
    st.session_state.pop(SEVERAL, None)
    st.rerun()


def follow_up_form_of(proposal: Proposal) -> str:
    """Name the form of who works on a proposal."""
    return f"follow_up.{proposal.id}"


def followed_up(proposals: Iterable[Proposal]) -> None:
    """Let the forms of who works on proposals show what was written of them elsewhere on the page."""
    for proposal in proposals:
        start_afresh(follow_up_form_of(proposal))


def follow_up_fields(
    ctx: Context, key: str, in_charge: str | None, next_contact_on: date | None
) -> tuple[str | None, date | None]:
    """Ask who works on it, by a name known so far or another, and for the day of the next contact."""
    left, right = st.columns(2)
    with left:
        known = {task.proposal.in_charge for task in tasks_at(ctx.state, ctx.book)} | {in_charge, ctx.book.actor.name}
        names = sorted(name for name in known if name)
        who = st.selectbox(
            ctx.t("field.in_charge"),
            names,
            index=names.index(in_charge) if in_charge else None,
            key=f"{key}.in_charge",
            accept_new_options=True,
            placeholder=ctx.t("proposals.nobody_in_charge"),
        )
    with right:
        day = inputs.day(ctx, "next_contact_on", next_contact_on, key)
    return (who.strip() or None) if who else None, day
