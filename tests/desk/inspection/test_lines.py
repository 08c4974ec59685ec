"""What an entry says is said in words, whatever it is about."""

import re
from pathlib import Path

import pytest

from casebook.mapping import KINDS, table_of
from desk.inspection.lines import NAMED_BY_FIRST, _part_of
from words.say import known

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_record_has_its_word(kind):
    assert known(f"audit.entity.{table_of(kind).name}")


@pytest.mark.parametrize("call", ["writing", "what"])
def test_whatever_is_written_or_handed_out_has_its_word(call):
    """Read from the code: the first argument of `Casebook.writing`, and what a download says is in it."""
    sources = [path.read_text(encoding="utf-8") for top in ("desk", "ui") for path in (ROOT / top).rglob("*.py")]
    if call == "writing":
        found = {text for source in sources for text in re.findall(r"\.writing\(f?\"([^\"]+)\"", source)}
        found |= {text for source in sources for text in re.findall(r"^WHAT = \"([^\"]+)\"", source, re.MULTILINE)}
        missing = {text for text in found if not known(_part_of(text).code)}
        assert {"adopt plan", "import {preview.kind}"} <= found
    else:
        found = {text for source in sources for text in re.findall(r"what=\"(\w+)\"", source)}
        missing = {text for text in found if not known(f"audit.held.{text}")}
    assert found
    assert missing == set()
    assert all(known(f"audit.what.{first}") for first in NAMED_BY_FIRST)
