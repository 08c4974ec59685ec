"""A day's round: the chosen facilities in the order of the shortest way, as a list and on a map."""

import pandas as pd
import streamlit as st

from desk.city import City, FacilityFile
from desk.plan import travel_messages
from desk.readiness import Round, VisitList, km_text, plan_round, round_lines
from geodata.maps import add_lines, add_points
from geodata.rounds import MOST_STOPS
from ui.components import city_map
from ui.components.listing.tables import show_table
from ui.components.pick import labels
from ui.components.text import plain
from ui.context import Context
from words.names import Named


def round_panel(ctx: Context, city: City, visit_list: VisitList) -> None:
    """Let people choose whom to visit in a day, and show the way."""
    files = {**{lead.facility.key: lead.facility for lead in visit_list.leads}, **city.facilities}
    chosen = st.multiselect(
        ctx.t("visits.stops", most=MOST_STOPS),
        list(files),
        format_func=labels(files, lambda key: files[key].facility.name),
        max_selections=MOST_STOPS,
        key="visits.stops",
        placeholder=ctx.t("common.choose"),
    )
    if visit_list.base is None:
        st.warning(ctx.t("visits.no_base"))
    if not chosen:
        st.info(ctx.t("visits.stops_hint"))
        return
    way = plan_round(visit_list.base, [files[key] for key in chosen], visit_list.view.source.travel)
    left, right = st.container(key="side_by_side_round").columns(2, gap="medium")
    with left:
        _list(ctx, way)
        st.caption(plain(ctx.t(travel_messages(visit_list.view.source)[0])))
    with right:
        _map(ctx, city, way)


def _list(ctx: Context, way: Round) -> None:
    for file in way.unplaced:
        st.warning(plain(ctx.t("visits.unplaced", facility=file.facility.name)))
    if not way.legs or way.start is None:
        return
    st.markdown(plain(ctx.t("visits.total", km=f"{way.metres / 1000:.1f}")))
    rows = [("0", _named(way.start), "", way.start.facility.phone)]
    rows += [
        (str(at), _named(file), km_text(file, metres, ctx.language), file.facility.phone)
        for at, (file, metres) in enumerate(way.legs, start=1)
    ]
    columns = ["visits.number", "visits.place", "visits.km", "field.phone"]
    show_table(ctx, pd.DataFrame(rows, columns=[ctx.t(column) for column in columns]), ctx.t("visits.view_round"))


def _named(file: FacilityFile) -> Named:
    return Named(file.facility.name, "facility", file.key)


def _map(ctx: Context, city: City, way: Round) -> None:
    drawn = city_map.ward_map(ctx, city, {}, None)
    add_lines(drawn, round_lines(way))
    points = city_map.facility_points([*([way.start] if way.start else []), *(file for file, _ in way.legs[:-1])])
    add_points(drawn, points)
    city_map.show_map(drawn, "visits.map")
    city_map.legend(ctx, city_map.kinds_shown(points), None, "")
