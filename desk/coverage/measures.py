"""The measures of coverage as a list: code, unit, and what may be done with each."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from casebook.vocabulary import STATISTIC_KINDS, TIERS
from words.message import Message

NEEDS = (
    *("physical", "intellectual", "mental", "developmental", "intractable_disease", "higher_brain", "care"),
    *("severe_behaviour", "wheelchair", "child"),
)
SERVICES = {"short_stay": "24", "group_home": "33", "residential": "32", "training": "34", "welfare_home": "WH"}
"""Measures that count facilities by kind, and the service code of each."""
FUNCTIONS = {
    "consultation": "offices",
    "emergency": "asked",
    "trial": "asked",
    "experts": "asked",
    "system": "visits",
}
"""The five functions of a base, and what each is judged by; 2 stands for present, 1 for thin, 0 for missing."""
NEAREST = (1, 2, 3)
ACCESS = ("access_people", "access_population")
"""Measures of which there is a choice of method."""
METHOD, DECAY = "e2sfca", "stepped"
"""How access is measured unless something else is asked for."""
UNWEIGHED = "2sfca"
"""The method for which no decay matters: all within the catchment weighs alike."""


@dataclass(frozen=True)
class Measure:
    """One figure an area has.

    Attributes
    ----------
    unit
        A word code.
    origin
        What it is counted from: a code under `measure_source`.
    people
        Whether it counts people, so that small counts must not leave the desk.
    gap
        Which side is a gap: ``low``, ``high``, or nothing.
    of
        Codes of the numerator and the denominator where it is a ratio of two measures.
    over
        Code of the count that it is a mean or a share over, if it is one: what hides that count hides this.
    stem, params
        Its words are `measure.<stem>` and `measure_definition.<stem>`, filled by the params: measures of one kind share
        a sentence. Without a stem, the code is it.
    """

    code: str
    unit: str
    origin: str
    people: bool = False
    gap: str = ""
    of: tuple[str, str] | None = None
    over: str | None = None
    stem: str = ""
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def name(self) -> Message:
        """What it is called."""
        return Message(f"measure.{self.stem or self.code}", self.params)

    @property
    def definition(self) -> Message:
        """How it is worked out; of access, by the method and decay that hold unless others are asked for."""
        return definition(self.code)

    @property
    def source(self) -> Message:
        """What it is counted from."""
        return Message(f"measure_source.{self.origin}")


def _statistic(kind: str) -> Measure:
    unit = "unit.households" if kind == "households" else "unit.people"
    return Measure(kind, unit, "published", stem="published", params={"statistic": Message(f"statistic.{kind}")})


MEASURES: Mapping[str, Measure] = {
    measure.code: measure
    for measure in (
        Measure("people", "unit.people", "people", people=True),
        *(
            Measure(f"tier_{tier}", "unit.people", "people", people=True, stem="tier", params={"tier": tier})
            for tier in TIERS
        ),
        *(
            Measure(
                f"need_{need}",
                "unit.people",
                "people",
                people=True,
                stem="need",
                params={"need": Message(f"need.{need}")},
            )
            for need in NEEDS
        ),
        Measure("trial_places", "unit.places", "asked", gap="low"),
        Measure("places_unasked", "unit.facilities", "asked", gap="high"),
        Measure("places_per_person", "unit.per_person", "asked", gap="low", of=("trial_places", "people")),
        Measure("emergency", "unit.facilities", "asked", gap="low"),
        Measure("emergency_unasked", "unit.facilities", "asked", gap="high"),
        *(
            Measure(
                kind,
                "unit.facilities",
                "offices",
                gap="low",
                stem="offices",
                params={"offices": Message(f"offices.{kind}")},
            )
            for kind in SERVICES
        ),
        *(
            Measure(
                f"function_{name}",
                "unit.presence",
                origin,
                gap="low",
                params={"scale": Message("measure_definition.presence")},
            )
            for name, origin in FUNCTIONS.items()
        ),
        Measure("access_people", "unit.per_person", "asked", gap="low", over="people"),
        Measure("access_population", "unit.per_thousand", "asked", gap="low"),
        Measure("no_place_near", "unit.people", "matched", people=True, gap="high"),
        Measure("place_near_unknown", "unit.people", "matched", people=True),
        Measure("no_place_in_time", "unit.people", "matched", people=True, gap="high"),
        Measure("place_in_time_unknown", "unit.people", "matched", people=True),
        Measure("one_place_near", "unit.people", "matched", people=True, gap="high"),
        *(
            Measure(
                f"metres_{rank}",
                "unit.metres",
                "matched",
                gap="high",
                over="people",
                stem="metres",
                params={"rank": rank},
            )
            for rank in NEAREST
        ),
        Measure("no_option", "unit.people", "matched", people=True, gap="high"),
        Measure("one_option", "unit.people", "matched", people=True, gap="high"),
        Measure("stays", "unit.stays", "stays", people=True),
        Measure("busiest_share", "unit.percent", "stays", gap="high", over="stays"),
        Measure("herfindahl", "unit.index", "stays", gap="high", over="stays"),
        Measure("visits", "unit.visits", "visits", gap="low"),
        Measure("never_visited", "unit.facilities", "visits", gap="high"),
        *(_statistic(kind) for kind in STATISTIC_KINDS),
    )
}
"""All measures, in the order shown."""


def definition(code: str, method: str = METHOD, decay: str = DECAY) -> Message:
    """Return how a measure is worked out; access, by a method and decay."""
    measure = MEASURES[code]
    if code not in ACCESS:
        return Message(f"measure_definition.{measure.stem or code}", measure.params)
    how = Message(f"access_method_defined.{method}")
    if method != UNWEIGHED:
        how = Message("access.weighed", {"method": how, "decay": Message(f"access_decay_defined.{decay}")})
    return Message(f"measure_definition.{code}", {"how": how})
