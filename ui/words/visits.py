"""Words of the page of visits."""

WORDS: dict[str, tuple[str, str]] = {
    "nav.visits": ("訪問", "Visits"),
    "visits.view": ("表示", "Show"),
    "visits.view_list": ("訪問先の候補", "Where to go"),
    "visits.view_round": ("1日の順路", "A day's round"),
    "visits.view_record": ("訪問を記録", "Record a visit"),
    "visits.view_year": ("今年度の訪問", "This year's visits"),
    "visits.no_facilities": (
        "施設がまだ登録されていません。「取り込み」で施設を取り込むか、「施設」で登録してください。",
        "There are no facilities yet. Import them, or add one under “Facilities”.",
    ),
    "visits.no_people": (
        "対象者がまだ登録されていないため、訪問で何が変わるか計算できません。「取り込み」か「対象者」で登録してください。",
        "There are no people yet, so nothing can be said of what a visit would change. Import them or add one under “People”.",
    ),
    "visits.nothing": (
        "施設の回答しだいで受入れ先が増える人はいません。",
        "No answer of any facility would give anybody one more option.",
    ),
    "visits.list_hint": (
        "まだ聞いていないことすべてに「できる」と答えてもらえた場合に、その施設が緊急時の受入れ先になる人の数です"
        "（緊急時は「利用歴があれば可」として数えます）。現在どこにも受入れ先がない人の多い順に並べています。"
        "「条件1つで不可」は、1つの条件だけで断られている人の数です。",
        "People for whom the facility would become an emergency option if it said yes to all that nobody has asked yet "
        "(of emergencies: yes to those it knows). Those that would help most people without any option come first. "
        "“One no away” counts people kept out by a single refusal.",
    ),
    "visits.choose": ("施設を選ぶ", "Choose a facility"),
    "visits.choose_hint": (
        "表で行に印を付けるか、一覧から施設を選ぶと、だれのために何を聞けばよいかを表示します。",
        "Tick a row, or choose a facility from the list, to see what to ask there and for whom.",
    ),
    "visits.column_rank": ("順", "No."),
    "visits.column_place": ("訪問先", "Place"),
    "visits.column_service": ("サービス", "Service"),
    "visits.column_without": ("うち現在なし", "None so far"),
    "visits.column_options": ("受入れ先が増える人", "Gain an option"),
    "visits.column_reconsidered": ("条件1つで不可", "One “no” away"),
    "visits.column_questions": ("未確認", "To ask"),
    "visits.column_km": ("拠点からkm", "km"),
    "visits.column_last": ("前回", "Last visit"),
    "visits.at_once": ("すぐに受入れ先になる人", "An option at once for"),
    "visits.after_trial": ("一度体験すれば受入れ先になる人", "An option after one trial stay for"),
    "visits.without": ("そのうち、今はどこにも受入れ先がない人", "Of them, without any option today"),
    "visits.refused": (
        "「{rule}」の条件だけで断られる人",
        "Kept out by “{rule}” alone",
    ),
    "visits.more_names": ("{names} ほか{count}人", "{names} and {count} more"),
    "visits.questions": ("聞くこと", "To ask"),
    "visits.last": ("前回の訪問", "Last visit"),
    "visits.never": ("なし", "None"),
    "visits.record_this": ("この施設への訪問を記録", "Record a visit here"),
    "visits.effects": ("枠や条件が1つ変わると計画がどう変わるか", "What one more place or one yes would change"),
    "visits.effects_hint": (
        "次の四半期の計画を、枠が1つ増えた場合と、条件が1つ「可」に変わった場合のそれぞれで立て直した結果です。",
        "The plan of the coming quarter, made anew with one more place, and with each single yes.",
    ),
    "visits.aim": ("計画の目的", "Aim of the plan"),
    "visits.effects_run": ("計算する", "Work it out"),
    "visits.place_cost": (
        "体験の枠が1つ増えると、体験できる人は{count}人増えます。",
        "One more trial place: {count} more people placed.",
    ),
    "visits.place_readiness": (
        "体験の枠が1つ増えると、緊急時の受入れ先ができる人は{count}人増えます。",
        "One more trial place: {count} more people with an emergency option.",
    ),
    "visits.no_effect": (
        "条件が1つ変わっても、計画も受入れ先も変わりません。",
        "No single yes would change the plan or anybody's options.",
    ),
    "visits.answer": ("「可」に変わる条件", "Yes to"),
    "visits.placed": ("体験できる人（増減）", "Placed (change)"),
    "visits.made_ready": ("受入れ先ができる人（増減）", "Made ready (change)"),
    "visits.options": ("すぐに受入れ先が増える人", "Options at once"),
    "visits.who": ("対象者", "People"),
    "visits.stops": ("同じ日に訪問する施設（{most}件まで）", "Facilities to visit in one day (up to {most})"),
    "visits.stops_hint": (
        "訪問する施設を選ぶと、拠点を出て戻るまでの最短の順路を表示します。",
        "Choose facilities to see the shortest way round from the base and back.",
    ),
    "visits.no_base": (
        "拠点の位置が分からないため、最初に選んだ施設を出発点にします。「施設」で拠点に座標を入力してください。",
        "Nobody knows where the base is, so the round begins at the first facility. Enter the base's coordinates under “Facilities”.",
    ),
    "visits.unplaced": (
        "「{facility}」は位置が分からないため、順路に入れていません。",
        "“{facility}” is left out: its place is not known.",
    ),
    "visits.total": ("合計 約{km}km", "About {km} km in all"),
    "visits.number": ("順", "No."),
    "visits.place": ("訪問先", "Place"),
    "visits.km": ("前からkm", "km from last"),
    "visits.facility": ("訪問した施設", "Facility visited"),
    "visits.no_facility": ("施設以外の場所", "A place that is no facility"),
    "visits.record_hint": (
        "訪問と、そこで分かった受入れの条件を、一度に保存します。",
        "The visit and the conditions learnt there are saved together.",
    ),
    "visits.said": ("聞いた話・メモ", "What was said"),
    "visits.with_conditions": ("受入れの条件も確認した", "The conditions were confirmed, too"),
    "visits.conditions_hint": (
        "変わったところだけ直してください。訪問日が条件の確認日になります。",
        "Change only what is different. The day of the visit becomes the day they were confirmed.",
    ),
    "visits.by_kind": ("訪問先の種別ごとの件数", "Visits by kind of place"),
    "visits.fiscal_year": ("{year}年度", "FY{year}"),
    "visits.sum": ("合計", "Total"),
    "visits.year_hint": (
        "今年度は{day}までの件数です。前年度は1年間の件数です。",
        "This fiscal year up to {day}; last year in full.",
    ),
    "visits.of_year": ("{year}年度の訪問記録", "Visits of FY{year}"),
    "visits.none_this_year": (
        "今年度の訪問はまだ記録されていません。「訪問を記録」から記録してください。",
        "No visits have been recorded this fiscal year. Record one under “Record a visit”.",
    ),
    "visits.what": ("日付・意向・内容", "Date, willingness, what was said"),
    "visits.column_more_placed": ("枠が1つ増えると体験できる人", "Placed by one more place"),
    "visits.column_more_ready": ("枠が1つ増えると受入れ先ができる人", "Made ready by one more place"),
    "visits.column_yes": ("最も役立つ「可」", "Most helpful yes"),
    "visits.no_yes": ("なし", "None"),
    "visits.cli_title": ("訪問先の候補（{day}、全{count}件）", "Where to go ({day}, {count} in all)"),
}
