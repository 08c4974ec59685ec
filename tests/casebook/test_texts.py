"""What a text may hold is asked once more before it is written, and whatever is refused is named in words."""

import pytest
import sqlalchemy as sa

from casebook.errors import RefusedError
from casebook.tables import accounts, metadata
from casebook.texts import refuse_texts
from words.say import LANGUAGES, known, say

OURS = {
    *("result", "solver", "policy_sha256", "from_status", "to_status", "who", "adopted_by", "replaced_by", "copy"),
    *("token_hash", "revoked_by", "state", "named_by", "reviewed_by", "done_by", "withdrawn_by", "checksum"),
}
OF_THE_VAULT = {"vault_key", "name_index"}
"""Columns that only the program fills."""
OF_ACCOUNTS = {one.name for one in vars(accounts).values() if isinstance(one, sa.Table)}
"""What comes in there is refused by `casebook.accounts`."""


def test_every_column_of_text_has_a_word() -> None:
    columns = {
        column.name
        for table in metadata.tables.values()
        if table.name not in {"audit", "access_log", "audit_chain", *OF_THE_VAULT, *OF_ACCOUNTS}
        for column in table.columns
        if isinstance(column.type, sa.String)
    }
    assert len(columns) > 40
    assert {name for name in columns - OURS if not known(f"field.{name}")} == set()


@pytest.mark.parametrize("text", ["=1+1", "\u202eあ", "あ\x07", "あ" * 10_001])
def test_what_is_refused_is_named(text: str) -> None:
    with pytest.raises(RefusedError) as refused:
        refuse_texts({"tier": 1, "code_name": "A-001", "note": text})
    told = [say(refused.value.message, language) for language in LANGUAGES]
    assert "備考" in told[0]
    assert "Note" in told[1]


def test_what_is_no_text_and_what_is_harmless_passes() -> None:
    refuse_texts({"tier": 1, "note": None, "code_name": "A-001 =1"})
