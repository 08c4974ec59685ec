"""Words of the page on which a plan is carried out."""

WORDS: dict[str, tuple[str, str]] = {
    "nav.proposals": ("体験の進行", "Carry out"),
    "proposals.empty": (
        "保存された計画がまだありません。「体験利用の計画」で計画を作成し、「この計画を保存」を押してください。",
        "No plan has been kept yet. Make one under “Trial-stay matching” and press “Keep this plan”.",
    ),
    "proposals.view": ("表示する候補", "Show"),
    "proposals.view_open": ("進行中のもの", "Open"),
    "proposals.view_all": ("すべて", "All"),
    "proposals.choose": ("候補を選ぶ", "Choose a proposal"),
    "proposals.choose_hint": (
        "表で行に印を付けるか、一覧から候補を選ぶと、次の手続きに進めます。",
        "Tick a row, or choose a proposal from the list, to take it further.",
    ),
    "proposals.column.person": ("対象者", "Person"),
    "proposals.column.facility": ("施設", "Facility"),
    "proposals.column.phone": ("電話番号", "Telephone"),
    "proposals.column.status": ("状況", "Status"),
    "proposals.column.dates": ("日程", "Dates"),
    "proposals.stalled": (
        "{person} → {facility}：打診から{days}日たっていますが、返答がありません。",
        "{person} → {facility}: asked {days} days ago, no answer yet.",
    ),
    "proposals.overdue": (
        "{person} → {facility}：体験の終了予定日（{day}）を過ぎています。体験の様子を記録してください。",
        "{person} → {facility}: the trial was to end on {day}. Please record how it went.",
    ),
    "proposals.information": (
        "{person} → {facility}：情報が足りないとの回答です。情報を整えて、もう一度打診してください。",
        "{person} → {facility}: information is missing. Prepare it and ask again.",
    ),
    "proposals.next": ("次の手続き", "Next step"),
    "proposals.note": ("メモ", "Note"),
    "proposals.record": ("記録する", "Record"),
    "proposals.recorded": ("「{status}」と記録しました。", "Recorded: {status}."),
    "proposals.released": (
        "同じ人のほかの候補{count}件は取りやめました。",
        "The person's other open proposals ({count}) were released.",
    ),
    "proposals.steps": ("これまでの手続き", "Steps so far"),
    "proposals.no_steps": ("まだ手続きはありません。", "None yet."),
    "proposals.taken_back": ("取り消し済み", "taken back"),
    "proposals.why_back": ("直前の手続きを取り消す理由", "Why take the last step back"),
    "proposals.take_back": ("直前の手続きを取り消す", "Take the last step back"),
    "proposals.was_taken_back": ("直前の手続きを取り消しました。", "The last step was taken back."),
    "pair_rules.title": ("候補にしない施設", "Facilities that are not suggested"),
    "pair_rules.never": ("今後も候補にしません", "never"),
    "pair_rules.not_before": ("{day}から、また候補にします", "again from {day}"),
    "pair_rules.lift": ("また候補にする", "Let it be suggested again"),
    "pair_rules.lifted": ("{facility}を、また候補にします。", "{facility} may be suggested again."),
}
