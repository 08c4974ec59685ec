"""What a cell of a sheet says."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel

from geodata.sheets.fields import BadCell, Field, format_cell, parse_bool, parse_cell, parse_date, parse_int, remark
from tests.geodata.sheets.example_sheet import FIELDS


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-05-12", (2026, 5, 12)),
        ("2026/5/12", (2026, 5, 12)),
        ("２０２６年５月１２日", (2026, 5, 12)),
        ("令和8年5月12日", (2026, 5, 12)),
        ("令和 8 年 5 月 12 日", (2026, 5, 12)),
        ("R8.5.12", (2026, 5, 12)),
        ("r8/5/12", (2026, 5, 12)),
        ("令和元年5月1日", (2019, 5, 1)),
        ("平成31年4月30日", (2019, 4, 30)),
        ("H1.1.8", (1989, 1, 8)),
        ("昭和64年1月7日", (1989, 1, 7)),
        ("2026-05-12 00:00:00", (2026, 5, 12)),
        ("2026/5/12 0:00", (2026, 5, 12)),
        ("2026/5/12 9:00:00", (2026, 5, 12)),
        ("2026-05-12T00:00:00.000", (2026, 5, 12)),
        ("2026-05-12T00:00:00+09:00", (2026, 5, 12)),
        ("2026-05-12T00:00:00Z", (2026, 5, 12)),
        ("2026/5/12 12:00:00 AM", (2026, 5, 12)),
        ("西暦2026年5月12日 午前9:30", (2026, 5, 12)),
        ("2026‐05−12", (2026, 5, 12)),
        ("20260512", (2026, 5, 12)),
        ("令和８年５月１２日(火)", (2026, 5, 12)),
        ("2026/5/12（火曜日） 0:00", (2026, 5, 12)),
        ("2026年5月12日火曜日", (2026, 5, 12)),
        ("㋿8年5月12日", (2026, 5, 12)),
        ("令8.5.12", (2026, 5, 12)),
        ("R08.05.12", (2026, 5, 12)),
        ("R 8. 5.12", (2026, 5, 12)),
        ("Ｒ８．５．１２", (2026, 5, 12)),
        ("令和八年五月十二日", (2026, 5, 12)),
        ("二〇二六年五月十二日", (2026, 5, 12)),
        ("令和元年五月一日", (2019, 5, 1)),
        ("㍻元年1月8日", (1989, 1, 8)),
        ("H31/4/30", (2019, 4, 30)),
        ("平成三十一年四月三十日", (2019, 4, 30)),
        ("S64.1.7", (1989, 1, 7)),
        ("昭64/1/7", (1989, 1, 7)),
    ],
)
def test_dates_are_read_in_both_calendars(text, day):
    assert parse_date(text) == dt.date(*day)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("令和8年2月30日", "cell.no_such_day"),
        ("2026-02-29", "cell.no_such_day"),
        ("平成31年5月1日", "cell.no_such_day"),
        ("昭和64年1月8日", "cell.no_such_day"),
        ("令和0年5月1日", "cell.no_such_day"),
        ("来週", "cell.not_a_date"),
        ("5/12", "cell.not_a_date"),
        ("令和8年5月", "cell.not_a_date"),
        ("5月12日", "cell.not_a_date"),
        ("26/5/12", "cell.not_a_date"),
        ("20260230", "cell.no_such_day"),
        ("2026/5/12(月)", "cell.other_weekday"),
        ("2026-05-11T15:00:00+00:00", "cell.not_a_date"),
        ("2026-05-11T15:00:00Z", "cell.not_a_date"),
    ],
)
def test_dates_that_never_were_are_refused(text, code):
    with pytest.raises(BadCell) as caught:
        parse_date(text)
    assert caught.value.code == code


@given(st.dates(dt.date(1989, 1, 8), dt.date(2099, 12, 31)))
def test_a_day_reads_the_same_in_both_calendars(day):
    era, first = ("令和", 2018) if day >= dt.date(2019, 5, 1) else ("平成", 1988)
    year = "元" if day.year - first == 1 else str(day.year - first)
    assert parse_date(f"{era}{year}年{day.month}月{day.day}日") == parse_date(day.isoformat()) == day


@given(st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31)), st.booleans())
def test_a_day_that_a_spreadsheet_counts_is_that_day_and_is_told(day, since_1904):
    column = Field("day", "日付", "date")
    counted = to_excel(day, CALENDAR_MAC_1904 if since_1904 else CALENDAR_WINDOWS_1900)
    assert parse_cell(column, f"{counted:.0f}", since_1904=since_1904) == day
    assert remark(column, f"{counted:.0f}", day) is not None
    assert remark(column, day.isoformat(), day) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("415100049", "0415100049"),
        ("415100049.0", "0415100049"),
        ("0415100049", "0415100049"),
        ("1415100049", "1415100049"),
        ("415100049、1415100049", "0415100049、1415100049"),
        ("41510004", "41510004"),
        ("甲415100049", "甲415100049"),
    ],
)
def test_a_number_that_lost_its_zero_gets_it_back_and_that_is_told(text, value):
    column = Field("office", "事業所番号", zero_lost=r"\d{9}")
    assert parse_cell(column, text) == value
    assert (remark(column, text, value) is None) == (text == value)


@pytest.mark.parametrize("text", ["○", "有", "あり", "はい", "TRUE", "1", "１", "可", "◯", "〇", "⭕", "⭕️", "✔"])
def test_yes_is_yes(text):
    assert parse_bool(text) is True


@pytest.mark.parametrize(
    "text", ["×", "無", "なし", "いいえ", "false", "0", "不可", "Ｘ", "x", "X", "✕", "✖", "✖️", "❌", "✗"]
)
def test_no_is_no(text):
    assert parse_bool(text) is False


@pytest.mark.parametrize("text", ["", " ", "不明", "　"])
def test_unknown_is_neither(text):
    assert parse_bool(text) is None


@pytest.mark.parametrize("text", ["たぶん", "△", "○?", "2"])
def test_anything_else_is_refused_rather_than_guessed(text):
    with pytest.raises(BadCell):
        parse_bool(text)


@pytest.mark.parametrize(("text", "number"), [("１２", 12), ("1,000", 1000), ("3.0", 3), (" -5 ", -5)])
def test_whole_numbers_are_read(text, number):
    assert parse_int(text) == number


def test_numbers_out_of_range_or_not_whole_are_refused():
    for text in ("1.5", "三", "1,00", "100"):
        with pytest.raises(BadCell):
            parse_int(text, 0, 99)


@pytest.mark.parametrize(
    "text", ["知的、身体", "知的,身体", "知的・身体 ".replace("・", "；"), "知的 身体", "i/p", "知的\n身体"]
)
def test_several_choices_may_be_parted_in_many_ways(text):
    assert parse_cell(FIELDS[5], text) == ("i", "p")


def test_a_label_that_holds_a_separator_stays_whole():
    assert parse_cell(FIELDS[5], "知的・身体") == ("ip",)
    assert parse_cell(FIELDS[5], "知的・身体、身体") == ("ip", "p")


def test_unknown_entries_are_left_out_of_a_mapping():
    assert parse_cell(FIELDS[6], "吸引○ 酸素=不明") == {"suction": True}
    assert parse_cell(FIELDS[6], "吸引") == {"suction": True}
    assert format_cell(FIELDS[6], {"suction": False}) == "吸引=×"


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["○", "〇", "◯", "⭕", "○空きあり", "〇 空きあり"], "free"),
        (["×", "✕", "Ｘ", "x", "❌", "✖️ 空きなし"], "full"),
        (["△"], "few"),
    ],
)
def test_marks_of_a_choice_are_alike_whichever_sign_is_taken(texts, code):
    column = Field(
        "vacancy",
        "空き",
        "choice",
        choices={"○": "free", "△": "few", "×": "full", "○ 空きあり": "free", "× 空きなし": "full"},
    )
    assert {parse_cell(column, text) for text in texts} == {code}


@pytest.mark.parametrize("text", ["吸引=〇、酸素=✕", "吸引⭕、酸素Ｘ", "吸引◯ 酸素❌", "吸引:可;酸素:x"])
def test_marks_behind_a_label_are_alike_too(text):
    assert parse_cell(FIELDS[-1], text) == {"suction": True, "oxygen": False}
