"""Files made to hurt whoever reads them: that refer elsewhere, that exhaust a machine, that break a reader."""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import geopandas as gpd
import pytest
from shapely.geometry import box

from geodata.findings import Reading, UnreadableFile
from geodata.reading.files import NamedBytes
from geodata.sources.a32 import read_school_districts
from geodata.sources.n03 import read_areas
from geodata.sources.p14 import read_welfare
from geodata.sources.small_areas import read_small_areas

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
    definition = f"UPDATE gpkg_spatial_ref_sys SET organization = 'NONE', definition = '{address}/crs'"  # noqa: S608 - hostile on purpose
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
