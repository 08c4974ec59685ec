"""Sentences in which names lead to their pages."""

from collections.abc import Iterable
from pathlib import Path

from ui.components.listing.leading import follow, led_to, query, taken_apart
from ui.components.mounted import mounted


def show_sentences(lines: Iterable[str], key: str, *, bullets: bool = True) -> None:
    """Show lines of text as they are, a bullet each if not said otherwise; marked names are links.

    Parameters
    ----------
    key
        Of these sentences; no others of the page have it.
    """
    leads = led_to()
    data = {"bullets": bullets, "query": query(), "lines": [taken_apart(leads, line) for line in lines]}
    if data["lines"]:
        component = mounted("sentences", Path(__file__).parent, css="sentences.css", js="sentences.js")
        told = component(key=f"{key}.sentences", data=data, on_followed_change=lambda: None)
        follow(told.get("followed"))
