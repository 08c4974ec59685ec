"""A year of emergencies simulated from the casebook's own years: rates, stays, acceptance and rooms."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from casebook.book import Casebook
from casebook.records import Facility, FacilityCondition, Person
from casebook.records.base import require
from desk.city import UNKNOWN, Fit, Travel, fit, straight_line, tier_of
from desk.errors import DeskError
from desk.period import coming_quarter
from desk.plan import answers, learnt_acceptance, plan_trials
from desk.policy import load_policy
from desk.readiness import emergency_options, options_after, read_readiness
from matching.emergency import BEDS
from matching.emergency import readiness as judge_readiness
from matching.policy import aiming
from matching.problem import NOT_ASKED, REFUSES
from matching.simulation import (
    Caller,
    Estimate,
    Lengths,
    Model,
    Outcome,
    RateEnds,
    Record,
    Summary,
    difference_of,
    fit_lengths,
    joined,
    rate_ends,
    simulate,
    spread_by_rates,
    summarise,
)

ROOMS = 4
"""Rooms of a base that has not said how many it has."""
CONFIDENCE = 0.99
OTHER_ROOMS = (3, 4, 5, 6)
TODAY, LATER = "today", "later"
PLANS = {"plan": "cost", "plan_readiness": "readiness"}
"""Readiness after the trials of the coming quarter's plan -> what that plan aims at."""
ALONE = "alone"
READINESS = (TODAY, LATER, *PLANS, ALONE)
"""Who knows whom: today, at the end of the coming quarter without any trial, with those of a plan; nobody."""
Known = Mapping[int, Sequence[int]]
"""Person id -> facilities outside the base that would take her, in the order to telephone."""
Progress = Callable[[int, int], None]
Variant = tuple[str, int]
"""A readiness by name, and rooms of the base."""
Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True)
class SimulationChoice:
    """What is asked for; None leaves it to the casebook.

    Attributes
    ----------
    shape
        One of ``matching.simulation.year.SHAPES``; None is empirical where enough stays are on record, else log-normal.
    mean_stay
        Days.
    rates
        Emergencies a year by stream, in place of those of the casebook.
    """

    rooms: int | None = None
    shape: str | None = None
    mean_stay: float | None = None
    cluster: float = 1.0
    rates: Mapping[str, float] = field(default_factory=dict)


def lengths_of(choice: SimulationChoice, days: Sequence[int]) -> Lengths:
    """Return the lengths of stay that are asked for."""
    return fit_lengths(choice.shape or ("empirical" if len(days) > 1 else "lognormal"), days, choice.mean_stay)


def city_model(
    book: Casebook,
    today: date,
    fitted: Fit,
    choice: SimulationChoice,
    known: Known,
    fitted_rates: Mapping[str, float] | None = None,
) -> Model:
    """Return the city as it is simulated.

    Parameters
    ----------
    fitted_rates
        In place of the casebook's likeliest rates.
    known
        Who would be taken where. How likely a facility is to accept is learnt from its answers in emergencies, or
        where there are none from those to proposals of trial stays. Every facility that could be an option of
        somebody has beds, whoever is known there, so that all models of one city meet the same luck.

    Raises
    ------
    DeskError
        If neither the casebook nor the choice says how often emergencies come.
    """
    rates = {**(fitted.rates if fitted_rates is None else fitted_rates), **choice.rates}
    if not any(rates.values()):
        raise DeskError("simulation.no_rates")
    learnt = learnt_acceptance(book, answers(book))
    callers = []
    for person, stream in _callers(book, today, choice):
        if not rates.get(stream):
            continue
        options = tuple((site, learnt.get(site, NOT_ASKED).mean) for site in known.get(require(person.id), ()))
        callers.append(Caller(rates[stream], options))
    callers.append(Caller(rates.get(UNKNOWN, 0.0), many=True))
    beds = dict.fromkeys({*_takers(book), *(site for sites in known.values() for site in sites)}, BEDS)
    rooms = choice.rooms if choice.rooms is not None else fitted.rooms
    return Model(
        tuple(callers), lengths_of(choice, fitted.days), ROOMS if rooms is None else rooms, beds, choice.cluster
    )


def _callers(book: Casebook, today: date, choice: SimulationChoice) -> list[tuple[Person, str]]:
    """Return everybody who may have an emergency, with her stream."""
    policy = load_policy()
    streams = [(person, str(tier_of(person, policy)[0])) for person in book.all(Person) if person.status != "closed"]
    return [
        (person, stream)
        for person, stream in streams
        if stream in choice.rates or (person.identified_on is not None and person.identified_on <= today)
    ]


@dataclass(frozen=True)
class OpenRates:
    """How far the casebook's years leave open how many emergencies a year brings, and the city at both ends."""

    ends: RateEnds
    low: Model
    high: Model


def open_rates(
    book: Casebook, today: date, fitted: Fit, choice: SimulationChoice, known: Known, confidence: float = CONFIDENCE
) -> OpenRates | None:
    """Return the city at the lowest and the highest rates that the casebook leaves open; None if all were given."""
    people = Counter(stream for _, stream in _callers(book, today, choice))
    people[UNKNOWN] = 1
    records = {
        stream: Record(fitted.admissions[stream], years, people[stream])
        for stream, years in fitted.exposure.items()
        if years and people[stream] and stream not in choice.rates
    }
    if not records:
        return None
    # Clusters have a geometric size: the count of their members varies 2 m - 1 times as much as that of single calls.
    ends = rate_ends(tuple(records.values()), confidence, 2 * choice.cluster - 1)
    low, high = (
        city_model(book, today, fitted, choice, known, dict(zip(records, rates, strict=True)))
        for rates in (ends.low_rates, ends.high_rates)
    )
    return OpenRates(ends, low, high)


