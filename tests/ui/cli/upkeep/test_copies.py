"""Copies and checks from the shell: sentences, exit codes, one JSON document."""

import json

from tests.ui.cli.shell import Shell


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
