"""`sonae plan`."""

import json
import re
from collections import Counter

import docx
import pytest
from pypdf import PdfReader

from casebook.records import Plan, Proposal
from matching.trials.check_record import check_record
from tests.ui.cli.shell import PEOPLE, PLAN_KEYS
from words.say import say


def test_the_dumped_plan_can_be_checked_by_a_stranger(filled):
    filled.ok("plan", "--period", "2027-01/2027-03", "--dump", "plan.json")
    record = json.loads((filled.folder / "plan.json").read_text(encoding="utf-8"))
    check_record(record)
    assert set(record) >= PLAN_KEYS
    assert len(record["assignments"]) == 3
    assert Counter(one["reason"] for one in record["unplaced"]) == {"places_taken": 3, "no_consent": 1}


def test_both_solvers_give_the_same_plan(filled):
    one, other = (filled.json("plan", "--solver", solver) for solver in ("ortools", "networkx"))
    assert (one.pop("solver"), other.pop("solver")) == ("ortools", "networkx")
    assert one == other
    assert set(one["reasons"]) == {str(person["id"]) for person in one["people"]}


def test_the_coming_quarter_is_planned_when_no_period_is_given(filled):
    assert filled.json("plan")["period"] == "2027-01/2027-03"


def test_a_plan_is_kept_only_when_told_to(filled, book):
    filled.ok("plan")
    assert book.all(Plan) == []
    filled.ok("plan", "--keep")
    (plan,) = book.all(Plan)
    assert (plan.made_by, plan.placed, book.all(Proposal)) == ("担当者", 3, [])
    filled.ok("plan", "--keep")
    assert len(book.all(Plan)) == 1


def test_a_plan_is_adopted_once_it_is_said_what_that_releases_and_that_is_taken_back(filled, book):
    filled.ok("plan", "--keep")
    assert [one["state"] for one in filled.json("plan", "--list")] == ["draft"]
    told = filled.ok("plan", "--adopt", "1", "--yes")
    assert say("adopt.releases_none", "ja") in told
    assert len(book.all(Proposal)) == 3
    [line] = filled.json("plan", "--list")
    assert (line["state"], line["by"]) == ("adopted", "担当者")
    assert say("plan_state.adopted", "ja") in filled.ok("plan", "--list")
    assert say("adopt.already", "ja", id=1) in filled.fails("plan", "--adopt", "1", "--yes")
    assert say("adopt.why_taken_back", "ja") in filled.fails("plan", "--take-back", "1")
    filled.ok("plan", "--take-back", "1", "--why", "押し間違い")
    assert [one["state"] for one in filled.json("plan", "--list")] == ["draft"]
    assert book.all(Proposal) == []


def test_dates_are_chosen_shown_and_kept_with_the_plan(filled, book):
    stays = filled.json("plan", "--dates", "--keep")["dates"]["stays"]
    assert book.all(Proposal) == []
    filled.ok("plan", "--adopt", "1", "--yes")
    proposals = {(one.person_id, one.facility_id, str(one.start_on), str(one.end_on)) for one in book.all(Proposal)}
    assert {(one["person"], one["facility"], one["arrival"], one["departure"]) for one in stays} == proposals
    assert stays
    shown = filled.ok("plan", "--dates")
    assert all(one["arrival"] in shown for one in stays)


@pytest.mark.parametrize(
    "words",
    [
        ["--period", "spring"],
        ["--period", ""],
        ["--period", "2027-03/2027-01"],
        ["--policy", "nowhere.toml"],
        ["--dump", "no/such/folder/plan.json"],
    ],
)
def test_a_plan_that_cannot_be_made_is_a_sentence(filled, words):
    assert words[1].split("/")[0] in filled.fails("plan", *words)


def test_a_plan_of_nobody_is_a_plan(shell):
    record = shell.json("plan")
    check_record(record)
    assert record["assignments"] == []
    assert "sonae import wamnet" in shell.ok("plan")


def test_planning_again_says_who_changes_stays_close_and_opens_what_was_kept(demo_shell):
    first = demo_shell.json("plan")
    assert first["since"] == {"plan": 1, "changes": []}
    demo_shell.ok("plan", "--keep", "--aim", "readiness")
    assert say("adopt.replaces", "ja", id=1, by="", at="")[:7] in demo_shell.ok("plan", "--adopt", "2", "--yes")
    told = demo_shell.json("plan")["since"]
    assert told["plan"] == 2
    assert {"person", "from", "to", "causes", "text"} == set(told["changes"][0])
    assert told["changes"][0]["text"]["ja"] in demo_shell.ok("plan")
    close = demo_shell.json("plan", "--stay-close", "100000")
    assert len(close["since"]["changes"]) < len(told["changes"])
    check_record(close)
    opened = demo_shell.json("plan", "--open", "1")
    assert (opened["assignments"], opened["since"]["changes"]) == (first["assignments"], [])
    check_record(opened)
    assert "9" in demo_shell.fails("plan", "--open", "9")
    assert "-1" in demo_shell.fails("plan", "--stay-close", "-1")


