"""Files made to hurt whoever reads them: that refer elsewhere, that exhaust a machine, that break a reader."""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import geopandas as gpd
import openpyxl
import pytest
from shapely.geometry import box

from casebook.book import Casebook, open_casebook
from casebook.engine import create
from casebook.errors import NotReadyError, RefusedError
from casebook.records import Person
from desk import importing
from desk.city import PersonForm, save_person
from desk.errors import InvalidInputError
from desk.export import file_name
from desk.policy import load_policy
from geodata.findings import Reading, UnreadableFile
from geodata.reading.files import NamedBytes
from geodata.reading.limits import MEGABYTE
from geodata.sources.a32 import read_school_districts
from geodata.sources.n03 import read_areas
from geodata.sources.p14 import read_welfare
from geodata.sources.small_areas import read_small_areas
from geodata.sources.towns import read_towns
from geodata.sources.wamnet import read_wamnet
from tests.conftest import COORDINATOR, NOW
from words.message import SonaeError

TODAY = date(2026, 12, 1)
NOTE = "秘密のメモ市"
SHAPES: list[Callable[..., Reading]] = [read_areas, read_small_areas, read_welfare, read_school_districts]
AREA = {"N03_001": "宮城県", "N03_003": "仙台市", "N03_004": "泉区", "N03_007": "04105"}


@pytest.fixture
def called() -> Iterator[tuple[str, list[str]]]:
    """A server on the loopback that notes what it is asked for, under its address."""
    asked: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_HEAD = do_GET  # noqa: N815 - the library's name

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Listening) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


def geopackage(path: Path, *statements: str) -> bytes:
    frame = gpd.GeoDataFrame([AREA], geometry=[box(140.8, 38.3, 140.9, 38.4)], crs="EPSG:6668")
    frame.to_file(path, layer="areas", driver="GPKG")
    with closing(sqlite3.connect(path)) as package:
        for statement in statements:
            package.execute(statement)
        package.commit()
    return path.read_bytes()


def shapefile(folder: Path, prj: str) -> bytes:
    frame = gpd.GeoDataFrame([AREA], geometry=[box(140.8, 38.3, 140.9, 38.4)], crs="EPSG:6668")
    frame.to_file(folder / "areas.shp", encoding="utf-8")
    (folder / "areas.prj").write_text(prj, encoding="utf-8")
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for path in folder.glob("areas.*"):
            archive.write(path, path.name)
    return stream.getvalue()


def referring(folder: Path, address: str) -> dict[str, bytes]:
    """Contents that make a library which guesses formats read another file, or call an address."""
    book, wkt = folder / "casebook.db", "POLYGON ((140 38, 141 38, 141 39, 140 38))"
    with closing(sqlite3.connect(book)) as made:
        made.execute("CREATE TABLE person (N03_001, N03_003, N03_004, N03_007, note)")
        made.execute("INSERT INTO person VALUES ('宮城県', ?, '泉区', '04105', ?)", (NOTE, wkt))
        made.commit()
    vrt = '<OGRVRTDataSource><OGRVRTLayer name="person"><SrcDataSource>{}</SrcDataSource><LayerSRS>EPSG:6668</LayerSRS><GeometryField encoding="WKT" field="note"/></OGRVRTLayer></OGRVRTDataSource>'
    reads = folder / "secret.geojson"
    square = json.loads(gpd.GeoSeries([box(140.8, 38.3, 140.9, 38.4)]).to_json())["features"][0]["geometry"]
    reads.write_text(
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [{"type": "Feature", "properties": {**AREA, "N03_003": NOTE}, "geometry": square}],
            },
            ensure_ascii=False,
        ),
        encoding="utf-8",
    )
    algorithm = {
        "type": "gdal_streamed_alg",
        "command_line": f"gdal vector pipeline ! read {reads} ! reproject --dst-crs EPSG:6668",
    }
    linked = {"crs": {"type": "link", "properties": {"href": f"{address}/crs", "type": "proj4"}}}
    named = {"crs": {"type": "name", "properties": {"name": f"{address}/crs"}}}
    features = json.loads(reads.read_text(encoding="utf-8").replace(NOTE, "仙台市"))
    definition = f"UPDATE gpkg_spatial_ref_sys SET organization = 'NONE', definition = '{address}/crs'"  # noqa: S608 - it is the attack
    view = f"CREATE VIEW elsewhere AS SELECT ogr_geocode('{address}') AS a"
    ours = "INSERT INTO gpkg_contents SELECT 'elsewhere', data_type, 'elsewhere', '', last_change, min_x, min_y, max_x, max_y, srs_id FROM gpkg_contents"
    virtual = "CREATE VIRTUAL TABLE other USING fts5(a)"
    return {
        "vrt of the casebook": vrt.format(book).encode(),
        "vrt of an address": vrt.format(f"/vsicurl/{address}/a.csv").encode(),
        "vrt with magic before it": b"\x00\x00\x27\x0a" + vrt.format(book).encode(),
        "gdalg of a file": json.dumps(algorithm).encode(),
        "gdalg of an address": json.dumps(algorithm).replace(str(reads), f"/vsicurl/{address}/a").encode(),
        "wfs": f"<OGRWFSDataSource><URL>{address}/wfs</URL></OGRWFSDataSource>".encode(),
        "wfs capabilities": f'<wfs:WFS_Capabilities xmlns:wfs="http://www.opengis.net/wfs"><OnlineResource href="{address}"/></wfs:WFS_Capabilities>'.encode(),
        "gml with a schema": f'<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml" schemaLocation="a {address}/a.xsd"/>'.encode(),
        "kml with a link": f"<kml><NetworkLink><href>{address}</href></NetworkLink></kml>".encode(),
        "geojson of a linked system": json.dumps({**features, **linked}).encode(),
        "geojson of a named system": json.dumps({**features, **named}).encode(),
        "esri json of a service": json.dumps({"currentVersion": 10, "url": f"{address}/FeatureServer"}).encode(),
        "ogc api": json.dumps({"links": [{"rel": "data", "href": f"{address}/collections"}]}).encode(),
        "geopackage with a definition": geopackage(folder / "a.gpkg", definition),
        "geopackage with a view": geopackage(folder / "b.gpkg", view, ours),
        "geopackage with a virtual table": geopackage(folder / "c.gpkg", virtual),
        "shapefile with a system": shapefile(folder, f"{address}/crs"),
    }


