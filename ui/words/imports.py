"""Words of the import page."""

WORDS: dict[str, tuple[str, str]] = {
    "imports.kind": ("取り込む内容", "What to import"),
    "imports.kind_areas": ("区の境界（国土数値情報 N03）", "Ward outlines (N03)"),
    "imports.kind_wamnet": ("施設（WAM NET 公表データ）", "Facilities (WAM NET)"),
    "imports.kind_towns": ("町丁目（位置参照情報など）", "Towns"),
    "imports.kind_kaigo": ("共生型の短期入所（介護サービス情報公表）", "Shared short stays (care insurance)"),
    "imports.kind_estat": ("町丁目の人口と世帯数（国勢調査 小地域）", "Towns with population (census)"),
    "imports.kind_population": ("町丁目の年齢別人口（住民基本台帳）", "Population by town and age (register)"),
    "imports.kind_certificates": ("障害者手帳の所持者数（区ごと）", "Holders of disability certificates by ward"),
    "imports.kind_p14": ("地域包括支援センターの位置（国土数値情報 P14）", "Places of care centres (P14)"),
    "imports.kind_a32": ("担当圏域の境界（国土数値情報 A32 中学校区）", "Catchments from school districts (A32)"),
    "imports.kind_public": ("公共施設（推奨データセット 公共施設一覧）", "Public facilities (recommended dataset)"),
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
    "imports.about_kaigo": (
        "介護サービス情報公表のCSV（jigyosho_210、220、230）から、高齢者と障害者が一緒に利用できると公表されている短期入所"
        "（共生型）を取り込みます。WAM NETにある事業所は重ねて取り込みません。体験利用の候補にはならず、訪問先の一覧として使います。",
        "From the CSV of the care insurance (jigyosho_210, 220, 230), the short stays published as shared by elderly "
        "people and people with disabilities. What WAM NET lists is not taken twice. They are places to visit, never "
        "suggested for trial stays.",
    ),
    "imports.about_estat": (
        "e-Statの小地域（町丁・字等）の境界データ（シェープファイルのzipなど）から、町名、位置、人口、世帯数を取り込みます。"
        "調査年はファイル名から読み取ります。",
        "Towns, their points, population and households from the census's small areas (zipped shapefile and others). "
        "The year is read from the file's name.",
    ),
    "imports.about_population": (
        "仙台市の町丁目別・年齢別人口のCSVを取り込みます。時点はファイル名（例：sendai_20200401.csv）から読み取ります。",
        "Population by town and age group as Sendai publishes it (CSV). The day is read from the file's name, such as "
        "sendai_20200401.csv.",
    ),
    "imports.about_certificates": (
        "ひな形に入力した障害者手帳の所持者数を取り込みます。区と時点で見分け、空欄は「不明」のままです。",
        "Counts from the template, recognised by ward and day; a blank cell stays unknown.",
    ),
    "imports.about_p14": (
        "国土数値情報の福祉施設データから、地域包括支援センターの名称、住所、位置を取り込みます。手で入力した内容は変わりません。"
        "2015年版は非営利目的での利用に限られます。",
        "Names, addresses and points of community care centres. What was entered by hand is not touched. The 2015 "
        "edition is for non-commercial use only.",
    ),
    "imports.about_a32": (
        "中学校区の境界を、地域包括支援センターの担当圏域として取り込みます。センターの担当圏域に書かれた学校名（例：五橋中学校区）、"
        "なければセンターの名称で対応づけます。区域内の町のうち、担当の決まっていないものもセンターに割り当てます。"
        "センターと町丁目は先に取り込んでください。",
        "School districts as catchments of care centres. A district belongs to the centre whose catchment names the "
        "school, else to the centre of that name; towns inside that have no centre are given to it. Import centres "
        "and towns first.",
    ),
    "imports.about_public": (
        "市町村の公共施設一覧（推奨データセットのCSVまたはzip）を、新しい場所の候補として取り込みます。体験利用や緊急時の受入れ先にはなりません。"
        "新しいデータにない施設には印を付け、候補から外します。",
        "A municipality's public facilities (CSV or zip of the recommended dataset), as candidates for new places. Nobody "
        "is ever placed there. What a newer edition no longer has is marked and no candidate.",
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
