"""What people look at, search for and take along is noted, and a page that is worked out anew is no new look."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from casebook.errors import NotReadyError
from casebook.records import AccessLog
from tests.ui.conftest import choose, listed, show
from ui import noted
from ui.context import open_book


def looks(book, at):
    open_book(at).flush()
    return [(one.kind, one.entity_id, one.detail) for one in book.all(AccessLog)]


def test_a_list_a_search_and_a_record_are_noted_once_though_the_page_runs_again(demo, at):
    page = show("people", "ja")
    who = listed(page)
    page.text_input(key="people.search").set_value("001").run()
    page.text_input(key="people.search").set_value("").run()
    choose(page, 1)
    page.run()
    found = [("list_read", None, {"page": "people"}), ("person_read", 1, {"page": "people"})]
    seen = looks(demo, at)
    assert [one for one in seen if one[0] != "search"] == found
    [(_, _, search)] = [one for one in seen if one[0] == "search"]
    assert search["page"] == "people"
    assert 0 < search["found"] < len(who)


def test_whoever_goes_on_looking_is_noted_again_after_a_while(demo, at, monkeypatch):
    page = show("rooms", "en")
    monkeypatch.setattr(noted, "AGAIN", timedelta(0))
    page.run()
    seen = Counter((kind, key) for kind, key, _ in looks(demo, at))
    assert ("list_read", None) in seen
    assert set(seen.values()) == {2}


def test_a_page_that_names_nobody_is_no_look(demo, at):
    show("facilities", "ja")
    assert looks(demo, at) == []


class Place:
    def download_button(self, label, data, *rest, **named):
        self.data = data


class Ctx:
    def __init__(self, book):
        self.book = book


def test_a_file_is_made_and_handed_out_only_once_it_is_noted(demo, at):
    place = Place()
    ctx: Any = Ctx(demo)
    noted.download(ctx, place, "CSV", lambda: "a,b", "sonae-plan.csv", "text/csv", what="plan", rows=3)
    assert looks(demo, at) == []
    assert place.data() == "a,b"
    noted.download(ctx, place, "PDF", b"x", "山田.pdf", what="ward_sheet")
    assert place.data() == b"x"
    assert looks(demo, at) == [
        ("export", None, {"what": "plan", "form": "csv", "rows": 3}),
        ("print", None, {"what": "ward_sheet", "form": "pdf"}),
    ]

    def refuse(*_, **__):
        raise NotReadyError("casebook.write_failed", why="x")

    ctx.book = type("Book", (), {"note": refuse})()
    with pytest.raises(NotReadyError):
        place.data()
