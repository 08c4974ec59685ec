"""To whom it went, when, on what ground: facilities that were asked, and whoever looked."""

from dataclasses import replace

from casebook.records import Consent
from desk.rights.handed import handed
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
