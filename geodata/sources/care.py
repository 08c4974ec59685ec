"""介護サービス情報公表 open data (`jigyosho_NNN.csv`): offices of the care insurance, and which are shared services."""

import re
from collections.abc import Iterable

import pandas as pd

from geodata.findings import Reading
from geodata.reading.cells import Cells
from geodata.reading.files import Source
from geodata.sheets.fields import BadCell, parse_bool
from geodata.sources.listed import read_listed, texts_if_there
from geodata.text import tidy

# Code of a file -> the service: the short stays of the care insurance.
SHORT_STAYS = {"210": "短期入所生活介護", "220": "短期入所療養介護(老健)", "230": "短期入所療養介護(病院等)"}
# Our column -> published header (NFKC).
HEADERS = {
    "code": "都道府県コード又は市町村コード",
    "edition_no": "No",
    "prefecture": "都道府県名",
    "municipality": "市区町村名",
    "name": "事業所名",
    "name_kana": "事業所名カナ",
    "service_name": "サービスの種類",
    "address": "住所",
    "building": "方書(ビル名等)",
    "lat": "緯度",
    "lon": "経度",
    "phone": "電話番号",
    "fax": "FAX番号",
    "operator_number": "法人番号",
    "operator": "法人の名称",
    "office_number": "事業所番号",
    "weekdays": "利用可能曜日",
    "notes": "利用可能曜日特記事項",
    "capacity": "定員",
    "url": "URL",
    "shared": "高齢者の方と障害者の方が同時一体的に利用できるサービス",
    "meets_care": "介護保険の通常の指定基準を満たしている",
    "meets_disability": "障害福祉の通常の指定基準を満たしている",
    "remarks": "備考",
}
_NEEDED = ("service_name", "office_number", "capacity", "url", "shared")
_TEXTS = (
    *("edition_no", "name_kana", "building", "phone", "fax", "operator_number", "operator", "weekdays", "notes"),
    "remarks",
)
_ANSWERS = ("shared", "meets_care", "meets_disability")
_IN_FILE_NAME = re.compile(r"jigyosho_(\d{3})")


def read_care(paths: Source | Iterable[Source], city: str | None = None, *, swapped: bool = False) -> Reading:
    """Read offices of the care insurance: CSVs, folders of them, or .zip archives.

    Returns
    -------
    Reading
        As `listed.read_listed`, with ``office_number`` (ten digits), ``service_code`` (210, 220, 230 … by the file's
        name, else by the service's; None where neither tells), ``service_name``, ``capacity`` (Int64, NA blank),
        ``shared`` (True where elderly people and people with disabilities use the service together, 共生型; None where
        the cell is blank), ``meets_care``, ``meets_disability`` and the texts of `HEADERS`.

    Raises
    ------
    UnreadableFile
        No file could be read.
    """
    return read_listed(paths, [HEADERS], _NEEDED, _care_columns, city, swapped=swapped)


def _care_columns(cells: Cells) -> pd.DataFrame:
    names = cells.texts("service_name", required=True)
    by_name = {tidy(name): code for code, name in SHORT_STAYS.items()}
    in_name = _IN_FILE_NAME.search(cells.table.name)
    codes = [in_name[1] if in_name else by_name.get(name or "") for name in names]
    columns = {
        "office_number": cells.office_numbers(),
        "service_code": codes,
        "service_name": names,
        "url": cells.urls(),
        **{column: _answers(cells, column) for column in _ANSWERS},
        **{column: texts_if_there(cells, column) for column in _TEXTS},
    }
    return pd.DataFrame(columns, dtype=object).assign(capacity=cells.capacities())


def _answers(cells: Cells, column: str) -> list[bool | None]:
    """Return what each cell says; one that says neither yes nor no is told, and unknown."""
    answers: list[bool | None] = []
    for index, text in enumerate(texts_if_there(cells, column)):
        try:
            answers.append(parse_bool(text or ""))
        except BadCell as error:
            cells.tell(index, column, error.code)
            answers.append(None)
    return answers
