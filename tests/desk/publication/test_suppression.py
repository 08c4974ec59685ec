"""Hidden cells stay hidden: whoever knows all that is shown, the rules, and which cells are small, cannot work one out."""

from collections.abc import Hashable

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from desk.publication.suppression import FAR, Cell, Suppressed, count, protection, suppress

LIMIT = 10
Key = Hashable
Sum = tuple[Key, tuple[Key, ...]]
COUNTS = st.one_of(st.just(0), st.integers(1, 9), st.integers(10, 60))


def attack(cells: dict[Key, Cell], sums: list[Sum], found: Suppressed[Key], target: Key) -> tuple[int, int]:
    """Return the least and the most that a cell can be, by two integer programs over all that is known."""
    keys = list(cells)
    low, high = np.array([bounds(key, cell, found) for key, cell in cells.items()]).T
    system = np.zeros((len(sums), len(keys)))
    for row, (total, parts) in enumerate(sums):
        system[row, keys.index(total)] = -1
        for part in parts:
            system[row, keys.index(part)] += 1
    goal = np.array([float(key == target) for key in keys])
    ends = [
        milp(sign * goal, constraints=LinearConstraint(system, 0, 0), integrality=np.ones(len(keys)), bounds=Bounds(low, high))
        for sign in (1, -1)
    ]  # fmt: skip
    return round(ends[0].fun), round(-ends[1].fun)


def bounds(key: Key, cell: Cell, found: Suppressed[Key]) -> tuple[int, int]:
    if key in found.merged:
        return 0, FAR
    return (cell.low, cell.high) if key in found.hidden or not cell.shown else (cell.value, cell.value)


def assert_safe(cells: dict[Key, Cell], sums: list[Sum]) -> frozenset[Key]:
    """Hide what must be; assert that no small count can be worked out, and that it is kept as well as may be."""
    found = suppress(cells, sums)
    assert found.merged <= found.hidden
    most_hidden = Suppressed(frozenset(cells), frozenset())
    for key, cell in cells.items():
        if cell.small and cell.shown:
            assert key in found.hidden
        if cell.small:
            apart, best = (
                max(cell.value - least, most - cell.value)
                for least, most in (attack(cells, sums, one, key) for one in (found, most_hidden))
            )
            assert apart >= 1, key
            assert found.merged or 2 * apart >= min(best, protection(cell.value)), key
    return found.hidden


def two_ways(rows: list[list[int]]) -> tuple[dict[Key, Cell], list[Sum]]:
    """Return a table with the totals of its rows, of its columns and of all."""
    height, width = len(rows), len(rows[0])
    value: dict[Key, int] = {(i, j): rows[i][j] for i in range(height) for j in range(width)}
    sums: list[Sum] = [((i, "all"), tuple((i, j) for j in range(width))) for i in range(height)]
    sums += [(("all", j), tuple((i, j) for i in range(height))) for j in (*range(width), "all")]
    for total, parts in sums:
        value[total] = sum(value[part] for part in parts)
    cost = {0: 1, 1: 10, 2: 100}
    return {key: count(one, LIMIT, cost[key.count("all")]) for key, one in value.items()}, sums  # type: ignore[attr-defined]


@settings(max_examples=40)
@given(
    st.integers(2, 4).flatmap(
        lambda width: st.lists(st.lists(COUNTS, min_size=width, max_size=width), min_size=2, max_size=4)
    )
)
def test_no_hidden_cell_of_a_table_with_all_its_totals_can_be_worked_out(rows: list[list[int]]) -> None:
    cells, sums = two_ways(rows)
    assert_safe(cells, sums)


@settings(max_examples=25)
@given(st.lists(st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=3), min_size=1, max_size=3))
def test_levels_published_together_do_not_tell_on_each_other(wards: list[list[tuple[int, int]]]) -> None:
    """Towns in catchments in wards in a city, and in each area those with and without."""
    value: dict[Key, int] = {}
    sums: list[Sum] = []
    for kind in (0, 1):
        for w, ward in enumerate(wards):
            sums.append((("ward", w, kind), tuple(("town", w, t, kind) for t in range(len(ward)))))
            value |= {("town", w, t, kind): town[kind] for t, town in enumerate(ward)}
        sums.append((("city", kind), tuple(("ward", w, kind) for w in range(len(wards)))))
    areas = [*(("town", w, t) for w, ward in enumerate(wards) for t in range(len(ward))),
             *(("ward", w) for w in range(len(wards))), ("city",)]  # fmt: skip
    sums += [((*area, "all"), ((*area, 0), (*area, 1))) for area in areas]
    for total, parts in sums:
        value[total] = sum(value[part] for part in parts)
    cells = {key: count(one, LIMIT, {"town": 1, "ward": 10, "city": 100}[key[0]]) for key, one in value.items()}  # type: ignore[index]
    assert_safe(cells, sums)


