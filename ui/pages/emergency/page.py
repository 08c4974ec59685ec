"""The evening call, from top to bottom: who calls and for whom, whom to telephone, what they said, how it ended."""

import streamlit as st

from casebook.records import Consultation
from desk.emergency import tonight
from desk.policy import load_policy
from ui.components.care.lines import care_lines
from ui.components.page_link import page_link
from ui.context import Context
from ui.pages.emergency.base import full_bases
from ui.pages.emergency.call_list import show_lines, show_log
from ui.pages.emergency.draft import draft, field_key, take_up
from ui.pages.emergency.earlier import show_earlier
from ui.pages.emergency.end import end_form, show_recorded
from ui.pages.emergency.form import ask_call
from ui.pages.emergency.glass import glass_panel
from ui.pages.emergency.open_calls import hold, kept_caption, resume, show_behind, show_open_calls
from ui.settings import travel


def page(ctx: Context) -> None:
    """Take an emergency call; the list of whom to telephone appears once it is said who needs a bed."""
    show_recorded()
    full_bases(ctx)
    if not ctx.book.may("add", Consultation):
        glass_panel(ctx)
        return
    _call(ctx)
    glass_panel(ctx)


def _call(ctx: Context) -> None:
    city = ctx.city()
    if not city.facilities:
        st.info(ctx.t("emergency.empty"))
        return
    resume(ctx)
    show_behind(ctx)
    show_open_calls(ctx, city)
    take_up(ask_call(ctx, city, draft()))
    hold(ctx)
    kept_caption(ctx)
    call = draft()
    if call.who is None:
        st.info(ctx.t("emergency.who_hint"))
        return
    city_that_day = city if call.received_at.date() == ctx.today else None
    said = {key: one.answer for key, one in call.answers.items()}
    view = tonight(ctx.book, call.in_need, call.received_at, load_policy(), city_that_day, travel(), said)
    show_earlier(ctx, view, call)
    if call.person_id is not None:
        with st.expander(ctx.t("care.title"), icon=":material/medical_information:"):
            care_lines(ctx, call.person_id, field_key(ctx, "care"))
            label = ctx.t("person_sheets.open_emergency")
            page_link("person", label, id=str(call.person_id), view="sheets", sheet="emergency")
    show_lines(ctx, view, call)
    show_log(ctx, view)
    end_form(ctx, view, draft())
    hold(ctx)
