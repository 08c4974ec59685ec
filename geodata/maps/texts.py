"""Texts from data where they become HTML or script: nothing in them is markup, ends a script or begins a tag."""

import html
import json


def safe(text: object) -> str:
    """Make text from data harmless where it becomes HTML: Leaflet's tooltips take HTML."""
    return html.escape(str(text), quote=True)


def script_text(data: object) -> str:
    """Write data into a script."""
    return without_tags(json.dumps(data, ensure_ascii=True, separators=(",", ":")))


def without_tags(json_text: str) -> str:
    """Return JSON that may stand in a script."""
    return json_text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
