"""A paper as PDF: A4, the typeface embedded, heads of tables again on every page, page n of m."""

import io
from collections.abc import Sequence
from functools import partial
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, Image, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table
from reportlab.platypus import PageBreak as NewPage

from desk.documents.charts import png_of_svg
from desk.documents.document import (
    LABEL_SHARE,
    Block,
    Cell,
    Document,
    Facts,
    Grid,
    Heading,
    Lines,
    PageBreak,
    Picture,
    Text,
    cell_text,
    shares,
)
from desk.documents.glyphs import escaped
from desk.documents.print_font import BOLD, REGULAR, register_fonts
from words.say import say

MARGIN = 16 * mm
INK, FAINT, SHADE = HexColor("#1a1a1a"), HexColor("#767676"), HexColor("#f2f4f7")
BODY, SMALL = 9.5, 8.0
HEADINGS = {1: 12.5, 2: 11.0, 3: 9.5}
FIRST_ROWS = 3
"""With so many rows, its head among them, a table begins beneath what leads to it."""


def pdf_of(document: Document) -> bytes:
    """Return the paper as a PDF."""
    register_fonts()
    size = landscape(A4) if document.landscape else A4
    stream = io.BytesIO()
    paper = SimpleDocTemplate(
        stream,
        pagesize=size,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN + 4 * mm,
        title=document.title,
        author="",
        creator="Sonae",
        lang=document.language,
        invariant=1,
    )
    width = size[0] - 2 * MARGIN - 12  # platypus's frame has a padding of 6
    height = size[1] - 2 * MARGIN - 4 * mm - 12
    story: list[Flowable] = [_text(document.title, 16, bold=True, after=3)]
    story += [_text(line, SMALL, colour=FAINT) for line in document.about]
    story.append(Spacer(1, 6))
    story += _story(document, width, height)
    paper.build(story, canvasmaker=partial(_Numbered, document=document))
    return stream.getvalue()


class _Numbered(Canvas):  # type: ignore[misc] # reportlab has no types
    """A canvas that waits until it knows how many pages there are."""

    def __init__(self, *args: Any, document: Document, **options: Any) -> None:
        super().__init__(*args, **options)
        self._document = document
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 (reportlab's)
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._pages, 1):
            self.__dict__.update(page)
            self._foot(number)
            super().showPage()
        super().save()

    def _foot(self, number: int) -> None:
        document = self._document
        width = self._pagesize[0] - 2 * MARGIN
        counted = say("document.page", document.language, page=number, pages=len(self._pages))
        about = _text(document.foot, 7, colour=FAINT)
        _, height = about.wrap(width - 70, MARGIN)
        about.drawOn(self, MARGIN + 6, MARGIN + 8 - height)
        self.setFont(REGULAR, 7)
        self.setFillColor(FAINT)
        self.drawRightString(self._pagesize[0] - MARGIN - 6, MARGIN, counted)


def _story(document: Document, width: float, height: float) -> list[Flowable]:
    """Return what all blocks are made of; a heading, with what is said beneath it, stands with the table to which it leads."""
    story: list[Flowable] = []
    ahead: list[Flowable] = []
    for block in document.blocks:
        made = _flowables(block, width, document.language)
        match block:
            case Heading():
                ahead += made
            case Text() if ahead:
                ahead += made
            case Grid() | Facts() if ahead:
                story += _together([*ahead, *made], width, height)
                ahead = []
            case _:
                story += [*ahead, *made]
                ahead = []
    return [*story, *ahead]


def _together(flowables: list[Flowable], width: float, height: float) -> list[Flowable]:
    """Let what leads to a table begin on the next page unless its first rows fit as well, or all of a table of half a page.

    Reportlab keeps a heading with what comes next alone, be it a sentence, and a table that fits nowhere whole goes to the
    next page with it.
    """
    at = next(place for place, one in enumerate(flowables) if isinstance(one, Table))
    ahead = sum(one.getSpaceBefore() + one.wrap(width, height)[1] + one.getSpaceAfter() for one in flowables[:at])
    if ahead > height / 3:
        return flowables
    for one in flowables[:at]:
        one.keepWithNext = False
    flowables[at].wrap(width, height)
    rows = flowables[at]._rowHeights  # noqa: SLF001 - nothing else tells how tall each is
    whole = ahead + sum(rows)
    need = whole if whole <= height / 2 else min(ahead + sum(rows[:FIRST_ROWS]), height)
    return [CondPageBreak(need), *flowables]


