"""Text from data on a page: shown as it is, never read as markup."""

import re
from collections.abc import Iterable

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=])")
# Signs that turn the order of what stands around them, so that a name reads as another.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LOST = "\N{REPLACEMENT CHARACTER}"
# What is looked for after escapes have been resolved (icons, emoji, links, arrows) is looked for in one piece of text:
# where such a thing would begin, the text is cut in two by an empty span, which shows nothing and copies as nothing.
CUT = ":gray[]"
_SEAM = re.compile(
    r"""(?<=:)(?=[\w+\-/]+:)                # :material/home: :smile: :streamlit:
      | (?<=:)(?=//)                        # https://…
      | (?<=www)(?=\.)
      | (?<=[\w.+\-])(?=@[\w\-]+\.)         # an address for letters
      | (?<=[-<>~])(?=[->=])                # -> <- <-> -- >= <= ~=
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


def bullets(lines: Iterable[str]) -> str:
    """List lines of text, each as it is."""
    return "\n".join(f"- {plain(line)}" for line in lines)


def one_way(text: object) -> str:
    """Return text in one line without signs that turn its order, for where markup is never read."""
    return _TURNING.sub(LOST, " ".join(str(text).splitlines()))


def plain(text: object) -> str:
    """Escape text for Streamlit's Markdown: no name becomes a link, a picture, a formula, an icon or another order."""
    line = one_way(text).lstrip()
    return CUT.join(_SPECIAL.sub(r"\\\1", part) for part in _SEAM.split(line))
