"""The forms of a resource, and of what somebody needs and how she came to what serves it."""

from dataclasses import replace
from typing import Any

import streamlit as st

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import Resource, ResourceUse
from desk.city import City
from desk.errors import InvalidInputError, fault
from desk.resources import readers_of, record_resource, record_use
from ui.components import inputs
from ui.components.form import form_key, opened, save_button
from ui.components.pick import choose
from ui.context import Context


def resource_form(ctx: Context, city: City) -> None:
    """Ask for a resource, and save it; what is wrong in one is corrected as in any record."""
    key = form_key("resource", None)
    blank = Resource(name="", sharing=v.RESOURCE_SHARING[1], written_by=ctx.book.actor.name, checked_on=ctx.today)
    read = opened(key, "name", blank)
    left, right = st.columns(2)
    with left:
        name = inputs.text(ctx, "name", read.name, key, must=True)
    with right:
        serves = inputs.listed(ctx, "serves", read.serves, "resource_need", v.RESOURCE_NEEDS, key)
    left, right = st.columns(2)
    with left:
        sharing = inputs.required_choice(ctx, "sharing", read.sharing, "resource_sharing", v.RESOURCE_SHARING, key)
        st.caption(ctx.t(f"resources.told_{sharing}"))
    with right:
        # What nobody is asked for is not kept, though it was typed before.
        named = inputs.long_text(ctx, "readers", read.readers, key, must=True) if sharing == "named" else None
    in_city, ward, town = _where(ctx, city, key)
    left, middle, right = st.columns(3)
    with left:
        contact = inputs.text(ctx, "contact", read.contact, key)
    with middle:
        days = inputs.listed(ctx, "open_days", read.open_days, "weekday", v.WEEKDAYS, key)
    with right:
        hours = inputs.text(ctx, "open_hours", read.open_hours, key)
    left, middle, right = st.columns(3)
    with left:
        cost = inputs.number(ctx, "cost_yen", read.cost_yen, key, v.RESOURCE_BOUNDS["cost_yen"])
    with middle:
        at_once = inputs.number(ctx, "at_once", read.at_once, key, v.RESOURCE_BOUNDS["at_once"])
    with right:
        wheelchair = inputs.yes_no(ctx, "wheelchair", read.wheelchair, key)
    accessibility = inputs.text(ctx, "accessibility", read.accessibility, key)
    note = inputs.long_text(ctx, "note", read.note, key)
    left, right = st.columns(2)
    with left:
        source = inputs.text(ctx, "source", read.source, key)
    with right:
        checked: Any = inputs.day(ctx, "checked_on", read.checked_on, key, must=True)
    typed = replace(
        read,
        city=in_city,
        ward=ward,
        town=town,
        name=name or "",
        serves=serves,
        sharing=sharing,
        readers=readers_of(named),
        contact=contact,
        open_days=days,
        open_hours=hours,
        cost_yen=cost,
        at_once=at_once,
        wheelchair=wheelchair,
        accessibility=accessibility,
        note=note,
        source=source,
        checked_on=checked or ctx.today,
    )
    save_button(ctx, "resource", key, "resources", lambda book: record_resource(book, typed, ctx.today))


def _where(ctx: Context, city: City, key: str) -> tuple[str | None, str | None, str | None]:
    """Ask for the ward or municipality and the town; return city, ward and town."""
    left, right = st.columns(2)
    with left:
        area = inputs.place(ctx, "ward", None, city.area_labels, key)
    with right:
        town = inputs.place(ctx, "town", None, city.town_names(area), f"{key}.{area}")
    return *city.places.names.place(area), town


def use_form(ctx: Context, city: City, resource: Resource | None = None) -> None:
    """Ask who needs what, since when and how she came to a resource; without one it is a need that nothing serves yet.

    What is kept is chosen of the resource's own needs, where these are known.
    """
    key = form_key("resource_use", resource.id if resource else None)
    serves = [need for need in v.RESOURCE_NEEDS if resource is not None and resource.serves.get(need)]
    needs = serves or v.RESOURCE_NEEDS
    left, middle, right = st.columns(3)
    with left:
        person = choose(
            ctx.must(ctx.t("field.person_id")),
            list(city.everyone),
            lambda one: city.everyone[one].person.code_name,
            f"{key}.person",
            ctx.t("common.choose"),
        )
    with middle:
        need = inputs.required_choice(ctx, "need", needs[0], "resource_need", needs, key)
    with right:
        since: Any = inputs.day(ctx, "since_on", ctx.today, key, must=True)
    story = inputs.long_text(ctx, "story", None, key)
    st.caption(ctx.t("resources.story_hint"))

    def save(book: Casebook) -> int:
        if person is None:
            raise InvalidInputError([fault("person_id", "input.required")])
        use = ResourceUse(
            person_id=person, need=need, since_on=since or ctx.today, story=story,
            resource_id=resource.id if resource else None,
        )  # fmt: skip
        return record_use(book, use, ctx.today)

    save_button(ctx, "resource_use", key, "resources", save)
