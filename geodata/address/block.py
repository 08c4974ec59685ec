"""Where the block of an address begins, in any notation: what stands before it is no closer than the town."""

import re
from collections.abc import Sequence
from functools import lru_cache

from geodata.address import streets
from geodata.address.writing import DASHES, KANJI_NUMBER, normalise, without_front
from geodata.municipality import PREFECTURES, Municipality
from geodata.spelling import alike

_NUMBER = rf"(?:\d+|{KANJI_NUMBER})"
_NUMBERS = re.compile(_NUMBER)
_UNITS = re.compile("[十百千]")
_KANJI = r"\u3400-\u9fff々〆"
_FORMAL = "壱壹弐貳弍参參伍拾廿卅"
# What never is part of a town: what follows is about a house, or about who lives there.
_ENDS = re.compile(
    r"[(\[{<「『【〔〈《)\]}>」』】〕〉》、，,。.・:;/|\\~〜#*@&+=_!?'\"☎☏]|無番地|番外|地先|地内|電話|携帯|連絡先|ファックス|気付"
    rf"|[{_FORMAL}一二三四五六七八九十百]*[{_FORMAL}][{_FORMAL}一二三四五六七八九十百]*(?=番地|番(?![町丁])|号|丁目)"
    r"|[A-Za-z]|[県市公]営|[都府区町村]営住宅|社宅|官舎"
)
# Buildings; somebody's name for it may stand before the word, and nothing tells where that begins.
_WORDS = (
    "コーポ|メゾン|ハイツ|ハイム|アパート|マンション|ハウス|コート|ビル|ホーム|レジデンス|ヒルズ|タワー|プラザ|シャトー|ドミール|カーサ"
    "|ヴィラ|団地|住宅|寮|宿舎|会館|病院"
)
_BUILDING = re.compile(rf"{_WORDS}|[^町村][荘棟]$")
_KATAKANA = re.compile(rf"(?<=[{_KANJI}ぁ-ん])(?<![^文十]字)[ァ-ヴ][ァ-ヴー]+")
_TOWN_IN_KATAKANA = re.compile(
    r"(?:ニュー|パーク|グリーン|サイエンス|テクノ|ガーデン)?(?:タウン|パーク|センター|シティ|ポリス)"
)
_SOMEBODY = re.compile(r"様(?:方|宅|内)?$|(?:方|氏|宅|殿)$")
# So short, a name that ends like somebody's home is a town's: 枚方, 三宅, 本荘.
_SHORT = 3
_BOUNDARY = re.compile(r"(?<=.)(?:丁目|[町村])")
_COUNTED = re.compile(
    rf"番(?![町丁](?:$|の|{_NUMBER}))|号|街区|画地|区画|区(?:$|{_NUMBER})|ブロック|地割|[組班棟階室線]"
    rf"|[のノ之{DASHES}\-]{_NUMBER}"
)
_IN_A_NAME = re.compile(rf"[{_KANJI}ぁ-ん]|[ツッノケヶカヵガハ](?:$|[{_KANJI}])")
_CHOME = re.compile(rf"丁目|丁(?=$|[\-{DASHES}番]|{_NUMBER})")
# Sapporo's short form of 条丁目 is a town, not a block: 北24西4.
_GRID = re.compile(rf"(?:.{{0,12}}[市区])?[東西南北]{_NUMBER}[東西南北]{_NUMBER}")
# These make a name of a number, however it is written: 西九条, 五番町.
_NAMED = re.compile(rf"条|番[町丁](?=$|の|{_NUMBER})")
# What counts a block together with its number, or joins it to the town: 字, 第, の, 甲, イ.
_BEFORE = re.compile(
    rf"(?:大字|小字|(?<![文十])字|第|[\-{DASHES}のノ之]|(?<=.)[甲乙丙戊己庚辛壬癸]|(?<=[^番\d{KANJI_NUMBER[1:-2]}])丁|(?<=[{_KANJI}])[いろはにほへと]"
    r"|(?<=[^ァ-ヴー])[ァ-ヴ]{1,2})+$"
)
# Kyoto's groups of towns: 二丁目御旅町.
_GROUP = re.compile(rf"^{_NUMBER}丁目(?=[^\d]+町)")
_LONGEST_DISTRICT = 6
# A dash before a number, not the long vowel of センター一番町.
_JOINED = re.compile(rf"(?<![ァ-ヴ])[{DASHES}]$|-$|第$")
_MUNICIPALITY = re.compile(r"[都道府県市区郡字]$|郡[^市区]{1,6}[町村]$")


