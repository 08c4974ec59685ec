"""Words for dated plans."""

WORDS: dict[str, tuple[str, str]] = {
    "help.beds": (
        "1夜でも記入のある月は、その月の空きの一覧とみなし、記入のない夜は空きがないものとして日程を決めます。"
        "記入のない月は「分からない」とし、期間の枠の数だけで決めて「確認が必要」と示します。",
        "A month with a number for any night is taken as the whole list of that month: its other nights have no bed. A "
        "month without any is not known: only the places of the period count there, and the dates are marked to confirm.",
    ),
    "help.suits": (
        "○のある月は、○の夜だけを候補にします。○のない月は「分からない」とし、×の夜を避けて決めて「確認が必要」と示します。",
        "In a month with a ○ only the nights marked ○ are considered. A month without one is not known: every night but "
        "those marked × is considered, and the dates are marked to confirm.",
    ),
    "dates.column.arrival": ("開始日", "From"),
    "dates.column.departure": ("終了日", "To"),
    "dates.column.nights": ("泊数", "Nights"),
    "dates.column.notes": ("確認すること", "To confirm"),
    "dates.holiday_mark": ("祝", " holiday"),
    "dates.event": ("体験利用：{person}（{facility}）", "Trial stay: {person} ({facility})"),
}
