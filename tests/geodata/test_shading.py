"""Classes of a map: every value has its shade, darker for more; the same cuts as mapclassify's; gaps are the worst."""

import mapclassify
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.shading import DIVERGING, SCHEMES, SHADES, UNKNOWN, Shading, beyond
from tests.optional import present

VALUES = st.dictionaries(st.text(max_size=3), st.none() | st.integers(0, 50).map(float), max_size=30)
SIGNED = st.dictionaries(st.text(max_size=3), st.none() | st.floats(-50, 50), max_size=30)


@given(VALUES, st.sampled_from(sorted(SCHEMES)))
def test_every_known_value_has_a_shade_darker_for_more(values: dict[str, float | None], scheme: str) -> None:
    shading = Shading.of(values, scheme)
    known = sorted((value, area) for area, value in values.items() if value is not None)
    shades = [shading.shades.index(shading.colour(area)) for _, area in known]
    assert shades == sorted(shades)
    assert all(shading.colour(area) == UNKNOWN for area, value in values.items() if value is None)
    assert set(shading.shades) <= set(SHADES)
    assert len(set(shading.shades)) == len(shading.shades)


@given(VALUES, st.sampled_from(sorted(SCHEMES)))
def test_the_legend_counts_every_area_once_and_its_ranges_rise(values: dict[str, float | None], scheme: str) -> None:
    shading = Shading.of(values, scheme)
    assert sum(one.count for one in shading.classes) + shading.unknown == len(values)
    ends = [end for one in shading.classes for end in (one.low, one.high)]
    assert ends == sorted(ends)
    for one in shading.classes:
        inside = [v for area, v in values.items() if v is not None and shading.colour(area) == one.shade]
        assert len(inside) == one.count
        assert all(one.low <= value <= one.high for value in inside)


@given(VALUES, st.sampled_from(sorted(SCHEMES)))
def test_few_different_values_are_a_class_each(values: dict[str, float | None], scheme: str) -> None:
    different = {value for value in values.values() if value is not None}
    if len(different) <= len(SHADES):
        assert list(Shading.of(values, scheme).breaks) == sorted(different)


@given(st.lists(st.integers(0, 200).map(float), min_size=6, max_size=60, unique=True))
def test_natural_breaks_and_equal_steps_are_those_of_mapclassify(known: list[float]) -> None:
    values = {str(number): value for number, value in enumerate(known)}
    for scheme, peer in (("natural", mapclassify.FisherJenks), ("equal", mapclassify.EqualInterval)):
        assert Shading.of(values, scheme).breaks == pytest.approx(peer(np.array(known), len(SHADES)).bins)


@given(st.lists(st.integers(0, 10_000).map(float), min_size=10, max_size=80, unique=True))
def test_quantiles_hold_as_many_areas_each_as_can_be(known: list[float]) -> None:
    counts = [one.count for one in Shading.of({str(n): value for n, value in enumerate(known)}).classes]
    assert len(counts) == len(SHADES)
    assert max(counts) - min(counts) <= 1


@given(SIGNED)
def test_differences_are_cut_alike_on_both_sides_and_no_change_is_its_own(values: dict[str, float | None]) -> None:
    shading = Shading.of_differences(values)
    for area, value in values.items():
        place = DIVERGING.index(shading.colour(area)) if value is not None else None
        assert place is None or np.sign(place - 2) == np.sign(present(value))
    greatest = max((abs(value) for value in values.values() if value is not None), default=0)
    for area, value in values.items():
        strong = shading.colour(area) in (DIVERGING[0], DIVERGING[-1])
        assert value is None or strong == (abs(value) > greatest / 2)


@given(VALUES, st.sampled_from(sorted(SCHEMES)))
def test_the_worst_are_those_that_nobody_is_worse_than(values: dict[str, float | None], scheme: str) -> None:
    shading = Shading.of(values, scheme)
    known = {area: value for area, value in values.items() if value is not None}
    for side, sign in (("low", -1), ("high", 1)):
        worst = shading.worst(side)
        assert worst <= set(known)
        assert bool(worst) == (len(set(known.values())) > 1)
        rest = [sign * value for area, value in known.items() if area not in worst]
        assert all(sign * known[area] > max(rest) for area in worst)
    assert shading.worst("") == frozenset()


def test_beyond_a_threshold_counts_the_threshold_itself_and_not_the_unknown() -> None:
    values = {"a": 1.0, "b": 2.0, "c": 3.0, "d": None}
    assert beyond(values, "low", 2) == {"a", "b"}
    assert beyond(values, "high", 2) == {"b", "c"}
    assert beyond(values, "", 2) == frozenset()
