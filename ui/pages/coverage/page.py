"""Coverage: measures by ward, municipality, catchment or town on a map; gaps; what a scenario or a new place would change."""

import streamlit as st

from ui.components.empty import empty_state
from ui.components.layout.behind import explained
from ui.components.plans.figures import figures_line
from ui.components.text import plain
from ui.context import Context
from ui.pages.coverage.measures import measures_panel
from ui.pages.coverage.scenario import scenario_panel
from ui.pages.coverage.sheet import sheet_downloads
from ui.pages.coverage.sites import sites_panel

VIEWS = {"measures": measures_panel, "scenario": scenario_panel, "sites": sites_panel, "sheet": sheet_downloads}


def page(ctx: Context) -> None:
    """Show where the city has gaps, and what would help."""
    if not ctx.book.plays("coordinator"):
        st.info(ctx.t("coverage.coordinators"))
        sheet_downloads(ctx)
        return
    city = ctx.city()
    if not len(city.places.areas) or not city.facilities:
        empty_state(ctx, "coverage.empty_facilities" if len(city.places.areas) else "coverage.empty_areas")
        return
    if not city.people:
        st.info(ctx.t("coverage.empty_people"))
    head = st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center")
    # Not tabs: a map that is drawn while hidden does not know its size.
    tab = head.segmented_control(
        ctx.t("coverage.show"),
        list(VIEWS),
        default="measures",
        required=True,
        format_func=lambda name: ctx.t(f"coverage.tab_{name}"),
        key="coverage.view",
        label_visibility="collapsed",
    )
    if city.people:
        explained(ctx, head).caption(plain(f"{figures_line(ctx)} {ctx.t('figures.areas')}"))
    VIEWS[tab](ctx)
