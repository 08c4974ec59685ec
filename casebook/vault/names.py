"""Names are found without being opened: by a keyed hash of the whole name, and one of each of its words."""

import base64
import hmac
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from casebook import tables as t
from casebook.vault.rows import SEARCHED
from casebook.vault.variants import FORMS
from casebook.vault.vault import Vault

MAC_BYTES = 16
"""Enough that two names of a city do not share one; more would only make the index larger."""
ROWS_AT_ONCE = 900
HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
FULL_KANA = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖゐゑを", "あいうえおつやゆよわかけいえお")
"""Small kana as full ones, as older files have them all, and those out of use as what replaced them."""
CHOOSING_A_FORM = dict.fromkeys((*range(65024, 65040), *range(917760, 918000)))
"""Signs behind a character that choose one of its drawings, and change nothing else."""
_LIKE = {code: FULL_KANA.get(kana, kana) for code, kana in HIRAGANA.items()} | FULL_KANA | FORMS | CHOOSING_A_FORM
_AGAIN = re.compile("(.)々")


def folded(name: str) -> str:
    """Return the spelling by which names are compared.

    NFKC, katakana as hiragana, small kana as full ones, 異体字 as one (`casebook.vault.variants`), 々 as what it repeats, small
    letters, single spaces. The index is kept by it: whoever changes it renews the index by a migration, as 0025 does.
    """
    alike = unicodedata.normalize("NFKC", name).casefold().translate(_LIKE)
    return " ".join(_AGAIN.sub(r"\1\1", alike).split())


def _words(name: str) -> set[str]:
    whole = folded(name)
    return {whole, whole.replace(" ", ""), *re.split(r"[ ・,、]+", whole)} - {""}


def macs(vault: Vault, table: str, column: str, name: str, key: str) -> set[str]:
    """Return the hashes under which a name is found, whole and word by word."""
    return {_mac(vault, table, column, word, key) for word in _words(name)}


def _mac(vault: Vault, table: str, column: str, word: str, key: str) -> str:
    made = hmac.digest(vault.keys.subkey("index", key), f"{table}.{column} {word}".encode(), "sha256")
    return base64.b64encode(made[:MAC_BYTES]).decode()


def keep(connection: sa.Connection, vault: Vault, key: str, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Let rows be found by what they say now, and no more by what they said."""
    columns = SEARCHED.get(table, ())
    if not columns or not rows:
        return
    forget(connection, table, [row["id"] for row in rows])
    found = [
        {"entity": table, "entity_id": row["id"], "field": column, "key": key, "mac": mac}
        for row in rows
        for column in columns
        if row.get(column)
        for mac in sorted(macs(vault, table, column, row[column], key))
    ]
    if found:
        connection.execute(sa.insert(t.name_index), found)


def forget(connection: sa.Connection, table: str, ids: Sequence[int]) -> None:
    """Let rows be found no more."""
    if not SEARCHED.get(table):
        return
    index = t.name_index.c
    for start in range(0, len(ids), ROWS_AT_ONCE):
        some = ids[start : start + ROWS_AT_ONCE]
        connection.execute(sa.delete(t.name_index).where(index.entity == table, index.entity_id.in_(some)))


def named(vault: Vault, table: str, column: str, word: str) -> sa.ColumnElement[bool]:
    """Return the condition that a row's name is this one, or has it as a word; whatever key it was kept by."""
    index = t.name_index.c
    wanted = [_mac(vault, table, column, folded(word), key) for key in vault.keys.names]
    rows = sa.select(index.entity_id).where(index.entity == table, index.field == column, index.mac.in_(wanted))
    return t.metadata.tables[table].c.id.in_(rows)
