"""The typeface in which pages and papers are set: Noto Sans JP, from a package, under the SIL Open Font License."""

import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

NAME = "Noto Sans JP"
PACKAGE = "justmytype-intl-cjk"
FOLDER = "justmytype_intl_cjk"
LICENCE = "OFL.txt"
"""What is to be handed on with the font: it lies beside it."""
VENDOR = Path(__file__).parent.parent / "static" / "vendor"
"""Where what is made of the font at install is kept."""
WEIGHTS = {"Regular": 400, "Bold": 700}
NOT_ON_PAPER = ("GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx")
"""Tables that neither reportlab nor a chart's renderer reads."""


def typeface() -> Path:
    """Return the font's file: TrueType outlines of every weight from 100 to 900."""
    return Path(str(files(FOLDER))) / "fonts" / "ofl" / "notosansjp" / "NotoSansJP[wght].ttf"


@cache
def weights() -> dict[str, Path]:
    """Return the files of the weights that papers are set in; made at install, else when first asked for.

    Where nothing can be written beside the program, they are made for as long as the computer's temporary files stay.
    """
    made_by = sha256(Path(__file__).read_bytes() + version(PACKAGE).encode()).hexdigest()
    folder = VENDOR / f"weights-{made_by[:12]}"
    try:
        made_once(folder, _make_weights)
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="sonae-weights-"))
        _make_weights(folder)
    return {name: folder / _file(name) for name in WEIGHTS}


def made_once(folder: Path, make: Callable[[Path], None]) -> None:
    """Have a folder filled, unless it is there. Nobody sees half of it, and who comes second leaves it."""
    if folder.exists():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".making-"))
    try:
        make(beside)
        beside.chmod(0o755)
        beside.rename(folder)
    except OSError:
        if not folder.exists():
            raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _make_weights(folder: Path) -> None:
    """Write a font of each weight: neither reportlab nor a chart's renderer can read one that varies."""
    from fontTools.ttLib import TTFont  # only where they are made, once
    from fontTools.varLib.instancer import instantiateVariableFont

    for name, weight in WEIGHTS.items():
        font = TTFont(typeface(), lazy=True)
        instantiateVariableFont(font, {"wght": weight}, inplace=True)
        for table in NOT_ON_PAPER:
            if table in font:
                del font[table]
        names = {1: NAME, 2: name, 4: f"{NAME} {name}", 6: f"NotoSansJP-{name}"}
        for number in (16, 17, 25):
            font["name"].removeNames(nameID=number)
        for number, text in names.items():
            font["name"].removeNames(nameID=number)
            font["name"].setName(text, number, 3, 1, 0x409)
        font["head"].macStyle = int(name == "Bold")
        font["OS/2"].fsSelection = 0x20 if name == "Bold" else 0x40
        font.save(folder / _file(name))
        font.close()
    shutil.copy(typeface().with_name(LICENCE), folder)


def _file(name: str) -> str:
    return f"NotoSansJP-{name}.ttf"
