"""Keys of towns and addresses: the address in a town begins with the town's key, however both are spelt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.address import normalise
from geodata.address.keys import address_key, is_chome, short_key, town_key


@given(
    st.text("大字北町龍竜三ツッつヶケがノの之一二十丁目条西", min_size=1, max_size=8).map(lambda name: name + "町"),
    st.sampled_from(["12", "-3", "3-7-1", "甲123", "字前5", "三番地", ""]),
)
def test_the_key_of_an_address_begins_with_that_of_its_town(town, block):
    assert address_key(town + block).key.startswith(town_key(normalise(town)))


@given(st.text("新町三十1２-番地号丁目の字之ツヶ龍条西 ", max_size=12))
def test_text_and_key_of_an_address_go_together_place_by_place(address):
    key = address_key(address)
    assert len(key.text) == len(key.key)
    assert all(key.text[block].isdigit() for block in key.blocks)
    assert key.after(1).text == key.text[1:]


@pytest.mark.parametrize(
    ("address", "blocks"),
    [
        ("東栄町2番12", {3}),
        ("東栄町二番地12", {3}),
        ("東栄町2-12", set()),
        ("東栄町2丁目3番4号", set()),
        ("一番町5番6", {3}),
    ],
)
def test_where_a_block_is_said_to_be_one_is_known(address, blocks):
    assert address_key(address).blocks == blocks


def test_towns_counted_by_jo_have_a_short_form():
    short = [
        short_key(town_key(normalise(town))) for town in ("北二十四条西四丁目", "平岸二条十七丁目", "三条町", "本町")
    ]
    assert short == ["北24西4", "平岸2-17", None, None]


def test_a_chome_is_known_by_its_name():
    assert [is_chome(normalise(town)) for town in ("青山一丁目", "城山台二丁", "六丁の目", "青山", "一番丁")] == [
        True,
        True,
        False,
        False,
        False,
    ]
