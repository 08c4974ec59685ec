"""Where a request goes, whatever the server's own path is."""

from starlette.types import Scope
from streamlit import get_option

FRAME = "component"
"""Where the map's frame is: a page of its own."""
MEDIA = "media"
"""Where pictures and files to download are."""


def below(scope: Scope, *folders: str) -> bool:
    """Return whether a request goes into one of these folders of the server's."""
    base = str(get_option("server.baseUrlPath")).strip("/")
    return str(scope["path"]).startswith(tuple(f"/{base}/{one}/" if base else f"/{one}/" for one in folders))
