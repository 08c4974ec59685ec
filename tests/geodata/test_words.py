"""The catalogue: every code has its sentence in both languages, and they carry the same placeholders."""

import re
from pathlib import Path
from string import Formatter

import geodata
from geodata.words import WORDS

CODE = re.compile(r'"((?:file|zip|table|cell|sheet|city|coordinate|wamnet|areas|towns|ward|place)\.[a-z_0-9]+)"')
SOURCES = [path for path in Path(geodata.__file__).parent.rglob("*.py") if not path.name.endswith("words.py")]


def placeholders(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_carry_the_same_placeholders():
    assert [
        code for code, (japanese, english) in WORDS.items() if placeholders(japanese) != placeholders(english)
    ] == []


def test_both_languages_say_something():
    assert [code for code, texts in WORDS.items() if not all(text.strip() for text in texts)] == []


def test_every_code_in_use_has_its_sentence_and_every_sentence_is_used():
    used = {code for path in SOURCES for code in CODE.findall(path.read_text(encoding="utf-8"))}
    told = {code for code in WORDS if CODE.fullmatch(f'"{code}"')}
    assert used - told == set()
    assert told - used == set()
