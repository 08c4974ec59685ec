"""Days in turn: held against trying all dates of everybody, and spread as a coordinator would spread them."""

import datetime as dt
from collections import Counter
from dataclasses import replace

from hypothesis import given, settings

from matching.dated.calendar import DatingRules, Horizon, Wishes
from matching.dated.plan import DatedPlan
from tests.matching import reference
from tests.matching.dated.towns import Town, of_month, towns

QUARTER = Horizon(dt.date(2027, 1, 1), dt.date(2027, 3, 31))
NEW_YEAR = frozenset(dt.date(2027, 1, day) for day in (1, 2, 3))
NOT_THEN = DatingRules(no_nights=NEW_YEAR)


@settings(max_examples=80)
@given(towns(most_people=4, most_facilities=2, most_nights=5))
def test_in_turn_everybody_has_the_best_day_that_leaves_dates_for_the_others(town: Town) -> None:
    """Read the order of `matching.dated.turns` from all datings of everybody, one person after another."""
    dated = town.dated()
    guests: dict[int, tuple[int, ...]] = {}
    for stay in dated.stays:
        guests[stay.facility_id] = (*guests.get(stay.facility_id, ()), stay.person_id)
    left = list(town.dated_together(guests))
    at = {stay.person_id: stay for stay in dated.stays}
    nights = {one: [dt.timedelta(later) for later in range(at[one].nights)] for one in at}
    known = {one.facility_id for one in town.beds if one.by_night or one.closed}
    possible = sorted({start for one in at for start in town.starts(one, at[one].facility_id)})
    possible = [day for day in possible if day.weekday() < 5] or possible
    share = Counter(monday(possible[len(possible) * turn // len(at)]) for turn in range(len(at)))
    before: dict[int, dt.date] = {}
    turns, _ = reference.lot(dated.plan.problem)
    for person in sorted(at, key=lambda one: (town.tiers[one - 1], turns.index(one - 1))):
        used = Counter(
            before[other] + later
            for other in before
            if at[other].facility_id == at[person].facility_id
            for later in nights[other]
        )

        def rank(day: dt.date, person: int = person, used: Counter[dt.date] = used) -> tuple[object, ...]:
            wish = next((one for one in town.wishes if one.person_id == person), Wishes(person))
            listed = next((one.by_night for one in town.beds if one.facility_id == at[person].facility_id), {})
            stays = [day + later for later in nights[person]]
            unsaid = (not wish.suits.issuperset(stays)) + (not all(of_month(listed, night) for night in stays))
            together = 0 if at[person].facility_id in known else max(used[day + later] for later in nights[person])
            over = max(0, sum(monday(day) == monday(one) for one in before.values()) + 1 - share[monday(day)])
            weekday = sum(day.weekday() == one.weekday() for one in before.values())
            return unsaid, together, over, day.weekday() >= 5, monday(day), weekday, day

        before[person] = min((dating[person] for dating in left), key=rank)
        left = [dating for dating in left if dating[person] == before[person]]
    assert {person: stay.arrival for person, stay in at.items()} == before


def monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(day.weekday())


def quarter(people: int, rules: DatingRules = NOT_THEN, **wishes: Wishes) -> DatedPlan:
    """Tiers 3, 2, 1, 3, ... with as many facilities as people, all open."""
    return Town(
        tuple(3 - one % 3 for one in range(people)),
        (1,) * people,
        tuple(tuple(0 if one == other else 9000 for other in range(people)) for one in range(people)),
        QUARTER,
        (),
        tuple(wishes.values()),
        rules=rules,
    ).dated()


def test_stays_are_spread_over_weeks_and_weekdays_and_higher_tiers_begin_first() -> None:
    dated = quarter(26)
    days = [stay.arrival for stay in dated.stays]
    assert not NEW_YEAR & set(days)
    by_week = Counter(map(monday, days))
    assert (len(by_week), max(by_week.values())) == (13, 3)
    by_weekday = Counter(day.weekday() for day in days)
    assert set(by_weekday) == {0, 1, 2, 3, 4}
    assert max(by_weekday.values()) - min(by_weekday.values()) <= 2
    tiers = [
        dated.plan.problem.people[stay.person_id - 1].tier for stay in sorted(dated.stays, key=lambda s: s.arrival)
    ]
    weeks = sorted(monday(day) for day in days)
    by_tier = sorted(zip(weeks, tiers, strict=True))
    assert [tier for _, tier in by_tier] == sorted(tier for _, tier in by_tier)


def test_nothing_begins_too_soon_or_on_a_day_left_out_unless_somebody_wants_that_day() -> None:
    wanted = frozenset({dt.date(2027, 1, 2)})
    rules = DatingRules(no_arrivals=NEW_YEAR, no_nights=NEW_YEAR)
    dated = quarter(3, rules, one=Wishes(1, 1, wanted))
    assert dated.stays[0].arrival in wanted
    assert not {stay.arrival for stay in dated.stays[1:]} & NEW_YEAR
    late = quarter(3, replace(rules, not_before=dt.date(2027, 2, 1)), one=Wishes(1, 1, wanted, frozenset(), True))
    assert late.stays[0].arrival in wanted
    assert all(stay.arrival >= dt.date(2027, 2, 1) for stay in late.stays[1:])


def test_whom_the_rules_leave_no_day_is_told_so() -> None:
    dated = quarter(1, DatingRules(not_before=dt.date(2027, 4, 1)))
    (left,) = dated.unplaced
    assert left.obstacles == {"left_out": 1}


def test_the_desk_accompanies_no_more_than_it_can_and_says_so() -> None:
    rules = DatingRules(not_before=dt.date(2027, 3, 22), accompany_per_week=2)
    dated = quarter(6, rules)
    assert (len(dated.stays), dated.by_week, dated.proven) == (4, True, True)
    assert dated.objective.placed_by_tier == (2, 2, 0)
    assert {left.reason for left in dated.unplaced} == {"weeks_full"}
