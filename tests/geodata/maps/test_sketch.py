"""The sketch of a few places: all of it lies in the picture, names are no markup."""

import re
from html import escape
from itertools import permutations

from geodata.demo.outlines import ward_outlines
from geodata.maps import Spot, sketch
from geodata.maps.sketch import HEIGHT, WIDTH

EVIL = '<script>"&'


def test_places_near_and_far_lie_in_the_picture_and_a_name_is_text() -> None:
    permuted = [list(order) for order in permutations([escape(EVIL), "b", "c"])]
    for step in (0, 0.0001, 0.05, 3):
        spots = [
            Spot("person", EVIL, 140.9, 38.2),
            Spot("other", "b", 140.9 + step, 38.2),
            Spot("24", "c", 140.9, 38.2 + step),
        ]
        picture = sketch(ward_outlines(), spots, [(0, 2), (1, 2)])
        names = re.findall(r'<text x="([-\d.]+)" y="([-\d.]+)" text-anchor[^>]*>([^<]*)</text>', picture)
        assert [name for *_, name in names] in permuted
        assert all(0 < float(x) < WIDTH and 0 < float(y) <= HEIGHT for x, y, _ in names)
        assert len({y for _, y, _ in names}) == len(names)
        for x, y in re.findall(r"[ML]([-\d.]+) ([-\d.]+)", picture):
            assert -1 <= float(x) <= WIDTH + 1
            assert -1 <= float(y) <= HEIGHT + 1
