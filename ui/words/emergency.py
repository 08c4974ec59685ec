"""Words of the emergency page, from the call to its end."""

WORDS: dict[str, tuple[str, str]] = {
    "nav.emergency": ("緊急時の受入れ", "Emergency desk"),
    "emergency.empty": (
        "施設がまだ登録されていないため、電話する先を示せません。「取り込み」で施設の一覧を取り込むか、「施設」で1件ずつ登録してください。",
        "No facility is known yet, so there is nobody to telephone. Import a list on the Import page, or add facilities "
        "one by one under “Facilities”.",
    ),
    # the call
    "emergency.call": ("1. 相談", "1. The call"),
    "emergency.day": ("受付日", "Day of the call"),
    "emergency.time": ("受付時刻", "Time of the call"),
    "field.call_source": ("相談経路", "Who called"),
    "emergency.who": ("対象者（仮名で検索）", "Person (search by code name)"),
    "emergency.no_file": ("台帳にない方", "Somebody without a file"),
    "emergency.who_hint": (
        "対象者を選ぶと、今夜電話する順に施設を表示します。台帳にない方は「台帳にない方」を選んでください。",
        "Choose the person, and the facilities appear in the order to telephone. For somebody unknown choose "
        "“Somebody without a file”.",
    ),
    "emergency.need": ("分かっていること（空欄は不明）", "What is known (blank: unknown)"),
    "emergency.differs": ("今夜は台帳と違うこと", "What is different tonight from the file"),
    # whom to telephone
    "emergency.lines": ("2. 電話する順（{count}か所）", "2. Whom to telephone ({count})"),
    "emergency.nobody": (
        "条件に合う施設が拠点のほかにありません。下の拠点の居室か、「ほかの施設に電話した」を使ってください。",
        "No facility outside the base fits. Use the base's rooms below, or “Another facility was telephoned”.",
    ),
    "emergency.no_phone": ("電話番号不明", "telephone unknown"),
    "emergency.details": ("{name}：詳しく見る・電話を記録する", "{name}: details, and log a call"),
    "emergency.more": ("次の{count}か所を表示（残り{left}か所）", "Show the next {count} ({left} more)"),
    "emergency.refused": ("{name}：受けられない（理由を選ぶと記録）", "{name}: declined (choose the reason to log it)"),
    "emergency.refused_hint": ("受けられない：理由を選ぶ", "Declined: choose the reason"),
    "emergency.other": ("ほかの施設に電話した", "Another facility was telephoned"),
    "emergency.other_which": ("電話した施設", "Which facility"),
    "emergency.other_fails": ("この方の条件に合わないところ：", "What stands against it for this person:"),
    "emergency.base": ("拠点の緊急用居室", "The base's emergency rooms"),
    "emergency.no_base": (
        "拠点が登録されていません。「施設」の編集で、拠点の施設に「地域生活支援拠点」と緊急用居室数を入力してください。",
        "No support base is recorded. Mark it under “Facilities”, tab “Edit”, and enter its emergency rooms.",
    ),
    # the log
    "emergency.log": ("3. 電話の記録（{count}件）", "3. Calls so far ({count})"),
    "emergency.log_empty": (
        "まだ電話の記録はありません。各施設の欄で回答を記録すると、ここに並びます。",
        "No call has been logged yet. Log the answers at each facility, and they are listed here.",
    ),
    "emergency.note": ("メモ（{number}）", "Note ({number})"),
    "emergency.called_at": ("電話した時刻（{number}）", "Telephoned at ({number})"),
    "emergency.undo": ("取り消す（{number}）", "Undo ({number})"),
    # the end
    "emergency.end": ("4. 終わり方", "4. How it ended"),
    "emergency.result": ("結果", "Result"),
    "emergency.result_needed": (
        "結果（受入れか、相談のみか）を選んでください。まだ何も書き込んでいません。",
        "Please choose how it ended: admitted, or advice only. Nothing has been written yet.",
    ),
    "emergency.where": ("受入れ先", "Admitted to"),
    "emergency.where_hint": (
        "電話で「受けられる」と記録した施設と、拠点から選べます。",
        "Facilities that said they can, and the base.",
    ),
    "emergency.new_name": ("新しい仮名", "New code name"),
    "emergency.allow_over": (
        "居室がすべて使用中でも受け入れる",
        "Admit although all rooms are in use",
    ),
    "emergency.finish": ("記録して終了する", "Record and finish"),
    "emergency.start_over": ("入力を消して最初から", "Clear and start over"),
    "emergency.admitted": (
        "{person}さんの受入れを記録しました：{facility}（{day}から）。出口の計画は「緊急用居室」で続けてください。",
        "{person} is admitted to {facility} from {day}. Go on with the exit plan under “Emergency rooms”.",
    ),
    "emergency.advised": ("相談のみとして記録しました。", "Recorded as advice only."),
    # the command
    "emergency.cli_title": ("今夜電話する順：{person}（{at}）", "Whom to telephone: {person} ({at})"),
    "emergency.column.rank": ("順", "No."),
    "emergency.column.facility": ("施設", "Facility"),
    "emergency.column.phone": ("電話番号", "Telephone"),
    "emergency.column.ward": ("区", "Ward"),
    "emergency.column.brief": ("分かっていること", "What is known"),
    "emergency.bad_time": (
        "「{value}」を日時として読み取れません。2026-11-22T19:30 の形で、2000年から2100年までの日時を指定してください。",
        "“{value}” is not a time. Write it as 2026-11-22T19:30, from 2000 to 2100.",
    ),
    "emergency.bad_level": (
        "「{value}」を支援区分として読み取れません。adult:4（区分4）、child:2（障害児の区分2）のように指定してください。"
        "区分は adult が1から6、child が1から3です。",
        "“{value}” is not a support level. Write it as adult:4 (1 to 6) or child:2 (1 to 3).",
    ),
    "emergency.no_such_ward": (
        "「{value}」という区はありません。登録されている区：{known}",
        "There is no ward “{value}”. Wards on record: {known}",
    ),
    "emergency.cli_nobody": (
        "条件に合う施設が拠点のほかにありません。拠点の居室を確認してください。",
        "No facility outside the base fits. See the base's rooms.",
    ),
}
