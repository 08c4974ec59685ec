"""Whatever is handed over in place of the right file: a clear reason, and nothing is written."""

import json

import pytest

from desk import importing
from desk.errors import DeskError
from desk.importing.templates import template_bytes
from geodata.findings import UnreadableFile
from geodata.reading.files import NamedBytes
from tests.conftest import TODAY
from words.say import LANGUAGES, say

PAGE = "<!DOCTYPE html><html><body>ログインしてください</body></html>".encode()
SUFFIX = {"areas": "geojson", "towns": "json"}


def refused(book, kind, *sources, city=None):
    """Return the reason for which a whole file is refused."""
    revision = book.revision()
    with pytest.raises(UnreadableFile) as caught:
        importing.preview(book, kind, list(sources), TODAY, city=city)
    assert book.revision() == revision
    problem = caught.value.problem
    for language in LANGUAGES:
        assert say(problem.message, language)
    return problem.code


@pytest.mark.parametrize("kind", importing.KINDS)
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \r\n",
        PAGE,
        "見出し,値\n".encode() + b"\xff\xfe\x80\x81\n",
        b"\x00" * 5000,
        b"%PDF-1.7 ...",
        b"PK\x03\x04 broken",
        b"a,b\n1,2\n",
    ],
    ids=["empty", "blank", "web page", "no encoding", "binary", "pdf", "broken zip", "another table"],
)
@pytest.mark.parametrize("suffix", ["own", "xlsx", "zip"])
def test_is_refused_with_a_reason(book, kind, data, suffix):
    name = SUFFIX.get(kind, "csv") if suffix == "own" else suffix
    refused(book, kind, NamedBytes(f"{kind}.{name}", data))


@pytest.mark.parametrize("kind", importing.KINDS)
def test_a_huge_file_is_refused_before_it_is_read(little, tmp_path, kind):
    path = tmp_path / f"{kind}.{SUFFIX.get(kind, 'csv')}"
    with path.open("wb") as file:
        file.truncate(200 * 1024**2)
    assert refused(little, kind, path) == "file.too_large"
    with path.open("r+b") as file:
        file.truncate(importing.largest(kind) * 1024**2 + 1)
    assert refused(little, kind, path) == "file.too_large"


@pytest.mark.parametrize("kind", importing.KINDS)
def test_a_file_that_is_not_there_is_refused(little, tmp_path, kind):
    assert refused(little, kind, tmp_path / "nowhere.csv") == "file.not_found"


@pytest.mark.parametrize("kind", ["people", "stays", "conditions", "centres"])
def test_a_workbook_that_calls_itself_csv_is_read_for_what_it_is(book, kind):
    file = NamedBytes(f"{kind}.csv", template_bytes(kind, "xlsx"))
    preview = importing.preview(book, kind, [file], TODAY)
    assert len(preview.changes) + len(preview.rejects) == 1


def test_a_workbook_of_something_else_in_place_of_a_published_csv_is_refused(book):
    assert refused(book, "wamnet", NamedBytes("24.csv", template_bytes("people", "xlsx"))) == "table.columns_missing"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_every_usual_encoding_gives_the_same_offices(book, reference_data, encoding):
    text = (reference_data / "wamnet" / "sendai_34.csv").read_text(encoding="utf-8-sig")
    file = NamedBytes("sendai_34.csv", text.encode(encoding, errors="replace"))
    preview = importing.preview(book, "wamnet", [file], TODAY)
    assert (preview.counts["new"], preview.counts["rejected"]) == (len(text.splitlines()) - 1, 0)


@pytest.mark.parametrize("cut", [5_000, 12_345, 20_001])
def test_a_download_that_broke_off_loses_only_its_last_row_and_says_so(book, reference_data, cut):
    data = (reference_data / "wamnet" / "sendai_24.csv").read_bytes()[:cut]
    preview = importing.preview(book, "wamnet", [NamedBytes("sendai_24.csv", data)], TODAY)
    whole = data.count(b"\r\n") or data.count(b"\n")
    assert preview.counts["new"] + preview.counts["rejected"] in {whole - 1, whole}
    assert {problem.code for problem in preview.problems} & {
        "table.cut_off",
        "table.bad_quotes",
        "table.no_final_line_end",
    }


@pytest.mark.parametrize(
    ("lat", "lon", "code"),
    [
        ("140.88", "38.31", "coordinate.swapped"),
        ("51.5", "0.1", "coordinate.outside_japan"),
        ("北", "東", "coordinate.not_a_number"),
    ],
)
def test_a_wrong_point_is_refused_and_the_others_are_kept(book, reference_data, lat, lon, code):
    lines = (reference_data / "wamnet" / "sendai_24.csv").read_text(encoding="utf-8-sig").splitlines()
    lines[1] = lines[1].replace('"38.31199886","140.88523915"', f'"{lat}","{lon}"')
    file = NamedBytes("sendai_24.csv", "\r\n".join([*lines, ""]).encode())
    preview = importing.preview(book, "wamnet", [file], TODAY)
    assert preview.counts["new"] == 62
    assert next(problem.code for problem in preview.problems if problem.severity == "rejected") == code
    assert len(preview.rejects) == 1


@pytest.mark.parametrize(
    "square", [[[38.2, 140.8], [38.3, 140.8], [38.3, 140.9], [38.2, 140.8]], [[0, 51], [1, 51], [1, 52], [0, 51]]]
)
def test_areas_with_swapped_or_foreign_corners_are_refused(book, square):
    properties = {"N03_001": "宮城県", "N03_003": "仙台市", "N03_004": "青葉区", "N03_007": "04101"}
    feature = {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [square]}}
    data = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    try:
        preview = importing.preview(book, "areas", [NamedBytes("areas.geojson", data)], TODAY)
    except UnreadableFile:
        return
    assert (preview.counts["new"], preview.counts["rejected"]) == (0, 1)


def test_a_kind_that_is_not_known_is_refused(book):
    with pytest.raises(DeskError) as caught:
        importing.preview(book, "spells", [NamedBytes("x.csv", b"a")], TODAY)
    assert caught.value.code == "import.unknown_kind"


def test_one_bad_file_among_good_ones_is_told_and_the_others_are_read(book, reference_data):
    good = reference_data / "wamnet" / "sendai_34.csv"
    preview = importing.preview(book, "wamnet", [NamedBytes("page.csv", PAGE), good], TODAY)
    assert preview.counts["new"] > 0
    assert next(problem.code for problem in preview.problems) == "file.html_not_csv"
