"""Which rows, and which columns of them, are handed to whom."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from casebook import tables as t
from casebook.errors import NotAllowedError
from casebook.roles.actors import Actor, Grant, day_of
from casebook.roles.files import THROUGH, hidden_from, not_about, opened_by, told_by_name
from casebook.roles.matrix import ASKED, COUNTING, LINK, WITHHELD, Reach, right

EVERYBODY = ("coordinator", COUNTING)
"""The roles that see all people; figures of a city that others worked out would be wrong and look true."""
MAY_COUNT = ("planner", "ward_office")
OFFICES = ("consultation_office", "core_centre")
BREAK_GLASS = ("coordinator", *OFFICES, "ward_office")
"""The roles that may open a file in an emergency that is not theirs."""
NO_PEOPLE = ("administrator", "auditor")
"""The roles that see numbers of files and never a file: what is restricted is listed for them."""

TOLD_TO_THE_NETWORK = ("public", "network")
OF_WARDS = (
    *(t.council_year, t.council_plan, t.council_meeting, t.training_event),
    *(t.regional_issue, t.regional_issue_step),
)
"""Of these a ward office sees what is of its ward or of the city."""
WITH = {t.resource_use: t.resource_use.c.resource_id, t.issue_case: t.issue_case.c.regional_issue_id}
"""Of these somebody is told only who may know of what they refer to beside the person: how she came to it tells of it."""
UNTOLD = (t.enquiry.name, t.advice_visit.name, *(table.name for table in WITH))
"""Corrections of these tell of places, visits and issues of which not everybody may know: only coordinators are told."""


def sees_everybody(actor: Actor, today: date) -> bool:
    """Tell whether somebody sees all people, but restricted files."""
    return any(grant.role in EVERYBODY for grant in actor.on(today))


def counting(actor: Actor, today: date) -> Actor:
    """Return as whom figures are made for somebody who is told counts and no names; who sees names stays as she is.

    Raises
    ------
    NotAllowedError
        If no role of hers may be told figures of everybody.
    """
    if sees_everybody(actor, today):
        return actor
    if any(grant.role in MAY_COUNT for grant in actor.on(today)):
        return Actor(actor.name, COUNTING)
    raise NotAllowedError("casebook.not_everybody", name=actor.name)


def of_facility(actor: Actor, facility_id: int, today: date) -> Actor:
    """Return as whom a facility's link shows its form and brings answers: of somebody who sees links, and that facility's.

    Raises
    ------
    NotAllowedError
        If no role of hers sees links.
    """
    if all(right(grant.role, t.facility_link).sees != "all" for grant in actor.on(today)):
        raise NotAllowedError("casebook.may_not_write_this", name=actor.name)
    return Actor(actor.name, LINK, str(facility_id))


def visible(table: sa.Table, actor: Actor, now: datetime) -> sa.ColumnElement[bool]:
    """Return the condition that a row of ``table`` must meet to be handed to ``actor``."""
    today = day_of(now)
    grants = actor.on(today)
    some = [_seen(table, grant, actor, today) for grant in grants if grant.role not in NO_PEOPLE]
    sees_all = any(isinstance(one, sa.True_) for one in some)
    if not sees_all and any(grant.role in BREAK_GLASS for grant in grants):
        some.append(_of_people(table, opened_by(actor, now)))
    listed = (_seen(table, grant, actor, today) for grant in grants if grant.role in NO_PEOPLE)
    hidden = hidden_from(actor, now, counting=any(grant.role == COUNTING for grant in grants))
    found = sa.or_(sa.false(), *listed, sa.and_(sa.or_(sa.false(), *some), not_about(table, hidden)))
    return sa.and_(found, _with(WITH[table], actor, now)) if table in WITH else found


def columns(table: sa.Table, actor: Actor, now: datetime) -> list[sa.ColumnElement[Any]]:
    """Return the columns of a table as they are handed to ``actor``: empty what none of her roles may see of a row."""
    today = day_of(now)
    grants = actor.on(today)
    withheld = {grant: WITHHELD.get(grant.role, {}).get(table, frozenset()) for grant in grants}
    if not any(withheld.values()):
        return list(table.columns)
    opened = _of_people(table, opened_by(actor, now))

    def handed(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
        if not any(column.name in names for names in withheld.values()):
            return column
        whole = [grant for grant in grants if column.name not in withheld[grant]]
        conditions = [_seen(table, grant, actor, today) for grant in whole]
        conditions += [opened] if any(grant.role in BREAK_GLASS for grant in whole) else []
        nothing = sa.type_coerce(sa.null(), column.type)
        if not conditions:
            return nothing.label(column.name)
        shown = sa.case((sa.or_(*conditions), column), else_=nothing)
        return sa.type_coerce(shown, column.type).label(column.name)

    return [handed(column) for column in table.columns]


def own_people(grants: Collection[Grant], today: date, *, agreed: bool = True) -> sa.ColumnElement[bool]:
    """Return the condition that somebody is among the people of one of the offices, wards or core centres.

    Parameters
    ----------
    agreed
        Whether a consent, or a ground of the law, must cover sharing, as it must for whoever is to see them.
    """
    return sa.or_(sa.false(), *(_people_of(grant, today, agreed=agreed) for grant in grants))


def _seen(table: sa.Table, grant: Grant, actor: Actor, today: date) -> sa.ColumnElement[bool]:
    """Return the condition that one grant alone sees a row."""
    reach = right(grant.role, table).sees
    if reach == "all" and grant.role in ("coordinator", *NO_PEOPLE):
        return sa.true()
    if reach == "nothing":
        return sa.false()
    if table in (t.saved_view, t.broken_glass):
        return table.c.who == actor.name
    if table is t.draft:
        return sa.and_(t.draft.c.typed_by == actor.name, _of_nobody_else(_people(reach, grant, today)))
    if table is t.resource:
        return sa.or_(t.resource.c.sharing.in_(TOLD_TO_THE_NETWORK), told_by_name(actor))
    if reach == "own" and table in OF_WARDS:
        return _of_ward(table, grant.scope)
    if table is t.advice_visit and reach == "own":
        return _visits_in(grant, today)
    if table is t.person:
        return _people(reach, grant, today)
    if table is t.proposal and reach == "asked":
        return _asked(grant, today)
    if table is t.advice_visit and reach == "all":
        return sa.true()
    if "person_id" in table.c or table in THROUGH:
        return _of_people(table, sa.select(t.person.c.id).where(_people(reach, grant, today)))
    return sa.true() if reach == "all" else _places(table, reach, grant)


def _of_people(table: sa.Table, people: sa.Select[tuple[int]]) -> sa.ColumnElement[bool]:
    """Rows of some people, and what hangs on them; telephone calls to private places are nobody's but coordinators'."""
    if table is t.person:
        return t.person.c.id.in_(people)
    if table in THROUGH:
        reference, other = THROUGH[table]
        of_some: sa.ColumnElement[bool] = reference.in_(sa.select(other.c.id).where(other.c.person_id.in_(people)))
        return sa.and_(of_some, t.enquiry.c.facility_id.not_in(_private_places())) if table is t.enquiry else of_some
    if "person_id" in table.c and table not in (t.named_reader, t.broken_glass, t.draft):
        of_them = table.c.person_id.in_(people)
        return sa.and_(of_them, t.correction.c.entity.not_in(UNTOLD)) if table is t.correction else of_them
    return sa.false()


def _with(reference: sa.Column[Any], actor: Actor, now: datetime) -> sa.ColumnElement[bool]:
    """Return the condition that somebody may know of what a row refers to, if it refers to anything."""
    [key] = reference.foreign_keys
    other = key.column.table
    told = sa.select(other.c.id).where(visible(other, actor, now))
    return sa.or_(reference.is_(None), reference.in_(told))


def _of_ward(table: sa.Table, scope: str | None) -> sa.ColumnElement[bool]:
    """Meetings and issues of a ward, as the area is called, and those of the city; what hangs on one as that."""
    if table in (t.council_plan, t.regional_issue_step):
        [key] = table.foreign_keys
        other = key.column.table
        return key.parent.in_(sa.select(other.c.id).where(_of_ward(other, scope)))
    ward = table.c.ward
    return ward.is_(None) if scope is None else sa.or_(ward.is_(None), ward == scope)


def _visits_in(grant: Grant, today: date) -> sa.ColumnElement[bool]:
    """Advice visits in a ward, as the area is called: those about nobody, and about people who are seen; of no ward, none."""
    if grant.scope is None:
        return sa.false()
    visit = t.advice_visit.c
    people = sa.select(t.person.c.id).where(_people_of(grant, today))
    return sa.and_(visit.ward == grant.scope, sa.or_(visit.person_id.is_(None), visit.person_id.in_(people)))


def _of_nobody_else(people: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Drafts about some people, or about nobody yet."""
    person = t.draft.c.person_id
    return sa.or_(person.is_(None), person.in_(sa.select(t.person.c.id).where(people)))


