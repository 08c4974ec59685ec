"""The words around the ward sheet: its downloads, its command."""

WORDS: dict[str, tuple[str, str]] = {
    "sheet.written": ("書き出しました：{path}", "Written: {path}"),
    "sheet.intro": (
        "区自立支援協議会に配る1枚の資料です。{limit}人未満の人数と、差し引きで分かる数値は伏せます。",
        "One page for the ward's council. Counts of people below {limit}, and what would tell them, are hidden.",
    ),
    "sheet.choose_ward": ("資料を作る区", "Ward"),
    "sheet.make": ("資料を作成", "Make the sheet"),
    "sheet.step_read": ("区ごとの数値を集計しています", "Measuring all wards"),
    "sheet.step_hide": ("伏せる数値を決めています", "Deciding what to hide"),
    "sheet.step_write": ("ファイルを書き出しています", "Writing the files"),
    "sheet.download_pdf": ("PDF（印刷用）", "PDF, to print"),
    "sheet.download_xlsx": ("XLSX（すべての数値）", "XLSX, all figures"),
    "sheet.download_gpkg": ("GeoPackage（QGISなど）", "GeoPackage, for QGIS"),
    "sheet.download_geojson": ("GeoJSON（ZIP）", "GeoJSON, zipped"),
    "sheet.no_areas": (
        "区の境界が取り込まれていないため、資料を作成できません。「データの取り込み」で行政区域を取り込んでください。",
        "No wards are imported yet. Import the ward outlines under “Import”.",
    ),
}
