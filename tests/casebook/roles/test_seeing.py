"""What each role is handed, of every kind of record and by every way of asking, held equal to the rule said by hand."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from casebook.book import Casebook
from casebook.errors import NotAllowedError, NotFoundError
from casebook.mapping import KINDS, table_of
from casebook.records import (
    Area,
    Audit,
    BrokenGlass,
    Consent,
    Facility,
    FacilityCondition,
    FreeBed,
    IncomingAnswer,
    Person,
    Plan,
    Proposal,
    Scenario,
    Stay,
    Visit,
)
from casebook.roles import Actor, Grant
from casebook.roles.seeing import MAY_COUNT
from casebook.vocabulary import ROLES
from tests.casebook.roles import reference
from tests.casebook.roles.conftest import OFFICE, OTHER_OFFICE, READER, as_, everything, seen_by
from tests.conftest import NOW
from tests.optional import present
from words.zone import TOKYO

DAY = NOW.date()
OTHER = "ほかの人"
YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)
ACTORS = {
    "coordinator": (Grant("coordinator"),),
    "office": (Grant("consultation_office", OFFICE),),
    "other office": (Grant("consultation_office", OTHER_OFFICE),),
    "office of no name": (Grant("consultation_office", "名前のない相談室"),),
    "office without scope": (Grant("consultation_office"),),
    "core centre": (Grant("core_centre", OFFICE),),
    "ward": (Grant("ward_office", "青葉区"),),
    "other ward": (Grant("ward_office", "泉区"),),
    "ward without scope": (Grant("ward_office"),),
    "planner": (Grant("planner"), Grant("planner", "青葉区")),
    "facility": (Grant("facility", "1"),),
    "private facility": (Grant("facility", "2"),),
    "facility of no number": (Grant("facility", "けやき"),),
    "link of a facility": (Grant("facility_link", "1"),),
    "link of none yet": (Grant("facility_link"),),
    "keeper": (Grant("keeper"),),
    "administrator": (Grant("administrator"),),
    "auditor": (Grant("auditor"),),
    "somebody": (Grant("somebody", "青葉区"),),
    "ward and other office": (Grant("ward_office", "泉区"), Grant("consultation_office", OTHER_OFFICE)),
    "facility and auditor": (Grant("facility", "1"), Grant("auditor")),
    "coordinator until yesterday": (Grant("coordinator", until=YESTERDAY), Grant("ward_office", "泉区")),
    "coordinator from tomorrow": (Grant("coordinator", since=TOMORROW), Grant("auditor")),
    "deputy today": (Grant("planner"), Grant("ward_office", "青葉区", DAY, DAY, deputy_for="区の担当者")),
}

ASKING = ("coordinator", "office", "ward", "facility", "auditor")
"""Of whom every column is asked for the values of a row that is not hers to see."""


def key_of(book, code_name):
    return next(one.id for one in everything(book)[Person] if one.code_name == code_name)


def of_whom(record):
    return getattr(record, "person_id", None)


def code_names(book):
    return {person.code_name for person in book.all(Person)}


@pytest.mark.parametrize("who", ACTORS)
def test_everybody_is_handed_what_the_rule_says_however_she_asks(peopled, who):
    """All, one, by each column's value, when last written: of every kind of record."""
    book, rows = seen_by(peopled, Actor(READER, grants=ACTORS[who])), everything(peopled)
    for kind in KINDS:
        seen = {one.id for one in rows[kind] if reference.sees(rows, book.actor, NOW, one)}
        hidden = [one for one in rows[kind] if one.id not in seen]
        assert {one.id for one in book.all(kind)} == seen, kind
        if kind not in (Audit, BrokenGlass):  # the test wrote these past the casebook
            assert set(book.written_at(kind, {one.id for one in rows[kind]})) == seen
        for one in hidden[:1]:
            with pytest.raises(NotFoundError):
                book.one(kind, one.id)
        for one in hidden[-1:] if who in ASKING else ():
            for column in set(table_of(kind).columns.keys()) & set(vars(one)) - {"record", "edits", "before", "after"}:
                equal = {column: getattr(one, column)}
                if equal[column] is not None:
                    assert {found.id for found in book.all(kind, **equal)} <= seen


@pytest.mark.parametrize("who", ACTORS)
def test_nights_and_periods_name_nobody_and_are_told_with_the_facility_and_the_adopted_plan(peopled, who):
    book, rows = seen_by(peopled, Actor(READER, grants=ACTORS[who])), everything(peopled)
    shown = {one.id for one in book.all(Facility)}
    assert book.nights_taken(Stay, DAY) == {key: len(rows[Stay]) for key in {1} & shown}
    assert set(book.periods()) == ({one.id for one in rows[Plan]} if told_of_adoptions(who) else set())


def told_of_adoptions(who):
    told = ("coordinator", "facility_link", *reference.SEE_THE_CITY)
    return any(grant.role in told and grant.holds_on(DAY) for grant in ACTORS[who])


def test_what_two_roles_see_is_what_either_sees(peopled):
    one, other = ACTORS["ward"], ACTORS["other office"]
    both = seen_by(peopled, Actor(READER, grants=(*one, *other)))
    for kind in KINDS:
        apart = [seen_by(peopled, Actor(READER, grants=grants)).all(kind) for grants in (one, other)]
        either = {present(row.id): row for rows in apart for row in rows}
        assert both.all(kind) == [either[key] for key in sorted(either)]


