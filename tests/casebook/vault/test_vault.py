"""A sealed text opens in its place alone, with its key alone, and only whole."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.vault.keys import KeyFile, KeyText, new_key
from casebook.vault.vault import Place, UnreadableError, Vault, is_mark

KEY = base64.b64encode(bytes(range(32))).decode()
OTHER = base64.b64encode(bytes(range(1, 33))).decode()
PLACE = Place("person", "note", 7)
TEXTS = st.text(max_size=40)
SOME = st.text(min_size=1, max_size=40)


def vault(*keys):
    return Vault(KeyText(" ".join(keys)))


@given(TEXTS)
@settings(max_examples=50)
def test_any_text_comes_back(text):
    mine = vault(f"a:{KEY}")
    sealed = mine.seal(text, PLACE, "a")
    assert mine.open(sealed, PLACE) == text
    assert not text or (sealed.startswith("v1:a:") and sealed != mine.seal(text, PLACE, "a"))


@given(SOME, st.sampled_from([Place("stay", "note", 7), Place("person", "real_name", 7), Place("person", "note", 17)]))
@settings(max_examples=20)
def test_a_text_that_was_moved_does_not_open(text, elsewhere):
    mine = vault(f"a:{KEY}")
    with pytest.raises(UnreadableError):
        mine.open(mine.seal(text, PLACE, "a"), elsewhere)


@given(SOME, st.data())
@settings(max_examples=50)
def test_a_text_with_a_changed_byte_does_not_open(text, data):
    mine = vault(f"a:{KEY}", f"b:{OTHER}")
    sealed = mine.seal(text, PLACE, "a")
    head, encoded = sealed.rsplit(":", 1)
    raw = bytearray(base64.b64decode(encoded))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    at = data.draw(st.integers(0, len(sealed)))
    for changed in (
        f"{head}:{base64.b64encode(raw).decode()}",
        sealed[:at] + data.draw(st.sampled_from(":b=\0あ")) + sealed[at:],
        sealed[:-1],
        sealed.replace("v1", "v2"),
        sealed.replace(":a:", ":b:"),
        text,
    ):
        with pytest.raises(UnreadableError):
            mine.open(changed, PLACE)


def test_with_another_key_or_none_nothing_opens_and_a_mark_stands_for_it():
    sealed = vault(f"a:{KEY}").seal("佐藤花子", PLACE, "a")
    for mine in (vault(f"a:{OTHER}"), vault(f"b:{KEY}")):
        mark = mine.open_or_mark(sealed, PLACE)
        assert is_mark(mark)
        assert "person.note 7" in mark
        assert mine.unreadable == {PLACE}
        mine.seal("新しい", PLACE, mine.keys.newest)
        assert mine.unreadable == frozenset()


def test_a_key_that_came_since_is_found(tmp_path):
    path = tmp_path / "sonae.key"
    path.touch(0o600)
    path.write_text(f"a:{KEY}")
    mine, other = Vault(KeyFile(path)), Vault(KeyFile(path))
    assert mine.keys.names == ("a",)
    name = KeyFile(path).add()
    assert mine.open(other.seal("x", PLACE, name), PLACE) == "x"


def test_new_keys_differ():
    assert new_key() != new_key()
