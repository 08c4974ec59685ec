"""Packages that load a module when something of it is asked for."""

import ast
from pathlib import Path

import pytest

import geodata.address

ROOT = Path(__file__).parents[2]
DOORS = sorted(
    path
    for top in ("casebook", "desk", "geodata", "matching", "ui")
    for path in (ROOT / top).rglob("__init__.py")
    if "when_asked_for(" in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: str(door.parent.relative_to(ROOT)))
def test_no_module_of_a_package_has_the_name_of_what_the_package_hands_out(door):
    """Once loaded, the module would stand in its place."""
    named = {
        alias.name
        for node in ast.walk(ast.parse(door.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert named
    assert named & {path.stem for path in door.parent.iterdir()} == set()


def test_what_a_package_does_not_name_it_has_not():
    assert geodata.address.normalise("一丁目")
    with pytest.raises(AttributeError, match="nothing_of_ours"):
        geodata.address.nothing_of_ours  # type: ignore[attr-defined]  # noqa: B018
