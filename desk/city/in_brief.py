"""What is known of somebody in a line each, for pages and papers alike: what nobody asked about is not said to be no."""

from collections.abc import Mapping
from datetime import date

from casebook.records import ContactPerson, Needs, Person
from words.say import aside, join, pair, say, show


def several(topic: str, group: Mapping[str, bool], language: str) -> str | None:
    """List what is there; "none" when it is known that nothing is; unknown otherwise.

    Parameters
    ----------
    topic
        Where the words of the items stand; an item is its own word without.
    """
    if not group:
        return None
    there = [say(f"{topic}.{item}", language) if topic else item for item, present in group.items() if present]
    return join(there, language) or say("common.none", language)


def needs_in_brief(needs: Needs, language: str) -> str | None:
    """Say in a line what somebody needs; what nobody has asked about is left out, and None where nothing is known."""
    scale = needs.support_scale
    level = scale and f"{say(f'support_scale.{scale}', language)} {show(needs.support_level, language)}"
    flags = [
        pair(say(f"field.{name}", language), show(value, language), language)
        for name in ("severe_behaviour", "wheelchair")
        if (value := getattr(needs, name)) is not None
    ]
    care = several("medical", needs.medical_care, language)
    parts = [
        several("disability", needs.disability_kinds, language),
        level,
        care and pair(say("field.medical_care", language), care, language),
        *flags,
        needs.other_needs,
    ]
    return join((part for part in parts if part), language) or None


def age(person: Person, day: date, language: str) -> str | None:
    """Say how old somebody is on a day, or which of two ages."""
    match person.ages_on(day):
        case (one,):
            return say("people.ages_one", language, age=one)
        case (younger, older):
            return say("people.ages_two", language, younger=younger, older=older)
    return None


def called(one: ContactPerson, language: str) -> str:
    """Name somebody who may be called: her place in the order, who she is to the person, and when she may be called."""
    name = join((part for part in (one.relation, one.full_name) if part), language)
    night = [] if one.at_night is None else [say("care.at_night" if one.at_night else "care.not_at_night", language)]
    more = [*night, *([one.note] if one.note else [])]
    told = aside(name, join(more, language), language) if more else name
    return f"{one.call_order}. {told}"
