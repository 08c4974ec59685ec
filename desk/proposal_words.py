"""Words of what becomes of a plan: steps and their refusals, rules for pairs, readiness, calendars."""

WORDS: dict[str, tuple[str, str]] = {
    "proposal.from_suggested": (
        "候補からは、打診するか、取りやめることができます。",
        "A suggested proposal can be asked about or released.",
    ),
    "proposal.from_asked": (
        "打診中からは、承諾・見送り・返答なしのいずれかにするか、取りやめることができます。",
        "A proposal that was asked about can be accepted, declined, left without answer, or released.",
    ),
    "proposal.from_no_answer": (
        "返答なしからは、もう一度打診するか、取りやめることができます。",
        "A proposal without answer can be asked about again or released.",
    ),
    "proposal.from_accepted": (
        "承諾からは、日程を確定するか、取りやめることができます。",
        "An accepted proposal can be booked or released.",
    ),
    "proposal.from_booked": (
        "日程確定からは、体験終了か途中で中止にするか、取りやめることができます。",
        "A booked proposal can be done, broken off, or released.",
    ),
    "proposal.from_declined": (
        "見送りになった候補は先に進められません。間違いのときは、理由を添えて直前の手続きを取り消してください。",
        "A declined proposal goes no further. If that was a mistake, take the last step back with a reason.",
    ),
    "proposal.from_done": (
        "終了した体験は先に進められません。間違いのときは、理由を添えて直前の手続きを取り消してください。",
        "A trial that is done goes no further. If that was a mistake, take the last step back with a reason.",
    ),
    "proposal.from_broken_off": (
        "中止した体験は先に進められません。間違いのときは、理由を添えて直前の手続きを取り消してください。",
        "A trial that was broken off goes no further. If that was a mistake, take the last step back with a reason.",
    ),
    "proposal.from_released": (
        "取りやめた候補は先に進められません。間違いのときは、理由を添えて直前の手続きを取り消してください。",
        "A released proposal goes no further. If that was a mistake, take the last step back with a reason.",
    ),
    "proposal.no_place": (
        "{facility}の体験の受入れ枠（{places}）は、打診中・承諾・日程確定などですべて埋まっています。",
        "The trial places of {facility} ({places}) are all held by other proposals.",
    ),
    "proposal.one_agreement": (
        "同じ期間に{facility}との話が進んでいます。先にそちらを取りやめてください。",
        "In the same period there is a proposal for {facility}. Release that one first.",
    ),
    "proposal.no_consent": (
        "本人の有効な同意がないため、施設に打診できません。先に同意を確認してください。",
        "There is no valid consent, so no facility can be asked. Please obtain the consent first.",
    ),
    "proposal.reason_needed": ("見送りの理由を選んでください。", "Please choose why it was declined."),
    "proposal.condition_needed": (
        "施設が受け入れられなかった条件を選んでください。",
        "Please choose the condition that the facility could not meet.",
    ),
    "proposal.dates_needed": ("利用の開始日と終了日を入力してください。", "Please enter the first and the last day."),
    "proposal.nights": (
        "体験利用は1泊から{most}泊までです。日付を確認してください。",
        "A trial stay takes 1 to {most} nights. Please check the dates.",
    ),
    "proposal.outside_period": (
        "開始日は計画期間（{start}から{end}まで）の中の日にしてください。",
        "The first day must lie within the period ({start} to {end}).",
    ),
    "proposal.night_unsuited": (
        "{night}の夜は、本人の都合が合わないと記録されています。日付か、本人の都合を確認してください。",
        "The night of {night} is recorded as not suiting the person. Please check the dates, or what suits the person.",
    ),
    "proposal.elsewhere": (
        "{night}の夜は、本人は{facility}を利用しています（または利用の予定です）。日付を確認してください。",
        "On the night of {night} the person is, or is booked, at {facility}. Please check the dates.",
    ),
    "proposal.no_bed": (
        "{facility}の{night}の夜は、ベッドが足りません（空き{beds}床、ほかの方の予定{others}人）。日付か、施設の空きを確認してください。",
        "No bed is left at {facility} on the night of {night} (beds: {beds}, others booked: {others}). Please check the "
        "dates, or the free beds.",
    ),
    "proposal.too_long": (
        "{facility}に泊まれるのは{most}泊までです。日付か、施設の条件を確認してください。",
        "{facility} takes guests for {most} nights at most. Please check the dates, or the facility's conditions.",
    ),
    "proposal.arrival_day": (
        "{facility}では、{night}の曜日には利用を開始できません。日付か、施設の条件を確認してください。",
        "{facility} takes no arrivals on the weekday of {night}. Please check the dates, or the facility's conditions.",
    ),
    "proposal.not_over": (
        "体験が終わってから記録してください。終了日は開始日以後、今日までの日付です。",
        "Please record a trial once it is over: the last day is not before the first, and not after today.",
    ),
    "proposal.outcome": (
        "体験の様子は「落ち着いて過ごせた」か「課題が残った」から選んでください。",
        "The outcome of a trial that is done is “went well” or “mixed”.",
    ),
    "proposal.does_not_go_with_step": (
        "この手続きには使わない項目が入力されています。入力を消してから、もう一度お試しください。",
        "Something was entered that does not go with this step. Please clear it and try again.",
    ),
    "proposal.why_taken_back": ("取り消す理由を入力してください。", "Please say why the step is taken back."),
    "proposal.nothing_to_take_back": ("取り消せる手続きがありません。", "There is no step to take back."),
    "proposal.moved_meanwhile": (
        "その後に手続きが進んでいるため、取り消せません。最新の内容を確認してください。",
        "The proposal has moved on since, so the step cannot be taken back. Please look again.",
    ),
    "record.PersonNight": ("夜の都合", "Night"),
    "record.PersonWish": ("希望する泊数", "Wished length (nights)"),
    "import.night_incomplete": (
        "夜（日付）と都合（○×）は両方入力してください。泊数だけの行は、日付と都合を空欄にします。",
        "Please enter both the night and whether it suits; a row with the wished length alone leaves both blank.",
    ),
    "import.two_lengths": (
        "「{value}」の希望する泊数が、同じファイルの中で異なっています。",
        "The wished length of “{value}” differs within the file.",
    ),
    "pair_rule.day_needed": (
        "いつから候補に戻すか、日付を入力してください。",
        "Please enter the day from which the pair may be suggested again.",
    ),
    "follow.never": ("今後この組合せは候補にしません。", "This pair is not suggested again."),
    "follow.not_before": ("{days}日後から、また候補にします。", "The pair may be suggested again after {days} days."),
    "follow.ask_information": (
        "「情報が必要な候補」の一覧に載せます。",
        "It is listed among those for whom information is wanted.",
    ),
    "follow.confirm_condition": (
        "選んだ条件を、施設の「受入れ不可」として記録します。",
        "The chosen condition is recorded as one that the facility refuses.",
    ),
    "readiness.past_use": (
        "この施設は利用歴があれば緊急時に受け入れます。今回の体験で、緊急時の受入れ先になりました。",
        "The facility takes emergencies with past use: after this trial it is ready for the person.",
    ),
    "readiness.no_past_use": (
        "この施設は利用歴があれば緊急時に受け入れますが、まだ利用歴がありません。",
        "The facility takes emergencies with past use, and there is none yet.",
    ),
    "readiness.broken_off": (
        "この施設は利用歴があれば緊急時に受け入れますが、体験は途中で中止になりました。受け入れられるか確認してください。",
        "The facility takes emergencies with past use, but the trial was broken off. Please ask whether it counts.",
    ),
    "readiness.always": ("この施設は緊急時に受け入れます。", "The facility takes emergencies."),
    "readiness.information": (
        "この施設は詳細な情報があれば緊急時に受け入れます。今回の様子を伝えておいてください。",
        "The facility takes emergencies with detailed information. Please pass on how the trial went.",
    ),
    "readiness.none": ("この施設は緊急時には受け入れません。", "The facility takes no emergencies."),
    "readiness.unknown": (
        "この施設が緊急時に受け入れるかどうかは不明です。確認してください。",
        "Whether the facility takes emergencies is not known. Please ask.",
    ),
}
