"""What columns hold, as people read it: a code in words, a person by her code name, a facility by its name."""

from casebook import vocabulary as v
from desk.capacity import told_figure
from desk.city import City
from desk.inspection import Difference
from ui.context import Context
from words.message import Message
from words.say import known
from words.topics import topic


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
    if field in v.CAPACITY_SCALES and isinstance(value, int):
        return told_figure(field, value)
    code = f"{topic(entity, field)}.{value}"
    return ctx.t(code) if isinstance(value, str) and known(code) else ctx.show(value)


def difference(ctx: Context, entity: str, one: Difference, city: City | None = None) -> str:
    """Say what was changed of a field, before and after; see `in_words`."""
    name = field_name(ctx, one.field)
    if one.item is not None:
        code = f"{topic(entity, one.field)}.{one.item}"
        name = ctx.aside(name, ctx.t(code) if known(code) else one.item)
    sides = (
        ctx.t("correcting.empty") if value is None else in_words(ctx, entity, one.field, value, city)
        for value in (one.before, one.after)
    )
    before, after = sides
    return ctx.t(Message("correcting.change", {"field": name, "before": before, "after": after}))
