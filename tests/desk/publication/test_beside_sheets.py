"""Reviews and ward sheets, published in any order and laid side by side, pin down no small figure of either."""

import json
import random
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook import vocabulary as v
from casebook.records import Person
from desk.period import span
from desk.publication import HIDDEN, MERGED, Figure, Published, read_told, withhold
from desk.review import ReviewRecords, publication_record, publish
from desk.review.published.publishing import from_sheets, published_system
from desk.review.published.relations import Relations
from desk.review.table import TOTAL
from desk.ward_sheet.edition import told_of_whole
from desk.ward_sheet.history import IDENTIFIED, WHOLE, hide_counts, told_of_years
from desk.ward_sheet.nested import OUTSIDE, Nested
from desk.ward_sheet.told import STAYS, Told
from tests.desk.publication.attacker import Attacker
from tests.desk.review.published.chance import casebook
from tests.desk.ward_sheet.regions import inside
from tests.desk.ward_sheet.test_history import region

LIMIT = 10
YEARS = (2023, 2022)
ORDERS = ("review sheet", "sheet review", "review sheet review", "sheet review sheet")
COUNTS = st.one_of(st.just(0), st.integers(1, 9), st.integers(10, 30))
TOWNS = region({f"{number}町": (None,) for number in range(3)})
CITY = region({"甲市": ("東区", "西区"), "丙町": (None,)})


def by_area(nested: Nested, own: Any) -> dict[Any, int]:
    """Add up what is in the smallest areas."""
    places = [*nested.areas, *((OUTSIDE, key) for key in nested.wards_of)]
    return {place: sum(own[unit] for unit in inside(nested, place)) for place in places}


def everywhere(nested: Nested) -> dict[Any, int]:
    return dict.fromkeys(nested.areas, 5000)


def with_sheet(
    truth: Published[Any], nested: Nested, counts: Any, sheet: Any, whole: Any, code: str
) -> tuple[Published[Any], dict[Any, Any]]:
    """Add to all that is true what is of a year in the areas, and return with it what a sheet prints of that."""
    figures, sums, printed = dict(truth.figures), list(truth.sums), {}

    def key(at: Any) -> Any:
        return whole if at == WHOLE else (whole[0], "sheet", *map(str, at), code)

    for area, count in counts.items():
        if area != WHOLE:
            figures[key(area)] = Figure(count, printed=area in sheet)
    for total, parts in nested.sums(code):
        sums.append((key(total[:2]), tuple(key(part[:2]) for part in parts)))
    for area, figure in sheet.items():
        printed[key(area)] = as_printed(figure)
    return replace(truth, figures=figures, sums=sums), printed


def as_printed(figure: Any) -> str | int:
    return figure if isinstance(figure, str) else round(figure)


def found(truth: Published[Any], printed: Any) -> set[Any]:
    attacker = Attacker(truth, printed, LIMIT)
    return attacker.told(printed) | attacker.found()


@dataclass(frozen=True)
class Year:
    """What is true of one year: who was identified, by area, by how and by age; stays by kind, and by area but at private places."""

    identified: Any
    stays: Any
    how: Any
    age: Any
    kinds: Any
    private: int

    @property
    def figures(self) -> dict[Any, Figure]:
        """All that the review counts, its totals dearer."""
        found = {key: Figure(count) for key, count in {**self.how, **self.age, **self.kinds}.items()}
        return found | {X: Figure(self.identified[WHOLE], cost=10), X_OF_AGE: Figure(self.identified[WHOLE], cost=10)}


X, X_OF_AGE = (2023, "table3", TOTAL, "people"), (2023, "people", TOTAL, "identified")
ALL_STAYS, TOLD_STAYS, PRIVATE = ((2023, "stays", name, "") for name in ("all", "published", "private"))


def related(year: Year, *, secret: bool = False) -> Relations:
    relations = Relations(year.figures)
    relations.figures[X] = replace(relations.figures[X], secret=secret)
    relations.add(X, list(year.how))
    relations.add(X_OF_AGE, list(year.age))
    relations.equal(X, X_OF_AGE)
    return relations


def review_of(year: Year, told: Any, sheet: Any, sheet_of_stays: Any) -> dict[Any, Any]:
    """Return what reviews tell after another one."""
    relations = related(year, secret=isinstance(sheet.get(WHOLE), str))
    if isinstance(sheet_of_stays.get(WHOLE), int):
        relations.told_elsewhere("sheets", sheet_of_stays[WHOLE], list(year.kinds))
    before = {X: as_printed(sheet[WHOLE])} if sheet else {}
    system = Published(relations.figures, relations.sums, relations.same, before | told)
    marks = withhold(system, LIMIT, lambda key: key[1]).marks
    return {key: marks.get(key, one.value) for key, one in relations.figures.items() if one.printed} | told


def sheet_of(year: Year, told: Any) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """Return what a sheet tells of who was identified, and of stays, by area."""
    reviews = told_of_whole(told)
    anew = told_of_years(TOWNS, {2023: year.identified}, LIMIT, everywhere(TOWNS), {}, reviews)
    hidden = hide_counts(TOWNS, {STAYS: year.stays}, LIMIT)
    of_stays: dict[Any, Any] = dict.fromkeys(TOWNS.areas, MERGED) | {WHOLE: HIDDEN}
    shown = (*WHOLE, STAYS) not in hidden.hidden
    if shown and Told(reviews=reviews).may_tell_stays(2023, year.stays[WHOLE], LIMIT):
        for area in TOWNS.areas:
            key = (*area, STAYS)
            of_stays[area] = year.stays[area] if key not in hidden.hidden else HIDDEN
            of_stays[area] = MERGED if key in hidden.merged else of_stays[area]
    return {area: figure for (area, _), figure in anew.items()}, of_stays


