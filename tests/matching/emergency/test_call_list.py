"""The list of whom to telephone, against a plain one."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from matching.emergency.call_list import Tonight, call_list, limits, refusals
from matching.pairs.rules import CONFIRM, NO
from matching.problem.model import Answer, Person, Problem
from tests.matching.reference import emergency_verdicts, knows
from tests.matching.strategies import DAYS, lenient_problems, problems

NIGHTS = st.builds(
    Tonight,
    st.sampled_from([None, 0, 1, 2]),
    st.sampled_from([None, True, False]),
    st.sampled_from([False, False, True]),
    st.sampled_from([None, None, None, "accepted", "declined", "no_answer"]),
)


NOT_OF_A_BASE = {"emergency_policy", "emergency_service", "is_base", "max_distance", "avoid_place"}


def plain_call_list(
    problem: Problem, person: Person, tonight: dict[int, Tonight], day: dt.date
) -> list[tuple[object, ...]]:
    """Write the list down facility by facility, then sort it by the sentences of the handbook."""
    kept = []
    for column, facility in enumerate(problem.facilities):
        known = knows(problem, person, facility, day)
        found = emergency_verdicts(problem, person, facility, known=known)
        against = tuple(code for code in ("max_distance", "avoid_place") if found[code] == NO)
        if list(found.values()).count(NO) > len(against):
            continue
        stays = [
            stay
            for stay in problem.past_use
            if (stay.person_id, stay.facility_id) == (person.id, facility.id) and stay.start <= day
        ]
        last = max(stays, key=lambda stay: (stay.end or day, stay.start, problem.past_use.index(stay)), default=None)
        said = [answer.accepted for answer in problem.answers if answer.facility_id == facility.id]
        night = tonight.get(facility.id, Tonight())
        way = int(problem.home_metres[problem.people.index(person), column])
        confirm = [code for code, verdict in found.items() if verdict == CONFIRM and code != "emergency_policy"]
        policy_open = found["emergency_policy"] == CONFIRM
        full = night.beds == 0 if night.beds is not None else facility.vacancy == "full"
        unlisted, later = facility.missing_from_edition, night.open is False or night.said == "no_answer"
        group = 4 if full or night.day_off else 3 if later else 2 if unlisted else 1
        group = {"accepted": 0, "declined": 5}.get(night.said or "", group)
        free = night.beds not in (None, 0) or (night.beds is None and facility.vacancy in ("free", "few"))
        experience = 2 if last is None else {"went_well": 0, "mixed": 1, None: 1, "broken_off": 3}[last.outcome]
        hours = 0 if night.open else 1 if night.open is None else 2
        refused = 1000 * (said.count(False) + 1) // (len(said) + 2)
        far = way if way >= 0 else 10**9
        key = (
            group,
            policy_open,
            len(against),
            experience,
            hours,
            not free,
            len(confirm),
            refused,
            far,
            facility.id,
        )
        missing: tuple[str, ...] = ()
        if policy_open:
            missing = ("emergency_policy",) if facility.emergency_policy is None else ("information",)
        metres = None if way < 0 else way
        kept.append((key, (facility.id, not policy_open, missing, against, tuple(confirm), last, known, metres, night)))
    return [row for _, row in sorted(kept, key=lambda one: one[0])]


@given(st.one_of(problems(most_facilities=8), lenient_problems(most_facilities=8)), DAYS, st.data())
def test_the_call_list_is_the_plain_one(problem: Problem, day: dt.date, data: st.DataObject) -> None:
    tonight = {facility.id: data.draw(NIGHTS) for facility in problem.facilities if data.draw(st.booleans())}
    answers = [
        Answer(None, facility.id, said)
        for facility in problem.facilities
        for said in data.draw(st.lists(st.booleans(), max_size=3))
    ]
    problem = replace(problem, answers=tuple(answers))
    for person in problem.people:
        found = call_list(problem, person.id, tonight, day)
        listed: list[tuple[object, ...]] = [
            (
                line.facility_id,
                line.policy_met,
                line.missing,
                line.against_wishes,
                line.to_confirm,
                line.last_stay,
                line.still_known,
                line.metres,
                line.tonight,
            )
            for line in found
        ]
        assert listed == plain_call_list(problem, person, tonight, day)
        shown = {line.facility_id for line in found}
        for facility in problem.facilities:
            failed = refusals(problem, person.id, facility.id, day)
            assert (facility.id in shown) == (failed == ())


@given(lenient_problems(most_facilities=4), DAYS)
def test_the_limits_of_a_base_are_those_of_its_rules_that_ask_about_the_person(problem: Problem, day: dt.date) -> None:
    for person in problem.people:
        for facility in problem.facilities:
            found = emergency_verdicts(problem, person, facility, known=knows(problem, person, facility, day))
            asked = {code: verdict for code, verdict in found.items() if code not in NOT_OF_A_BASE}
            told = limits(problem, person.id, facility.id, day)
            assert set(told.refused) == {code for code, verdict in asked.items() if verdict == NO}
            assert set(told.to_confirm) == {code for code, verdict in asked.items() if verdict == CONFIRM}
