"""Every table has been decided on, for every role; and the table in docs/security.md says the same."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from casebook import tables as t
from casebook import vocabulary
from casebook.mapping import KINDS, table_of
from casebook.roles import GROUPS, RIGHTS, ROLES, Right, may
from casebook.roles.matrix import ACTIONS, WITHHELD
from casebook.tables import accounts

DOCUMENT = Path(__file__).parents[3] / "docs" / "security.md"
SAYS = {
    "nothing": "",
    "asked": "sees what was asked of it",
    "own": "sees its own",
    "open": "sees all but private places",
}


def cell(right: Right) -> str:
    """Say a right in a cell of the document's table."""
    seen = SAYS.get(right.sees, "sees all")
    if right.writes == "nothing":
        return seen or "–"
    actions = "" if right.actions == ACTIONS else f": {', '.join(right.actions)}"
    return f"{seen}, writes {'all' if right.writes == 'all' else 'its own'}{actions}"


def rows() -> list[str]:
    """Return the lines of the document's table."""
    lines = [("", *(name.replace("_", " ") for name in ROLES)), ("---",) * (len(ROLES) + 1)]
    lines += [(f"**{group}**", *(cell(RIGHTS[role].get(group, Right())) for role in ROLES)) for group in GROUPS]
    return [f"| {' | '.join(line)} |" for line in lines]


def test_every_table_of_records_is_in_one_group() -> None:
    grouped = [table.name for members in GROUPS.values() for table in members]
    apart = {one.name for one in vars(accounts).values() if isinstance(one, sa.Table)}
    known = {table_of(kind).name for kind in KINDS} | apart | {t.audit_chain.name}
    assert sorted(grouped) == sorted(known)


def test_every_role_has_its_rights_and_no_right_is_of_another() -> None:
    assert set(RIGHTS) == set(ROLES)
    assert set(vocabulary.ROLES) < set(ROLES)
    assert {group for rights in RIGHTS.values() for group in rights} <= set(GROUPS)


@pytest.mark.parametrize("role", [*RIGHTS, "somebody"])
def test_nobody_writes_what_she_does_not_see(role: str) -> None:
    order = ("nothing", "asked", "own", "open", "all")
    for table in map(table_of, KINDS):
        seen = RIGHTS.get(role, {}).get(next(name for name, some in GROUPS.items() if table in some), Right()).sees
        for action in ACTIONS:
            assert order.index(may(role, action, table)) <= order.index(seen)


def test_what_is_withheld_is_a_column_that_a_record_can_be_without() -> None:
    for withheld in WITHHELD.values():
        for table, names in withheld.items():
            assert names <= set(table.columns.keys())
            assert "id" not in names


def test_the_document_says_who_may_see_and_write_what() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    missing = [row for row in rows() if row not in text]
    assert missing == [], "docs/security.md should say:\n" + "\n".join(rows())
