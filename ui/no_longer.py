"""What is agreed and can no longer be: red above every page, in words and with a sign, until somebody settles it."""

import streamlit as st

from casebook.records.base import require
from ui.components.page_link import page_link
from ui.components.text import plain
from ui.context import Context

MOST_SHOWN = 5


def no_longer_banner(ctx: Context) -> None:
    """Name each with why, and the way to it."""
    found = ctx.no_longer()
    if not found:
        return
    city = ctx.city()
    with st.container(key="no_longer"):
        for one in found[:MOST_SHOWN]:
            proposal = one.proposal
            person = city.everyone[proposal.person_id].person.code_name
            names = {"person": person, "facility": city.facility_names[ctx.language][proposal.facility_id]}
            why = " ".join(ctx.t(reason) for reason in one.reasons)
            status = ctx.t(f"proposal_status.{proposal.status}")
            st.error(plain(ctx.t("proposals.no_longer", **names, status=status, why=why)), icon=":material/block:")
            label = ctx.t("proposals.no_longer_open", **names)
            page_link("proposals", label, proposal=str(require(proposal.id)))
        if len(found) > MOST_SHOWN:
            st.error(ctx.t("proposals.no_longer_more", count=len(found) - MOST_SHOWN), icon=":material/block:")
