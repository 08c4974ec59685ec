"""What became of a person's file, as the audit has it: when it was made, and what was changed of risk and needs."""

from collections.abc import Iterator

from casebook.book import Casebook
from casebook.mapping import column_parts
from casebook.records import Audit, Person
from desk.timeline.entry import Entry
from desk.timeline.sentences import in_words
from words.message import Message
from words.say import known
from words.topics import topic

RISK, FILE = "risk", "file"
RISKS = ("caregiver", "risk_factors", "tier_override", "tier_override_reason")
"""Fields of a person from which her tier follows."""


def file_changes(book: Casebook, person_id: int) -> Iterator[Entry]:
    """Yield each change of a person's file, of risk and of all else apart; nothing to whom the audit is not shown."""
    for entry in book.all(Audit, entity="person", entity_id=person_id):
        made = Message("timeline.made" if entry.action == "insert" else "timeline.changed", {"who": entry.who})
        if entry.action == "insert":
            yield Entry(entry.at, FILE, made, (), person_id, None, entry.id)
            continue
        changed = list(_changes(entry))
        for kind in (RISK, FILE):
            if told := tuple(message for field, message in changed if (field in RISKS) == (kind == RISK)):
                yield Entry(entry.at, kind, made, told, person_id, None, entry.id)


def _changes(entry: Audit) -> Iterator[tuple[str, Message]]:
    """Yield the field that each changed column belongs to, and what was and is in it."""
    before, after = entry.before or {}, entry.after or {}
    for column in {**before, **after}:
        if before.get(column) == after.get(column):
            continue
        field, item = column_parts(Person, column)
        name = f"field.{field}" if item is None else f"{topic('person', field)}.{item}"
        if known(name):
            was, now = (_value(field, item, side.get(column)) for side in (before, after))
            yield field, Message("timeline.change", {"name": Message(name), "before": was, "after": now})


def _value(field: str, item: str | None, value: object) -> object:
    """Return what stood in a column: a code in words, yes and no of a group, an empty one as unknown."""
    if value in (None, ""):
        return None
    if item is not None or isinstance(value, bool):
        return bool(value)
    return in_words("person", field, value)
