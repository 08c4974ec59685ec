"""Joint support is counted by reason and once in all, with its reports; advice visits by kind; the period before beside it."""

from datetime import timedelta
from typing import Any

from casebook.records import AdviceVisit, JointCase, JointReport, Person
from desk.period import span
from desk.review import read_review
from tests.conftest import TODAY


def test_what_went_on_or_began_has_ended_or_goes_on_and_reports_and_visits_are_counted(little):
    first, end = span(2025)
    day = timedelta(days=1)
    with little.writing("test") as writer:
        for number, (on, ended) in enumerate((
            (first - day, None), (first - day, first - day), (first - day, first), (first, end), (end, None), (end + day, None),
        )):  # fmt: skip
            key = writer.add(Person(code_name=f"J-{number}"))
            how: dict[str, Any] = {} if ended is None else {"ended_on": ended, "ending": "other"}
            hard = {"8050": True, "abuse": number == 0}
            case = writer.add(JointCase(person_id=key, core_centre="基幹", begun_on=on, hard_by=hard, **how))
            writer.add(JointReport(joint_case_id=case, month=on.replace(day=1), done="訪問"))
        writer.add(AdviceVisit(visited_on=first, office="x", kind="system"))
        writer.add(AdviceVisit(visited_on=first - day, office="x", kind="case"))
    review = read_review(little, span(2025), TODAY)
    table, earlier = review.tables["joint"], review.earlier["joint"]
    columns = ("at_start", "begun", "ended", "at_end")
    assert [table.counts["8050", one] for one in columns] == [2, 2, 2, 2]
    assert [table.counts["abuse", one] for one in columns] == [1, 0, 0, 1]
    assert [table.sum(one) for one in columns] == [2, 2, 2, 2]
    assert [earlier.sum(one) for one in columns] == [0, 3, 1, 2]
    assert [review.count("joint_reports", row, "count") for row in ("reports", "reported")] == [2, 2]
    assert (review.count("advice", "system", "visits"), review.earlier["advice"].sum("visits")) == (1, 1)
