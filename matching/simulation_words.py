"""The words of the simulated year's errors in both languages."""

WORDS: dict[str, tuple[str, str]] = {
    "simulation.least": (
        "シミュレーションの{field}が{value}です。{least}以上の数にしてください。",
        "The simulation's {field} is {value}; it must be a number of at least {least}.",
    ),
    "simulation.share": (
        "シミュレーションの{field}が{value}です。0より大きく1より小さい数にしてください。",
        "The simulation's {field} is {value}; it must be a number between 0 and 1.",
    ),
    "simulation.no_lengths": (
        "在所日数の記録が{count}件しかないため、「{shape}」の形を求められません。2件以上の記録が必要です。",
        "Only {count} lengths of stay are on record; the shape “{shape}” needs at least 2.",
    ),
    "simulation.no_beds": (
        "施設{facility}の緊急時のベッド数が指定されていません。",
        "The emergency beds of facility {facility} are not given.",
    ),
}
"""Code -> (Japanese, English); part of `matching.words.WORDS`."""
