"""The council's tables are made of what was recorded, number for number, and leave as DOCX and PDF."""

from datetime import date

import pytest

from casebook.roles import Actor
from desk.capacity import (
    MEASURES,
    made,
    paper,
    read_capacity,
    record_corporation_visit,
    record_count,
    set_target,
    table_of_corporations,
    table_of_counts,
    table_of_gaps,
)
from desk.documents import FORMS, Grid, Lines, warning_of
from tests.desk.capacity.paper import AIM, OPINIONS, PRINTED, READ, RESULTS, visits
from words.say import LANGUAGES, say

DAY = date(2020, 3, 15)


@pytest.fixture
def recorded(little):
    """Return a casebook in which everything that the paper counts was recorded."""
    for count in READ:
        record_count(little, count, DAY)
    set_target(little, AIM)
    for visit in visits():
        record_corporation_visit(little, visit, DAY)
    return little


def test_every_number_of_the_papers_tables_stands_in_ours(recorded):
    capacity = read_capacity(recorded, DAY)
    grids = [block for block in paper(capacity, "ja", DAY).blocks if isinstance(block, Grid)]
    assert (list(grids[0].heads), list(grids[0].rows)) == table_of_counts(capacity.counts, "ja")
    by_name = {say(f"field.{name}", "ja"): name for name in MEASURES}
    shown = {by_name[str(row[0])]: row[1:] for row in grids[0].rows}
    for name in ("offices", "with_plan", "staff_hundredths", "cases_a_head", "claims_a_head"):
        assert shown[name] == [PRINTED[one.counted_on][name] for one in READ]
    for name in ("self_planned", "entitled", "plan_share", "self_share"):
        assert shown[name] == [None] * 3
    assert [row[1:] for row in grids[1].rows] == [["69.55", "59.55", "-10.00"], ["17.0", "18.6", "+1.6"]]
    words = [12, 5, 7, *RESULTS.values()]
    assert [row[1] for row in grids[2].rows] == words
    said = [block for block in paper(capacity, "ja", DAY).blocks if isinstance(block, Lines)]
    assert [list(one.items) for one in said] == [list(OPINIONS)]


def test_a_ward_office_is_given_the_paper_without_what_corporations_said(recorded):
    ward = recorded.opened_for(Actor("区", "ward_office", "青葉区"))
    capacity = read_capacity(ward, DAY)
    assert capacity.visits is None
    assert [one.counted_on for one in capacity.counts] == list(PRINTED)
    assert OPINIONS[0] not in str(paper(capacity, "ja", DAY))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_leaves_in_every_form(recorded, language):
    capacity = read_capacity(recorded, DAY)
    assert warning_of(paper(capacity, language, DAY)) == ""
    assert [made(form, capacity, language, DAY)[:2] for form in FORMS] == [b"%P", b"PK"]


def test_tables_of_nothing_have_their_heads():
    assert len(table_of_counts([], "ja")[0]) == 1
    assert table_of_gaps([], "ja")[1] == []
    assert table_of_corporations([], "ja")[1][0][1] == 0
