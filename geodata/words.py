"""What to tell people about data handed over: code -> (Japanese, English), with named placeholders."""

from geodata import place_words

WORDS: dict[str, tuple[str, str]] = {
    # Whole files
    "file.not_found": ("ファイルが見つかりません。", "The file was not found."),
    "file.not_allowed": (
        "ファイルを開けません。ほかのソフトで開いていないか、閲覧の権限があるかを確認してください。",
        "The file cannot be opened. Check that no other program holds it and that you may read it.",
    ),
    "file.too_large": (
        "ファイルが大きすぎます（{megabytes} MB）。{limit} MB までのファイルを読み込めます。必要な地域やサービスに分けてください。",
        "The file is too large ({megabytes} MB). Files of up to {limit} MB can be read; split it by area or service.",
    ),
    "file.empty": ("ファイルの中身がありません。", "The file is empty."),
    "file.folder_empty": (
        "フォルダーに読み込めるファイル（{suffixes}）がありません。",
        "The folder holds no file that can be read ({suffixes}).",
    ),
    "file.workbook_not_csv": (
        "拡張子は CSV ですが、中身は Excel のブックです。Excel で開き、「CSV UTF-8」形式で保存し直してください。",
        "This is an Excel workbook named as CSV. Open it in Excel and save it as “CSV UTF-8”.",
    ),
    "file.binary": (
        "文字のファイルではありません（画像、PDF などの可能性があります）。CSV を選んでください。",
        "This is not a text file (it may be a picture or a PDF). Choose a CSV file.",
    ),
    "file.html_not_csv": (
        "CSV ではなくウェブページが保存されています。公開元のページからファイルをダウンロードし直してください。",
        "A web page was saved instead of the CSV. Download the file itself from the publisher's page again.",
    ),
    "file.encoding_unknown": (
        "文字コードを判別できません（{line} 行目付近）。UTF-8 または Shift_JIS（CP932）で保存し直してください。",
        "The character encoding is not known (near line {line}). Save the file as UTF-8 or Shift_JIS (CP932).",
    ),
    # Archives
    "zip.damaged": (
        "ZIP ファイルが壊れています。ダウンロードし直してください。",
        "The zip archive is damaged. Download it again.",
    ),
    "zip.too_many": (
        "ZIP の中のファイルが多すぎます（{count} 件、上限 {limit} 件）。",
        "The zip archive holds too many files ({count}; the limit is {limit}).",
    ),
    "zip.nothing_inside": (
        "ZIP の中に読み込めるファイル（{suffixes}）がありません。",
        "The zip archive holds no file that can be read ({suffixes}).",
    ),
    "zip.bad_name": (
        "ZIP の中に不正な名前のファイルがあります（{member}）。信頼できる入手元か確認してください。",
        "The zip archive holds a file with an unsafe name ({member}). Check that its source can be trusted.",
    ),
    "zip.locked": (
        "ZIP がパスワードで保護されています（{member}）。解除してから読み込んでください。",
        "The zip archive is protected by a password ({member}). Unlock it first.",
    ),
    "zip.member_too_large": (
        "ZIP の中のファイルが大きすぎます（{member}、上限 {limit} MB）。",
        "A file in the zip archive is too large ({member}; the limit is {limit} MB).",
    ),
    # Tables
    "table.no_header": (
        "1 行目に見出しがありません。公開されたままの形のファイルか確認してください。",
        "The first row holds no header. Check that the file is as it was published.",
    ),
    "table.column_twice": (
        "同じ見出しの列が 2 つあります（{columns}）。片方を削除してください。",
        "A column stands twice in the header ({columns}). Remove one of the two.",
    ),
    "table.reason": ("取り込めない理由", "Why it was rejected"),
    "table.json_not_csv": (
        "表（CSV）ではなく JSON（GeoJSON）のファイルです。取り込むファイルと種類の選び方を確認してください。",
        "This is JSON (GeoJSON), not a table (CSV). Check which file and which kind of import you chose.",
    ),
    "table.columns_missing": (
        "必要な列がありません（{columns}）。ファイルの種類と見出しの行を確認してください。",
        "Columns are missing ({columns}). Check the kind of file and its header row.",
    ),
    "table.bad_quotes": (
        '引用符（"）が正しく閉じられていないため、この行を読み取れません。',
        "The quotation marks of this row do not match, so it cannot be read.",
    ),
    "table.cut_off": (
        "ファイルがこの行の途中で切れています。ダウンロードし直してください。",
        "The file breaks off inside this row. Download it again.",
    ),
    "table.too_few_cells": (
        "列の数が足りません（{expected} 列のところ {found} 列）。",
        "The row has too few cells ({found} instead of {expected}).",
    ),
    "table.too_many_cells": (
        "列の数が多すぎます（{expected} 列のところ {found} 列）。",
        "The row has too many cells ({found} instead of {expected}).",
    ),
    "table.no_final_line_end": (
        "ファイルの末尾に改行がありません。最後の行が途中で切れていないか確認してください。",
        "The file does not end with a line end. Check that its last row is complete.",
    ),
    "table.no_rows": ("見出しのほかに行がありません。", "There is no row below the header."),
    # Cells
    "cell.required": ("必ず記入する項目が空欄です。", "A required cell is blank."),
    "cell.control_character": (
        "目に見えない制御文字が含まれています。この欄を入力し直してください。",
        "The cell holds an invisible control character. Type it again.",
    ),
    "cell.formula": (
        "表計算ソフトで実行される数式が含まれています。値だけを入力してください。",
        "The cell holds a formula that a spreadsheet would run. Enter the plain value.",
    ),
    "cell.error_value": (
        "表計算ソフトのエラー値です。正しい値を入力してください。",
        "The cell holds a spreadsheet's error value. Enter the right value.",
    ),
    "cell.lost_character": (
        "文字化けした文字（�）があります。元の表記を確認してください。",
        "A character was lost (�). Check the original wording.",
    ),
    "cell.not_a_whole_number": ("整数で入力してください。", "Enter a whole number."),
    "cell.out_of_range": (
        "入力できる範囲の外です（下限 {minimum}、上限 {maximum}）。",
        "The number is out of range (from {minimum} to {maximum}).",
    ),
    "cell.not_yes_or_no": (
        "○か×（有・無、はい・いいえ）で入力してください。わからないときは空欄にします。",
        "Enter ○ or × (yes or no). Leave the cell blank when it is not known.",
    ),
    "cell.not_a_date": (
        "日付として読み取れません。「令和8年5月12日」または「2026-05-12」の形で入力してください。",
        "This is not a date. Enter it as 2026-05-12 or 令和8年5月12日.",
    ),
    "cell.no_such_day": (
        "存在しない日付です。月日と元号を確認してください。",
        "There is no such day. Check the day and the era.",
    ),
    "cell.not_a_choice": (
        "選べる値ではありません。次のいずれかを入力してください：{choices}",
        "This is not one of the choices: {choices}",
    ),
    # Sheets to fill in
    "sheet.column_ignored": (
        "「{column}」の列は使わない項目のため、読み飛ばしました。",
        "The column “{column}” is not used and was passed over.",
    ),
    "sheet.not_a_workbook": (
        "Excel のブック（.xlsx）ではありません。Excel で開き、.xlsx 形式か CSV で保存し直してください。",
        "This is not an Excel workbook (.xlsx). Open it in Excel and save it as .xlsx or CSV.",
    ),
    "sheet.old_or_locked_workbook": (
        "古い形式（.xls）か、パスワードで保護されたブックです。保護を解除し、.xlsx 形式で保存し直してください。",
        "This workbook is of the old format (.xls) or protected by a password. Unlock it and save it as .xlsx.",
    ),
    "sheet.damaged_workbook": (
        "ブックが壊れています。Excel で開いて修復し、保存し直してください。",
        "The workbook is damaged. Open it in Excel, repair it and save it again.",
    ),
    "sheet.workbook_too_large": (
        "ブックが大きすぎます（展開後の上限 {limit} MB）。",
        "The workbook is too large (the limit is {limit} MB unpacked).",
    ),
    "sheet.too_many_rows": (
        "行が多すぎます（上限 {limit} 行）。ファイルを分けてください。",
        "There are too many rows (the limit is {limit}). Split the file.",
    ),
    # City filters
    "city.bad_code": (
        "市区町村コード {code} は正しくありません（検査数字が合いません）。",
        "{code} is not a local government code (its check digit is wrong).",
    ),
    "city.no_rows": (
        "「{city}」の行はありませんでした。市の名前とファイルの地域を確認してください。区は「仙台市青葉区」のように市から書いてください。",
        "No row belongs to {city}. Check the city's name and the area of the file. Name a ward with its city: 仙台市青葉区.",
    ),
    "city.two_of_a_name": (
        "「{city}」は複数の都道府県にあります（{prefectures}）。都道府県名を付けて指定してください。",
        "There is more than one {city} ({prefectures}). Name the prefecture too.",
    ),
    # Coordinates
    "coordinate.missing": (
        "緯度・経度がありません。住所から町の位置を推定します。",
        "Latitude or longitude is missing. The place will be taken from the address.",
    ),
    "coordinate.not_a_number": (
        "緯度・経度が数値ではありません。",
        "Latitude or longitude is not a number.",
    ),
    "coordinate.swapped": (
        "緯度（{lat}）と経度（{lon}）が入れ替わっています。",
        "Latitude ({lat}) and longitude ({lon}) are swapped.",
    ),
    "coordinate.outside_japan": (
        "緯度・経度（{lat}, {lon}）が日本の範囲の外です。",
        "The coordinates ({lat}, {lon}) are outside Japan.",
    ),
    # WAM NET
    "wamnet.office_number_bad": (
        "事業所番号が 10 桁の数字ではありません。",
        "The office number is not ten digits.",
    ),
    "wamnet.office_number_zero_lost": (
        "事業所番号が 9 桁です。表計算ソフトで保存した際に先頭の 0 が失われています。公開されたままのファイルを使ってください。",
        "The office number has nine digits: a spreadsheet dropped its leading zero. Use the file as it was published.",
    ),
    "wamnet.service_unknown": (
        "サービス種別「{service}」は一覧にありません。名称のまま取り込みました。",
        "The service “{service}” is not in our list. It was kept under its name.",
    ),
    "wamnet.capacity_not_a_number": (
        "定員が0以上の整数ではないため、不明として扱います。",
        "The capacity is not a whole number of at least 0; it counts as unknown.",
    ),
    "wamnet.capacity_too_large": (
        "定員が{most}人を超えています。入力の誤りと考えられるため、不明として扱います。",
        "The capacity is more than {most}, which must be a slip; it counts as unknown.",
    ),
    "wamnet.capacity_zero": (
        "定員が 0 と公表されています。受入れの可否を事業所に確認してください。",
        "The published capacity is 0. Ask the office whether it takes anyone.",
    ),
    "wamnet.capacity_large": (
        "短期入所の定員が {limit} 人以上です。併設の高齢者施設などの定員の可能性があります。事業所に確認してください。",
        "A short stay of {limit} places or more: it may be the beds of an elderly home. Ask the office.",
    ),
    "wamnet.url_left_out": (
        "ウェブサイトの URL が正しくないため、取り込みませんでした。",
        "The web address is not a proper http address and was left out.",
    ),
    "wamnet.dash_lost": (
        "住所の「?」（{count} 件）は、文字コードの変換で失われたハイフンとして読みました。",
        "A “?” between digits of an address ({count} rows) was read as a dash that was lost in re-encoding.",
    ),
    "wamnet.row_twice": (
        "{other_file} の {other_row} 行目と同じ内容の行です。",
        "This row is the same as row {other_row} of {other_file}.",
    ),
    "wamnet.edition_no_twice": (
        "{other_file} の {other_row} 行目と同じ NO ですが、内容が違います。版の違うファイルが混ざっていないか確認してください。",
        "This row has the NO of row {other_row} of {other_file} but says something else. Are editions mixed?",
    ),
    # Areas
    "areas.not_readable": (
        "区域のファイルとして読み取れません。国土数値情報（N03）の GeoJSON、GeoPackage、シェープファイルの ZIP を選んでください。",
        "This cannot be read as areas. Choose a GeoJSON, GeoPackage or zipped shapefile of N03.",
    ),
    "areas.crs_unknown": (
        "座標系の情報がなく、緯度・経度とも読み取れません。",
        "The coordinate system is not stated, and the numbers are not degrees in Japan.",
    ),
    "areas.crs_assumed": (
        "座標系の情報がないため、JGD2011 の緯度・経度として読みました。",
        "The coordinate system is not stated; JGD2011 degrees were assumed.",
    ),
    "areas.outside_japan": ("区域が日本の範囲の外です。", "The areas are outside Japan."),
    "areas.mended": (
        "{name}の境界線に不整合（自己交差など）があったため、修復しました。",
        "The outline of {name} crossed itself; it was mended.",
    ),
    "areas.no_polygon": (
        "{name}には面の形がありません。",
        "{name} has no polygon.",
    ),
    "areas.unassigned": (
        "所属未定地（{count} 件）は取り込みませんでした。",
        "Land that belongs to no municipality ({count} areas) was left out.",
    ),
    "areas.code_missing": (
        "{name}に行政区域コードがありません。",
        "{name} has no area code.",
    ),
    # Welfare facilities (P14)
    "welfare.other_classes": (
        "分類コード {classes} の施設がありません（ほかの分類の {count} 件は取り込みません）。ファイルの種類を確認してください。",
        "There is no facility of class {classes}; {count} of other classes are left out. Check which file this is.",
    ),
    "welfare.no_point": ("{name}には位置がありません。", "{name} has no point."),
    "welfare.inexact": (
        "{name}の公表された位置は、町・市区町村・都道府県の代表点です。住所を確認してください。",
        "The published point of {name} is the middle of its town, municipality or prefecture. Check the address.",
    ),
    # Towns
    "towns.not_readable": (
        "町丁目のファイルとして読み取れません。位置参照情報の CSV か、町丁目の JSON を選んでください。",
        "This cannot be read as towns. Choose a CSV of 位置参照情報 or a JSON of towns.",
    ),
    "towns.municipality_unknown": (
        "ファイル名やフォルダー名から市区町村がわかりません。「仙台市青葉区.json」のような名前にしてください。",
        "Neither file nor folder names the municipality. Name the file like 仙台市青葉区.json.",
    ),
    "towns.coordinate_missing": (
        "「{town}」には緯度・経度がありません。",
        "{town} has no coordinates.",
    ),
    "towns.pieces_disagree": (
        "「{town}」は複数の区域に分かれ、人口または世帯数の値が食い違うため、不明としました。",
        "{town} lies in several pieces that state different counts; its population or households stay unknown.",
    ),
    "towns.not_a_count": (
        "「{name}」の人口または世帯数が0以上の整数ではないため、この行は取り込みません。町の値は「不明」になります。",
        "A count of {name} is no whole number of at least 0. The row is rejected, and the town's count unknown.",
    ),
    "towns.ward_unknown": (
        "区の表記「{ward}」がわかりません。",
        "The ward “{ward}” is not known.",
    ),
    "population.day_unknown": (
        "いつの人口かわかりません。ファイル名に年月日を入れてください（例：sendai_20200401.csv）。",
        "The day of the count is not known. Put it into the file's name, as sendai_20200401.csv.",
    ),
    "population.day_assumed": (
        "ファイル名に年しかないため、{day}現在の人口として読みました。",
        "The file's name holds a year only; the count was taken to be of {day}.",
    ),
    "population.parts": (
        "年齢区分の合計（{parts}）が人口と一致しません。",
        "The age groups add up to {parts}, which is not the population.",
    ),
    **place_words.WORDS,
    # Travel: tables of ways and networks of roads
    "travel.not_readable": (
        "移動時間・距離のファイルとして読み取れません。CSV（UTF-8）、Parquet、GraphML のいずれかにしてください。",
        "This cannot be read as travel data. Use CSV (UTF-8), Parquet or GraphML.",
    ),
    "travel.no_way": ("距離も時間も入った行がありません。", "No row holds a distance or a duration."),
    "travel.way_twice": (
        "同じ区間が異なる値で 2 回以上あります（{count} 区間）。どちらかを削除してください。",
        "{count} ways stand more than once with different values. Remove one of each.",
    ),
    "travel.place_unknown": (
        "地点「{id}」の緯度・経度がわかりません（ほかを含めて {count} 地点）。",
        "The coordinates of the place {id} are not known ({count} such places).",
    ),
    "travel.no_points": (
        "地点の緯度・経度がありません。同じフォルダーに「{name}」（id, lon, lat）を置いてください。",
        "The places have no coordinates. Put “{name}” (id, lon, lat) into the same folder.",
    ),
    "travel.id_twice": ("地点「{id}」が 2 回以上あります。", "The place {id} stands more than once."),
    "travel.not_a_number": (
        "「{column}」の列に数値でない値が {count} 件あります（最初は「{value}」）。単位や桁区切りを付けず、数字だけにしてください。",
        "The column {column} holds {count} values that are no numbers (the first: “{value}”). Write digits only, without "
        "units or separators.",
    ),
    "travel.bad_length": (
        "{column}が数値でないか 0 未満の道路が {count} 本あります。",
        "{count} roads have no {column}, or one below 0.",
    ),
    # Templates
    "template.sheet": ("入力", "Sheet"),
    "template.help_sheet": ("説明", "Help"),
    "template.column": ("項目", "Column"),
    "template.needed": ("必須・任意", "Needed"),
    "template.choices": ("選択肢", "Choices"),
    "template.example": ("記入例", "Example"),
    "template.help": ("説明", "Explanation"),
    "template.required": ("必須", "required"),
    "template.optional": ("任意", "optional"),
    "help.text": ("文字で入力します。わからないときは空欄にします。", "Text. Leave it blank when it is not known."),
    "help.int": (
        "整数で入力します。わからないときは空欄にします。",
        "A whole number. Leave it blank when it is not known.",
    ),
    "help.bool": (
        "○か×（有・無でも可）で入力します。わからないときは空欄にします。",
        "○ or × (有 or 無). Leave it blank when it is not known.",
    ),
    "help.date": (
        "「令和8年5月12日」または「2026-05-12」の形で入力します。",
        "As 2026-05-12 or 令和8年5月12日.",
    ),
    "help.choice": (
        "選択肢から 1 つ入力します。わからないときは空欄にします。",
        "One of the choices. Leave it blank when it is not known.",
    ),
    "help.choices": (
        "選択肢から、あてはまるものを「、」で区切ってすべて入力します。",
        "All choices that apply, separated by 、 or a comma.",
    ),
    "help.mapping": (
        "「吸引=○、酸素=×」のように入力します。わからない項目は書きません。",
        "As 吸引=○、酸素=×. Leave out what is not known.",
    ),
}
