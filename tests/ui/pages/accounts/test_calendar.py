"""The address of one's calendar is made, shown once, and revoked; who has no such page is offered none."""

import pytest
from streamlit.testing.v1 import AppTest

from casebook.accounts import RoleGrant
from casebook.engine import create
from tests.ui.conftest import PATIENCE, button
from ui.settings import accounts, operator
from words.say import LANGUAGES, say


def panel(role: str, language: str) -> None:
    from datetime import date

    from casebook.roles import Actor
    from ui.context import Context, open_book
    from ui.pages.accounts.calendar import calendar_panel
    from ui.pressed import showing
    from ui.settings import accounts, settings

    [account] = accounts().all()
    book = open_book(settings().database_url, Actor(account.name, role))
    with showing():
        calendar_panel(Context(book, language, date(2026, 11, 22), settings()), account)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_is_shown_once_and_revoked(at: str, language: str) -> None:
    create(at)
    key = accounts().add(operator(), "緑川 みどり", "midori")
    accounts().grant(operator(), RoleGrant(account_id=key, role="coordinator"))
    page = AppTest.from_function(panel, args=("coordinator", language), default_timeout=PATIENCE).run()
    page = button(page, say("my_account.calendar_make", language))
    address = page.code[0].value
    token = address.rpartition("/")[2].partition(".")[0]
    assert accounts().read_by(token) is not None
    page = button(page, say("my_account.calendar_kept", language))
    assert not page.code
    page = button(page, say("my_account.calendar_anew", language))
    assert page.code[0].value != address
    page = button(page, say("my_account.calendar_kept", language))
    page = button(page, say("my_account.calendar_revoke", language))
    assert not page.exception
    assert accounts().feed_made_at(key) is None
    assert not AppTest.from_function(panel, args=("planner", language), default_timeout=PATIENCE).run().button
