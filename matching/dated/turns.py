"""On which day each stay begins: in turn, higher tiers first, spread over the weeks and over the days of the week."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_

from matching.dated.calendar import set_bits
from matching.dated.rota import Budget, Dates, Free, Guest, Party, Weeks, hold

SATURDAY = 5
Rank = tuple[int, int, int, bool, int, int, int]


def in_turn(parties: Sequence[Party], order: Sequence[int], weeks: Weeks, budget: Budget) -> Dates:
    """Return dates where everybody, in turn, has the best day that leaves dates for all who come after.

    The best day is the first by: nights that the person and the facility named themselves, not just did not exclude;
    the fewest beds needed at once where only places are known; a week that has not had its even share of all stays;
    Monday to Friday; the earliest week; the day of the week on which fewest begin.

    Parameters
    ----------
    parties
        Everybody can be held.
    order
        People, whose turn comes first to last.

    Raises
    ------
    OutOfTimeError
        The time does not suffice.
    """
    where = {guest.person: (at, guest) for at, (_, guests) in enumerate(parties) for guest in guests}
    turns = [where[person] for person in order]
    # If simply taking the best free day brings everybody through, then it has left dates for all who came after.
    return _taken(parties, turns, weeks) or _looking_ahead(parties, turns, weeks, budget)


def _taken(parties: Sequence[Party], turns: Sequence[tuple[int, Guest]], weeks: Weeks) -> Dates | None:
    diary = _Diary(parties, weeks)
    for at, guest in turns:
        start = min(diary.open_days(at, guest), key=lambda day: diary.rank(at, guest, day), default=None)
        if start is None:
            return None
        diary.enter(at, guest, start)
    return diary.dates


def _looking_ahead(parties: Sequence[Party], turns: Sequence[tuple[int, Guest]], weeks: Weeks, budget: Budget) -> Dates:
    diary = _Diary(parties, weeks)
    narrowed = [(house, list(guests)) for house, guests in parties]
    for at, guest in turns:
        house, guests = narrowed[at]
        place = guests.index(guest)
        for start in sorted(diary.open_days(at, guest), key=lambda day: diary.rank(at, guest, day)):
            guests[place] = guest._replace(starts=1 << start)
            if hold([(house, guests)], budget) is not None and (
                weeks.room is None or hold(narrowed, budget, weeks) is not None
            ):
                diary.enter(at, guest, start)
                break
    return diary.dates


def _shares(guests: Sequence[Guest], weeks: Weeks) -> Counter[int]:
    """Return how many stays each week has when all are spread evenly over the days on which one could begin."""
    days: Sequence[int] = set_bits(reduce(or_, (guest.starts for guest in guests), 0))
    days = [day for day in days if (weeks.first_weekday + day) % 7 < SATURDAY] or days
    return Counter(weeks.of(days[len(days) * turn // len(guests)]) for turn in range(len(guests)))


class _Diary:
    """The stays dated so far, and how good a day is for the next one."""

    def __init__(self, parties: Sequence[Party], weeks: Weeks) -> None:
        self._parties, self._weeks = parties, weeks
        self._free = Free([house for house, _ in parties], weeks)
        self._by_week: Counter[int] = Counter()
        self._by_weekday: Counter[int] = Counter()
        self._share = _shares([guest for _, guests in parties for guest in guests], weeks)
        self.dates: dict[int, int] = {}

    def open_days(self, at: int, guest: Guest) -> Iterator[int]:
        """Yield the days on which a stay could begin now."""
        return (start for start in set_bits(guest.starts) if self._free.fits(at, guest, start))

    def rank(self, at: int, guest: Guest, start: int) -> Rank:
        """Return how good a day is, the smaller the better."""
        house = self._parties[at][0]
        week, weekday = divmod(self._weeks.first_weekday + start, 7)
        unsaid = sum(not said >> start & 1 for said in guest.said)
        together = 0 if house.known else max(house.beds) - self._free.least(at, guest, start)
        over = max(0, self._by_week[week] + 1 - self._share[week])
        return unsaid, together, over, weekday >= SATURDAY, week, self._by_weekday[weekday], start

    def enter(self, at: int, guest: Guest, start: int) -> None:
        """Let a stay begin on a day."""
        self._free.take(at, guest, start)
        week, weekday = divmod(self._weeks.first_weekday + start, 7)
        self._by_week[week] += 1
        self._by_weekday[weekday] += 1
        self.dates[guest.person] = start
