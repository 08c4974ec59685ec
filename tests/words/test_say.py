"""One voice: values as people of a language read them, and nothing that is unknown said in silence."""

from contextvars import copy_context
from datetime import UTC, date, datetime

import pytest

from words.eras import choose_dates, say_eras
from words.message import Message, SonaeError
from words.say import LANGUAGES, aside, join, pair, say, service, show


@pytest.mark.parametrize(
    ("value", "ja", "en"),
    [
        (None, "不明", "unknown"),
        (True, "○", "yes"),
        (False, "×", "no"),
        (12345, "12,345", "12,345"),
        (date(2026, 11, 22), "2026/11/22", "Nov 22, 2026"),
        ("もみじ", "もみじ", "もみじ"),
        (0, "0", "0"),
        (Message("weekday.mon"), "月", "Mon"),
    ],
)
def test_values_are_written_as_people_read_them(value: object, ja: str, en: str) -> None:
    assert (show(value, "ja"), show(value, "en")) == (ja, en)


@pytest.mark.parametrize(
    ("day", "ja"),
    [
        (date(2026, 11, 22), "2026（令和8）/11/22"),
        (date(2019, 5, 1), "2019（令和元）/05/01"),
        (date(2019, 4, 30), "2019（平成31）/04/30"),
        (date(1912, 7, 29), "1912（明治45）/07/29"),
        (date(1872, 12, 31), "1872/12/31"),
    ],
)
def test_the_years_of_eras_stand_beside_those_of_the_calendar_where_they_are_asked_for(day: date, ja: str) -> None:
    say_eras(beside=True)
    try:
        assert show(day, "ja") == ja
        assert show(datetime(day.year, day.month, day.day, 3, tzinfo=UTC), "ja").startswith(ja)
        assert "（" not in show(day, "en")
    finally:
        say_eras(beside=False)


@pytest.mark.parametrize(
    ("day", "ja"),
    [
        (date(2026, 11, 22), "令和8年11月22日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1872, 12, 31), "1872/12/31"),
    ],
)
def test_whoever_chose_the_years_of_eras_reads_them_alone_and_nobody_else_does(day: date, ja: str) -> None:
    def chosen(way: str) -> str:
        choose_dates(way)
        return show(day, "ja")

    assert copy_context().run(chosen, "era") == ja
    assert show(day, "ja") == copy_context().run(chosen, "nonsense") == f"{day:%Y/%m/%d}"


def test_a_time_is_told_in_tokyo() -> None:
    midnight = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
    assert show(midnight, "ja").startswith("2026/11/22")


def test_a_template_that_is_given_braces_does_not_run_them() -> None:
    assert "{0}" in say("import.unknown_kind", "ja", value="{0}{x.__class__}", kinds="")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_code_or_a_missing_param_is_an_error(language: str) -> None:
    with pytest.raises(KeyError):
        say("no.such_code", language)
    with pytest.raises(KeyError):
        say("import.unknown_kind", language, value="x")


@pytest.mark.parametrize(("count", "said"), [(0, "0 people"), (1, "1 person"), (2, "2 people"), (1000, "1,000 people")])
def test_a_word_goes_with_its_number(count: int, said: str) -> None:
    assert say("common.people_count", "en", count=count) == said
    assert say("common.people_count", "ja", count=count) == f"{count:,}人"


def test_a_message_and_an_error_say_the_same() -> None:
    error = SonaeError("import.unknown_kind", value="x", kinds="y")
    assert (error.code, error.params) == ("import.unknown_kind", {"value": "x", "kinds": "y"})
    assert say(error.message, "en") == say("import.unknown_kind", "en", value="x", kinds="y")


def test_parts_are_put_together_as_the_language_does() -> None:
    assert (join(["あ", "い"], "ja"), join(["a", "b"], "en")) == ("あ、い", "a, b")
    assert (pair("名", "値", "ja"), pair("name", "value", "en")) == ("名：値", "name: value")
    assert (aside("甲", "乙", "ja"), aside("a", "b", "en")) == ("甲（乙）", "a (b)")


def test_a_service_is_named_by_itself_or_by_what_is_known_of_it() -> None:
    assert service("24", "短期入所", "ja") == "短期入所"
    assert service("24", "短期入所", "en") == "Short stay"
    assert service("99", "その他の何か", "en") == "その他の何か"
