"""The fields of an emergency call, what decides first: for whom and what is needed tonight, then from whom, why, when."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from casebook import vocabulary as v
from casebook.records import EmergencyNeed
from desk.city import City
from desk.emergency import NOBODY
from desk.typed import Unread, moment_of
from ui.components import inputs
from ui.components.pick import labels
from ui.components.text import plain
from ui.context import Context
from ui.noted import saw_person
from ui.pages.emergency.draft import NOTHING_KNOWN, Draft, field_key

CALL = "call"


def ask_call(ctx: Context, city: City, call: Draft) -> Draft:
    """Ask for the person and what she needs, then who called and why; return what is known now."""
    st.subheader(ctx.t("emergency.call"), anchor=False)
    key = field_key(ctx, CALL)
    call = call.about(_who(ctx, city, call, key))
    if call.who is not None:
        call = call.needing(_need(ctx, city, call, call.who))
    call = _caller(ctx, call, key)
    why, urgency, told, day, hour = st.columns([4, 3, 8, 4, 2])
    call = _why(ctx, call, key, (why, urgency, told))
    return _received(ctx, call, key, (day, hour))


def _caller(ctx: Context, call: Draft, key: str) -> Draft:
    """Ask who called."""
    first, second, third, fourth = st.columns(4)
    with first:
        source = st.selectbox(
            ctx.must(ctx.t("field.call_source")),
            v.CONSULTATION_SOURCES,
            index=None if call.source is None else v.CONSULTATION_SOURCES.index(call.source),
            format_func=lambda code: ctx.t(f"source.{code}"),
            placeholder=ctx.t("common.choose"),
            key=f"{key}.source",
        )
    with second:
        office = inputs.text(ctx, "caller_office", call.caller_office, key)
    with third:
        name = inputs.text(ctx, "caller_name", call.caller_name, key)
    with fourth:
        phone = inputs.text(ctx, "caller_phone", call.caller_phone, key)
    return replace(call, source=source, caller_office=office, caller_name=name, caller_phone=phone)


def _why(ctx: Context, call: Draft, key: str, places: Sequence[DeltaGenerator]) -> Draft:
    """Ask why they called, in three places."""
    first, second, third = places
    with first:
        reason = inputs.choice(ctx, "reason", call.reason, "consultation_reason", v.CONSULTATION_REASONS, key)
    with second:
        urgency = inputs.choice(ctx, "urgency", call.urgency, "urgency", v.URGENCIES, key)
    with third:
        description = inputs.text(ctx, "description", call.description, key)
    return replace(call, reason=reason, urgency=urgency, description=description)


def _received(ctx: Context, call: Draft, key: str, places: Sequence[DeltaGenerator]) -> Draft:
    """Ask in two places when the call came: it is known while it rings, and typed only of one that is written down later."""
    opened = f"{key}.{call.opened_at.isoformat()}"
    first, second = places
    with first:
        latest = max(ctx.today, call.received_at.date())
        day = inputs.day(ctx, "day", call.received_at.date(), opened, latest=latest, label=ctx.t("emergency.day"))
    with second:
        hour = inputs.clock(ctx, "time", call.received_at.time(), opened, label=ctx.t("emergency.time"))
    typed = moment_of(day, hour)
    return call if typed is None or isinstance(typed, Unread) else replace(call, received_at=typed)


def _who(ctx: Context, city: City, draft: Draft, key: str) -> int | None:
    options = [NOBODY, *sorted(city.everyone, key=lambda person_id: city.everyone[person_id].person.code_name)]

    def name(person_id: int) -> str:
        if person_id == NOBODY:
            return ctx.t("emergency.no_file")
        person = city.everyone[person_id].person
        closed = person.status == "closed"
        return ctx.aside(person.code_name, ctx.t("person_status.closed")) if closed else person.code_name

    return st.selectbox(
        ctx.t("emergency.who"),
        options,
        index=options.index(draft.who) if draft.who in options else None,
        format_func=labels(options, name),
        placeholder=ctx.t("common.choose"),
        key=f"{key}.who",
    )


def _need(ctx: Context, city: City, draft: Draft, who: int) -> EmergencyNeed:
    """Ask for the needs of the night: all of them of somebody unknown, of others what the file has otherwise."""
    key = field_key(ctx, f"need.{who}")
    need = draft.need
    if who != NOBODY:
        saw_person(ctx, who, "emergency")
        with st.expander(ctx.t("emergency.differs"), expanded=need != NOTHING_KNOWN):
            return _needs(ctx, need, key)
    st.markdown(f"**{plain(ctx.t('emergency.need'))}**")
    first, second, third = st.columns(3)
    with first:
        age = inputs.number(ctx, "age", need.age, key)
    with second:
        area = inputs.place(ctx, "ward", city.places.label_of(need), city.area_labels, key)
    with third:
        sex = inputs.choice(ctx, "sex", need.sex, "sex", v.SEXES, key)
    home, ward = city.places.names.place(area)
    return _needs(ctx, replace(need, age=age, sex=sex, ward=ward, city=home), key)


def _needs(ctx: Context, need: EmergencyNeed, key: str) -> EmergencyNeed:
    first, second, third, fourth = st.columns(4)
    with first:
        kinds = inputs.listed(ctx, "disability_kinds", need.disability_kinds, "disability", v.DISABILITY_KINDS, key)
    with second:
        care = inputs.listed(ctx, "medical_care", need.medical_care, "medical", v.MEDICAL_CARE, key)
    with third:
        behaviour = inputs.yes_no(ctx, "severe_behaviour", need.severe_behaviour, key)
    with fourth:
        wheelchair = inputs.yes_no(ctx, "wheelchair", need.wheelchair, key)
    first, second, third = st.columns([1, 1, 2])
    with first:
        scale = inputs.choice(ctx, "support_scale", need.support_scale, "support_scale", tuple(v.SUPPORT_LEVELS), key)
    with second:
        levels = v.SUPPORT_LEVELS.get(scale or "", ())
        level = need.support_level if need.support_level in levels else None
        if levels:
            level = inputs.number(ctx, "support_level", level, f"{key}.{scale}", (levels[0], levels[-1]))
    with third:
        other = inputs.text(ctx, "other_needs", need.other_needs, key)
    return replace(
        need,
        disability_kinds=kinds,
        support_scale=scale,
        support_level=level,
        medical_care=care,
        severe_behaviour=behaviour,
        wheelchair=wheelchair,
        other_needs=other,
    )