@lru_cache(maxsize=4096)
def without_block(address: str, *places: str | None) -> str:
    """Return an address in one way of writing and no closer than its 丁目, whether its town is known or not.

    It ends before the first block number in any notation (「12-3」, 「三の七の一」, 「甲123番地」, 「イ-5」, 「第19地割」), and
    before a building, somebody's name (様方), a telephone number; Kyoto's streets, and the names of `places` in front
    of the town (its city, its ward) are left out. Where it is doubtful what a part is, less is kept.
    """
    kept = _cut(_without_places(_one_piece(without_front(address)), places))
    while (shorter := _cut(kept)) != kept:
        kept = shorter
    return kept


def _cut(text: str) -> str:
    text = _behind_streets(text)
    end = _ENDS.search(text)
    text = text[: end.start()] if end else text
    start, numbered = _first_block(text)
    text = _before_house(text[:start], numbered=numbered)
    return normalise(_BEFORE.sub("", text) if numbered else text)


def _one_piece(text: str) -> str:
    """Return an address up to the first space that does not part a municipality, or 大字, from what follows."""
    first, *others = text.split(" ")
    for other in others:
        if not _MUNICIPALITY.search(first):
            break
        first += other
    return first


def _without_places(text: str, places: Sequence[str | None]) -> str:
    """Return the town without the prefecture, district, city and ward before it; a name that stands alone stays."""
    for prefecture in PREFECTURES:
        text = text.removeprefix(prefecture) or text
    for place in filter(None, places):
        named = Municipality.parse(place)
        for name in map(alike, filter(None, (named.city, named.ward))):
            at = alike(text).find(name, 0, len(name) + _LONGEST_DISTRICT)
            if at == 0 or (at > 0 and text[at - 1] == "郡"):
                text = text[at + len(name) :] or text
    return text


def _behind_streets(text: str) -> str:
    key = alike(text)
    turns = streets.turns(key) if len(key) == len(text) else []
    return _GROUP.sub("", text[turns[-1][1] :]) if turns else text


def _first_block(text: str) -> tuple[int, bool]:
    """Return where the block of an address begins, or its 丁目 ends; and whether it is a block's number that ends it."""
    grid = _GRID.match(text)
    for number in _NUMBERS.finditer(text, grid.end() if grid else 0):
        start, end = number.span()
        if (chome := _CHOME.match(text, end)) and not _COUNTED.match(text, end):
            return chome.end(), False
        joined = _JOINED.search(text, 0, start)
        if joined or not (_NAMED.match(text, end) or _is_in_a_name(number.group(), text, end)):
            return start, True
    return len(text), False


def _is_in_a_name(number: str, text: str, end: int) -> bool:
    """Say whether a number that ends at `end` is part of a name: 三条町, 一番町, 二十人町, 三ツ割."""
    by_place = len(number) > 1 and not _UNITS.search(number)
    if number.isascii() or by_place or "〇" in number or _COUNTED.match(text, end):
        return False
    return number == text or _IN_A_NAME.match(text, end) is not None


def _before_house(text: str, *, numbered: bool) -> str:
    """Return what surely stands before a building or somebody's name, of which no number told where it begins."""
    boundary = _BOUNDARY.search(text)
    surely = text[: boundary.end()] if boundary else ""
    building, somebody = _BUILDING.search(text), _SOMEBODY.search(text)
    if (building or somebody) and (surely or len(text) > _SHORT or "様" in text):
        return surely if not building or building.start() >= len(surely) else ""
    run = _KATAKANA.search(text)
    if run and (numbered or not _TOWN_IN_KATAKANA.fullmatch(run.group())):
        return surely if boundary and boundary.end() <= run.start() else text[: run.start()]
    return text
