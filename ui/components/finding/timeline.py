"""A timeline on a page: what happened, the newest first, by kind, each with the way to whom or where it was."""

from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from desk.timeline import MOST, Entry, name_of
from ui.components.page_link import named_link
from ui.components.pick import labels
from ui.components.text import bullets, plain
from ui.context import Context

SHOWN = 40
"""So many are shown until somebody asks for all."""


def show_timeline(ctx: Context, entries: Sequence[Entry], page: str, names: Mapping[int, str], *, key: str) -> None:
    """Show entries to be filtered by their kinds.

    Parameters
    ----------
    page
        Whose names stand beside the entries: ``facility`` on a person's page, ``person`` on a facility's.
    names
        Theirs, as far as the reader may see them.
    key
        Of the widgets.
    """
    st.subheader(ctx.t("timeline.title"), anchor=False)
    if not entries:
        st.info(ctx.t("timeline.empty"))
        return
    kinds = sorted({one.kind for one in entries})
    said = labels(kinds, lambda kind: ctx.t(name_of(kind)))
    chosen = st.pills(ctx.t("timeline.filter"), kinds, selection_mode="multi", format_func=said, key=f"{key}.kinds")
    found = [one for one in entries if not chosen or one.kind in chosen]
    st.caption(ctx.t("common.count", count=len(found)))
    if page == "person" and max(Counter(one.kind for one in entries).values()) >= MOST:
        st.caption(ctx.t("timeline.newest", most=MOST))
    every = len(found) > SHOWN and st.checkbox(ctx.t("timeline.all", count=len(found)), key=f"{key}.all")
    for one in found if every else found[:SHOWN]:
        with st.container(border=True, gap="small"):
            st.markdown(f"**{plain(ctx.show(one.at))}**　{plain(ctx.t(one.what))}")
            other = one.facility_id if page == "facility" else one.person_id
            if other is not None:
                seen = other in names
                named_link(page, other if seen else None, names[other] if seen else ctx.t("timeline.not_seen"))
            if one.details:
                st.markdown(bullets(ctx.show(detail) for detail in one.details))
