"""The steps of proposals so far: when, who, what was said, and what was taken back."""

from collections.abc import Iterable, Mapping

import streamlit as st

from desk.proposals import Event
from ui.components.text import plain
from ui.context import Context


def steps_so_far(ctx: Context, events: Iterable[Event], facilities: Mapping[int, str] | None = None) -> None:
    """List steps in the order in which they were written, with the facility where there may be several."""
    st.markdown(f"**{plain(ctx.t('proposals.steps'))}**")
    lines = [_step_line(ctx, event, facilities) for event in events]
    st.markdown("\n".join(f"- {plain(line)}" for line in lines or [ctx.t("proposals.no_steps")]))


def _step_line(ctx: Context, event: Event, facilities: Mapping[int, str] | None) -> str:
    step = event.step
    parts = [ctx.show(step.at), step.who]
    parts += [facilities.get(event.proposal.facility_id, ctx.t("common.unknown"))] if facilities else []
    parts += [ctx.t(f"proposal_status.{step.to_status}")]
    parts += [ctx.t(f"decline.{step.reason}")] if step.reason else []
    parts += [step.note] if step.note else []
    parts += [ctx.t("proposals.taken_back")] if step.taken_back else []
    return ctx.join(parts)
