"""Fields that are typed into: what they give, what stands beneath them, and that what is refused is saved by no form."""

import ast
from datetime import date
from pathlib import Path

from streamlit.testing.v1 import AppTest

from casebook.engine import create
from tests.ui.conftest import as_read, button
from words.say import say

CALENDARS = {"date_input", "time_input", "number_input"}


def some_fields(url: str) -> None:
    from datetime import date, datetime

    import streamlit as st

    from ui.components import inputs
    from ui.components.form import saving, stands_refused
    from ui.context import Context, open_book
    from ui.settings import settings
    from words.zone import TOKYO

    ctx = Context(open_book(url), "ja", date(2026, 11, 22), settings())
    first, last = inputs.between(ctx, ("start_on", "end_on"), (date(2026, 12, 1), None), "form")
    read = {
        "start_on": first,
        "end_on": last,
        "moved_on": inputs.day(ctx, "moved_on", date(1875, 1, 1), "form", ctx.today, date(2026, 12, 31)),
        "born_on": inputs.day(ctx, "born_on", None, "form", whole=True),
        "level": inputs.number(ctx, "support_level", 3, "form", (1, 6)),
        "lat": inputs.decimal(ctx, "lat", 38.25, "form", (20, 46)),
        "at": inputs.moment(ctx, "received_at", datetime(2026, 11, 21, 22, 5, 7, tzinfo=TOKYO), "form"),
        "seed": inputs.or_usual(ctx, inputs.number(ctx, "seed", 7, "form", (0, 9), label="種"), 7),
    }
    st.session_state["read"] = {name: str(one) for name, one in read.items()}
    if st.button("保存") and not stands_refused(ctx, "form"):
        with saving(ctx):
            st.session_state["saved"] = True


def typed(page: AppTest, **said: str) -> dict[str, str]:
    for name, text in said.items():
        page.text_input(key=f"form.{name}").set_value(text)
    page.run()
    assert not page.exception
    read: dict[str, str] = page.session_state["read"]
    return read


def red(page: AppTest) -> list[str]:
    return [as_read(one.value) for one in page.markdown if one.value.startswith(":red[")]


def test_what_is_typed_is_read_and_what_is_refused_stays_beside_its_field_until_it_is_put_right(at: str) -> None:
    create(at)
    page = AppTest.from_function(some_fields, args=(at,)).run()
    kept = {**page.session_state["read"]}
    assert (kept["moved_on"], kept["at"], red(page)) == ("1875-01-01", "2026-11-21 22:05:07+09:00", [])
    read = typed(
        page, start_on="１２／２８", end_on="1/5", born_on="昭和36年4月1日", lat="３８．５", support_level="６"
    )
    assert (read["start_on"], read["end_on"], read["born_on"]) == ("2026-12-28", "2027-01-05", "1961-04-01")
    assert (read["lat"], read["level"], read["at"]) == ("38.5", "6", kept["at"])
    beneath = [one.value for one in page.caption]
    assert beneath == ["2026/12/28", "2027/01/05", "1961/04/01"]
    wrong = {
        "end_on": "2026/12/27",
        "moved_on": "2026/11/21",
        "born_on": "4/1",
        "support_level": "7",
        "lat": "北",
        "seed": "",
    }
    read = typed(page, **wrong, **{"received_at.hour": "26時"})
    assert [read[name] for name in ("end_on", "moved_on", "born_on", "level", "lat", "at")] == [
        "2026/12/27", "2026/11/21", "4/1", "7", "北", "26時",
    ]  # fmt: skip
    assert read["seed"] == "7"
    assert as_read(say("common.usual_instead", "ja", value=7)) in [as_read(one.value) for one in page.caption]
    assert len(red(page)) == 6
    assert as_read(say("input.before_first", "ja", day=date(2026, 12, 28))) in red(page)[0]
    page = button(page, "保存")
    assert "saved" not in page.session_state
    [error] = page.error
    assert all(say(f"field.{name}", "ja") in error.value for name in ("end_on", "moved_on", "born_on", "lat"))
    assert say("common.hour", "ja") in error.value
    assert len(red(page)) == 6
    right = {
        "end_on": "",
        "moved_on": "12/24",
        "born_on": "",
        "support_level": "",
        "lat": "",
        "received_at.hour": "午後5時半",
    }
    assert typed(page, **right)["at"] == "2026-11-21 17:30:00+09:00"
    assert not button(page, "保存").error
    assert not red(page)
    assert page.session_state["saved"]


def test_what_was_kept_of_a_calendar_is_put_into_its_field_as_text(at: str) -> None:
    create(at)
    page = AppTest.from_function(some_fields, args=(at,))
    page.session_state["form.end_on"] = date(2026, 12, 9)
    assert page.run().text_input(key="form.end_on").value == "2026/12/09"
    assert page.session_state["read"]["end_on"] == "2026-12-09"


def test_no_page_has_a_calendar_a_clock_or_a_field_for_numbers() -> None:
    """They speak English, make 5 of 5km, and give the last good value for one that is out of bounds."""
    root = Path(__file__).parents[3] / "ui"
    calls = [
        f"{path.relative_to(root)}:{node.lineno}"
        for path in sorted(root.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr in CALENDARS)
        or (isinstance(node, ast.Name) and node.id in CALENDARS)
    ]
    assert calls == []
