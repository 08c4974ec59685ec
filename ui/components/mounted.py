"""Our own parts of a page that run in the browser: their files are served from here, since the policy lets nothing inline run."""

from pathlib import Path

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.components.v2.types import ComponentRenderer

PACKAGE, FILES = "sonae", "browser"


def mounted(name: str, folder: Path, *, css: str, js: str) -> ComponentRenderer:
    """Return a component as Streamlit mounts it; its files are in ``browser`` beneath the folder."""
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(f"{PACKAGE}.{name}") is None:
        manifest = ComponentManifest(PACKAGE, "", [ComponentConfig(name, FILES)])
        manager.register_from_manifest(manifest, folder)
    return st.components.v2.component(f"{PACKAGE}.{name}", css=css, js=js, isolate_styles=False)
