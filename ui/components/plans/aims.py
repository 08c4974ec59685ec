"""The aims side by side, before one is chosen, and which is recommended and why."""

from collections.abc import Sequence

import streamlit as st

from desk.plan import PlanView
from desk.readiness import AimSide, beside, rates_known, recommended
from ui.components.listing.sentences import show_sentences
from ui.components.plans.promise import promised
from ui.components.text import bullets, plain
from ui.context import Context
from words.names import leading

MOST_NAMES = 20


def choose_aim(ctx: Context, plans: Sequence[PlanView], first: str, key: str) -> str:
    """Show what the plans of all aims bring and cost, and let people choose one.

    Parameters
    ----------
    plans
        One of each aim; what they avert is told if one of them aims at it.
    first
        The aim that is chosen until people choose.
    key
        Of the choice.
    """
    averting = any(view.aim == "nights" for view in plans)
    with st.spinner(ctx.t("common.working")):
        sides = beside([(view, promised(ctx, view)) for view in plans], nights=averting)
    aim, why = recommended(sides)
    aims = [side.view.aim for side in sides]
    with st.container(border=True):
        st.markdown(f"**{plain(ctx.t('aims.title'))}**")
        for column, side in zip(st.columns(len(sides)), sides, strict=True):
            with column:
                _show(ctx, side)
        name = ctx.t(f"aim.{aim}")
        st.info(plain(ctx.pair(ctx.t("aims.recommended", aim=name), ctx.t(why))))
        if averting:
            known = rates_known(plans[0].plan.problem)
            st.caption(ctx.t("aims.nights_note" if known else "aims.nights_unknown"))
        return st.radio(
            ctx.t("trials.aim"),
            aims,
            aims.index(first),
            format_func=lambda code: ctx.t(f"aim.{code}"),
            horizontal=True,
            help=ctx.t("trials.aim_help"),
            key=key,
        )


def _show(ctx: Context, side: AimSide) -> None:
    without, gained = side.promise.after[0], len(side.promise.gained)
    st.markdown(f"**{plain(ctx.t(f'aim.{side.view.aim}'))}**")
    lines = [
        ctx.t("aims.without", day=side.promise.day, count=without),
        ctx.t("aims.gained", count=gained, only=len(side.gains)),
        ctx.t("aims.placed", count=side.view.placed, km=side.view.plan_metres // 1000),
        ctx.t("aims.further", count=len(side.further), km=side.metres_further // 1000),
    ]
    if side.nights is not None:
        lines.insert(2, ctx.t("aims.nights", nights=side.nights_text))
    st.markdown(bullets(lines))
    with st.expander(ctx.t("aims.who")):
        view = side.view
        gains = [
            f"{leading(view.person_name, person)} → {leading(view.facility_name, site, ctx.language)}"
            for person, site in side.gains.items()
        ]
        _names(ctx, ctx.t("aims.who_gains", count=len(gains)), gains, f"{view.aim}.gains")
        further = [
            ctx.t("aims.by", person=leading(view.person_name, person), km=f"{metres / 1000:.1f}")
            for person, metres in side.further.items()
        ]
        _names(ctx, ctx.t("aims.who_further", count=len(further)), further, f"{view.aim}.further")


def _names(ctx: Context, heading: str, names: list[str], key: str) -> None:
    more = [ctx.t("common.more", count=len(names) - MOST_NAMES)] if len(names) > MOST_NAMES else []
    st.markdown(f"**{plain(heading)}**")
    shown = [*names[:MOST_NAMES], *more] or [ctx.t("common.none")]
    show_sentences(shown, f"aims-{key}", bullets=bool(names))