def test_a_lonely_small_count_takes_the_cheapest_others_with_it() -> None:
    cells, sums = two_ways([[3, 40, 20], [30, 50, 60]])
    hidden = assert_safe(cells, sums)
    assert len(hidden) == 4
    assert all("all" not in key for key in hidden)  # type: ignore[operator]


def test_a_table_without_small_counts_is_shown_whole() -> None:
    assert not suppress(*two_ways([[10, 0], [20, 30]])).hidden


def test_zero_is_shown() -> None:
    cells, sums = two_ways([[0, 4, 9], [0, 12, 15]])
    assert not {(0, 0), (1, 0), ("all", 0)} & suppress(cells, sums).hidden


def test_two_small_counts_that_can_only_be_so_do_not_suffice() -> None:
    """9 and 9 in a row that adds up to 38 with 20: whoever knows that both are below ten knows both."""
    cells, sums = two_ways([[9, 9, 20], [30, 40, 50]])
    hidden = assert_safe(cells, sums)
    assert (0, 2) in hidden or (0, "all") in hidden


def test_what_is_on_no_table_but_can_be_worked_out_is_kept_too() -> None:
    """All but three of 43 people: the 40 would tell the 3."""
    cells = {"people": count(43, LIMIT, 10), "some": count(40, LIMIT), "others": count(3, LIMIT, shown=False)}
    assert suppress(cells, [("people", ("some", "others"))]).hidden == {"some"}


def test_nine_ones_under_a_hidden_nine_are_told_by_their_sum_alone_and_a_zero_beside_them_too() -> None:
    """Whoever knows that all ten are small, and hidden because of that, knows all ten."""
    cells: dict[Key, Cell] = {"all": count(9, LIMIT, 10), **{str(one): count(int(one < 9), LIMIT) for one in range(10)}}
    sums: list[Sum] = [("all", tuple(map(str, range(10))))]
    found = suppress(cells, sums)
    assert found.merged == set(map(str, range(10)))
    assert found.hidden == set(cells)
    assert assert_safe(cells, sums) == found.hidden


def test_where_two_is_too_far_one_is_tried_before_anything_is_merged() -> None:
    """Eight ones under a hidden eight: each could be two, none three."""
    cells: dict[Key, Cell] = {"all": count(8, LIMIT, 10), **{str(one): count(1, LIMIT) for one in range(8)}}
    sums: list[Sum] = [("all", tuple(map(str, range(8))))]
    found = suppress(cells, sums)
    assert not found.merged
    assert attack(cells, sums, found, "0") == (1, 2)


def test_a_table_that_moves_one_cell_less_far_proves_no_other_cell() -> None:
    """The step that was found for the one (1 of 8) must not be taken for enough for another one."""
    cells: dict[Key, Cell] = {"all": count(8, LIMIT, 10), **{str(one): count(1, LIMIT) for one in range(8)}}
    cells |= {"sum": count(48, LIMIT, 10), "eight": count(8, LIMIT), "forty": count(40, LIMIT)}
    sums: list[Sum] = [("all", tuple(map(str, range(8)))), ("sum", ("eight", "forty"))]
    least, most = attack(cells, sums, suppress(cells, sums), "eight")
    assert max(8 - least, most - 8) >= protection(8) == 3


def test_the_larger_a_hidden_count_the_farther_it_could_be_another_one() -> None:
    """Where a cell that could be little else would have been the cheapest to hide with it."""
    cells: dict[Key, Cell] = {
        "all": count(1010, LIMIT, 9),
        "stays": Cell(60, 1, FAR, small=True),
        "few": Cell(10, 0, 12),
        "more": count(940, LIMIT, 5),
    }
    sums: list[Sum] = [("all", ("stays", "few", "more"))]
    least, most = attack(cells, sums, suppress(cells, sums), "stays")
    assert max(60 - least, most - 60) >= protection(60) == 20


def test_the_same_table_is_always_hidden_in_the_same_way() -> None:
    cells, sums = two_ways([[3, 11, 22, 0], [14, 5, 31, 12], [10, 10, 10, 10]])
    assert len({suppress(cells, sums).hidden for _ in range(3)}) == 1
