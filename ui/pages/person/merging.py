"""Merging the file of a page with another of the same person, and taking it back."""

import streamlit as st

from desk.city import City, PersonFile
from desk.merging import Difference, differences, is_merged, merge_people, take_apart
from desk.timeline import in_words
from ui.components.form import after_saving, saving
from ui.components.pick import choose
from ui.components.text import plain
from ui.context import Context

KEY = "person.other"


def merging_panel(ctx: Context, city: City, file: PersonFile) -> None:
    """Offer whoever sees everybody to merge this file with another, or to take the merging back that emptied it."""
    if not ctx.book.sees_everybody:
        return
    if file.person.status == "closed" and is_merged(ctx.book, file.key):
        st.warning(ctx.t("merge.is_merged"))
        if st.button(ctx.t("merge.take_apart"), key=f"person.apart.{file.key}"):
            with saving(ctx):
                take_apart(ctx.book, file.key)
                after_saving(ctx.t("merge.apart"))
        return
    if not st.checkbox(ctx.t("merge.title"), key=f"person.merging.{file.key}"):
        return
    st.caption(ctx.t("merge.hint"))
    others = [key for key in city.everyone if key != file.key]
    chosen = choose(
        ctx.t("merge.other"), others, lambda key: city.everyone[key].person.code_name, KEY, ctx.t("common.choose")
    )
    if chosen is not None:
        _merge(ctx, file, city.everyone[chosen])


def _merge(ctx: Context, file: PersonFile, other: PersonFile) -> None:
    taken = [one.field for one in differences(file.person, other.person) if _takes_theirs(ctx, one, other.key)]
    sure = st.checkbox(ctx.t("merge.sure"), key=f"person.sure.{other.key}")
    if st.button(ctx.t("merge.do"), key="person.merge", type="primary", disabled=not sure):
        with saving(ctx):
            merge_people(ctx.book, file.key, other.key, taken, ctx.today)
            after_saving(ctx.t("merge.done"))


def _takes_theirs(ctx: Context, one: Difference, other: int) -> bool:
    said = {
        False: ctx.t("merge.mine", value=in_words("person", one.field, one.mine)),
        True: ctx.t("merge.theirs", value=in_words("person", one.field, one.theirs)),
    }
    return bool(
        st.radio(
            ctx.t(f"field.{one.field}"),
            list(said),
            format_func=lambda theirs: plain(said[theirs]),
            key=f"person.differs.{other}.{one.field}",
        )
    )
