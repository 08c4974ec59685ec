"""The casebook's keys from the shell."""

import re

import pytest

from casebook.vault import keys as vault_keys
from tests.conftest import KEYS, beside
from tests.ui.cli.shell import Shell


@pytest.fixture(autouse=True)
def own_key(bare, monkeypatch):
    """Let the key lie beside the casebook, which is a copy of the tests' own and so has their key."""
    monkeypatch.setattr(vault_keys, "beside", beside)
    path = bare.folder / "sonae.key"
    path.touch(0o600)
    path.write_text(KEYS.path.read_text())


def test_a_new_key_is_added_taken_and_the_old_one_stays_for_the_audit(bare: Shell):
    bare.ok("init")
    bare.ok("import", "people", bare.write("people.csv", "仮名,備考\nA-001,静か\n"), "--commit")
    (old,) = re.findall(r"^(\w{8})（今の鍵）", bare.ok("key", "list"))
    added = bare.ok("key", "new")
    assert "sonae.key" in added
    bare.ok("key", "rotate")
    listed = bare.ok("key", "list")
    assert f"{old}：台帳0件、記録1件" in listed
    assert len(bare.json("people")) == 1
    assert "まだ使われています" in bare.fails("key", "retire", old)
    bare.ok("backup", "copy.db")
    (bare.folder / "sonae.key").write_text(vault_keys.written("a1", bytes(32)))
    (new,) = re.findall(r"^(\w{8})（今の鍵）", listed, re.MULTILINE)
    assert new in bare.run("restore", "copy.db").stderr
    (bare.folder / "sonae.key").unlink()
    assert "sonae.key" in bare.fails("people")


def test_a_key_in_the_environment_is_added_by_hand(bare: Shell, monkeypatch):
    line = vault_keys.written("a1", bytes(32))
    monkeypatch.setenv("SONAE_KEY", line)
    bare.ok("init")
    told = bare.ok("key", "new")
    assert vault_keys.KeyText(told.splitlines()[-1]).read().newest != "a1"
