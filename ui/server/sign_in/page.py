"""The page for signing in, as HTML that works without a script."""

from pathlib import Path
from urllib.parse import urlencode

from ui.server.own_page import own_page
from ui.server.paths import SIGN_IN, base
from words.say import LANGUAGES, say

STYLE = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
NAMES = {"ja": "日本語", "en": "English"}


def address(language: str, after: str, path: str = "") -> str:
    """Return where people sign in, and go from there."""
    return f"{base()}/{SIGN_IN}{path}?{urlencode({'lang': language, 'next': after})}"


def sign_in_page(language: str, form: str, after: str, problem: str = "", *, by_provider: bool) -> str:
    """Return the page.

    Parameters
    ----------
    form
        By which the form is known when it is sent.
    after
        Where to go from there: a path of the server's.
    problem
        The sentence that says why nobody came in.
    by_provider
        Whether there is an OpenID provider, too.
    """
    other = next(one for one in LANGUAGES if one != language)
    return own_page(
        "sign_in/page.html",
        language,
        title=f"{say('sign_in.title', language)} – Sonae",
        style=STYLE,
        t=lambda code: say(f"sign_in.{code}", language),
        icon=f"{base()}/app/static/sonae.svg",
        problem=problem,
        form=form,
        next=after,
        here=address(language, after),
        provider=address(language, after, "/provider") if by_provider else "",
        other=address(other, after),
        other_name=NAMES[other],
    )
