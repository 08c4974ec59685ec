"""One facility worth a visit: whom it would help, what to ask, what was said last; and exactly what each yes brings."""

import pandas as pd
import streamlit as st

from casebook.records import Visit
from desk.period import coming_quarter
from desk.plan import JUDGED_AIMS, SiteEffects, answer_text, made_ready, placed, plan_trials, site_effects
from desk.policy import aiming, load_policy
from desk.readiness import Lead, VisitList
from ui.components.listing.sentences import show_sentences
from ui.components.listing.tables import show_table
from ui.components.text import plain
from ui.context import Context
from ui.settings import travel
from words.names import leading

MOST_ANSWERS = 12
MOST_NAMES = 20
EFFECTS = "visits.effects"


def lead_panel(ctx: Context, visit_list: VisitList, lead: Lead) -> None:
    """Show one facility of the list."""
    facility = lead.facility.facility
    st.header(plain(facility.name), anchor=False)
    left, right = st.container(key="side_by_side_lead").columns(2, gap="medium")
    with left:
        _people(ctx, visit_list, "visits.at_once", lead.at_once)
        _people(ctx, visit_list, "visits.after_trial", lead.after_trial)
        _people(ctx, visit_list, "visits.without", lead.without)
        for rule, people in lead.refused.items():
            _people(ctx, visit_list, "visits.refused", people, rule=ctx.t(f"rule.{rule}"))
    with right:
        questions = ctx.join(ctx.t(f"rule.{rule}") for rule in lead.questions) or ctx.t("common.none")
        _line(ctx, ctx.t("visits.questions"), questions)
        _line(ctx, ctx.t("field.phone"), ctx.show(facility.phone))
        last = visit_text(ctx, lead.last) if lead.last else ctx.t("visits.never")
        _line(ctx, ctx.t("visits.last"), last)


def visit_text(ctx: Context, visit: Visit) -> str:
    """Tell a visit in one line: when, how willing they were, what for, what was said."""
    parts = [ctx.show(visit.visited_on)]
    parts += [ctx.t(f"willingness.{visit.willingness}")] if visit.willingness else []
    return ctx.join([*parts, *filter(None, (visit.purpose, visit.note))])


def _line(ctx: Context, label: str, value: str) -> None:
    st.markdown(plain(ctx.pair(label, value)))


def _people(ctx: Context, visit_list: VisitList, code: str, people: tuple[int, ...], **params: object) -> None:
    if not people:
        return
    count = ctx.t("common.people_count", count=len(people))
    code_names = leading(visit_list.names, people)
    names = ctx.join(code_names[:MOST_NAMES])
    if len(code_names) > MOST_NAMES:
        names = ctx.t("visits.more_names", names=names, count=len(code_names) - MOST_NAMES)
    told = ctx.aside(count, names) if names else count
    show_sentences([ctx.pair(ctx.t(code, **params), told)], f"{code}.{params.get('rule')}", bullets=False)


def effects_panel(ctx: Context, visit_list: VisitList, lead: Lead) -> None:
    """Work out, when asked to, what one place and each single yes would bring the coming quarter's plan."""
    with st.expander(ctx.t("visits.effects"), expanded=EFFECTS in st.session_state):
        st.caption(ctx.t("visits.effects_hint"))
        aim = st.selectbox(
            ctx.t("visits.aim"), JUDGED_AIMS[::-1], format_func=lambda code: ctx.t(f"aim.{code}"), key="visits.aim"
        )
        if st.button(ctx.t("visits.effects_run"), key="visits.effects_run"):
            st.session_state[EFFECTS] = (ctx.state, aim, _work_out(ctx, aim))
        state, of, effects = st.session_state.get(EFFECTS, (None, None, {}))
        if state == ctx.state and of == aim and lead.facility.key in effects:
            _site(ctx, visit_list, effects[lead.facility.key], aim)


def _work_out(ctx: Context, aim: str) -> dict[int, SiteEffects]:
    bar = st.progress(0.0, ctx.t("common.working"))
    view = plan_trials(ctx.book, coming_quarter(ctx.today), aiming(load_policy(), aim), ctx.today, travel=travel())

    def progress(finished: int, total: int) -> None:
        bar.progress(finished / total, ctx.t("common.working"))

    effects = site_effects(view, progress)
    bar.empty()
    return effects


def _site(ctx: Context, visit_list: VisitList, site: SiteEffects, aim: str) -> None:
    ready = aim == "readiness"
    gain = made_ready(site.place) if ready else placed(site.place)
    st.markdown(plain(ctx.t(f"visits.place_{aim}", count=gain)))
    telling = [answer for answer in site.answers if answer.gains or answer.loses or answer.options or answer.made_ready]
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
            answer_text(answer.condition, ctx.language),
            placed(answer.change),
            *([answer.made_ready] if ready else []),
            len(answer.options),
            ctx.join(leading(visit_list.names, {*answer.gains, *answer.options, *answer.readied})),
        )
        for answer in telling[:MOST_ANSWERS]
    ]
    frame = pd.DataFrame(rows, columns=[ctx.t(column) for column in columns])
    show_table(ctx, frame, ctx.t("visits.effects"))
