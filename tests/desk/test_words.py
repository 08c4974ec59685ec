"""One voice in two languages: nothing missing, nothing empty, nothing that the code says and no catalogue knows."""

import re
from collections import Counter
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

from casebook import vocabulary as v
from desk import words as desk_words
from ui.words import CATALOGUE, LANGUAGES, say

ROOT = Path(__file__).parent.parent.parent
FOLDERS = ("casebook", "desk", "geodata", "matching", "ui")
WORDS_FILES = [
    path
    for folder in FOLDERS
    for path in sorted((ROOT / folder).rglob("*.py"))
    if path.stem.endswith("words") or path.parent.name == "words"
]


def catalogue_of(path: Path) -> dict[str, tuple[str, str]]:
    module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    return getattr(module, "WORDS", None) or getattr(module, "DESK", {})


CATALOGUES = {str(path.relative_to(ROOT)): catalogue_of(path) for path in WORDS_FILES if catalogue_of(path)}
LITERAL = re.compile(r'(?<![\w/])f?"([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)"')
# What looks like a code and is the name of something else.
OTHER = re.compile(
    r"\.(csv|xlsx|json|geojson|gpkg|zip|db|toml|py|js|css|svg|shp|md|txt|png)$|^(server|browser|theme)\."
)
SOURCES = [
    path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts
]


def placeholders(text):
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("name", CATALOGUES)
def test_both_languages_say_something_with_the_same_placeholders(name):
    for code, texts in CATALOGUES[name].items():
        assert len(texts) == len(LANGUAGES), code
        assert all(text.strip() for text in texts), code
        assert placeholders(texts[0]) == placeholders(texts[1]), code
        assert "" not in placeholders(texts[0]), code


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_code_is_dotted_and_in_small_letters(name):
    assert not [code for code in CATALOGUES[name] if not re.fullmatch(r"[a-z0-9_]+(\.[A-Za-z0-9_]+)+", code)]


def test_no_two_catalogues_say_one_code_differently():
    texts = {}
    for name, words in CATALOGUES.items():
        for code, said in words.items():
            assert texts.setdefault(code, said) == said, f"{code} in {name}"
    assert set(texts) == set(CATALOGUE)


def _topics():
    return {code.partition(".")[0] for code in CATALOGUE}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_code_that_the_source_names_is_in_the_catalogue(path):
    """A literal is taken for a code when some code of the catalogue starts with the same topic."""
    text = path.read_text(encoding="utf-8")
    named = {code for code in LITERAL.findall(text) if code.partition(".")[0] in _topics() and not OTHER.search(code)}
    if path.name == "check_record.py":  # names places in a record, not sentences
        named = {code for code in named if code.partition(".")[0] == "record"}
    # Keys of widgets and of the session share the pages' names; what a page says goes through t(), tell() or say().
    if {"pages", "components"} & set(path.parts) or path.name in ("shell.py", "context.py"):
        named = set(re.findall(r'\b(?:t|say|tell)\(\s*"([a-z][\w.]+)"', text))
    assert not {code for code in named if code not in CATALOGUE}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_codes_put_together_from_a_list_begin_with_a_topic_that_is_there(path):
    text = path.read_text(encoding="utf-8")
    starts = re.findall(r'\b(?:t|say|tell)\(\s*f"([a-z][a-z0-9_.]*[._])\{', text)
    assert not [start for start in starts if not any(code.startswith(start) for code in CATALOGUE)]


@pytest.mark.parametrize(
    ("topic", "codes"),
    [
        ("sex", v.SEXES),
        ("disability", v.DISABILITY_KINDS),
        ("medical", v.MEDICAL_CARE),
        ("support_scale", v.SUPPORT_LEVELS),
        ("weekday", v.WEEKDAYS),
        ("caregiver", v.CAREGIVERS),
        ("factor", v.RISK_FACTORS),
        ("person_status", v.PERSON_STATUS),
        ("identified_as", v.IDENTIFIED_AS),
        ("consent_by", v.CONSENT_BY),
        ("consent_form", v.CONSENT_FORMS),
        ("consent_scope", v.CONSENT_SCOPES),
        ("facility_status", v.FACILITY_STATUS),
        ("located_at", v.LOCATED_AT),
        ("accepted_sex", v.ACCEPTED_SEXES),
        ("emergency_policy", v.EMERGENCY_POLICIES),
        ("vacancy", v.VACANCIES),
        ("sharing", v.SHARING),
        ("stay_kind", v.STAY_KINDS),
        ("outcome", v.OUTCOMES),
        ("residence", v.RESIDENCES),
        ("source", v.CONSULTATION_SOURCES),
        ("visit_kind", v.VISIT_KINDS),
        ("statistic", v.STATISTIC_KINDS),
        ("statistic_level", v.STATISTIC_LEVELS),
        ("facility_source", v.FACILITY_SOURCES),
    ],
)
def test_every_item_of_a_closed_list_has_its_word_and_no_two_the_same(topic, codes):
    said = [CATALOGUE[f"{topic}.{code}"] for code in codes]
    for index in range(len(LANGUAGES)):
        assert max(Counter(texts[index] for texts in said).values()) == 1


def test_japanese_is_japanese_and_english_is_not():
    """Signs, names and codes may be alike in both; a sentence may not."""
    japanese = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
    for code, (first, second) in CATALOGUE.items():
        if len(first) > 20:
            assert japanese.search(first), code
        if len(second) > 20:
            assert re.search(r"[A-Za-z]{2}", second), code


@pytest.mark.parametrize(
    ("value", "ja", "en"),
    [
        (None, "不明", "unknown"),
        (True, "○", "yes"),
        (False, "×", "no"),
        (12345, "12,345", "12,345"),
        (date(2026, 11, 22), "2026/11/22", "Nov 22, 2026"),
        ("もみじ", "もみじ", "もみじ"),
        (0, "0", "0"),
    ],
)
def test_values_are_written_as_people_read_them(value, ja, en):
    assert (desk_words.show(value, "ja"), desk_words.show(value, "en")) == (ja, en)


def test_a_time_is_told_in_tokyo():
    midnight = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
    assert desk_words.show(midnight, "ja").startswith("2026/11/22")


def test_a_template_that_is_given_braces_does_not_run_them():
    assert "{0}" in say("import.unknown_kind", "ja", value="{0}{x.__class__}", kinds="")


def test_an_unknown_code_is_an_error_on_a_page_and_itself_below():
    with pytest.raises(KeyError):
        say("no.such_code", "ja")
    assert desk_words.say("no.such_code", "ja") == "no.such_code"