def test_who_waited_as_long_as_promised_comes_first_and_where_that_cannot_be_the_places_that_lack_are_named(filled):
    for period in ("2026-07/2026-09", "2026-10/2026-12"):
        filled.ok("plan", "--period", period, "--keep")
        key = filled.json("plan", "--period", period, "--list")[0]["plan"]
        filled.ok("plan", "--period", period, "--adopt", key, "--yes")
    first = re.sub(r",[123],検証", ",1,検証", PEOPLE)
    filled.ok("import", "people", filled.write("people.csv", first), "--commit")
    record = filled.json("plan", "--period", "2027-01/2027-03")
    due = record["due"]["people"]
    assert (len(due), record["due"]["placed"], record["due"]["too_few"]) == (3, 3, [])
    assert {one["person"] for one in record["assignments"]} == set(due)
    assert "期限に達し、条件に合う施設がある3人全員に候補があります" in filled.ok("plan", "--period", "2027-01/2027-03")
    conditions = "事業所番号,体験利用,体験の受入れ枠（期間あたり）\n0415100001,○,1\n"
    filled.ok("import", "conditions", filled.write("conditions.csv", conditions), "--commit")
    (few,) = filled.json("plan", "--period", "2027-01/2027-03")["due"]["too_few"]
    assert (few["places"], len(few["people"]), len(few["without"])) == (2, 2, 1)
    told = filled.ok("plan", "--period", "2027-01/2027-03")
    assert "3人のうち、候補があるのは2人です" in told
    assert "あと1枠あれば守れます" in told


def test_a_plan_is_drawn_again_by_its_number_and_the_draw_is_kept(filled, book):
    told = filled.ok("plan", "--draw", "2", "--keep")
    assert say("lot.drawn", "ja", draw=2) in told
    (plan,) = book.all(Plan)
    assert plan.record["lot"] == {"seed": "2027-01-01/2027-03-31#2", "draw": 2, "method": "sha256"}
    filled.fails("plan", "--draw", "0")


def test_how_firm_a_plan_is_is_told_with_the_next_best_plans_and_the_ranges_of_weights(filled):
    told = filled.json("plan", "--others", "--ranges")
    assert len(told["others"]) == 3
    assert all(one["moves"] for one in told["others"])
    assert told["ranges"].keys() == told["policy"]["weights"].keys()
    assert all(one["least"] <= one["value"] <= one["most"] for one in told["ranges"].values())
    placed = {str(one["person"]) for one in told["assignments"]}
    assert placed <= told["firm"].keys()
    shown = filled.ok("plan", "--others", "--ranges")
    for code in ("firm.others", "firm.ranges", "weight.ward_other"):
        assert say(code, "ja") in shown


def test_what_facilities_may_refuse_is_reckoned_shown_and_dumped(filled):
    printed = filled.ok("plan", "--expected", "--dump", "plan.json")
    for title in ("compare", "calls", "tier_one", "lists"):
        assert say(f"asking.{title}", "ja") in printed
    record = json.loads((filled.folder / "plan.json").read_text(encoding="utf-8"))
    check_record(record)
    assert len(record["expected"]["chances"]) == len(record["candidates"])
    assert filled.json("plan", "--expected")["expected"] == record["expected"]
    assert "expected" not in filled.json("plan")


def test_the_page_for_approval_bears_the_figure_of_the_record_that_is_dumped(filled, book):
    filled.ok("plan", "--keep")
    files = ["--dump", "plan.json", "--approval", "plan.docx"]
    assert "plan.docx" in filled.ok("plan", "--open", "1", *files)
    record = json.loads((filled.folder / "plan.json").read_text(encoding="utf-8"))
    document = docx.Document(filled.folder / "plan.docx")
    told = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert record["sha256"] in told
    assert f"--period {record['period']} --open 1 --dump plan.json" in told
    filled.ok("plan", "--approval", "plan.pdf")
    assert len(PdfReader(filled.folder / "plan.pdf").pages) == 1
    assert "plan.txt" in filled.fails("plan", "--keep", "--draw", "2", "--approval", "plan.txt")
    assert len(book.all(Plan)) == 1
