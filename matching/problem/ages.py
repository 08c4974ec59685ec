"""Ages that are possible where a birthday is not known, and the support scale that goes with them."""

from collections.abc import Collection

ADULT_AGE = 18


def possible_ages(age: int | None, from_year: bool) -> tuple[int, ...]:
    """Return the ages that are possible, the youngest first; none where nothing is known.

    `from_year` says that `age` is the one reached in the year: until the birthday it is a year less.
    """
    if age is None:
        return ()
    return (age - 1, age) if from_year and age else (age,)


def of_another_age(scale: str | None, ages: Collection[int]) -> bool:
    """Tell whether a support scale is the children's for somebody who is an adult at any age possible, or the reverse."""
    if scale is None or not ages:
        return False
    return min(ages) >= ADULT_AGE if scale == "child" else max(ages) < ADULT_AGE
