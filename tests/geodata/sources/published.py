"""Small files of our own in the exact form of published ones."""

import csv
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


def section(shape, *, line="東北線"):
    return {"N02_001": "11", "N02_002": "2", "N02_003": line, "N02_004": "東日本旅客鉄道", "geometry": shape}


def platform(shape, name, *, group, line="東北線"):
    return {**section(shape, line=line), "N02_005": name, "N02_005c": group, "N02_005g": group}


def river(shape, name="広瀬川"):
    return {"W05_001": "820208", "W05_002": "8202080003", "W05_003": "1", "W05_004": name, "geometry": shape}


CARE_HEADER = (
    "都道府県コード又は市町村コード,No,都道府県名,市区町村名,事業所名,事業所名カナ,サービスの種類,住所,方書（ビル名等）,緯度,経度,"
    "電話番号,FAX番号,法人番号,法人の名称,事業所番号,利用可能曜日,利用可能曜日特記事項,定員,URL,"
    "高齢者の方と障害者の方が同時一体的に利用できるサービス,介護保険の通常の指定基準を満たしている,"
    "障害福祉の通常の指定基準を満たしている,備考"
).split(",")


PUBLIC_HEADER = (
    "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,名称_通称,POIコード,住所,方書,緯度,経度,電話番号,"
    "内線番号,法人番号,団体名,利用可能曜日,開始時間,終了時間,利用可能日時特記事項,説明,バリアフリー情報,URL,備考"
).split(",")


OFFICE = {
    "都道府県コード又は市町村コード": "041017", "No": "1", "都道府県名": "宮城県", "市区町村名": "仙台市青葉区",
    "事業所名": "ショートステイ　見本", "サービスの種類": "短期入所生活介護", "住所": "宮城県仙台市青葉区本町３丁目７番１号",
    "緯度": "38.27", "経度": "140.87", "事業所番号": "0475100000", "定員": "10",
    "高齢者の方と障害者の方が同時一体的に利用できるサービス": "○",
}  # fmt: skip


HALL = {
    "都道府県コード又は市区町村コード": "041009", "NO": "1", "都道府県名": "宮城県", "市区町村名": "仙台市",
    "名称": "見本市民センター", "住所": "本町3-7-1", "緯度": "38.27", "経度": "140.87", "バリアフリー情報": "車いす対応",
}  # fmt: skip


def table(header, rows, name, encoding="utf-8-sig"):
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, header, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return NamedBytes(name, stream.getvalue().encode(encoding))
