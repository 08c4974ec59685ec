"""Words of the emergency rooms: what to be aware of, and what cannot be kept of an exit."""

WORDS: dict[str, tuple[str, str]] = {
    "room.unknown": (
        "{facility}の緊急用居室の数が登録されていないため、空きが分かりません。「施設」の編集で緊急用居室数を入力してください。",
        "Nobody has said how many emergency rooms {facility} has, so the free ones are unknown. Enter the number under “Facilities”, tab “Edit”.",
    ),
    "room.over": (
        "{facility}は、緊急用居室{rooms}室に対して{in_use}人が利用中です。居室の数を超えています。",
        "{facility}: {in_use} people are in {rooms} emergency rooms. That is more than there are rooms.",
    ),
    "room.full": (
        "{facility}の緊急用居室{rooms}室はすべて使用中です。次の受入れができません。",
        "{facility}: all {rooms} emergency rooms are in use. There is no room for the next admission.",
    ),
    "room.last_free": (
        "{facility}の緊急用居室{rooms}室のうち、空きはあと1室です。次に受け入れると、空けておく1室を使うことになります。",
        "{facility}: one of {rooms} emergency rooms is free. The next admission takes the one that is kept free.",
    ),
    "room.overdue": (
        "{person}さん：終了予定日（{day}）を過ぎています。出口の計画を見直してください。",
        "{person}: the expected last day ({day}) has passed. Please look at the exit plan again.",
    ),
    "room.long_stay": (
        "{person}さん：緊急受入れが{days}日目になりました。移る先の調整状況を確認してください。",
        "{person}: the emergency stay has reached day {days}. Please check how the next place is coming along.",
    ),
    "exit.no_trial_yet": (
        "{person}さん：出口支援は「移る先での体験」の段階ですが、{place}での体験利用はまだなく、打診もしていません。",
        "{person}: the exit step is “Trial there”, but there is neither a trial stay at {place} nor a proposal of one.",
    ),
    "exit.no_place_yet": (
        "{person}さん：出口支援は「移る先での体験」の段階ですが、次の場所が選ばれていません。",
        "{person}: the exit step is “Trial there”, but no next place was chosen.",
    ),
    "exit.not_emergency": (
        "緊急受入れの記録ではないため、ここでは変更できません。",
        "This is not an emergency stay, so it cannot be changed here.",
    ),
    "exit.left_already": (
        "この緊急受入れは{day}に終了しています。",
        "This emergency stay ended on {day}.",
    ),
    "exit.before_start": (
        "受入れの開始日（{day}）より前です。",
        "This is before the first day of the stay ({day}).",
    ),
    "exit.moved_when_left": (
        "「移った」は、利用を終了すると自動で記録されます。それまではほかの段階を選んでください。",
        "“Moved” is recorded when the stay is ended. Until then, choose another step.",
    ),
}
