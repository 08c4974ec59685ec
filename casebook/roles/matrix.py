"""What each role may see and write, by kind of record. One table, which docs/security.md shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from casebook import tables as t
from casebook import vocabulary as v

Reach = Literal["nothing", "asked", "own", "open", "all"]
"""How far a right goes.

asked: what was shared with a facility, by a proposal that it was asked and a consent that covers sharing; own: the
people of an office, ward or core centre whose consent covers sharing, a facility's own row, the glass that somebody broke
herself, what she is typing, the views that she keeps, of meetings those of her ward and of the city, of advice visits those
in her ward; open: all but the places that being listed would destroy, of resources what the network may know, what names her
and what she wrote; all.
"""
Action = Literal["add", "change", "remove"]
ACTIONS: tuple[Action, ...] = ("add", "change", "remove")
COUNTING = "counting"
"""The role of a reading of which only counts are handed on: everybody, but no place that being listed would destroy."""
LINK = "facility_link"
"""The role of what comes in by a facility's link; its scope is that of a facility."""
KEEPER = "keeper"
"""The role of a timer."""
ROLES = (*v.ROLES, *v.UNATTENDED, COUNTING)

GROUPS: Mapping[str, tuple[sa.Table, ...]] = {
    "people": (t.person,),
    "consents": (t.consent,),
    "care": (
        *(t.person_avoid, t.support_team_member, t.stay, t.person_wish, t.person_night),
        *(t.contact, t.follow_up, t.case_review),
    ),
    "care_notes": (t.care_note, t.contact_person),
    "person_sheets": (t.person_sheet, t.sheet_handing),
    "proposals": (t.proposal,),
    "steps": (t.proposal_step, t.pair_rule),
    "emergencies": (t.consultation, t.emergency_need, t.enquiry, t.exit_plan, t.exit_task),
    "corrections": (t.correction,),
    "drafts": (t.draft,),
    "shifts": (t.shift_note, t.read_mark),
    "views": (t.saved_view,),
    "facilities": (t.facility,),
    "conditions": (t.facility_condition, t.free_bed),
    "visits": (t.visit,),
    "resources": (t.resource,),
    "resource_uses": (t.resource_use,),
    "councils": (t.council_year, t.council_plan, t.council_meeting),
    "trainings": (t.training_event,),
    "issues": (t.regional_issue, t.regional_issue_step),
    "issue_cases": (t.issue_case,),
    "joint_cases": (t.joint_case, t.joint_report),
    "advice_visits": (t.advice_visit,),
    "capacity": (t.capacity_count, t.capacity_target),
    "corporation_visits": (t.corporation_visit,),
    "rights": (t.rights_request,),
    "links": (t.facility_link,),
    "answers": (t.incoming_answer,),
    "plans": (t.plan, t.scenario),
    "adoptions": (t.adoption,),
    "places": (t.area, t.town, t.centre, t.statistic, t.public_facility, t.base_layer),
    "grounds": (t.sharing_ground, t.admission_ground),
    "readers": (t.named_reader,),
    "glass": (t.broken_glass,),
    "drills": (t.drill,),
    "editions": (t.sheet_edition, t.edition_papers),
    "published": (t.review_edition, t.review_papers),
    "log": (t.audit, t.access_log, t.audit_chain),
    "accounts": (
        t.account,
        t.role_grant,
        t.credential,
        t.second_factor,
        t.recovery_code,
        t.session,
        t.calendar_feed,
        t.failed_attempts,
        t.demonstration,
    ),
}
"""Every table of records is in one of them; a test holds that."""


@dataclass(frozen=True)
class Right:
    """What a role may do with a group of records.

    Attributes
    ----------
    sees, writes
        How far.
    actions
        What it may do there, if it writes.
    """

    sees: Reach = "nothing"
    writes: Reach = "nothing"
    actions: tuple[Action, ...] = ACTIONS


