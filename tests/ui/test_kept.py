"""What is kept is true, nobody else's, and bounded."""

import threading
import time
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from casebook.records import Person
from casebook.roles import Sight
from ui import kept as module
from ui.kept import Kept, State, kept, size_of
from words.eras import choose_dates
from words.say import show

DAY = date(2026, 11, 22)
SIGHT = Sight(DAY, frozenset({("coordinator", None)}), everything=True)
PLANNER = replace(SIGHT, grants=frozenset({("planner", None)}), everything=False)
STATE = State("sqlite:///a", 1, DAY, SIGHT, "straight", 0)


@pytest.fixture
def keeping(monkeypatch):
    """Keep apart from what the process keeps."""
    own = Kept(most_bytes=10_000)
    monkeypatch.setattr(module, "KEPT", own)
    return own


def test_something_is_worked_out_once_while_its_state_stays(keeping):
    worked = []

    @kept
    def double(state, number, _book):
        worked.append(number)
        return [2 * number]

    assert double(STATE, 3, "book") is double(STATE, 3, "another book")
    assert double(STATE, 4, "book") == [8]
    assert worked == [3, 4]


def test_what_is_said_is_kept_for_each_way_to_write_dates(keeping):
    @kept
    def told(state, language, _day):
        return [show(_day, language)]

    def chosen(way):
        choose_dates(way)
        return told(STATE, "ja", DAY)

    ways = ("calendar", "era", "both", "")
    found = [copy_context().run(chosen, way) for way in ways]
    assert found == [["2026/11/22"], ["令和8年11月22日"], ["2026（令和8）/11/22"], ["2026/11/22"]]
    assert found[0] is found[3]


@pytest.mark.parametrize(
    "other",
    [
        STATE._replace(sight=PLANNER),
        STATE._replace(sight=replace(PLANNER, grants=frozenset({("ward_office", "青葉区")}))),
        STATE._replace(sight=replace(PLANNER, grants=SIGHT.grants | PLANNER.grants)),
        STATE._replace(revision=2),
        STATE._replace(database="sqlite:///b"),
        STATE._replace(day=STATE.day + timedelta(days=1)),
        STATE._replace(travel="table:x", travel_version=3),
    ],
)
def test_no_two_states_share(keeping, other):
    assert keeping.get("what", STATE, lambda: ["mine"]) == ["mine"]
    assert keeping.get("what", other, lambda: ["hers"]) == ["hers"]
    assert keeping.get("what", other, lambda: ["again"]) == ["hers"]


def test_a_newer_state_of_a_database_lets_go_of_all_older_ones(keeping):
    elsewhere = STATE._replace(database="sqlite:///b")
    for state in (STATE, STATE._replace(sight=PLANNER), elsewhere):
        keeping.get("what", state, list)
    newer = STATE._replace(revision=2)
    keeping.get("what", newer, list)
    assert keeping.states == {newer, elsewhere}


def test_what_became_old_while_it_was_worked_out_is_not_kept(keeping):
    newer = STATE._replace(revision=2)

    def meanwhile():
        keeping.get("other", newer, list)
        return ["old"]

    assert keeping.get("what", STATE, meanwhile) == ["old"]
    assert keeping.states == {newer}


def test_bytes_are_bounded_and_the_last_used_stays(keeping):
    for number in range(20):
        keeping.get(number, STATE, lambda: np.zeros(4_000, dtype=np.int8))
        keeping.get(0, STATE, lambda: pytest.fail("what was used just now is gone"))
        assert keeping.taken <= 10_000
    assert len(keeping.get("large", STATE, lambda: np.zeros(50_000, dtype=np.int8))) == 50_000


def test_what_fails_is_tried_again(keeping):
    def fail():
        msg = "not now"
        raise ValueError(msg)

    with pytest.raises(ValueError, match="not now"):
        keeping.get("what", STATE, fail)
    assert keeping.get("what", STATE, lambda: 5) == 5


def test_thirty_who_ask_at_once_wait_for_one(keeping):
    worked, told = [], []

    def work():
        worked.append(1)
        time.sleep(0.05)
        return object()

    asking = [threading.Thread(target=lambda: told.append(keeping.get("what", STATE, work))) for _ in range(30)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert len(worked) == 1
    assert len(set(map(id, told))) == 1


def test_who_asks_while_it_is_being_put_away_waits_too(keeping, monkeypatch):
    worked, late = [], []

    def work():
        worked.append(1)
        return object()

    def another_asks():
        monkeypatch.setattr(module, "give_back", lambda: None)
        late.append(threading.Thread(target=lambda: keeping.get("what", STATE, work)))
        late[0].start()
        late[0].join(timeout=0.2)

    monkeypatch.setattr(module, "give_back", another_asks)
    keeping.get("what", STATE, work)
    late[0].join()
    assert len(worked) == 1


@dataclass(frozen=True)
class Box:
    inside: object


def test_sizes_count_each_array_once_and_no_records():
    array = np.zeros(1000, dtype=np.int64)
    found = size_of({"a": Box(array), "b": [array, array], "c": (Person(code_name="A"),)})
    assert found.arrays == {id(array): 8000}
    assert 0 < found.rest < 2000
    assert size_of(Person(code_name="A")).rest == 0
    assert size_of(pd.DataFrame({"x": range(1000)})).rest >= 8000
    inner = Box(array)
    assert size_of(Box(inner), {id(inner): size_of(inner)}).arrays == found.arrays
    assert size_of(replace(inner, inside=None)).arrays == {}


def test_the_size_of_many_alike_is_about_theirs():
    few, many = ([(number, [number]) for number in range(count)] for count in (400, 40_000))
    assert size_of(many).rest == pytest.approx(100 * size_of(few).rest, rel=0.1)
    assert size_of(dict(enumerate(many))).rest == pytest.approx(size_of(many).rest, rel=0.5)


def test_where_the_c_library_is_another_nothing_is_asked_of_it(monkeypatch):
    asked = []
    monkeypatch.setattr(module, "_of_the_c_library", lambda name: lambda *given: asked.append((name, given)))
    module.share_one_heap()
    assert asked == [("mallopt", (-8, 1))]
    monkeypatch.setattr(module, "_of_the_c_library", lambda name: None)
    module.share_one_heap()
