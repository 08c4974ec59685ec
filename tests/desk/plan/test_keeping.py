"""A plan is kept as it was seen or not at all, with every row that differs named."""

import json
from dataclasses import replace
from weakref import ref

import pytest

from casebook.records import Facility, FacilityCondition, FreeBed, Person, Plan, Proposal
from desk.errors import DeskError
from desk.period import parse_period
from desk.plan.adopting import adopt_plan, keep_adopted, releases
from desk.plan.dates import date_plan_of, keep_dated
from desk.plan.edits import Edits
from desk.plan.keeping import PlanChangedError, differences, keep_plan, plan_again, require_recorded, shown_plan
from desk.plan.kept import kept_plan
from desk.plan.kept_scenarios import adopt, keep_edits
from desk.plan.scenarios import try_edits
from desk.plan.trials import plan_trials
from matching.policy import load_policy
from tests.conftest import NOW, TODAY
from tests.desk.conftest import add_person

PERIOD, POLICY = parse_period("2027-01/2027-03"), load_policy()


def plan(book, **more):
    return plan_trials(book, PERIOD, POLICY, TODAY, **more)


def write(book, kind, match, **fields):
    [record] = book.all(kind, **match)
    with book.writing("meanwhile") as writer:
        writer.change(replace(record, **fields))


def close(book, name="もみじ"):
    write(book, Facility, {"name": name}, status="closed")


def refused(call):
    with pytest.raises(PlanChangedError) as caught:
        call()
    return caught.value


def test_a_plan_that_is_another_by_now_is_not_kept_and_its_rows_are_named(two):
    seen = plan(two)
    placed = {one.facility.facility.name: one.person.person.code_name for one in seen.suggestions}
    close(two)
    revision = two.revision()
    error = refused(lambda: keep_plan(two, seen, NOW))
    assert two.revision() == revision
    assert two.all(Plan) == []
    lines = error.lines("ja")
    assert len(lines) == error.params["count"]
    assert any(placed["もみじ"] in line and "もみじ" in line for line in lines)
    assert all(error.lines("en"))


def test_a_plan_is_kept_as_seen_though_somebody_wrote_of_something_else(two):
    seen = plan(two)
    write(two, Person, {"code_name": "A-001"}, note="朝が早い")
    key = keep_adopted(two, seen, NOW)
    assert two.one(Plan, key).record == json.loads(json.dumps(seen.record))
    kept = {(one.person_id, one.facility_id) for one in two.all(Proposal, plan_id=key)}
    assert kept == set(seen.plan.pairs.items())


def test_what_is_seen_of_a_row_counts_though_it_leads_to_the_same_place(two):
    seen = plan(two)
    write(two, FacilityCondition, {"facility_id": two.all(Facility, name="もみじ")[0].id}, wheelchair=True)
    error = refused(lambda: keep_plan(two, seen, NOW))
    assert {change.code for change in error.changes} == {"keep.same_place"}


def test_somebody_who_joined_or_left_is_named(two):
    seen = plan(two)
    with two.writing("meanwhile") as writer:
        add_person(writer, "A-003")
    [line] = refused(lambda: keep_plan(two, seen, NOW)).lines("ja")
    assert "A-003" in line
    seen = plan(two)
    write(two, Person, {"code_name": "A-003"}, status="closed")
    [line] = refused(lambda: keep_plan(two, seen, NOW)).lines("en")
    assert "A-003" in line


def test_what_was_written_between_the_look_and_the_lock_counts_too(two, monkeypatch):
    """Somebody writes after the plan was made again and before the transaction is open."""
    seen, writing = plan(two), two.writing

    def late(what, **more):
        monkeypatch.undo()
        close(two)
        return writing(what, **more)

    monkeypatch.setattr(two, "writing", late)
    refused(lambda: keep_plan(two, seen, NOW))
    assert two.all(Plan) == []


def test_an_opened_plan_is_kept_again_as_it_was_opened(two):
    key = keep_plan(two, plan(two), NOW)
    opened = plan(two, kept=kept_plan(two, PERIOD, key))
    write(two, Person, {"code_name": "A-001"}, note="朝が早い")
    again = keep_plan(two, opened, NOW)
    assert two.one(Plan, again).record["assignments"] == two.one(Plan, key).record["assignments"]


def test_what_is_left_of_a_shown_plan_keeps_it_or_names_the_same_rows(two):
    """The plan itself is gone, as when others wrote while somebody looked at it."""
    view = plan(two)
    shown, gone = shown_plan(view), ref(view.plan)
    del view
    assert gone() is None
    key = keep_plan(two, shown, NOW)
    assert two.one(Plan, key).record == json.loads(json.dumps(plan(two).record))
    both = [(view, shown_plan(view)) for view in (plan(two), plan(two, kept=kept_plan(two, PERIOD, key)))]
    close(two)
    for view, shown in both:
        named = tuple(differences(view, plan_again(two, view)))
        assert refused(lambda shown=shown: keep_plan(two, shown, NOW)).changes == named
        assert named


def test_dates_are_kept_as_seen_or_not_at_all(two):
    seen = date_plan_of(two, plan(two))
    write(two, Person, {"code_name": "A-001"}, note="朝が早い")
    key = keep_dated(two, seen, NOW)
    assert two.all(Proposal) == []
    opened = plan(two, kept=kept_plan(two, PERIOD, key))
    adopt_plan(two, opened, releases(two, PERIOD, opened.plan.pairs), NOW)
    stays = {(one.person_id, one.start_on, one.end_on) for one in two.all(Proposal, plan_id=key)}
    assert stays == {(one.person_id, one.arrival, one.departure) for one in seen.dated.stays}
    seen = date_plan_of(two, plan(two))
    taken = seen.dated.stays[0]
    with two.writing("meanwhile") as writer:
        writer.add(FreeBed(facility_id=taken.facility_id, night=taken.arrival, beds=0))
    error = refused(lambda: keep_dated(two, seen, NOW))
    assert {change.code for change in error.changes} == {"keep.other_dates"}
    assert error.lines("ja") != error.lines("en")
    assert len(two.all(Plan)) == 1


def test_a_scenario_is_adopted_as_seen_or_not_at_all(two):
    view = plan(two)
    edits = Edits(closed=frozenset({two.all(Facility, name="けやき")[0].id}))
    keep_edits(two, PERIOD, view.aim, "a", edits, NOW)
    from casebook.records import Scenario

    [scenario] = two.all(Scenario)
    side = try_edits(view, "a", edits)
    close(two)
    refused(lambda: adopt(two, scenario, side, NOW))
    assert two.all(Plan) == []


def test_the_record_of_a_plan_that_was_seen_holds_the_one_to_be_kept(two, tmp_path):
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plan(two).record), encoding="utf-8")
    require_recorded(plan(two), path)
    close(two)
    assert refused(lambda: require_recorded(plan(two), path)).lines("ja")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": 1}', "[" * 5000, '{"format":"x","period":"y","policy":3}']
)
def test_what_is_no_record_is_said(two, tmp_path, text):
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DeskError, match=r"keep\.no_record"):
        require_recorded(plan(two), path)


def test_a_record_of_another_period_is_said(two, tmp_path):
    path = tmp_path / "plan.json"
    other = plan_trials(two, parse_period("2027-04/2027-06"), POLICY, TODAY)
    path.write_text(json.dumps(other.record), encoding="utf-8")
    with pytest.raises(DeskError, match=r"keep\.other_record"):
        require_recorded(plan(two), path)
