"""公共施設一覧 (推奨データセット, 自治体標準オープンデータセット): a municipality's own buildings, where a new place might find room."""

from collections.abc import Iterable

import pandas as pd

from geodata.findings import Finding, Reading, unreadable
from geodata.reading.cells import Cells
from geodata.reading.files import Source
from geodata.sources.listed import read_listed, texts_if_there
from words.message import Message

# Our column -> published header (NFKC).
HEADERS = {
    "code": "都道府県コード又は市区町村コード",
    "edition_no": "NO",
    "prefecture": "都道府県名",
    "municipality": "市区町村名",
    "name": "名称",
    "name_kana": "名称_カナ",
    "common_name": "名称_通称",
    "poi_code": "POIコード",
    "address": "住所",
    "building": "方書",
    "lat": "緯度",
    "lon": "経度",
    "phone": "電話番号",
    "extension": "内線番号",
    "operator_number": "法人番号",
    "operator": "団体名",
    "weekdays": "利用可能曜日",
    "opens": "開始時間",
    "closes": "終了時間",
    "notes": "利用可能日時特記事項",
    "description": "説明",
    "accessibility": "バリアフリー情報",
    "url": "URL",
    "remarks": "備考",
}
# The same in 自治体標準オープンデータセット, which followed it; what names the place comes before who publishes the list.
STANDARD_HEADERS = {
    "code": "全国地方公共団体コード",
    "code_of_place": "所在地_全国地方公共団体コード",
    "edition_no": "ID",
    "prefecture": "所在地_都道府県",
    "municipality": "地方公共団体名",
    "municipality_of_place": "所在地_市区町村",
    "name": "名称",
    "name_kana": "名称_カナ",
    "address": "所在地_連結表記",
    "building": "建物名等(方書)",
    "lat": "緯度",
    "lon": "経度",
    "phone": "電話番号",
    "extension": "内線番号",
    "operator_number": "法人番号",
    "operator": "団体名",
    "weekdays": "利用可能曜日",
    "opens": "開始時間",
    "closes": "終了時間",
    "notes": "利用可能日時特記事項",
    "description": "説明",
    "url": "URL",
    "remarks": "備考",
}
_TEXTS = tuple(
    column
    for column in HEADERS
    if column not in {"code", "prefecture", "municipality", "name", "address", "lat", "lon"}
)
# Both standards have lists of other things with the same columns of place; one of their own tells which. Of these,
# buildings are read with a note, anything else is refused by its name.
_BUILDINGS = {
    "災害種別_洪水": "指定緊急避難場所一覧",
    "医療機関の種類": "医療機関一覧",
    "診療科目": "医療機関一覧",
    "実施サービス": "介護サービス事業所一覧",
    "受入年齢": "子育て施設一覧",
    "文化財分類": "文化財一覧",
}
_NO_BUILDINGS = {
    "小児対応設備の有無": "AED設置箇所一覧",
    "SSID": "公衆無線LANアクセスポイント一覧",
    "男性トイレ総数": "公衆トイレ一覧",
    "口径": "消防水利施設一覧",
    "イベント名": "イベント一覧",
}


def read_public_facilities(
    paths: Source | Iterable[Source], city: str | None = None, *, swapped: bool = False
) -> Reading:
    """Read public facilities: CSVs, folders of them, or .zip archives, of either standard.

    Parameters
    ----------
    paths
        Files, folders of them, or uploads.
    city
        Keep 「仙台市」, 「仙台市青葉区」, 「宮城県」 or a five- or six-digit code.
    swapped
        The files hold latitude and longitude exchanged: read what would lie in Japan the other way round.

    Returns
    -------
    Reading
        As `listed.read_listed`, with the other columns of `HEADERS` as text, None where unknown or not in the file.

    Raises
    ------
    UnreadableFile
        No file could be read.
    """
    return read_listed(paths, [HEADERS, STANDARD_HEADERS], (), _text_columns, city, swapped=swapped)


def _text_columns(cells: Cells) -> pd.DataFrame:
    for column, listed in (_NO_BUILDINGS | _BUILDINGS).items():
        if column in cells.table.header:
            if column in _NO_BUILDINGS:
                raise unreadable(cells.table.name, "public.other_list", listed=listed)
            message = Message("public.other_buildings", {"listed": listed})
            cells.problems.append(Finding(cells.table.name, None, None, None, message, "note"))
            break
    return pd.DataFrame({column: texts_if_there(cells, column) for column in _TEXTS}, dtype=object)
