"""Trial-stay matching: choose the period and policy, see the suggestions with their reasons, keep and export."""

import tempfile
from collections import Counter
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from casebook.book import Casebook
from desk.documents import MAKERS
from desk.period import Period, period_message, quarters_ahead
from desk.plan import (
    Gathered,
    KeptPlan,
    PlanView,
    ShownPlan,
    gather_plan,
    keep_plan,
    line_frame,
    plan_trials,
    shown_plan,
    travel_messages,
)
from desk.policy import AIMS, Policy, aiming, load_policy
from desk.readiness import plan_messages
from geodata.maps import add_lines
from ui.components import city_map
from ui.components.layout.behind import conditions, explained
from ui.components.layout.papers import paper_files
from ui.components.listing.listing import Pages, of_frame, show_list
from ui.components.listing.sentences import show_sentences
from ui.components.page_link import page_link
from ui.components.plans.adopting import adopt_or_take_back
from ui.components.plans.aims import choose_aim
from ui.components.plans.figures import figures_line, todays_figures
from ui.components.plans.keeping import keep_button, say_refused
from ui.components.plans.kept_plans import ASKED, OPEN, ask_close, choose_plan, plan_standing, plan_warnings
from ui.components.plans.kept_scenarios import kept_panel
from ui.components.plans.lot import ask_draw, chosen_draw, lot_panel
from ui.components.plans.promise import promise_line, promise_panel, promised
from ui.components.plans.scenario_bar import scenario_panel
from ui.components.records.address import asked_number
from ui.components.text import bullets, plain
from ui.context import Context, city_at
from ui.kept import State, kept
from ui.noted import download
from ui.pages.trials.asking import asking_panel
from ui.pages.trials.dates import chosen_dates, dated_list, dates_panel
from ui.pages.trials.facility import facilities_panel, shortage_panel
from ui.pages.trials.fairness import fairness_panel
from ui.pages.trials.firm import firm_panel
from ui.pages.trials.person import person_panel
from ui.pages.trials.tables import approval_paper, plan_tables
from ui.settings import now, travel
from words.message import SonaeError
from words.names import leading, marked

KEY = "trials.person"
NIGHTS = "trials.nights"


def page(ctx: Context) -> None:
    """Make a plan and show it."""
    city = ctx.city()
    if not city.people or not city.facilities:
        st.info(ctx.t("trials.empty_people" if city.facilities else "trials.empty_facilities"))
        return
    first, second = st.columns([3, 5])
    period = _period(ctx, first)
    with second:
        kept_plan, adopted = choose_plan(ctx, period)
    stay_close = 0
    with conditions(ctx, "trials") as told:
        chosen = _policy_file(ctx, told, second)
        if kept_plan is None:
            if adopted:
                stay_close = ask_close(ctx, told)
            ask_draw(ctx, told)
    if chosen is None:
        return
    if not kept_plan and not _asked(ctx):
        st.info(ctx.t("trials.hint"))
        return
    policy = chosen if kept_plan else _aimed(ctx, period, chosen, stay_close)
    view = _plan(ctx, period, policy, stay_close, kept_plan, chosen_draw())
    _summary(ctx, view)
    # Not tabs: a map that is drawn while hidden does not know its size.
    tab = st.segmented_control(
        ctx.t("trials.show"),
        list(VIEWS),
        default="suggestions",
        required=True,
        format_func=lambda name: ctx.t(f"trials.tab_{name}"),
        key="trials.view",
        label_visibility="collapsed",
    )
    VIEWS[tab](ctx, view)


def _asked(ctx: Context) -> bool:
    """Offer to make a plan; whether that was asked for. Once there is one, what is to be done next is on it."""
    asked = bool(st.session_state.get(ASKED))
    st.button(ctx.t("trials.run"), key="trials.run", type="secondary" if asked else "primary", on_click=_ask)
    return asked


def _ask() -> None:
    st.session_state[ASKED] = True


def _period(ctx: Context, place: DeltaGenerator) -> Period:
    return place.selectbox(
        ctx.t("trials.period"),
        quarters_ahead(ctx.today, 4),
        format_func=lambda quarter: ctx.t(period_message(quarter)),
    )


def _policy_file(ctx: Context, told: list[str], place: DeltaGenerator) -> Policy | None:
    """Ask for another policy than the standard one; None if what was handed over is none, which is said in a place of the page."""
    uploaded = st.file_uploader(ctx.t("trials.policy"), type=["toml"], help=ctx.t("trials.policy_help"))
    try:
        policy = load_policy() if uploaded is None else _read(uploaded.getvalue())
    except SonaeError as error:
        place.error(plain(ctx.pair(uploaded.name if uploaded else "", ctx.t(error.message))))
        return None
    told.append(ctx.t("trials.policy_name", name=policy.name, version=policy.version))
    return policy


def _read(content: bytes) -> Policy:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "policy.toml"
        path.write_bytes(content)
        return load_policy(path)


