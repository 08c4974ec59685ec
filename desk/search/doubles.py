"""Two files that are likely of one person: alike in name, reading or code name, or born the same year in the same town."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from casebook.records import Person
from casebook.records.base import require
from desk.search.search import spelled
from words.message import Message

LEAST_LETTERS = 4
"""Names shorter than this are alike only if they are the same: of three letters one tells families apart."""
MOST_ALIKE = 50
"""Of whom more than so many share one trait, that trait tells nothing: nobody is compared for it."""


@dataclass(frozen=True)
class Double:
    """Two files, the older first, and why they may be of one person."""

    first: Person
    second: Person
    why: tuple[Message, ...]


def doubles(people: Iterable[Person]) -> list[Double]:
    """Return all likely doubles, those with most reasons first; looked for among those who share a trait."""
    by_trait: dict[tuple[str, ...], list[Person]] = defaultdict(list)
    for person in people:
        for trait in _traits(person):
            by_trait[trait].append(person)
    pairs = {
        tuple(sorted((require(one.id), require(other.id)))): (one, other)
        for alike in by_trait.values()
        if 1 < len(alike) <= MOST_ALIKE
        for one, other in combinations(alike, 2)
    }
    found = []
    for one, other in pairs.values():
        first, second = sorted((one, other), key=lambda person: require(person.id))
        if why := reasons(first, second):
            found.append(Double(first, second, why))
    return sorted(found, key=lambda double: (-len(double.why), double.first.id, double.second.id))


def likely_the_same(person: Person, people: Iterable[Person]) -> list[Double]:
    """Return with whose file one that is being made may be a double."""
    if next(_traits(person), None) is None:  # nothing is known of her yet
        return []
    return [Double(other, person, why) for other in people if other.id != person.id and (why := reasons(other, person))]


def reasons(one: Person, other: Person) -> tuple[Message, ...]:
    """Return why two files may be of one person; empty if nothing speaks for it. A trait that is not known speaks for nothing."""
    if None not in (years := {_year(one), _year(other)}) and len(years) > 1:
        return ()
    found = []
    if (home := _home(one)) is not None and home == _home(other):
        found.append(Message("doubles.home"))
    found += [
        Message(f"doubles.{field}")
        for field in ("real_name", "kana")
        if _alike(_letters(getattr(one, field)), _letters(getattr(other, field)))
    ]
    if _code_alike(one.code_name, other.code_name):
        found.append(Message("doubles.code_name"))
    return tuple(found)


def _home(person: Person) -> tuple[str, ...] | None:
    """Return year of birth, sex and town, if all are known."""
    if (year := _year(person)) is None or not person.sex or not person.town:
        return None
    return "home", str(year), person.sex, person.city or "", person.ward or "", person.town


def _year(person: Person) -> int | None:
    return person.born_on.year if person.born_on else person.birth_year


@lru_cache(maxsize=20_000)
def _letters(name: str | None) -> str:
    return "".join(letter for letter in spelled(name or "") if letter.isalnum())


def _code_alike(one: str, other: str) -> bool:
    """Tell whether code names are alike; of numbered ones (A-001, A-002) each number is another person."""
    first, second = _letters(one), _letters(other)
    return _figures(first) == _figures(second) and _alike(first, second)


def _figures(name: str) -> str:
    return "".join(letter for letter in name if letter.isdigit())


def _alike(one: str, other: str) -> bool:
    """Tell whether two names are the same, or differ by one letter that is another, one too many or one too few."""
    if not one or not other:
        return False
    if one == other:
        return True
    if min(len(one), len(other)) < LEAST_LETTERS or abs(len(one) - len(other)) > 1:
        return False
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    shorter, longer = sorted((one[same:], other[same:]), key=len)
    return longer[1:] == (shorter[1:] if len(shorter) == len(longer) else shorter)


def _traits(person: Person) -> Iterator[tuple[str, ...]]:
    """Yield what two doubles share at least one of: of names that differ by one letter one is the same without a letter."""
    if home := _home(person):
        yield home
    for field, name in (("real_name", person.real_name), ("kana", person.kana), ("code_name", person.code_name)):
        letters = _letters(name)
        if letters:
            yield field, letters
            if len(letters) >= LEAST_LETTERS:
                yield from {(field, short) for short in _without_one(letters, figures=field != "code_name")}


def _without_one(letters: str, *, figures: bool) -> Sequence[str]:
    """Return a name without each of its letters; of code names the figures stay, which tell people apart."""
    gone = [at for at, letter in enumerate(letters) if figures or not letter.isdigit()]
    return [letters[:at] + letters[at + 1 :] for at in gone]
