"""Whatever is handed over in place of the right file: a clear reason, and nothing is written."""

import json
from dataclasses import replace

import pytest

from casebook.errors import ChangedMeanwhileError, RefusedError
from casebook.records import Area, Facility, Person, Town
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
def test_a_huge_file_is_refused_before_it_is_read(book, tmp_path, kind):
    path = tmp_path / f"{kind}.{SUFFIX.get(kind, 'csv')}"
    with path.open("wb") as file:
        file.truncate(200 * 1024**2)
    assert refused(book, kind, path) == "file.too_large"


@pytest.mark.parametrize("kind", importing.KINDS)
def test_a_file_that_is_not_there_is_refused(book, tmp_path, kind):
    assert refused(book, kind, tmp_path / "nowhere.csv") == "file.not_found"


@pytest.mark.parametrize("kind", ["people", "stays", "conditions", "centres"])
def test_a_workbook_that_calls_itself_csv_is_read_for_what_it_is(book, kind):
    file = NamedBytes(f"{kind}.csv", template_bytes(kind, "xlsx"))
    preview = importing.preview(book, kind, [file], TODAY)
    assert len(preview.changes) + len(preview.rejects) == 1


def test_a_workbook_in_place_of_a_published_csv_is_refused(book):
    assert refused(book, "wamnet", NamedBytes("24.csv", template_bytes("people", "xlsx"))) == "file.workbook_not_csv"


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


# --- preview, then commit --------------------------------------------------------------------------------------

PEOPLE = NamedBytes("people.csv", "仮名\r\nB-001\r\nB-002\r\nB-003\r\n".encode())


def test_a_preview_writes_nothing_and_a_commit_writes_what_it_said(book):
    preview = importing.preview(book, "people", [PEOPLE], TODAY)
    assert (book.revision(), book.all(Person)) == (0, [])
    assert importing.commit(book, preview) == preview.counts
    assert [person.code_name for person in book.all(Person)] == ["B-001", "B-002", "B-003"]


def test_a_commit_is_refused_after_somebody_else_wrote(book, sqlite_url, open_book):
    preview = importing.preview(book, "people", [PEOPLE], TODAY)
    other = open_book(sqlite_url)
    with other.writing("test") as writer:
        writer.add(Person(code_name="A-001"))
    with pytest.raises(ChangedMeanwhileError):
        importing.commit(book, preview)
    assert [person.code_name for person in book.all(Person)] == ["A-001"]


def test_a_preview_is_committed_once(book):
    preview = importing.preview(book, "people", [PEOPLE], TODAY)
    importing.commit(book, preview)
    with pytest.raises(ChangedMeanwhileError):
        importing.commit(book, preview)
    assert len(book.all(Person)) == 3


def test_when_the_database_refuses_in_the_middle_nothing_is_written(book):
    preview = importing.preview(book, "people", [PEOPLE], TODAY)
    last = preview.changes[-1]
    broken = replace(preview, changes=[*preview.changes, replace(last, record=replace(last.record, code_name="B-001"))])
    with pytest.raises(RefusedError):
        importing.commit(book, broken)
    assert (book.revision(), book.all(Person)) == (0, [])


def test_when_what_hangs_on_a_record_is_refused_the_record_is_not_written_either(book):
    columns = "仮名,同意者,同意の方法,同意日\r\nB-001,本人,口頭,2026-05-01\r\n"
    preview = importing.preview(book, "people", [NamedBytes("people.csv", columns.encode())], TODAY)
    (change,) = preview.changes
    ((name, consent),) = change.attached
    twice = replace(change, attached=((name, consent), (name, consent)))
    with pytest.raises(RefusedError):
        importing.commit(book, replace(preview, changes=[twice]))
    assert (book.revision(), book.all(Person)) == (0, [])


# --- areas and towns -------------------------------------------------------------------------------------------


def test_the_five_wards_come_once_and_are_known_again(book, reference_data, take):
    path = reference_data / "areas" / "miyagi_n03_2021.geojson"
    assert take(book, "areas", path, city="仙台市").counts["new"] == 5
    revision = book.revision()
    assert take(book, "areas", path, city="仙台市").counts == {
        "new": 0, "changed": 0, "unchanged": 5, "missing": 0, "rejected": 0,
    }  # fmt: skip
    assert book.revision() == revision
    areas = book.all(Area)
    assert {area.name for area in areas} == {"青葉区", "宮城野区", "若林区", "太白区", "泉区"}
    assert all("国土数値情報" in (area.credit or "") and not area.schematic for area in areas)


def test_an_outline_that_has_moved_is_a_change_and_a_ward_left_out_is_kept(book, reference_data, take):
    path = reference_data / "areas" / "sendai_wards_n03_2021.geojson"
    take(book, "areas", path)
    document = json.loads(path.read_text(encoding="utf-8"))
    first = document["features"][0]["properties"]["N03_007"]
    gone = next(one["properties"]["N03_007"] for one in document["features"] if one["properties"]["N03_007"] != first)
    document["features"] = [one for one in document["features"] if one["properties"]["N03_007"] != gone]
    square = [[140.8, 38.2], [140.9, 38.2], [140.9, 38.3], [140.8, 38.2]]
    document["features"][0]["geometry"] = {"type": "Polygon", "coordinates": [square]}
    preview = take(book, "areas", NamedBytes("n03.geojson", json.dumps(document).encode()), city="仙台市")
    assert (preview.counts["changed"], preview.counts["missing"]) == (1, 1)
    assert len(book.all(Area)) == 5


def test_towns_come_once_and_those_without_a_point_come_without(book, reference_data, take):
    folder = reference_data / "towns"
    files = sorted(folder.glob("*.json"))
    first = take(book, "towns", *files)
    towns = book.all(Town)
    assert len(towns) == first.counts["new"] == 2195
    assert sum(town.lat is None for town in towns) == 5
    revision = book.revision()
    assert take(book, "towns", *files).counts["unchanged"] == 2195
    assert book.revision() == revision


def test_population_is_laid_over_towns_without_taking_their_points(book, reference_data, take):
    folder = reference_data / "towns"
    take(book, "towns", *sorted(folder.glob("*.json")))
    take(book, "towns", folder / "sendai_town_population_2020.csv")
    towns = book.all(Town)
    assert sum(town.population or 0 for town in towns) > 900_000
    assert len({(town.city, town.ward, town.name, town.koaza) for town in towns}) == len(towns)


def test_no_facility_is_made_by_a_preview_of_towns(book, reference_data):
    importing.preview(book, "towns", [reference_data / "towns"], TODAY)
    assert book.all(Facility) == []
