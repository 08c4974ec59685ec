"""A sealed copy is opened whole or refused: whatever was done to it, and named."""

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook.errors import NotReadyError
from casebook.upkeep import sealed
from casebook.upkeep.sealed import FRAME, Sealing, unseal
from casebook.vault.keys import Keyring

RING = Keyring({"first": b"\1" * 32})
NAMED = {
    "copy.head_damaged", "copy.key_missing", "copy.key_wrong", "copy.part_damaged", "copy.part_missing",
    "copy.part_of_another", "copy.breaks_off", "copy.goes_on",
}  # fmt: skip
SMALL = 64
CONTENT = bytes(range(256)) * 2 + b"end"


def sealed_bytes(content=CONTENT, told=b"told", ring=RING):
    file = io.BytesIO()
    sealing = Sealing(file, ring, "sqlite", SMALL)
    for at in range(0, len(content), 100):
        sealing.add(content[at : at + 100])
    sealing.close(told)
    return file.getvalue()


def opened(written, folder, ring=RING):
    path = Path(folder) / "copy"
    path.write_bytes(written)
    found = bytearray()
    head, told = unseal(path, ring, found.extend)
    return head.holds, told, bytes(found)


def refused(written, folder, ring=RING):
    with pytest.raises(NotReadyError) as caught:
        opened(written, folder, ring)
    return caught.value.code


def parts(written):
    """Return the head, and each part with its frame."""
    at = len(sealed.MAGIC) + 16 + (1 + len("sqlite")) + (1 + len("first")) + 32 + 8
    found = [written[:at]]
    while at < len(written):
        length = FRAME.size + FRAME.unpack(written[at : at + FRAME.size])[3]
        found.append(written[at : at + length])
        at += length
    return found


@pytest.mark.parametrize("size", [0, 1, SMALL - 1, SMALL, SMALL + 1, 3 * SMALL])
def test_what_was_sealed_is_opened(tmp_path, size):
    content = CONTENT[:size]
    assert opened(sealed_bytes(content), tmp_path) == ("sqlite", b"told", content)


def test_nothing_of_it_can_be_read_and_no_two_are_alike():
    one, other = sealed_bytes(b"A-001" * 50), sealed_bytes(b"A-001" * 50)
    assert b"A-001" not in one
    assert b"told" not in one
    assert not set(parts(one)[1:]) & set(parts(other)[1:])


WRITTEN = sealed_bytes()


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, len(WRITTEN) - 1), bit=st.integers(0, 7))
def test_every_bit_that_is_changed_is_found(tmp_path, at, bit):
    changed = bytearray(WRITTEN)
    changed[at] ^= 1 << bit
    assert refused(bytes(changed), tmp_path) in NAMED


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(0, len(WRITTEN)), length=st.integers(1, len(WRITTEN)), more=st.binary(max_size=40))
def test_what_is_cut_out_or_replaced_anywhere_is_found(tmp_path, start, length, more):
    changed = WRITTEN[:start] + more + WRITTEN[start + length :]
    if changed != WRITTEN:
        assert refused(changed, tmp_path) in NAMED


def test_each_way_of_damage_has_its_name(tmp_path):
    head, *all_parts = parts(WRITTEN)
    _, *others = parts(sealed_bytes(bytes(len(CONTENT))))
    old_manifest = sealed_bytes(CONTENT[:-1], b"old!")

    def with_parts(*those):
        return refused(head + b"".join(those), tmp_path)

    assert len(all_parts) == 10
    for number in range(len(all_parts)):
        assert with_parts(*all_parts[:number]) == "copy.breaks_off"
    assert with_parts(*all_parts[:3], *all_parts[4:]) == "copy.part_missing"
    assert with_parts(all_parts[1], all_parts[0], *all_parts[2:]) == "copy.part_missing"
    assert with_parts(*all_parts[:2], all_parts[1], *all_parts[2:]) == "copy.part_missing"
    assert with_parts(*all_parts[:2], others[2], *all_parts[3:]) == "copy.part_of_another"
    assert with_parts(*all_parts[:-1], parts(old_manifest)[-1]) == "copy.part_of_another"
    assert with_parts(*all_parts, all_parts[-1]) == "copy.goes_on"
    assert refused(b"", tmp_path) == refused(head[:20], tmp_path) == "copy.head_damaged"


def test_another_key_is_told_from_damage(tmp_path):
    assert refused(WRITTEN, tmp_path, Keyring({"second": b"\1" * 32})) == "copy.key_missing"
    assert refused(WRITTEN, tmp_path, Keyring({"first": b"\2" * 32})) == "copy.key_wrong"
    assert opened(WRITTEN, tmp_path, Keyring({**RING.keys, "second": b"\2" * 32}))[1] == b"told"
