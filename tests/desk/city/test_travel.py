"""Travel: what the settings name is what plan, readiness, tonight and scenarios reckon with, and the page says so."""

from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

from casebook.records import Consent, Facility, FacilityCondition, Person
from desk.city.travel import read_travel, seconds_of, straight_line
from desk.emergency.tonight import Who, tonight
from desk.errors import DeskError
from desk.period import parse_period
from desk.plan.edits import Edits, Imagined
from desk.plan.problem import plan_input, travel_messages
from desk.plan.scenarios import try_edits
from desk.plan.trials import plan_trials
from desk.readiness.options import read_readiness
from geodata.findings import UnreadableFile
from matching.policy import load_policy
from matching.trials.check_record import check_record
from tests.conftest import TODAY
from tests.optional import present
from words.message import Message
from words.zone import TOKYO

PERIOD, POLICY = parse_period("2027-01/2027-03"), load_policy(None)
HOME, NEAR, FAR = (140.85, 38.25), (140.86, 38.26), (140.95, 38.25)


@pytest.fixture
def city(little):
    """Return a city with somebody at HOME, and an office near and one far as the crow flies."""
    with little.writing("before") as writer:
        for name, (lon, lat) in (("近い", NEAR), ("遠い", FAR)):
            office = Facility(source="manual", service_code="24", service_name="短期入所", name=name, city="仙台市",
                              ward="青葉区", lat=lat, lon=lon, located_at="office")  # fmt: skip
            key = writer.add(office)
            writer.add(FacilityCondition(facility_id=key, offers_trial=True, trial_places=1, emergency_policy="always"))
        who = writer.add(Person(code_name="A-001", city="仙台市", ward="青葉区", town="国分町一丁目"))
        writer.add(Consent(person_id=who, given_by="person", form="oral", given_on=date(2026, 5, 1)))
    return little


@pytest.fixture
def table(tmp_path):
    """Return a setting: a river lies between HOME and NEAR, and the way to FAR is quick."""
    rows = [(*HOME, *NEAR, 30_000, 3600), (*HOME, *FAR, 5_000, 300)]
    columns = ["from_lon", "from_lat", "to_lon", "to_lat", "metres", "seconds"]
    pd.DataFrame(rows, columns=columns).to_csv(tmp_path / "ways.csv", index=False)
    return f"table:{tmp_path / 'ways.csv'}"


@pytest.fixture
def roads(tmp_path):
    """Return a setting: only FAR can be reached."""
    nodes = pd.DataFrame([("h", *HOME), ("n", *NEAR), ("f", *FAR)], columns=["id", "lon", "lat"])
    nodes.to_csv(tmp_path / "roads_nodes.csv", index=False)
    pd.DataFrame({"u": ["h"], "v": ["f"], "metres": [5000]}).to_csv(tmp_path / "roads.csv", index=False)
    return f"roads:{tmp_path / 'roads.csv'}"


def chosen(view):
    return [(one.facility.facility.name, one.metres) for one in view.suggestions]


def make(book, setting):
    return plan_trials(book, PERIOD, POLICY, TODAY, travel=read_travel(setting))


def test_straight_is_straight_and_anything_else_is_refused():
    assert read_travel("straight") is straight_line
    for setting in ("", "walk", "table:", "roads", "file:ways.csv"):
        with pytest.raises(DeskError) as caught:
            read_travel(setting)
        assert caught.value.code == "travel.unknown_setting"
    with pytest.raises(UnreadableFile):
        read_travel("roads:nowhere.graphml")


def test_the_plan_goes_where_the_way_is_short_and_says_whence_it_knows(city, table):
    near, far = make(city, "straight"), make(city, table)
    assert chosen(near)[0][0] == "近い"
    assert chosen(far) == [("遠い", 5000)]
    assert (near.record["travel"], far.record["travel"]) == (
        {"kind": "straight"},
        {"kind": "table", "name": "ways.csv"},
    )
    assert travel_messages(near.source) == [Message("travel.by_straight")]
    assert travel_messages(far.source) == [Message("travel.by_table", {"name": "ways.csv"})]
    for view in (near, far):
        check_record(view.record)


def test_a_place_that_no_road_leads_to_is_unknown_and_said(city, roads):
    view = make(city, roads)
    assert view.source.problem.home_metres.tolist() == [[-1, 5000]]
    assert travel_messages(view.source) == [
        Message("travel.by_roads", {"name": "roads.csv"}),
        Message("travel.unreached", {"count": 1}),
    ]


def test_somebody_whose_home_is_not_known_is_not_said_to_be_cut_off(city, roads):
    with city.writing("move") as writer:
        writer.change(replace(city.all(Person)[0], city=None, ward=None, town=None))
    assert travel_messages(make(city, roads).source) == [Message("travel.by_roads", {"name": "roads.csv"})]


def test_readiness_and_the_call_of_tonight_reckon_alike(city, table):
    travel = read_travel(table)
    assert read_readiness(city, TODAY, POLICY, travel).problem.home_metres.tolist() == [[30_000, 5_000]]
    at = datetime(2026, 11, 22, 20, 0, tzinfo=TOKYO)
    who = Who(person_id=city.all(Person)[0].id)
    names = [
        [place.file.facility.name for place in tonight(city, who, at, POLICY, travel=one).places]
        for one in (straight_line, travel)
    ]
    assert names == [["近い", "遠い"], ["遠い", "近い"]]


def test_an_imagined_place_is_as_far_as_the_plan_s_travel_says(city, table):
    imagined = Imagined("新しい家", "24", "仙台市", "泉区", "中央", 1)
    side = try_edits(make(city, table), "新設", Edits(imagined=(imagined,)))
    assert side.new.source.travel is side.old.source.travel
    assert side.new.plan.problem.home_metres[0].tolist() == [5_000, 30_000, 5_000]


def test_times_are_given_where_the_file_has_them(city, table, roads):
    assert seconds_of(straight_line) is None
    assert seconds_of(read_travel(roads)) is None
    seconds = present(seconds_of(read_travel(table)))
    assert seconds(np.array([HOME]), np.array([NEAR, FAR])).tolist() == [[3600, 300]]


def test_a_file_is_read_once_and_again_when_it_changed(city, table, tmp_path):
    first = read_travel(table)
    assert read_travel(table) is first
    path = tmp_path / "ways.csv"
    path.write_text(path.read_text().replace("30000", "20000"))
    assert plan_input(city, TODAY, POLICY, TODAY, read_travel(table)).problem.home_metres.tolist() == [[20_000, 5_000]]
