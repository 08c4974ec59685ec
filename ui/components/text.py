"""Text from data on a page: shown as it is, never read as markup."""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=])")


def plain(text: object) -> str:
    """Escape text for Streamlit's Markdown: no name becomes a link, a picture, a formula or an icon."""
    return _SPECIAL.sub(r"\\\1", str(text)).replace("\n", " ")
