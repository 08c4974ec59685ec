"""What columns hold, as people read it: a code in words, a person by her code name, a facility by its name."""

from collections.abc import Mapping

from casebook.mapping import kind_of
from desk.city import City
from desk.correcting import LISTED
from desk.inspection import Difference
from ui.context import Context
from words.message import Message
from words.say import known

TOPICS: Mapping[str, str] = {
    **dict.fromkeys(("next_residence", "residence_before", "residence_after"), "residence"),
    "disability_kinds": "disability",
    "medical_care": "medical",
    "risk_factors": "factor",
    "sexes": "accepted_sex",
    "step": "exit_step",
    "weekdays": "weekday",
}
"""Where the words of a field's codes are, if neither under its own name nor among `LISTED`."""


def field_name(ctx: Context, field: str) -> str:
    """Name a field of any record."""
    code = f"field.{field}"
    return ctx.t(code) if known(code) else field


def in_words(ctx: Context, entity: str, field: str, value: object, city: City | None = None) -> str:
    """Write what a column holds as its form shows it.

    Parameters
    ----------
    city
        As the context gives it: asking for it again takes two milliseconds, which count where there are many values.
    """
    if field.endswith("facility_id") and isinstance(value, int):
        return (city or ctx.city()).facility_names[ctx.language].get(value, ctx.t("common.unknown"))
    if field == "person_id" and isinstance(value, int):
        file = (city or ctx.city()).everyone.get(value)
        return ctx.t("common.unknown") if file is None else file.person.code_name
    code = f"{_topic(entity, field)}.{value}"
    return ctx.t(code) if isinstance(value, str) and known(code) else ctx.show(value)


def _topic(entity: str, field: str) -> str:
    listed = LISTED.get((kind_of(entity), field))
    if listed is not None:
        return listed[0]
    return f"{entity}_status" if field == "status" else TOPICS.get(field, field)


def difference(ctx: Context, entity: str, one: Difference, city: City | None = None) -> str:
    """Say what was changed of a field, before and after; see `in_words`."""
    name = field_name(ctx, one.field)
    if one.item is not None:
        topic = TOPICS.get(one.field)
        name = ctx.aside(name, ctx.t(f"{topic}.{one.item}") if topic and known(f"{topic}.{one.item}") else one.item)
    sides = (
        ctx.t("correcting.empty") if value is None else in_words(ctx, entity, one.field, value, city)
        for value in (one.before, one.after)
    )
    before, after = sides
    return ctx.t(Message("correcting.change", {"field": name, "before": before, "after": after}))
