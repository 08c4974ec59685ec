"""Puts what the browser needs (Leaflet) where Streamlit serves it, so that no page asks the internet."""

import filecmp
import shutil
from importlib.resources import as_file, files
from pathlib import Path

from ui.fonts import fonts_css

PACKAGE = "js_lib_leaflet"
"""Leaflet's own files in a wheel; what else is in it, for Django, is not used."""
VENDOR = Path(__file__).parent.parent / "static" / "vendor" / "leaflet"
URL = "/app/static/vendor/leaflet"
JS = [("leaflet", f"{URL}/leaflet.js")]
CSS = [("leaflet_css", f"{URL}/leaflet.css")]
_FILES = ("leaflet.js", "leaflet.css")


def styles() -> list[tuple[str, str]]:
    """Return the stylesheets of a map: Leaflet's, and the typeface's once its files are laid."""
    sheet = fonts_css()
    return [*CSS, ("typeface", f"/app/static/{sheet}")] if sheet else CSS


def provide_leaflet() -> None:
    """Copy Leaflet out of its package into the static folder; does nothing when it is there already."""
    with as_file(files(PACKAGE) / "static" / PACKAGE) as source:
        if all(
            (VENDOR / name).exists() and filecmp.cmp(source / name, VENDOR / name, shallow=False) for name in _FILES
        ):
            return
        VENDOR.mkdir(parents=True, exist_ok=True)
        for name in _FILES:
            shutil.copy2(source / name, VENDOR / name)
        shutil.copytree(source / "images", VENDOR / "images", dirs_exist_ok=True)
