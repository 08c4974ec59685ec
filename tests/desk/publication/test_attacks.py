"""All papers ever published, laid side by side by whoever knows the rules, pin down no small figure."""

import json
import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.book import open_casebook
from desk.publication import Figure, Published, read_told, withhold
from desk.review import ReviewRecords, publication_record, publish, read_records
from desk.review.groups import GROUPS
from desk.review.published.publishing import published_system
from tests.conftest import COORDINATOR, NOW
from tests.desk.publication.attacker import Attacker
from tests.desk.review.published.chance import casebook

LIMIT = 10
COUNTS = st.one_of(st.just(0), st.integers(1, 9), st.integers(10, 40))
TABLES = st.integers(2, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.lists(COUNTS, min_size=width, max_size=width), min_size=2, max_size=3), min_size=2, max_size=2
    )
)


def papers(years):
    """Return two years' tables, each with all totals, the end of one the start of the other, and a part of each year."""
    value: dict[Any, int] = {}
    sums: list[Any] = []
    same: list[Any] = []
    for year, rows in enumerate(years):
        columns = range(len(rows[0]))
        value |= {(year, i, j): count for i, row in enumerate(rows) for j, count in enumerate(row)}
        inside: list[Any] = [((year, i, "all"), tuple((year, i, j) for j in columns)) for i in range(len(rows))]
        inside += [((year, "all", j), tuple((year, i, j) for i in range(len(rows)))) for j in (*columns, "all")]
        for total, parts in inside:
            value[total] = sum(value[part] for part in parts)
        value[year, "start", ""] = 12 if not year else value[year - 1, "end", ""]
        value[year, "end", ""] = value[year, "start", ""] + value[year, "all", "all"]
        sums += [*inside, ((year, "end", ""), ((year, "start", ""), (year, "all", "all")))]
        same += [((year, "start", ""), (year - 1, "end", ""))] if year else []
    cost = {0: 1, 1: 10, 2: 100}
    return {key: Figure(one, cost=cost[key.count("all")]) for key, one in value.items()}, sums, same


@settings(max_examples=15, deadline=None)
@given(TABLES)
def test_two_years_one_after_the_other_tell_no_small_count(years):
    figures, sums, same = papers(years)
    printed: dict[Any, Any] = {}
    for year in (0, 1):
        known = {key for key in figures if key[0] <= year}
        published = Published(
            {key: figures[key] for key in known},
            [one for one in sums if one[0] in known],
            [one for one in same if {*one} <= known],
            printed,
        )
        marks = withhold(published, LIMIT, lambda key: key[0]).marks
        assert {key: mark for key, mark in printed.items() if isinstance(mark, str)}.items() <= marks.items()
        printed = {key: marks.get(key, figures[key].value) for key in known}
    attacker = Attacker(Published(figures, sums, same), printed, LIMIT)
    assert attacker.told(printed) == set()
    assert attacker.found() == set()
    for key in sorted(attacker.secrets, key=str)[:2]:
        least, most = attacker.range_of(key)
        assert least < most


def test_the_attacker_finds_what_only_hiding_the_small_ones_tells():
    figures, sums, same = papers([[[3, 20], [30, 40]], [[15, 20], [30, 40]]])
    printed = {key: "hidden" if figure.value == 3 else figure.value for key, figure in figures.items()}
    attacker = Attacker(Published(figures, sums, same), printed, LIMIT)
    assert attacker.found() == {(0, 0, 0)}
    assert attacker.range_of((0, 0, 0)) == (3, 3)


@pytest.fixture(scope="module")
def records(demo_template: Path) -> Iterator[ReviewRecords]:
    with closing(open_casebook(f"sqlite:///{demo_template}", COORDINATOR, lambda: NOW)) as book:
        yield read_records(book)


def test_the_review_of_two_years_of_the_demonstration_tells_no_small_figure(records):
    review = publish(records, 2021, LIMIT, {})
    assert review.withheld is not None
    assert review.withheld.unproven == ()
    assert "by_month" in review.withheld.coarser
    printed = read_told([json.loads(json.dumps(publication_record(review, {}), default=str))])
    truth = published_system(records, 2021, {}).published({*review.withheld.coarser})
    attacker = Attacker(truth, printed, LIMIT)
    assert len(attacker.secrets) > 100
    assert attacker.told(printed) == set()
    assert attacker.found() == set()


@pytest.mark.parametrize(("seed", "years"), [(1, (2022, 2023)), (3, (2023, 2022))])
def test_reviews_published_one_year_after_the_other_tell_no_small_figure_together(seed, years):
    book = casebook(random.Random(seed), 11)  # noqa: S311
    printed, gathered = read_told([]), set[str]()
    for year in years:
        review = publish(book, year, LIMIT, printed)
        assert review.withheld is not None
        gathered |= {*review.withheld.coarser}
        again = read_told([json.loads(json.dumps(publication_record(review, printed), default=str))])
        assert printed.items() <= again.items()
        printed = again
    truth = published_system(book, years[-1], printed).published(gathered)
    attacker = Attacker(truth, printed, LIMIT)
    assert attacker.secrets
    assert attacker.told(printed) == set()
    assert attacker.found() == set()


def test_gathering_rows_moves_no_figure_that_a_sentence_rests_on():
    assert not {"went", "room_use", "people", "trials", "table2"} & GROUPS.keys()
