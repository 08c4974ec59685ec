"""A link opens its form until it expires, is revoked, or its facility closes; nobody can guess one or read one back."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from casebook.errors import NotFoundError
from casebook.records import Audit, Facility, FacilityLink
from desk.answers.links import LONGEST_DAYS, USUAL_DAYS, add_link, links, open_link, revoke_link
from desk.errors import DeskError
from tests.conftest import COORDINATOR, TODAY


@pytest.fixture
def made(shared_book):
    with shared_book.writing("before") as writer:
        key = writer.add(Facility(source="manual", service_code="24", service_name="短期入所", name="けやき"))
    return shared_book, *add_link(shared_book, key, TODAY)


def test_of_a_secret_of_256_bits_the_casebook_knows_the_hash_alone(made):
    book, link, token = made
    assert len(token) == 43
    assert link.token_hash == sha256(token.encode()).hexdigest()
    assert links(book)[0] == link
    assert (link.made_by, link.expires_on) == (COORDINATOR.name, TODAY + timedelta(days=USUAL_DAYS))
    assert token not in str(book.all(FacilityLink)) + str(book.all(Audit))
    assert add_link(book, link.facility_id, TODAY)[1] != token


def test_it_holds_to_the_end_of_its_last_day(made):
    book, link, token = made
    assert open_link(book, token, link.expires_on) == link
    assert open_link(book, token, link.expires_on + timedelta(days=1)) is None


@pytest.mark.parametrize("wrong", ["", "x", "A" * 43, "A" * 44, "あ" * 43, "' OR 1=1 --", "../" * 20, "\0" * 43])
def test_what_is_no_link_opens_nothing(made, wrong):
    book, _, token = made
    assert open_link(book, wrong, TODAY) is None
    assert open_link(book, token[:-1] + ("A" if token[-1] != "A" else "B"), TODAY) is None
    assert open_link(book, token + "=", TODAY) is None


def test_one_that_was_revoked_opens_nothing_and_stays_revoked(made):
    book, link, token = made
    revoke_link(book, link.id)
    assert open_link(book, token, TODAY) is None
    revision = book.revision()
    revoke_link(book, link.id)
    assert book.revision() == revision
    assert links(book)[0].revoked_by == COORDINATOR.name
    with pytest.raises(NotFoundError):
        revoke_link(book, 10**9)


def test_that_of_a_facility_that_closed_opens_nothing(made):
    book, link, token = made
    with book.writing("close") as writer:
        writer.change(replace(writer.one(Facility, link.facility_id), status="closed"))
    assert open_link(book, token, TODAY) is None


@pytest.mark.parametrize("days", [0, -1, LONGEST_DAYS + 1])
def test_none_is_made_for_ever_or_for_no_day(made, days):
    book, link, _ = made
    with pytest.raises(DeskError):
        add_link(book, link.facility_id, TODAY, days)
    with pytest.raises(NotFoundError):
        add_link(book, 10**9, TODAY)
