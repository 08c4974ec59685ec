"""The words of the simulated year's errors in both languages."""

FIELDS = {
    "rooms": ("居室数", "The number of rooms"),
    "load": ("オファードロード", "The offered load"),
    "rate": ("発生率", "A rate"),
    "mean_stay": ("平均在所日数", "The mean stay"),
    "cluster": ("同時に発生する件数の平均", "The mean number of emergencies at once"),
    "years": ("くり返す年数", "The number of years"),
    "seed": ("乱数の種", "The random seed"),
}
"""What is given to a simulation, in words."""
WORDS: dict[str, tuple[str, str]] = {
    **{
        f"simulation.least_{field}": (
            f"{ja}が{{value}}です。{{least}}以上の数にしてください。",
            f"{en} is {{value}}; it must be a number of at least {{least}}.",
        )
        for field, (ja, en) in FIELDS.items()
    },
    **{
        f"simulation.most_{field}": (
            f"{FIELDS[field][0]}が{{value}}です。{{most}}以下の数にしてください。",
            f"{FIELDS[field][1]} is {{value}}; it must be a number of at most {{most}}.",
        )
        for field in ("rooms", "cluster", "years")
    },
    "simulation.too_many_calls": (
        "発生率と在所日数から見込まれる件数が、1年のくり返しあたり{calls}件になります。{most}件以下になるようにしてください。",
        "The rates and the mean stay come to {calls} calls in each simulated year; they must not exceed {most}.",
    ),
    "simulation.too_many_days": (
        "居室数（{rooms}）とくり返す年数（{years}）の組合せが大きすぎます。年数を{most}以下にしてください。",
        "{rooms} rooms over {years} years are more than can be counted. Simulate {most} years or fewer.",
    ),
    "simulation.confidence": (
        "信頼区間の割合が{value}です。0より大きく1より小さい数にしてください（例：0.99）。",
        "The confidence of the intervals is {value}; it must lie between 0 and 1, such as 0.99.",
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
