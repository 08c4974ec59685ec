"""The ward sheet on one page of A4, with the typeface embedded, so that every reader shows it."""

import io
from collections.abc import Callable, Iterable, Sequence

import geopandas as gpd
import numpy as np
import shapely
from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Path, Polygon, PolyLine, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Frame, KeepInFrame, Paragraph, Spacer, Table

from desk.coverage import Floats
from desk.documents import REGULAR, escaped, register_fonts
from desk.publication import HIDDEN
from desk.ward_sheet.sheet import WardSheet
from desk.ward_sheet.text import (
    figure_text,
    gap_text,
    identified_text,
    name_text,
    notes,
    side_text,
    title,
    unit_text,
    word,
)
from desk.ward_sheet.told import Figure
from geodata.areas import main_bounds
from geodata.travel import metric_crs
from words.say import say, service

WIDTH, HEIGHT = A4
MARGIN, GUTTER = 30.0, 14.0
COLUMN = (WIDTH - 2 * MARGIN - GUTTER) / 2
MAP_HEIGHT, CHART_HEIGHT = 285.0, 80.0
INK, FAINT, PAPER = HexColor("#1a1a1a"), HexColor("#8a8a8a"), HexColor("#f2f4f7")
BORDER = HexColor("#6a3d9a")
# Shapes within a square of side 2 around the middle; colours as on the screen's maps (Okabe and Ito 2008).
SHAPES: dict[str, tuple[str, list[tuple[float, float]]]] = {
    "33": ("#d55e00", [(-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)]),
    "32": ("#009e73", [(-1, -0.8), (1, -0.8), (0, 1)]),
    "34": ("#aa3377", [(0, -1), (1, 0), (0, 1), (-1, 0)]),
    "WH": ("#8c6d00", [(-0.65, -0.9), (0.65, -0.9), (1, 0.2), (0, 1), (-1, 0.2)]),
    "other": ("#555555", [(-1, -0.4), (1, -0.4), (1, 0.4), (-1, 0.4)]),
    "BASE": (
        "#000000",
        [
            (radius * float(np.sin(turn)), radius * float(np.cos(turn)))
            for turn, radius in zip(np.arange(10) * np.pi / 5, [1.6, 0.7] * 5, strict=True)
        ],
    ),
}
CIRCLE = "24"
MARK = 2.6
LINE = 7.0
"""From one label of a chart to the next."""
MOST_GAPS = 9


def sheet_pdf(sheet: WardSheet, language: str) -> bytes:
    """Return the sheet as a PDF of one page."""
    register_fonts()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.setTitle(title(sheet, language))
    canvas.setSubject(word(sheet, "for", language))
    top = _heading(canvas, sheet, language)
    foot = _block(notes(sheet, language), 5.8)
    bottom = MARGIN + _height(foot, WIDTH - 2 * MARGIN) + 4
    Frame(MARGIN, MARGIN, WIDTH - 2 * MARGIN, bottom - MARGIN, *(0,) * 4).addFromList(foot, canvas)
    left = [_label(sheet, "map", language), *_map(sheet, language)]
    left += [_label(sheet, "gaps", language), *_gaps(sheet, language)]
    left += [_label(sheet, "trend", language), *_trends(sheet, language)]
    right = [_label(sheet, "figures", language), _figures(sheet, language)]
    for x, story in ((MARGIN, left), (MARGIN + COLUMN + GUTTER, right)):
        # One page whatever there is to say: smaller, if need be.
        whole = KeepInFrame(COLUMN, top - bottom - 1, story, mode="shrink")
        Frame(x, bottom, COLUMN, top - bottom, *(0,) * 4).addFromList([whole], canvas)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _style(size: float, **attributes: object) -> ParagraphStyle:
    return ParagraphStyle(
        "", fontName=REGULAR, fontSize=size, leading=size * 1.35, textColor=INK, wordWrap="CJK", **attributes
    )


def _text(text: str, size: float) -> Paragraph:
    """Return a paragraph in which text from data is text, never markup."""
    return Paragraph(escaped(text), _style(size))


def _block(texts: Iterable[str], size: float) -> list[Flowable]:
    return [_text(text, size) for text in texts]


def _height(story: Sequence[Flowable], width: float) -> float:
    return float(sum(flowable.wrap(width, HEIGHT)[1] for flowable in story))


def _label(sheet: WardSheet, code: str, language: str) -> Paragraph:
    return Paragraph(escaped(word(sheet, code, language)), _style(9, spaceBefore=5, spaceAfter=2))


