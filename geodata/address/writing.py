"""One way of writing an address: its numbers, dashes and counters, and what stands before it."""

import re
from functools import lru_cache

from geodata.municipality import PREFECTURES
from geodata.text import each, tidy, tidy_lines

_DIGITS = "〇一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
KANJI_NUMBER = f"[{_DIGITS}十百千]+"
_KANJI = r"[\u3400-\u9fff々〆]"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u2501\ufe63\u30fc"
_NOT_ROOMS = r"(?![室棟館線])"

# A number counts something when one of these follows. 番 and 条 also stand in names (一番町, 三条町).
_COUNTED = re.compile(rf"{KANJI_NUMBER}(?=丁目|番地|番(?![町丁館])|号{_NOT_ROOMS}|条(?![町通])|線|の\d|-\d)")
_COUNTED_AFTER = re.compile(rf"([-のノ之目])(?:(?<=[\d目番地号][-のノ之])|(?<=丁目))({KANJI_NUMBER})(?!{_KANJI})")
# Each pattern starts with the characters it is about: the search for them is what makes thousands of addresses fast.
_STEPS = [
    (re.compile(rf"[{DASHES}](?<=[\d{_DIGITS}十百千目番地号].)(?=[\d{_DIGITS}十百千])"), "-"),
    # A question mark between digits is a dash that some re-encoding to CP932 lost.
    (re.compile(r"\?(?<=\d\?)(?=\d)"), "-"),
    (re.compile(rf"[ヶヵ](?<={_KANJI}.)(?={_KANJI})"), "ケ"),
    # Which form of a kanji is meant, is told after it.
    (re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]"), ""),
    (re.compile(r"大字"), ""),
    (re.compile(r"小字(?=.)"), ""),
    (re.compile(r"字(?<![文十]字)(?=.)"), ""),
]
_AFTER_NUMBERS = [
    (re.compile(r"丁目(?<=\d丁目)[-のノ之]?(?=\d)"), "-"),
    (re.compile(r"番(?<=\d番)地?[-のノ之]?(?=\d)"), "-"),
    (re.compile(r"番(?<=\d番)地?(?![町丁館\d])"), ""),
    (re.compile(r"号(?<=\d号)[-のノ之]?(?=\d)(?!\d+[階F])"), "-"),
    (re.compile(rf"号(?<=\d号){_NOT_ROOMS}(?!\d)"), ""),
    (re.compile(r"[のノ之](?<=\d.)(?=\d)"), "-"),
    (re.compile(r"--+"), "-"),
]


def kanji_number(text: str) -> int:
    """Return the number that kanji write: 五 5, 二十三 23, 百五 105, and by place 一八 18."""
    if not any(unit in text for unit in _UNITS):
        return int("".join(str(_DIGITS.index(digit)) for digit in text))
    total, digits = 0, ""
    for character in text:
        if character in _UNITS:
            total += (kanji_number(digits) if digits else 1) * _UNITS[character]
            digits = ""
        else:
            digits += character
    return total + (kanji_number(digits) if digits else 0)


def _arabic(match: re.Match[str]) -> str:
    return str(kanji_number(match.group()))


def _arabic_after(match: re.Match[str]) -> str:
    return match[1] + str(kanji_number(match[2]))


def _normalise_once(text: str) -> str:
    text = tidy_lines(text).replace(" ", "")
    for pattern, written in _STEPS:
        text = pattern.sub(written, text)
    text = _COUNTED_AFTER.sub(_arabic_after, _COUNTED.sub(_arabic, text))
    for pattern, written in _AFTER_NUMBERS:
        text = pattern.sub(written, text)
    return text


def normalise_lines(text: str) -> str:
    """Return `text` with the address on each of its lines normalised; see `normalise`."""
    while (changed := _normalise_once(text)) != text:
        text = changed
    return text


@lru_cache(maxsize=4096)
def normalise(text: str) -> str:
    """Return an address in one way of writing.

    NFKC without spaces; numbers in arabic digits; 丁目, 番, 番地, 号 and every dash as ``-``; ヶ and ヵ between kanji
    as ケ; 大字, 字 and 小字 left out. 「八乙女中央五丁目１８番１５号」 and 「八乙女中央5−18−15」 both become 「八乙女中央5-18-15」.
    A town without a block keeps its 丁目: 「青山一丁目」 becomes 「青山1丁目」.
    """
    return each([text], normalise_lines)[0]


_FRONT = re.compile(
    rf"(?:\s|[、,])*(?:日本国?(?=[、,\s〒]|{'|'.join(PREFECTURES)}))?(?:\s|[、,])*"
    rf"(?:(?:〒|郵便番号)\s*:?\s*(?:\d{{3}}(?:\s*[-{DASHES}]?\s*\d{{2,4}})?(?!\d))?|\d{{3}}\s*[-{DASHES}]?\s*\d{{4}}(?![\d-]))?"
    rf"(?:\s|[、,])*(?:日本国?(?=[、,\s]|{'|'.join(PREFECTURES)}))?(?:\s|[、,])*"
)


def without_front(text: str) -> str:
    """Return an address, tidy, without postal code and country: 「〒980-0803 仙台市…」, 「９８００８０３仙台市…」."""
    text = tidy(text)
    front = _FRONT.match(text)
    return text[front.end() :] if front else text
