"""Which prefecture, municipality and ward an official text or code means, and whether a row belongs to one of them."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from geodata.spelling import alike
from geodata.text import tidy, tidy_lines

PREFECTURES = (
    "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県", "群馬県", "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県", "愛知県", "三重県", "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県", "岡山県", "広島県", "山口県", "徳島県", "香川県", "愛媛県", "高知県", "福岡県", "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県",
)  # fmt: skip
SHARED_NAMES = frozenset({
    "伊達市", "府中市", "松前町", "森町", "日高町", "清水町", "池田町", "南部町", "川崎町", "美里町", "美郷町", "朝日町", "金山町", "川西町", "小国町", "昭和村", "明和町", "南牧村", "高山村", "川上村", "高森町", "日野町", "美浜町", "太子町", "広川町",
})  # fmt: skip
"""Names that municipalities of several prefectures have (総務省 全国地方公共団体コード, 2024): told apart by it."""
_NORTHERN = frozenset({"色丹郡", "国後郡", "択捉郡", "紗那郡", "蘂取郡"})
"""Districts of the Northern Territories, whose 泊村 is not the one of 古宇郡: their villages keep the district's name."""
# 茨城県鹿嶋市 writes 嶋 to be told from 佐賀県鹿島市; no other two municipalities are alike (national files, 2022 to 2025).
_TOLD_BY_KANJI = "鹿嶋市"
_PREFECTURE = re.compile("|".join(PREFECTURES))
_WARD = re.compile(r"(?P<city>.+市)(?P<ward>[^市]+区)")
_DISTRICT = re.compile(r"(?P<district>.+?郡)(?P<city>.+[町村])")
_CODE = re.compile(r"\d{5,6}")
_SEVERAL = re.compile(r"[、,;\n]")
_WHOLE = re.compile(r"\d+(?:\.0+)?|\d\.\d+[Ee]\+?\d{1,2}")
# Below a prefecture's hundredth number there is no municipality, but 000, the prefecture itself.
_FIRST_MUNICIPALITY = 100


@dataclass(frozen=True)
class Municipality:
    """A municipality, as 宮城県 / 仙台市 / 青葉区; what the text does not say is None.

    The ward is that of a designated city; Tokyo's special wards are municipalities. Districts (郡) are left out. A name
    that several prefectures know is kept with its own (東京都府中市), wherever that is said: `city` names one place.
    """

    prefecture: str | None
    city: str | None
    ward: str | None

    @classmethod
    @lru_cache(maxsize=65536)
    def parse(cls, text: str) -> Self:
        """Split 「宮城県仙台市青葉区」, 「仙台市」, 「牡鹿郡女川町」 and the like; in 「埼玉県 入間郡 毛呂山町」 blanks are nothing."""
        rest = tidy(text).replace(" ", "")
        match = _PREFECTURE.match(rest)
        prefecture = match.group() if match else None
        rest = rest[len(prefecture or "") :]
        if ward := _WARD.fullmatch(rest):
            return cls(prefecture, ward["city"], ward["ward"])
        return cls(prefecture, city_name(prefecture, rest) if rest else None, None)

    def covers(self, other: "Municipality") -> bool:
        """Say whether `other` lies in this one: each part named here is the same there, however it is spelt."""
        return (
            self.prefecture in {None, other.prefecture}
            and (self.city is None or _bare_key(self.city) == _bare_key(other.city))
            and (self.ward is None or place_key(self.ward) == place_key(other.ward))
        )


def city_name(prefecture: str | None, city: str) -> str:
    """Return the name by which a municipality is kept: without its district, with the prefecture where names repeat."""
    match = _DISTRICT.fullmatch(city)
    if match and match["district"] in _NORTHERN:
        return city
    bare = match["city"] if match else city
    return f"{prefecture}{bare}" if prefecture and bare in SHARED_NAMES else bare


def is_district(name: str | None) -> bool:
    """Say whether a name is that of a district (郡) alone, which is no municipality."""
    return bool(name) and str(name).endswith("郡")


def bare_city(city: str) -> str:
    """Return a municipality's name without the prefecture that tells it from others: 府中市."""
    match = _PREFECTURE.match(city)
    return city[match.end() :] or city if match else city


def place_key(name: str | None) -> str:
    """Return what the spellings of one municipality or ward have in common: 龍ヶ崎市 and 龍ケ崎市 are one."""
    if not name:
        return ""
    return name if bare_city(name) == _TOLD_BY_KANJI else alike(name)


def _bare_key(city: str | None) -> str:
    return place_key(bare_city(city)) if city else ""


def each_place(text: str | None) -> list[str]:
    """Split what an import is narrowed to into its places: 「毛呂山町、越生町」; several municipalities share one base."""
    return [part for part in map(tidy, _SEVERAL.split(tidy_lines(text or ""))) if part]


def check_digit(code: str) -> str:
    """Return the sixth digit of a five-digit local government code (JIS X 0401/0402, 総務省 検査数字)."""
    total = sum(int(digit) * weight for digit, weight in zip(code, range(6, 1, -1), strict=True))
    return str((11 - total % 11) % 10)


def local_government_code(text: str) -> str | None:
    """Return the five digits of a local government code of five digits, or six with a right check digit; else None."""
    code = tidy(text)
    if not _CODE.fullmatch(code) or (len(code) == 6 and check_digit(code[:5]) != code[5]):
        return None
    return code[:5]


def area_code(cell: str, prefecture: str | None = None) -> str | None:
    """Return the five digits of the code that a file's cell holds, or None where it is no code.

    A sixth digit is the check digit: checked, and left out. A number has lost the zero of 北海道 to 栃木県: 4101 is 04101,
    and 41009 is either a code or 041009; `prefecture` tells which, where the file names it, else whether there can be
    such a municipality.
    """
    text = tidy(cell).replace(",", "")
    digits = str(int(float(text))) if _WHOLE.fullmatch(text) and not text.isdigit() else text
    if not digits.isdecimal():
        return None
    if len(digits) == 5:
        return (None if _there_can_be(digits, prefecture) else local_government_code(f"0{digits}")) or digits
    return local_government_code(digits.zfill(5))


def _there_can_be(code: str, prefecture: str | None) -> bool:
    """Say whether five digits can be a code, of the named prefecture if there is one."""
    number = int(code[:2])
    if not 1 <= number <= len(PREFECTURES):
        return False
    if prefecture in PREFECTURES:
        return PREFECTURES[number - 1] == prefecture
    return code.endswith("000") or int(code[2:]) >= _FIRST_MUNICIPALITY
