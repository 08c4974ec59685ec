"""Each code of a closed list that somebody may read in a log is said in words, wherever it stands."""

import re

import sqlalchemy as sa

from casebook import tables as t
from words.say import known
from words.topics import TOPICS, topic

NO_WORDS = {
    "audit": "told in sentences of their own",
    "audit_chain": "of the logs",
    "correction": "told in sentences of their own",
    "draft": "told in sentences of their own",
    "facility": "the names of published files",
    "incoming_answer": "told in sentences of their own",
    "pair_rule": "told in sentences of their own",
    "saved_view": "told in sentences of their own",
    "session": "told in sentences of their own",
    "statistic": "told by the measures that they make",
}


def listed():
    """Yield table, field and codes of every closed list that the database holds a column to."""
    for table in t.metadata.sorted_tables:
        rules = [str(one.sqltext) for one in table.constraints if isinstance(one, sa.CheckConstraint)]
        for rule in rules:
            if found := re.fullmatch(r"(\w+) IN \((.*)\)", rule):
                yield table.name, found[1], re.findall(r"'(\w+)'", found[2])


def test_every_code_that_a_record_holds_has_its_words():
    silent = {
        table for table, field, codes in listed() if not all(known(f"{topic(table, field)}.{code}") for code in codes)
    }
    assert silent == set(NO_WORDS)


def test_a_topic_is_named_for_a_field_that_there_is():
    fields = {column.name for table in t.metadata.sorted_tables for column in table.columns}
    groups = {"disability_kinds", "medical_care", "risk_factors", "weekdays", "open_days", "serves", "hard_by"}
    assert {name.rpartition(".")[2] for name in TOPICS} <= fields | groups
