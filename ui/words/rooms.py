"""Words of the page that shows the emergency rooms."""

WORDS: dict[str, tuple[str, str]] = {
    "nav.rooms": ("緊急用居室", "Emergency rooms"),
    "rooms.no_base": (
        "地域生活支援拠点の施設がまだ登録されていません。「施設」で拠点の施設を選び（なければ「新しく登録」から入力し）、"
        "「編集」で「地域生活支援拠点」に印を付けて、緊急用居室数を入力してください。",
        "No support base is recorded yet. Choose its facility under “Facilities” (or enter it under “Add new”), "
        "tick “Support base” on the tab “Edit”, and enter how many emergency rooms it has.",
    ),
    "rooms.nobody": (
        "緊急受入れ中の方も、最近終了した方もいません。「緊急時の受入れ」で受入れを記録すると、ここに表示されます。",
        "Nobody is in an emergency stay, and nobody left lately. An admission recorded on the emergency desk appears here.",
    ),
    "rooms.summary": (
        "今夜：{rooms}室のうち{in_use}室を使用、空き{free}室",
        "Tonight: {in_use} of {rooms} rooms in use, {free} free",
    ),
    "rooms.summary_unknown": (
        "今夜：{in_use}室を使用（居室の数は不明）",
        "Tonight: {in_use} rooms in use (how many there are is unknown)",
    ),
    "rooms.taken": ("使用中", "In use"),
    "rooms.beyond": ("使用中（居室の数を超過）", "In use (beyond the rooms)"),
    "rooms.unseen": ("使用中", "In use"),
    "rooms.unseen_hint": ("どなたが利用しているかは表示されません。", "Who stays here is not shown to you."),
    "rooms.free": ("空き", "Free"),
    "rooms.free_hint": ("受け入れられます。", "Somebody can be admitted."),
    "rooms.kept": ("空き（空けておく1室）", "Free (the one kept free)"),
    "rooms.kept_hint": ("次の緊急に備えて空けておく居室です。", "Kept free for the next emergency."),
    "rooms.left_today": (
        "本日退所：{people}（居室は今夜から空きます。年度の集計では本日まで数えます）",
        "Left today: {people} (the room is free from tonight; the yearly review counts today)",
    ),
    "rooms.elsewhere": ("ほかの施設での緊急受入れ", "Emergency stays at other facilities"),
    "rooms.since": ("受入れ", "Since"),
    "rooms.since_value": ("{day}から（{days}日目）", "{day} (day {days})"),
    "rooms.overdue": ("{day}（過ぎています）", "{day} (passed)"),
    "rooms.next": ("次の行き先", "Next"),
    "rooms.trials": ("そこでの体験", "Trials there"),
    "rooms.handover_written": ("記入済み", "Written"),
    "rooms.handover_missing": ("まだ書かれていません", "Not written yet"),
    "rooms.open": ("{person}さんの出口支援", "Exit of {person}"),
    "rooms.choose": ("出口支援を記録する方", "Whose exit"),
    "rooms.ended": ("{day}に終了", "ended {day}"),
    "rooms.choose_hint": (
        "居室のボタンを押すか、一覧から選ぶと、出口支援を記録できます。最近終了した方の引継ぎも、ここから書けます。",
        "Press a room's button, or choose from the list, to record the way out. The handover of somebody who left "
        "lately can be written here, too.",
    ),
    "rooms.exit": ("出口支援", "The way out"),
    "rooms.moved": ("{day}に終了しました。", "This stay ended on {day}."),
    "rooms.trials_there": ("次の場所での体験利用", "Trial stays at the next place"),
    "rooms.no_next_place": (
        "次の場所を選んで保存すると、そこでの体験利用が表示されます。",
        "Choose the next place and save; its trial stays then appear here.",
    ),
    "rooms.no_trials": (
        "受入れの開始以降、{facility}での体験利用はまだありません。「体験利用の計画」で計画し、「体験の進行」で打診と結果を記録してください。",
        "No trial stay at {facility} since the admission began. Plan one under “Trial-stay matching”, then ask and "
        "record it under “Carry out”.",
    ),
    "rooms.handover_sheet": ("引継ぎシート", "Handover sheet"),
    "rooms.handover_hint": (
        "引継ぎは口頭で済まされることが多く、一日を通したアセスメントが途中で失われがちです。"
        "次の場所が知っておくべきこと（夜の様子、食事、服薬、落ち着く関わり方など）と、誰に何を渡したかを書いてください。",
        "Most handovers are spoken, and the assessment of the whole day gets lost on the way. Write what the next place "
        "must know (the night, meals, medicine, what calms), and what was handed over to whom.",
    ),
    "rooms.leave": ("緊急受入れを終了する", "End the emergency stay"),
    "rooms.leave_hint": (
        "終了日を記録すると、居室が空き、出口支援の段階は「移った」になります。",
        "With the last day recorded, the room is free and the exit step becomes “Moved”.",
    ),
    "rooms.leave_button": ("終了を記録する", "Record the end"),
    "rooms.was_left": (
        "{person}さんの緊急受入れの終了を記録しました。",
        "The end of {person}'s emergency stay was recorded.",
    ),
}
