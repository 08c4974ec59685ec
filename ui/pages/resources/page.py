"""Resources: what helps beyond offices, recording one, and in which areas nothing serves a need."""

import streamlit as st

from casebook.records import Resource
from ui.components.records.address import view_of
from ui.context import Context
from ui.pages.resources.form import resource_form
from ui.pages.resources.listed import listed
from ui.pages.resources.needs import needs

VIEWS = ("list", "record", "needs")


def page(ctx: Context) -> None:
    """Show one of the views."""
    views = [one for one in VIEWS if one != "record" or ctx.book.may("add", Resource)]
    view = view_of("resources", ctx.t("resources.view"), views, lambda code: ctx.t(f"resources.view_{code}"))
    if view == "record":
        st.caption(ctx.t("resources.record_hint"))
        resource_form(ctx, ctx.city())
    else:
        (listed if view == "list" else needs)(ctx, ctx.city())
