"""What is known of one facility, centre or person: facts in two columns, what they are beside what they say."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from casebook import vocabulary as v
from casebook.records import Centre
from desk.city import FacilityFile, PersonFile, age, several
from desk.succession import confirmed_before_move
from ui.components.listing.listing import Cell, Shown, show_list
from ui.components.page_link import page_of
from ui.components.text import one_way, plain
from ui.context import Context
from words.names import Named


def show_labelled(ctx: Context, pairs: Iterable[tuple[str, object]]) -> None:
    """Show facts in two columns; what is unknown says so."""
    rows = (
        f"<dt>{_text(label)}</dt><dd>{_text(value if isinstance(value, str) else ctx.show(value))}</dd>"
        for label, value in pairs
    )
    st.html(f'<dl class="sonae-facts">{"".join(rows)}</dl>')


def show_known(ctx: Context, pairs: Iterable[tuple[str, object]], *, named: bool = False) -> None:
    """Show facts as `show_labelled`; how many are unknown stands beneath them, and which ones are folded into it.

    Parameters
    ----------
    named
        Whether what is unknown is named at once: where somebody would act on it tonight.
    """
    pairs = list(pairs)
    if known := [pair for pair in pairs if pair[1] is not None]:
        show_labelled(ctx, known)
    if not (unknown := [label for label, value in pairs if value is None]):
        return
    if named:
        st.caption(plain(ctx.t("common.unknown_fields", count=len(unknown), fields=ctx.join(unknown))))
    else:
        count, fields = ctx.t("common.unknown_count", count=len(unknown)), ctx.join(unknown)
        st.html(f'<details class="sonae-unknown"><summary>{_text(count)}</summary>{_text(fields)}</details>')


def _text(text: str) -> str:
    """Return text from data as it stands in our own markup: as it is, and in its own order."""
    return escape(one_way(text))


def split_answers(ctx: Context, topic: str, group: Mapping[str, bool], items: Sequence[str]) -> str | None:
    """List what is accepted, what is refused, and what nobody has asked yet."""
    if not group:
        return None
    marks = {True: "○", False: "×", None: "？"}
    return ctx.join(f"{ctx.t(f'{topic}.{item}')}{marks[group.get(item)]}" for item in items)


def facility_details(ctx: Context, file: FacilityFile, *, alone: bool = False) -> None:
    """Show one facility: published facts, conditions and how old they are, past use; and the way to its page, unless this is it."""
    facility = file.facility
    st.subheader(plain(facility.name), anchor=False)
    if not alone:
        page_of(ctx, "facility", file.key)
    published: list[tuple[str, object]] = [
        (ctx.t("common.service"), ctx.service(facility)),
        (ctx.t("field.office_number"), facility.office_number),
        (ctx.t("field.operator"), facility.operator),
        (ctx.t("field.address"), f"{ctx.city().places.label_of(facility) or ''}{facility.address or ''}" or None),
        (ctx.t("field.phone"), facility.phone),
        (ctx.t("field.capacity"), facility.capacity),
        (ctx.t("field.located_at"), ctx.t(f"located_at.{facility.located_at}")),
        (ctx.t("field.edition"), facility.edition),
    ]
    if facility.missing_since:
        published.append((ctx.t("field.missing_since"), facility.missing_since))
    if facility.status == "closed":
        published.append((ctx.t("field.status"), ctx.t("facility_status.closed")))
    if facility.emergency_rooms is not None:
        published.append((ctx.t("field.emergency_rooms"), facility.emergency_rooms))
    show_known(ctx, published)
    st.markdown(f"**{plain(ctx.t('facilities.conditions'))}**")
    show_known(ctx, condition_pairs(ctx, file))
    used = file.stays_by_kind()
    if used:
        text = ctx.join(f"{ctx.t(f'stay_kind.{kind}')} {ctx.show(count)}" for kind, count in sorted(used.items()))
        last = ctx.t("facilities.last_stay", day=max(stay.last_day(ctx.today) for stay in file.past_use))
        if any(stay.goes_on(ctx.today) for stay in file.past_use):
            last = ctx.t("people.still_there")
        show_labelled(ctx, [(ctx.t("facilities.past_use"), ctx.aside(text, last))])
    else:
        show_labelled(ctx, [(ctx.t("facilities.past_use"), ctx.t("common.none"))])


def condition_pairs(ctx: Context, file: FacilityFile) -> list[tuple[str, object]]:
    """Return a facility's conditions as labelled values."""
    condition = file.condition
    vacancy = file.vacancy_on(ctx.today)
    return [
        (ctx.t("field.offers_trial"), condition.offers_trial),
        (ctx.t("field.trial_places"), condition.trial_places),
        (ctx.t("field.longest_stay_nights"), condition.longest_stay_nights),
        (
            ctx.t("field.disability_kinds"),
            split_answers(ctx, "disability", condition.disability_kinds, v.DISABILITY_KINDS),
        ),
        (ctx.t("field.adult_levels"), several("", condition.adult_levels, ctx.language)),
        (ctx.t("field.child_levels"), several("", condition.child_levels, ctx.language)),
        (ctx.t("field.medical_care"), split_answers(ctx, "medical", condition.medical_care, v.MEDICAL_CARE)),
        (ctx.t("field.severe_behaviour"), condition.severe_behaviour),
        (ctx.t("field.wheelchair"), condition.wheelchair),
        (ctx.t("field.sexes"), condition.sexes and ctx.t(f"accepted_sex.{condition.sexes}")),
        (ctx.t("facilities.ages"), _ages(ctx, condition.age_min, condition.age_max)),
        (
            ctx.t("field.emergency_policy"),
            condition.emergency_policy and ctx.t(f"emergency_policy.{condition.emergency_policy}"),
        ),
        (ctx.t("field.vacancy"), vacancy and ctx.aside(ctx.t(f"vacancy.{vacancy}"), ctx.show(condition.vacancy_on))),
        (ctx.t("field.sharing"), ctx.t(f"sharing.{condition.sharing}")),
        (ctx.t("field.confirmed_on"), _confirmed_on(ctx, file)),
        (ctx.t("field.note"), condition.note),
    ]


