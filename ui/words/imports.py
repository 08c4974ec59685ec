"""Words of the import page."""

WORDS: dict[str, tuple[str, str]] = {
    "imports.kind": ("取り込む内容", "What to import"),
    "imports.kind_areas": ("区の境界（国土数値情報 N03）", "Ward outlines (N03)"),
    "imports.kind_wamnet": ("施設（WAM NET 公表データ）", "Facilities (WAM NET)"),
    "imports.kind_towns": ("町丁目（位置参照情報など）", "Towns"),
    "imports.kind_people": ("対象者", "People"),
    "imports.kind_stays": ("利用歴", "Past stays"),
    "imports.kind_conditions": ("体験・緊急受入れの条件", "Trial conditions"),
    "imports.kind_centres": ("地域包括支援センターと担当圏域", "Community care centres"),
    "imports.kind_beds": ("施設の空床（夜ごと）", "Free beds by night"),
    "imports.kind_nights": ("対象者の都合と希望する泊数", "Nights that suit people"),
    "imports.about_areas": (
        "国土数値情報の行政区域データ（GeoJSON、GeoPackage、シェープファイルのzip）を取り込みます。",
        "Administrative areas (国土数値情報 N03) as GeoJSON, GeoPackage or zipped shapefile.",
    ),
    "imports.about_wamnet": (
        "障害福祉サービス等情報公表システムのCSV（またはzip）を取り込みます。手で入力した条件は変わりません。"
        "新しいデータにない事業所には印を付け、削除はしません。",
        "CSV (or zip) of the WAM NET open data. What you entered by hand is not touched; an office missing from a "
        "newer edition is marked, never deleted.",
    ),
    "imports.about_towns": (
        "位置参照情報（大字・町丁目レベル）のCSV、または「市区町村名.json」の町丁目データを取り込みます。",
        "Town points: MLIT 位置参照情報 CSV, or JSON files named after their ward.",
    ),
    "imports.about_people": (
        "ひな形に入力した対象者を取り込みます。仮名で見分け、空欄の項目は今の内容を残します。",
        "People from the template, recognised by code name; a blank cell leaves what is known.",
    ),
    "imports.about_stays": (
        "ひな形に入力した利用歴を取り込みます。対象者と施設は先に取り込んでください。",
        "Past stays from the template; import people and facilities first.",
    ),
    "imports.about_conditions": (
        "ひな形に入力した体験・緊急受入れの条件を取り込みます。空欄は「不明」のままです。",
        "Trial and emergency conditions from the template; blank stays unknown.",
    ),
    "imports.about_centres": (
        "ひな形に入力した地域包括支援センターと担当する町名を取り込みます。町丁目は先に取り込んでください。",
        "Community care centres with their towns, from the template; import the towns first.",
    ),
    "imports.about_beds": (
        "ひな形に入力した夜ごとの空床数を取り込みます。この拠点が確定した予約は差し引かずに入力してください。",
        "Free beds by night from the template; do not take off the stays that this base has booked.",
    ),
    "imports.about_nights": (
        "ひな形に入力した対象者の都合（○×）と希望する泊数（1〜7泊）を取り込みます。対象者は先に取り込んでください。",
        "Nights that suit people (○×) and the wished length (1 to 7 nights), from the template; import people first.",
    ),
    "imports.template_xlsx": ("ひな形（Excel）", "Template (XLSX)"),
    "imports.template_csv": ("ひな形（CSV）", "Template (CSV)"),
    "imports.files": ("ファイル（複数選べます。1つ100MBまで）", "Files (one or many, up to 100 MB each)"),
    "imports.city": ("市町村で絞り込む（任意）", "Only this city (optional)"),
    "imports.preview": ("内容を確認", "Preview"),
    "imports.no_file": ("ファイルを選んでください。", "Please choose a file."),
    "imports.reading": ("ファイルを読み取っています…", "Reading the files…"),
    "imports.writing": ("書き込んでいます…", "Writing…"),
    "imports.would": (
        "取り込むとこうなります（まだ書き込んでいません）",
        "What the import would do (nothing is written yet)",
    ),
    "imports.commit": ("取り込む", "Import"),
    "imports.nothing": (
        "変更はありません。取り込む必要はありません。",
        "Nothing has changed; there is nothing to import.",
    ),
    "imports.done": ("取り込みました：新規 {new}件、変更 {changed}件。", "Imported: {new} new, {changed} changed."),
    "imports.rejects": ("取り込めない行をCSVで保存", "Download the rejected rows (CSV)"),
    "imports.rejected": ("取り込めない行の理由：{count}件", "Why rows are rejected: {count}"),
    "imports.notes": ("確認してほしいこと：{count}件", "Worth knowing: {count}"),
    "imports.more": ("ほかに{count}件あります。", "And {count} more."),
    "imports.column.what": ("名称", "Name"),
    "imports.column.field": ("項目", "Field"),
    "imports.column.old": ("今の内容", "Old"),
    "imports.column.new": ("新しい内容", "New"),
}
