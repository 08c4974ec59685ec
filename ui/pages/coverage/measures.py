"""Measures on the map: one, two beside each other, their difference, or against last year; gaps; an area's figures."""

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from desk.coverage import MEASURES, UNKNOWN_AREA, Values, comparable, difference, values_of, year_end
from desk.coverage import PAST as WITH_PAST
from desk.typed import Unread
from geodata.maps import Map
from geodata.shading import Shading, beyond
from ui.components import inputs
from ui.components.coverage_data import PAST, carried, city_figures, coverage, figure, snapshot, with_unit
from ui.components.layout.behind import conditions
from ui.components.listing.listing import Cell, show_list
from ui.components.listing.tables import show_table
from ui.components.pick import choose
from ui.components.text import plain
from ui.context import Context
from ui.pages.coverage.choice import CoverageChoice, ask_choice, explain
from ui.pages.coverage.map import Picture, credits_of, distances, draw, facilities_on, rings_around
from words.names import Named

WAYS = ("one", "beside", "difference", "year")
LISTED = "coverage.area"
Marks = tuple[frozenset[str], str]
"""Areas that are marked, and what they are: see `Picture`."""


def measures_panel(ctx: Context) -> None:
    """Show a measure, or two."""
    first, second, *others = st.columns([3, 5, 3, 4])
    with conditions(ctx, "coverage") as told:
        choice = ask_choice(ctx, first, second, told)
        if choice is None:
            return
        way, other = _comparison(ctx, choice, others)
        marks = _marks(ctx, choice)
        over = _over(ctx, choice)
    pictures = _pictures(ctx, choice, way, other, marks)
    key = f"{LISTED}.{choice.level}"
    if len(pictures) == 2:
        columns = st.container(key="side_by_side_coverage").columns(2, gap="medium")
        for number, (column, picture) in enumerate(zip(columns, pictures, strict=True)):
            with column:
                _clicked(draw(ctx, choice, picture, f"coverage.map{number}", over), key, number)
        _areas(ctx, choice, pictures, key)
    else:
        left, right = st.container(key="side_by_side_coverage").columns([5, 4], gap="medium")
        with left:
            _clicked(draw(ctx, choice, pictures[0], "coverage.map", over), key, 0)
        with right:
            _areas(ctx, choice, pictures, key)
    distances(ctx)
    credits_of(ctx)
    _carried(ctx, choice)


def _comparison(ctx: Context, choice: CoverageChoice, places: Sequence[DeltaGenerator]) -> tuple[str, str | None]:
    """Ask in two places how to compare the measure, and with which other."""
    first, second = places
    way = first.selectbox(
        ctx.t("coverage.compare"),
        WAYS,
        format_func=lambda code: ctx.t(f"coverage.compare_{code}"),
        key="coverage.compare",
    )
    others = {"beside": choice.codes, "difference": comparable(choice.code)}.get(way, [])
    others = [code for code in others if code in choice.codes and code != choice.code]
    other = None
    if others:
        other = second.selectbox(
            ctx.t("coverage.other"),
            others,
            format_func=lambda code: ctx.t(MEASURES[code].name),
            key=f"coverage.other.{way}",
        )
    return way, other


def _marks(ctx: Context, choice: CoverageChoice) -> Marks:
    values, side = values_of(choice.now, choice.code), MEASURES[choice.code].gap
    if not side:
        st.caption(ctx.t("coverage.no_gap"))
        return frozenset(), "gap"
    threshold = inputs.decimal(
        ctx,
        choice.code,
        None,
        "coverage.threshold",
        unit="%" if MEASURES[choice.code].unit == "unit.percent" else "",
        label=ctx.t(f"coverage.threshold_{side}"),
        placeholder=ctx.t("coverage.worst_class"),
        help=ctx.t("coverage.threshold_help"),
    )
    if isinstance(threshold, Unread):
        st.caption(ctx.t("coverage.worst_class"))
    if threshold is None or isinstance(threshold, Unread):
        return Shading.of(values, choice.scheme).worst(side), "class"
    return beyond(values, side, threshold), "gap"


