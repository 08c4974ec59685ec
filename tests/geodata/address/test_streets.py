"""Kyoto's streets: where the town begins behind them."""

import pytest

from geodata.address.streets import towns_after, turns


@pytest.mark.parametrize(
    ("key", "behind"),
    [
        ("烏丸通2条上る蒔絵屋町282", ["蒔絵屋町282"]),
        (
            "今出川通烏丸東入上る2筋目東入下る相国寺門前町",
            ["上る2筋目東入下る相国寺門前町", "2筋目東入下る相国寺門前町", "下る相国寺門前町", "相国寺門前町"],
        ),
        ("下立売通新町西入薮の内町", ["薮の内町"]),
        ("衣棚通姉小路下ヶる突抜町", ["突抜町"]),
        ("東入船町1", []),
        ("蒔絵屋町282(烏丸通2条上る)", []),
    ],
)
def test_a_turn_is_told_from_a_name_that_looks_like_one(key, behind):
    assert [key[end:] for _, end in turns(key)] == behind


def test_the_group_of_towns_may_be_left_out():
    key = "4条通寺町東入2-御旅町51"
    assert [key[start:] for start in towns_after(key, turns(key)[-1][1])] == ["2-御旅町51", "御旅町51"]
