"""WAM NET open data (障害福祉サービス等情報公表システム): one row an office and service, 29 columns, since 2018."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial

import geopandas as gpd
import pandas as pd

from geodata.coordinates import JGD2011
from geodata.findings import Finding, Reading, unreadable
from geodata.municipality import SHARED_NAMES, Municipality, area_code, bare_city, each_place, local_government_code
from geodata.reading import shapes
from geodata.reading.cells import Cells
from geodata.reading.each import read_each
from geodata.reading.files import NamedBytes, Source, collector_paused
from geodata.reading.tables import TABLES, Reject, Table, read_table, rejects_frame
from geodata.sources.services import SERVICES, code_in_file_name, service_code
from words.message import Message

# Published header (NFKC) -> our column; None: read, checked, and left out of the frame.
COLUMNS: dict[str, str | None] = {
    "都道府県コード又は市区町村コード": "authority_code",
    "NO(※システム内の固有の番号、連番)": "edition_no",
    "指定機関名": None,
    "法人の名称": "operator",
    "法人の名称_かな": None,
    "法人番号": "operator_number",
    "法人住所(市区町村)": None,
    "法人住所(番地以降)": None,
    "法人電話番号": None,
    "法人FAX番号": None,
    "法人URL": None,
    "サービス種別": "service_name",
    "事業所の名称": "name",
    "事業所の名称_かな": "name_kana",
    "事業所番号": "office_number",
    "事業所住所(市区町村)": "municipality",
    "事業所住所(番地以降)": "address",
    "事業所電話番号": "phone",
    "事業所FAX番号": "fax",
    "事業所URL": "url",
    "事業所緯度": "lat",
    "事業所経度": "lon",
    "利用可能な時間帯(平日)": "hours_weekday",
    "利用可能な時間帯(土曜)": "hours_saturday",
    "利用可能な時間帯(日曜)": "hours_sunday",
    "利用可能な時間帯(祝日)": "hours_holiday",
    "定休日": "closed_days",
    "利用可能曜日特記事項(留意事項)": "notes",
    "定員": "capacity",
}
HEADERS = {column: header for header, column in COLUMNS.items() if column}
_Belonging = Sequence[Municipality | str]
"""Municipalities and codes that rows are held against."""
FRAME_COLUMNS = (
    *("office_number", "service_code", "service_name", "edition_no", "name", "name_kana", "operator"),
    *("operator_number", "authority_code", "prefecture", "city", "ward", "municipality", "address", "phone", "fax"),
    *("url", "hours_weekday", "hours_saturday", "hours_sunday", "hours_holiday", "closed_days", "notes"),
    *("name_original", "address_original", "source_file", "source_row", "capacity", "lat", "lon"),
)


@dataclass(frozen=True)
class _Read:
    frame: pd.DataFrame
    problems: list[Finding]
    rejects: list[Reject]
    rows_in: int
    filtered: int


@collector_paused()
def read_wamnet(
    paths: Source | Iterable[Source],
    city: str | None = None,
    services: Collection[str] | None = None,
    *,
    swapped: bool = False,
) -> Reading:
    """Read WAM NET files: CSVs of any encoding in use, folders of them, or the published ``.zip``.

    Parameters
    ----------
    paths
        Files, folders, archives, or uploads.
    city
        Keep the rows of 「仙台市」, 「宮城県仙台市」, 「仙台市青葉区」 or 「宮城県」 by the office's *address*; or of a
        five- or six-digit code by the *designating authority* (column 1: ``04100`` for all of Sendai, never a ward).
    services
        Keep only these service codes.
    swapped
        The files hold latitude and longitude exchanged: read what would lie in Japan the other way round.

    Returns
    -------
    Reading
        `frame`: one row an office and service, in the order of the files, EPSG:6668, with the columns of
        `FRAME_COLUMNS` and ``geometry``. Text is NFKC and trimmed, None where unknown (object columns);
        ``capacity`` is Int64, NA where blank; ``address`` is normalised, without the municipality or the
        office's own name where it repeats them; ``name_original`` and ``address_original`` are untouched;
        a row without coordinates has NaN and an empty geometry (None), for `geodata.address` to place.
        The natural key is (service_code, office_number), which is *not* unique; ``edition_no`` is, in one file.

    Raises
    ------
    UnreadableFile
        No file could be read, or `city` is a code with a wrong check digit.
    """
    belongs = _filter(city)
    reads, failures = read_each(paths, TABLES, partial(_read_file, belongs=belongs, services=services, swapped=swapped))
    frames = [read.frame for read in reads]
    frame = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]
    problems = failures + [problem for read in reads for problem in read.problems]
    rejects = [reject for read in reads for reject in read.rejects]
    facts = {
        "files": len(reads),
        "rows_in": sum(read.rows_in for read in reads),
        "kept": len(frame),
        "rejected": len(rejects),
        "filtered": sum(read.filtered for read in reads),
        "capacity_unknown": int(frame["capacity"].isna().sum()),
    }
    problems += [*_twice(frame), *_two_sites(frame)]
    problems += _about_city(city, frame, facts)
    points = gpd.points_from_xy(frame["lon"], frame["lat"], crs=JGD2011)
    points[frame["lat"].isna().to_numpy()] = None
    return Reading(gpd.GeoDataFrame(frame, geometry=points), problems, rejects_frame(rejects), facts)


def _filter(city: str | None) -> _Belonging | None:
    """Return the places that rows are held against: municipalities and codes; None for all rows."""
    places = each_place(city)
    shapes.check_city(city)
    return [local_government_code(place) or Municipality.parse(place) for place in places] or None


def _about_city(city: str | None, frame: pd.DataFrame, facts: dict[str, int]) -> list[Finding]:
    """Say so when a city filter left nothing, or took in two cities of one name (府中市 is in 東京都 and 広島県)."""
    if not city or not facts["rows_in"]:
        return []
    if not facts["kept"]:
        return [Finding("", None, None, city, Message("city.no_rows", {"city": city}), "note")]
    shared = [place for place in each_place(city) if Municipality.parse(place).city in SHARED_NAMES]
    problems = []
    for place in shared:  # named with its prefecture, it would have a name of its own
        same = frame["city"].map(bare_city, na_action="ignore") == Municipality.parse(place).city
        prefectures = sorted(set(frame["prefecture"][same].dropna()))
        if len(prefectures) > 1:
            params = {"city": place, "prefectures": "、".join(prefectures)}
            problems.append(Finding("", None, None, place, Message("city.two_of_a_name", params), "note"))
    return problems


def _read_file(file: NamedBytes, belongs: _Belonging | None, services: Collection[str] | None, swapped: bool) -> _Read:
    table = read_table(file)
    missing = [header for header in COLUMNS if header not in table.header]
    if missing:
        raise unreadable(table.name, "table.columns_missing", columns="、".join(missing))
    rows_in = len(table.numbers) + len(table.rejects)
    about_file = _about_file(table)
    table, filtered = _narrowed(table, belongs, services)
    cells = Cells(table, HEADERS, swapped=swapped)
    frame = _frame(cells)
    cells.problems.sort(key=lambda problem: problem.row or 0)
    problems = table.problems + about_file + cells.problems
    rejects = table.rejects + [table.reject(index) for index in sorted(cells.bad)]
    return _Read(frame, problems, rejects, rows_in, filtered)


def _about_file(table: Table) -> list[Finding]:
    problems = []
    if not table.whole and not table.rejects:
        problems.append(
            Finding(
                table.name,
                table.numbers[-1] if table.numbers else None,
                None,
                None,
                Message("table.no_final_line_end"),
                "note",
            )
        )
    if not table.numbers and not table.rejects:
        problems.append(Finding(table.name, None, None, None, Message("table.no_rows"), "note"))
    return problems


def _narrowed(table: Table, belongs: _Belonging | None, services: Collection[str] | None) -> tuple[Table, int]:
    """Return the table with the wanted rows only, and how many were left out."""
    if belongs is None and services is None:
        return table, 0
    columns = (table.column(HEADERS[column]) for column in ("authority_code", "municipality", "service_name"))

    @cache
    def of_the_city(code: str, place: str) -> bool:
        """Say whether a row belongs; one that names no place may belong to any that is named."""
        return belongs is None or any(
            area_code(code, Municipality.parse(place).prefecture) == one
            if isinstance(one, str)
            else not place.strip() or one.covers(Municipality.parse(place))
            for one in belongs
        )

    @cache
    def of_the_services(name: str) -> bool:
        return services is None or code_of(name, table.name) in services

    wanted = [
        index
        for index, (code, place, service) in enumerate(zip(*columns, strict=True))
        if of_the_city(code, place) and of_the_services(service)
    ]
    return table.only(wanted), len(table.numbers) - len(wanted)


def code_of(service: str, file: str) -> str | None:
    """Return a service's code, by its name, or else by the name of its file."""
    return service_code(service) or code_in_file_name(file)


