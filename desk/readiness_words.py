"""Words of readiness: why a facility would take somebody in an emergency, and what would add another."""

WORDS: dict[str, tuple[str, str]] = {
    "readiness.option_past_use": (
        "利用歴が{until}まで有効です。",
        "Past use there counts until {until}.",
    ),
    "readiness.option_information": (
        "{day}のインテークシートと有効な同意がそろっています。",
        "The intake sheet of {day} and a valid consent are ready.",
    ),
    "readiness.option_always": ("条件が合います。", "It fits the person."),
    "readiness.way_trial": ("体験利用をすると、受入れ先になります。", "A trial stay there would make it an option."),
    "readiness.way_sheet": (
        "インテークシートを作成すると、受入れ先になります（詳細な情報があれば可）。",
        "An intake sheet would make it an option (it takes people with detailed information).",
    ),
    "readiness.way_consent": (
        "共有への有効な同意を得ると、受入れ先になります（詳細な情報があれば可）。",
        "A valid consent to sharing would make it an option (it takes people with detailed information).",
    ),
    "readiness.way_both": (
        "インテークシートを作成し、共有への有効な同意を得ると、受入れ先になります（詳細な情報があれば可）。",
        "An intake sheet and a valid consent to sharing would make it an option (it takes people with detailed information).",
    ),
    "promise.line": (
        "この計画の体験がすべて終わると、{day}の時点で緊急時の受入れ先がない人は{before}人から{after}人になり、"
        "{gained}人に受入れ先が増えます。",
        "Once all trials of this plan have been had, people without an emergency option go from {before} to {after} on "
        "{day}; {gained} gain an option.",
    ),
}
