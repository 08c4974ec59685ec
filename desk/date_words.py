"""Words for dated plans."""

WORDS: dict[str, tuple[str, str]] = {
    "dates.column.arrival": ("開始日", "From"),
    "dates.column.departure": ("終了日", "To"),
    "dates.column.nights": ("泊数", "Nights"),
    "dates.column.notes": ("確認すること", "To confirm"),
    "dates.holiday_mark": ("祝", " holiday"),
    "dates.event": ("体験利用：{person}（{facility}）", "Trial stay: {person} ({facility})"),
}
