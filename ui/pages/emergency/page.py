"""The evening call, from top to bottom: who calls and for whom, whom to telephone, what they said, how it ended."""

import streamlit as st

from casebook.records import Consultation
from desk.emergency import tonight
from desk.policy import load_policy
from ui.components.text import plain
from ui.context import Context
from ui.pages.emergency.base import full_bases
from ui.pages.emergency.call_list import show_lines, show_log
from ui.pages.emergency.draft import draft, take_up
from ui.pages.emergency.end import MESSAGE, end_form
from ui.pages.emergency.form import ask_call
from ui.pages.emergency.glass import glass_panel
from ui.settings import travel


def page(ctx: Context) -> None:
    """Take an emergency call; the list of whom to telephone appears once it is said who needs a bed."""
    if message := st.session_state.pop(MESSAGE, None):
        st.success(plain(message))
    full_bases(ctx)
    glass_panel(ctx)
    if not ctx.book.may("add", Consultation):
        return
    city = ctx.city()
    if not city.facilities:
        st.info(ctx.t("emergency.empty"))
        return
    take_up(ask_call(ctx, city, draft()))
    call = draft()
    if call.who is None:
        st.info(ctx.t("emergency.who_hint"))
        return
    city_that_day = city if call.received_at.date() == ctx.today else None
    said = {key: one.answer for key, one in call.answers.items()}
    view = tonight(ctx.book, call.in_need, call.received_at, load_policy(), city_that_day, travel(), said)
    show_lines(ctx, view, call)
    show_log(ctx, view)
    end_form(ctx, view, draft())
