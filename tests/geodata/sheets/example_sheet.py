"""A sheet with a column of every kind."""

import datetime as dt

from geodata.sheets.fields import Field

FIELDS = (
    Field("code", "コード名", required=True, example="A-001"),
    Field("number", "人数", "int", example="3", minimum=0, maximum=99),
    Field("wheelchair", "車いす", "bool", example="○"),
    Field("day", "日付", "date", example="令和8年5月12日"),
    Field("sex", "性別", "choice", choices={"女性": "female", "男性": "male", "不明": "unknown"}, example="女性"),
    Field("kinds", "障害種別", "choices", choices={"知的": "i", "身体": "p", "知的・身体": "ip"}, example="知的、身体"),
    Field("care", "医療的ケア", "mapping", choices={"吸引": "suction", "酸素": "oxygen"}, example="吸引=○、酸素=×"),
)


EXAMPLE = {
    "code": "A-001",
    "number": 3,
    "wheelchair": True,
    "day": dt.date(2026, 5, 12),
    "sex": "female",
    "kinds": ("i", "p"),
    "care": {"suction": True, "oxygen": False},
}
