"""The typeface in which pages and papers are set: Noto Sans JP, from a package, under the SIL Open Font License."""

from importlib.resources import files
from pathlib import Path

NAME = "Noto Sans JP"
PACKAGE = "justmytype-intl-cjk"
FOLDER = "justmytype_intl_cjk"
LICENCE = "OFL.txt"
"""What is to be handed on with the font: it lies beside it."""


def typeface() -> Path:
    """Return the font's file: TrueType outlines of every weight from 100 to 900."""
    return Path(str(files(FOLDER))) / "fonts" / "ofl" / "notosansjp" / "NotoSansJP[wght].ttf"
