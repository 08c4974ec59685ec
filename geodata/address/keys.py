"""What the spellings of one town or address have in common, and where in it a number is that of a block."""

import re
from dataclasses import dataclass
from functools import lru_cache

from geodata.address.writing import KANJI_NUMBER, kanji_number, normalise, without_front
from geodata.spelling import alike
from geodata.text import tidy

_NUMBER = re.compile(rf"{KANJI_NUMBER}(?P<more>(?=\d))?")
# A 丁目 (in Sakai a 丁) ends a name or has more of the name behind it: 諸口五丁目浜.
_CHOME = re.compile(r"(?<=\d)(?:丁目|丁(?=[\d-]|$))-?")
_CHOME_TOWN = re.compile(rf"(?:\d|{KANJI_NUMBER})丁目?$")
_JIWARI = re.compile(r"第(?=\d+地割)")
_JOINED = re.compile(r"(?<=\d)[のノ之](?=\d)")
# 「2番12」 is a block and a house, never 二丁目; 一番町 is a name. The mark goes through normalising as it is.
_MARK = "\ue000"
_FIRST_BLOCK = re.compile(
    rf"(?<![\d〇一二三四五六七八九十百千目番号条線のノ之\-])((?:\d|{KANJI_NUMBER})+)(?=番(?![町丁館]))"
)


@dataclass(frozen=True)
class Key:
    """An address for looking its town up.

    Attributes
    ----------
    text
        In one way of writing, numbers arabic: 「北24条西4-1-1」.
    key
        The same, place by place, as all spellings have it.
    blocks
        Where in `text` a number stands that is said to be a block (番).
    chome
        Whether a 丁目 is said to be one.
    """

    text: str
    key: str
    blocks: frozenset[int] = frozenset()
    chome: bool = False

    def after(self, start: int) -> "Key":
        """Return the address from `start` on."""
        return Key(
            self.text[start:],
            self.key[start:],
            frozenset(block - start for block in self.blocks if block >= start),
            self.chome,
        )


def _arabic(match: re.Match[str]) -> str:
    number = str(kanji_number(match.group()))
    return number if match["more"] is None else f"{number}-"


def _counted(normal: str) -> str:
    """Return a normalised text with every number arabic, and 丁目 as the dash that is written as well."""
    return _JIWARI.sub("", _JOINED.sub("-", _CHOME.sub("-", _NUMBER.sub(_arabic, normal))))


@lru_cache(maxsize=4096)
def address_key(address: str) -> Key:
    """Return the key of an address as somebody wrote it."""
    written = without_front(address)
    pieces = _counted(normalise(_FIRST_BLOCK.sub(rf"{_MARK}\1", written))).split(_MARK)
    blocks, length = [], 0
    for piece in pieces[:-1]:
        length += len(piece)
        blocks.append(length)
    text = "".join(pieces)
    return Key(text, alike(text), frozenset(blocks), "丁目" in written)


def town_key(normal: str) -> str:
    """Return the key of a town by its normalised name; with it begins the key of an address in the town."""
    return alike(_counted(normal).removesuffix("-"))


def is_chome(normal: str) -> bool:
    """Say whether a town, by its normalised name, is a 丁目 (or a 丁)."""
    return _CHOME_TOWN.search(normal) is not None


@lru_cache(maxsize=4096)
def head_key(name: str | None) -> str:
    """Return what the spellings of one municipality or ward have in common, as it stands in the key of an address."""
    return alike(_counted(normalise(tidy(name or ""))))


_DIRECTION = re.compile(r"(?<=\d)条(?=[東西南北]\d)")
_JO = re.compile(r"(?<=\d)条(?=\d)")


def short_key(key: str) -> str | None:
    """Return how a town counted by 条 is written in short: 北24西4, 平岸2-17; None for any other."""
    short = _JO.sub("-", _DIRECTION.sub("", key))
    return short if short != key else None
