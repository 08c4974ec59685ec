"""Answers that were given for somebody else, or for other needs: each is asked again, or said to hold all the same."""

from dataclasses import replace

import streamlit as st

from desk.emergency import TonightView, still_holds, waiting
from ui.components.text import plain
from ui.context import Context
from ui.pages.emergency.call_list import answer_text
from ui.pages.emergency.draft import Draft, field_key, keep


def show_earlier(ctx: Context, view: TonightView, call: Draft) -> None:
    """List the facilities that answered before it was known whom the call is about; nothing where none did."""
    found = waiting(call.enquiries)
    if not found:
        return
    st.warning(ctx.t("emergency.ask_again"))
    for facility_id, one in found.items():
        said, holds = st.columns([3, 2], vertical_alignment="center")
        name = view.facilities[facility_id].facility.name
        with said:
            st.markdown(plain(ctx.pair(name, answer_text(ctx, one))))
        with holds:
            if st.button(plain(ctx.t("emergency.still_holds", name=name)), key=field_key(ctx, f"holds.{facility_id}")):
                keep(replace(call, enquiries=still_holds(call.enquiries, facility_id)))
                st.rerun()
