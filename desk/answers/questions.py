"""The conditions as questions with closed answers, by columns, and which of them a facility has not told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casebook import vocabulary as v
from casebook.mapping import to_row
from desk.city import FacilityFile

ALWAYS = ("offers_trial", "trial_places")
"""What changes from month to month is asked again and again."""


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes
    ----------
    rule
        Of which rule it is; its words are ``question.<rule>``.
    kind
        ``yes_no``, ``number``, ``choice`` of options, or ``levels``: all that are taken, of which one at least.
    field, column
        Of `FacilityCondition`; of levels the beginning of their columns.
    topic
        Of the words of its options; of a yes or no, those of its item.
    """

    rule: str
    kind: str
    field: str
    column: str
    topic: str = ""
    options: tuple[str, ...] = ()

    @property
    def item(self) -> str:
        """The item that a yes or no is about, of those that share a field; empty if there are none."""
        return self.options[0] if self.kind == "yes_no" and self.options else ""


def _items(rule: str, field: str, prefix: str, topic: str, items: Sequence[str]) -> list[Question]:
    return [Question(rule, "yes_no", field, f"{prefix}{item}", topic, (item,)) for item in items]


def _levels(scale: str) -> Question:
    options = tuple(str(level) for level in v.SUPPORT_LEVELS[scale])
    return Question("support_level", "levels", f"{scale}_levels", f"{scale}_level_", "", options)


CONDITIONS = (
    Question("offers_trial", "yes_no", "offers_trial", "offers_trial"),
    Question("no_places", "number", "trial_places", "trial_places"),
    *_items("disability_kind", "disability_kinds", "accepts_", "disability", v.DISABILITY_KINDS),
    _levels("adult"),
    _levels("child"),
    *_items("medical_care", "medical_care", "medical_", "medical", v.MEDICAL_CARE),
    Question("severe_behaviour", "yes_no", "severe_behaviour", "severe_behaviour"),
    Question("wheelchair", "yes_no", "wheelchair", "wheelchair"),
    Question("sex", "choice", "sexes", "sexes", "accepted_sex", v.ACCEPTED_SEXES),
    Question("age", "number", "age_min", "age_min"),
    Question("age", "number", "age_max", "age_max"),
    Question(
        "emergency_policy", "choice", "emergency_policy", "emergency_policy", "emergency_policy", v.EMERGENCY_POLICIES
    ),
)
"""All that can be asked, in the order of the page."""


def open_conditions(file: FacilityFile) -> Iterator[Question]:
    """Yield the questions that a facility has not answered, and those that are always asked."""
    row = to_row(file.condition)
    ages = row["age_min"] is not None or row["age_max"] is not None
    for one in CONDITIONS:
        columns = [f"{one.column}{option}" for option in one.options] if one.kind == "levels" else [one.column]
        said = all(row[column] is not None for column in columns) or (one.rule == "age" and ages)
        if not said or one.column in ALWAYS:
            yield one
