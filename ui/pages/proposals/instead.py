"""After a refusal: the next best facilities for this person with their regret, and proposing one in one step."""

import streamlit as st

from casebook.book import Casebook
from casebook.records import Proposal
from casebook.records.base import require
from desk.plan import NextBest, Option, moves_text, next_best, regret_text
from desk.policy import load_policy
from desk.proposals import LET_GO, OPEN, Instead, propose
from ui.components.form import saving, say_saved
from ui.components.listing.listing import Cell, show_list
from ui.components.text import bullets, plain
from ui.context import Context, State, city_at
from ui.kept import kept
from ui.pages.proposals.work_list import KEY
from ui.settings import travel
from words.names import Named, leading

MOST_SHOWN = 10


@kept
def _next_best(state: State, key: int, _book: Casebook) -> NextBest:
    return next_best(_book, _book.one(Proposal, key), state.day, travel(), city_at(state, _book))


def instead_panel(ctx: Context, proposal: Proposal, key: str) -> None:
    """Offer what else there is, if the proposal came to nothing and nothing else stands in its plan.

    Parameters
    ----------
    key
        Where it is shown: one proposal may be in several places.
    """
    of_person = ctx.book.all(Proposal, person_id=proposal.person_id)
    others = [one for one in of_person if one.id != proposal.id and one.plan_id == proposal.plan_id]
    stands = any(one.status in (*OPEN, "done") for one in others)
    # Plans are nobody else's to see.
    if not ctx.book.plays("coordinator") or stands or proposal.status not in (*LET_GO, "no_answer"):
        return
    st.markdown(f"**{plain(ctx.t('instead.title'))}**")
    found = _next_best(ctx.state, require(proposal.id), ctx.book)
    if not found.options:
        _nothing(ctx, found)
        return
    st.caption(ctx.t("instead.against_refused" if found.against_refused else "instead.against_best"))
    columns = {name: ctx.t(f"ask.column.{name}") for name in ("facility", "regret", "moves")}
    rows, label = [_row(ctx, found, option) for option in found.options[:MOST_SHOWN]], ctx.t("instead.title")
    listed = f"instead.{key}.{proposal.id}.options"
    show_list(ctx, columns, rows, range(len(rows)), listed, label, asked=None, finds=False, csv=False)
    possible = {one.facility.key: one for one in found.options if one.alternative.regret is not None}
    if not possible:
        st.info(ctx.t("instead.all_held"))
        return
    _propose(ctx, proposal, found, possible, f"instead.{key}.{proposal.id}")


def _nothing(ctx: Context, found: NextBest) -> None:
    st.info(ctx.t("instead.nothing"))
    for left_out in found.view.left_out:
        if left_out.person.key == found.person_id:
            st.markdown(bullets(found.view.why(left_out.person, ctx.language)))


def _row(ctx: Context, found: NextBest, option: Option) -> tuple[Cell, ...]:
    name = Named(found.view.facility_name(option.facility.key, ctx.language), "facility", option.facility.key)
    if option.chosen:
        return name, ctx.t("instead.best"), ""
    regret = option.alternative.regret
    text = (
        ctx.t("instead.held") if regret is None else leading(regret_text, found.view, option.alternative, ctx.language)
    )
    return name, text, leading(moves_text, found.view, option.alternative, ctx.language)


def _propose(ctx: Context, proposal: Proposal, found: NextBest, possible: dict[int, Option], key: str) -> None:
    names = found.view.source.facility_names[ctx.language]
    site = st.selectbox(ctx.t("instead.choose"), list(possible), format_func=lambda key: names[key], key=key)
    if moves := moves_text(found.view, possible[site].alternative, ctx.language):
        st.markdown(plain(ctx.pair(ctx.t("instead.also"), moves)))
    if not st.button(ctx.t("instead.propose"), type="primary", key=f"{key}.go"):
        return
    with saving(ctx):
        new = propose(
            ctx.book,
            Instead(proposal, site, found.cost(proposal.person_id, site)),
            found.others(possible[site]),
            today=ctx.today,
            assumed_places=load_policy().scope.assumed_places,
            travel=travel(),
        )
        say_saved(ctx.t("instead.proposed", facility=names[site]))
        st.session_state[f"{KEY}.wanted"] = new
        st.rerun()