def _places(table: sa.Table, reach: Reach, grant: Grant) -> sa.ColumnElement[bool]:
    """Facilities, and what is known of them: one's own, or all but private ones."""
    facility = t.facility.c.id if table is t.facility else table.c.facility_id
    if reach == "own":
        return _is_facility(facility, grant.scope)
    public = facility.not_in(_private_places())
    # A place in words is no facility, and may be an informal one.
    return sa.and_(facility.is_not(None), public) if table is t.visit else public


def _people(reach: Reach, grant: Grant, today: date) -> sa.ColumnElement[bool]:
    if reach == "all":
        return sa.true()
    if reach == "asked":
        return t.person.c.id.in_(sa.select(t.proposal.c.person_id).where(_asked(grant, today)))
    return _people_of(grant, today)


def _people_of(grant: Grant, today: date, *, agreed: bool = True) -> sa.ColumnElement[bool]:
    """Own people only, and only with a consent that covers sharing, or on a ground of the law."""
    if grant.scope is None:  # would otherwise be compared as IS NULL, and find everybody whose ward is not known
        return sa.false()
    if grant.role in OFFICES:
        team = sa.select(t.support_team_member.c.person_id).where(t.support_team_member.c.agency == grant.scope)
        own: sa.ColumnElement[bool] = t.person.c.id.in_(team)
        if grant.role == "core_centre":
            own = sa.or_(own, t.person.c.id.in_(_jointly_with(grant.scope)))
    elif grant.role == "ward_office":
        own = _lives_in(grant.scope)
    else:
        return sa.false()
    if not agreed:
        return own
    return sa.and_(own, sa.or_(t.person.c.id.in_(_agreed(today)), t.person.c.id.in_(_on_a_ground(grant.scope, today))))


