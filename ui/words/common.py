"""Words that every page uses."""

WORDS: dict[str, tuple[str, str]] = {
    "app.title": ("Sonae（備え）", "Sonae"),
    "app.subtitle": ("地域生活支援拠点の体験利用と緊急時の備え", "Trial stays and readiness for support bases"),
    "app.language": ("表示言語", "Language"),
    "app.upload": ("ファイルを選ぶ", "Choose a file"),
    "nav.map": ("地図", "Map"),
    "nav.people": ("対象者", "People"),
    "nav.facilities": ("施設", "Facilities"),
    "nav.trials": ("体験利用の計画", "Trial-stay matching"),
    "nav.imports": ("取り込み", "Import"),
    "common.unknown": ("不明", "Unknown"),
    "common.yes": ("○", "Yes"),
    "common.no": ("×", "No"),
    "common.none": ("なし", "None"),
    "common.all": ("すべて", "All"),
    "common.search": ("検索", "Search"),
    "common.ward": ("区", "Ward"),
    "common.service": ("サービス", "Service"),
    "common.save": ("保存", "Save"),
    "common.saved": ("保存しました。", "Saved."),
    "common.not_saved": (
        "保存できませんでした。次の項目を確認してください。何も書き込んでいません。",
        "Not saved. Please check these fields; nothing was written.",
    ),
    "common.new": ("新しく登録", "Add new"),
    "common.edit": ("編集", "Edit"),
    "common.choose": ("選んでください", "Choose"),
    "common.count": ("{count}件", "{count}"),
    "common.people_count": ("{count}人", "{count} people"),
    "common.as_of": ("{day} 時点", "As of {day}"),
    "common.working": ("処理しています…", "Working…"),
    "common.schematic": (
        "区の形は模式図です（実際の境界ではありません）。",
        "The ward outlines are schematic, not the real boundaries.",
    ),
    "common.credit": ("出典：{credit}", "Source: {credit}"),
    "common.empty": (
        "台帳にまだ何も登録されていません。「取り込み」で区・施設・対象者のファイルを取り込むか、"
        "`sonae demo` で見本を作成してください。",
        "The casebook is empty. Import wards, facilities and people on the Import page, or make a demonstration "
        "with `sonae demo`.",
    ),
    "common.go_import": ("取り込みへ", "Go to Import"),
    "error.unexpected": (
        "思わぬ問題が起きました。入力した内容は書き込まれていません。ページを開き直しても続く場合は、管理者に時刻（{at}）を伝えてください。",
        "Something unexpected went wrong; what you entered was not written. If it happens again after reloading, "
        "tell your administrator the time ({at}).",
    ),
    "error.no_casebook": ("台帳を開けません", "The casebook cannot be opened"),
}
