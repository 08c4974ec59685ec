"""`sonae link`: made once with its paper, listed without its secret, revoked."""

import json
from datetime import date

from casebook.records import Audit
from desk.answers import open_link
from tests.conftest import TODAY
from ui.settings import settings


def test_a_link_is_made_listed_and_revoked(filled, book, tmp_path) -> None:
    paper = tmp_path / "paper.pdf"
    made = json.loads(filled.ok("link", "add", "1", "--days", "30", "--paper", str(paper), "--json"))
    assert made["address"].startswith("http://127.0.0.1:8501/answers/")
    assert made["expires_on"] == date(2026, 12, 22).isoformat()
    assert paper.read_bytes().startswith(b"%PDF")
    token = made["address"].rpartition("/")[2]
    assert open_link(book, token, TODAY) is not None
    listed = filled.ok("link", "list", "--json")
    assert [(one["id"], one["state"]) for one in json.loads(listed)] == [(made["id"], "open")]
    assert token not in listed + str(book.all(Audit))
    assert "もみじ1" in filled.ok("link", "list")
    filled.ok("link", "revoke", str(made["id"]))
    assert open_link(book, token, TODAY) is None
    assert json.loads(filled.ok("link", "list", "--json"))[0]["state"] == "revoked"


def test_the_address_that_was_set_is_the_links(filled, monkeypatch) -> None:
    monkeypatch.setenv("SONAE_PUBLIC_ADDRESS", "https://sonae.example.jp")
    settings.cache_clear()
    assert "https://sonae.example.jp/answers/" in filled.ok("link", "add", "2")


def test_what_is_missing_is_said(filled) -> None:
    for words in (("link", "add"), ("link", "revoke"), ("link", "add", "99"), ("link", "revoke", "99")):
        assert filled.fails(*words)
    assert filled.fails("link", "add", "1", "--days", "0")
