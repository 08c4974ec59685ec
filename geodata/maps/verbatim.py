"""What folium has rendered stands on the page as it is, and is not read as a template a second time.

branca puts each rendered piece into an element, and compiles the piece's text for it: of a map with thousands of points
that takes longer than all else, and braces in a facility's name would be read as instructions.
"""

import branca.element


class Rendered:
    """Text in place of a template: rendering it changes nothing.

    Parameters
    ----------
    text
        What was rendered.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def render(self, **_: object) -> str:
        """Return the text."""
        return self._text


def render_once() -> None:
    """Let elements that branca makes of rendered text hold it as it is; what is a template by its class stays one."""
    branca.element.Template = Rendered  # type: ignore[attr-defined, assignment]
