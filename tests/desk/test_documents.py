"""A paper tells what it was given: read again from the PDF and the DOCX, and seen by two renderers."""

import io
import shutil
import subprocess
from collections import Counter
from typing import Any

import docx
import pandas as pd
import pypdfium2  # type: ignore[import-untyped]
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from desk.documents import (
    Block,
    Document,
    Facts,
    Grid,
    Heading,
    Lines,
    PageBreak,
    Picture,
    Text,
    bars,
    docx_of,
    pdf_of,
    png_of,
    svg_of,
    texts,
    unprintable,
    warning_of,
)

NAMES = "髙橋 﨑山 𠮷田 渡邊 濵 德永"
COUNTS = pd.DataFrame({"月": ["4月", "5月"], "件": [3, 5], "区": ["青葉区", "泉区"]})
CHART = bars(COUNTS, "月", "件", series="区", unit="件", told_of="2026年11月22日現在、n = 8")
GRID = Grid(
    ("区", "人数", "備考"),
    [(f"{number}区", 1000 + number, None) for number in range(90)],
    caption="表1　区ごとの人数",
    note="出典：台帳",
    numeric=frozenset({1}),
)


@pytest.fixture(scope="module")
def paper() -> Document:
    blocks: list[Block] = [
        Heading("本人のこと"),
        Facts([("氏名", NAMES), ("電話", None), ("住所", "<b>1-2</b> & =SUM(A1)")]),
        Text("一行目\n二行目"),
        Lines(["朝は静かに過ごす", "Takes the medicine after breakfast"]),
        PageBreak(),
        Heading("人数", 2),
        GRID,
        Picture(svg_of(CHART), "月ごとの件数", 150),
    ]
    return Document("引継シート", ("仙台市", "2026年11月22日"), blocks)


@pytest.fixture(scope="module")
def pdf(paper: Document) -> bytes:
    return pdf_of(paper)


def test_the_text_of_a_pdf_is_what_was_given_on_numbered_pages_with_the_typeface_in_it(pdf: bytes) -> None:
    reader: Any = PdfReader(io.BytesIO(pdf))
    pages = [page.extract_text() for page in reader.pages]
    whole = "\n".join(pages)
    for told in (NAMES, "（未記録）", "<b>1-2</b> & =SUM(A1)", "二行目", "1,089", "不明", "月ごとの件数"):
        assert told in whole
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert f"{number} / {len(pages)} ページ" in page
        assert "仙台市" in page
    assert all("備考" in page for page in pages[1:4])  # the table's head, again
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    embedded = {font["/BaseFont"][8:] for font in fonts if "/FontDescriptor" in font}
    assert embedded == {"NotoSansJP-Regular", "NotoSansJP-Bold"}
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts if "/FontDescriptor" in font)
    assert len(pdf) < 600_000
    assert not reader.metadata.author


@pytest.mark.parametrize("rows", [3, 90])
def test_a_heading_and_its_sentence_never_part_from_the_first_rows_of_their_table(rows: int) -> None:
    table = Grid(("区", "人数"), [(f"{number}区", number) for number in range(rows)])
    for before in range(28, 46, 2):
        blocks: list[Block] = [
            *(Text(f"{line}行") for line in range(before)),
            Heading("区ごと", 2),
            Text("数え方"),
            table,
        ]
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(Document("", (), blocks)))).pages]
        [there] = [page for page in pages if "区ごと" in page]
        assert all(told in there for told in ("数え方", "人数", "1区"))
        assert "0行" in pages[0]


def _marks(paper: Document, tmp_path) -> list[tuple[str, list[int]]]:
    """Return the darkness of each line of text by renderer."""
    content = pdf_of(paper)
    page = pypdfium2.PdfDocument(content)[0]
    seen = [("pdfium", page.render(scale=1, grayscale=True).to_pil())]
    if tool := shutil.which("pdftoppm"):
        from PIL import Image

        (tmp_path / "paper.pdf").write_bytes(content)
        subprocess.run([tool, "-r", "72", "-gray", tmp_path / "paper.pdf", tmp_path / "page"], check=True)
        seen.append(("poppler", Image.open(next(tmp_path.glob("page*.pgm")))))
    return [(name, [255 - value for value in image.convert("L").tobytes()]) for name, image in seen]


def test_two_renderers_show_the_letters(tmp_path) -> None:
    blank, written = (Document("", (), [Text(text)]) for text in ("", NAMES * 6))
    for (_, without), (name, with_letters) in zip(_marks(blank, tmp_path), _marks(written, tmp_path), strict=True):
        assert sum(with_letters) > sum(without) + 100_000, name


def test_a_docx_opened_again_has_headings_cells_and_nobody_s_name(paper: Document) -> None:
    word: Any = docx.Document(io.BytesIO(docx_of(paper)))
    styles = {one.text: one.style.name for one in word.paragraphs}
    assert (styles["引継シート"], styles["本人のこと"], styles["人数"]) == ("Title", "Heading 1", "Heading 2")
    facts, grid = word.tables
    assert [[cell.text for cell in row.cells] for row in facts.rows] == [
        ["氏名", NAMES],
        ["電話", "（未記録）"],
        ["住所", "<b>1-2</b> & =SUM(A1)"],
    ]
    texts_of_cells = [cell.text for cell in grid._cells]
    told = [*GRID.heads, *(one for ward, count, _ in GRID.rows for one in (ward, f"{count:,}", "不明"))]
    assert texts_of_cells == told
    assert Counter(child.tag for row in grid.rows for child in row._tr.trPr)[qn("w:tblHeader")] == 1
    assert round(word.sections[0].page_width.mm) == 210
    assert {"PAGE", "NUMPAGES"} <= {one.text for one in word.sections[0].footer._element.iter(qn("w:instrText"))}
    assert not word.core_properties.author
    assert word.styles["Normal"].element.rPr.rFonts.get(qn("w:eastAsia")) == "Noto Sans JP"


def test_a_chart_is_drawn_in_the_typeface_and_says_unit_and_what_it_tells_of() -> None:
    drawn = svg_of(CHART).decode()
    for told in ("青葉区", "件", "n = 8", "Noto Sans JP"):
        assert told in drawn
    blank = png_of(bars(COUNTS.assign(件=0), "月", "件", unit="", told_of=""))
    assert len(png_of(CHART)) > len(blank)


def test_what_cannot_be_printed_is_told_by_its_field_and_variants_are_printed_by_their_base(paper: Document) -> None:
    assert unprintable(texts(paper)) == {}
    assert unprintable({"氏名": "葛\U000e0100城 か\u3099", "備考": "𪚥と𱁬と𪚥"}) == {"備考": "𪚥"}
    warned = warning_of(Document("", (), [Facts([("氏名", "𪚥田")])]))
    assert "氏名「𪚥」" in warned
    assert warning_of(paper) == ""
    printed = PdfReader(io.BytesIO(pdf_of(Document("葛\U000e0100城", (), [Text("か\u3099き 𪚥")]))))
    assert "葛城" in printed.pages[0].extract_text()
    assert "がき 〓" in printed.pages[0].extract_text()
