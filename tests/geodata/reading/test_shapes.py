"""Shapes that are mended: what outlines enclose and holes take away, and nothing more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

from geodata.reading.shapes import mended, polygonal

corners = st.tuples(st.integers(0, 6), st.integers(0, 6))
rings = st.lists(corners, min_size=3, max_size=6, unique=True)


def inside(ring, x, y):
    """Tell by counting crossings to the right of a point whether a ring winds around it."""
    crossings = 0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            crossings += 1
    return crossings % 2 == 1


@given(rings, st.lists(rings, max_size=2))
def test_a_point_is_in_the_mended_shape_if_the_outline_holds_it_and_no_hole_does(outline, holes):
    shape = Polygon(outline, holes)
    (found,), (crossed,) = mended([shape])
    for x in range(7):
        for y in range(7):
            at = (x + 0.4142, y + 0.2718)
            held = inside(outline, *at) and not any(inside(hole, *at) for hole in holes)
            if crossed:
                assert (found is not None and found.contains(Point(at))) == held


def test_a_hole_outside_its_outline_adds_nothing():
    outside = Polygon([(0, 0), (1, 0), (1, 1), (0, 1)], [[(2, 0), (3, 0), (3, 1), (2, 1)]])
    (shape,), (crossed,) = mended([outside])
    assert crossed
    assert shape.equals(box(0, 0, 1, 1))
    (many,), _ = mended([MultiPolygon([outside, box(5, 5, 6, 6)])])
    assert many.area == 2


@pytest.mark.parametrize("depth", [1, 2, 4])
def test_polygons_are_found_however_deep_collections_hold_them(depth):
    shape = GeometryCollection([box(0, 0, 1, 1), LineString([(0, 0), (1, 1)])])
    for _ in range(depth):
        shape = GeometryCollection([shape, Point(9, 9)])
    found = polygonal(shape)
    assert found is not None
    assert found.equals(box(0, 0, 1, 1))
