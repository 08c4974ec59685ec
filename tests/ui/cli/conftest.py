"""What the tests of the commands share."""

import shutil

import pytest

from casebook.records import Facility
from tests.conftest import OpenBook
from tests.ui.cli.shell import PEOPLE, Shell
from ui.settings import Settings, settings


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """Return a shell without a casebook."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"SONAE_{name.upper()}", raising=False)
    shell = Shell(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SONAE_DATABASE_URL", shell.url)
    monkeypatch.setenv("SONAE_TODAY", "2026-11-22")
    monkeypatch.setenv("SONAE_ACTOR", "担当者")
    settings.cache_clear()
    yield shell
    settings.cache_clear()


@pytest.fixture
def shell(bare):
    bare.ok("init")
    return bare


@pytest.fixture
def book(shell, open_book: OpenBook):
    return open_book(shell.url)


@pytest.fixture
def filled(shell, book):
    """Return a shell whose casebook has six people, two offices and their trial places."""
    with book.writing("before") as writer:
        for number, capacity in ((1, 4), (2, None)):
            writer.add(
                Facility(
                    source="wamnet", service_code="24", service_name="短期入所", name=f"もみじ{number}", city="仙台市",
                    ward="青葉区", office_number=f"041510000{number}", capacity=capacity,
                ),
            )  # fmt: skip
    shell.ok("import", "people", shell.write("people.csv", PEOPLE + "A-007,泉区,,,,,\n"), "--commit")
    conditions = "事業所番号,体験利用,体験の受入れ枠（期間あたり）\n0415100001,○,2\n0415100002,○,1\n"
    shell.ok("import", "conditions", shell.write("conditions.csv", conditions), "--commit")
    return shell


@pytest.fixture
def demo_shell(bare, planned_template):
    """Return a shell with the demonstration in it, as `sonae demo` makes it."""
    shutil.copy(planned_template, bare.folder / "sonae.db")
    return bare
