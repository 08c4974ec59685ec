"""A little world with proposals that a facility was asked about, and a link."""

from dataclasses import replace

import pytest

from casebook.records import Consent, FacilityCondition
from desk.answers import add_link
from tests.conftest import TODAY
from tests.desk.proposals.world import make


@pytest.fixture
def asked_world(shared_book):
    """Return three proposals to the first of two offices: asked with consent to share, asked without, only suggested."""
    world = make(shared_book, [2, 1], [(0, 0, 0), (0, 1, 0), (0, 2, 0)])
    with shared_book.writing("before") as writer:
        for person in (world.people[0], world.people[2]):
            (consent,) = writer.all(Consent, person_id=person)
            writer.change(replace(consent, scope="matching_and_sharing"))
        (known,) = writer.all(FacilityCondition, facility_id=world.facilities[0])
        writer.change(replace(known, wheelchair=True, disability_kinds={"physical": True}))
    for number in (0, 1):
        world.step(world.proposals[number], "asked")
    return world


@pytest.fixture
def link(asked_world):
    return add_link(asked_world.book, asked_world.facilities[0], TODAY)[0]
