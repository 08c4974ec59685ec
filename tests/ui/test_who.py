"""Who is at a page: by her cookie, for as long as her session holds, and with nobody else's state."""

from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st

from casebook.accounts import NotSignedInError, RoleGrant
from casebook.engine import create
from casebook.records import Person
from casebook.roles import Actor
from ui import who
from ui.settings import accounts, casebook, settings
from ui.who import who_is_here

OPERATOR = Actor("x", "operator")
PASSWORD = "つゆくさ dew on 17 leaves"  # noqa: S105 - of nobody


@pytest.fixture
def browser(at: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what a browser brings along: cookies, and the state of its page."""
    create(at)
    st.cache_resource.clear()
    brought = SimpleNamespace(context=SimpleNamespace(cookies={}), session_state={})
    monkeypatch.setattr(who, "st", brought)
    return brought


def come_in(browser: Any, login: str) -> str:
    key = accounts().add(OPERATOR, login, login, PASSWORD)
    accounts().grant(OPERATOR, RoleGrant(account_id=key, role="coordinator"))
    token = accounts().sign_in(login, PASSWORD, "", "")
    browser.context.cookies["sonae_session"] = token
    return token


def test_where_nobody_signs_in_it_is_the_local_coordinator(browser: Any) -> None:
    assert who_is_here().account is None
    assert who_is_here().open().actor.role == "coordinator"


def test_an_open_casebook_neither_reads_nor_writes_once_its_session_is_over(browser: Any) -> None:
    token = come_in(browser, "midori")
    book = who_is_here().open()
    with book.writing("test") as writer:
        writer.add(Person(code_name="A-001"))
    assert len(book.all(Person)) == 1
    accounts().sign_out(token)
    for read in (lambda: book.all(Person), book.revision):
        with pytest.raises(NotSignedInError):
            read()
    with pytest.raises(NotSignedInError), book.writing("test"):
        pass
    with pytest.raises(NotSignedInError):
        who_is_here()
    assert len(casebook(actor=Actor("x", "coordinator")).all(Person)) == 1


def test_where_a_second_factor_is_a_duty_nothing_is_read_before_there_is_one(
    browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_in(browser, "midori")
    monkeypatch.setenv("SONAE_SECOND_FACTOR_REQUIRED", "true")
    settings.cache_clear()
    here = who_is_here()
    assert here.lacks_factor
    with pytest.raises(NotSignedInError):
        here.open().all(Person)


def test_a_role_that_is_taken_away_closes_what_is_open(browser: Any) -> None:
    come_in(browser, "midori")
    book = who_is_here().open()
    accounts().revoke(OPERATOR, accounts().grants()[0].id or 0)
    with pytest.raises(NotSignedInError):
        book.all(Person)


def test_what_one_typed_is_not_there_for_who_signs_in_after_her_at_the_same_page(browser: Any) -> None:
    come_in(browser, "midori")
    who_is_here()
    browser.session_state["person.new.code_name"] = "typed"
    who_is_here()
    assert browser.session_state["person.new.code_name"] == "typed"
    come_in(browser, "minato")
    who_is_here()
    assert "person.new.code_name" not in browser.session_state
