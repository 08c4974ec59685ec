"""Keeping a view of a list, naming it anew, letting it go: each one's own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from casebook.book import Casebook
from casebook.records import SavedView
from casebook.records.base import require
from desk.bounds import out_of_bounds
from desk.errors import DeskError, InvalidInputError, fault

MOST = 30
"""How many somebody keeps, of all pages together."""
LONGEST = 4000
"""How many characters an address asks with, at most."""


def own_views(book: Casebook, page: str | None = None) -> list[SavedView]:
    """Return the views that the actor kept, of a page or of all, by their names."""
    found = book.all(SavedView, who=book.actor.name)
    return sorted((one for one in found if page in (None, one.page)), key=lambda one: (one.name, require(one.id)))


def keep_view(book: Casebook, page: str, name: str, parameters: Mapping[str, Sequence[str]]) -> int:
    """Keep what the address of a page asks for; return its id. Of a name there is one a page: the later stays.

    Raises
    ------
    InvalidInputError
        If it has no name, or one that cannot be kept.
    DeskError
        If there are as many as may be, or the address is too long.
    """
    if sum(len(key) + len(value) for key, values in parameters.items() for value in values) > LONGEST:
        raise DeskError("views.too_long")
    about = [(SavedView, one.id) for one in own_views(book)]
    with book.writing("keep view", about=[(SavedView, book.actor.name), *about]) as writer:
        view = SavedView(
            who=writer.actor.name, page=page, name=name.strip(), made_at=writer.now, parameters=dict(parameters)
        )
        _require_name(view)
        own = writer.all(SavedView, who=writer.actor.name)
        if known := next((one for one in own if (one.page, one.name) == (page, view.name)), None):
            writer.change(replace(view, id=known.id))
            return require(known.id)
        if len(own) >= MOST:
            raise DeskError("views.too_many", most=MOST)
        return writer.add(view)


def rename_view(book: Casebook, key: int, name: str) -> None:
    """Name one of the actor's views anew.

    Raises
    ------
    InvalidInputError
        If there is no name, or one that cannot be kept.
    """
    with book.writing("rename view", about=[(SavedView, key)]) as writer:
        view = replace(writer.one(SavedView, key), name=name.strip())
        _require_name(view)
        writer.change(view)


def remove_view(book: Casebook, key: int) -> None:
    """Let one of the actor's views go."""
    with book.writing("remove view", about=[(SavedView, key)]) as writer:
        writer.remove(SavedView, key)


def _require_name(view: SavedView) -> None:
    if faults := out_of_bounds(view) if view.name else [fault("name", "input.required")]:
        raise InvalidInputError(faults)
