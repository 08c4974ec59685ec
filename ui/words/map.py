"""Words of the map page."""

WORDS: dict[str, tuple[str, str]] = {
    "map.search_name": ("施設名で絞り込む", "Filter by name"),
    "map.measure": ("区の塗り分け", "Shade wards by"),
    "map.trial_only": ("体験利用できる施設のみ", "Only those with trial stays"),
    "map.centres": ("地域包括支援センターを表示", "Show community care centres"),
    "map.catchments": ("担当圏域を表示", "Show catchments"),
    "map.plan": ("保存した計画を表示", "Show the kept plan"),
    "map.plan_lines": (
        "線は、最後に保存した計画で、対象者の町の代表点（自宅ではありません）から体験先までを結びます。破線はまだ打診していない候補です。",
        "Lines show the plan kept last, from the point of the person's town (never the home) to the facility; dashed "
        "where nobody has been asked yet.",
    ),
    "map.shown": ("施設 {count}件を表示しています。", "{count} facilities shown."),
    "map.choose": ("施設を選ぶ", "Choose a facility"),
    "map.click_hint": (
        "地図の記号を押すか、上の一覧から施設を選ぶと、ここに詳細を表示します。",
        "Click a symbol on the map, or choose a facility above; its details appear here.",
    ),
    "map.same_place": ("同じ場所にある施設", "At the same place"),
    "map.unplaced": (
        "位置が分からないため地図にない施設：{count}件（一覧からは選べます）。",
        "{count} facilities have no known place and are not on the map; they can be chosen from the list.",
    ),
    "map.class_span": ("{low}〜{high}", "{low} to {high}"),
    "map.areas_count": ("{count}地域", "n = {count}"),
    "measure.none": ("塗り分けない", "No shading"),
    "symbol.BASE": ("地域生活支援拠点", "Support base"),
    "symbol.24": ("短期入所", "Short stay"),
    "symbol.33": ("共同生活援助", "Group home"),
    "symbol.32": ("施設入所支援", "Residential support"),
    "symbol.34": ("宿泊型自立訓練", "Residential training"),
    "symbol.WH": ("福祉ホーム", "Welfare home"),
    "symbol.centre": ("地域包括支援センター", "Community care centre"),
    "symbol.person": ("対象者の町（自宅ではありません）", "A person's town (not the home)"),
    "symbol.site": ("新しい場所の候補", "A best new place"),
    "symbol.other": ("その他の事業所", "Other offices"),
}
