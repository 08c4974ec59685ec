"""The sheets that coordinators fill in: their columns, allowed words and examples."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from casebook import vocabulary as v
from desk.city import CARE_TEXTS
from desk.errors import DeskError
from geodata.sheets import Field, Kind, TemplateWords, write_template
from words.say import LANGUAGES, calling_areas, known, say

NONE_AT_ALL = "none_at_all"
# Ten digits, or from ten of a telephone on (eleven of a mobile one), that have lost their zero.
OFFICE_WITHOUT_ZERO, PHONE_WITHOUT_ZERO = r"\d{9}", r"\d{9}|[5-9]0\d{8}"
CONTACT_PERSONS = (1, 2)
"""There are columns of so many people whom one may call, in the order in which they are called."""
AVOID_WARDS, AVOID_FACILITIES, CATCHMENT = "避けたい区", "避けたい施設（事業所番号）", "担当圏域の町名"


@cache
def both(code: str) -> tuple[str, ...]:
    """Say a code in every language, Japanese first; the same to everybody, whatever areas there are."""
    with calling_areas("ward"):
        return tuple(say(code, language) for language in LANGUAGES)


WORDS = TemplateWords(
    sheet=say("template.sheet", "ja"),
    help_sheet=say("template.help_sheet", "ja"),
    headings=["／".join(both(f"template.{name}")) for name in ("column", "needed", "choices", "example", "help")],
    required="／".join(both("template.required")),
    optional="／".join(both("template.optional")),
    explain=lambda column: both(column.help_code or f"help.{column.kind}"),
)
"""What a template says of itself: it is one file for both languages."""
REASONS = both("table.reason")
"""Headings of the reasons in a file of rejected rows."""


def words(topic: str, codes: Sequence[str]) -> dict[str, str]:
    """Return Japanese word → code, for a closed list; the code itself is understood too."""
    return {both(f"{topic}.{code}")[0]: code for code in codes}


def header(field: str) -> str:
    """Return the Japanese name of a record's field."""
    return both(f"field.{field}")[0]


def _field(name: str, kind: Kind, example: str = "", *, title: str | None = None, **options: Any) -> Field:
    """Return a column; what its entries mean is explained under its own name, else under its kind."""
    own = f"help.{name}"
    help_code = own if known(own) else "help.several" if kind == "choices" else f"help.{kind}"
    longest = v.LENGTHS.get(name) or v.LONGEST
    return Field(
        name=name, header=title or header(name), kind=kind, example=example, help_code=help_code, longest=longest,
        days=v.DAYS, **options,
    )  # fmt: skip


def _number(name: str, example: str = "", **options: Any) -> Field:
    """Return a column for a whole number within the bounds that the database holds it to."""
    least, most = v.BOUNDS[name]
    return _field(name, "int", example, minimum=least, maximum=most, **options)


def _choice(name: str, topic: str, codes: Sequence[str], example: str = "", *, title: str | None = None) -> Field:
    return _field(name, "choice", example, title=title, choices=words(topic, codes))


def _several(name: str, topic: str, codes: Sequence[str], example: str, *, title: str | None = None) -> Field:
    """Return a column that holds several words, or 「なし」 for none at all; blank is unknown."""
    return _field(name, "choices", example, title=title, choices={**words(topic, codes), "なし": NONE_AT_ALL})


def chosen(codes: Sequence[str] | None, items: Sequence[str]) -> Mapping[str, bool] | None:
    """Turn the words of a column into yes and no for each item; None (blank) stays unknown."""
    if codes is None:
        return None
    return {item: item in codes for item in items}


def contact_header(field: str, number: int) -> str:
    """Return the Japanese name of a column about somebody who may be called."""
    return f"{both('template.contact_person')[0]}{number}：{header(field)}"


def _contact_person(number: int) -> list[Field]:
    """Return the columns of somebody who may be called: her name, who she is to the person, her number."""
    columns = [
        _field("full_name", "text", title=contact_header("full_name", number)),
        _field("relation", "text", title=contact_header("relation", number)),
        _field("phone", "text", title=contact_header("phone", number), zero_lost=PHONE_WITHOUT_ZERO),
    ]
    return [replace(column, name=f"{column.name}_{number}") for column in columns]