NOTHING = Right()
OWN_VIEWS = {"views": Right("own", "own")}
SEES_ALL, SEES_OWN, SEES_OPEN, SEES_ASKED = Right("all"), Right("own"), Right("open"), Right("asked")
WRITES_ALL = Right("all", "all")
_OF_PEOPLE = ("people", "consents", "care", "proposals", "steps", "emergencies", "grounds")
_MEETINGS = ("councils", "trainings", "issues")
_CAPACITY = ("capacity", "corporation_visits")
BREAKS_GLASS = Right("own", "own", ("add",))
_OWN_PEOPLE = {
    **dict.fromkeys(
        (*_OF_PEOPLE, "care_notes", "person_sheets", "corrections", "resource_uses", "joint_cases"), SEES_OWN
    ),
    "resources": SEES_OPEN,
    "glass": BREAKS_GLASS,
}
_CITY = {"facilities": SEES_OPEN, "conditions": SEES_OPEN, "adoptions": SEES_ALL, "places": SEES_ALL}
HANDS_OUT = {"editions": Right("all", "all", ("add",))}
"""Whoever is told figures of everybody hands them out, and the first of a month makes the edition."""
PUBLISHES = {"published": Right("all", "all", ("add", "change"))}
"""Whoever makes the yearly review for publication keeps it, and takes it back; what was published, all who make papers know of."""
RIGHTS: Mapping[str, Mapping[str, Right]] = {
    "coordinator": {
        **dict.fromkeys(GROUPS, WRITES_ALL),
        **OWN_VIEWS,
        "readers": Right("all", "all", ("add", "remove")),
        "glass": Right("all", "all", ("add", "change")),
        "editions": Right("all", "all", ("add", "change")),
        **PUBLISHES,
        "log": SEES_ALL,
        "accounts": NOTHING,
    },
    "consultation_office": {
        **_OWN_PEOPLE,
        **_CITY,
        "people": Right("own", "own", ("add", "change")),
        "consents": Right("own", "own", ("add", "change")),
        "care": Right("own", "own"),
        "care_notes": Right("own", "own"),
        "corrections": Right("own", "own", ("add", "change")),
        "drafts": Right("own", "own"),
        **OWN_VIEWS,
    },
    "ward_office": {
        **_OWN_PEOPLE,
        **_CITY,
        **HANDS_OUT,
        **OWN_VIEWS,
        **dict.fromkeys((*_MEETINGS, "issue_cases", "advice_visits"), SEES_OWN),
        **dict.fromkeys(("capacity", "published"), SEES_ALL),
    },
    "core_centre": {**_OWN_PEOPLE, **_CITY, **OWN_VIEWS},
    "planner": {
        **_CITY,
        **HANDS_OUT,
        **PUBLISHES,
        **OWN_VIEWS,
        **dict.fromkeys((*_MEETINGS, *_CAPACITY), SEES_ALL),
    },
    "facility": {
        "people": SEES_ASKED,
        "proposals": SEES_ASKED,
        "facilities": SEES_OWN,
        "conditions": SEES_OWN,
        "places": SEES_ALL,
    },
    "administrator": {
        "facilities": SEES_OPEN,
        "places": SEES_ALL,
        "drills": SEES_ALL,
        "readers": Right("all", "all", ("add",)),
    },
    "auditor": {
        "places": SEES_ALL,
        "grounds": SEES_ALL,
        "glass": Right("all", "all", ("change",)),
        "drills": SEES_ALL,
        "log": SEES_ALL,
    },
    LINK: {
        "people": SEES_ASKED,
        "proposals": SEES_ASKED,
        "facilities": SEES_OWN,
        "conditions": SEES_OWN,
        "adoptions": SEES_ALL,
        "links": SEES_ALL,
        "answers": Right("own", "own", ("add",)),
    },
    KEEPER: {"drills": Right("all", "all", ("add",))},
    COUNTING: {
        **dict.fromkeys(_OF_PEOPLE, SEES_ALL),
        **_CITY,
        "visits": SEES_OPEN,
        **dict.fromkeys((*_MEETINGS, "issue_cases", *_CAPACITY, "joint_cases", "advice_visits"), SEES_ALL),
    },
}
"""By role and group; what is not named is nothing."""

ASKED = ("asked", "no_answer", "accepted", "booked")
"""Steps of a proposal at which the facility is shown whom it was asked for; before and after it has no need to."""
TOLD = ("id", "code_name", "sex", "birth_year", "support_scale", "support_level", "severe_behaviour", "wheelchair")
"""What a facility is told of somebody, with her kinds of disability, her medical care and her other needs."""
WITHHELD: Mapping[str, Mapping[sa.Table, frozenset[str]]] = {
    "facility": {
        t.person: frozenset(
            column.name
            for column in t.person.columns
            if column.name not in (*TOLD, "other_needs", "status") and not column.name.startswith(("has_", "needs_"))
        ),
        t.proposal: frozenset({"in_charge", "next_contact_on"}),
        t.facility_condition: frozenset({"note"}),
    },
    LINK: {
        t.person: frozenset(column.name for column in t.person.columns if column.name not in ("id", "status")),
        t.proposal: frozenset({"in_charge", "next_contact_on"}),
        t.facility_condition: frozenset({"note"}),
        t.incoming_answer: frozenset({"payload", "reason"}),
    },
    "auditor": {t.audit: frozenset({"before", "after"})},
}
"""Columns of rows that a role sees without them: handed out as not known, whatever is in them."""

_GROUP = {table: name for name, members in GROUPS.items() for table in members}


def group_of(table: sa.Table) -> str:
    """Return the group that a table is in.

    Raises
    ------
    KeyError
        Nobody decided who may see it.
    """
    return _GROUP[table]


def right(role: str, table: sa.Table) -> Right:
    """Return what a role may do with the rows of a table; nothing where nobody decided."""
    return RIGHTS.get(role, {}).get(_GROUP.get(table, ""), NOTHING)


def may(role: str, action: Action, table: sa.Table) -> Reach:
    """Return how far a role may do something to the rows of a table."""
    found = right(role, table)
    return found.writes if action in found.actions else "nothing"
