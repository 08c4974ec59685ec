"""Packages that load a module when something of it is asked for, so that whoever needs one need not load them all."""

import ast
from collections.abc import Callable
from importlib import import_module
from pathlib import Path


def when_asked_for(door: str) -> Callable[[str], object]:
    """Return the ``__getattr__`` of a package whose ``__init__`` names, for type checkers alone, what it takes from where.

    A name that a module of the package has, too, is not to be among them: loaded, the module would stand in its place.

    Parameters
    ----------
    door
        The file of the ``__init__``: it imports under ``if TYPE_CHECKING``, as ``from package.module import name``.
    """
    tree = ast.parse(Path(door).read_text(encoding="utf-8"))
    ahead = (part for node in tree.body if isinstance(node, ast.If) for part in node.body)
    taken = [node for node in ahead if isinstance(node, ast.ImportFrom) and node.module]
    modules = {alias.name: str(node.module) for node in taken for alias in node.names}

    def load(name: str) -> object:
        if name not in modules:
            raise AttributeError(name)
        return getattr(import_module(modules[name]), name)

    return load
