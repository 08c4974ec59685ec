"""The list of measures."""

from desk.coverage.measures import MEASURES
from words.say import LANGUAGES, say


def test_every_measure_has_its_words() -> None:
    for code, one in MEASURES.items():
        assert code == one.code
        for text in (one.name, one.definition, one.source, one.unit):
            assert all(say(text, language) for language in LANGUAGES), text
        assert {one.over, *(one.of or ())} - {None} <= set(MEASURES)
