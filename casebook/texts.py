"""The last look at texts before they are written, whichever way they came."""

from collections.abc import Mapping

from casebook import vocabulary as v
from casebook.errors import RefusedError
from casebook.vault.vault import is_mark
from words.message import Message
from words.texts import danger


def refuse_texts(row: Mapping[str, object]) -> None:
    """Refuse a row with a text that is too long, that a spreadsheet would run, or that hides something.

    Parameters
    ----------
    row
        Values by column; of a changed row those that change, so that what is old does not keep others from being mended.

    Raises
    ------
    RefusedError
        One of its texts is.
    """
    for name, value in row.items():
        if isinstance(value, str) and (why := refusal(name, value)):
            raise RefusedError("casebook.text_refused", field=Message(f"field.{name}"), why=why)


def refusal(name: str, text: str) -> Message | None:
    """Return why a text cannot be kept in a column: it is too long, a spreadsheet would run it, or it hides something."""
    longest = v.LENGTHS.get(name, v.LONGEST)
    if longest is not None and len(text) > longest:
        return Message("cell.too_long", {"limit": longest})
    if is_mark(text):
        return Message("vault.mark_refused")
    return Message(code) if (code := danger(text)) else None
