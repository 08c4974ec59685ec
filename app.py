"""Streamlit's entry: `sonae serve` runs it. Everything is in ui/."""

from ui.shell import run

run()
