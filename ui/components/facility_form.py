"""The form of one facility: what is published, and the conditions that coordinators learn."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import streamlit as st

from casebook import vocabulary as v
from casebook.records import Facility, FacilityCondition
from desk.city import PUBLISHED_SOURCES, City, FacilityFile, corrected, save_facility
from desk.consequences import of_saving_facility
from geodata.sources.services import SERVICES
from ui.components import inputs
from ui.components.drafts.kept_form import KeptForm
from ui.components.form import form_key, opened, save_button
from ui.components.text import plain
from ui.context import Context

OWN_SERVICES = {"WH": "福祉ホーム", "BASE": "地域生活支援拠点", "OTHER": "その他"}
VACANCY_LASTS = timedelta(days=30)


def facility_form(ctx: Context, city: City, file: FacilityFile | None) -> None:
    """Ask for a facility and its conditions and save them; what cannot be kept is said field by field."""
    key = form_key("facility", file.key if file else None)
    kept = KeptForm(ctx, "facility", key, "name", subject=file.key if file else None)
    if not kept.offer():
        return
    file = opened(key, "name", file)
    if file is None:
        facility = Facility(source="manual", service_code="24", service_name="短期入所", name="")
        condition = FacilityCondition(facility_id=0)
    else:
        facility, condition = file.facility, file.condition
    st.markdown(f"**{plain(ctx.t('facilities.conditions'))}**")
    condition = condition_fields(ctx, condition, key)
    st.markdown(f"**{plain(ctx.t('facilities.published'))}**")
    if file is not None and facility.source in PUBLISHED_SOURCES:
        st.caption(ctx.t("facilities.correction_kept"))
        if names := corrected(facility):
            st.caption(
                plain(ctx.t("facilities.corrected", fields=ctx.join(ctx.t(f"field.{field}") for field in names)))
            )
    facility = _published(ctx, city, facility, key)
    kept.keep()
    save_button(
        ctx,
        "facility",
        key,
        "facilities",
        lambda book: kept.saved(save_facility(book, facility, condition, file)),
        lambda: of_saving_facility(ctx.book, facility, file, ctx.today),
    )


def condition_fields(ctx: Context, condition: FacilityCondition, key: str, *, dated: bool = True) -> FacilityCondition:
    """Ask for the conditions; for the day of their confirmation only if ``dated``."""
    return _emergency(ctx, _accepts(ctx, _trial(ctx, condition, key, dated=dated), key), key)


def _trial(ctx: Context, condition: FacilityCondition, key: str, *, dated: bool) -> FacilityCondition:
    first, second, third, fourth = st.columns(4)
    with first:
        offers = inputs.yes_no(ctx, "offers_trial", condition.offers_trial, key)
    with second:
        places = inputs.number(ctx, "trial_places", condition.trial_places, key)
    with third:
        nights = inputs.number(ctx, "longest_stay_nights", condition.longest_stay_nights, key)
    with fourth:
        confirmed = inputs.day(ctx, "confirmed_on", condition.confirmed_on, key) if dated else condition.confirmed_on
    weekdays = inputs.listed(ctx, "weekdays", condition.weekdays, "weekday", v.WEEKDAYS, key)
    return replace(
        condition,
        offers_trial=offers,
        trial_places=places,
        longest_stay_nights=nights,
        confirmed_on=confirmed,
        weekdays=weekdays,
    )


def _accepts(ctx: Context, condition: FacilityCondition, key: str) -> FacilityCondition:
    kinds = inputs.accepted(ctx, "disability_kinds", condition.disability_kinds, "disability", v.DISABILITY_KINDS, key)
    care = inputs.accepted(ctx, "medical_care", condition.medical_care, "medical", v.MEDICAL_CARE, key)
    first, second = st.columns(2)
    with first:
        adult = inputs.listed(ctx, "adult_levels", condition.adult_levels, "", v.SUPPORT_LEVELS["adult"], key)
        behaviour = inputs.yes_no(ctx, "severe_behaviour", condition.severe_behaviour, key)
        sexes = inputs.choice(ctx, "sexes", condition.sexes, "accepted_sex", v.ACCEPTED_SEXES, key)
    with second:
        child = inputs.listed(ctx, "child_levels", condition.child_levels, "", v.SUPPORT_LEVELS["child"], key)
        wheelchair = inputs.yes_no(ctx, "wheelchair", condition.wheelchair, key)
        youngest, oldest = st.columns(2)
        with youngest:
            age_min = inputs.number(ctx, "age_min", condition.age_min, key)
        with oldest:
            age_max = inputs.number(ctx, "age_max", condition.age_max, key)
    return replace(
        condition,
        disability_kinds=kinds,
        medical_care=care,
        adult_levels=adult,
        child_levels=child,
        severe_behaviour=behaviour,
        wheelchair=wheelchair,
        sexes=sexes,
        age_min=age_min,
        age_max=age_max,
    )


def _emergency(ctx: Context, condition: FacilityCondition, key: str) -> FacilityCondition:
    first, second = st.columns(2)
    with first:
        policy = inputs.choice(
            ctx, "emergency_policy", condition.emergency_policy, "emergency_policy", v.EMERGENCY_POLICIES, key
        )
        sharing = inputs.required_choice(ctx, "sharing", condition.sharing, "sharing", v.SHARING, key)
        note = inputs.text(ctx, "note", condition.note, key)
    with second:
        vacancy = inputs.choice(ctx, "vacancy", condition.vacancy, "vacancy", v.VACANCIES, key)
        known_on: Any = None
        until: Any = None
        if vacancy is not None:
            known_on = inputs.day(ctx, "vacancy_on", condition.vacancy_on or ctx.today, key)
            until = inputs.day(ctx, "vacancy_until", condition.vacancy_until or ctx.today + VACANCY_LASTS, key)
    return replace(
        condition,
        emergency_policy=policy,
        sharing=sharing,
        note=note,
        vacancy=vacancy,
        vacancy_on=known_on,
        vacancy_until=until,
    )


def _published(ctx: Context, city: City, facility: Facility, key: str) -> Facility:
    services = {**SERVICES, **OWN_SERVICES, facility.service_code: facility.service_name}
    first, second, third = st.columns(3)
    with first:
        name = inputs.text(ctx, "name", facility.name, key, must=True) or ""
        codes = list(services)
        code = st.selectbox(
            ctx.t("common.service"),
            codes,
            index=codes.index(facility.service_code),
            format_func=lambda code: services[code],
            key=f"{key}.service_code",
            disabled=facility.source in PUBLISHED_SOURCES,
        )
        number = inputs.text(ctx, "office_number", facility.office_number, key)
        operator = inputs.text(ctx, "operator", facility.operator, key)
    with second:
        stands_in = city.places.label_of(facility)
        area = inputs.place(ctx, "ward", stands_in, city.area_labels, key)
        address = inputs.text(ctx, "address", facility.address, key)
        phone = inputs.text(ctx, "phone", facility.phone, key)
        capacity = inputs.number(ctx, "capacity", facility.capacity, key)
    with third:
        lat = inputs.decimal(ctx, "lat", facility.lat, key)
        lon = inputs.decimal(ctx, "lon", facility.lon, key)
        status = inputs.required_choice(ctx, "status", facility.status, "facility_status", v.FACILITY_STATUS, key)
        base = st.checkbox(ctx.t("field.is_base"), facility.is_base, key=f"{key}.is_base")
        rooms = inputs.number(ctx, "emergency_rooms", facility.emergency_rooms, key) if base else None
    moved = area != stands_in
    city_name, ward = city.places.names.place(area, facility.city) if moved else (facility.city, facility.ward)
    return replace(
        facility,
        name=name,
        service_code=code,
        service_name=services[code],
        office_number=number,
        operator=operator,
        city=city_name,
        ward=ward,
        address=address,
        phone=phone,
        capacity=capacity,
        lat=lat,
        lon=lon,
        status=status,
        is_base=base,
        emergency_rooms=rooms,
    )
