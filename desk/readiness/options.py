"""How ready the city is: who would be taken where in an emergency, what one trial would add, who is about to lose it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from casebook.book import Casebook
from casebook.records import Consultation
from desk.city import PersonFile, Travel, straight_line
from desk.period import Period
from desk.plan import PlanInput, plan_input
from desk.proposals import pair_constraints
from matching.arrays import Flags, Ints
from matching.emergency import (
    POLICY,
    Readiness,
    judge_emergency,
    known_until,
    makes_known,
    oldest_day,
    options_on,
    readiness,
    to_confirm,
)
from matching.pairs import YES, Pair, eligible_pairs
from matching.policy import Policy
from matching.problem import Person, Problem, columns_of, months_before, needs_of, stays_possible
from words.message import Message
from words.zone import TOKYO

LEVELS = (0, 1, 2)
"""Numbers of options that are told apart; the last stands for two and more."""
TRIAL, CONFIRM = "trial", "confirm"
INFORMATION = "information"
MONTHS_SHOWN = 12
UNKNOWN_LAST = 10**9
Counts = tuple[int, int, int]
"""People with none, one, and two or more options."""


@dataclass(frozen=True)
class Way:
    """One single thing that would give a person one more option.

    Attributes
    ----------
    kind
        ``trial`` (a trial stay there) or ``confirm`` (one question to the facility).
    rule
        What is to be confirmed, a code of ``matching.emergency.options.EMERGENCY_RULES``, or ``information`` where what
        lacks is the person's intake sheet or consent; None with a trial.
    metres
        From the person's home; None when unknown.
    """

    kind: str
    facility_id: int
    rule: str | None
    metres: int | None


@dataclass(frozen=True)
class Losing:
    """Somebody whose last options go stale soon: after ``last_day`` nobody outside the base would take her."""

    person: PersonFile
    facility_ids: tuple[int, ...]
    last_day: date


@dataclass(frozen=True)
class ReadinessView:
    """Everybody's options on one day.

    Attributes
    ----------
    since
        From which day on people count in the past, by person id; who is missing is known since today.
    forbids
        Pairs that a trial stay must not bring together now.
    """

    day: date
    source: PlanInput
    readiness: Readiness
    since: Mapping[int, date] = field(default_factory=dict)
    forbids: frozenset[Pair] = frozenset()

    @property
    def problem(self) -> Problem:
        """The people and facilities, in the order of ``readiness``."""
        return self.source.problem

    @cached_property
    def counts(self) -> dict[int, int]:
        """Number of options by person id."""
        ids = [person.id for person in self.problem.people]
        return dict(zip(ids, self.readiness.options.tolist(), strict=True))

    @cached_property
    def losing(self) -> "tuple[Losing, ...]":
        """Who has an option today and will have none within the policy's months, the soonest first."""
        return _about_to_lose(self)

    def options(self, person_id: int) -> tuple[int, ...]:
        """Return the facilities that would take a person, the nearest first."""
        row = self.problem.person_rows[person_id]
        return self._nearest(row, np.flatnonzero(self.readiness.option[row]).tolist())

    def ways(self, person_id: int) -> tuple[Way, ...]:
        """Return what would add one option: trials where the facility offers them, then single questions; nearest first."""
        row, column = self.problem.person_rows[person_id], self.problem.facility_rows
        gained = self.readiness.after_trial[row] & ~self.readiness.option[row] & self._possible_trials[row]
        gains = np.flatnonzero(gained).tolist()
        trials = [Way(TRIAL, key, None, self._metres(row, column[key])) for key in self._nearest(row, gains)]
        one_away = ~self.readiness.refused[row] & (np.bitwise_count(self.readiness.to_confirm[row]) == 1)
        answers_away = self._nearest(row, np.flatnonzero(one_away).tolist())
        return (*trials, *(self._question(row, column[key]) for key in answers_away))

    def options_on(self, day: date) -> dict[int, int]:
        """Return the number of options on a past day of everybody who was known by then, by person id."""
        if day not in self._by_day:
            counts = options_on(self.problem, self.readiness, day).tolist()
            self._by_day[day] = {
                person.id: count
                for person, count in zip(self.problem.people, counts, strict=True)
                if self.since.get(person.id, self.day) <= day
            }
        return self._by_day[day]

    @cached_property
    def _by_day(self) -> dict[date, dict[int, int]]:
        return {}

    @cached_property
    def known_until(self) -> dict[tuple[int, int], date]:
        """Until when each facility knows somebody by a stay: (person id, facility id) -> last day.

        Of somebody who is there still, it is the day until which it would if she left today.
        """
        months, oldest = self.problem.policy.scope.emergency_past_use_months, oldest_day(self.problem, self.day)
        last_days: dict[tuple[int, int], date] = {}
        for stay in self.problem.past_use:
            if makes_known(stay, self.day, oldest):
                key, last = (stay.person_id, stay.facility_id), stay.last_day(self.day)
                last_days[key] = max(last, last_days.get(key, last))
        until = {day: known_until(day, months) for day in set(last_days.values())}
        return {key: until[day] for key, day in last_days.items()}

    def metres(self, person_id: int, facility_id: int) -> int | None:
        """Return the metres from a person's home to a facility; None when unknown."""
        return self._metres(self.problem.person_rows[person_id], self.problem.facility_rows[facility_id])

    def why_options(self, person_id: int) -> dict[int, Message]:
        """Return the facilities that would take a person, the nearest first, and of each why it is one of her options.

        It is past use and until when, information that is ready, or that the facility takes people always.
        """
        facilities, columns = self.options(person_id), self.problem.facility_rows
        there = np.array([columns[key] for key in facilities], dtype=np.intp)
        row = np.full(len(there), self.problem.person_rows[person_id])
        verdicts = judge_emergency(columns_of(self.problem).pairs(row, there), np.zeros(len(there), dtype=np.bool_))
        strangers = (verdicts == YES).all(axis=0).tolist()
        return {key: self._why(person_id, key, stranger=one) for key, one in zip(facilities, strangers, strict=True)}

    def _why(self, person_id: int, facility_id: int, *, stranger: bool) -> Message:
        """Say why an option is one; ``stranger``: whether it would be if the facility did not know the person."""
        if not stranger:
            if since := self._staying.get((person_id, facility_id)):
                return Message("readiness.option_staying", {"since": since})
            return Message("readiness.option_past_use", {"until": self.known_until[person_id, facility_id]})
        if self.problem.facilities[self.problem.facility_rows[facility_id]].emergency_policy == "always":
            return Message("readiness.option_always")
        return Message("readiness.option_information", {"day": self.source.people[person_id].person.identified_on})

    @cached_property
    def _staying(self) -> dict[tuple[int, int], date]:
        """Who is where today, and since when: (person id, facility id) -> first day."""
        going_on = [stay for stay in self.problem.past_use if stay.goes_on(self.day)]
        return {(stay.person_id, stay.facility_id): stay.start for stay in reversed(going_on)}

    def tell(self, person_id: int, way: Way) -> Message:
        """Say what has to be done at the facility of a way."""
        if way.rule is None:
            return Message("readiness.way_trial")
        if way.rule != INFORMATION:
            return Message(f"confirm.{way.rule}")
        file = self.source.people[person_id]
        missing = "sheet" if file.sharing_valid else "consent" if file.person.identified_on else "both"
        return Message(f"readiness.way_{missing}")

    @property
    def unasked(self) -> int:
        """In how many facilities where people can stay overnight nobody has asked about emergencies yet."""
        policy = self.problem.policy
        return sum(
            facility.emergency_policy is None
            and not (facility.closed or facility.is_base)
            and stays_possible(facility, policy)
            for facility in self.problem.facilities
        )

    @property
    def asked(self) -> bool:
        """Whether any facility outside the base has said what it does in an emergency."""
        return any(one.emergency_policy is not None and not one.is_base for one in self.problem.facilities)

    @property
    def lacks(self) -> str | None:
        """What has to be recorded before there is anything to count: ``facilities``, ``people`` or ``policies``."""
        if not self.problem.facilities:
            return "facilities"
        return "people" if not self.problem.people else None if self.asked else "policies"

    @cached_property
    def _possible_trials(self) -> Flags:
        """Where each person could have a trial stay, shape (people, facilities)."""
        possible = np.zeros(self.readiness.option.shape, dtype=np.bool_)
        possible[eligible_pairs(self.problem)] = True
        row, column = self.problem.person_rows, self.problem.facility_rows
        for person, facility in self.forbids:
            if person in row and facility in column:
                possible[row[person], column[facility]] = False
        return possible

    def _question(self, row: int, column: int) -> Way:
        (rule,) = to_confirm(int(self.readiness.to_confirm[row, column]))
        emergency_policy = self.problem.facilities[column].emergency_policy
        # What a facility with this policy lacks is not an answer of its own, but the person's intake sheet.
        rule = INFORMATION if rule == POLICY and emergency_policy == INFORMATION else rule
        return Way(CONFIRM, self.problem.facilities[column].id, rule, self._metres(row, column))

    def _metres(self, row: int, column: int) -> int | None:
        metres = int(self.problem.home_metres[row, column])
        return None if metres < 0 else metres

    def _nearest(self, row: int, columns: Iterable[int]) -> tuple[int, ...]:
        there = np.fromiter(columns, dtype=np.intp)
        metres, ids = self.problem.home_metres[row, there], self._facility_ids[there]
        order = np.lexsort((ids, np.where(metres < 0, UNKNOWN_LAST, metres)))
        return tuple(ids[order].tolist())

    @cached_property
    def _facility_ids(self) -> Ints:
        return np.array([one.id for one in self.problem.facilities], dtype=np.int64)


