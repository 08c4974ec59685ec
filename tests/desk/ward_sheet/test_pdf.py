"""The printed ward sheet."""

import io
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from pypdf import PdfReader
from reportlab.graphics.shapes import String

from desk.publication.suppression import HIDDEN
from desk.ward_sheet.pdf import sheet_pdf, trend_chart
from desk.ward_sheet.sheet import WardSheet
from tests.attacks.test_outputs import HOSTILE


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_pdf_is_one_page_of_a4_whatever_there_is_to_say(sheet: WardSheet, language: str) -> None:
    crowded = replace(sheet, lines=sheet.lines * 3, credits=("出典" * 60,))
    for one in (sheet, crowded):
        content = sheet_pdf(one, language)
        assert len(re.findall(rb"/Type /Page\b", content)) == 1
        assert re.search(rb"/FontFile2 \d", content)
    assert sheet_pdf(sheet, language) == sheet_pdf(sheet, language)


def test_the_pdf_tells_the_figures(sheet: WardSheet) -> None:
    drawn = PdfReader(io.BytesIO(sheet_pdf(sheet, "ja"))).pages[0].extract_text()
    for told in ("58,760", "市全体より手薄な項目"):
        assert told in drawn


@pytest.mark.parametrize(
    ("of_ward", "of_city", "told"),
    [
        ([None] * 13, [None] * 13, {"区 不明", "市 不明"}),
        ([None, *[HIDDEN] * 12], [None] * 13, {"区 x", "市 不明"}),
        ([50.0] * 13, [52.0] * 13, {"区", "市"}),
        ([52.0] * 13, [50.0] * 13, {"区", "市"}),
        ([HIDDEN] * 13, [0.0] * 13, {"区 x", "市"}),
    ],
)
def test_the_ends_of_a_trend_are_told_apart_and_unknown_is_not_hidden(sheet: WardSheet, of_ward, of_city, told) -> None:
    drawn = trend_chart(sheet, {"ward": of_ward, "city": of_city}, 100.0, "ja")
    labels = {one.text: one.y for one in drawn.contents if isinstance(one, String) and one.text[0] in "区市"}
    assert set(labels) == told
    assert abs(np.subtract(*labels.values())) >= 6


@settings(max_examples=8)
@given(HOSTILE, HOSTILE)
def test_the_pdf_takes_every_name_for_text(sheet: WardSheet, ward: str, credit: str) -> None:
    named = {
        layer: frame.assign(**{name: ward for name in ("label", "name") if name in frame})
        for layer, frame in sheet.layers.items()
    }
    content = sheet_pdf(replace(sheet, ward=ward, credits=(credit,), layers=named), "ja")
    assert len(re.findall(rb"/Type /Page\b", content)) == 1
    assert b"/Annot" not in content
    assert b"root:" not in content
