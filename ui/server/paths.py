"""Where a request goes, whatever the server's own path is."""

from starlette.types import Scope
from streamlit import get_option

FRAME = "component"
"""Where the map's frame is: a page of its own."""
MEDIA = "media"
"""Where pictures and files to download are."""
ANSWERS = "answers"
"""Where facilities answer for themselves."""
CALENDAR = "calendar"
"""Where calendars of dates are read, each by its token."""
SIGN_IN = "sign-in"
"""Where people come in."""
OPEN = ("static", "app/static", "_stcore/health", SIGN_IN, ANSWERS, CALENDAR)
"""What anybody may ask for without signing in: the program's own files, and pages that know by themselves who comes in."""


def base() -> str:
    """Return the server's own path, empty at the root."""
    own = str(get_option("server.baseUrlPath")).strip("/")
    return f"/{own}" if own else ""


def below(scope: Scope, *folders: str) -> bool:
    """Return whether a request goes into one of these folders of the server's."""
    return str(scope["path"]).startswith(tuple(f"{base()}/{one}/" for one in folders))


def at(scope: Scope, *paths: str) -> bool:
    """Return whether a request goes to one of these paths of the server's, or below it."""
    return str(scope["path"]) in {f"{base()}/{one}" for one in paths} or below(scope, *paths)
