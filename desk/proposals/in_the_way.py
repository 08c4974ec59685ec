"""What stands between a proposal and its next step by now, and what is agreed and can no longer be."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce

import numpy as np

from casebook.book import Writer
from casebook.records import PairRule, Plan, Proposal
from desk.city import (
    City,
    FacilityFile,
    PersonFile,
    Places,
    Travel,
    facility_files,
    lonlats,
    matching_facility,
    matching_person,
    person_files,
    read_places,
)
from desk.errors import DeskError
from desk.policy import load_policy
from desk.proposals.steps import AGREED
from matching import problem as model
from matching.pairs import NO, RULE_CODES, judge
from matching.policy import Policy
from matching.trials import policy_of
from words.message import Message

SERVICE = "trial_service"
"""The one rule that depends on the policy: a plan's own may have other services."""
CLOSED = "closed"
"""The rule that says of a facility what `gone` says, too."""


def check_pair(writer: Writer, proposal: Proposal, today: date, travel: Travel) -> None:
    """Refuse to bring two together whom a plan of the proposal's period would not bring together by now.

    What a plan leaves to be confirmed passes.

    Parameters
    ----------
    proposal
        As it would be after the step, with the dates of its stay as far as they are known.
    travel
        Metres between points (longitude, latitude in JGD2011 degrees).

    Raises
    ------
    DeskError
        Naming both, and all that is in the way.
    """
    [person] = person_files(writer, today, proposal.person_id)
    [facility] = facility_files(writer, proposal.facility_id)
    if reasons := list(_reasons(writer, proposal, person, facility, today, travel)):
        why = reduce(lambda first, rest: Message("proposal.and_also", {"first": first, "rest": rest}), reasons)
        names = {"person": person.person.code_name, "facility": facility.facility.name}
        raise DeskError("proposal.in_the_way", **names, why=why)


def _reasons(
    writer: Writer, proposal: Proposal, person: PersonFile, facility: FacilityFile, today: date, travel: Travel
) -> Iterator[Message]:
    yield from gone(person, facility)
    start, end = writer.periods()[proposal.plan_id]
    for rule in writer.all(PairRule, person_id=person.key, facility_id=facility.key):
        if rule.until is None or rule.until > max(today, proposal.start_on or start):
            yield rule_in_words(rule)
    places = read_places(writer, towns_too=person.person.max_distance_m is not None)
    failed = _failed(person, facility, places, (start, end), today, travel, load_policy())
    if SERVICE in failed:
        record = writer.one(Plan, proposal.plan_id).record
        policy = policy_of(record, load_policy()) if "policy" in record else load_policy()
        failed = _failed(person, facility, places, (start, end), today, travel, policy)
    yield from (Message(f"refused.{code}") for code in failed if code != CLOSED)


def gone(person: PersonFile, facility: FacilityFile) -> Iterator[Message]:
    """Say why two can no longer be brought together at all, whatever was agreed: one of them is not there for it."""
    if person.person.status == "closed":
        yield Message("proposal.person_closed")
    if not person.consent_valid:
        yield Message("refused.no_consent")
    if facility.facility.status == "closed":
        yield Message(f"refused.{CLOSED}")


@dataclass(frozen=True)
class NoLonger:
    """Something agreed that can no longer be: the proposal, and each reason."""

    proposal: Proposal
    reasons: tuple[Message, ...]


def no_longer(
    proposals: Iterable[Proposal],
    rules: Iterable[PairRule],
    city: City,
    today: date,
    among: Collection[str] = AGREED,
) -> list[NoLonger]:
    """Return what is agreed and not over, but whose person or facility is gone, or that is never to be.

    Parameters
    ----------
    among
        At which steps; a place is held from the asking on.
    """
    never = {(rule.person_id, rule.facility_id): rule for rule in rules if rule.kind == "never"}
    found = []
    for proposal in proposals:
        person, facility = city.everyone.get(proposal.person_id), city.facilities.get(proposal.facility_id)
        over = proposal.end_on is not None and proposal.end_on < today
        if proposal.status not in among or over or person is None or facility is None:
            continue
        reasons = list(gone(person, facility))
        if rule := never.get((person.key, facility.key)):
            reasons.append(rule_in_words(rule))
        if reasons:
            found.append(NoLonger(proposal, tuple(reasons)))
    return found


def rule_in_words(rule: PairRule) -> Message:
    """Say that a pair is not to be brought together, until when, and why."""
    because = Message(f"decline.{rule.reason}") if rule.reason else rule.note
    return Message(f"proposal.pair_{rule.kind}", {"day": rule.until, "reason": because})


def _failed(
    person: PersonFile,
    facility: FacilityFile,
    places: Places,
    period: tuple[date, date],
    today: date,
    travel: Travel,
    policy: Policy,
) -> list[str]:
    """Return the hard rules that say no, by their codes."""
    start, end = period
    site = lonlats([(facility.facility.lon, facility.facility.lat)])
    metres = travel(lonlats([places.home(person.person).lonlat]), site)
    problem = model.Problem(
        people=(matching_person(person, start, places, end=end),),
        facilities=(matching_facility(facility, today, places),),
        past_use=(),
        home_metres=metres,
        day_metres=np.full_like(metres, model.UNKNOWN_METRES),
        neighbours={},
        start=start,
        policy=policy,
    )
    only = np.zeros(1, dtype=np.intp)
    verdicts = judge(model.columns_of(problem).pairs(only, only))
    return [code for code, verdict in zip(RULE_CODES, verdicts[:, 0], strict=True) if verdict == NO]
