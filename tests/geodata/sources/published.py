"""Small files of our own in the exact form of published ones."""

import io
import zipfile

import geopandas as gpd

from geodata.reading.files import NamedBytes


def geojson(frame: gpd.GeoDataFrame, name: str) -> NamedBytes:
    return NamedBytes(name, frame.to_json().encode())


def frame(rows, crs="EPSG:6668"):
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=crs)


def zipped(frame, folder, name, *, encoding="cp932"):
    """Return a shapefile in a .zip as 国土数値情報 and e-Stat hand it out: CP932 without saying so."""
    frame.to_file(folder / f"{name}.shp", encoding=encoding)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for part in sorted(folder.glob(f"{name}.*")):
            if part.suffix != ".cpg":
                packed.write(part, part.name)
    return NamedBytes(f"{name}.zip", stream.getvalue())


def welfare(
    name, point, *, small="991303", place="仙台市青葉区", code="04101", accuracy="1", address="本町三丁目７番１号"
):
    return {
        "P14_001": "宮城県", "P14_002": place, "P14_003": code, "P14_004": address, "P14_005": small[:2],
        "P14_006": small[:4], "P14_007": small, "P14_008": name, "P14_009": "見本市", "P14_010": accuracy,
        "geometry": point,
    }  # fmt: skip


def district(name, shape, *, code="04101", school="C104210000011"):
    return {
        "A32_001": code, "A32_002": "仙台市", "A32_003": school, "A32_004": name, "A32_005": "五橋二丁目２番１号",
        "geometry": shape,
    }  # fmt: skip


def small_area(key, name, shape, population, households=10, *, ward="仙台市青葉区", kigo=None, hcode=8101):
    return {
        "KEY_CODE": key, "PREF": "04", "CITY": key[2:5], "S_AREA": key[5:], "PREF_NAME": "宮城県", "CITY_NAME": ward,
        "S_NAME": name, "KIGO_E": kigo, "HCODE": hcode, "JINKO": population, "SETAI": households,
        "geometry": shape,
    }  # fmt: skip