def read_readiness(
    book: Casebook, today: date, policy: Policy, travel: Travel = straight_line, source: PlanInput | None = None
) -> ReadinessView:
    """Return everybody's emergency options outside the base today; nothing is written.

    People whose support is closed take no part.

    Parameters
    ----------
    source
        What was gathered of the casebook for today already; gathered if None.
    """
    source = source or plan_input(book, today, policy, today, travel)
    judged = readiness(source.problem, today)
    forbids = pair_constraints(book, Period(today, today)).forbids
    return ReadinessView(today, source, judged, _known_since(book, source.people), forbids)


def _known_since(book: Casebook, people: Mapping[int, PersonFile]) -> dict[int, date]:
    """Return when people were identified, or else came first to notice: by a stay or a consultation."""
    days: dict[int, list[date]] = {key: [stay.start_on for stay in file.stays] for key, file in people.items()}
    for consultation in book.all(Consultation):
        if consultation.person_id in days:
            days[consultation.person_id].append(consultation.received_at.astimezone(TOKYO).date())
    since = {key: people[key].person.identified_on or min(of, default=None) for key, of in days.items()}
    return {key: day for key, day in since.items() if day is not None}


def emergency_options(view: ReadinessView) -> dict[int, tuple[int, ...]]:
    """Return the facilities that would take each person today, by ids, the nearest first."""
    return {person.id: view.options(person.id) for person in view.problem.people}


