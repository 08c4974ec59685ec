"""The form of one person: everything that may be known, all of it optional but the code name."""

from dataclasses import replace
from datetime import date

import streamlit as st

from casebook import vocabulary as v
from casebook.records import Consent, Person, PersonAvoid
from desk.city import City, PersonFile, PersonForm, save_person
from desk.consequences import of_saving_person
from ui.components import inputs
from ui.components.drafts.kept_form import KeptForm
from ui.components.form import form_key, opened, save_button
from ui.components.text import plain
from ui.context import Context
from ui.pages.people.doubles import doubles_warning

MOST_LEVEL = max(levels[-1] for levels in v.SUPPORT_LEVELS.values())


def person_form(ctx: Context, city: City, file: PersonFile | None) -> None:
    """Ask for a person's file and save it; what cannot be kept is said field by field."""
    key = form_key("person", file.key if file else None)
    about = file.key if file else None
    kept = KeptForm(ctx, "person", key, "code_name", about, about)
    if not kept.offer():
        return
    file = opened(key, "code_name", file)
    person = file.person if file else Person(code_name="", identified_on=ctx.today)
    person = _who(ctx, city, person, key)
    person = _needs(ctx, person, key)
    person = _risk(ctx, person, key)
    form = PersonForm(
        person=person,
        opened=file,
        new_consent=_consent(ctx, file, key),
        withdraw_consents_on=_withdrawal(ctx, file, key),
        lead_agency=_lead(ctx, file, key),
        avoid=_avoid(ctx, city, file, key),
    )
    kept.keep()
    if file is None:
        doubles_warning(ctx, city, person)
    save_button(
        ctx,
        "person",
        key,
        "people",
        lambda book: kept.saved(save_person(book, form, ctx.today)),
        lambda: of_saving_person(ctx.book, form, ctx.today),
    )


def _who(ctx: Context, city: City, person: Person, key: str) -> Person:
    names, places = city.area_labels, city.places
    home, by_day = places.label_of(person), places.label(person.day_city, person.day_ward)
    first, second, third = st.columns(3)
    with first:
        code_name = inputs.text(ctx, "code_name", person.code_name, key, must=True) or ""
        real_name = inputs.text(ctx, "real_name", person.real_name, key)
        kana = inputs.text(ctx, "kana", person.kana, key)
        birth_year = inputs.number(ctx, "birth_year", person.birth_year, key)
        born_on = inputs.day(ctx, "born_on", person.born_on, key, whole=True, help=ctx.t("common.day_help"))
        sex = inputs.choice(ctx, "sex", person.sex, "sex", v.SEXES, key)
    with second:
        area = inputs.place(ctx, "ward", home, names, key)
        town = inputs.place(ctx, "town", person.town, city.town_names(area), key)
        max_distance = inputs.number(ctx, "max_distance_m", person.max_distance_m, key)
        status = inputs.required_choice(ctx, "status", person.status, "person_status", v.PERSON_STATUS, key)
    with third:
        day_place = inputs.text(ctx, "day_place", person.day_place, key)
        day_area = inputs.place(ctx, "day_ward", by_day, names, key)
        day_town = inputs.place(ctx, "day_town", person.day_town, city.town_names(day_area), key)
        review_on = inputs.day(ctx, "review_on", person.review_on, key)
    city_name, ward = (person.city, person.ward) if area == home else places.names.place(area, person.city)
    day_city, day_ward = (
        (person.day_city, person.day_ward) if day_area == by_day else places.names.place(day_area, person.day_city)
    )
    return replace(
        person,
        code_name=code_name,
        real_name=real_name,
        kana=kana,
        birth_year=birth_year,
        born_on=born_on,
        sex=sex,
        city=city_name,
        ward=ward,
        town=town,
        max_distance_m=max_distance,
        status=status,
        day_place=day_place,
        day_city=day_city,
        day_ward=day_ward,
        day_town=day_town,
        review_on=review_on,
    )