def truth_of(year: Year) -> Published[Any]:
    """Return the review's figures, and how stays at published facilities hang together with those of all kinds."""
    truth = related(year)
    truth.figures[TOLD_STAYS] = Figure(year.stays[WHOLE])
    if not year.private:
        truth.add(TOLD_STAYS, list(year.kinds))
    else:
        truth.figures |= {ALL_STAYS: Figure(year.stays[WHOLE] + year.private), PRIVATE: Figure(year.private)}
        truth.add(ALL_STAYS, list(year.kinds))
        truth.add(ALL_STAYS, [TOLD_STAYS, PRIVATE])
    return Published(truth.figures, truth.sums, truth.same)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(COUNTS, min_size=4, max_size=4), st.lists(COUNTS, min_size=3, max_size=3),
    st.sampled_from((0, 0, 2, 12)), st.sampled_from(ORDERS), st.randoms(use_true_random=False),
)  # fmt: skip
def test_what_one_paper_hides_no_other_one_tells(came, kinds, private, order, chance):
    total, private = sum(came), min(private, sum(kinds))
    year = Year(
        by_area(TOWNS, dict(zip(TOWNS.units, came, strict=True))),
        by_area(TOWNS, spread(chance, TOWNS.units[:3], sum(kinds) - private)),
        spread(chance, [(2023, "table3", name, "people") for name in "abbc"], total),
        spread(chance, [(2023, "people", name, "identified") for name in "xxxy"], total),
        {(2023, "stays", kind, "stays"): count for kind, count in zip(v.STAY_KINDS, kinds, strict=True)},
        private,
    )
    told: dict[Any, Any] = {}
    sheet: dict[Any, Any] = {}
    of_stays: dict[Any, Any] = {}
    for paper in order.split():
        if paper == "review":
            told = review_of(year, told, sheet, of_stays)
        elif not sheet:  # a later one repeats it
            sheet, of_stays = sheet_of(year, told)
    truth, printed = with_sheet(truth_of(year), TOWNS, year.identified, sheet, X, IDENTIFIED)
    truth, printed_stays = with_sheet(truth, TOWNS, year.stays, of_stays, TOLD_STAYS, STAYS)
    both = told | {key: one for key, one in printed.items() if key not in told or isinstance(one, int)} | printed_stays
    assert found(truth, both) == set()


def spread(chance: random.Random, among: Any, count: int) -> dict[Any, int]:
    """Let so many fall into some places by chance; what is in no place is 0."""
    counts = dict.fromkeys([*among, *TOWNS.units] if among[0] in TOWNS.units else among, 0)
    for _ in range(count):
        counts[chance.choice(among)] += 1
    return counts


def crowd(book: ReviewRecords, chance: random.Random) -> ReviewRecords:
    """Let more people have been identified, so that most years have no small count of them."""
    more = {
        key: Person(
            id=key, code_name=f"P-{key}", birth_year=chance.choice((1980, 2010)),
            identified_on=date(2021, 4, 1) + timedelta(chance.randrange(1090)),
            identified_as=chance.choice(v.IDENTIFIED_AS),
        )
        for key in range(100, 190)
    }  # fmt: skip
    return replace(book, people={**book.people, **more})


@pytest.mark.parametrize("order", ORDERS[:3])
def test_reviews_and_sheets_in_any_order_tell_no_small_figure_together(order):
    chance = random.Random(order)  # noqa: S311
    book = crowd(casebook(chance, 9), chance)
    counts = {}
    for year in YEARS:
        first, last = span(year)
        came = [key for key, one in book.people.items() if one.identified_on and first <= one.identified_on <= last]
        counts[year] = by_area(CITY, Counter(CITY.units[min(key % 7, 3)] for key in came))
    printed: dict[Any, Any] = {}
    sheet: dict[Any, Any] = {}
    gathered: set[str] = set()
    years = iter((2022, 2023) if order.count("review") > 1 else (2023,))
    for paper in order.split():
        sheets = from_sheets({(IDENTIFIED, year): sheet[WHOLE, year] for year in YEARS} if sheet else {}, book)
        if paper == "sheet":
            sheet = told_of_years(CITY, counts, LIMIT, everywhere(CITY), {}, told_of_whole(printed))
        else:
            review = publish(book, next(years), LIMIT, printed, sheets)
            gathered |= {*(review.withheld.coarser if review.withheld else ())}
            printed = read_told([json.loads(json.dumps(publication_record(review, printed), default=str))])
    assert any(isinstance(figure, float) for figure in sheet.values())
    truth = published_system(book, 2023, printed).published(gathered)
    for year in YEARS:
        of_year = {area: figure for (area, one), figure in sheet.items() if one == year}
        whole = year, "table3", TOTAL, "people"
        truth, more = with_sheet(truth, CITY, counts[year], of_year, whole, IDENTIFIED)
        printed |= {key: one for key, one in more.items() if key not in printed or isinstance(one, int)}
    assert found(truth, printed) == set()


def test_the_attacker_finds_what_a_sheet_tells_that_knows_of_no_review():
    """Thirteen were identified, three of them so, which the review hides with the whole; the sheet tells the whole."""
    total = 2023, "table3", TOTAL, "people"
    figures = {(2023, "table3", name, "people"): Figure(count) for name, count in (("a", 3), ("b", 10))}
    truth = Published({**figures, total: Figure(13)}, [(total, tuple(figures))])
    marks = withhold(truth, LIMIT, lambda key: key[1]).marks
    assert len(marks) > 1
    printed = {key: marks.get(key, one.value) for key, one in truth.figures.items()}
    assert found(truth, printed) == set()
    told = {key: 13 if key == total else 10 if one.value == 10 else printed[key] for key, one in truth.figures.items()}
    assert found(truth, told) != set()
