"""Charts for papers: drawn from an Altair chart in the paper's typeface, without a browser or a network."""

from functools import cache
from typing import Any, cast

import altair as alt
import pandas as pd
import vl_convert

from desk.typeface import NAME, weights

INK, GRID = "#1a1a1a", "#c8c8c8"
SHADES = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8c6d00", "#999999")
"""Okabe and Ito (2008); series differ in lightness, too, for printers without colour."""
WIDTH, HEIGHT = 560, 240
FLAT = 8
"""With more bars than so many, what each is stands aslant."""
PRINT_DPI, SVG_DPI = 200, 96
_TEXT: dict[str, Any] = {"labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12}
LOOK: dict[str, Any] = {
    "font": NAME,
    "background": "#ffffff",
    "axis": {**_TEXT, "gridColor": GRID, "domainColor": INK},
    "legend": {**_TEXT, "orient": "top", "title": None, "labelLimit": 400},
    "title": {"color": INK, "fontSize": 12, "fontWeight": 400, "anchor": "start", "orient": "bottom"},
    "range": {"category": list(SHADES)},
    "bar": {"stroke": INK, "strokeWidth": 1},
    "view": {"stroke": None},
}


def bars(frame: pd.DataFrame, across: str, value: str, *, series: str = "", unit: str, told_of: str) -> alt.Chart:
    """Return bars; with series, one stands on the other.

    Parameters
    ----------
    frame
        A row a bar, in the order in which they are drawn.
    unit
        Of the values; it stands at the axis.
    told_of
        What stands beneath: the day of the source, and of how many the chart tells.
    """
    order = list(dict.fromkeys(frame[across]))
    drawn: dict[str, Any] = {
        "x": alt.X(
            f"{across}:N",
            sort=order,
            title=None,
            axis=alt.Axis(labelAngle=-45 if len(order) > FLAT else 0, labelLimit=120),
        ),
        "y": alt.Y(f"{value}:Q", title=unit, axis=alt.Axis(tickMinStep=1, format=",.0f")),
    }
    if series:
        names = list(dict.fromkeys(frame[series]))
        frame = frame.assign(_place=frame[series].map(names.index))
        drawn |= {"color": alt.Color(f"{series}:N", sort=names), "order": alt.Order("_place:Q")}
    chart = alt.Chart(frame, width=WIDTH, height=HEIGHT, title=told_of).mark_bar()
    return cast("alt.Chart", chart.encode(**drawn))


def svg_of(chart: alt.Chart | alt.LayerChart) -> bytes:
    """Return a chart as SVG."""
    _know_typeface()
    # In the specification's own words, without the page's theme.
    with alt.theme.enable("none"):
        spec = chart.to_dict()
    return vl_convert.vegalite_to_svg(spec | {"config": LOOK}, allowed_base_urls=[]).encode()


def png_of(chart: alt.Chart | alt.LayerChart) -> bytes:
    """Return a chart as a picture for print."""
    return png_of_svg(svg_of(chart))


def png_of_svg(svg: bytes) -> bytes:
    """Return a drawing as a picture for print, at 200 dots an inch of its own size."""
    _know_typeface()
    return vl_convert.svg_to_png(svg.decode(), scale=PRINT_DPI / SVG_DPI)


@cache
def _know_typeface() -> None:
    vl_convert.register_font_directory(str(next(iter(weights().values())).parent))