def _pictures(ctx: Context, choice: CoverageChoice, way: str, other: str | None, marks: Marks) -> tuple[Picture, ...]:
    code, values = choice.code, values_of(choice.now, choice.code)
    name = ctx.t(MEASURES[code].name)
    if way == "year" and code not in WITH_PAST:
        names = ctx.join(ctx.t(MEASURES[past_code].name) for past_code in WITH_PAST)
        st.info(plain(ctx.t("coverage.no_past", names=names)))
    elif way == "year" and code not in (then := coverage(ctx, choice.level, choice.within_m, PAST)).values:  # noqa: PD011
        st.info(ctx.t("coverage.none_then", day=year_end(ctx.today)))
    elif way == "year":
        st.caption(ctx.t("coverage.past_note", day=year_end(ctx.today)))
        before = values_of(then, code)
        change = difference(before, values)
        title = ctx.t("coverage.since", name=name, day=year_end(ctx.today))
        return (Picture(title, code, change, Shading.of_differences(change), *marks, signed=True),)
    elif way == "difference" and other is not None:
        change = difference(values_of(choice.now, other), values)
        title = ctx.t("coverage.minus", name=name, other=ctx.t(MEASURES[other].name))
        return (Picture(title, code, change, Shading.of_differences(change), *marks, signed=True),)
    elif way == "difference":
        st.info(ctx.t("coverage.no_other"))
    picture = Picture(name, code, values, Shading.of(values, choice.scheme), *marks, shares=_shares(choice, code))
    if way != "beside" or other is None:
        return (picture,)
    beside = values_of(choice.now, other)
    shading = Shading.of(beside, choice.scheme)
    worst = shading.worst(MEASURES[other].gap)
    return picture, Picture(ctx.t(MEASURES[other].name), other, beside, shading, worst, "class", _shares(choice, other))


def _shares(choice: CoverageChoice, code: str) -> Values:
    """Return of how many in a hundred of an area's people a count tells, where it tells of a lack; else nothing."""
    if not (MEASURES[code].people and MEASURES[code].gap) or "people" not in choice.frame:
        return {}
    counted, people = values_of(choice.now, code), values_of(choice.now, "people")
    return {
        area: None if value is None or not people[area] else 100 * value / (people[area] or 1)
        for area, value in counted.items()
    }


def _over(ctx: Context, choice: CoverageChoice) -> Callable[[Map], list[str]]:
    """Ask what lies on top of the areas."""
    files, names = ctx.city().facilities, ctx.city().facility_names[ctx.language]
    placed = [key for key, file in files.items() if file.facility.lat is not None]
    centre = choose(
        ctx.t("coverage.rings"),
        sorted(placed, key=names.__getitem__),
        names.__getitem__,
        "coverage.rings",
        ctx.t("coverage.rings_none"),
    )
    with_facilities = st.checkbox(ctx.t("coverage.facilities"), key="coverage.facilities")
    return partial(_draw_over, ctx, choice.within_m, centre, with_facilities)


