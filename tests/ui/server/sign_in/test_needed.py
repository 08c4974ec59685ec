"""What may be served without anybody signing in: a demonstration, to this machine alone."""

import pytest

from casebook.engine import create
from casebook.roles import Actor
from ui import settings as settings_module
from ui.server.addresses import ElsewhereError
from ui.server.sign_in import NobodySignsInError, check_served
from ui.settings import accounts
from words.say import LANGUAGES, say

EVERYWHERE = "0.0.0.0"  # noqa: S104 - it is refused
OPERATOR = Actor("x", "operator")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_an_unmarked_casebook_empty_or_not_is_not_served_and_the_way_out_is_said(at: str, host: str) -> None:
    create(at)
    with pytest.raises(NobodySignsInError) as refused:
        check_served(host)
    for language in LANGUAGES:
        assert "sonae account add --administrator" in say(refused.value.message, language)
        assert "sonae demo" in say(refused.value.message, language)


def test_a_demonstration_is_served_to_this_machine_alone(at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    create(at)
    accounts().mark_demonstration()
    check_served("127.0.0.1")
    with pytest.raises(ElsewhereError):
        check_served(EVERYWHERE)
    monkeypatch.setenv("SONAE_PUBLIC_ADDRESS", "https://sonae.example.jp")
    settings_module.settings.cache_clear()
    with pytest.raises(ElsewhereError) as refused:
        check_served("127.0.0.1")
    assert "https://sonae.example.jp" in say(refused.value.message, "en")


def test_from_the_first_account_on_it_is_served_anywhere_and_stays_closed_when_all_are_off(at: str) -> None:
    create(at)
    key = accounts().add(OPERATOR, "鈴木", "suzuki", "つゆくさ dew on 17 leaves")
    check_served(EVERYWHERE)
    accounts().switch(OPERATOR, key, on=False)
    assert accounts().any()


def test_where_there_is_no_casebook_only_this_machine_is_told(at: str) -> None:
    check_served("127.0.0.1")
    with pytest.raises(ElsewhereError):
        check_served(EVERYWHERE)