@pytest.mark.parametrize("read", SHAPES, ids=lambda read: read.__name__)
def test_no_file_of_shapes_reads_another_or_calls_an_address(
    read: Callable[..., Reading], called: tuple[str, list[str]], tmp_path: Path
) -> None:
    address, asked = called
    contents = referring(tmp_path, address)
    if read is not read_areas:  # they share their door
        contents = {what: contents[what] for what in ("vrt of the casebook", "gdalg of an address", "wfs")}
    for what, content in contents.items():
        for name in ("a.json", "a.zip"):
            data = content
            if name == "a.zip" and not content.startswith(b"PK"):
                stream = BytesIO()
                with ZipFile(stream, "w") as archive:
                    archive.writestr("a.geojson", content)
                    archive.writestr("b.shp", content)
                    archive.writestr("c.gpkg", content)
                data = stream.getvalue()
            with suppress(UnreadableFile):
                reading = read(NamedBytes(name, data))
                told = f"{reading.frame} {reading.frame.to_dict()} {reading.problems} {reading.rejects.to_dict()}"
                assert NOTE not in told, what
    assert asked == []


def zipped(**members: bytes) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return stream.getvalue()


def workbook_of(rows: int, columns: int) -> bytes:
    """Return a workbook that is small until somebody reads it."""
    stream, made = BytesIO(), BytesIO()
    book = openpyxl.Workbook(write_only=True)
    book.create_sheet("a").append(["仮名"])
    book.save(stream)
    with ZipFile(stream) as plain, ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name in plain.namelist():
            data = plain.read(name)
            if name.endswith("sheet1.xml"):
                cells = b"<row>" + b"<c><v>1</v></c>" * columns + b"</row>"
                data = data.replace(b"</sheetData>", cells * rows + b"</sheetData>")
            archive.writestr(name, data)
    return made.getvalue()