_CODE_NAME = _field("code_name", "text", "A-001", required=True, also=("仮名",))

PEOPLE: tuple[Field, ...] = (
    _CODE_NAME,
    _field("real_name", "text"),
    _field("kana", "text"),
    _number("birth_year", "1990"),
    _field("born_on", "date"),
    _field("sex", "choice", "女性", choices={"男": "male", "女": "female", **words("sex", v.SEXES)}),
    _field("city", "text", "仙台市"),
    _field("ward", "text", "青葉区"),
    _field("town", "text", "国分町一丁目"),
    _field("day_place", "text", "生活介護○○"),
    _field("day_city", "text"),
    _field("day_ward", "text", "宮城野区"),
    _field("day_town", "text", "榴岡一丁目"),
    _several("disability_kinds", "disability", v.DISABILITY_KINDS, "知的障害、発達障害"),
    _choice("support_scale", "support_scale", tuple(v.SUPPORT_LEVELS), "障害支援区分"),
    _field("support_level", "int", "4", minimum=1, maximum=max(levels[-1] for levels in v.SUPPORT_LEVELS.values())),
    _several("medical_care", "medical", v.MEDICAL_CARE, "なし"),
    _field("severe_behaviour", "bool", "×"),
    _field("wheelchair", "bool", "○"),
    _field("other_needs", "text", "大きな音が苦手"),
    _choice("caregiver", "caregiver", v.CAREGIVERS, say("caregiver.single", "ja")),
    _several("risk_factors", "factor", v.RISK_FACTORS, say("factor.isolated", "ja")),
    _field("tier_override", "int", minimum=v.TIERS[0], maximum=v.TIERS[-1]),
    _field("tier_override_reason", "text"),
    _number("max_distance_m", "15000"),
    _field("avoid_facilities", "text", title=AVOID_FACILITIES, zero_lost=OFFICE_WITHOUT_ZERO),
    _field("avoid_wards", "text", title=AVOID_WARDS),
    _choice("status", "person_status", v.PERSON_STATUS, "支援中"),
    _field("identified_on", "date", "令和8年5月12日"),
    _choice("identified_as", "identified_as", v.IDENTIFIED_AS, "支援継続：ケア会議中心"),
    _field("review_on", "date", "2026-11-12"),
    _choice("consent_given_by", "consent_by", v.CONSENT_BY, "本人", title="同意者"),
    _choice("consent_form", "consent_form", v.CONSENT_FORMS, "口頭", title="同意の方法"),
    _field("consent_given_on", "date", "2026-05-12", title="同意日"),
    _choice("consent_scope", "consent_scope", v.CONSENT_SCOPES, "検討と関係機関への共有", title="同意の範囲"),
    _field("lead_agency", "text", "○○相談支援事業所", title="主たる支援機関"),
    *(_field(name, "text") for name in CARE_TEXTS),
    _field("checked_on", "date", title=both("template.care_checked_on")[0]),
    *(column for number in CONTACT_PERSONS for column in _contact_person(number)),
    _field("note", "text"),
)

OFFICE: tuple[Field, ...] = (
    _field("office_number", "text", "0415100000", zero_lost=OFFICE_WITHOUT_ZERO),
    _field("service_code", "text", "24"),
    _field("facility_name", "text", "ショートステイ○○", title="事業所の名称"),
)

STAYS: tuple[Field, ...] = (
    _CODE_NAME,
    *OFFICE,
    _field("kind", "choice", "体験利用", title="利用の種別", choices=words("stay_kind", v.STAY_KINDS), required=True),
    _field("start_on", "date", "令和8年6月1日", required=True),
    _field("end_on", "date", "2026-06-03"),
    _choice("outcome", "outcome", v.OUTCOMES, "落ち着いて過ごせた"),
    _choice("residence_before", "residence", v.RESIDENCES, "自宅"),
    _choice("residence_after", "residence", v.RESIDENCES, "自宅"),
    _field("note", "text"),
)

