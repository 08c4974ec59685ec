"""What is withheld of tables: held equal to trying every table of whole numbers, and what was told before stays told."""

from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.publication import HIDDEN, MERGED, Figure, Published, withhold

LIMIT = 4
MOST = 7
"""Up to which every cell of a tiny table is tried."""


def square(rows, told=None) -> Published[Any]:
    """Return a table of two rows and two columns with all its totals."""
    cells: dict[Any, int] = {(i, j): rows[i][j] for i in (0, 1) for j in (0, 1)}
    sums: list[Any] = [((i, "all"), ((i, 0), (i, 1))) for i in (0, 1)]
    sums += [(("all", j), ((0, j), (1, j))) for j in (0, 1, "all")]
    for total, parts in sums:
        cells[total] = sum(cells[part] for part in parts)
    figures = {key: Figure(value, cost=10 ** key.count("all")) for key, value in cells.items()}
    return Published(figures, sums, told=told or {})


def possible(published, marks):
    """Return every table that fits what is printed, tried one after another, for whoever knows which are the small ones."""
    inner = [(i, j) for i in (0, 1) for j in (0, 1)]
    found = []
    for tried in product(range(MOST + LIMIT), repeat=4):
        cells = dict(zip(inner, tried, strict=True))
        for total, parts in published.sums:
            cells[total] = sum(cells[part] for part in parts)
        if all(fits(figure.value, cells[key], marks.get(key)) for key, figure in published.figures.items()):
            found.append(cells)
    return found


def fits(value, tried, mark):
    if mark == MERGED:
        return True
    if mark == HIDDEN:
        return (0 < tried < LIMIT) == (0 < value < LIMIT) and (tried == 0) == (value == 0)
    return tried == value


@settings(max_examples=12, deadline=None)
@given(st.tuples(*[st.tuples(*[st.integers(0, MOST)] * 2)] * 2))
def test_trying_every_table_tells_no_small_count(rows) -> None:
    published = square(rows)
    marks = withhold(published, LIMIT, lambda _: "table").marks
    tables = possible(published, marks)
    for key, figure in published.figures.items():
        if 0 < figure.value < LIMIT:
            assert key in marks
            assert len({table[key] for table in tables}) > 1, (rows, key, marks)
    assert all(published.figures[key].value or mark == MERGED for key, mark in marks.items())


def test_a_table_without_small_counts_is_told_whole() -> None:
    assert not withhold(square(((5, 0), (6, 7))), LIMIT, lambda _: "table").marks


def test_what_was_told_stays_told_and_what_was_hidden_is_hidden_again() -> None:
    """The total of a row was told; what is small in the row can be kept by others alone."""
    told = {(0, "all"): 8, ("all", "all"): 20, (1, 1): HIDDEN}
    marks = withhold(square(((2, 6), (5, 7)), told), LIMIT, lambda _: "table").marks
    assert not {(0, "all"), ("all", "all")} & marks.keys()
    assert {(0, 0), (1, 1)} <= marks.keys()
    assert len({table[0, 0] for table in possible(square(((2, 6), (5, 7))), marks)}) > 1


def test_a_figure_in_two_tables_is_hidden_in_both_or_in_none() -> None:
    figures = {("a", 0): Figure(2), ("a", 1): Figure(9), ("a", "all"): Figure(11, cost=10), ("b", 0): Figure(9)}
    published = Published(figures, [(("a", "all"), (("a", 0), ("a", 1)))], [(("a", 1), ("b", 0))])
    assert withhold(published, LIMIT, lambda key: key[0]).marks.keys() == {("a", 0), ("a", 1), ("b", 0)}


def test_days_of_few_stays_are_as_small_as_their_stays_are_few() -> None:
    figures = {"few": Figure(40, behind=2), "more": Figure(60, behind=9), "all": Figure(100, behind=11, cost=10)}
    marks = withhold(Published(figures, [("all", ("few", "more"))]), LIMIT, lambda _: "days").marks
    assert marks.keys() == {"few", "more"}


def test_a_figure_that_no_longer_adds_up_with_what_was_told_is_not_told_anew() -> None:
    """A record was corrected after the first paper: the difference of both would tell of her."""
    published = square(((5, 6), (7, 8)), {(0, "all"): 10, (0, 0): 5})
    assert (0, 1) in withhold(published, LIMIT, lambda _: "table").marks


def test_without_time_to_prove_anything_the_whole_table_is_hidden() -> None:
    figures = square(((2, 6), (5, 7))).figures
    two = {("one", *key): figure for key, figure in figures.items()} | {("other", 0, 0): Figure(9)}
    sums = [
        (("one", *total), tuple(("one", *part) for part in parts)) for total, parts in square(((2, 6), (5, 7))).sums
    ]
    found = withhold(Published(two, sums), LIMIT, lambda key: key[0], effort=0.0)
    assert "one" in found.unproven
    assert all(("one", *key) in found.marks for key in figures)
