"""Cuts the typeface into files by what a page is written with, so that a browser fetches what it needs, from this server."""

import shutil
from collections.abc import Iterable, Mapping
from functools import cache, partial
from hashlib import sha256
from importlib.metadata import version
from itertools import pairwise, product
from pathlib import Path

from desk.typeface import LICENCE, NAME, PACKAGE, VENDOR, made_once, typeface

CSS = "fonts.css"
BEFORE_KANJI = range(0x20, 0x3400)
HALF_AND_FULL_WIDTH = range(0xFF00, 0xFFF0)
KANJI = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x30000))
CARE = "喀痰嚥褥瘡癲癇痙攣痺疼"
"""Kanji of level 2 that those who care for people write every day."""
KEPT_FEATURES = ("ccmp", "kern", "locl")
FACE = """@font-face {{
  font-family: "{name}"; font-weight: 100 900; font-display: swap;
  src: url("{file}") format("woff");
  unicode-range: {ranges};
}}
"""


def slices() -> dict[str, set[int]]:
    """Return the code points of each file, what is rarest first.

    With the last, letters, kana, signs and the kanji of JIS level 1, nearly all is written; the second has level 2 and
    what Windows added (髙, 﨑), the first what few names are written with besides.
    """
    bottom = range(0xA1, 0xFF)
    common = {*BEFORE_KANJI, *HALF_AND_FULL_WIDTH, *map(ord, CARE)} | _written("euc_jp", range(0xB0, 0xD0), bottom)
    windows = _written("cp932", (*range(0x81, 0xA0), *range(0xE0, 0xFD)), range(0x40, 0xFD))
    second = (_written("euc_jp", range(0xD0, 0xF5), bottom) | windows) - common
    rare = {point for block in KANJI for point in block}
    return {"rare": rare - common - second, "second": second, "common": common}


def _written(codec: str, *places: Iterable[int]) -> set[int]:
    """Return the code points that an encoding writes with bytes from these places."""
    return {ord(one) for written in product(*places) for one in bytes(written).decode(codec, "ignore")}


def fonts_css() -> str | None:
    """Return where below the static folder the browser is told of the files; None until they were cut."""
    folder = _folder()
    return f"vendor/{folder.name}/{CSS}" if (folder / CSS).exists() else None


def provide_fonts() -> None:
    """Cut the files; does nothing when they are there already."""
    made_once(_folder(), partial(cut, slices()))


def _folder() -> Path:
    return VENDOR / _version()


@cache
def _version() -> str:
    """Name the files by the version of the typeface and by this module, which says how it is cut."""
    made_by = sha256(Path(__file__).read_bytes() + version(PACKAGE).encode()).hexdigest()
    return f"fonts-{made_by[:12]}"


def cut(wanted: Mapping[str, set[int]], folder: Path) -> None:
    """Write a WOFF of each slice, every weight in it, the stylesheet that names them, and the licence.

    Zlib's WOFF and not WOFF2: a quarter larger, and made in a quarter of the time.
    """
    from fontTools import subset  # only where they are cut, once

    options = subset.Options(layout_features=list(KEPT_FEATURES), hinting=False, notdef_outline=True)
    faces = []
    for name, points in wanted.items():
        font = subset.load_font(typeface(), options, lazy=True)
        there = points & set(font.getBestCmap())
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=there)
        cutter.subset(font)
        font.flavor = "woff"
        font.save(folder / f"{name}.woff")
        font.close()
        # Of several files a browser asks the one that was named last first, and the others for what that has not.
        ranges = _ranges(there if name == "common" else {point for block in KANJI for point in block})
        faces.append(FACE.format(name=NAME, file=f"{name}.woff", ranges=ranges))
    shutil.copy(typeface().with_name(LICENCE), folder)
    (folder / CSS).write_text("".join(faces), encoding="utf-8")


def _ranges(points: set[int]) -> str:
    """Write code points as a stylesheet does."""
    ordered = sorted(points)
    ends = [-1, *(at for at, (one, other) in enumerate(pairwise(ordered)) if other != one + 1), len(ordered) - 1]
    runs = [(ordered[before + 1], ordered[end]) for before, end in pairwise(ends)]
    return ", ".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)
