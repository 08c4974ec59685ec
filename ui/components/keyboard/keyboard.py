"""Keys for whoever works without a mouse: to the search, to any page, to a new record; all of them shown by one of them."""

from collections.abc import Iterable
from pathlib import Path

from ui.components.mounted import mounted
from ui.pages_for import ACCOUNT_ENTRIES, ENTRIES, OPENED
from words.say import say

NEW = ("common.new", "contacts.view_record", "visits.view_record")
EDIT = ("common.edit",)
"""What is pressed by a key, where the page has it: a tab, a view or a button of these words."""
WORDS = ("title", "search", "new", "edit", "help", "off", "close")


def keyboard(pages: Iterable[str], language: str) -> None:
    """Let keys lead to these pages; a button beside the navigation says which, and they can be turned off there."""
    listed = {**ENTRIES, **ACCOUNT_ENTRIES}
    data = {
        "search": say("search.label", language),
        "pages": [
            {"name": name, "letter": listed[name].letter, "title": say(f"nav.{name}", language)}
            for name in pages
            if name not in OPENED and listed[name].letter
        ],
        "new": [say(code, language) for code in NEW],
        "edit": [say(code, language) for code in EDIT],
        "words": {word: say(f"keyboard.{word}", language) for word in WORDS},
    }
    mounted("keyboard", Path(__file__).parent, css="keyboard.css", js="keyboard.js")(key="keyboard", data=data)
