"""`sonae audit`: the proof, its exit code, the anchor, and the looks."""

import json
import sqlite3
from contextlib import closing

from tests.ui.cli.shell import Shell


def test_the_logs_are_proven_anchored_and_looked_at(filled: Shell):
    filled.ok("people")
    assert "書かれたまま" in filled.ok("audit", "verify")
    assert "変更の記録" in filled.ok("audit", "anchor")
    filled.ok("audit", "anchor", "--to", "a.json")
    assert filled.json("audit", "verify", "--against", "a.json")["faults"] == []
    assert filled.fails("audit", "anchor", "--to", "a.json")
    assert filled.fails("audit", "verify", "--against", "sonae.db")
    who = filled.json("audit", "user", "--user", "担当者")
    assert "氏名のある一覧を開いた" in {one["what"] for one in who}
    assert filled.json("audit", "mass") == []
    filled.ok("audit", "refused")


def test_what_was_rewritten_is_exit_1_and_named(filled: Shell):
    with closing(sqlite3.connect(filled.folder / "sonae.db")) as connection:
        connection.execute("DROP TRIGGER audit_no_update")
        connection.execute("UPDATE audit SET who = 'x' WHERE id = 2")
        connection.commit()
    done = filled.run("audit", "verify", "--json")
    assert done.exit_code == 1
    assert [one["code"] for one in json.loads(done.stdout)["faults"]] == ["audit.fault.changed"]
    assert "2番" in filled.run("audit", "verify").stderr


def test_copies_restores_proofs_and_anchors_are_noted(filled: Shell):
    filled.ok("backup", "monday.db")
    filled.ok("restore", "monday.db")  # so that the note of the copy is gone, and that of the restore is there
    filled.ok("audit", "verify")
    filled.ok("audit", "anchor")
    filled.ok("migrate")  # nothing to do
    noted = [one["what"] for one in reversed(filled.json("audit", "user", "--user", "担当者"))]
    assert [what for what in noted if what != "追加"] == [
        "控えからの復元",
        "記録の検証",
        "記録の控え",
        "記録そのものを見た",
    ]
