"""A facility's link as a code to photograph: on the page, and as a paper of A4 to send or hand over."""

import io
from datetime import date

import segno
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, Paragraph

from desk.documents import REGULAR, escaped, register_fonts
from words.say import LANGUAGES, say

WIDTH, HEIGHT = A4
MARGIN, CODE = 56.0, 190.0
INK = HexColor("#1a1a1a")
QUIET = 4
"""Modules of white around a code, which readers need (ISO/IEC 18004)."""


def link_paper(facility: str, address: str, expires_on: date) -> bytes:
    """Return a paper of one page, Japanese with English below, that leads a facility to its form."""
    register_fonts()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.setTitle(say("answers.paper_title", "ja"))
    story = []
    for language in LANGUAGES:
        story.append(_text(say("answers.paper_title", language), 17 if language == "ja" else 12, before=14))
        story.append(_text(say("answers.paper_for", language, facility=facility), 13 if language == "ja" else 10))
        story.append(_text(say("answers.paper_how", language), 10.5 if language == "ja" else 9))
        story.append(_text(say("answers.paper_until", language, day=expires_on), 10.5 if language == "ja" else 9))
    Frame(MARGIN, MARGIN + CODE + 40, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN - CODE - 40, *(0,) * 4).addFromList(
        story, canvas
    )
    _draw(canvas, address, (WIDTH - CODE) / 2, MARGIN + 36)
    Frame(MARGIN, MARGIN, WIDTH - 2 * MARGIN, 32, *(0,) * 4).addFromList([_text(address, 7.5)], canvas)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _text(text: str, size: float, before: float = 4) -> Paragraph:
    """Return a paragraph in which text from data is text, never markup."""
    style = ParagraphStyle(
        "", fontName=REGULAR, fontSize=size, leading=size * 1.6, textColor=INK, wordWrap="CJK", spaceBefore=before
    )
    return Paragraph(escaped(text), style)


def _draw(canvas: Canvas, address: str, left: float, bottom: float) -> None:
    rows = list(segno.make(address, error="m").matrix_iter(border=QUIET))
    side = CODE / len(rows)
    canvas.setFillColor(INK)
    for row, modules in enumerate(rows):
        for column, dark in enumerate(modules):
            if dark:
                # A hair over its edge, so that no reader sees lines between modules.
                canvas.rect(left + column * side, bottom + CODE - (row + 1) * side, side + 0.05, side + 0.05, 0, 1)
