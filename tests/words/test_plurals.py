"""Where one is counted, English says one: of every sentence with a number in it, no plural follows a 1."""

import re

import pytest

from words.say import catalogue, placeholders, say

NOUNS = (
    "accounts admissions adults answers areas beds calls candidates cases cells centres characters children columns "
    "conditions consultations contacts copies corporations days drafts emergencies events facilities figures files "
    "guests hours issues levels links looks meetings minutes months nights notes offices options people persons places "
    "plans points proposals questions records requests resources rooms rounds rows runs seconds sessions sheets stays "
    "suggestions tables times towns trainings trials users values views visits wards weeks years"
).split()
BETWEEN = "emergency fewer further kept more new open other room simulated trial".split()
"""What may stand between a number and its noun."""
MANY_OF_ONE = re.compile(rf"(?<![\d.,-])1 (?:(?:{'|'.join(BETWEEN)}) )*(?:{'|'.join(NOUNS)})\b")


def of_one(code: str) -> str:
    return say(code, "en", **dict.fromkeys(placeholders(code, "en"), 1))


def test_no_plural_follows_a_one() -> None:
    said = {code: of_one(code) for code in catalogue()}
    assert {code: found[0] for code, text in said.items() if (found := MANY_OF_ONE.search(text))} == {}


@pytest.mark.parametrize("text", ["1 people", "There were 1 trial stays", "1 more nights", "(1 people)"])
def test_a_plural_after_a_one_is_seen(text: str) -> None:
    assert MANY_OF_ONE.search(text)


@pytest.mark.parametrize(
    "text", ["1 person", "11 people", "1 of 12 places", "2.1 nights", "At 1 they come", "1 person stays"]
)
def test_what_is_right_passes(text: str) -> None:
    assert not MANY_OF_ONE.search(text)
