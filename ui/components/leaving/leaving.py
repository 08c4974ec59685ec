"""Whoever leaves a page is asked first, where that would lose what was typed; what is still in a field is handed in before."""

import re
from pathlib import Path

import streamlit as st

from ui.components.form import fields
from ui.components.leaving.forms import standing, would_be_lost
from ui.components.mounted import mounted
from ui.context import Context

KEY = "leaving"
WORDS = ("title", "told", "stay", "leave")


def leaving(ctx: Context) -> None:
    """Let links of this page, as it was shown, ask first where there is something to lose."""
    data = {
        "forms": [re.sub(r"[^a-zA-Z0-9_-]", "-", form) for form in sorted(standing())],
        "unsaved": would_be_lost(fields),
        "left": st.session_state.get(KEY, {}).get("left"),
        "words": {word: ctx.t(f"leaving.{word}") for word in WORDS},
    }
    mounted("leaving", Path(__file__).parent, css="leaving.css", js="leaving.js")(
        key=KEY, data=data, on_left_change=lambda: None
    )