def _confirmed_on(ctx: Context, file: FacilityFile) -> str | None:
    """Return when the conditions were confirmed, and if that was before the office moved."""
    if file.condition.confirmed_on is None:
        return None
    moved = confirmed_before_move(ctx.book, file.facility, file.condition)
    day = ctx.show(file.condition.confirmed_on)
    return day if moved is None else ctx.aside(day, ctx.t("succession.confirmed_before_move", day=moved))


def _ages(ctx: Context, youngest: int | None, oldest: int | None) -> str | None:
    if youngest is None and oldest is None:
        return None
    return ctx.t(
        "facilities.age_span",
        least="" if youngest is None else str(youngest),
        most="" if oldest is None else str(oldest),
    )


def centre_details(ctx: Context, centre: Centre, towns: Sequence[str]) -> None:
    """Show one community care centre."""
    st.subheader(plain(centre.name), anchor=False)
    pairs: list[tuple[str, Any]] = [
        (ctx.t("common.ward"), ctx.city().places.label_of(centre)),
        (ctx.t("field.address"), centre.address),
        (ctx.t("field.phone"), centre.phone),
        (ctx.t("field.catchment"), centre.catchment or ctx.join(towns) or None),
    ]
    show_known(ctx, pairs)


def person_details(ctx: Context, file: PersonFile, *, alone: bool = False) -> None:
    """Show one person: needs, tier and how it came about, consent, team; and the way to her page, unless this is it."""
    person = file.person
    st.subheader(plain(person.code_name), anchor=False)
    if not alone:
        page_of(ctx, "person", file.key)
    if not file.consent_valid:
        st.warning(ctx.t("people.no_consent"))
    if file.scale_in_doubt(ctx.today):
        st.warning(ctx.t(f"people.{person.support_scale}_scale"))
    tier = ctx.t("people.tier_value", tier=file.tier)
    if person.tier_override is not None:
        by_hand = ctx.t("people.tier_by_hand", computed=file.computed.tier, reason=person.tier_override_reason)
        tier = ctx.aside(tier, by_hand)
    elif file.computed.most_urgent < file.tier:
        tier = ctx.aside(tier, ctx.t("people.tier_may_be", tier=file.computed.most_urgent))
    pairs: list[tuple[str, object]] = [
        (ctx.t("field.tier"), tier),
        (ctx.t("people.points"), _points(ctx, file)),
        (ctx.t("common.ward"), ctx.city().places.label_of(person)),
        (ctx.t("field.town"), person.town),
        _birth(ctx, file),
        (ctx.t("field.age"), age(file.person, ctx.today, ctx.language)),
        (ctx.t("field.sex"), person.sex and ctx.t(f"sex.{person.sex}")),
        (ctx.t("field.disability_kinds"), several("disability", person.disability_kinds, ctx.language)),
        (
            ctx.t("field.support_level"),
            person.support_scale
            and f"{ctx.t(f'support_scale.{person.support_scale}')} {ctx.show(person.support_level)}",
        ),
        (ctx.t("field.medical_care"), several("medical", person.medical_care, ctx.language)),
        (ctx.t("field.severe_behaviour"), person.severe_behaviour),
        (ctx.t("field.wheelchair"), person.wheelchair),
        (ctx.t("field.other_needs"), person.other_needs),
        (ctx.t("field.day_place"), person.day_place),
        (ctx.t("field.max_distance_m"), person.max_distance_m),
        (ctx.t("people.lead"), file.lead_agency),
        (ctx.t("field.status"), ctx.t(f"person_status.{person.status}")),
        (ctx.t("field.identified_on"), person.identified_on),
        (ctx.t("field.review_on"), person.review_on),
    ]
    show_known(ctx, pairs)
    st.markdown(f"**{plain(ctx.t('people.consents'))}**")
    if file.consents:
        show_labelled(ctx, [_consent(ctx, consent) for consent in file.consents])
    else:
        st.markdown(plain(ctx.t("common.none")))