def _flowables(block: Block, width: float, language: str) -> list[Flowable]:
    match block:
        case Heading(text, level):
            return [_text(text, HEADINGS[level], bold=True, before=9 - 2 * level, after=3, with_next=True)]
        case Text(text):
            return [_text(text, BODY, after=4)]
        case Lines(items):
            return [_text(f"・{item}", BODY, indent=BODY) for item in items] + [Spacer(1, 4)]
        case Facts(rows):
            return [_facts(rows, width, language), Spacer(1, 6)]
        case Grid():
            return _grid(block, width, language)
        case Picture():
            return [_picture(block, width), Spacer(1, 4)]
        case PageBreak():
            return [NewPage()]


def _style(
    text: str,
    size: float,
    *,
    bold: bool = False,
    colour: HexColor = INK,
    before: float = 0,
    after: float = 0,
    indent: float = 0,
    with_next: bool = False,
    right: bool = False,
) -> ParagraphStyle:
    """Return a style: Japanese breaks between letters, English between words."""
    return ParagraphStyle(
        "",
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * 1.45,
        textColor=colour,
        wordWrap="CJK" if any(one >= "\u2e80" for one in text) else None,
        spaceBefore=before,
        spaceAfter=after,
        leftIndent=indent,
        firstLineIndent=-indent,
        keepWithNext=with_next,
        alignment=2 if right else 0,
    )


def _text(text: str, size: float, **look: Any) -> Paragraph:
    """Return a paragraph in which text from data is text, never markup."""
    return Paragraph(escaped(text).replace("\n", "<br/>"), _style(text, size, **look))


def _facts(rows: Sequence[tuple[str, str | None]], width: float, language: str) -> Table:
    blank = say("document.blank", language)
    cells = [
        [
            _text(label, BODY, bold=True),
            _text(blank, SMALL, colour=FAINT) if value is None else _text(value, BODY),
        ]
        for label, value in rows
    ]
    table = Table(cells, colWidths=[width * LABEL_SHARE, width * (1 - LABEL_SHARE)])
    table.setStyle([*_ruled(), ("BACKGROUND", (0, 0), (0, -1), SHADE)])
    return table


def _grid(grid: Grid, width: float, language: str) -> list[Flowable]:
    unknown = say("common.unknown", language)

    def cell(value: Cell, column: int, *, head: bool = False) -> Paragraph:
        return _text(cell_text(value, unknown), SMALL, bold=head, right=column in grid.numeric)

    rows = [[cell(head, at, head=True) for at, head in enumerate(grid.heads)]]
    rows += [[cell(value, at) for at, value in enumerate(row)] for row in grid.rows]
    table = Table(rows, colWidths=[width * share for share in shares(grid, unknown)], repeatRows=1, splitInRow=1)
    table.setStyle([*_ruled(), ("BACKGROUND", (0, 0), (-1, 0), SHADE)])
    caption = [_text(grid.caption, BODY, bold=True, before=3, after=2, with_next=True)] if grid.caption else []
    note = [_text(grid.note, SMALL, colour=FAINT, before=2)] if grid.note else []
    return [*caption, table, *note, Spacer(1, 6)]


def _ruled() -> list[tuple[Any, ...]]:
    return [
        ("GRID", (0, 0), (-1, -1), 0.4, FAINT),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ]


def _picture(picture: Picture, width: float) -> Flowable:
    png = png_of_svg(picture.svg)
    wide, high = ImageReader(io.BytesIO(png)).getSize()
    shown = min(picture.width_mm * mm, width)
    image = Image(io.BytesIO(png), shown, shown * high / wide, hAlign="LEFT")
    return KeepTogether([image, _text(picture.alt, SMALL, colour=FAINT)])
