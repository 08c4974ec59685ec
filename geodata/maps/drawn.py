"""What scripts of our own draw on a map: a file each in ``scripts``, a function of the map and of data handed over as JSON."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from branca.element import MacroElement
from jinja2 import Template

from geodata.maps.texts import script_text

SCRIPTS = Path(__file__).parent / "scripts"


@cache
def script(name: str) -> str:
    """Return the text of a file of ``scripts``."""
    return (SCRIPTS / name).read_text(encoding="utf-8")


class Drawn(MacroElement):
    """A part of a map that a script draws.

    Parameters
    ----------
    name
        Of the script, without its ending.
    data
        What it draws, as JSON can hold it: texts in it are no markup.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}\n"
        "var {{ this.get_name() }} = ({{ this.script }})({{ this._parent.get_name() }}, {{ this.data }});\n"
        "{% endmacro %}"
    )

    def __init__(self, name: str, data: Mapping[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = name
        self.script, self.data = script(f"{name}.js"), script_text(data)