CONDITIONS: tuple[Field, ...] = (
    *OFFICE,
    _field("offers_trial", "bool", "○"),
    _number("trial_places", "2"),
    _number("longest_stay_nights", "7"),
    *(
        _field(f"accepts_{kind}", "bool", "○", title=f"受入れ：{say(f'disability.{kind}', 'ja')}")
        for kind in v.DISABILITY_KINDS
    ),
    _field("adult_levels", "text", "3、4、5"),
    _field("child_levels", "text", "なし"),
    *(
        _field(f"medical_{need}", "bool", "×", title=f"医療的ケア：{say(f'medical.{need}', 'ja')}")
        for need in v.MEDICAL_CARE
    ),
    _field("severe_behaviour", "bool", "×"),
    _field("wheelchair", "bool", "○"),
    _choice("sexes", "accepted_sex", v.ACCEPTED_SEXES, "男女とも"),
    _number("age_min", "18"),
    _number("age_max"),
    _several("weekdays", "weekday", v.WEEKDAYS, "月、火、水、木、金"),
    _choice("emergency_policy", "emergency_policy", v.EMERGENCY_POLICIES, "利用歴があれば可"),
    _field(
        "vacancy",
        "choice",
        "○",
        choices={"○": "free", "△": "few", "×": "full", **words("vacancy", v.VACANCIES)},
    ),
    _field("vacancy_on", "date", "2026-11-01"),
    _field("vacancy_until", "date", "2026-12-31"),
    _choice("sharing", "sharing", v.SHARING, "関係機関まで"),
    _field("confirmed_on", "date", "2026-11-01"),
    _field("note", "text"),
)

CENTRES: tuple[Field, ...] = (
    _field("name", "text", "○○地域包括支援センター", required=True),
    _field("city", "text", "仙台市"),
    _field("ward", "text", "青葉区"),
    _field("address", "text", "国分町三丁目7番1号"),
    _field("phone", "text", "022-000-0000", zero_lost=PHONE_WITHOUT_ZERO),
    _field("lat", "text", "38.268"),
    _field("lon", "text", "140.869"),
    _field("towns", "text", "国分町一丁目、国分町二丁目、国分町三丁目", title=CATCHMENT),
    _field("note", "text"),
)

BEDS: tuple[Field, ...] = (
    *OFFICE,
    _field("night", "date", "2027-01-10", required=True),
    _number("beds", "1", required=True),
)

NIGHTS: tuple[Field, ...] = (
    _CODE_NAME,
    _field("night", "date", "2027-01-10"),
    _field("suits", "bool", "○"),
    _number("nights", "2"),
)

CERTIFICATES: tuple[Field, ...] = (
    _field("city", "text", "仙台市"),
    _field("ward", "text", "青葉区"),
    _field("on", "date", "令和8年3月31日", required=True),
    *(
        _field(kind, "int", "1200", title=say(f"statistic.{kind}", "ja"), minimum=0)
        for kind in v.STATISTIC_KINDS
        if kind.startswith("certificate_")
    ),
    _field("source", "text", "市の集計"),
)

TEMPLATES: Mapping[str, tuple[Field, ...]] = {
    "people": PEOPLE,
    "stays": STAYS,
    "conditions": CONDITIONS,
    "centres": CENTRES,
    "beds": BEDS,
    "nights": NIGHTS,
    "certificates": CERTIFICATES,
}


def write_templates(kind: str, folder: Path) -> list[Path]:
    """Write one template as CSV and XLSX, each with a filled example; return the paths.

    Raises
    ------
    DeskError
        If there is no such template.
    """
    if kind not in TEMPLATES:
        raise DeskError("import.no_template", value=kind, names="、".join(TEMPLATES))
    paths = [folder / f"{kind}.csv", folder / f"{kind}.xlsx"]
    for path in paths:
        write_template(TEMPLATES[kind], path, "csv" if path.suffix == ".csv" else "xlsx", words=WORDS)
    return paths


def template_bytes(kind: str, form: Literal["csv", "xlsx"]) -> bytes:
    """Return one template as a file's content."""
    stream = BytesIO()
    write_template(TEMPLATES[kind], stream, form, words=WORDS)
    return stream.getvalue()
