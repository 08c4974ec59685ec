"""Puts what the browser needs (Leaflet) where Streamlit serves it, so that no page asks the internet."""

import filecmp
import shutil
from pathlib import Path

from xstatic.pkg import leaflet

VENDOR = Path(__file__).parent.parent / "static" / "vendor" / "leaflet"
URL = "/app/static/vendor/leaflet"
JS = [("leaflet", f"{URL}/leaflet.js")]
CSS = [("leaflet_css", f"{URL}/leaflet.css")]
_FILES = ("leaflet.js", "leaflet.css", "images")


def provide_leaflet() -> None:
    """Copy Leaflet out of its package into the static folder; does nothing when it is there already."""
    source = Path(leaflet.BASE_DIR)
    if (VENDOR / "leaflet.js").exists() and filecmp.cmp(source / "leaflet.js", VENDOR / "leaflet.js", shallow=False):
        return
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name in _FILES:
        if (source / name).is_dir():
            shutil.copytree(source / name, VENDOR / name, dirs_exist_ok=True)
        else:
            shutil.copy2(source / name, VENDOR / name)
