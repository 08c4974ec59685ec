"""Copies and checks from the shell: sentences, exit codes, one JSON document."""

import json
import resource

from casebook.accounts import open_accounts
from casebook.book import open_casebook
from casebook.records import AccessLog
from casebook.roles import Actor
from tests.conftest import COORDINATOR, NOW
from tests.ui.cli.shell import Shell
from ui.settings import settings


def test_a_casebook_is_copied_brought_back_and_checked(filled: Shell):
    assert "monday.db" in filled.ok("backup", "monday.db")
    assert "monday.db" in filled.fails("backup", "monday.db")
    more = filled.write("more.csv", "仮名\nC-001\n")
    filled.ok("import", "people", more, "--commit")
    assert len(filled.json("people")) == 8
    assert "before-restore" in filled.ok("restore", "monday.db")
    assert len(filled.json("people")) == 7
    assert "問題は見つかりませんでした" in filled.ok("check")
    assert filled.json("check") == []
    assert filled.json("check", "monday.db") == []


def test_a_damaged_casebook_is_exit_1_for_every_command(filled: Shell):
    path = filled.folder / "sonae.db"
    with path.open("r+b") as file:
        file.seek(4 * 4096)
        file.write(b"\xa5" * 4096)
    assert "壊れています" in filled.fails("check")
    done = filled.run("check", "--json")
    assert done.exit_code == 1
    assert {one["serious"] for one in json.loads(done.stdout)} == {True}
    for words in (["people"], ["plan"], ["init"], ["serve"], ["backup", "x.db"], ["migrate"]):
        assert "壊れています" in filled.fails(*words)


def test_copies_in_a_folder_are_numbered_the_last_ones_kept_and_the_proven_one_with_them(filled: Shell):
    folder = filled.folder / "copies"
    assert "copies" in filled.fails("backup", "--to", "copies")
    folder.mkdir()
    filled.ok("backup", "--to", "copies", "--keep", "2")
    proven = next(folder.iterdir())
    assert proven.name in filled.ok("drill", "copies")
    for _ in range(3):
        told = filled.ok("backup", "--to", "copies", "--keep", "2")
    assert "1件を消しました" in told
    kept = sorted(path.name for path in folder.iterdir())
    assert [name[6:10] for name in kept] == ["0001", "0003", "0004"]
    assert kept[0] == proven.name
    assert filled.json("drill", "--last")["copy"] == proven.name
    kinds = [one.kind for one in open_casebook(filled.url, COORDINATOR, lambda: NOW).all(AccessLog)]
    assert kinds == ["backed_up"] * 4


def test_a_drill_that_fails_says_what_and_is_exit_1(filled: Shell):
    assert "一度も" in filled.fails("drill", "--last")
    assert "--last" in filled.fails("drill")
    filled.ok("backup", "monday")
    with (filled.folder / "monday").open("r+b") as file:
        file.truncate(5000)
    for words in (("drill", "monday"), ("drill", "--last")):
        assert "途中で切れています" in filled.fails(*words)
    assert "途中で切れています" in filled.fails("check", "monday")
    assert "途中で切れています" in filled.fails("restore", "monday")


def test_a_casebook_is_moved_and_worked_with_in_its_new_place(filled: Shell, monkeypatch):
    people = filled.json("people")
    url = f"sqlite:///{filled.folder / 'new.db'}"
    assert "1行ずつ" in filled.ok("move", url)
    assert "空ではありません" in filled.fails("move", url)
    monkeypatch.setenv("SONAE_DATABASE_URL", url)
    settings.cache_clear()
    assert filled.json("people") == people


def test_what_the_disk_refuses_is_a_sentence_and_leaves_nothing(filled: Shell):
    before = sorted(path.name for path in filled.folder.iterdir())
    kept = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, kept[1]))
    try:
        assert "大きさの上限" in filled.fails("backup", "monday")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, kept)
    assert "フォルダーがありません" in filled.fails("backup", "nowhere/monday")
    assert sorted(path.name for path in filled.folder.iterdir()) == before


def test_a_timer_without_an_account_copies_drills_proves_and_anchors(filled: Shell, monkeypatch):
    known = open_accounts(filled.url, lambda: NOW)
    known.add(Actor("運用", "operator"), "管理者", "admin", "もみじけやきいちょう かえで1122")
    known.close()
    monkeypatch.delenv("SONAE_ACTOR")
    settings.cache_clear()
    (filled.folder / "copies").mkdir()
    filled.fails("people")
    filled.ok("backup", "--to", "copies")
    filled.ok("drill", "copies")
    assert filled.json("drill", "--last")["fault"] is None
    filled.ok("audit", "anchor", "--to", "anchor.json")
    filled.ok("audit", "verify", "--against", "anchor.json")
