"""Names that lead from a list or a sentence to the page of whoever they name, in this session."""

from collections.abc import Collection

from ui.components.page_link import go, has_page, in_language
from ui.components.text import one_way
from words.names import Named, pieces

LED_TO = ("person", "facility")
"""The pages that names lead to."""


def led_to() -> frozenset[str]:
    """Return to which pages names lead in this run."""
    return frozenset(page for page in LED_TO if has_page(page))


def query() -> str:
    """Return what the address of any such page says beside the id."""
    return "".join(f"&{name}={value}" for name, value in in_language().items())


def piece(leads: Collection[str], name: Named) -> dict[str, object]:
    """Return a name as the browser takes it."""
    page = name.page if name.key is not None and name.page in leads else None
    return {"text": one_way(name.text), "page": page, "id": name.key}


def taken_apart(leads: Collection[str], sentence: str) -> list[object]:
    """Return a sentence as the browser takes it: text, and the names that lead somewhere."""
    return [one_way(one) if isinstance(one, str) else piece(leads, one) for one in pieces(sentence)]


def follow(told: object) -> None:
    """Go where the browser told to: which page, of whom."""
    match told:
        case [str(page), int(key)]:
            go(page, id=str(key))
