"""The ward sheet's figures as people read them, the same in every kind of file."""

import pandas as pd

from desk.coverage import MEASURES
from desk.publication import HIDDEN, MERGED
from desk.ward_sheet.sheet import Gap, WardSheet
from desk.ward_sheet.told import Figure
from words.say import aside, join, pair, say

DIGITS = {"unit.per_person": 2, "unit.per_thousand": 2, "unit.index": 2, "unit.percent": 0, "unit.metres": 0}
BESIDE = ("for", "figures", "gaps", "no_gaps", "areas")
"""Headings that speak of the wards of one city, and have another wording for areas of several municipalities."""
SCALES = {"people": 100, "population": 10_000, "": 1}
"""Per how many of what a gap is told."""


def figure_text(code: str, figure: Figure, language: str) -> str:
    """Write a figure of a measure: a number, that it is hidden, or that it is unknown."""
    if figure in (HIDDEN, MERGED):
        return say("sheet.hidden" if figure == HIDDEN else "sheet.merged", language)
    if figure is None or isinstance(figure, str):
        return say("sheet.unknown", language)
    unit = MEASURES[code].unit
    if unit == "unit.presence":
        return say(f"sheet.presence_{figure:.0f}", language)
    digits = DIGITS.get(unit, 0)
    return f"{figure:,.{digits}f}"


def name_text(sheet: WardSheet, code: str, language: str) -> str:
    """Name a measure; stays with the fiscal year of which they are."""
    return say("sheet.stays", language, year=str(sheet.year)) if code == "stays" else say(MEASURES[code].name, language)


def measure_text(sheet: WardSheet, code: str, language: str) -> str:
    """Name a measure with its unit."""
    name, unit = name_text(sheet, code, language), unit_text(code, language)
    return aside(name, unit, language) if unit else name


def unit_text(code: str, language: str) -> str:
    """Name the unit of a measure; nothing where the figure is a word itself."""
    unit = MEASURES[code].unit
    return "" if unit == "unit.presence" else say(unit, language)


def gap_figures(gap: Gap, language: str) -> tuple[str, str]:
    """Write the ward's and the city's side of a gap, counts per so many people."""
    if not gap.per:
        return figure_text(gap.code, gap.ward, language), figure_text(gap.code, gap.city, language)
    ward, city = scaled(gap)
    return f"{ward:,.1f}", f"{city:,.1f}"


def scaled(gap: Gap) -> tuple[float, float]:
    """Return the ward's and the city's side of a gap as numbers, counts per so many people."""
    scale = SCALES[gap.per]
    return gap.ward * scale, gap.city * scale


def gap_text(sheet: WardSheet, gap: Gap, language: str) -> str:
    """Say in one line where the ward stands worse."""
    ward, city = gap_figures(gap, language)
    compared = f"{say(f'sheet.per_{gap.per}', language)} " if gap.per else ""
    beside = aside(f"{compared}{ward}", pair(side_text(sheet, "city", language), city, language), language)
    return pair(name_text(sheet, gap.code, language), beside, language)


def word(sheet: WardSheet, code: str, language: str) -> str:
    """Say a heading of the sheet, another one where its area is no ward beside the others of one city."""
    return say(f"sheet.{code}" if sheet.of_city or code not in BESIDE else f"sheet.beside.{code}", language)


def side_text(sheet: WardSheet, side: str, language: str) -> str:
    """Name a side of what is compared: ``ward``, the sheet's own area, or ``city``, all areas together."""
    return say(f"sheet.column.{side}" if sheet.of_city else f"sheet.beside.column.{side}", language)


def notes(sheet: WardSheet, language: str) -> list[str]:
    """Return what has to be said below the figures, the credits of the outlines last."""
    lines = [say("sheet.note_hidden", language, limit=sheet.limit)]
    names = (*(["merged"] if sheet.merges else []), "trend", "unknown", "facilities", "yearly")
    lines += [say(f"sheet.note_{name}", language) for name in names]
    lines += [say("sheet.schematic", language)] if sheet.schematic else []
    return lines + [say("sheet.credit", language, credit=credit) for credit in sheet.credits]


def title(sheet: WardSheet, language: str) -> str:
    """Return the sheet's heading."""
    return say("sheet.title", language, ward=sheet.ward)


