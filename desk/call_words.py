"""Words of the end of an emergency call: what cannot be kept as typed, and what stands against an admission."""

WORDS: dict[str, tuple[str, str]] = {
    "field.at": ("電話した日時", "Telephoned at"),
    "field.answer": ("回答", "Answer"),
    "call.not_listed": (
        "「{value}」は選べません。一覧から選んでください。",
        "“{value}” is not on the list. Please choose from the list.",
    ),
    "call.time_in_future": (
        "今より後の時刻です。日時を確認してください。",
        "This time is still to come. Please check day and time.",
    ),
    "call.before_call": (
        "相談を受けた時刻より1時間以上前の電話です。どちらかの日時を確認してください。",
        "This is more than an hour before the call was received. Please check either time.",
    ),
    "call.zone_missing": (
        "どの地域の時刻か（時差）が分かりません。",
        "The time does not say its zone.",
    ),
    "call.too_long": ("{most}文字以内で入力してください。", "At most {most} characters, please."),
    "call.starts_long_after": (
        "受入れの開始日が、相談を受けた日の{days}日後より遅くなっています。日付を確認するか、新しい相談として記録してください。",
        "The admission starts more than {days} days after the call. Check the days, or record a call of its own.",
    ),
    "call.reason_with_refusal": (
        "受けられないと言われたときは理由を選び、それ以外のときは理由を空けてください。",
        "A refusal needs its reason; any other answer has none.",
    ),
    "call.starts_before_call": (
        "受入れの開始日が、相談を受けた日より前です。",
        "The admission starts before the day of the call.",
    ),
    "call.until_before_start": (
        "終了予定日が開始日より前です。",
        "The expected last day is before the first day.",
    ),
    "call.closed": (
        "{facility}は閉鎖と登録されているため、受入れ先にできません。施設の状態を確認してください。",
        "{facility} is recorded as closed, so nobody can be admitted there. Check its status on the Facilities page.",
    ),
    "call.in_stay": (
        "この方は{since}から{facility}で緊急受入れ中です。先にその利用を終了するか、開始日を確認してください。",
        "This person has been in an emergency stay at {facility} since {since}. End that stay first, or check the first day.",
    ),
    "call.not_accepted": (
        "{facility}から「受けられる」との回答が記録されていません。電話の回答を記録してから受け入れてください。",
        "No call to {facility} that ended in “accepted” is recorded. Record the call and its answer first.",
    ),
    "call.full": (
        "{facility}の緊急用居室（{rooms}室）はすべて使用中です。それでも受け入れる場合は、その旨を選んでください。何も書き込んでいません。",
        "All emergency rooms of {facility} ({rooms}) are in use. To admit all the same, say so explicitly. Nothing was written.",
    ),
}
