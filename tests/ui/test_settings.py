"""Which day the pages work with, and which one the audit records."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from casebook.book import Casebook
from casebook.engine import create
from casebook.records import Audit, Person
from desk.policy import load_policy, use_policy
from matching.policy import STANDARD
from tests.ui.conftest import DAY, show
from ui.cli.app import app
from ui.settings import Settings, casebook, now, real_now, settings, today
from words.zone import TOKYO


def test_a_pretended_day_does_not_move_the_clock_of_the_audit(at: str) -> None:
    create(at)
    book: Casebook = casebook(at)
    before = datetime.now(TOKYO)
    with book.writing("test") as writer:
        assert writer.now.date() == DAY == today() == now().date()
        writer.add(Person(code_name="A-1"))
    (entry,) = book.all(Audit, entity="person")
    assert before - timedelta(seconds=1) <= entry.at <= real_now() + timedelta(seconds=1)
    book.close()


@pytest.mark.parametrize("address", ["", "https://sonae.example.jp", "http://10.0.0.5:8080"])
def test_an_address_is_an_origin(address: str) -> None:
    assert Settings(public_address=address).public_address == address


@pytest.mark.parametrize(
    "address",
    ["sonae.example.jp", "https://", "https://sonae.example.jp/", "https://a@b.jp", "ftp://a.jp", "https://A.jp"],
)
def test_what_is_no_origin_is_no_address(address: str) -> None:
    with pytest.raises(ValidationError):
        Settings(public_address=address)


@pytest.fixture
def policy_file(
    demo: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str, str], Path]]:
    """Name a policy in the settings: the standard one with one text in the place of another."""

    def named(old: str, new: str) -> Path:
        path = tmp_path / "city.toml"
        path.write_text(STANDARD.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        monkeypatch.setenv("SONAE_POLICY", str(path))
        settings.cache_clear()
        return path

    yield named
    use_policy(None)
    settings.cache_clear()


def test_the_citys_policy_is_what_pages_and_commands_judge_by(policy_file: Callable[[str, str], Path]) -> None:
    policy_file("suspected_abuse_points = ", "suspected_abuse_points = 1")
    run = CliRunner().invoke(app, ["plan", "--json"])
    record = json.loads(run.stdout)
    assert record["policy"]["sha256"] == load_policy().sha256 != load_policy(STANDARD).sha256
    city = load_policy()
    assert city.scope.suspected_abuse_points == int(f"1{load_policy(STANDARD).scope.suspected_abuse_points}")
    assert str(city.scope.suspected_abuse_points) in " ".join(one.value for one in show("people").markdown)


def test_a_policy_that_cannot_be_is_told_and_nothing_is_judged(policy_file: Callable[[str, str], Path]) -> None:
    policy_file("suspected_abuse_points = ", "suspected_abuse_points = -")
    for command in (["plan"], ["serve"]):
        run = CliRunner().invoke(app, command)
        assert run.exit_code == 1
        assert "suspected_abuse_points" in run.output
    assert "suspected_abuse_points" in show("readiness").error[0].value.replace("\\", "")
