"""The chance of a bed outside the base on the night of an emergency: beds are shared, and facilities may refuse."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from casebook.book import Casebook
from desk.readiness.options import ReadinessView
from matching.emergency import acceptance_of, counting_on, nights_of, rates_known
from matching.errors import MatchingError
from matching.problem import Acceptance
from matching.simulation import Chances, bed_chances
from words.message import Message


@dataclass(frozen=True)
class BedChance:
    """Whole per cents: the chance, and between which it lies in nine of ten simulated years."""

    percent: int
    low: int
    high: int

    @property
    def message(self) -> Message:
        """The chance in short."""
        if not self.high:
            return Message("chance.percent", {"percent": self.percent})
        return Message("chance.value", {"percent": self.percent, "low": self.low, "high": self.high})


@dataclass(frozen=True, eq=False)
class BedChances:
    """Everybody's chance of a bed outside the base on the night of an emergency, with the beds that others count on.

    Attributes
    ----------
    found
        As simulated, in the order of the problem.
    rates_known
        Whether the casebook tells how often emergencies come; if not, the chances are those of somebody alone.
    """

    view: ReadinessView
    found: Chances
    rates_known: bool

    def of(self, person_id: int) -> BedChance:
        """Return a person's chance; 0 of somebody without an option."""
        row = self.view.problem.person_rows[person_id]
        return BedChance(*(percent(float(one[row])) for one in (self.found.mean, self.found.low, self.found.high)))

    def average(self, people: Iterable[int]) -> int | None:
        """Return the average chance of some people in whole per cents; None of nobody."""
        rows = [self.view.problem.person_rows[key] for key in people]
        return percent(float(self.found.mean[rows].mean())) if rows else None

    def others(self, facility_id: int) -> int:
        """Return how many people count on the bed of a facility besides somebody who does."""
        return max(0, self.counting[facility_id] - 1)

    @cached_property
    def counting(self) -> Mapping[int, int]:
        """How many people have each facility among their options, by facility id."""
        counts = counting_on(self.view.readiness.option).tolist()
        return {one.id: count for one, count in zip(self.view.problem.facilities, counts, strict=True)}

    @property
    def messages(self) -> tuple[Message, ...]:
        """What holds of all: the average, the beds that several count on, and what is not known."""
        people = [person.id for person in self.view.problem.people]
        counts = [count for count in self.counting.values() if count]
        told = [Message("chance.average", {"percent": self.average(people) or 0, "count": len(people)})]
        shared = sum(count > 1 for count in counts)
        if shared:
            told.append(Message("chance.shared", {"beds": len(counts), "shared": shared, "most": max(counts)}))
        unasked = sum(not self.accepts(key).asked for key, count in self.counting.items() if count)
        if unasked:
            told.append(Message("chance.unasked", {"count": unasked}))
        if not self.rates_known:
            told.append(Message("chance.no_rates"))
        return tuple(told)

    def told(self, facility_id: int) -> tuple[Message, ...]:
        """Say of one option of somebody how likely it accepts, and who else counts on its bed."""
        answers = self.accepts(facility_id)
        accepted = {"percent": percent(answers.mean), "accepted": answers.accepted, "asked": answers.asked}
        return (
            Message("chance.accepts" if answers.asked else "chance.never_asked", accepted),
            Message(
                "chance.others" if self.others(facility_id) else "chance.alone", {"count": self.others(facility_id)}
            ),
        )

    def accepts(self, facility_id: int) -> Acceptance:
        """Return how a facility has answered so far."""
        return acceptance_of(self.view.problem, facility_id)


def percent(share: float) -> int:
    """Return a share in whole per cents; 0 and 100 are said of nothing else."""
    return round(100 * share) if share in (0, 1) else min(99, max(1, round(100 * share)))


def read_chances(book: Casebook, view: ReadinessView) -> BedChances | None:
    """Return everybody's chance by simulated nights; nothing is written.

    None where only some of the people are seen, since others count on the same beds, or where the casebook's rates
    would bring more calls than can be played.
    """
    if not book.sees_everybody:
        return None
    try:
        nights = nights_of(view.problem, view.readiness)
    except MatchingError:
        return None
    return BedChances(view, bed_chances(view.readiness.option, nights), rates_known(view.problem))
