"""What is recorded fills a sheet's blocks, nothing is invented, and consent or a ground of the law covers it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from casebook.records import (
    AdmissionGround,
    Consent,
    SharingGround,
    Stay,
)
from desk.person_sheets import (
    BLOCKS,
    filled,
    read_recorded,
)
from tests.conftest import TODAY
from tests.desk.person_sheets.conftest import agree, live

DAY = timedelta(days=1)


def test_of_somebody_of_whom_nothing_is_known_every_block_is_blank_but_her_code_and_the_base(book):
    recorded = read_recorded(book, 1, TODAY)
    assert filled(recorded, "ja") == {"who": "A-1", "return_contact": "拠点　022-000-0001"}
    assert not recorded.shared


def test_what_is_recorded_fills_the_blocks_and_what_is_done_is_no_open_question(book):
    live(book)
    found = filled(read_recorded(book, 1, TODAY), "ja")
    assert found["who"] == "髙橋𠮷子（たかはし）\n生年月日：1990/02/01、36歳、女性"
    assert found["home"] == "仙台市泉区\n介護者の状況：介護者は一人だけ"
    assert found["why"].splitlines()[1:3] == ["理由：介護者の急病・入院", "母が入院"]
    assert found["medicine"] == "朝1錠\n夕1錠"
    assert found["health"] == "吸引"
    assert found["worked"] == "先に予定を絵で示す"
    assert found["family"] == "1. 母　022-000-0002"
    assert "緑川" in found["questions"]
    assert len(found["questions"].splitlines()) == 1
    nowhere = {"money", "day_morning", "day_meals", "day_bath", "day_evening", "day_night"}
    assert {block for blocks in BLOCKS.values() for block in blocks} - set(found) == nowhere


@pytest.mark.parametrize("ground", ["consent", "withdrawn", "law", "law over", "admission", "admission over"])
def test_consent_or_a_ground_of_the_law_covers_what_is_handed_on_as_long_as_it_holds(book, ground):
    key = agree(book) if ground in ("consent", "withdrawn") else None
    with book.writing("ground") as writer:
        if ground == "withdrawn":
            writer.change(replace(writer.one(Consent, key), withdrawn_on=TODAY))
        decided: dict[str, Any] = {"decided_by": "x", "decided_on": TODAY - 9 * DAY}
        if ground.startswith("law"):
            until = TODAY - DAY if "over" in ground else TODAY
            law: dict[str, Any] = {"ground": "appi_27_1_2", "shared_with": "x", "reason": "x", "until": until}
            writer.add(SharingGround(person_id=1, **law, **decided))
        if ground.startswith("admission"):
            end = TODAY - DAY if "over" in ground else None
            days: dict[str, Any] = {"start_on": TODAY - 9 * DAY, "end_on": end}
            stay = writer.add(Stay(person_id=1, facility_id=1, kind="emergency", **days))
            writer.add(AdmissionGround(stay_id=stay, ground="abuse_9", **decided))
    assert read_recorded(book, 1, TODAY).shared == (ground in ("consent", "law", "admission"))
