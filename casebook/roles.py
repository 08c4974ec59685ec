"""The one place that knows who may see what, and who may write."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from casebook import tables as t
from casebook.errors import NotAllowedError

# Rows that belong to a person are seen exactly by those who may see the person.
OF_A_PERSON = (
    t.person_avoid,
    t.consent,
    t.support_team_member,
    t.stay,
    t.consultation,
    t.proposal,
    t.pair_rule,
    t.person_wish,
    t.person_night,
)
# A place of the kind that being listed would destroy is seen by the base's coordinators alone.
OF_A_FACILITY = (t.facility, t.facility_condition, t.free_bed)
COUNTING = "counting"
"""The role of a reading of which only counts are handed on: everybody, but no place that being listed would destroy."""
MAY_COUNT = ("planner", "ward_office")
EVERYBODY = ("coordinator", COUNTING)
"""The roles that see all people; figures of a city that others worked out would be wrong and look true."""
OPEN_TO_ALL = (t.area, t.town, t.centre, t.statistic, t.public_facility, t.adoption)


@dataclass(frozen=True)
class Actor:
    """Somebody at work: ``scope`` is the agency of an office, the ward of a ward office."""

    name: str
    role: str
    scope: str | None = None


def may_write(actor: Actor) -> None:
    """Refuse everybody but the base's coordinators.

    Raises
    ------
    NotAllowedError
        If the role only reads.
    """
    if actor.role != "coordinator":
        raise NotAllowedError("casebook.may_not_write", name=actor.name)


def require_everybody(actor: Actor) -> None:
    """Refuse who sees only some of the people.

    Raises
    ------
    NotAllowedError
        If the role does not see everybody.
    """
    if actor.role not in EVERYBODY:
        raise NotAllowedError("casebook.not_everybody", name=actor.name)


def counting(actor: Actor) -> Actor:
    """Return as whom figures are made for somebody who is told counts and no names; who sees names stays as she is.

    Raises
    ------
    NotAllowedError
        If the role may not be told figures of everybody.
    """
    if actor.role in MAY_COUNT:
        return Actor(actor.name, COUNTING)
    require_everybody(actor)
    return actor


def visible(table: sa.Table, actor: Actor, today: date) -> sa.ColumnElement[bool]:
    """Return the condition that a row of ``table`` must meet to be handed to ``actor``."""
    if actor.role == "coordinator" or table in OPEN_TO_ALL or (actor.role == "auditor" and table is t.access_log):
        return sa.true()
    if table is t.person:
        return _people(actor, today)
    if table in OF_A_PERSON:
        return table.c.person_id.in_(sa.select(t.person.c.id).where(_people(actor, today)))
    if table is t.emergency_need:
        return _of_seen(table.c.consultation_id, t.consultation, actor, today)
    if table is t.enquiry:
        seen = _of_seen(table.c.consultation_id, t.consultation, actor, today)
        return sa.and_(seen, table.c.facility_id.not_in(_private_places()))
    if table is t.exit_plan:
        return _of_seen(table.c.stay_id, t.stay, actor, today)
    if table is t.proposal_step:
        return _of_seen(table.c.proposal_id, t.proposal, actor, today)
    if table is t.visit and actor.role == COUNTING:
        # A place in words is no facility, and may be an informal one.
        return sa.and_(table.c.facility_id.is_not(None), table.c.facility_id.not_in(_private_places()))
    if table in OF_A_FACILITY:
        facility = t.facility.c.id if table is t.facility else table.c.facility_id
        return facility.not_in(_private_places())
    return sa.false()  # visits name informal places; plans, scenarios and the audit hold everybody's rows


def _of_seen(reference: sa.ColumnElement[int], table: sa.Table, actor: Actor, today: date) -> sa.ColumnElement[bool]:
    """Rows are seen by those who see the row they refer to."""
    return reference.in_(sa.select(table.c.id).where(visible(table, actor, today)))


def _people(actor: Actor, today: date) -> sa.ColumnElement[bool]:
    """Own people only, and only with a consent that covers sharing; to be counted, everybody."""
    if actor.role == COUNTING:
        return sa.true()
    agreed = sa.select(t.consent.c.person_id).where(
        t.consent.c.scope == "matching_and_sharing",
        t.consent.c.given_on <= today,
        sa.or_(t.consent.c.withdrawn_on.is_(None), t.consent.c.withdrawn_on > today),
    )
    if actor.scope is None:  # would otherwise be compared as IS NULL, and find everybody whose ward is not known
        return sa.false()
    if actor.role in ("consultation_office", "core_centre"):
        team = sa.select(t.support_team_member.c.person_id).where(t.support_team_member.c.agency == actor.scope)
        return sa.and_(t.person.c.id.in_(team), t.person.c.id.in_(agreed))
    if actor.role == "ward_office":
        return sa.and_(_lives_in(actor.scope), t.person.c.id.in_(agreed))
    return sa.false()


def _lives_in(scope: str) -> sa.ColumnElement[bool]:
    """People of a ward or municipality: named with its city (横浜市緑区), or by its own name while no other has it."""
    person = t.person.c
    by_name = sa.func.coalesce(sa.func.nullif(person.ward, ""), person.city) == scope
    cities = sa.select(sa.func.count(sa.distinct(t.area.c.city))).where(t.area.c.name == scope).scalar_subquery()
    return sa.or_(person.city + person.ward == scope, sa.and_(by_name, cities <= 1))


def _private_places() -> sa.Select[tuple[int]]:
    return sa.select(t.facility_condition.c.facility_id).where(t.facility_condition.c.sharing == "private")
