"""推奨データセット 公共施設一覧: a municipality's own buildings, where a new place might find room."""

from collections.abc import Iterable

import pandas as pd

from geodata.findings import Reading
from geodata.reading.cells import Cells
from geodata.reading.files import Source
from geodata.sources.listed import read_listed, texts_if_there

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
_TEXTS = tuple(
    column
    for column in HEADERS
    if column not in {"code", "prefecture", "municipality", "name", "address", "lat", "lon"}
)


def read_public_facilities(paths: Source | Iterable[Source], city: str | None = None) -> Reading:
    """Read public facilities: CSVs, folders of them, or .zip archives.

    Returns
    -------
    Reading
        As `listed.read_listed`, with the other columns of `HEADERS` as text, None where unknown or not in the file.

    Raises
    ------
    UnreadableFile
        No file could be read.
    """
    return read_listed(paths, HEADERS, (), _text_columns, city)


def _text_columns(cells: Cells) -> pd.DataFrame:
    return pd.DataFrame({column: texts_if_there(cells, column) for column in _TEXTS}, dtype=object)
