"""Pages of our own beside Streamlit's: HTML that works without a script, each a template that fills the one base page."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape

from words.say import LANGUAGES

# Names come from data, and what was typed comes back: everything that is filled in is escaped, but our own styles.
_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=select_autoescape(["html"]),
    trim_blocks=True,
    lstrip_blocks=True,
)


def own_page(template: str, language: str, *, title: str, style: str, icon: str = "data:,", **more: object) -> str:
    """Return a page.

    Parameters
    ----------
    template
        Below this folder; it extends ``own_page.html``.
    style
        Its style sheet, which the page's policy knows by its hash.
    more
        What the template fills in besides; ``other_language`` is there for all.
    """
    other = next(one for one in LANGUAGES if one != language)
    filled = {"language": language, "other_language": other, "title": title, "style": style, "icon": icon}
    return _ENVIRONMENT.get_template(template).render(**filled, **more)
