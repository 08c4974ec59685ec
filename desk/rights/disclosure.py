"""Disclosure: everything about one person as one document, to read and as data."""

import json
from dataclasses import fields
from datetime import date, datetime
from html import escape
from typing import Any

from casebook.book import Casebook
from casebook.mapping import to_json, to_row
from desk.paper import page_of, table_of
from desk.rights.handed import Handed, handed
from desk.rights.held import Held, held
from words.say import known, say, show

FORMAT = "sonae-disclosure-1"


def disclosure(book: Casebook, person_id: int) -> tuple[Held, list[Handed]]:
    """Return what is held about a person and to whom it went; that it was asked for is noted first.

    Raises
    ------
    NotFoundError
        If there is no such person, or none that the actor may see.
    """
    found = held(book, person_id)
    book.note("disclosure", entity="person", entity_id=person_id)
    return found, handed(book, person_id)


def disclosure_json(found: Held, went: list[Handed], made_at: datetime) -> bytes:
    """Return a disclosure as JSON: rows by table, plans, changes, and to whom it went."""
    document = {
        "format": FORMAT,
        "made_at": made_at.isoformat(),
        "held": {table: [to_json(to_row(row)) for row in rows] for table, rows in found.rows.items()},
        "plans": [{"plan": key, "period": period, "said": named} for key, period, named in found.plans],
        "changes": [
            {"at": one.at.isoformat(), "who": one.who, "what": one.what, "entity": one.entity, "id": one.entity_id,
             "action": one.action, "before": one.before, "after": one.after}
            for one in found.changes
        ],
        "handed": [
            {"at": one.at.isoformat(), "to": one.to, "what": say(one.what, "ja"), "ground": say(one.ground, "ja")}
            for one in went
        ],
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=1, default=str).encode()


def disclosure_html(found: Held, went: list[Handed], made_at: datetime) -> bytes:
    """Return a disclosure in Japanese as a page that needs nothing from outside and prints on A4."""
    parts = [_heading("rights.title_held")]
    for table, rows in found.rows.items():
        if rows:
            name = f"rights.table.{table}"
            parts.append(f"<h3>{_text(say(name, 'ja') if known(name) else table)}</h3>")
            parts += [_row(row) for row in rows]
    parts.append(_heading("rights.title_plans"))
    parts += [
        f"<p>{_text(f'#{key} {period}')}</p><pre>{_text(_json(named))}</pre>" for key, period, named in found.plans
    ]
    parts.append(_heading("rights.title_handed"))
    parts.append(_table([(show(one.at, "ja"), one.to, say(one.what, "ja"), say(one.ground, "ja")) for one in went]))
    parts.append(_heading("rights.title_changes"))
    parts.append(
        _table([(show(one.at, "ja"), one.who, one.what, f"{one.entity} #{one.entity_id}") for one in found.changes])
    )
    title = say("rights.document", "ja", name=found.person.code_name)
    body = "\n".join(parts)
    made = say("rights.made", "ja", at=made_at)
    return page_of(title, f"<p>{_text(made)}</p>{body}")


def _text(text: str) -> str:
    return escape(text)


def _heading(code: str) -> str:
    return f"<h2>{_text(say(code, 'ja'))}</h2>"


def _row(row: Any) -> str:
    cells = []
    for field in fields(row):
        value = getattr(row, field.name)
        if value in (None, {}, ""):
            continue
        name = f"field.{field.name}"
        label = say(name, "ja") if known(name) else field.name
        cells.append(f"<tr><th>{_text(label)}</th><td>{_text(_value(value))}</td></tr>")
    return f"<table>{''.join(cells)}</table>"


def _value(value: object) -> str:
    return (
        _json(value)
        if isinstance(value, dict)
        else show(value, "ja")
        if isinstance(value, date | bool | int)
        else str(value)
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _table(rows: list[tuple[str, ...]]) -> str:
    return table_of(rows) if rows else f"<p>{_text(say('common.none', 'ja'))}</p>"
