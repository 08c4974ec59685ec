"""The words of the command line."""

import errno

# Why the system would not write, by its own number.
NO_WRITING: dict[int, tuple[str, str]] = {
    errno.ENOENT: ("保存先のフォルダーがありません。", "there is no such folder."),
    errno.EACCES: ("書き込む権限がありません。", "you may not write there."),
    errno.EPERM: ("書き込む権限がありません。", "you may not write there."),
    errno.EISDIR: ("ファイルではなくフォルダーです。", "it is a folder."),
    errno.ENOTDIR: ("途中にフォルダーでないものがあります。", "part of the path is not a folder."),
    errno.ENOSPC: ("ディスクの空きがありません。", "the disk is full."),
    errno.EROFS: ("書き込めない場所です。", "the place is read-only."),
}
WORDS: dict[str, tuple[str, str]] = {
    "cli.help": (
        "Sonae（備え）：体験利用の計画と緊急時の備え。使い方は README.ja.md を見てください。",
        "Sonae: trial-stay plans and emergency readiness. See README.md.",
    ),
    "cli.init_done": ("台帳を作成しました：{url}", "The casebook is ready: {url}"),
    "cli.init_nothing": ("台帳はすでにあります：{url}", "The casebook was ready already: {url}"),
    "cli.demo_done": ("見本の台帳を作成しました（{rows}件の記録）。", "The demonstration is ready ({rows} records)."),
    "cli.preview": ("取り込みの確認：{kind}", "Import preview: {kind}"),
    "cli.preview_only": (
        "まだ何も書き込んでいません。よろしければ --commit を付けて実行してください。",
        "Nothing has been written yet. Run again with --commit to import.",
    ),
    "cli.committed": ("取り込みました。", "Imported."),
    "cli.rejects_written": ("取り込めない行を書き出しました：{path}", "The rejected rows are in {path}."),
    "cli.rows": ("{count}件", "{count} rows"),
    "cli.template_written": ("ひな形を書き出しました：{path}", "Template written: {path}"),
    "cli.plan": ("体験利用の計画 {period}", "Trial-stay plan {period}"),
    "cli.plan_summary": (
        "提案 {placed}人、候補なし {left}人（リスク段階別：1＝{one}人、2＝{two}人、3＝{three}人）、総費用 {cost}",
        "{placed} suggested, {left} without (by tier: 1 = {one}, 2 = {two}, 3 = {three}), total cost {cost}",
    ),
    "cli.left_out": ("候補がない人", "Without a suggestion"),
    "cli.plan_kept": ("計画を台帳に保存しました（番号 {id}）。", "The plan is kept in the casebook (no. {id})."),
    "cli.dumped": ("計画の記録を書き出しました：{path}", "The plan's record is in {path}."),
    "cli.bad_setting": (
        "設定 {name} の値「{value}」を読み取れません。環境変数か .env を確認してください。",
        "The setting {name} cannot be “{value}”. Check the environment or .env.",
    ),
    "cli.cannot_write": ("「{path}」に書き込めません：{why}", "“{path}” cannot be written: {why}"),
    **{f"cli.os.{code}": words for code, words in NO_WRITING.items()},
    "cli.not_together": (
        "{one}と{other}は同時に指定できません。どちらかを外してください。",
        "{one} and {other} cannot go together. Leave one out.",
    ),
    "cli.plan_of_nobody": (
        "計画する対象者がまだいません。「sonae template people」のひな形に入力し、「sonae import people」で取り込んでください。",
        "There is nobody to plan for yet. Fill in the sheet of “sonae template people” and import it with “sonae import people”.",
    ),
    "cli.plan_of_nowhere": (
        "体験先の施設がまだありません。WAM NETの公表データを「sonae import wamnet」で取り込んでください。",
        "There are no facilities yet. Import the published WAM NET files with “sonae import wamnet”.",
    ),
    "cli.no_such_service": (
        "サービスコード「{value}」の施設はありません。登録のあるコード：{known}",
        "There is no facility of service code “{value}”. Codes on record: {known}",
    ),
    "field.consent_valid": ("有効な同意", "Valid consent"),
    "cli.column.file": ("ファイル", "File"),
    "cli.column.row": ("行", "Row"),
    "cli.column.column": ("列", "Column"),
    "cli.column.value": ("値", "Value"),
    "cli.column.reason": ("内容", "Reason"),
    "cli.before": (
        "今の計画：段階1＝{tier1}人、2＝{tier2}人、3＝{tier3}人、負担 {cost}点、移動 {km}km",
        "Before: tier 1 = {tier1}, 2 = {tier2}, 3 = {tier3}, burden {cost} points, travel {km} km",
    ),
    "cli.after": (
        "試した計画：段階1＝{tier1}人、2＝{tier2}人、3＝{tier3}人、負担 {cost}点、移動 {km}km",
        "After: tier 1 = {tier1}, 2 = {tier2}, 3 = {tier3}, burden {cost} points, travel {km} km",
    ),
    "cli.changed_people": ("変わる人：{count}人", "People who change: {count}"),
}