def outline(corners: int) -> bytes:
    """Return an area whose outline is a scribble."""
    random = Random(1)  # noqa: S311 - any will do
    ring = [[135 + random.random(), 35 + random.random()] for _ in range(corners)]
    geometry = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    feature = {"type": "Feature", "properties": AREA, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


LINES = b"\n" * 2_000_000
HOSTILE = {
    "columns": ("a.csv", lambda: ",".join(map(str, range(1_000_000))).encode(), "table.too_many_columns"),
    "open quote": ("a.csv", lambda: b'a,b\n"x' + LINES, "table.too_many_rows"),
    "workbook of 29,000 x 200": ("a.xlsx", lambda: workbook_of(29_000, 200), "sheet.too_many_cells"),
    "zip of 4 x 95 MB": (
        "a.zip",
        lambda: zipped(**{f"{number}__csv": bytes(95 * MEGABYTE) for number in range(4)}),
        "zip.too_large",
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_small_file_that_would_exhaust_the_machine_is_refused_by_a_bound_that_is_named(what: str) -> None:
    name, content, code = HOSTILE[what]
    with pytest.raises(UnreadableFile) as caught:
        read_wamnet(NamedBytes(name, content()))
    assert caught.value.problem.code == code
    assert "limit" in caught.value.problem.params


@pytest.mark.parametrize("corners", [500, 3_000, 20_000])
def test_a_scribble_is_no_area_and_the_others_of_its_file_are_read(corners: int) -> None:
    hostile = json.loads(outline(corners))
    square = json.loads(gpd.GeoSeries([box(140.8, 38.3, 140.9, 38.4)]).to_json())["features"][0]["geometry"]
    hostile["features"].append({"type": "Feature", "properties": AREA, "geometry": square})
    reading = read_areas(NamedBytes("a.geojson", json.dumps(hostile).encode()))
    assert [problem.code for problem in reading.problems] == ["areas.no_polygon"]
    assert len(reading.frame) == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.json", b"<gml:FeatureCollection/>", "areas.not_readable"),
        ("a.geojson", b'{"a":' * 200_000, "file.too_deep"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [' + b"1" * 5_000 + b"]}", "areas.not_readable"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [1]}', "areas.not_readable"),
        ("a.geojson", b"SQLite format 3\0" + bytes(200), "areas.not_readable"),
        ("a.geojson", b"\x00\x00\x27\x0a" + bytes(200), "areas.not_readable"),
    ],
)
def test_what_is_no_file_of_shapes_is_told_in_a_sentence(name: str, content: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_areas(NamedBytes(name, content))
    assert caught.value.problem.code == code


@pytest.mark.parametrize("content", [b"[" * 200_000, b'[{"town": "a", "lat": ' + b"1" * 5_000 + b"}]"])
def test_towns_nested_deep_or_with_endless_numbers_are_told_in_a_sentence(content: bytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_towns(NamedBytes("仙台市.json", content))
    assert caught.value.problem.code in {"towns.not_readable", "file.too_deep"}


def test_many_rejected_rows_are_all_told(book: Casebook) -> None:
    header = ",".join(column.header for column in importing.TEMPLATES["stays"])
    row = ",".join(column.example for column in importing.TEMPLATES["stays"])
    rows = "\n".join(row.replace("A-001", f"P-{number}") for number in range(5_000))
    preview = importing.preview(book, "stays", [NamedBytes("a.csv", f"{header}\n{rows}\n".encode())], TODAY)
    assert preview.counts["rejected"] == len(preview.rejects_to_mend) == len(preview.problems) == 5_000


@pytest.mark.parametrize(
    ("day", "text", "code"),
    [
        ("0001-01-01", "x", "cell.day_out_of_range"),
        ("9999-12-31", "x", "cell.day_out_of_range"),
        ("2026-05-12", "x" * 10_001, "cell.too_long"),
        ("2026-05-12", "=1+1", "cell.formula"),
        ("2026-05-12", "a\u202eb", "cell.control_character"),
    ],
)
def test_what_a_sheet_refuses_a_form_and_the_casebook_refuse(book: Casebook, day: str, text: str, code: str) -> None:
    sheet = f'仮名,事前把握日,備考\nA-1,{day},"{text}"\n'.encode()
    preview = importing.preview(book, "people", [NamedBytes("a.csv", sheet)], TODAY)
    assert [problem.code for problem in preview.problems if problem.severity == "rejected"] == [code]
    person = Person(code_name="A-1", review_on=date.fromisoformat(day), note=text)
    with pytest.raises(InvalidInputError) as caught:
        save_person(book, PersonForm(person), TODAY)
    assert [fault.code for fault in caught.value.faults] == [code]
    if text != "x":
        with pytest.raises(RefusedError), book.writing("test") as writer:
            writer.add(person)
    assert book.all(Person) == []


@pytest.mark.parametrize("name", ["../../escape/泉区", "/etc/泉区", "..\\..\\泉区", "泉区\0", "..", "", "泉" * 300])
def test_a_name_never_becomes_a_path(tmp_path: Path, name: str) -> None:
    made = file_name(name)
    assert (tmp_path / made).resolve().parent == tmp_path.resolve()
    (tmp_path / made).write_bytes(b"")


def test_a_version_table_without_the_others_is_no_casebook(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'book.db'}"
    create(url)
    with closing(sqlite3.connect(tmp_path / "book.db")) as made:
        made.execute("PRAGMA foreign_keys = OFF")
        tables = [row[0] for row in made.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            if table not in {"alembic_version", "sqlite_sequence"}:
                made.execute(f"DROP TABLE {table}")
        made.commit()
    with pytest.raises(NotReadyError) as caught:
        open_casebook(url, COORDINATOR, lambda: NOW)
    assert caught.value.code == "casebook.incomplete"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("a = " + "[" * 20_000, "policy.too_deep"),
        ("a = " + "1" * 5_000, "policy.not_toml"),
        ("#" * 100_000, "policy.too_large"),
    ],
)
def test_a_policy_file_made_to_hurt_is_told_in_a_sentence(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SonaeError) as caught:
        load_policy(path)
    assert caught.value.code == code
