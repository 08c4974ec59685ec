"""The cookies of signing in: one with the session's token, and short ones that hold a form or a way to the provider."""

from starlette.responses import Response

from ui.server.paths import SIGN_IN, base
from ui.settings import settings

MINUTES = 600


def behind_tls() -> bool:
    """Return whether browsers reach the server by TLS."""
    return settings().public_address.startswith("https://")


def session_cookie() -> str:
    """Return the name of the cookie with the token; behind TLS one that no other server can set."""
    return "__Host-sonae" if behind_tls() else "sonae_session"


def set_session(response: Response, token: str) -> None:
    """Hand the token to the browser, for as long as it is open.

    ``Lax``: whoever follows a link to Sonae is signed in there. Nothing changes by following one, and neither a form nor
    a socket of another page's carries it.
    """
    response.set_cookie(session_cookie(), token, path="/", httponly=True, secure=behind_tls(), samesite="lax")


def set_short(response: Response, name: str, value: str) -> None:
    """Keep something in the browser while somebody signs in; ``lax``, since she may come back from a provider."""
    response.set_cookie(
        name, value, max_age=MINUTES, path=f"{base()}/{SIGN_IN}", httponly=True, secure=behind_tls(), samesite="lax"
    )


def drop_short(response: Response, name: str) -> None:
    """Take it back."""
    response.delete_cookie(name, path=f"{base()}/{SIGN_IN}", httponly=True, secure=behind_tls(), samesite="lax")
