"""Of which city a resident register counts the towns: told by the towns' codes, the wards' names, or whoever hands it in."""

from collections.abc import Mapping, Sequence

from geodata.findings import unreadable
from geodata.municipality import PREFECTURES, Municipality

# Sendai publishes the population of its towns under the wards' names in latin letters.
SENDAI_WARDS = {
    "aoba": "青葉区",
    "miyagino": "宮城野区",
    "wakabayashi": "若林区",
    "taihaku": "太白区",
    "izumi": "泉区",
}
CODE_DIGITS = 12
_SENDAI = {
    f"0410{number}": Municipality("宮城県", "仙台市", ward)
    for number, ward in enumerate(SENDAI_WARDS.values(), start=1)
}
_SHOWN = 3

Known = Mapping[str, Municipality]
"""Municipalities and wards by their code of five digits."""


def cities_of(
    file: str, wards: Sequence[str], codes: Sequence[str], city: str | None = None, known: Known | None = None
) -> list[Municipality]:
    """Return the municipality and ward of each row of a register.

    Parameters
    ----------
    wards
        As the file names them; Sendai's may be in latin letters.
    codes
        The towns' codes of twelve digits, of which a number has lost its zero; "" where there is none.
    city
        Of which city the file is, where neither codes nor names tell.
    known
        The areas that are known by their codes.

    Raises
    ------
    UnreadableFile
        The city of a row cannot be known.
    """
    known = {**_SENDAI, **(known or {})}
    named = None if city is None or city.strip().isdigit() else Municipality.parse(city)
    rows = list(zip(wards, codes, strict=True))
    found = {row: _city_of(*row, named, known) for row in set(rows)}
    unknown = sorted({ward for (ward, _), place in found.items() if place is None})
    if unknown:
        raise unreadable(file, "population.city_unknown", wards="、".join(unknown[:_SHOWN]))
    return [place for row in rows if (place := found[row]) is not None]


def _city_of(ward: str, code: str, named: Municipality | None, known: Known) -> Municipality | None:
    """Return where a row's town lies, or None where nothing tells: its code first, then the ward's name."""
    area = code.zfill(CODE_DIGITS)[:5] if code.isdecimal() and CODE_DIGITS - 1 <= len(code) <= CODE_DIGITS else None
    if area is not None and area in known:
        return known[area]
    sendai = SENDAI_WARDS.get(ward.lower())
    if sendai and area is None and (named is None or named.city == "仙台市"):
        return Municipality("宮城県", "仙台市", sendai)
    prefecture = PREFECTURES[int(area[:2]) - 1] if area and 1 <= int(area[:2]) <= len(PREFECTURES) else None
    if named is not None and named.city and prefecture in {None, named.prefecture or prefecture}:
        name = None if ward in {"", named.city} else ward
        return Municipality(named.prefecture or prefecture, named.city, named.ward or name)
    alike = {
        place for place in known.values() if ward in {place.ward, place.city} and (place.ward or place.city) == ward
    }
    fitting = {place for place in alike if prefecture in {None, place.prefecture}}
    return fitting.pop() if len(fitting) == 1 and area is None else None
