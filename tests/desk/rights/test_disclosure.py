"""A disclosure is one page and one document of data, noted, in which text is text."""

import json
from dataclasses import replace

import pytest

from casebook.errors import NotFoundError
from casebook.records import AccessLog, Person
from desk.rights.disclosure import FORMAT, disclosure, disclosure_html, disclosure_json
from tests.conftest import NOW
from tests.desk.rights.conftest import SECRETS

HOSTILE = "</td><script>alert(1)</script>&amp;<img src=x onerror=alert(1)>"


def test_it_is_readable_whole_and_on_its_own(lived) -> None:
    book, mine = lived.book, lived.people[0]
    with book.writing("hostile") as writer:
        writer.change(replace(writer.one(Person, mine), note=HOSTILE))
    found, went = disclosure(book, mine)
    page = disclosure_html(found, went, NOW).decode()
    assert all(f"{secret}-0" in page for secret in SECRETS)
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page.replace("</html>", "")
    data = json.loads(disclosure_json(found, went, NOW))
    assert data["format"] == FORMAT
    assert data["held"]["person"][0]["note"] == HOSTILE


def test_that_it_was_asked_for_is_noted_and_of_nobody_nothing(lived) -> None:
    disclosure(lived.book, lived.people[0])
    assert [(one.kind, one.entity_id) for one in lived.book.all(AccessLog)] == [("disclosure", lived.people[0])]
    with pytest.raises(NotFoundError):
        disclosure(lived.book, 10**9)
