"""What each role may write, row by row: what was hers before must be hers after, and nobody else's file opens to her."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from casebook.errors import ChangedMeanwhileError, NotAllowedError, NotFoundError, RefusedError
from casebook.mapping import KINDS, from_row, table_of, to_row
from casebook.records import (
    Audit,
    Consent,
    Facility,
    FacilityCondition,
    Person,
    PersonAvoid,
    PersonWish,
    Proposal,
    Stay,
    SupportTeamMember,
)
from casebook.roles import Actor, Grant
from tests.casebook.roles import reference
from tests.casebook.roles.conftest import OFFICE, OTHER_OFFICE, READER, as_, everything, seen_by
from tests.casebook.roles.test_seeing import ACTORS, DAY
from tests.conftest import NOW

READ_ONLY = ["facility", "private facility", "facility of no number", "somebody"]
NEW = Person(code_name="新しい人")
AGREED = Consent(person_id=0, given_by="person", form="oral", given_on=DAY, scope="matching_and_sharing")


class UndoneError(Exception):
    """Ends a transaction in which nothing was to stay."""


def key_of(book, code_name):
    return next(one.id for one in everything(book)[Person] if one.code_name == code_name)


def of(book, kind, code_name):
    return next(one for one in everything(book)[kind] if one.person_id == key_of(book, code_name))


def altered(record):
    """Return a record with something else in a column that refers to nothing."""
    row = {"id": record.id, **to_row(record)}
    for column in table_of(type(record)).columns:
        value = row[column.name]
        if column.foreign_keys or column.name == "id":
            continue
        if value is None and column.name in ("note", "reason", "role"):
            return from_row(type(record), {**row, column.name: "。"})
        other = {
            bool: lambda was: not was,
            int: lambda was: was + 1,
            float: lambda was: was + 1,
            str: lambda was: f"{was}.",
            datetime: lambda was: was + timedelta(days=1),
            date: lambda was: was + timedelta(days=1),
        }
        if type(value) in other:
            return from_row(type(record), {**row, column.name: other[type(value)](value)})
    raise AssertionError(type(record))


def let_through(writer, action, record):
    """Try something; what the database refuses was let through by the guard."""
    with suppress(RefusedError), suppress(UndoneError), writer.trying():
        try:
            if action == "add":
                writer.add(replace(record, id=None))
            elif action == "change":
                writer.change(altered(record))
            else:
                writer.remove(type(record), record.id)
        except (NotAllowedError, NotFoundError):
            return False
        except Exception as error:
            if "constraint" not in str(error).casefold():
                raise
        raise UndoneError
    return True


@pytest.mark.parametrize("who", READ_ONLY)
def test_who_only_reads_opens_no_transaction_to_write(peopled, who):
    book = seen_by(peopled, Actor(READER, grants=ACTORS[who]))
    with pytest.raises(NotAllowedError) as caught, book.writing("test"):
        pass
    assert caught.value.params == {"name": "読む人"}


@pytest.mark.parametrize("who", [who for who in ACTORS if who not in READ_ONLY])
def test_everybody_writes_what_the_rule_says_and_no_other_row(peopled, who):
    """Every action on rows of every kind, each undone; on the second database on one row of each."""
    book, rows = seen_by(peopled, Actor(READER, grants=ACTORS[who])), everything(peopled)
    before = peopled.revision()
    wrong = []
    with suppress(UndoneError), book.writing("test") as writer:
        for kind in KINDS:
            some = [*rows[kind][:1], *rows[kind][-4:]] if who == "coordinator" else rows[kind]
            some = rows[kind][-1:] if book._engine.dialect.name == "postgresql" else some
            for action in ("add", "change", "remove"):
                for one in some:
                    if kind is Person and action == "add":
                        continue  # whose she is, is seen at the end
                    expected = reference.writes(rows, book.actor, NOW, action, one)
                    if let_through(writer, action, one) != expected:
                        wrong.append((action, one))
        raise UndoneError
    assert wrong == []
    assert peopled.revision() == before


@pytest.fixture
def office(peopled):
    return as_(peopled, "consultation_office", OFFICE)


def test_an_office_adds_somebody_with_her_consent_and_itself_in_her_team(peopled, office):
    with suppress(UndoneError), office.writing("test") as writer:
        key = writer.add(NEW)
        writer.add(SupportTeamMember(person_id=key, agency=OFFICE, is_lead=True))
        writer.add(replace(AGREED, person_id=key))
        writer.change(replace(writer.one(Person, key), note="会った"))
        assert [one.agency for one in writer.all(SupportTeamMember, person_id=key)] == [OFFICE]
        writer.require_fit()
        raise UndoneError
    assert office.all(Person, code_name=NEW.code_name) == []


@pytest.mark.parametrize("lacking", ["team", "consent", "another's team"])
def test_an_office_adds_nobody_whom_it_would_not_see(peopled, office, lacking):
    def add() -> None:
        with office.writing("test") as writer:
            key = writer.add(NEW)
            if lacking != "team":
                writer.add(SupportTeamMember(person_id=key, agency=OTHER_OFFICE if "another" in lacking else OFFICE))
            if lacking != "consent":
                writer.add(replace(AGREED, person_id=key))

    before = peopled.revision()
    with pytest.raises(NotAllowedError):
        add()
    assert peopled.revision() == before


@pytest.mark.parametrize("code_name", ["other office", "no consent", "matching only", "withdrawn", "given tomorrow"])
def test_nobody_writes_herself_into_a_file(peopled, office, code_name):
    """Not by joining the team, not by a consent, not by moving a row of her own over, nor all of it at once."""
    key, before = key_of(peopled, code_name), peopled.revision()
    own = of(peopled, Stay, "shared")
    tries = (
        lambda writer: writer.add(SupportTeamMember(person_id=key, agency=f"{OFFICE}の別室")),
        lambda writer: writer.add(replace(AGREED, person_id=key, given_on=DAY - timedelta(days=9))),
        lambda writer: writer.change(replace(own, person_id=key)),
        lambda writer: (writer.add(NEW), writer.add(replace(AGREED, person_id=key, form="written"))),
    )
    for attempt in tries:
        with pytest.raises(NotAllowedError), office.writing("test") as writer:
            attempt(writer)
    for kind in (Consent, SupportTeamMember, Stay):
        for row in everything(peopled)[kind]:
            if row.person_id == key:
                with pytest.raises(NotFoundError), office.writing("test") as writer:
                    writer.change(replace(row, person_id=own.person_id))
    assert peopled.revision() == before


def test_an_office_does_not_take_its_people_out_of_its_own_hands(peopled, office):
    member, before = of(peopled, SupportTeamMember, "shared"), peopled.revision()
    with pytest.raises(NotAllowedError), office.writing("test") as writer:
        writer.remove(SupportTeamMember, member.id)
    with pytest.raises(NotAllowedError), office.writing("test") as writer:
        writer.change(replace(member, agency=OTHER_OFFICE))
    assert peopled.revision() == before


def test_an_office_writes_no_place_that_it_may_not_know(peopled, office):
    private = next(one.facility_id for one in everything(peopled)[FacilityCondition] if one.sharing == "private")
    with pytest.raises(NotAllowedError), office.writing("test") as writer:
        writer.add(PersonAvoid(person_id=key_of(peopled, "shared"), facility_id=private))


def test_inside_a_transaction_one_reads_what_one_may_see(peopled, office):
    with suppress(UndoneError), office.writing("test") as writer:
        for kind in KINDS:
            assert writer.all(kind) == office.all(kind)
        with pytest.raises(NotFoundError):
            writer.one(Person, key_of(peopled, "other office"))
        assert writer.entries(0, peopled.revision()) == []
        assert writer.periods() == office.periods()
        raise UndoneError


def test_nothing_is_undone_that_is_not_ones_own(peopled, office):
    entries = peopled.all(Audit)
    theirs = next(
        one
        for one in entries
        if one.entity == "person_wish" and (one.after or {})["person_id"] == key_of(peopled, "other office")
    )
    own = next(
        one
        for one in entries
        if one.entity == "person_wish" and (one.after or {})["person_id"] == key_of(peopled, "shared")
    )
    with suppress(UndoneError), office.writing("test") as writer:
        writer.undo(own)
        assert writer.all(PersonWish, id=own.entity_id) == []
        with pytest.raises(ChangedMeanwhileError):  # as if it were not there
            writer.undo(theirs)
        raise UndoneError
    assert len(everything(peopled)[PersonWish]) == len(everything(peopled)[Person])


def test_a_role_that_ended_writes_no_more(peopled):
    ended = Actor("異動した人", grants=(Grant("coordinator", until=DAY - timedelta(days=1)), Grant("facility", "1")))
    with pytest.raises(NotAllowedError), seen_by(peopled, ended).writing("test"):
        pass


def test_a_deputy_writes_for_whom_she_stands_in_under_her_own_name(book):
    with book.writing("before") as writer:
        key = writer.add(NEW)
        writer.add(SupportTeamMember(person_id=key, agency=OFFICE))
        writer.add(replace(AGREED, person_id=key))
    deputy = Actor(
        "代わりの人",
        grants=(Grant("planner"), Grant("consultation_office", OFFICE, DAY, DAY, deputy_for="休みの人")),
    )
    with seen_by(book, deputy).writing("test") as writer:
        writer.change(replace(writer.one(Person, key), note="代わりに"))
    entry = book.all(Audit)[-1]
    assert (entry.who, entry.role) == ("代わりの人", "consultation_office")


def test_a_consent_is_withdrawn_by_the_office_that_is_told_of_it_and_takes_effect_at_once(book):
    with book.writing("before") as writer:
        key = writer.add(NEW)
        writer.add(SupportTeamMember(person_id=key, agency=OFFICE))
        consent = writer.add(replace(AGREED, person_id=key))
    seen = as_(book, "consultation_office", OFFICE)
    with seen.writing("test") as writer:
        writer.change(replace(writer.one(Consent, consent), withdrawn_on=DAY))
        assert writer.all(Person) == []
    assert seen.all(Person) == []
    assert book.one(Consent, consent).withdrawn_on == DAY


def test_a_facility_and_a_proposal_are_the_coordinators_to_write(peopled, office):
    for record in (everything(peopled)[Facility][0], of(peopled, Proposal, "shared")):
        with pytest.raises(NotAllowedError), office.writing("test") as writer:
            writer.change(altered(record))
