"""Words of the evening call: what is known of the person and of each facility, in the order in which it is read."""

WORDS: dict[str, tuple[str, str]] = {
    # the person
    "tonight.no_such_person": (
        "「{value}」という対象者は台帳にいません。仮名か番号を確認してください。",
        "There is no person “{value}” in the casebook. Check the code name or id.",
    ),
    "tonight.no_file": (
        "台帳にない方です。詳細な情報（インテークシート）はまだありません。",
        "There is no file on this person, so there is no intake sheet to send.",
    ),
    "tonight.in_stay": (
        "{since}から{facility}を利用中です（{kind}）。",
        "Is staying at {facility} since {since} ({kind}).",
    ),
    "tonight.file_closed": ("支援が終結している方です。", "Support of this person has been closed."),
    "tonight.sheet_ready": (
        "詳細な情報：{day}のインテークシートをすぐに送れます（共有の同意あり）。",
        "Detailed information: the intake sheet of {day} is ready to send (consent to sharing is given).",
    ),
    "tonight.sheet_matching_only": (
        "詳細な情報：{day}のインテークシートがありますが、同意は体験先の検討までです。送る前に、共有の同意を確認してください。",
        "Detailed information: there is an intake sheet of {day}, but the consent covers matching only. "
        "Ask for consent to sharing before you send it.",
    ),
    "tonight.no_sheet": (
        "詳細な情報：インテークシートがまだありません。聞き取れたことを電話で伝えてください。",
        "Detailed information: there is no intake sheet yet. Pass on by telephone what is known.",
    ),
    "tonight.no_consent": (
        "詳細な情報：{day}のインテークシートがありますが、有効な同意がありません。"
        "同意なしに共有できるのは法令の例外にあたる場合だけです。その根拠を記録してください。",
        "Detailed information: there is an intake sheet of {day}, but no valid consent. It may be shared only under the "
        "law's exceptions; record the ground.",
    ),
    "tonight.home_at_ward": (
        "住まいの町名が分からないため、距離は区の代表点から測ったおおよその値です。",
        "The home town is not known; distances are a guess, from the ward's point.",
    ),
    "tonight.home_unknown": (
        "住まいの場所が分からないため、距離は分かりません。",
        "It is not known where the person lives, so distances are unknown.",
    ),
    # a facility's policy
    "tonight.private": (
        "非公開の場所です。ほかの機関に伝えないでください。",
        "A private place: do not pass it on to other agencies.",
    ),
    "tonight.policy_always": ("緊急時は受け入れるとの方針です。", "It takes people in emergencies."),
    "tonight.policy_past_use": (
        "利用歴があれば、緊急時に受け入れるとの方針です。",
        "It takes people in emergencies who have stayed there before.",
    ),
    "tonight.policy_information": (
        "詳細な情報があれば、緊急時に受け入れるとの方針です。",
        "It takes people in emergencies with detailed information.",
    ),
    "tonight.policy_unknown": (
        "緊急時に受け入れるかどうか、まだ聞いていません。電話で確認してください。",
        "Nobody has asked yet whether it takes people in emergencies. Ask when you call.",
    ),
    # past use
    "tonight.no_past_use": ("この方の利用歴はありません。", "This person has not stayed there."),
    "tonight.staying": ("{start}から利用中です（{kind}）。", "Is staying there since {start} ({kind})."),
    "tonight.last_stay_days": (
        "利用歴：{start}から{end}まで（{kind}、{count}日前）。様子：{outcome}",
        "Last stay: {start} to {end} ({kind}, {count} days ago). Outcome: {outcome}.",
    ),
    "tonight.last_stay_months": (
        "利用歴：{start}から{end}まで（{kind}、約{count}か月前）。様子：{outcome}",
        "Last stay: {start} to {end} ({kind}, about {count} months ago). Outcome: {outcome}.",
    ),
    "tonight.stays": ("これまでに{count}回利用しています。", "Stays there so far: {count}."),
    "tonight.past_use_old": (
        "緊急時に利用歴として数える{months}か月を過ぎています。",
        "That is longer ago than the {months} months for which past use counts in an emergency.",
    ),
    # beds
    "tonight.beds_free": ("今夜の空床：{beds}床（{day}の情報）", "Beds free tonight: {beds} (known on {day})."),
    "tonight.beds_none": ("今夜の空床はありません（{day}の情報）。", "No bed is free tonight (known on {day})."),
    "tonight.vacancy": ("空き状況：{vacancy}（{day}の情報）", "Vacancy: {vacancy} (known on {day})."),
    "tonight.vacancy_expired": (
        "空き状況は不明です。{day}には「{vacancy}」でしたが、期限（{until}）を過ぎています。",
        "Vacancy unknown: on {day} it was “{vacancy}”, which expired on {until}.",
    ),
    "tonight.beds_unknown": ("空き状況は不明です。", "It is not known whether a bed is free."),
    # hours
    "tonight.hours_inside": ("受付時間内です（公表：{text}）。", "Inside its hours (published: {text})."),
    "tonight.hours_outside": ("受付時間外です（公表：{text}）。", "Outside its hours (published: {text})."),
    "tonight.hours_not_understood": (
        "受付時間内かどうか分かりません（公表：{text}）。",
        "Whether this is inside its hours is not known (published: {text}).",
    ),
    "tonight.hours_unknown": ("受付時間は公表されていません。", "Its hours are not published."),
    "tonight.day_refused": ("{weekday}曜日は受け入れていません。", "Takes nobody on this day of the week ({weekday})."),
    # past answers
    "tonight.answers": (
        "緊急時の電話{asked}回のうち{accepted}回、受けられるとの回答でした。",
        "Telephoned in emergencies: {asked}; accepted: {accepted}.",
    ),
    "tonight.last_answer": ("前回の電話（{day}）：{answer}", "Last call ({day}): {answer}."),
    "tonight.trial_answers": (
        "体験利用の打診{asked}回のうち{accepted}回、承諾でした。",
        "Asked about trial stays: {asked}; accepted: {accepted}.",
    ),
    "tonight.distance": ("住まいからの距離：約{km}km", "About {km} km from home."),
    "tonight.distance_unknown": ("距離は不明です。", "The distance is not known."),
    # all of it in a few words
    "tonight.brief_met": ("方針に合う", "policy met"),
    "tonight.brief_needs_information": ("詳細な情報が必要", "needs detailed information"),
    "tonight.brief_ask_policy": ("方針は要確認", "ask about its policy"),
    "tonight.brief_send_sheet": ("インテークシート（{day}）を送る", "send the intake sheet of {day}"),
    "tonight.brief_last_stay": ("利用歴 {day}", "last stay {day}"),
    "tonight.brief_last_stay_outcome": ("利用歴 {day}（{outcome}）", "last stay {day} ({outcome})"),
    "tonight.brief_never": ("利用歴なし", "no past use"),
    "tonight.brief_beds": ("今夜の空床 {beds}（{day}）", "beds free tonight: {beds} ({day})"),
    "tonight.brief_vacancy": ("空き：{vacancy}（{day}）", "vacancy: {vacancy} ({day})"),
    "tonight.brief_beds_unknown": ("空き不明", "vacancy unknown"),
    "tonight.brief_open": ("受付時間内", "inside its hours"),
    "tonight.brief_outside": ("受付時間外", "outside its hours"),
    "tonight.brief_day_off": ("この曜日は受入れなし", "takes nobody on this weekday"),
    "tonight.brief_answers": (
        "緊急時の電話 {asked}回中{accepted}回受諾",
        "accepted {accepted} of {asked} emergency calls",
    ),
    "tonight.brief_hours_unknown": ("受付時間不明", "hours unknown"),
    "tonight.brief_distance": ("約{km}km", "about {km} km"),
    "tonight.brief_distance_unknown": ("距離不明", "distance unknown"),
    "tonight.brief_to_confirm": ("要確認 {count}件", "to confirm: {count}"),
    "tonight.brief_private": ("非公開", "private"),
    "tonight.rooms": (
        "{name}：{rooms}室のうち{in_use}室を使用中、空き{free}室",
        "{name}: {in_use} of {rooms} rooms in use, {free} free",
    ),
    "tonight.rooms_unknown": (
        "{name}：{in_use}室を使用中（室数は不明）",
        "{name}: {in_use} rooms in use (of unknown)",
    ),
    # telephoned all the same
    "tonight.refuses": ("緊急時は受け入れないとの方針です。", "It takes nobody in emergencies."),
    "tonight.needs_past_use": (
        "利用歴のある人だけを緊急時に受け入れる方針ですが、有効な利用歴がありません。",
        "It takes only people in emergencies who have stayed there, and no stay there counts.",
    ),
    "tonight.never": (
        "この方をこの施設につながないことが記録されています。",
        "It is recorded that this person is not to be taken there.",
    ),
    "tonight.never_because": (
        "この方をこの施設につながないことが記録されています（理由：{reason}）。",
        "It is recorded that this person is not to be taken there (reason: {reason}).",
    ),
    "refused.emergency_service": ("泊まれるサービスではありません。", "It is not a service with overnight stays."),
}
