"""`sonae account`: the first administrator and all others, without a password on the command line."""

import inspect

import pytest
from typer.testing import CliRunner

from tests.ui.cli.shell import Shell
from ui.cli import app as cli
from ui.cli.upkeep.account import account
from ui.settings import accounts, settings

PASSWORD = "つゆくさ dew on 17 leaves"  # noqa: S105 - of nobody


def add(shell: Shell, *words: str, typed: str = f"{PASSWORD}\n{PASSWORD}\n"):
    return CliRunner().invoke(cli.app, ["account", "add", *words], input=typed, catch_exceptions=False)


def as_(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("SONAE_ACTOR", name)
    settings.cache_clear()


def test_the_first_administrator_is_made_at_the_prompt_and_others_by_her(shell: Shell, monkeypatch) -> None:
    done = add(shell, "suzuki", "--name", "鈴木 一郎", "--administrator")
    assert done.exit_code == 0, done.output
    assert PASSWORD not in done.output
    as_(monkeypatch, "suzuki")
    assert add(shell, "midori", "--password-stdin", typed=f"{PASSWORD}\n").exit_code == 0
    shell.ok("account", "grant", "midori", "--role", "ward_office", "--scope", "青葉区", "--until", "2099-03-31")
    listed = {one["login"]: one for one in shell.json("account", "list")}
    assert listed["suzuki"]["name"] == "鈴木 一郎"
    assert listed["midori"]["roles"] == [
        {"role": "ward_office", "scope": "青葉区", "since": None, "until": "2099-03-31"}
    ]
    assert "鈴木 一郎" in shell.ok("account", "list")
    assert accounts().sign_in("suzuki", PASSWORD, "", "")


def test_the_command_line_works_as_the_account_that_is_named(shell: Shell, monkeypatch) -> None:
    shell.ok("people")
    assert add(shell, "suzuki", "--administrator").exit_code == 0
    assert add(shell, "midori").exit_code == 0
    assert "SONAE_ACTOR" in shell.fails("people")
    as_(monkeypatch, "midori")
    assert "midori" in shell.fails("people")  # no role yet
    assert "midori" in shell.fails("people")
    as_(monkeypatch, "")
    shell.ok("account", "grant", "midori", "--role", "coordinator")
    as_(monkeypatch, "midori")
    shell.ok("people")
    shell.ok("account", "list")
    assert "midori" in shell.fails("account", "off", "suzuki")  # a coordinator keeps no accounts
    as_(monkeypatch, "suzuki")
    shell.ok("account", "off", "midori")
    as_(monkeypatch, "midori")
    assert "midori" in shell.fails("people")


def test_what_is_wrong_is_told_in_a_sentence(shell: Shell) -> None:
    assert add(shell, "suzuki", typed="short\nshort\n").exit_code == 1
    assert add(shell, "suzuki", "--no-password").exit_code == 0
    for words in (
        ("grant", "nobody", "--role", "planner"),
        ("grant", "suzuki"),
        ("grant", "suzuki", "--role", "king"),
        ("revoke", "suzuki", "--role", "planner"),
    ):
        shell.fails("account", *words)
    shell.ok("account", "bind", "suzuki", "--issuer", "https://id.example.jp", "--subject", "42")
    shell.ok("account", "grant", "suzuki", "--role", "planner")
    shell.ok("account", "revoke", "suzuki", "--role", "planner")
    shell.ok("account", "reset", "suzuki")
    shell.ok("account", "off", "suzuki")
    shell.ok("account", "on", "suzuki")


def test_no_option_takes_a_password() -> None:
    taken = inspect.signature(account).parameters
    assert {name: one.default for name, one in taken.items() if "password" in name} == {
        "no_password": False,
        "password": False,
        "password_stdin": False,
    }
