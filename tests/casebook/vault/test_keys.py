"""Keys are outside of the database, their owner's alone, and a wrong one is told."""

import os

import pytest
import sqlalchemy as sa

from casebook.engine import create
from casebook.errors import NotReadyError
from casebook.vault import keys as keys_module
from casebook.vault.keys import KeyFile, KeyText
from casebook.vault.vault import Vault
from tests.conftest import beside


def refused(source):
    with pytest.raises(NotReadyError) as caught:
        source.read()
    return caught.value.code


@pytest.fixture
def file(tmp_path):
    found = KeyFile(tmp_path / "sonae.key")
    found.make()
    return found


def test_a_file_is_made_once_for_its_owner_alone(file):
    made = file.path.read_text()
    file.make()
    assert file.path.read_text() == made
    assert file.path.stat().st_mode & 0o777 == 0o600
    assert list(file.path.parent.iterdir()) == [file.path]


def test_a_key_that_is_added_is_the_newest_and_the_others_stay(file):
    first = file.read()
    name = file.add()
    assert file.read().names == (*first.names, name)
    assert file.read().keys[first.newest] == first.keys[first.newest]
    assert file.path.stat().st_mode & 0o777 == 0o600


def test_each_purpose_and_each_key_has_a_key_of_its_own(file):
    file.add()
    ring = file.read()
    subkeys = {ring.subkey(purpose, name) for purpose in ("fields", "index", "audit", "backup") for name in ring.names}
    assert len(subkeys) == 8
    assert not subkeys & set(ring.keys.values())


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610])
def test_a_file_that_others_may_open_is_refused(file, mode):
    file.path.chmod(mode)
    assert refused(file) == "vault.open_to_others"


def test_what_is_no_plain_file_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe", 0o600)
    assert refused(KeyFile(tmp_path / "pipe")) == "vault.no_plain_file"
    assert refused(KeyFile(tmp_path)) == "vault.no_plain_file"
    assert refused(KeyFile(tmp_path / "none")) == "vault.no_file"


GOOD = "a1:" + "A" * 43 + "="


@pytest.mark.parametrize(
    "text", ["", "a1", "a1:", "a1:AAAA", f":{'A' * 43}=", f"{GOOD} {GOOD}", "あ" + GOOD, GOOD + "\0"]
)
def test_what_is_no_key_is_refused_and_not_repeated(text, tmp_path):
    assert refused(KeyText(text)) == "vault.no_key"
    path = tmp_path / "sonae.key"
    path.write_text(text)
    path.chmod(0o600)
    assert refused(KeyFile(path)) == "vault.no_key"


def test_nothing_shows_a_key(file):
    text = KeyText(file.path.read_text())
    assert "'" not in repr(text)
    assert text.read() == file.read()
    assert repr(file.read()) == "Keyring()"


def test_a_casebook_that_is_made_has_its_key_beside_it(tmp_path, monkeypatch):
    monkeypatch.setattr(keys_module, "beside", beside)
    create(f"sqlite:///{tmp_path / 'sonae.db'}")
    assert len(KeyFile(tmp_path / "sonae.key").read().names) == 1


def test_of_a_casebook_on_a_server_the_key_is_in_the_working_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert beside(sa.make_url("postgresql://x@/y")) == KeyFile(tmp_path / "sonae.key")


def test_keys_are_read_again_once_they_changed(file):
    vault = Vault(file)
    first = vault.keys
    assert vault.keys is first
    file.add()
    assert vault.keys == file.read()
