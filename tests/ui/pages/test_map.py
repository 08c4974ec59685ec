"""Informal resources on the map: a layer of its own, by who may know of them; each a sign at its town or a number in its ward."""

import json
from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from casebook.book import Casebook
from casebook.records import Facility, Resource, Town
from casebook.roles import Actor
from tests.ui.conftest import DAY, as_read, facts, show
from ui import context
from words.say import LANGUAGES, say


@pytest.fixture
def placed(demo: Casebook) -> dict[str, int]:
    """Write a place of each sharing at a town, and one of which nobody knows where it is; return their ids."""
    town = next(one for one in demo.all(Town) if one.lat is not None)
    where: dict[str, Any] = {"city": town.city, "ward": town.ward, "town": town.name}
    kept: dict[str, Any] = {"written_by": "x", "checked_on": DAY - timedelta(days=3)}
    with demo.writing("add") as writer:
        found = {
            name: writer.add(Resource(name=f"憩い-{name}", sharing=name, readers=readers, **where, **kept))
            for name, readers in (("network", None), ("named", "はるか"), ("never", None))
        }
        return {**found, "nowhere": writer.add(Resource(name="憩い-nowhere", sharing="public", **kept))}


def opened(language: str = "ja", **asked: str) -> AppTest:
    page = show("map", language)
    for name, value in asked.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def drawn(page: AppTest) -> str:
    [one] = page.get("component_instance")
    return str(json.loads(one.proto.json_args)["script"])


def on_map(page: AppTest, text: str) -> bool:
    return json.dumps(text)[1:-1] in drawn(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_resources_are_a_layer_with_a_sign_of_its_own_and_those_known_by_ward_are_numbers(
    demo: Casebook, placed: dict[str, int], language: str
) -> None:
    assert not on_map(opened(language), "憩い")
    page = opened(language, layers="resources")
    assert all(on_map(page, f"憩い-{name}") for name in ("network", "named", "never"))
    assert not on_map(page, "憩い-nowhere")
    by_ward = [one for one in demo.all(Resource) if one.town is None and one.ward is not None]
    assert by_ward
    for one in by_ward:
        assert not on_map(page, one.name)
        assert on_map(page, say("map_about.resources", language, ward=one.ward, count=1))
    assert on_map(page, say("symbol.resource", language))
    told = [as_read(one.value) for one in page.caption]
    private = sum(one.sharing in ("named", "never") for one in demo.all(Resource))
    assert say("map.resources_private", language, count=private) in told
    assert say("map.resources_nowhere", language, count=1) in told


def test_the_one_that_is_chosen_stands_in_the_address_until_a_facility_is(
    demo: Casebook, placed: dict[str, int]
) -> None:
    page = opened(layers="resources", resource=str(placed["network"]))
    assert facts(page)[say("field.sharing", "ja")] == say("resources.told_network", "ja")
    assert say("map.click_hint", "ja") not in [one.value for one in page.info]
    page.session_state["map.facility.wanted"] = demo.all(Facility)[0].id
    page.run()
    assert "resource" not in page.query_params


@pytest.mark.parametrize(
    ("actor", "seen"),
    [
        (Actor("はるか", "consultation_office", "どこか"), {"network", "named"}),
        (Actor("だれか", "core_centre", "どこか"), {"network"}),
        (Actor("x", "ward_office", "青葉区"), {"network", "named", "never"}),
        (Actor("だれか", "planner"), set()),
    ],
    ids=lambda one: one.role if isinstance(one, Actor) else "",
)
def test_each_role_sees_on_the_map_what_it_is_told_of(
    placed: dict[str, int], monkeypatch: pytest.MonkeyPatch, actor: Actor, seen: set[str]
) -> None:
    monkeypatch.setattr(context, "local_actor", lambda: actor)
    page = opened(layers="resources", resource=str(placed["never"]))
    assert {name for name in placed if on_map(page, f"憩い-{name}")} == seen
    assert (facts(page).get(say("field.sharing", "ja")) == say("resources.told_never", "ja")) == ("never" in seen)