def tally(counts: Iterable[int]) -> Counts:
    """Count people with none, one, and two or more options."""
    people_by_options = Counter(min(count, LEVELS[-1]) for count in counts)
    return people_by_options[0], people_by_options[1], people_by_options[2]


def by_group(view: ReadinessView, group: str) -> dict[str, Counts]:
    """Return none, one, two or more by ``ward``, ``tier`` or ``need``.

    Keys are ward labels ("" where unknown), tiers as text, and word codes of needs; somebody with several needs counts
    under each.
    """
    return {key: tally(view.counts[one] for one in people) for key, people in members(view, group).items()}


def members(view: ReadinessView, group: str) -> dict[str, list[int]]:
    """Return the ids of the people of each ward, tier or need, with the keys of `by_group`."""
    found: dict[str, list[int]] = {}
    for person in view.problem.people:
        for key in _groups(person, group):
            found.setdefault(key, []).append(person.id)
    # Wards come as the city lists them, not as their characters happen to be numbered.
    listed = list(view.source.places.areas["ward"]) if group == "ward" else []
    place = {key: number for number, key in enumerate(listed)}
    return dict(sorted(found.items(), key=lambda one: (place.get(one[0], len(place)), one[0] == "", one[0])))


def _groups(person: Person, group: str) -> Iterable[str]:
    if group == "ward":
        return [person.ward or ""]
    return [str(person.tier)] if group == "tier" else sorted(needs_of(person))


def without_option(view: ReadinessView, wards: Iterable[str]) -> dict[str, float | None]:
    """Return for each ward how many of its people have no option, as coverage does: nobody where nobody at risk lives."""
    by_ward = by_group(view, "ward")
    return {ward: float(by_ward[ward][0]) if ward in by_ward else 0.0 for ward in wards}


def month_ends(today: date, months: int = MONTHS_SHOWN) -> list[date]:
    """Return the last days of the months before today, the oldest first, and today."""
    firsts = [months_before(today.replace(day=1), back) for back in range(months - 1, -1, -1)]
    return [*(first - timedelta(days=1) for first in firsts), today]


def over_time(view: ReadinessView, days: Iterable[date]) -> dict[date, Counts]:
    """Return none, one, two or more on past days.

    Past use is that of each day, and people count from the day they were identified, or else from their first stay or
    consultation; conditions, policies, needs and tiers are today's, since the casebook keeps no earlier ones. People
    whose support has ended are missing from every day.
    """
    return {day: tally(view.options_on(day).values()) for day in days}


def over_time_by(view: ReadinessView, days: Iterable[date], group: str) -> dict[str, dict[date, Counts]]:
    """Return the same for each ward, tier or need, with the keys of `by_group`."""
    counts_by_day = [(day, view.options_on(day)) for day in days]
    return {
        key: {day: tally(counts[one] for one in people if one in counts) for day, counts in counts_by_day}
        for key, people in members(view, group).items()
    }


def _about_to_lose(view: ReadinessView) -> tuple[Losing, ...]:
    scope = view.problem.policy.scope
    horizon = known_until(view.day, scope.emergency_renew_months)
    later = options_on(view.problem, view.readiness, horizon)
    last = view.known_until
    losing = []
    for row in np.flatnonzero((view.readiness.options > 0) & (later == 0)).tolist():
        person = view.problem.people[row]
        facilities = view.options(person.id)
        days = [last[person.id, key] for key in facilities if (person.id, key) in last]
        losing.append(Losing(view.source.people[person.id], facilities, max(days, default=horizon)))
    return tuple(sorted(losing, key=lambda one: (one.last_day, one.person.key)))