def _heading(canvas: Canvas, sheet: WardSheet, language: str) -> float:
    canvas.setFillColor(INK)
    canvas.setFont(REGULAR, 15)
    canvas.drawString(MARGIN, HEIGHT - MARGIN - 12, title(sheet, language))
    canvas.setFont(REGULAR, 8)
    as_of = say("sheet.as_of", language, day=sheet.day)
    for row, text in enumerate((word(sheet, "for", language), as_of)):
        canvas.drawRightString(WIDTH - MARGIN, HEIGHT - MARGIN - 4 - 10 * row, text)
    canvas.setStrokeColor(INK)
    canvas.line(MARGIN, HEIGHT - MARGIN - 19, WIDTH - MARGIN, HEIGHT - MARGIN - 19)
    return float(HEIGHT - MARGIN - 21)


def _figures(sheet: WardSheet, language: str) -> Table:
    head = [say(f"sheet.column.{name}", language) for name in ("measure", "unit")]
    head += [side_text(sheet, side, language) for side in ("ward", "city")]
    rows = [
        [
            _text(name_text(sheet, line.code, language), 6.6),
            _text(unit_text(line.code, language), 5.6),
            figure_text(line.code, line.ward, language),
            figure_text(line.code, line.city, language),
        ]
        for line in sheet.lines
    ]
    table = Table([head, *rows], colWidths=[COLUMN - 130, 46, 42, 42])
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), REGULAR, 6.8),
            ("ALIGN", (2, 0), (-1, -1), "RIGHT"),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, -1), 1.6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.2),
            ("LEFTPADDING", (0, 0), (-1, -1), 2),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.25, FAINT),
            ("BACKGROUND", (2, 0), (2, -1), PAPER),
        ]
    )
    return table


def _gaps(sheet: WardSheet, language: str) -> list[Flowable]:
    lines = [f"・{gap_text(sheet, gap, language)}" for gap in sheet.gaps[:MOST_GAPS]] or [
        word(sheet, "no_gaps", language)
    ]
    if len(sheet.gaps) > MOST_GAPS:
        lines.append(say("sheet.more_gaps", language, count=len(sheet.gaps) - MOST_GAPS))
    return _block(lines, 7)


def _map(sheet: WardSheet, language: str) -> list[Flowable]:
    """Draw the ward's outline, its catchments and its facilities by kind, each kind in a shape of its own."""
    areas = sheet.layers["areas"]
    ward = areas[areas["key"].isin(sheet.parts)]
    outlines = [(ward, INK, PAPER, None), (sheet.layers["catchments"], BORDER, None, [2, 2])]
    window = main_bounds(ward)
    if window != tuple(ward.total_bounds):  # islands far out would lie beside the map
        outlines = [(frame.clip(window), *look) for frame, *look in outlines]
    crs = metric_crs(window)
    west, south, east, north = outlines[0][0].to_crs(crs).total_bounds
    scale = min(COLUMN / (east - west), MAP_HEIGHT / (north - south)) * 0.96
    drawing = Drawing(COLUMN, MAP_HEIGHT)
    drawing.add(Rect(0, 0, COLUMN, MAP_HEIGHT, fillColor=None, strokeColor=FAINT, strokeWidth=0.4))

    def place(points: Floats) -> Floats:
        middle = np.array([(west + east) / 2, (south + north) / 2])
        positions: Floats = (points - middle) * scale + np.array([COLUMN / 2, MAP_HEIGHT / 2])
        return positions

    for frame, colour, fill, dash in outlines:
        for shape in frame.to_crs(crs).geometry.dropna():
            drawing.add(_outline(shape, place, colour, fill, dash))
    points = sheet.layers["facilities"]
    points = points[~(points.geometry.isna() | points.geometry.is_empty)].to_crs(crs)
    kinds = [kind if kind in SHAPES or kind == CIRCLE else "other" for kind in points["kind"]]
    # The base last, on top.
    placed = sorted(zip(kinds, shapely.get_coordinates(points.geometry), strict=True), key=lambda one: one[0] == "BASE")
    for kind, point in placed:
        x, y = place(point)
        if 0 <= x <= COLUMN and 0 <= y <= MAP_HEIGHT:
            drawing.add(_mark(kind, float(x), float(y)))
    return [drawing, Spacer(1, 3), _legend(sheet, points, kinds, language)]


def _outline(
    shape: shapely.Geometry, place: Callable[[Floats], Floats], colour: object, fill: object, dash: object
) -> Path:
    path = Path(fillColor=fill, strokeColor=colour, strokeWidth=0.7, strokeDashArray=dash, fillMode=0)
    for part in shapely.get_parts(shape):
        if part.geom_type != "Polygon":
            continue
        for ring in (part.exterior, *part.interiors):
            first, *others = place(np.asarray(ring.coords)[:-1, :2]).tolist()
            path.moveTo(*first)
            for point in others:
                path.lineTo(*point)
            path.closePath()
    return path