def _takers(book: Casebook) -> set[int]:
    """Return the facilities outside the base that take emergencies by some policy."""
    conditions = book.all(FacilityCondition)
    willing = {one.facility_id for one in conditions if one.emergency_policy not in (None, REFUSES)}
    sites = [facility for facility in book.all(Facility) if facility.status == "open" and not facility.is_base]
    return {key for site in sites if (key := require(site.id)) in willing}


def simulate_all(
    models: Mapping[Name, Model], years: int, seed: int, progress: Progress = lambda _done, _total: None
) -> dict[Name, Outcome]:
    """Simulate several variants with the same luck, so that they can be compared year by year."""
    outcomes: dict[Name, Outcome] = {}

    def tell(done: int, _total: int) -> None:
        progress(len(outcomes) * years + done, len(models) * years)

    for name, model in models.items():
        outcomes[name] = simulate(model, years, seed, tell)
    return outcomes


@dataclass(frozen=True)
class Unsure:
    """What a year may bring by the casebook's rates, and what that alone makes of the figures."""

    ends: RateEnds
    found: Summary


def unsure(rates: OpenRates, likeliest: Summary, low: Summary, high: Summary) -> Unsure:
    """Return what the lowest and the highest rates make of a simulation at the likeliest."""
    return Unsure(rates.ends, spread_by_rates(likeliest, low, high))


@dataclass(frozen=True)
class Run:
    """A simulation as it was asked for, with the other numbers of rooms and the other readiness beside it.

    Attributes
    ----------
    chosen
        The variant that was asked for.
    found
        What each variant came to; the intervals are those of the simulated years' chance.
    unsure
        What not knowing the rates makes of the chosen variant; None if all were given.
    nowhere
        How many more a year find no bed anywhere than in the chosen variant, with the interval of the difference of
        years that met the same luck.
    """

    choice: SimulationChoice
    fitted: Fit
    years: int
    seed: int
    chosen: Variant
    models: Mapping[Variant, Model]
    found: Mapping[Variant, Summary]
    unsure: Unsure | None
    nowhere: Mapping[Variant, Estimate]

    @property
    def whole(self) -> Summary:
        """The chosen variant with intervals for both: the chance of the simulated years, and not knowing the rates."""
        chance = self.found[self.chosen]
        return chance if self.unsure is None else joined(chance, self.unsure.found)


def run_city(
    book: Casebook,
    today: date,
    choice: SimulationChoice,
    known: Mapping[str, Known],
    readiness: str,
    years: int,
    seed: int,
    progress: Progress = lambda _done, _total: None,
) -> Run:
    """Simulate the city as asked for, with `OTHER_ROOMS`, and under every other readiness in `known`.

    The city as asked for is also simulated at the lowest and the highest rates that the casebook leaves open.

    Raises
    ------
    DeskError
        If neither the casebook nor the choice says how often emergencies come.
    """
    fitted = fit(book, today)
    cities = {name: city_model(book, today, fitted, choice, places) for name, places in known.items()}
    rooms_asked = cities[readiness].rooms
    chosen = (readiness, rooms_asked)
    variants = [(readiness, rooms) for rooms in sorted({rooms_asked, *OTHER_ROOMS})]
    variants += [(name, rooms_asked) for name in cities if name != readiness]
    models = {(name, rooms): replace(cities[name], rooms=rooms) for name, rooms in variants}
    rates = open_rates(book, today, fitted, choice, known[readiness])
    ends = {} if rates is None else {"low": rates.low, "high": rates.high}
    outcomes = simulate_all({**models, **ends}, years, seed, progress)
    summaries = {key: summarise(outcome, CONFIDENCE) for key, outcome in outcomes.items()}
    found = {key: summaries[key] for key in models}
    return Run(
        choice,
        fitted,
        years,
        seed,
        chosen,
        models,
        found,
        None if rates is None else unsure(rates, found[chosen], summaries["low"], summaries["high"]),
        {
            key: difference_of(outcomes[key].nowhere - outcomes[chosen].nowhere, CONFIDENCE, choice.cluster)
            for key in models
        },
    )


def known_places(book: Casebook, today: date, readiness: str, travel: Travel = straight_line) -> Known:
    """Return who would be taken where outside the base, the nearest first, under one of `READINESS`.

    With the base `ALONE` nobody is. What is to come is judged on the last day of the coming quarter, when some past use of today no longer counts.
    """
    if readiness == ALONE:
        return {}
    policy, period = load_policy(), coming_quarter(today)
    view = read_readiness(book, today, policy, travel)
    if readiness in PLANS:
        plan = plan_trials(book, period, aiming(policy, PLANS[readiness]), today, travel=travel)
        options = options_after(plan)
    elif readiness == LATER:
        at_end = judge_readiness(view.problem, period.end)
        options = emergency_options(replace(view, day=period.end, readiness=at_end))
    else:
        options = emergency_options(view)
    bases = {key for key, file in view.source.facilities.items() if file.facility.is_base}
    return {person: tuple(site for site in sites if site not in bases) for person, sites in options.items()}
