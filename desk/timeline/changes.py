"""What became of a person's file, as the audit has it: when it was made, and what was changed of risk, needs and care."""

from collections.abc import Iterable, Iterator

from casebook.book import Casebook
from casebook.mapping import column_parts, kind_of, table_of
from casebook.records import Audit, CareNote, ContactPerson
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


def care_changes(book: Casebook, rows: Iterable[CareNote | ContactPerson]) -> Iterator[Entry]:
    """Yield each change of what is known of a person's care, and of whom to call, its first writing too; as `file_changes`."""
    for row in rows:
        for entry in book.all(Audit, entity=table_of(type(row)).name, entity_id=row.id):
            told = tuple(message for field, message in _changes(entry) if field != "id")
            if told:
                what = Message("timeline.changed", {"who": entry.who})
                yield Entry(entry.at, entry.entity, what, told, row.person_id, None, entry.id)


def _changes(entry: Audit) -> Iterator[tuple[str, Message]]:
    """Yield the field that each changed column belongs to, and what was and is in it."""
    before, after = entry.before or {}, entry.after or {}
    kind = kind_of(entry.entity)
    for column in {**before, **after}:
        if before.get(column) == after.get(column):
            continue
        field, item = column_parts(kind, column)
        name = f"field.{field}" if item is None else f"{topic(entry.entity, field)}.{item}"
        if known(name) and not field.endswith("_id"):
            was, now = (_value(entry.entity, field, item, side.get(column)) for side in (before, after))
            yield field, Message("timeline.change", {"name": Message(name), "before": was, "after": now})


def _value(table: str, field: str, item: str | None, value: object) -> object:
    """Return what stood in a column: a code in words, yes and no of a group, an empty one as unknown."""
    if value in (None, ""):
        return None
    if item is not None or isinstance(value, bool):
        return bool(value)
    return in_words(table, field, value)