def _needs(ctx: Context, person: Person, key: str) -> Person:
    st.markdown(f"**{plain(ctx.t('people.needs'))}**")
    first, second, third = st.columns(3)
    with first:
        kinds = inputs.listed(ctx, "disability_kinds", person.disability_kinds, "disability", v.DISABILITY_KINDS, key)
        care = inputs.listed(ctx, "medical_care", person.medical_care, "medical", v.MEDICAL_CARE, key)
    with second:
        scale = inputs.choice(ctx, "support_scale", person.support_scale, "support_scale", tuple(v.SUPPORT_LEVELS), key)
        level = inputs.number(ctx, "support_level", person.support_level, key, (1, MOST_LEVEL))
    with third:
        behaviour = inputs.yes_no(ctx, "severe_behaviour", person.severe_behaviour, key)
        wheelchair = inputs.yes_no(ctx, "wheelchair", person.wheelchair, key)
    other = inputs.text(ctx, "other_needs", person.other_needs, key)
    return replace(
        person,
        disability_kinds=kinds,
        medical_care=care,
        support_scale=scale,
        support_level=level,
        severe_behaviour=behaviour,
        wheelchair=wheelchair,
        other_needs=other,
    )


def _risk(ctx: Context, person: Person, key: str) -> Person:
    st.markdown(f"**{plain(ctx.t('people.risk'))}**")
    first, second, third = st.columns(3)
    with first:
        caregiver = inputs.choice(ctx, "caregiver", person.caregiver, "caregiver", v.CAREGIVERS, key)
        factors = inputs.listed(ctx, "risk_factors", person.risk_factors, "factor", v.RISK_FACTORS, key)
    with second:
        tiers = [None, *v.TIERS]
        override = st.selectbox(
            ctx.t("field.tier_override"),
            tiers,
            index=tiers.index(person.tier_override),
            format_func=lambda tier: ctx.t("people.by_table") if tier is None else str(tier),
            key=f"{key}.tier_override",
        )
        reason = inputs.text(ctx, "tier_override_reason", person.tier_override_reason, key)
    with third:
        identified_on = inputs.day(ctx, "identified_on", person.identified_on, key)
        identified_as = inputs.choice(ctx, "identified_as", person.identified_as, "identified_as", v.IDENTIFIED_AS, key)
    note = inputs.text(ctx, "note", person.note, key)
    return replace(
        person,
        caregiver=caregiver,
        risk_factors=factors,
        tier_override=override,
        tier_override_reason=reason,
        identified_on=identified_on,
        identified_as=identified_as,
        note=note,
    )


def _consent(ctx: Context, file: PersonFile | None, key: str) -> Consent | None:
    st.markdown(f"**{plain(ctx.t('people.new_consent'))}**")
    if not st.checkbox(ctx.t("people.consent_received"), key=f"{key}.consent"):
        return None
    first, second = st.columns(2)
    with first:
        by = inputs.required_choice(ctx, "given_by", "person", "consent_by", v.CONSENT_BY, key)
        form = inputs.required_choice(ctx, "form", "oral", "consent_form", v.CONSENT_FORMS, key)
    with second:
        scope = inputs.required_choice(ctx, "scope", "matching", "consent_scope", v.CONSENT_SCOPES, key)
        given_on = inputs.day(ctx, "given_on", ctx.today, key) or ctx.today
    return Consent(person_id=file.key if file else 0, given_by=by, form=form, given_on=given_on, scope=scope)


def _withdrawal(ctx: Context, file: PersonFile | None, key: str) -> date | None:
    if file is None or not file.consent_valid:
        return None
    return ctx.today if st.checkbox(ctx.t("people.withdraw"), key=f"{key}.withdraw") else None


def _lead(ctx: Context, file: PersonFile | None, key: str) -> str | None:
    recorded = (file.lead_agency if file else None) or ""
    typed = st.text_input(ctx.t("people.lead"), recorded, key=f"{key}.lead").strip()
    return None if typed == recorded else typed


def _avoid(ctx: Context, city: City, file: PersonFile | None, key: str) -> list[PersonAvoid] | None:
    avoided = file.avoid if file else ()
    home = file.person.city if file else None
    shunned = [city.places.avoided(place.ward, home) for place in avoided if place.ward]
    names = city.facility_names[ctx.language]
    first, second = st.columns(2)
    with first:
        facilities = st.multiselect(
            ctx.t("people.avoid_facilities"),
            sorted(names, key=names.__getitem__),
            default=[place.facility_id for place in avoided if place.facility_id in city.facilities],
            format_func=names.__getitem__,
            key=f"{key}.avoid_facilities",
            placeholder=ctx.t("common.none"),
        )
    with second:
        wards = st.multiselect(
            ctx.t("people.avoid_wards"),
            sorted({*city.area_labels, *shunned}),
            default=shunned,
            key=f"{key}.avoid_wards",
            placeholder=ctx.t("common.none"),
        )
    places = [PersonAvoid(person_id=0, facility_id=facility_id) for facility_id in facilities]
    places += [PersonAvoid(person_id=0, ward=ward) for ward in wards]
    return places
