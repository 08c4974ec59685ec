"""The sheets as they are handed out."""

from datetime import date

import pytest

from casebook.records import Consent, SupportTeamMember
from desk.importing.templates import TEMPLATES, template_bytes
from geodata.reading.files import NamedBytes
from tests.desk.importing.filled_sheets import FORMS, person


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", TEMPLATES)
def test_the_filled_example_is_taken_as_it_is(ready, take, kind, form):
    example = NamedBytes(f"{kind}.{form}", template_bytes(kind, form))
    preview = take(ready, kind, example)
    assert preview.counts["rejected"] == 0
    records = 3 if kind == "certificates" else 1  # a row of it is three counts
    assert preview.counts["new"] + preview.counts["changed"] == records
    revision = ready.revision()
    again = take(ready, kind, example)
    assert again.counts == {"new": 0, "changed": 0, "unchanged": records, "missing": 0, "rejected": 0}
    assert ready.revision() == revision


@pytest.mark.parametrize("kind", TEMPLATES)
def test_every_column_has_a_heading_of_its_own_and_an_explanation(kind):
    titles = [field.header for field in TEMPLATES[kind]]
    assert len(set(titles)) == len(titles)
    assert all(field.help_code for field in TEMPLATES[kind])


def test_the_example_of_a_person_says_what_it_seems_to_say(book, take):
    take(book, "people", NamedBytes("people.csv", template_bytes("people", "csv")))
    found = person(book)
    assert (found.birth_year, found.sex, found.ward, found.town) == (1990, "female", "青葉区", "国分町一丁目")
    assert found.disability_kinds["intellectual"] is True
    assert found.disability_kinds["physical"] is False
    assert set(found.medical_care.values()) == {False}
    assert (found.severe_behaviour, found.wheelchair) == (False, True)
    assert (found.identified_on, found.review_on) == (date(2026, 5, 12), date(2026, 11, 12))
    (consent,) = book.all(Consent)
    assert (consent.given_by, consent.form, consent.given_on, consent.scope) == (
        "person", "oral", date(2026, 5, 12), "matching_and_sharing",
    )  # fmt: skip
    (member,) = book.all(SupportTeamMember)
    assert (member.agency, member.is_lead) == ("○○相談支援事業所", True)