def _frame(cells: Cells) -> pd.DataFrame:
    """Return the clean rows of one table; what is wrong is noted in `cells`."""
    cells.refuse_dangers()
    lat, lon = cells.coordinates()
    places = [_parsed(text) for text in cells.texts("municipality", required=True)]
    codes = _service_codes(cells)
    frame = pd.DataFrame(
        {
            "office_number": cells.office_numbers(),
            "service_code": codes,
            "service_name": [
                SERVICES.get(code or "", name) for code, name in zip(codes, cells.texts("service_name"), strict=True)
            ],
            "edition_no": cells.texts("edition_no"),
            "name": cells.texts("name", required=True),
            **{column: cells.texts(column) for column in ("name_kana", "operator", "operator_number")},
            "authority_code": _authorities(cells.texts("authority_code"), places),
            "prefecture": [place.prefecture for place in places],
            "city": [place.city for place in places],
            "ward": [place.ward for place in places],
            "municipality": cells.originals("municipality"),
            "address": cells.addresses(places),
            **{column: cells.texts(column) for column in ("phone", "fax")},
            "url": cells.urls(),
            **{column: cells.texts(column) for column in _HOURS},
            "name_original": cells.originals("name"),
            "address_original": cells.originals("address"),
            "source_file": cells.table.name,
        },
        dtype=object,
    )
    frame["source_row"], frame["capacity"] = cells.table.numbers, cells.capacities(codes)
    frame["lat"], frame["lon"] = lat, lon
    return frame[cells.good()].reset_index(drop=True) if cells.bad else frame


