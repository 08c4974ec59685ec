"""Plans, proposals with their steps, rules for pairs, scenarios."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from casebook.records.base import Record


@dataclass(frozen=True, kw_only=True)
class Plan(Record):
    """A trial-stay plan as it was made, with its complete record."""

    made_at: datetime
    made_by: str
    period_start: date
    period_end: date
    policy_name: str
    policy_version: str
    policy_sha256: str
    solver: str
    placed: int
    cost: int
    record: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Adoption(Record):
    """A plan as the one that a period is carried out by, until another replaces it.

    ``since`` is the last audit row before the adoption: from there to its own row stands all that it did; None of a
    plan kept before there were adoptions.
    """

    plan_id: int
    period_start: date
    period_end: date
    adopted_at: datetime
    adopted_by: str
    replaced_at: datetime | None = None
    replaced_by: str | None = None
    since: int | None = None


@dataclass(frozen=True, kw_only=True)
class Proposal(Record):
    """One suggestion of a plan, on its way from suggested to done; who works on it, and when to get in touch next."""

    plan_id: int
    person_id: int
    facility_id: int
    cost: int
    status: str = "suggested"
    start_on: date | None = None
    end_on: date | None = None
    in_charge: str | None = None
    next_contact_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ProposalStep(Record):
    """One step of a proposal; a step that was taken back and the one that undid it cancel each other.

    ``since`` is the last audit row before the step: from there to the step's own row stands all that it did.
    """

    proposal_id: int
    at: datetime
    who: str
    from_status: str
    to_status: str
    since: int
    reason: str | None = None
    note: str | None = None
    taken_back: bool = False


@dataclass(frozen=True, kw_only=True)
class PairRule(Record):
    """A person and a facility that are not to be brought together: ``never``, or ``not_before`` the day ``until``."""

    person_id: int
    facility_id: int
    kind: str
    until: date | None = None
    reason: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Scenario(Record):
    """A named set of changes to try on the plan of a period."""

    name: str
    period_start: date
    period_end: date
    edits: Mapping[str, Any]
    made_at: datetime
    made_by: str
    adopted_on: date | None = None
