"""The measures of coverage as a list: code, unit, and what may be done with each."""

from collections.abc import Mapping
from dataclasses import dataclass

from casebook.vocabulary import STATISTIC_KINDS

NEEDS = (
    *("physical", "intellectual", "mental", "developmental", "intractable_disease", "higher_brain", "care"),
    *("severe_behaviour", "wheelchair", "child"),
)
SERVICES = {"short_stay": "24", "group_home": "33", "residential": "32", "training": "34", "welfare_home": "WH"}
"""Measures that count facilities by kind, and the service code of each."""
FUNCTIONS = ("consultation", "emergency", "trial", "experts", "system")
"""The five functions of a base; 2 stands for present, 1 for thin, 0 for missing."""
NEAREST = (1, 2, 3)
ACCESS = ("access_people", "access_population")
"""Measures of which there is a choice of method."""
METHOD, DECAY = "e2sfca", "stepped"
"""How access is measured unless something else is asked for."""
UNWEIGHED = "2sfca"
"""The method for which no decay matters: all within the catchment weighs alike."""


@dataclass(frozen=True)
class Measure:
    """One figure an area has; its words are `measure.<code>`, `measure_definition.<code>`, `measure_source.<code>`.

    Attributes
    ----------
    unit
        A word code.
    people
        Whether it counts people, so that small counts must not leave the desk.
    gap
        Which side is a gap: ``low``, ``high``, or nothing.
    of
        Codes of the numerator and the denominator where it is a ratio of two measures.
    over
        Code of the count that it is a mean or a share over, if it is one: what hides that count hides this.
    """

    code: str
    unit: str
    people: bool = False
    gap: str = ""
    of: tuple[str, str] | None = None
    over: str | None = None


MEASURES: Mapping[str, Measure] = {
    one.code: one
    for one in (
        Measure("people", "unit.people", people=True),
        *(Measure(f"tier_{tier}", "unit.people", people=True) for tier in (1, 2, 3)),
        *(Measure(f"need_{need}", "unit.people", people=True) for need in NEEDS),
        Measure("trial_places", "unit.places", gap="low"),
        Measure("places_unasked", "unit.facilities", gap="high"),
        Measure("places_per_person", "unit.per_person", gap="low", of=("trial_places", "people")),
        Measure("emergency", "unit.facilities", gap="low"),
        Measure("emergency_unasked", "unit.facilities", gap="high"),
        *(Measure(kind, "unit.facilities", gap="low") for kind in SERVICES),
        *(Measure(f"function_{name}", "unit.presence", gap="low") for name in FUNCTIONS),
        Measure("access_people", "unit.per_person", gap="low", over="people"),
        Measure("access_population", "unit.per_thousand", gap="low"),
        Measure("no_place_near", "unit.people", people=True, gap="high"),
        Measure("place_near_unknown", "unit.people", people=True),
        Measure("no_place_in_time", "unit.people", people=True, gap="high"),
        Measure("place_in_time_unknown", "unit.people", people=True),
        Measure("one_place_near", "unit.people", people=True, gap="high"),
        *(Measure(f"metres_{rank}", "unit.metres", gap="high", over="people") for rank in NEAREST),
        Measure("no_option", "unit.people", people=True, gap="high"),
        Measure("one_option", "unit.people", people=True, gap="high"),
        Measure("stays", "unit.stays", people=True),
        Measure("busiest_share", "unit.percent", gap="high", over="stays"),
        Measure("herfindahl", "unit.index", gap="high", over="stays"),
        Measure("visits", "unit.visits", gap="low"),
        Measure("never_visited", "unit.facilities", gap="high"),
        *(Measure(kind, "unit.households" if kind == "households" else "unit.people") for kind in STATISTIC_KINDS),
    )
}
"""All measures, in the order shown."""


def definition_code(code: str, method: str = METHOD, decay: str = DECAY) -> str:
    """Return the word code of a measure's definition, of access by a method and decay."""
    chosen = code in ACCESS and (method, decay) != (METHOD, DECAY)
    return f"measure_definition.{code}" + (f".{method}.{decay}" if chosen else "")