def _authorities(codes: Iterable[str | None], places: Iterable[Municipality]) -> list[str | None]:
    """Return the codes of the designating authorities, five digits where they can be read so, else as published."""
    return [code and (_area_code(code, place.prefecture) or code) for code, place in zip(codes, places, strict=True)]


_area_code = cache(area_code)
_HOURS = ("hours_weekday", "hours_saturday", "hours_sunday", "hours_holiday", "closed_days", "notes")


@cache
def _parsed(text: str | None) -> Municipality:
    return Municipality.parse(text or "")


def _service_codes(cells: Cells) -> list[str | None]:
    """Return the code of each row's service; a service that is not in our table is told once a file and name."""
    names = cells.texts("service_name", required=True)
    codes = {name: code_of(name or "", cells.table.name) for name in dict.fromkeys(names)}
    for name in codes:
        if name and service_code(name) is None:
            cells.tell(names.index(name), "service_name", "wamnet.service_unknown", service=name)
    return [codes[name] for name in names]


def _two_sites(frame: pd.DataFrame) -> list[Finding]:
    """Note offices of one number and name that stand at another site than an earlier row of their file."""
    key = ["source_file", "service_code", "office_number", "name"]
    repeated = frame[frame.duplicated(key, keep=False)]
    problems = []
    for _, rows in repeated.groupby(key, sort=False):
        first = rows.iloc[0]
        for _, row in rows.drop_duplicates("address").iloc[1:].iterrows():
            params = {"other_row": int(first["source_row"])}
            message = Message("wamnet.two_sites", params)
            problems.append(
                Finding(row["source_file"], int(row["source_row"]), HEADERS["address"], row["address"], message, "note")
            )
    return problems


def _twice(frame: pd.DataFrame) -> list[Finding]:
    """Note rows that stand twice, in one file or in two, by the NO that is unique within an edition."""
    if frame["edition_no"].is_unique:
        return []
    key = ["service_code", "edition_no"]
    again = frame[frame["edition_no"].notna() & frame.duplicated(key, keep=False)]
    content = [column for column in FRAME_COLUMNS if column not in {"source_file", "source_row"}]
    same = again.duplicated(content, keep="first")
    firsts: dict[tuple[str, str], tuple[str, int]] = {}
    problems = []
    columns = (again[column] for column in (*key, "source_file", "source_row"))
    for identical, service, number, file, row in zip(same, *columns, strict=True):
        if (service, number) not in firsts:
            firsts[service, number] = (file, int(row))
            continue
        code = "wamnet.row_twice" if identical else "wamnet.edition_no_twice"
        other_file, other_row = firsts[service, number]
        params = {"other_file": other_file, "other_row": other_row}
        problems.append(Finding(file, int(row), HEADERS["edition_no"], number, Message(code, params), "note"))
    return problems