def _aimed(ctx: Context, period: Period, policy: Policy, stay_close: int) -> Policy:
    """Let people choose what a new plan aims at, with the aims beside each other; a policy's own aim comes first.

    What nights a plan averts is simulated only when somebody asks for it.
    """
    plans = [_plan(ctx, period, aiming(policy, aim), stay_close, draw=chosen_draw()) for aim in _aims(policy.scope.aim)]
    chosen = choose_aim(ctx, plans, policy.scope.aim, f"trials.aim.{policy.sha256}")
    if len(plans) < len(AIMS) and st.button(ctx.t("aims.ask_nights"), help=ctx.t("aims.nights_help")):
        st.session_state[NIGHTS] = True
        st.rerun()
    return aiming(policy, chosen)


def _aims(own: str) -> tuple[str, ...]:
    """Return the aims that are laid beside each other."""
    asked = own == "nights" or st.session_state.get(NIGHTS)
    return ("readiness", "cost", "nights") if asked else ("readiness", "cost")


@kept
def _gathered_at(
    state: State,
    period: Period,
    sha256: str,  # noqa: ARG001 - the key
    _book: Casebook,
    _policy: Policy,
) -> Gathered:
    return gather_plan(_book, period, _policy, state.day, travel(), city_at(state, _book))


@kept
def _plan_at(
    state: State,
    period: Period,
    sha256: str,  # noqa: ARG001 - the key
    stay_close: int,
    kept_key: int | None,  # noqa: ARG001 - the key
    draw: int,
    _book: Casebook,
    _policy: Policy,
    _kept_plan: KeptPlan | None,
) -> PlanView:
    used = _policy if _kept_plan is None else _kept_plan.policy(_policy)
    unaimed = used.unaimed or used
    return plan_trials(
        _book,
        period,
        used,
        state.day,
        travel=travel(),
        stay_close=stay_close,
        kept=_kept_plan,
        gathered=_gathered_at(state, period, unaimed.sha256, _book, unaimed),
        draw=draw,
    )


def _plan(
    ctx: Context, period: Period, policy: Policy, stay_close: int, kept_plan: KeptPlan | None = None, draw: int = 1
) -> PlanView:
    with st.spinner(ctx.t("trials.working")):
        key = None if kept_plan is None else kept_plan.key
        return _plan_at(ctx.state, period, policy.sha256, stay_close, key, draw, ctx.book, policy, kept_plan)


def _summary(ctx: Context, view: PlanView) -> None:
    columns = st.columns(5)
    columns[0].metric(ctx.t("trials.placed"), ctx.show(view.placed))
    for column, tier in zip(columns[1:4], (1, 2, 3), strict=True):
        everyone = sum(1 for person in view.plan.problem.people if person.tier == tier)
        column.metric(
            ctx.t("people.tier_value", tier=tier),
            ctx.t("trials.of", placed=view.plan.placed_by_tier[tier], all=everyone),
        )
    columns[4].metric(ctx.t("trials.left_out"), ctx.show(len(view.left_out)))
    plan_warnings(ctx, view)
    bar = st.container(horizontal=True, vertical_alignment="center")
    with explained(ctx, bar):
        _explain(ctx, view)
    _files(ctx, view, bar)
    if not view.opened or (view.since is not None and view.since.changes):
        keep_button(ctx, bar, ctx.t("trials.keep"), "trials.keep", partial(_keep, ctx, shown_plan(view)))
    adopt_or_take_back(ctx, view, bar)
    say_refused()


def _explain(ctx: Context, view: PlanView) -> None:
    """Say what the plan is, by what it was made, and what it is counted from."""
    plan_standing(ctx, view)
    st.caption(ctx.t(f"trials.is_suggestion_{view.aim}"))
    st.caption(plain(" ".join(ctx.t(message) for message in travel_messages(view.source))))
    promise_line(ctx, view)
    of_plan = plan_messages(todays_figures(ctx), view, promised(ctx, view))
    st.caption(plain(" ".join((figures_line(ctx, view.period), *(ctx.t(message) for message in of_plan)))))
    if served := view.source.served:
        names = ctx.join(leading(marked, "person", one.key, one.person.code_name) for one in served)
        show_sentences([ctx.t("trials.served", count=len(served), names=names)], "trials.served", bullets=False)
    lot_panel(ctx, view)
    page_link("method")


def _files(ctx: Context, view: PlanView, place: DeltaGenerator) -> None:
    name, tables = f"sonae-plan-{view.period.start:%Y-%m}", plan_tables(ctx, view)
    rows, label = len(view.suggestions), ctx.t("common.csv")
    placed, left_out = ([one.person.key for one in some] for some in (view.suggestions, view.left_out))
    download(ctx, place, label, tables.csv, f"{name}.csv", "text/csv", what="plan", rows=rows, people=placed)
    label, people = ctx.t("trials.xlsx"), [*placed, *left_out]
    download(ctx, place, label, tables.xlsx, f"{name}.xlsx", what="plan", rows=rows, people=people)
    if view.opened and view.since is not None:
        paper, key = approval_paper(ctx, view, view.since.plan), view.since.plan.key
        paper_files(
            ctx,
            lambda form: ctx.t(f"approval.download_{form}"),
            f"sonae-plan-{key}-approval",
            lambda form: MAKERS[form](paper),
            what="plan_approval",
            key=f"trials.approval.{key}",
            place=place,
        )


