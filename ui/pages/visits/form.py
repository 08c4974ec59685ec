"""The form of one visit, with the conditions learnt there."""

from dataclasses import replace

import streamlit as st

from casebook import vocabulary as v
from casebook.records import Visit
from desk.city import City
from desk.readiness import KINDS, record_visit
from ui.components import inputs
from ui.components.drafts.kept_form import KeptForm
from ui.components.facility_form import condition_fields
from ui.components.form import form_key, opened, save_button
from ui.components.records.address import record_of
from ui.context import Context

RECORD = "visits.record"


def visit_form(ctx: Context, city: City) -> None:
    """Ask for a visit and save it, with what was learnt, in one go."""
    st.caption(ctx.t("visits.record_hint"))
    chosen = record_of(
        "facility",
        ctx.t("visits.facility"),
        list(city.facilities),
        city.facility_names[ctx.language].__getitem__,
        RECORD,
        ctx.t("visits.no_facility"),
    )
    file = None if chosen is None else city.facilities[chosen]
    key = f"{form_key('visit', None)}.{chosen}"
    kept = KeptForm(ctx, "visit", key, "visited_on", subject=chosen)
    if not kept.offer():
        return
    first, second, third = st.columns(3)
    with first:
        day = inputs.day(ctx, "visited_on", ctx.today, key, must=True)
    with second:
        usual = KINDS.get(file.facility.service_code, "other") if file else "other"
        kind = inputs.required_choice(ctx, "visit_kind", usual, "visit_kind", v.VISIT_KINDS, key)
    with third:
        willing = inputs.choice(ctx, "willingness", None, "willingness", v.WILLINGNESS, key)
    place = inputs.text(ctx, "place", None, key, must=True) if file is None else None
    purpose = inputs.text(ctx, "purpose", None, key)
    note = st.text_area(ctx.t("visits.said"), key=f"{key}.said").strip() or None
    conditions = before = None
    if file is not None and st.checkbox(ctx.t("visits.with_conditions"), key=f"{key}.with_conditions"):
        st.caption(ctx.t("visits.conditions_hint"))
        # A note of the facility and one of the visit would share a field's name: the conditions have keys of their own.
        before = opened(f"{key}.condition", "offers_trial", file.condition)
        conditions = condition_fields(ctx, before, f"{key}.condition", dated=False)
    visit = Visit(visited_on=day, kind=kind, place=place, purpose=purpose, willingness=willing, note=note)
    visit = replace(visit, facility_id=chosen)
    kept.keep()
    save_button(
        ctx,
        "visit",
        key,
        "visits",
        lambda book: kept.saved(record_visit(book, visit, ctx.today, conditions, before)),
    )