def tables(sheet: WardSheet, language: str) -> dict[str, pd.DataFrame]:
    """Return all of the sheet as tables by their names, for a workbook."""

    def head(*names: str) -> list[str]:
        return [say(f"sheet.column.{name}", language) for name in names]

    sides = [side_text(sheet, side, language) for side in ("ward", "city")]
    figures = [
        (
            name_text(sheet, line.code, language),
            say(MEASURES[line.code].unit, language),
            _cell(line.code, line.ward, language),
            _cell(line.code, line.city, language),
            _definition(sheet, line.code, language),
            say(MEASURES[line.code].source, language),
        )
        for line in sheet.lines
    ]
    gaps = [
        (name_text(sheet, gap.code, language), say(f"sheet.per_{gap.per}", language), *scaled(gap))
        for gap in sheet.gaps
    ]
    by_name = {
        "figures": pd.DataFrame(figures, columns=[*head("measure", "unit"), *sides, *head("definition", "source")]),
        "gaps": pd.DataFrame(gaps, columns=[*head("measure", "compared"), *sides]),
        "trend": _trend(sheet, language),
    }
    by_name |= {name: _areas(sheet, name, language) for name in sheet.layers if name != "facilities"}
    by_name["facilities"] = _facilities(sheet, language)
    about = [title(sheet, language), say("sheet.as_of", language, day=sheet.day), *notes(sheet, language)]
    by_name["about"] = pd.DataFrame({head("note")[0]: about})
    return {word(sheet, name, language): table for name, table in by_name.items()}


def _definition(sheet: WardSheet, code: str, language: str) -> str:
    if code == "stays":
        return say("sheet.stays_defined", language, year=str(sheet.year))
    return say(MEASURES[code].definition, language)


def _cell(code: str, figure: Figure, language: str) -> float | str:
    """Return a number where there is one, so that a workbook can count with it."""
    return figure if isinstance(figure, float) else figure_text(code, figure, language)


def _trend(sheet: WardSheet, language: str) -> pd.DataFrame:
    columns = {say("sheet.column.month", language): [day.isoformat() for day in sheet.trend.days]}
    for side in ("ward", "city"):
        name = side_text(sheet, side, language)
        ready = [_cell("busiest_share", one, language) for one in sheet.trend.ready[side]]
        columns[aside(say("sheet.ready", language), name, language)] = ready  # type: ignore[assignment]
        columns[aside(say("sheet.visits", language), name, language)] = list(sheet.trend.visits[side])  # type: ignore[arg-type]
    return pd.DataFrame(columns)


def identified_text(sheet: WardSheet, language: str) -> str:
    """Say how many people were identified in the last fiscal year and in the one before, in ward and city."""
    sides = [
        pair(
            side_text(sheet, side, language),
            " / ".join(figure_text("people", figure, language) for figure in sheet.identified[side]),
            language,
        )
        for side in ("ward", "city")
    ]
    return pair(say("sheet.identified", language, year=str(sheet.year)), join(sides, language), language)


def _areas(sheet: WardSheet, layer: str, language: str) -> pd.DataFrame:
    frame = sheet.layers[layer]
    codes = [code for code in frame.columns if code in MEASURES]
    rows = [
        (area["label"], *(_area_cell(area, code, language) for code in codes))
        for area in frame[["label", HIDDEN, MERGED, *codes]].to_dict("records")
    ]
    return pd.DataFrame(
        rows, columns=[say("sheet.column.area", language), *(measure_text(sheet, code, language) for code in codes)]
    )


def _area_cell(area: dict[str, object], code: str, language: str) -> float | str:
    value = area[code]
    in_place = next((name for name in (MERGED, HIDDEN) if code in str(area[name]).split(",")), None)
    figure = in_place or value if isinstance(value, float) and value == value else None  # noqa: PLR0124 - NaN
    return _cell(code, figure, language)


def _facilities(sheet: WardSheet, language: str) -> pd.DataFrame:
    names = ["service", "name", "operator", "address", "phone", "capacity", "url"]
    table = pd.DataFrame(sheet.layers["facilities"][names])
    headings = [say(f"sheet.column.{'kind' if name == 'service' else name}", language) for name in names]
    return table.set_axis(headings, axis="columns")
