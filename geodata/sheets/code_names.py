"""Code names (仮名) as people type them: which are one, and which only look as if they were."""

import re
from collections.abc import Iterable
from typing import Generic, TypeVar
from unicodedata import category, normalize

from geodata.text import dashes_alike, tidy

T = TypeVar("T")

_AROUND_A_DASH = re.compile(r"\s*-\s*")
_PARTED = re.compile(r"[\s\-_.,:/・]+")
# 「A001」 beside 「A-001」, but not 「A1-1」 beside 「A-11」: between two figures a dash tells.
_BESIDE_NO_FIGURE = re.compile(r"(?<!\d)-|-(?!\d)")
# Signs of other alphabets, and of ours, that are drawn alike.
_DRAWN_ALIKE = str.maketrans(
    dict(
        zip(
            "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρυικαγ" + "АВЕЅІЈКМНОРСТУХаеорсухіѕјһԁԛԝғѴѵ" + "カニロエタトハヘリチミ",
            "ABEZHIKMNOPTYXovpuikay" + "ABESIJKMHOPCTYXaeopcyxisjhdqwfVv" + "力二口工夕卜八へり千三",
            strict=True,
        )
    )
    | {"O": "0", "o": "0", "〇": "0", "○": "0", "◯": "0", "零": "0"}
    | {"I": "1", "l": "1", "i": "1", "|": "1", "Ⅰ": "1"}
)


def code_key(name: str) -> str:
    """Return what is the same for all ways of typing one code name: width, dashes and blanks of any kind are one."""
    return _AROUND_A_DASH.sub("-", dashes_alike(tidy(name)))


def _looks(name: str) -> tuple[str, str]:
    """Return what is the same for code names that look alike: but for capitals, and but for signs drawn alike."""
    seen = "".join(character for character in normalize("NFKC", name) if _is_seen(character))
    parted = _PARTED.sub("-", code_key(seen)).strip("-")
    if parted.isdecimal():  # of 001 a spreadsheet makes the number 1
        parted = parted.lstrip("0")
    # Twice: a letter of another alphabet may be drawn like one of ours that is drawn like a figure.
    drawn = parted.translate(_DRAWN_ALIKE).translate(_DRAWN_ALIKE).casefold()
    return _BESIDE_NO_FIGURE.sub("", parted.casefold()), _BESIDE_NO_FIGURE.sub("", drawn)


def _is_seen(character: str) -> bool:
    """Say whether a character takes room: variation selectors, fillers and tags do not."""
    return not (
        category(character) in {"Cf", "Cc"}
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
        or character in "\u034f\u115f\u1160\u180b\u180c\u180d\u3164"
    )


class CodeNames(Generic[T]):
    """Whoever has a code name, found by it however it is typed."""

    def __init__(self, known: Iterable[tuple[str, T]]) -> None:
        self._exact: dict[str, T] = {}
        self._by_key: dict[str, T] = {}
        self._by_looks: dict[tuple[int, str], str] = {}
        for name, item in known:
            self.add(name, item)

    def add(self, name: str, item: T) -> None:
        """Make one more known; of two that were kept with one key, the first is found by it."""
        self._exact.setdefault(name, item)
        self._by_key.setdefault(code_key(name), item)
        for look in enumerate(_looks(name)):
            self._by_looks.setdefault(look, name)

    def find(self, name: str) -> T | None:
        """Return who is called so: in this very spelling, else in any."""
        found = self._exact.get(name)
        return self._by_key.get(code_key(name)) if found is None else found

    def alike(self, name: str) -> str | None:
        """Return a known code name that only looks like `name`, None where `name` itself is known."""
        if self.find(name) is not None:
            return None
        return next((known for look in enumerate(_looks(name)) if (known := self._by_looks.get(look))), None)
