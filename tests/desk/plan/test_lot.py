"""Drawn again: recorded, kept with the plan, its scenarios and its dates, and who is better off is told."""

import json

import pytest

from casebook.records import Plan, Scenario
from desk.errors import DeskError
from desk.plan.edits import Edits
from desk.plan.keeping import keep_plan, plan_again, require_recorded
from desk.plan.kept import kept_plan
from desk.plan.kept_scenarios import adopt, edits_of, keep_edits
from desk.plan.scenarios import try_edits
from desk.plan.trials import PlanView, left_out_table, plan_trials
from desk.plan.why import drawn_lines
from matching.policy import load_policy
from tests.conftest import NOW, TODAY
from tests.desk.conftest import add_person
from tests.desk.plan.test_keeping import PERIOD


def drawn(book, draw, **more) -> PlanView:
    return plan_trials(book, PERIOD, load_policy(), TODAY, draw=draw, **more)


@pytest.fixture
def again(two) -> PlanView:
    """Return a plan that another draw makes another."""
    first = drawn(two, 1)
    return next(view for view in (drawn(two, draw) for draw in range(2, 30)) if view.plan.pairs != first.plan.pairs)


def test_the_draw_is_recorded_and_the_same_draw_gives_the_same_plan(two, again):
    assert again.record["lot"] == {
        "seed": f"2027-01-01/2027-03-31#{again.draw}",
        "draw": again.draw,
        "method": "sha256",
    }
    assert drawn(two, again.draw).record == again.record
    assert again.made_of != drawn(two, 1).made_of
    assert again.plan.cost == drawn(two, 1).plan.cost


def test_who_is_better_or_worse_off_by_another_draw_is_told(two, again):
    better, worse = sorted(drawn_lines(again, "ja"))
    assert (better.startswith("得をする：A-002"), worse.startswith("損をする：A-001")) == (True, True)
    assert {line.split(":")[0] for line in drawn_lines(again, "en")} == {"Better off", "Worse off"}
    assert drawn_lines(drawn(two, 1), "ja") == []


def test_a_draw_is_kept_with_its_plan_and_opened_with_it(two, again):
    keys = [keep_plan(two, view, NOW) for view in (drawn(two, 1), again, again)]
    assert len(set(keys)) == len(two.all(Plan)) == 2
    opened = drawn(two, 1, kept=kept_plan(two, PERIOD, keys[1]))
    assert (opened.draw, opened.plan.pairs, drawn_lines(opened, "ja")) == (again.draw, again.plan.pairs, [])
    assert plan_again(two, again).record == again.record


def test_two_draws_that_give_the_same_plan_are_kept_each_with_its_lot(two):
    first = drawn(two, 1)
    same = next(view for view in (drawn(two, draw) for draw in range(2, 30)) if view.plan.pairs == first.plan.pairs)
    assert keep_plan(two, first, NOW) != keep_plan(two, same, NOW)


def test_a_scenario_keeps_the_draw_of_the_plan_beside_which_it_was_tried(two, again):
    side = try_edits(again, "a", Edits(tiers={1: 1}))
    scenario = two.one(Scenario, keep_edits(two, PERIOD, again.aim, "a", side.edits, NOW, draw=again.draw))
    assert edits_of(scenario).draw == again.draw
    assert try_edits(drawn(two, 1), "a", edits_of(scenario)).new.plan.pairs == side.new.plan.pairs
    key = adopt(two, scenario, side, NOW)
    assert two.one(Plan, key).record["lot"]["draw"] == again.draw


def test_a_draw_that_is_none_is_refused(two):
    with pytest.raises(DeskError, match=r"problem\.draw"):
        drawn(two, 0)


def test_what_was_seen_with_another_draw_is_not_kept_for_this_one(two, again, tmp_path):
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(again.record), encoding="utf-8")
    require_recorded(again, path)
    with pytest.raises(DeskError, match=r"keep\.other_record"):
        require_recorded(drawn(two, 1), path)


def test_whom_the_lot_leaves_without_a_place_is_marked_too(two):
    with two.writing("before") as writer:
        add_person(writer, "A-003")
    view = drawn(two, 1)
    assert all(view.firm_mark(one.person.key, "ja") == "＝ 差なし（抽選）" for one in view.suggestions)
    assert str(left_out_table(view, "ja").iloc[0, -1]).endswith("＝ 差なし（抽選）")
