"""To whom it went, when, on what ground: facilities that were asked, and whoever looked."""

from dataclasses import replace

from casebook.audit import whom
from casebook.book import Casebook
from casebook.records import Consent, SharingGround
from casebook.roles import Actor
from desk.city import name_readers, share_on_ground
from desk.rights.handed import handed
from tests.conftest import NOW, TODAY
from words.say import LANGUAGES, say


def test_facilities_asked_and_looks_are_told_with_their_ground(lived) -> None:
    book, mine = lived.book, lived.people[0]
    book.note("person_read", entity="person", entity_id=mine)
    found = handed(book, mine)
    assert {one.what.code for one in found} == {
        "rights.was_asked",
        "rights.was_asked_tonight",
        "rights.kind_person_read",
    }
    assert {one.ground.code for one in found} == {"rights.ground_matching", "rights.ground_work"}
    for language in LANGUAGES:
        assert all(say(one.what, language) and say(one.ground, language) for one in found)
    with book.writing("share") as writer:
        (consent,) = writer.all(Consent, person_id=mine)
        writer.change(replace(consent, scope="matching_and_sharing"))
    assert "rights.ground_shared" in {one.ground.code for one in handed(book, mine)}


def test_where_no_consent_held_it_says_so(lived) -> None:
    with lived.book.writing("none") as writer:
        (consent,) = writer.all(Consent, person_id=lived.people[0])
        writer.remove(Consent, consent.id)
    assert {one.ground.code for one in handed(lived.book, lived.people[0])} == {"rights.ground_none"}


def test_lists_files_and_papers_that_she_was_in_are_found_and_no_others(lived) -> None:
    book, (mine, other) = lived.book, lived.people
    office = Casebook(book._engine, Actor("相談員", "consultation_office", "ひろせ相談室"), lambda: NOW)
    for number in (1, 2):
        book.note("list_read", detail={"page": "people"})
        office.note("list_read", detail={"page": "people"}, people=[other] * number)
    book.note("export", detail={"what": "plan", "form": "csv", "rows": 2}, people=[mine, other])
    book.note("export", detail={"what": "dates", "form": "csv"}, people=[other])
    book.note("print", detail={"what": "facility_paper", "form": "html"}, people=[])
    book.note("print", detail={"what": "ward_sheet", "form": "pdf"})
    book.note("export", detail={"what": "people", "form": "csv"}, people=range(whom.MOST + 1))
    found = [one for one in handed(book, mine) if one.what.code.startswith(("rights.taken", "rights.listed"))]
    assert sorted((one.what.code, one.to, say(one.what, "en")) for one in found) == [
        ("rights.listed", book.actor.name, say("rights.listed", "en", page="People", count=2, since=NOW)),
        ("rights.taken", book.actor.name, say("rights.taken", "en", what=say("audit.held.plan", "en"))),
        ("rights.taken_many", book.actor.name, say("rights.taken_many", "en", what=say("audit.held.people", "en"))),
    ]
    told = {(one.to, one.what.code) for one in handed(book, other)}
    assert ("相談員", "rights.listed") in told


def test_of_a_restricted_file_the_lists_of_others_are_none(lived) -> None:
    book, mine = lived.book, lived.people[0]
    Casebook(book._engine, Actor("ほか", "coordinator"), lambda: NOW).note("list_read", detail={"page": "rooms"})
    assert "ほか" in {one.to for one in handed(book, mine)}
    name_readers(book, mine, [book.actor.name, "もう一人"], NOW)
    assert "ほか" not in {one.to for one in handed(book, mine)}


def test_what_is_shared_on_a_ground_is_told_with_it(lived) -> None:
    shared = SharingGround(
        person_id=lived.people[0], ground="abuse_7", shared_with="青葉区", reason="通報", decided_by="担当者", decided_on=TODAY
    )  # fmt: skip
    share_on_ground(lived.book, shared)
    [told] = [one for one in handed(lived.book, lived.people[0]) if one.to == "青葉区"]
    assert told.ground.code == "legal_ground.abuse_7"