def test_a_facility_is_told_needs_and_code_names_alone(peopled):
    book = as_(peopled, "facility", "1")
    people = book.all(Person)
    assert {one.code_name for one in people} == {"shared", "withdrawn tomorrow", "other office"}
    assert {(one.real_name, one.ward, one.note, one.caregiver, one.wheelchair) for one in people} == {
        (None,) * 4 + (True,)
    }
    assert {one.in_charge for one in book.all(Proposal)} == {None}
    assert book.all(Person, real_name="本名 shared") == []
    both = seen_by(peopled, Actor(OTHER, grants=(Grant("facility", "1"), Grant("ward_office", "青葉区"))))
    assert {one.code_name: one.real_name for one in both.all(Person)} == {
        name: f"本名 {name}" for name in ("shared", "withdrawn tomorrow", "other office", "on a ground")
    }
    other = seen_by(peopled, Actor(OTHER, grants=(Grant("facility", "1"), Grant("ward_office", "泉区"))))
    assert {one.code_name: one.real_name for one in other.all(Person)} == {
        "shared": None, "withdrawn tomorrow": None, "other office": None, "other ward": "本名 other ward",
    }  # fmt: skip


def test_a_link_is_told_of_a_person_that_there_is_one_and_of_answers_that_they_came(peopled):
    book = as_(peopled, "facility_link", "1")
    people = book.all(Person)
    assert len(people) == 3
    assert {name for one in people for name, value in vars(one).items() if value not in (None, {}, ())} == {
        "id",
        "status",
    }
    [answer] = book.all(IncomingAnswer)
    assert (answer.what, answer.state, vars(answer)["payload"]) == ("remark", "waiting", None)
    assert as_(peopled, "facility_link").all(Facility) == []


def test_an_auditor_sees_the_log_and_nothing_that_was_written(peopled):
    entries = as_(peopled, "auditor").all(Audit)
    assert [one.id for one in entries] == [one.id for one in peopled.all(Audit)]
    assert {(one.before, one.after) for one in entries} == {(None, None)}


def test_when_rows_were_written_is_told_of_rows_one_may_see(peopled):
    beds = peopled.all(FreeBed)
    keys = {bed.id for bed in beds}
    assert peopled.written_at(FreeBed, keys) == dict.fromkeys(keys, NOW)
    seen = as_(peopled, "ward_office", "青葉区")
    assert set(seen.written_at(FreeBed, keys)) == {one.id for one in seen.all(FreeBed)} < keys
    assert as_(peopled, "planner").written_at(Person, {one.id for one in peopled.all(Person)}) == {}


@pytest.mark.parametrize("role", ROLES)
def test_who_may_be_told_counts_has_everybody_counted_and_no_private_place(peopled, role):
    own = as_(peopled, role, "青葉区")
    if role not in ("coordinator", *MAY_COUNT):
        with pytest.raises(NotAllowedError):
            own.counting()
        return
    book = own.counting()
    restricted = key_of(peopled, "restricted")
    for kind in (Person, Stay, Consent):
        assert book.all(kind) == [one for one in peopled.all(kind) if (of_whom(one) or one.id) != restricted]
    private = {one.facility_id for one in peopled.all(FacilityCondition, sharing="private")}
    assert private
    if role == "coordinator":
        assert book is own
        return
    assert not private & {one.id for one in book.all(Facility)}
    assert {one.facility_id for one in book.all(Visit)}.isdisjoint({*private, None})
    for hidden in (Plan, Scenario, Audit):
        assert book.all(hidden) == []
    with pytest.raises(NotAllowedError), book.writing("test"):
        pass
    assert own.all(Visit) == []


def test_a_consent_holds_by_the_day_in_tokyo(peopled):
    """At 00:30 on the 23rd in Tokyo it is still the 22nd in London; the withdrawal of the 23rd holds already."""
    after_midnight = datetime(2026, 11, 23, 0, 30, tzinfo=TOKYO)
    book = Casebook(peopled._engine, Actor("x", "ward_office", "青葉区"), lambda: after_midnight)
    assert code_names(book) == {"shared", "given tomorrow", "other office"}


def test_the_office_of_a_ward_sees_nobody_of_a_ward_of_the_same_name(book):
    with book.writing("before") as writer:
        for code, prefecture, city in (("14113", "神奈川県", "横浜市"), ("14151", "神奈川県", "相模原市")):
            writer.add(Area(code=code, prefecture=prefecture, city=city, name="緑区", geometry="POINT EMPTY"))
        writer.add(Area(code="11241", prefecture="埼玉県", city="鶴ヶ島市", name="鶴ヶ島市", geometry="POINT EMPTY"))
        for name, city, ward in (
            ("in yokohama", "横浜市", "緑区"),
            ("in sagamihara", "相模原市", "緑区"),
            ("in tsurugashima", "鶴ヶ島市", None),
        ):
            key = writer.add(Person(code_name=name, city=city, ward=ward))
            agreed = Consent(person_id=key, given_by="person", form="oral", given_on=NOW.date())
            writer.add(replace(agreed, scope="matching_and_sharing"))
    assert code_names(as_(book, "ward_office", "横浜市緑区")) == {"in yokohama"}
    assert code_names(as_(book, "ward_office", "鶴ヶ島市")) == {"in tsurugashima"}
    assert code_names(as_(book, "ward_office", "緑区")) == set()