def _mark(kind: str, x: float, y: float) -> Group | Circle | Polygon:
    look = {"strokeColor": HexColor("#ffffff"), "strokeWidth": 0.3}
    if kind == CIRCLE:
        return Circle(x, y, MARK * 0.9, fillColor=HexColor("#0072b2"), **look)
    colour, corners = SHAPES[kind]
    flat = [value for dx, dy in corners for value in (x + dx * MARK, y + dy * MARK)]
    return Polygon(flat, fillColor=HexColor(colour), **look)


def _legend(sheet: WardSheet, points: gpd.GeoDataFrame, kinds: Sequence[str], language: str) -> Drawing:
    names = {kind: service(kind, str(name), language) for kind, name in zip(kinds, points["service"], strict=True)}
    names |= {"BASE": say("sheet.base", language)} if "BASE" in names else {}
    names |= {"other": say("sheet.other", language)} if "other" in names else {}
    wanted = [kind for kind in ("BASE", CIRCLE, *SHAPES) if kind in names]
    entries = [(kind, names[kind]) for kind in dict.fromkeys(wanted)]
    drawing, x, row = Group(), 2.0, 0
    for kind, name in [
        *entries,
        *([("", say("sheet.outline_catchment", language))] * bool(len(sheet.layers["catchments"]))),
    ]:
        wide = pdfmetrics.stringWidth(name, REGULAR, 6.5) + 18
        if x + wide > COLUMN:
            x, row = 2.0, row + 1
        y = -10.0 * row
        if kind:
            drawing.add(_mark(kind, x + 4, y + 3))
        else:
            drawing.add(Line(x, y + 3, x + 9, y + 3, strokeColor=BORDER, strokeDashArray=[2, 2]))
        drawing.add(String(x + 11, y + 1, name, fontName=REGULAR, fontSize=6.5, fillColor=INK))
        x += wide
    drawing.translate(0, 10 * row)
    whole = Drawing(COLUMN, 10.0 * (row + 1))
    whole.add(drawing)
    return whole


def _trends(sheet: WardSheet, language: str) -> list[Flowable]:
    story: list[Flowable] = []
    for code, series in (("ready", sheet.trend.ready), ("visits", sheet.trend.visits)):
        most = 100.0 if code == "ready" else None
        story += [_text(say(f"sheet.{code}", language), 7), trend_chart(sheet, series, most, language)]  # type: ignore[arg-type]
    return [*story, _text(identified_text(sheet, language), 7)]


def trend_chart(sheet: WardSheet, series: dict[str, Sequence[Figure]], most: float | None, language: str) -> Drawing:
    """Draw ward (whole line, dots) and city (dashed line) over the months; a month that is hidden has no dot."""
    drawing = Drawing(COLUMN, CHART_HEIGHT)
    left, right, low, high = 20.0, COLUMN - 52, 12.0, CHART_HEIGHT - 4
    figures = [float(figure) for values in series.values() for figure in values if isinstance(figure, float | int)]
    top = most or max([1.0, *figures])
    days = sheet.trend.days
    step = (right - left) / (len(days) - 1)
    for value in (0.0, top):
        y = low + (high - low) * value / top
        drawing.add(Line(left, y, right, y, strokeColor=FAINT, strokeWidth=0.3))
        drawing.add(_string(left - 3, y - 2, f"{value:.0f}", "end"))
    for index in range(0, len(days), 3):
        drawing.add(_string(left + step * index, 2, f"{days[index]:%Y/%m}", "middle"))
    last: dict[str, float] = {}
    for side, colour, dash in (("city", FAINT, [3, 2]), ("ward", INK, None)):
        runs: list[list[float]] = [[]]
        for index, figure in enumerate(series[side]):
            if isinstance(figure, float | int):
                last[side] = low + (high - low) * figure / top
                runs[-1] += [left + step * index, last[side]]
                if side == "ward":
                    drawing.add(Circle(left + step * index, last[side], 1.3, fillColor=INK, strokeColor=None))
            else:
                runs.append([])
        for run in runs:
            if len(run) > 2:
                drawing.add(PolyLine(run, strokeColor=colour, strokeWidth=1, strokeDashArray=dash))
    ends = {side: last.get(side, low + 8) for side in ("ward", "city")}
    lower, upper = sorted(ends, key=lambda side: ends[side])
    ends[upper] = max(ends[upper], ends[lower] + LINE)
    for side, y in ends.items():
        missing = "" if side in last else say("sheet.hidden" if HIDDEN in series[side] else "sheet.unknown", language)
        drawing.add(_string(right + 4, y - 2, f"{side_text(sheet, side, language)} {missing}".strip()))
    return drawing


def _string(x: float, y: float, text: str, anchor: str = "start") -> String:
    return String(x, y, text, fontName=REGULAR, fontSize=6, fillColor=INK, textAnchor=anchor)
