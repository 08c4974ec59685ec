"""Words of the trial-stay page."""

WORDS: dict[str, tuple[str, str]] = {
    "trials.empty_people": (
        "計画する対象者がまだいません。「対象者」で登録するか、「取り込み」で一覧を取り込んでください。",
        "There is nobody to plan for yet. Add people on the People page, or import a list.",
    ),
    "trials.empty_facilities": (
        "体験先の施設がまだありません。「取り込み」でWAM NETの公表データを取り込んでください。",
        "There are no facilities yet. Import the published WAM NET files on the Import page.",
    ),
    "trials.hint": (
        "期間を選んで「計画を作成」を押すと、体験先の候補と理由を表示します。何度でもやり直せます。",
        "Choose a period and press “Make the plan”: suggestions with their reasons appear. Repeat as often as you like.",
    ),
    "trials.period": ("計画期間", "Planning period"),
    "trials.period_value": ("{start} 〜 {end}", "{start} – {end}"),
    "trials.policy": ("方針ファイル（省略すると標準の方針）", "Policy file (default: the standard policy)"),
    "trials.policy_help": (
        "距離や利用歴などの重みを書いたTOMLファイルです。「方針」のタブで今の重みを確認できます。",
        "A TOML file with the weights of travel, past use and so on; the tab “Policy” shows those in use.",
    ),
    "trials.run": ("計画を作成", "Make the plan"),
    "trials.working": ("計画を作成しています…", "Making the plan…"),
    "trials.placed": ("候補がある人", "Suggested"),
    "trials.left_out": ("候補がない人", "Without a suggestion"),
    "trials.of": ("{placed} / {all}", "{placed} / {all}"),
    "trials.is_suggestion": (
        "これは提案です。本人の希望と支援チームの判断が優先します。リスク段階の高い人から順に最も多くの人を割り当て、"
        "そのうえで負担の合計が最も小さくなる組み合わせです。",
        "This is a suggestion: the person's wish and the team's judgement come first. As many people as possible are "
        "placed, tier 1 first, and among such plans the total burden is the least possible.",
    ),
    "trials.keep": ("この計画を保存", "Keep this plan"),
    "trials.kept": ("計画を保存しました（番号 {id}）。", "The plan is kept (no. {id})."),
    "trials.csv": ("CSVで書き出す", "Export CSV"),
    "trials.xlsx": ("Excelで書き出す", "Export XLSX"),
    "trials.show": ("表示", "Show"),
    "trials.tab_suggestions": ("体験先の候補", "Suggestions"),
    "trials.tab_map": ("地図", "Map"),
    "trials.tab_without": ("候補がない人", "Without a suggestion"),
    "trials.tab_policy": ("方針", "Policy"),
    "trials.none_placed": (
        "割り当てられる人がいませんでした。「候補がない人」で理由を確認してください。",
        "Nobody could be placed. The tab “Without a suggestion” says why.",
    ),
    "trials.nobody_left": ("全員に候補があります。", "Everybody has a suggestion."),
    "trials.choose": ("対象者を選ぶ", "Choose a person"),
    "trials.choose_hint": (
        "表で行に印を付けるか、一覧から対象者を選ぶと、理由を表示します。",
        "Tick a row, or choose a person from the list, to see the reasons.",
    ),
    "trials.cost": ("負担の合計：{cost}点", "Total cost: {cost} points"),
    "trials.lines": (
        "線は対象者の町の代表点から体験先までを結びます（自宅の位置ではありません）。破線は確認が必要な条件のある候補です。",
        "Lines run from the point of the person's town (never the home) to the facility; dashed where conditions are "
        "to be confirmed.",
    ),
    "trials.policy_name": ("方針「{name}」（版 {version}）", "Policy “{name}” (version {version})"),
    "trials.weight": ("項目", "Term"),
    "weight.travel_home_per_km": ("自宅の町からの距離（1kmあたり）", "Travel from home, per km"),
    "weight.travel_day_per_km": ("日中活動先からの距離（1kmあたり）", "Travel from day activity, per km"),
    "weight.ward_neighbour": ("隣の区", "Neighbouring ward"),
    "weight.ward_other": ("その他の区", "Other ward"),
    "weight.ward_unknown": ("区が不明", "Ward unknown"),
    "weight.past_person_neutral": ("本人の利用歴：なし（基準）", "Past use: never here (neutral)"),
    "weight.past_person_went_well": (
        "本人の利用歴：落ち着いて過ごせた（1回ごとに減らす点）",
        "Past use: went well (taken off, each)",
    ),
    "weight.past_person_unrecorded": (
        "本人の利用歴：様子の記録なし（1回ごとに減らす点）",
        "Past use: not recorded (taken off, each)",
    ),
    "weight.past_person_mixed": ("本人の利用歴：課題が残った", "Past use: mixed"),
    "weight.past_person_broken_off": ("本人の利用歴：途中で中止（加える点）", "Past use: broken off (added)"),
    "weight.past_person_older_percent": ("古い利用歴を数える割合（％）", "How much older past use counts (%)"),
    "weight.past_similar_neutral": ("似た方の利用歴：なし（基準）", "Similar people: none (neutral)"),
    "weight.past_similar_per_person": ("似た方の利用歴：1人ごとに減らす点", "Similar people: taken off, each"),
    "weight.vacancy_few": ("空き状況：△", "Vacancy: △"),
    "weight.vacancy_full": ("空き状況：×", "Vacancy: ×"),
    "weight.vacancy_unknown": ("空き状況：不明", "Vacancy: unknown"),
    "weight.unconfirmed": ("確認が必要な条件（1件ごと）", "Each condition to confirm"),
    "weight.spread_step": ("同じ施設の2人目からの加算（1人ごと）", "Each further trial at one facility"),
}
