"""The one way to draw a chart: one look, and beneath it its unit, the day of its source and how many it is made of."""

from typing import Any, cast

import altair as alt
import pandas as pd
import streamlit as st

from ui.components.text import plain
from ui.context import Context

HEIGHT = 320
LOOK = "sonae"


@alt.theme.register(LOOK, enable=True)
def look() -> alt.theme.ThemeConfig:
    """Return how every chart looks: by the tokens of .streamlit/config.toml."""
    ink, font = st.get_option("theme.textColor"), st.get_option("theme.font")
    text: dict[str, Any] = {
        "labelColor": ink,
        "titleColor": ink,
        "labelFontSize": 14,
        "titleFontSize": 14,
        "titleFontWeight": 700,
    }
    config = {
        "config": {
            "font": font,
            "background": st.get_option("theme.backgroundColor"),
            "axis": {**text, "gridColor": st.get_option("theme.dataframeBorderColor"), "domainColor": ink},
            "legend": {**text, "orient": "top", "title": None, "labelLimit": 400},
            "range": {"category": list(st.get_option("theme.chartCategoricalColors"))},
            # A light bar, too, has an edge that is seen; and what is told by shade is told on paper without colours.
            "bar": {"stroke": ink, "strokeWidth": 1},
        }
    }
    return cast("alt.theme.ThemeConfig", config)


def show_bars(
    ctx: Context,
    frame: pd.DataFrame,
    across: str,
    series: str,
    value: str,
    *,
    unit: str,
    told_of: str,
    beside: bool,
    form: str = ",",
) -> None:
    """Draw bars, a series a shade; a table beneath the chart is to say the same.

    Parameters
    ----------
    frame
        A row a bar; its columns ``across`` and ``series`` in the order in which they are drawn.
    unit
        Of the values.
    told_of
        Of how many people, years or days they tell, in words.
    beside
        The series stand beside each other, else on each other.
    """
    names = list(dict.fromkeys(frame[series]))
    order = list(dict.fromkeys(frame[across]))
    place = frame.assign(place=frame[series].map(names.index))
    chart = (
        alt.Chart(place, height=HEIGHT)
        .mark_bar()
        .encode(
            x=alt.X(f"{across}:N", sort=order, axis=alt.Axis(labelAngle=0 if beside else -45)),
            y=alt.Y(f"{value}:Q", title=ctx.aside(value, unit)),
            color=alt.Color(f"{series}:N", sort=names),
            order=alt.Order("place:Q"),
            tooltip=[f"{across}:N", f"{series}:N", alt.Tooltip(f"{value}:Q", format=form)],
        )
    )
    if beside:
        chart = chart.encode(xOffset=alt.XOffset(f"{series}:N", sort=names))
    st.altair_chart(chart, width="stretch", theme=None)
    st.caption(plain(ctx.t("chart.told", unit=unit, day=ctx.today, n=told_of)))