def _jointly_with(scope: str) -> sa.Select[tuple[int]]:
    """People whom a core centre supports with the base, or goes on with; `casebook.records.JointCase.of_centre` says the same."""
    case = t.joint_case.c
    goes_on = sa.or_(case.ended_on.is_(None), case.ending == "handed_over")
    return sa.select(case.person_id).where(case.core_centre == scope, goes_on)


def _asked(grant: Grant, today: date) -> sa.ColumnElement[bool]:
    """Proposals that a facility was asked, of people whose consent covers sharing."""
    return sa.and_(
        _is_facility(t.proposal.c.facility_id, grant.scope),
        t.proposal.c.status.in_(ASKED),
        t.proposal.c.person_id.in_(_agreed(today)),
    )


def _agreed(today: date) -> sa.Select[tuple[int]]:
    """People with a consent that covers sharing; `casebook.records.Consent.shares_on` says the same."""
    consent = t.consent.c
    return sa.select(consent.person_id).where(
        consent.scope == "matching_and_sharing",
        consent.given_on <= today,
        sa.or_(consent.withdrawn_on.is_(None), consent.withdrawn_on > today),
    )


def _on_a_ground(scope: str, today: date) -> sa.Select[tuple[int]]:
    """People who are shared with a scope without consent; `casebook.records.SharingGround.holds_on` says the same."""
    ground = t.sharing_ground.c
    return sa.select(ground.person_id).where(
        ground.shared_with == scope,
        ground.decided_on <= today,
        sa.or_(ground.until.is_(None), ground.until >= today),
    )


def _is_facility(column: sa.ColumnElement[int], scope: str | None) -> sa.ColumnElement[bool]:
    """Return the condition that a facility is the one of a scope, which has its id as text."""
    return column == int(scope) if scope is not None and scope.isascii() and scope.isdigit() else sa.false()


def _lives_in(scope: str) -> sa.ColumnElement[bool]:
    """People of a ward or municipality: named with its city (横浜市緑区), or by its own name while no other has it."""
    person = t.person.c
    by_name = sa.func.coalesce(sa.func.nullif(person.ward, ""), person.city) == scope
    cities = sa.select(sa.func.count(sa.distinct(t.area.c.city))).where(t.area.c.name == scope).scalar_subquery()
    return sa.or_(person.city + person.ward == scope, sa.and_(by_name, cities <= 1))


def _private_places() -> sa.Select[tuple[int]]:
    return sa.select(t.facility_condition.c.facility_id).where(t.facility_condition.c.sharing == "private")