def _birth(ctx: Context, file: PersonFile) -> tuple[str, object]:
    """Return the day of birth, or else its year."""
    born, year = file.person.born_on, file.person.birth_year
    if born is not None:
        return ctx.t("field.born_on"), born
    return ctx.t("field.birth_year"), None if year is None else str(year)


def _points(ctx: Context, file: PersonFile) -> str:
    parts = [f"{ctx.t(code)} {ctx.show(points)}" for code, points in file.computed.parts]
    unknown = {"caregiver": not file.computed.caregiver_known, "risk_factors": not file.person.risk_factors}
    parts += [f"{ctx.t(f'field.{name}')} {ctx.show(None)}" for name, there in unknown.items() if there]
    points = ctx.show(file.computed.points)
    return ctx.aside(points, ctx.join(parts)) if parts else points


def _consent(ctx: Context, consent: Any) -> tuple[str, str]:
    parts = [ctx.t(f"consent_by.{consent.given_by}"), ctx.t(f"consent_form.{consent.form}")]
    parts.append(ctx.t(f"consent_scope.{consent.scope}"))
    if consent.withdrawn_on:
        parts.append(ctx.t("people.withdrawn", day=consent.withdrawn_on))
    return ctx.show(consent.given_on), ctx.join(parts)


def show_stays(ctx: Context, file: PersonFile, names: Mapping[int, str], key: str) -> None:
    """List a person's stays, the newest first.

    Parameters
    ----------
    names
        Of the facilities, as far as the reader may see them.
    key
        Of the list.
    """
    columns = {
        name: ctx.t(f"field.{name}") for name in ("kind", "facility_id", "start_on", "end_on", "outcome", "note")
    }
    rows: list[tuple[Cell, ...]] = [
        (
            ctx.t(f"stay_kind.{stay.kind}"),
            Named(names[stay.facility_id], "facility", stay.facility_id) if stay.facility_id in names else None,
            stay.start_on,
            stay.end_on or Shown(ctx.t("people.still_there"), None),
            ctx.t(f"outcome.{stay.outcome}") if stay.outcome else None,
            stay.note or "",
        )
        for stay in reversed(file.stays)
    ]
    show_list(ctx, columns, rows, range(len(rows)), key, ctx.t("people.stays"), asked=None, csv=False)
