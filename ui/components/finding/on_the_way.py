"""A proposal on its way, as the page of its person or its facility shows it: red where it can no longer be."""

import streamlit as st

from casebook.records import Proposal
from casebook.records.base import require
from desk.proposals import HELD
from ui.components.page_link import named_link, page_link
from ui.components.text import plain
from ui.context import Context


def on_the_way(ctx: Context, proposal: Proposal, page: str, key: int, name: str | None) -> None:
    """Show where it stands, what is next, and with whom; and the way to it.

    Parameters
    ----------
    page, key, name
        As for `named_link`, of the one of the two whose page it is not; no name if the reader is told none.
    """
    more = [ctx.t(f"proposal_status.{proposal.status}")]
    if proposal.start_on:
        more.append(ctx.show(proposal.start_on))
    if proposal.next_contact_on:
        more.append(ctx.pair(ctx.t("field.next_contact_on"), ctx.show(proposal.next_contact_on)))
    if proposal.in_charge:
        more.append(ctx.pair(ctx.t("field.in_charge"), proposal.in_charge))
    with st.container(border=True, gap="small"):
        st.markdown(plain(ctx.pair(ctx.t("person.proposal"), ctx.join(more))))
        _mark(ctx, proposal)
        named_link(page, None if name is None else key, name or ctx.t("common.unknown"))
        page_link("proposals", ctx.t("person.to_proposal"), proposal=str(require(proposal.id)))


def _mark(ctx: Context, proposal: Proposal) -> None:
    red = next((one for one in ctx.no_longer(HELD) if one.proposal.id == proposal.id), None)
    if red is not None:
        status = ctx.t("proposals.status_no_longer", status=ctx.t(f"proposal_status.{proposal.status}"))
        why = " ".join(ctx.t(reason) for reason in red.reasons)
        st.error(plain(ctx.pair(status, why)), icon=":material/block:")
