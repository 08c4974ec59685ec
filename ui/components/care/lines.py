"""What to know of somebody tonight, and whom of her own to call; what nobody asked yet is named, and is not no."""

import streamlit as st

from desk.city import CARE_TEXTS, Care, called, read_care
from ui.components.care.phone import phone_button
from ui.components.details import show_known
from ui.components.text import plain
from ui.context import Context


def care_lines(ctx: Context, person_id: int, key: str) -> Care:
    """Show somebody's care note with its day, and whom to call in this order; return both.

    Parameters
    ----------
    key
        What keys of its parts begin with: the same person may stand on a page twice.
    """
    care = read_care(ctx.book, person_id)
    show_care(ctx, care, key)
    return care


def show_care(ctx: Context, care: Care, key: str) -> None:
    """Show what was read of somebody's care, as `care_lines`."""
    texts = {name: getattr(care.note, name) for name in CARE_TEXTS}
    show_known(ctx, [(ctx.t(f"field.{name}"), text) for name, text in texts.items()], named=True)
    if care.note.checked_on:
        day, who = care.note.checked_on, care.note.checked_by
        st.caption(plain(ctx.t("care.checked_by", day=day, who=who) if who else ctx.t("care.checked", day=day)))
    elif care.note.id is not None:
        st.caption(ctx.t("care.unchecked"))
    for one in care.contacts:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(plain(called(one, ctx.language)), width="content")
            phone_button(ctx, one.phone, f"{key}.{one.id}")
