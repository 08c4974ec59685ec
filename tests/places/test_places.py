"""The whole way in places of every kind, on their real files: each step of it, then every page."""

from collections import Counter

import pytest

from casebook.records import Area, Person
from desk.city import read_places
from tests.places.walk import PERIOD, Walked
from tests.ui.conftest import button, show
from ui import shell
from words.say import say


def test_every_import_takes_every_row(walked: Walked) -> None:
    assert {kind: said["rejected"] for kind, said in walked.said.items()} == dict.fromkeys(walked.said, 0)
    assert all(said["new"] for said in walked.said.values())
    assert walked.said["people"]["new"] == len(walked.place.homes)


def test_every_area_has_a_name_of_its_own(walked: Walked) -> None:
    areas = walked.book.all(Area)
    labels = [area.label for area in read_places(walked.book).names]
    assert len(areas) == walked.place.count
    assert all(labels)
    assert [label for label, count in Counter(labels).items() if count > 1] == []


def test_everybody_is_placed_where_it_was_written(walked: Walked) -> None:
    places = read_places(walked.book)
    people = walked.book.all(Person)
    assert [(places.label_of(one), places.home(one).level) for one in people] == [
        (home.area, home.level) for home in walked.place.homes
    ]


def test_somebody_near_an_office_is_suggested_one_in_the_own_area(walked: Walked) -> None:
    plan = walked.json("plan", "--period", PERIOD)
    area_of = {one["id"]: one["ward"] for one in walked.json("facilities")}
    chosen = {one["person"]: area_of[one["facility"]] for one in plan["assignments"]}
    near = walked.book.all(Person)[0]
    assert chosen[near.id] == walked.place.homes[0].area
    assert len(chosen) == len(walked.place.homes)


def test_coverage_counts_everybody_in_the_own_area(walked: Walked) -> None:
    measured = walked.json("coverage")
    assert len({area["label"] for area in measured["areas"]}) == len(measured["areas"])
    counted = {area["label"]: area["values"]["people"] for area in measured["areas"] if area["values"]["people"]}
    assert counted == Counter(home.area for home in walked.place.homes)
    assert measured["city"]["people"] == len(walked.place.homes)


def test_coverage_counts_everybody_in_the_own_town(walked: Walked) -> None:
    if not walked.place.towns:
        return
    measured = walked.json("coverage", "--by", "town")
    counted = {area["label"]: area["values"]["people"] for area in measured["areas"] if area["values"]["people"]}
    in_towns = sum(home.level == "town" for home in walked.place.homes)
    assert sum(count for label, count in counted.items() if label) == in_towns
    assert counted.get(None, 0) == len(walked.place.homes) - in_towns


def test_the_sheet_of_an_area_is_written(walked: Walked) -> None:
    area = walked.place.homes[0].area
    walked.run("sheet", area, "--to", walked.folder / "sheets")
    written = {path.suffix for path in (walked.folder / "sheets").iterdir() if path.stat().st_size}
    assert written == {".pdf", ".xlsx", ".gpkg", ".geojson"}


def test_the_first_to_telephone_knows_her(walked: Walked) -> None:
    listed = walked.json("emergency", "W-01")["lines"]
    assert listed[0]["last_stay"]
    assert listed[0]["still_known"]
    assert listed[0]["ward"] == walked.place.homes[0].area
    described = walked.json("emergency", "--ward", walked.place.homes[0].area, "--age", "40", "--kind", "intellectual")
    assert described["lines"]


def test_readiness_knows_everybody(walked: Walked) -> None:
    ready = walked.json("readiness", "--with-plan", "--period", PERIOD)
    assert ready


@pytest.mark.parametrize("stage", ["early", "full"])
def test_every_page_opens(walked: Walked, stage: str) -> None:
    with walked.at(walked.early if stage == "early" else walked.url):
        for name in shell.PAGES:
            page = show(name)
            assert [error.value for error in page.error] == [], name
            if name == "trials" and stage == "full":
                page = button(button(page, say("kept_plan.make_new", "ja")), say("trials.run", "ja"))
                assert not page.exception
                assert [error.value for error in page.error] == []
