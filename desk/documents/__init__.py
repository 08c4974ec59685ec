"""Papers that leave the desk: a document of blocks, as PDF and as DOCX, and what of it cannot be printed."""

from typing import TYPE_CHECKING

from desk.documents.document import (
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
    texts,
)
from words.doors import when_asked_for

if TYPE_CHECKING:
    from desk.documents.charts import INK, SHADES, bars, png_of, svg_of
    from desk.documents.forms import FORMS, MAKERS
    from desk.documents.glyphs import escaped, printable, unprintable, warning_of
    from desk.documents.pdf import pdf_of
    from desk.documents.print_font import BOLD, REGULAR, register_fonts
    from desk.documents.word import docx_of

__all__ = [
    "BOLD",
    "FORMS",
    "INK",
    "MAKERS",
    "REGULAR",
    "SHADES",
    "Block",
    "Cell",
    "Document",
    "Facts",
    "Grid",
    "Heading",
    "Lines",
    "PageBreak",
    "Picture",
    "Text",
    "bars",
    "docx_of",
    "escaped",
    "pdf_of",
    "png_of",
    "printable",
    "register_fonts",
    "svg_of",
    "texts",
    "unprintable",
    "warning_of",
]

__getattr__ = when_asked_for(__file__)
