"""Words of the people page."""

WORDS: dict[str, tuple[str, str]] = {
    "people.empty": (
        "まだ誰も登録されていません。「新しく登録」から1人ずつ入力するか、「取り込み」で一覧をまとめて取り込んでください。",
        "Nobody has been entered yet. Add people one by one under “Add new”, or import a list on the Import page.",
    ),
    "people.search": ("仮名で検索", "Search by code name"),
    "people.view": ("表示する人", "Show"),
    "people.view_followed": ("支援中・見守り", "Followed"),
    "people.view_no_consent": ("有効な同意がない人", "Without a valid consent"),
    "people.view_review_due": ("見直し日を過ぎた人", "Review overdue"),
    "people.view_closed": ("終結した人", "Closed"),
    "people.view_all": ("全員", "Everybody"),
    "people.choose": ("対象者を選ぶ", "Choose a person"),
    "people.choose_hint": (
        "上の表で行に印を付けるか、一覧から対象者を選んでください。",
        "Tick a row in the table above, or choose a person from the list.",
    ),
    "people.tab_file": ("記録", "File"),
    "people.tab_tiers": ("リスク段階の決め方", "How tiers are decided"),
    "people.column.code_name": ("仮名", "Code name"),
    "people.column.tier": ("リスク段階", "Tier"),
    "people.column.ward": ("区", "Ward"),
    "people.column.town": ("町名", "Town"),
    "people.column.kinds": ("障害種別", "Disability"),
    "people.column.level": ("区分", "Level"),
    "people.column.consent": ("同意", "Consent"),
    "people.column.stays": ("利用歴（回）", "Past stays"),
    "people.column.review_on": ("次回の見直し日", "Next review"),
    "people.none_valid": ("なし", "None valid"),
    "field.tier": ("リスク段階", "Risk tier"),
    "people.tier_value": ("段階{tier}", "Tier {tier}"),
    "people.tier_by_hand": (
        "手で変更。表では段階{computed}。理由：{reason}",
        "set by hand; tier {computed} by the table; reason: {reason}",
    ),
    "people.by_table": ("表のとおり", "By the table"),
    "people.points": ("点数の内訳", "Points"),
    "people.no_consent": (
        "有効な同意がないため、体験利用の計画には入りません。",
        "Without a valid consent this person is not matched.",
    ),
    "people.lead": ("主たる支援機関", "Lead agency"),
    "people.consents": ("同意の記録", "Consents"),
    "people.withdrawn": ("{day} 撤回", "withdrawn {day}"),
    "people.stays": ("利用歴", "Past stays"),
    "people.no_stays": (
        "利用歴はまだありません。体験利用を計画する候補です。",
        "No stays yet: somebody for whom a trial should be planned.",
    ),
    "people.still_there": ("利用中", "Still there"),
    "people.needs": ("障害と必要な配慮", "Disability and needs"),
    "people.risk": ("緊急時のリスク", "Risk of an emergency"),
    "people.new_consent": ("同意", "Consent"),
    "people.consent_received": ("新しい同意を記録する", "Record a new consent"),
    "people.withdraw": ("今日付けで同意を撤回する", "Withdraw the consents as of today"),
    "people.avoid_facilities": ("避けたい施設", "Facilities to avoid"),
    "people.avoid_wards": ("避けたい区", "Wards to avoid"),
    "people.tiers_explained": (
        "介護者の状況とリスク要因の点数を足し、{first}点以上を段階1、{second}点以上を段階2、それ以外を段階3とします。"
        "介護者の状況ですでに数えた要因は二重に数えません。必要なときは、理由を付けて段階を変更できます。",
        "The points of the caregiver situation and the risk factors are added up: {first} or more is tier 1, {second} or more "
        "tier 2, anything else tier 3. What the caregiver situation covers is not counted twice. A coordinator may "
        "set another tier, with a reason.",
    ),
    "people.situation": ("状況", "Situation"),
    "people.point": ("点数", "Points"),
}
