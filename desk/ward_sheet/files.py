"""The ward sheet as files: PDF, XLSX, and GeoPackage and GeoJSON for a GIS."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pyogrio

from desk.export import file_name, to_xlsx
from desk.ward_sheet.pdf import sheet_pdf
from desk.ward_sheet.sheet import WardSheet
from desk.ward_sheet.text import tables
from words.say import show

FORMATS = ("pdf", "xlsx", "gpkg", "geojson")


def sheet_files(sheet: WardSheet, formats: Iterable[str], language: str) -> dict[str, bytes]:
    """Return the files of a sheet by their names: one a format, but a GeoJSON file for each layer.

    What is written in a language has it in its name, so that one does not overwrite the other.

    Parameters
    ----------
    formats
        Of `FORMATS`.
    """
    stem = file_name(f"{sheet.ward}_{sheet.day:%Y-%m-%d}")
    files: dict[str, bytes] = {}
    for name in formats:
        if name == "pdf":
            files[f"{stem}_{language}.pdf"] = sheet_pdf(sheet, language)
        elif name == "xlsx":
            files[f"{stem}_{language}.xlsx"] = to_xlsx(
                tables(sheet, language), sheet.day, f"{sheet.ward} {show(sheet.day, language)}"
            )
        elif name == "gpkg":
            files[f"{stem}.gpkg"] = to_geopackage(sheet)
        else:
            files |= {f"{stem}_{layer}.geojson": to_geojson(sheet, layer) for layer in sheet.layers}
    return files


def to_geopackage(sheet: WardSheet) -> bytes:
    """Return all layers as one GeoPackage in EPSG:6668; columns are named by the measures' codes, empty where unknown.

    What is hidden is empty too, and named in the column ``hidden``. The file bears the sheet's day, whenever it is written.
    """
    with tempfile.TemporaryDirectory() as folder, _bearing(sheet.day):
        path = Path(folder) / "sheet.gpkg"
        for layer, frame in sheet.layers.items():
            frame.to_file(path, layer=layer, driver="GPKG", engine="pyogrio", mode="a" if path.exists() else "w")
        return path.read_bytes()


@contextmanager
def _bearing(day: date) -> Iterator[None]:
    """Let GDAL write a day in place of the time at which a layer changed."""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{day.isoformat()}T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def to_geojson(sheet: WardSheet, layer: str) -> bytes:
    """Return one layer as GeoJSON that states its reference system, EPSG:6668, as a GIS expects and writes it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{layer}.geojson"
        sheet.layers[layer].to_file(path, driver="GeoJSON", engine="pyogrio")
        return path.read_bytes()
