"""What an inspector asks for is found, each look with what belongs to it and nothing else."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from casebook.book import Casebook
from casebook.records import Person
from casebook.roles import Actor
from desk import inspection
from desk.inspection import LOOKS, MANY, Difference, differences, out_of_hours
from words.say import LANGUAGES, say
from words.zone import TOKYO

MONDAY = datetime(2026, 11, 16, 10, tzinfo=TOKYO)
SPAN = date(2026, 11, 1), date(2026, 11, 30)


@pytest.mark.parametrize(
    ("at", "out"),
    [
        (MONDAY, False),
        (MONDAY.replace(hour=6), False),
        (MONDAY.replace(hour=5, minute=59), True),
        (MONDAY.replace(hour=22), True),
        (MONDAY + timedelta(days=5), True),
        (MONDAY.replace(day=23), True),  # 勤労感謝の日
    ],
)
def test_nights_weekends_and_holidays_are_out_of_hours(at, out):
    assert out_of_hours(at, {date(2026, 11, 23)}) is out


def inspect(*asked, **about) -> Any:
    return inspection.inspect(*asked, **about).shown


class Clock:
    def __init__(self):
        self.at = MONDAY

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def noted(book, clock):
    """Return somebody's casebook in which things were done at known times."""

    def as_(name, role="coordinator"):
        return Casebook(book._engine, Actor(name, role), clock)

    one, other = as_("甲"), as_("乙")
    with one.writing("edit person") as writer:
        key = writer.add(Person(code_name="A-001", note="静か"))
    with one.writing("edit person") as writer:
        writer.change(replace(writer.one(Person, key), note="にぎやか"))
    one.note("person_read", entity="person", entity_id=key, detail={"page": "people"})
    clock.at = MONDAY.replace(hour=23)
    other.note("person_read", entity="person", entity_id=key, detail={"page": "emergency"})
    other.note("sign_in_refused", detail={"count": 3})
    clock.at = MONDAY + timedelta(days=1)
    for number in range(MANY["person_read"]):
        other.note("person_read", entity="person", entity_id=number + 2)
    one.note("export", detail={"what": "plan", "form": "csv", "rows": 999})
    return as_("監査", "auditor"), one, key


def seen(found):
    return [(line.who, line.what.code.rpartition(".")[2]) for line in found]


def test_each_look_finds_what_belongs_to_it(noted):
    auditor, _, key = noted
    assert seen(inspect(auditor, "hours", *SPAN)) == [("乙", "sign_in_refused"), ("乙", "person_read")]
    assert seen(inspect(auditor, "refused", *SPAN)) == [("乙", "sign_in_refused")]
    mass = inspect(auditor, "mass", *SPAN)
    assert [(one.who, one.people, one.rows) for one in mass] == [("甲", 0, 999), ("乙", MANY["person_read"], 0)]
    person = inspect(auditor, "person", *SPAN, person=key)
    assert [who for who, what in seen(person) if what == "person_read"] == ["乙", "甲"]
    assert sorted(what for _, what in seen(person)) == ["action_insert", "action_update", "person_read", "person_read"]
    assert seen(inspect(auditor, "user", *SPAN, who="甲"))[0] == ("甲", "export")
    for look in LOOKS:
        assert inspect(auditor, look, date(2020, 1, 1), date(2020, 1, 2), person=key, who="甲") == []


def test_who_sees_records_is_told_what_changed_and_the_auditor_only_that_it_did(noted):
    auditor, coordinator, key = noted
    [told] = [
        line for line in inspect(coordinator, "person", *SPAN, person=key) if line.what.code == "audit.action_update"
    ]
    assert differences(told.entry) == [Difference("note", None, "静か", "にぎやか")]
    [hidden] = [
        line for line in inspect(auditor, "person", *SPAN, person=key) if line.what.code == "audit.action_update"
    ]
    assert differences(hidden.entry) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_is_said_in_words(noted, language):
    auditor, *_ = noted
    for line in inspect(auditor, "user", *SPAN, who="乙"):
        assert "⟨" not in " ".join(say(message, language) for message in (line.what, *line.details))
    assert say(inspect(auditor, "user", *SPAN, who="甲")[0].details[-1], "en") == "999 rows"
