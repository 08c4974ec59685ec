"""Whose a file is, and that every file goes the one way; the rest is in `tests/attacks/test_web.py`, on a real server."""

import re
from pathlib import Path

import pytest

from ui.server.downloads import COOKIE, FOR, cookies, for_session

UI = Path(__file__).parents[3] / "ui"


def test_every_file_is_offered_in_one_place() -> None:
    callers = [path for path in UI.rglob("*.py") if "download_button(" in path.read_text(encoding="utf-8")]
    assert [path.relative_to(UI).as_posix() for path in callers] == ["noted.py"]


def test_each_file_has_a_mark_of_its_own() -> None:
    marks = {for_session("text/csv") for _ in range(3)}
    assert len(marks) == 3
    assert all(re.fullmatch(rf"text/csv{FOR}\.[0-9a-f]{{32}}", one) for one in marks)


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ([], None),
        ([f"{COOKIE}=x"], "x"),
        ([f"other=1; {COOKIE}=x; more=2"], "x"),
        ([f"{COOKIE}=x", "other=1"], "x"),
        (["=;;; ,"], None),
        ([f"{COOKIE}"], None),
        (["a[]=b"], None),
    ],
)
def test_a_cookie_is_read_or_none(headers: list[str], found: str | None) -> None:
    scope = {"type": "http", "headers": [(b"cookie", one.encode()) for one in headers]}
    assert cookies(scope).get(COOKIE) == found