def _keep(ctx: Context, seen: ShownPlan) -> str:
    before = ctx.book.periods()
    key = keep_plan(ctx.book, seen, now())
    st.session_state[OPEN] = key
    return ctx.t("trials.kept_already" if key in before else "trials.kept", id=key)


def _suggestions(ctx: Context, view: PlanView) -> None:
    if not view.suggestions:
        st.info(ctx.t("trials.none_placed"))
        return
    dated = chosen_dates(ctx, view)
    sites = dict(view.plan.pairs)
    if dated is None or not dated.dated.stays:
        people, frame = [one.person.key for one in view.suggestions], plan_tables(ctx, view).suggestions
    else:
        people, frame = leading(dated_list, ctx, dated)
        sites |= {stay.person_id: stay.facility_id for stay in dated.dated.stays}
    named: Pages = {
        ctx.t("trials.column.person"): ("person", people),
        ctx.t("trials.column.facility"): ("facility", [sites.get(key) for key in people]),
    }
    told_below = [ctx.t(f"trials.column.{name}") for name in ("to_confirm", "reasons")]
    columns, rows = of_frame(frame.drop(columns=told_below, errors="ignore"), named)
    chosen = show_list(ctx, columns, rows, people, KEY, ctx.t("trials.tab_suggestions"), csv=False)
    if chosen is None:
        st.info(ctx.t("trials.choose_hint"))
        return
    person_panel(ctx, view, view.source.people[chosen])


def _map(ctx: Context, view: PlanView) -> None:
    city, chosen = ctx.city(), asked_number("id")
    drawn = city_map.ward_map(ctx, "trials.map", {}, None)
    add_lines(drawn, line_frame(view), everybody=chosen is None)
    used = {suggestion.facility.key: suggestion.facility for suggestion in view.suggestions}
    homes, about = [], []
    for suggestion in view.suggestions:
        person = suggestion.person.person
        home = city.places.home(person)
        if home.level == "town" and home.lat is not None and home.lon is not None:
            homes.append((suggestion.person.key, person.code_name, home.lon, home.lat))
        else:
            about.append(city.places.label_of(person))
    kinds = city_map.put_facilities(ctx, drawn, used.values(), city_map.home_points(homes))
    kinds += city_map.put_about(ctx, drawn, "people", about)
    city_map.legend(ctx, drawn, kinds, None, "")
    city_map.show_map(drawn, "trials.map", ("person", chosen))
    st.caption(ctx.t("trials.lines"))
    if city.schematic:
        st.caption(ctx.t("common.schematic"))
    for credit in city.credits:
        st.caption(plain(ctx.t("common.credit", credit=credit)))


def _readiness(ctx: Context, view: PlanView) -> None:
    policy = view.plan.problem.policy
    close = view.plan.constraints.stay_close
    aims = [aim for aim in AIMS if aim in _aims(view.aim)]
    others = {
        aim: _plan(ctx, view.period, aiming(policy, aim), close, draw=view.draw) for aim in aims if aim != view.aim
    }
    promise_panel(ctx, view, {aim: others.get(aim, view) for aim in aims})


def _without(ctx: Context, view: PlanView) -> None:
    if not view.left_out:
        st.success(ctx.t("trials.nobody_left"))
        return
    by_reason = Counter(left_out.unplaced.reason for left_out in view.left_out)
    lines = [
        ctx.pair(ctx.t(f"reason_short.{reason}"), ctx.t("common.people_count", count=count))
        for reason, count in by_reason.items()
    ]
    st.markdown(bullets(lines))
    people = [left_out.person.key for left_out in view.left_out]
    named = {ctx.t("trials.column.person"): ("person", people)}
    columns, rows = of_frame(plan_tables(ctx, view).left_out, named)
    chosen = show_list(ctx, columns, rows, people, "trials.left", ctx.t("trials.tab_without"), csv=False)
    if chosen is not None:
        person_panel(ctx, view, view.source.people[chosen])
    shortage_panel(ctx, view)


def _scenario(ctx: Context, view: PlanView) -> None:
    scenario_panel(ctx, view)
    kept_panel(ctx, view)


VIEWS = {
    "suggestions": _suggestions,
    "facilities": facilities_panel,
    "map": _map,
    "without": _without,
    "readiness": _readiness,
    "asking": asking_panel,
    "dates": dates_panel,
    "scenario": _scenario,
    "firm": firm_panel,
    "fairness": fairness_panel,
}
