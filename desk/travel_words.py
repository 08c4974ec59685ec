"""Words on distances."""

WORDS: dict[str, tuple[str, str]] = {
    "travel.unknown_setting": (
        "移動距離の設定「{value}」を読み取れません。straight、table:ファイル、roads:ファイル のいずれかにしてください。",
        "The travel setting “{value}” cannot be read. Use straight, table:FILE or roads:FILE.",
    ),
    "travel.by_straight": ("距離は直線距離の1.3倍です。", "Distances are straight lines × 1.3."),
    "travel.by_table": (
        "距離は移動距離の表（{name}）によります。",
        "Distances are taken from the table of ways {name}.",
    ),
    "travel.by_roads": (
        "距離は道路網（{name}）の最短経路によります。",
        "Distances are shortest ways on the road network {name}.",
    ),
    "travel.unreached_sites": (
        "このうち{count}組（住まいの町と、今ある場所・候補の場所）は経路がなく、距離は不明です。",
        "Of these, {count} pairs of a home or town and a place or candidate have no way between them; their distance is unknown.",
    ),
    "travel.unreached": (
        "このうち{count}組（自宅の町と施設）は経路がなく、距離は不明です。",
        "Of these, {count} pairs of home town and facility have no way between them; their distance is unknown.",
    ),
}