def _draw_over(ctx: Context, within_m: int, centre: int | None, with_facilities: bool, drawn: Map) -> list[str]:
    kinds = facilities_on(ctx, drawn) if with_facilities else []
    if centre is not None:
        facility = ctx.city().facilities[centre].facility
        if facility.lon is not None and facility.lat is not None:
            # The thirds that floating catchments weigh by.
            rings_around(ctx, drawn, facility.lon, facility.lat, (within_m // 3, within_m * 2 // 3, within_m))
    return kinds


def _clicked(number: int | None, key: str, which: int) -> None:
    """Choose the area that was clicked; an old click does not undo a later choice."""
    seen = f"{key}.clicked.{which}"
    if number is not None and st.session_state.get(seen) != number:
        st.session_state[seen] = number
        st.session_state[f"{key}.wanted"] = number


def _areas(ctx: Context, choice: CoverageChoice, pictures: tuple[Picture, ...], key: str) -> None:
    """List all areas with the measure, and show all figures of the one that is chosen."""
    chosen = _listed(ctx, choice, pictures, key)
    if chosen is None:
        st.info(ctx.t("coverage.hint"))
    else:
        _area(ctx, choice, chosen)


def _listed(ctx: Context, choice: CoverageChoice, pictures: tuple[Picture, ...], key: str) -> int | None:
    """List all areas, gaps first and then the worst, and whom no area is known for; return the number of the chosen one."""
    code, names, shares = choice.code, choice.names, pictures[0].shares
    marked, mark = pictures[0].marked, pictures[0].mark
    values = values_of(choice.now, code)
    numbers = {area: number for number, area in enumerate(names)}
    sign = 1 if MEASURES[code].gap == "low" else -1
    further = [picture for picture in pictures if picture.signed or picture.code != code]

    def order(area: str) -> tuple[bool, bool, float]:
        value = values[area]
        return area not in marked, value is None, sign * (value or 0.0)

    listed = sorted(names, key=order)
    groups = [values, *(picture.figures for picture in further)]
    rows: list[tuple[Cell, ...]] = [
        (
            names[area],
            ctx.t(f"coverage_mark.{mark}") if area in marked else "",
            *(_cell(group[area]) for group in groups),
            *([_whole(shares[area])] if shares else []),
        )
        for area in listed
    ]
    last = _cell(choice.frame[code][UNKNOWN_AREA])
    rows.append((ctx.t("coverage.unknown"), "", last, *(None for _ in further), *([None] if shares else [])))
    columns = {
        "area": ctx.t(f"coverage.by_{choice.level}"),
        "gap": ctx.t("coverage.column.mark"),
        "value": ctx.t(MEASURES[code].name if len(pictures) > 1 else "coverage.column.value"),
        **{
            f"other{number}": ctx.t("coverage.column.difference") if picture.signed else picture.title
            for number, picture in enumerate(further)
        },
        **({"share": ctx.t("coverage.column.share")} if shares else {}),
    }
    ids = [*(numbers[area] for area in listed), len(names)]
    title = ctx.t("coverage.areas", unit=ctx.t(MEASURES[code].unit))
    st.markdown(f"**{plain(title)}**", help=plain(ctx.pair(ctx.t(MEASURES[code].name), explain(ctx, code))))
    return show_list(ctx, columns, rows, ids, key, ctx.t("coverage.areas_alt"), asked=choice.level)


def _area(ctx: Context, choice: CoverageChoice, chosen: int) -> None:
    """Show all figures of one area, with what each means."""
    name = [*choice.names.values(), ctx.t("coverage.unknown")][chosen]
    mine, city = choice.frame.iloc[chosen], city_figures(ctx, choice.within_m)
    st.subheader(plain(name), anchor=False)
    st.metric(plain(ctx.t(MEASURES[choice.code].name)), with_unit(ctx, choice.code, mine[choice.code]))
    rows = [
        (
            ctx.t(MEASURES[code].name),
            figure(ctx, code, mine[code]),
            figure(ctx, code, city.get(code)),
            ctx.t(MEASURES[code].unit),
        )
        for code in choice.codes
    ]
    columns = [ctx.t(f"coverage.column.{name}") for name in ("measure", "value", "city", "unit")]
    show_table(ctx, pd.DataFrame(rows, columns=columns), ctx.t("coverage.figures", area=name))
    with st.expander(ctx.t("coverage.definitions")):
        lines = (f"- **{plain(ctx.t(MEASURES[code].name))}** {plain(explain(ctx, code))}" for code in choice.codes)
        st.markdown("\n".join(lines))


def _carried(ctx: Context, choice: CoverageChoice) -> None:
    """List the facilities on which people depend alone, and those that had stays."""
    title = ctx.t("coverage.carried")
    st.markdown(f"**{plain(title)}**")
    st.caption(ctx.t("coverage.carried_hint", metres=choice.within_m))
    loads, names = carried(ctx, choice.within_m), snapshot(ctx).source.facility_names[ctx.language]
    if not loads:
        st.info(ctx.t("coverage.carried_none"))
        return
    rows: list[tuple[Cell, ...]] = [
        (
            Named(names[load.facility_id], "facility", load.facility_id),
            *(len(load.place), len(load.option), load.alone, load.stays),
        )
        for load in loads
    ]
    heads = ("facility", "by_place", "by_option", "alone", "stays")
    columns = {name: ctx.t(f"coverage.column.{name}") for name in heads}
    show_list(ctx, columns, rows, range(len(rows)), "coverage.carried", title, asked=None, csv=False)


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)


def _cell(value: float | None) -> float | None:
    if value is None or pd.isna(value):
        return None
    return int(value) if float(value).is_integer() else round(float(value), 2)
