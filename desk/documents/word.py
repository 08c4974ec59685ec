"""A paper as DOCX: real headings, heads of tables again on every page, page n of m; to be edited on."""

import io
import re
from collections.abc import Sequence
from typing import Any

import docx
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

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
from desk.typeface import NAME
from words.say import say

FALLBACK = "Yu Gothic"
"""What Word takes where the typeface is not installed: it comes with Word."""
A4_MM, MARGIN_MM = (210, 297), 16
BODY, SMALL = Pt(10), Pt(9)
FAINT, SHADE = RGBColor(0x5C, 0x5C, 0x5C), "F2F4F7"
HEADINGS = {"Title": Pt(17), "Heading 1": Pt(13), "Heading 2": Pt(11.5), "Heading 3": Pt(10)}
PLACEHOLDER = re.compile(r"\{(page|pages)\}")
FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}


def docx_of(document: Document) -> bytes:
    """Return the paper as a DOCX."""
    word = docx.Document()
    _set_up(word, document)
    word.add_heading(document.title, 0)
    for line in document.about:
        _run(word.add_paragraph(), line, small=True)
    for block in document.blocks:
        _add(word, block, document)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _set_up(word: Word, document: Document) -> None:
    section = word.sections[0]
    short, long = map(Mm, A4_MM)
    section.page_width, section.page_height = (long, short) if document.landscape else (short, long)
    section.orientation = WD_ORIENT.LANDSCAPE if document.landscape else WD_ORIENT.PORTRAIT
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(MARGIN_MM))
    styles: Any = word.styles
    for name, size in {"Normal": BODY, **HEADINGS}.items():
        _set_face(styles[name].element)
        styles[name].font.size = size
        styles[name].font.bold = name != "Normal"
        styles[name].font.color.rgb = RGBColor(0, 0, 0)
    styles["Normal"].paragraph_format.space_after = Pt(3)
    _name_fallback(word)
    properties = word.core_properties
    properties.title, properties.language = document.title, document.language
    # Of whom and of when nothing is told but what the paper says itself.
    properties.author = properties.last_modified_by = properties.comments = ""
    for stamp in ("dcterms:created", "dcterms:modified"):
        for element in properties._element.findall(qn(stamp)):  # noqa: SLF001 (python-docx has no other way)
            properties._element.remove(element)  # noqa: SLF001
    _foot(section.footer.paragraphs[0], document)


def _set_face(style: Any) -> None:
    """Name the typeface for every kind of letter, in place of what the template's theme says."""
    fonts = style.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), NAME)


def _name_fallback(word: Word) -> None:
    table = next(part for part in word.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    named = f'<w:font w:name="{NAME}"><w:altName w:val="{FALLBACK}"/><w:charset w:val="80"/></w:font></w:fonts>'
    table._blob = table.blob.replace(b"</w:fonts>", named.encode())  # noqa: SLF001 (python-docx has no other way)


def _foot(paragraph: Paragraph, document: Document) -> None:
    _run(paragraph, f"{document.foot}　", small=True)
    template = say("document.page", document.language, page="{page}", pages="{pages}")
    for at, part in enumerate(PLACEHOLDER.split(template)):
        run = _run(paragraph, "" if at % 2 else part, small=True)
        if at % 2:
            for kind in ("begin", FIELDS[part], "end"):
                run._r.append(_field(kind))  # noqa: SLF001 (python-docx has no fields)


def _field(kind: str) -> Any:
    if kind in FIELDS.values():
        element = OxmlElement("w:instrText")
        element.text = kind
        return element
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    return element


def _add(word: Word, block: Block, document: Document) -> None:
    match block:
        case Heading(text, level):
            word.add_heading(text, level)
        case Text(text):
            word.add_paragraph(text)
        case Lines(items):
            for item in items:
                word.add_paragraph(item, style="List Bullet")
        case Facts(rows):
            _facts(word, rows, document)
        case Grid():
            _grid(word, block, document)
        case Picture(svg, alt, width_mm):
            word.add_picture(io.BytesIO(png_of_svg(svg)), width=Mm(min(width_mm, _width(document))))
            word.inline_shapes[-1]._inline.docPr.set("descr", alt)  # noqa: SLF001 (python-docx has no other way)
            _run(word.add_paragraph(), alt, small=True)
        case PageBreak():
            word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _facts(word: Word, rows: Sequence[tuple[str, str | None]], document: Document) -> None:
    table = _table(word, len(rows), [LABEL_SHARE, 1 - LABEL_SHARE], document)
    for row, (label, value) in zip(table.rows, rows, strict=True):
        _write(row.cells[0], label, bold=True)
        _shade(row.cells[0])
        if value is None:
            _run(row.cells[1].paragraphs[0], say("document.blank", document.language), small=True)
        else:
            _write(row.cells[1], value)
    word.add_paragraph()


def _grid(word: Word, grid: Grid, document: Document) -> None:
    unknown = say("common.unknown", document.language)
    if grid.caption:
        caption = word.add_paragraph()
        _run(caption, grid.caption).bold = True
        caption.paragraph_format.keep_with_next = True
    table = _table(word, 1 + len(grid.rows), shares(grid, unknown), document)
    lines: list[Sequence[Cell]] = [grid.heads, *grid.rows]
    for at, (row, values) in enumerate(zip(table.rows, lines, strict=True)):
        cells = row.cells
        for column, (cell, value) in enumerate(zip(cells, values, strict=True)):
            _write(cell, cell_text(value, unknown), bold=at == 0, right=column in grid.numeric)
            if at == 0:
                _shade(cell)
    if grid.rows or grid.heads:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001
    _run(word.add_paragraph(), grid.note, small=True)


def _table(word: Word, rows: int, parts: Sequence[float], document: Document) -> Table:
    table: Table = word.add_table(rows, len(parts), style="Table Grid")
    table.autofit = False
    for column, part in zip(table.columns, parts, strict=True):
        column.width = Mm(_width(document) * part)
        for cell in column.cells:
            cell.width = Mm(_width(document) * part)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 (python-docx has no other way)
    return table


def _width(document: Document) -> float:
    return A4_MM[document.landscape] - 2 * MARGIN_MM


def _write(cell: _Cell, text: str, *, bold: bool = False, right: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _run(paragraph, text).bold = bold


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), SHADE)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 (python-docx has no other way)


def _run(paragraph: Paragraph, text: str, *, small: bool = False) -> Any:
    run = paragraph.add_run(text)
    if small:
        run.font.size, run.font.color.rgb = SMALL, FAINT
    return run
