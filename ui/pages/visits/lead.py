"""One facility worth a visit: whom it would help, what to ask, what was said last; and exactly what each yes brings."""

import pandas as pd
import streamlit as st

from casebook.records import Visit
from desk.period import coming_quarter
from desk.plan import SiteEffects, answer_text, made_ready, placed, plan_trials, site_effects
from desk.policy import AIMS, aiming, load_policy
from desk.readiness import Lead, VisitList
from ui.components.tables import show_table
from ui.components.text import plain
from ui.context import Context
from ui.settings import travel

MOST_ANSWERS = 12
MOST_NAMES = 20
EFFECTS = "visits.effects"


def lead_panel(ctx: Context, found: VisitList, lead: Lead) -> None:
    """Show one facility of the list."""
    facility = lead.facility.facility
    st.header(plain(facility.name), anchor=False)
    left, right = st.container(key="side_by_side_lead").columns(2, gap="medium")
    with left:
        _people(ctx, found, "visits.at_once", lead.at_once)
        _people(ctx, found, "visits.after_trial", lead.after_trial)
        _people(ctx, found, "visits.without", lead.without)
        for rule, people in lead.refused.items():
            _people(ctx, found, "visits.refused", people, rule=ctx.t(f"rule.{rule}"))
    with right:
        asked = ctx.join(ctx.t(f"rule.{rule}") for rule in lead.questions) or ctx.t("common.none")
        _line(ctx, ctx.t("visits.questions"), asked)
        _line(ctx, ctx.t("field.phone"), ctx.show(facility.phone))
        last = visit_text(ctx, lead.last) if lead.last else ctx.t("visits.never")
        _line(ctx, ctx.t("visits.last"), last)


def visit_text(ctx: Context, visit: Visit) -> str:
    """Tell a visit in one line: when, how willing they were, what for, what was said."""
    told = [ctx.show(visit.visited_on)]
    told += [ctx.t(f"willingness.{visit.willingness}")] if visit.willingness else []
    return ctx.join([*told, *filter(None, (visit.purpose, visit.note))])


def _line(ctx: Context, label: str, value: str) -> None:
    st.markdown(plain(ctx.pair(label, value)))


def _people(ctx: Context, found: VisitList, code: str, people: tuple[int, ...], **params: object) -> None:
    if not people:
        return
    count = ctx.t("common.people_count", count=len(people))
    told = found.names(people)
    names = ctx.join(told[:MOST_NAMES])
    if len(told) > MOST_NAMES:
        names = ctx.t("visits.more_names", names=names, count=len(told) - MOST_NAMES)
    _line(ctx, ctx.t(code, **params), ctx.aside(count, names) if names else count)


def effects_panel(ctx: Context, found: VisitList, lead: Lead) -> None:
    """Work out, when asked to, what one place and each single yes would bring the coming quarter's plan."""
    with st.expander(ctx.t("visits.effects"), expanded=EFFECTS in st.session_state):
        st.caption(ctx.t("visits.effects_hint"))
        aim = st.selectbox(
            ctx.t("visits.aim"), AIMS[::-1], format_func=lambda code: ctx.t(f"aim.{code}"), key="visits.aim"
        )
        if st.button(ctx.t("visits.effects_run"), key="visits.effects_run"):
            st.session_state[EFFECTS] = (ctx.state, aim, _work_out(ctx, aim))
        state, of, effects = st.session_state.get(EFFECTS, (None, None, {}))
        if state == ctx.state and of == aim and lead.facility.key in effects:
            _site(ctx, found, effects[lead.facility.key], aim)


def _work_out(ctx: Context, aim: str) -> dict[int, SiteEffects]:
    bar = st.progress(0.0, ctx.t("common.working"))
    view = plan_trials(ctx.book, coming_quarter(ctx.today), aiming(load_policy(), aim), ctx.today, travel=travel())

    def progress(done: int, total: int) -> None:
        bar.progress(done / total, ctx.t("common.working"))

    effects = site_effects(view, progress)
    bar.empty()
    return effects


def _site(ctx: Context, found: VisitList, site: SiteEffects, aim: str) -> None:
    ready = aim == "readiness"
    more = made_ready(site.place) if ready else placed(site.place)
    st.markdown(plain(ctx.t(f"visits.place_{aim}", count=more)))
    telling = [one for one in site.answers if one.gains or one.loses or one.options or one.made_ready]
    if not telling:
        st.info(ctx.t("visits.no_effect"))
        return
    columns = [
        "visits.answer",
        "visits.placed",
        *(["visits.made_ready"] if ready else []),
        "visits.options",
        "visits.who",
    ]
    rows = [
        (
            answer_text(one.condition, ctx.language),
            placed(one.change),
            *([one.made_ready] if ready else []),
            len(one.options),
            ctx.join(found.names({*one.gains, *one.options, *one.readied})),
        )
        for one in telling[:MOST_ANSWERS]
    ]
    frame = pd.DataFrame(rows, columns=[ctx.t(column) for column in columns])
    show_table(ctx, frame, ctx.t("visits.effects"), height="content")
