"""Resources as a page: one is recorded and opened by its address, somebody who uses it is added, and it is confirmed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casebook.engine import create
from casebook.records import Resource, ResourceUse
from tests.ui.conftest import DAY, button, lists, show
from words.say import LANGUAGES, say

CAFE = Resource(name="喫茶*ポプラ*", sharing="never", written_by="x", checked_on=DAY - timedelta(days=400))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_view_opens_with_nothing_in_it(at, language):
    create(at)
    for view in ("list", "record", "needs"):
        page = show("resources", language)
        page.session_state["resources.view"] = view
        page.run()
        assert not page.exception
        assert [one.value for one in page.error] == []


def test_a_resource_is_recorded_used_by_somebody_and_confirmed(demo):
    before = {one.id for one in demo.all(Resource)}
    page = show("resources", "ja")
    page.session_state["resources.view"] = "record"
    page.run()
    key = "resource.new.0"
    page.text_input(key=f"{key}.name").set_value("喫茶ポプラ")
    page.selectbox(key=f"{key}.sharing").set_value("named").run()
    page = button(page, say("common.save", "ja"))
    assert {one.id for one in demo.all(Resource)} == before
    page.text_area(key=f"{key}.readers").set_value("緑川\n\n 相談員 ").run()
    page = button(page, say("common.save", "ja"))
    [cafe] = [one for one in demo.all(Resource) if one.id not in before]
    assert (cafe.name, cafe.named, cafe.checked_on) == ("喫茶ポプラ", ("緑川", "相談員"), DAY)

    with demo.writing("a year on") as writer:
        writer.change(replace(CAFE, id=cafe.id))
    page = show("resources", "ja")
    page.query_params["resource"] = str(cafe.id)
    page.run()
    assert page.header[0].value == "喫茶\\*ポプラ\\*"
    page = button(page, say("resources.confirm", "ja"))
    assert demo.one(Resource, cafe.id).checked_on == DAY
    key = f"resource_use.{cafe.id}.0"
    page.selectbox(key=f"{key}.person").set_value(3)
    page.text_area(key=f"{key}.story").set_value("商店街の祭りで").run()
    page = button(page, say("common.save", "ja"))
    [use] = demo.all(ResourceUse, resource_id=cafe.id)
    assert (use.person_id, use.resource_id, use.story) == (3, cafe.id, "商店街の祭りで")
    assert len(lists(page)) == 1
