"""The tokens of the theme: text and borders stand out from what is behind them (WCAG 2.2 AA: 4.5 and 3)."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
THEME = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"]
HUES = ("red", "orange", "yellow", "green", "blue", "gray")


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_and_borders_stand_out_from_every_background() -> None:
    grounds = {THEME["backgroundColor"], THEME["secondaryBackgroundColor"], THEME["sidebar"]["backgroundColor"]}
    assert contrast("#000000", "#ffffff") == 21
    for ground in grounds | {THEME["sidebar"]["secondaryBackgroundColor"]}:
        assert contrast(THEME["textColor"], ground) >= 7
        for name in ("primaryColor", "linkColor", "dataframeHeaderTextColor", *(f"{hue}TextColor" for hue in HUES)):
            assert contrast(THEME[name], ground) >= 4.5, name
    for hue in HUES:
        assert contrast(THEME[f"{hue}TextColor"], THEME[f"{hue}BackgroundColor"]) >= 4.5, hue
    assert contrast(THEME["borderColor"], THEME["backgroundColor"]) >= 3
    assert contrast("#ffffff", THEME["primaryColor"]) >= 4.5


def test_text_that_a_style_sheet_colours_stands_out_and_more_where_more_is_asked_for() -> None:
    style = (ROOT / "ui/style.css").read_text(encoding="utf-8")
    plain, _, more = style.partition("@media (prefers-contrast: more)")
    for rules, least in ((plain, 4.5), (more, 7)):
        found = re.findall(r"(?<![-\w])color: (#[0-9a-f]{6})", rules)
        assert found
        assert all(contrast(colour, THEME["sidebar"]["backgroundColor"]) >= least for colour in found)
