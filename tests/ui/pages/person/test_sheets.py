"""The sheets about a person as a page: typed over what is recorded, kept as typed, saved, handed over, and corrected."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casebook.records import Consent, Draft, Person, PersonSheet, SheetHanding
from desk.person_sheets import versions
from tests.ui.conftest import DAY, bars, button, show
from words.say import LANGUAGES, say


def opened(key, kind, language="ja", **more):
    page = show("person", language)
    page.query_params.update({"id": str(key), "view": "sheets", "sheet": kind, **more})
    page.run()
    assert not page.exception
    return page


def written(page):
    return "\n".join([*(one.value for one in (*page.markdown, *page.caption, *page.warning)), *bars(page)])


@pytest.fixture
def somebody(demo):
    with demo.writing("before") as writer:
        key = writer.add(Person(code_name="新しい方", severe_behaviour=False))
        told: dict[str, Any] = {"given_by": "person", "form": "oral", "scope": "matching_and_sharing"}
        writer.add(Consent(person_id=key, given_on=date(2026, 1, 1), **told))
    return key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["intake", "emergency", "handover"])
def test_every_sheet_opens_of_somebody_of_whom_hardly_anything_is_known(demo, kind, language):
    with demo.writing("before") as writer:
        key = writer.add(Person(code_name="新しい方"))
    page = opened(key, kind, language)
    assert say("person_sheets.no_versions", language) in written(page)
    nameless = any(
        one.value.startswith(say("person_sheets.left_out", language, fields="")[:20]) for one in page.warning
    )
    assert nameless == (kind != "intake")


def test_a_sheet_is_typed_over_kept_when_the_page_is_lost_saved_handed_over_and_said_to_be_old(demo, somebody):
    mark, form = "夜は廊下の明かりを残す", f"sheet_handover.{somebody}.{somebody}"
    page = opened(somebody, "handover")
    page.text_area(key=f"{form}.0.day_night").set_value(mark).run()
    assert len(demo.all(Draft, kind="sheet_handover", person_id=somebody)) == 1
    page = button(opened(somebody, "handover"), say("draft.go_on", "ja")).run()
    assert page.text_area(key=f"{form}.0.day_night").value == mark
    page = button(page, say("person_sheets.save", "ja"))
    [sheet] = versions(demo, somebody, "handover")
    assert (sheet.version, sheet.content["day_night"]) == (1, mark)
    assert demo.all(Draft, kind="sheet_handover") == []

    page = opened(somebody, "handover")
    page.text_input(key=f"sheet_handing.{sheet.id}.0.handed_to").set_value("ホームひろせ")
    page.run()
    page.button(key=f"sheet_handing.{sheet.id}.0.save").click().run()
    [handed] = demo.all(SheetHanding)
    assert (handed.handed_to, handed.handed_on, handed.ground) == ("ホームひろせ", DAY, "consent")
    page = opened(somebody, "handover")
    page.text_input(key="sheet_receipt.new.0.received_by").set_value("管理者").run()
    page.button(key="sheet_receipt.new.0.save").click().run()
    assert demo.all(SheetHanding) == [replace(handed, received_on=DAY, received_by="管理者")]

    page = opened(somebody, "handover")
    page.text_area(key=f"{form}.0.money").set_value("財布は事務所").run()
    page = button(page, say("person_sheets.save", "ja"))
    assert [one.version for one in versions(demo, somebody, "handover")] == [2, 1]
    told = {"who": "ホームひろせ", "day": DAY, "version": 1}
    assert say("person_sheets.outdated", "ja", **told) in written(opened(somebody, "handover"))


def test_what_is_recorded_since_goes_over_what_a_version_says_when_asked_and_what_is_typed_stays(demo, somebody):
    with demo.writing("before") as writer:
        made: dict[str, Any] = {"made_by": "x", "content": {"needs": "古い内容", "money": "財布は事務所"}}
        at = writer.now - timedelta(days=2)
        key = writer.add(PersonSheet(person_id=somebody, kind="handover", version=1, made_at=at, **made))
    form = f"sheet_handover.{somebody}.{somebody}"
    page = opened(somebody, "handover", version=str(key))
    assert page.text_area(key=f"{form}.0.needs").value == "古い内容"
    page = button(page, say("person_sheets.fill_again", "ja"))
    assert page.text_area(key=f"{form}.1.needs").value != "古い内容"
    assert page.text_area(key=f"{form}.1.money").value == "財布は事務所"
    page = opened(somebody, "handover", version=str(key))
    page.text_input(key=f"sheet_withdrawal.{key}.0.reason").set_value("別の方の内容").run()
    page.button(key=f"sheet_withdrawal.{key}.0.withdraw").click().run()
    assert demo.one(PersonSheet, key).reason == "別の方の内容"
    page = opened(somebody, "handover")
    assert page.text_area(key=f"{form}.0.needs").value != "古い内容"
