"""Words of the readiness page, of what a plan promises, and of `sonae readiness`."""

WORDS: dict[str, tuple[str, str]] = {
    "nav.readiness": ("緊急時への備え", "Readiness"),
    "readiness.intro": (
        "緊急時の受入れ先とは、今日緊急時になったら受け入れてくれる、拠点以外の施設です。施設の方針（利用歴があれば可、"
        "詳細な情報があれば可、可）と本人の条件がどちらも合う施設だけを数えます。空きの有無は含みません。",
        "An emergency option is a facility outside the base that would take the person in an emergency today: its policy "
        "(with past use, with detailed information, always) is met, and it fits the person. Free beds are not considered.",
    ),
    "readiness.empty_people": (
        "対象者がまだいません。「対象者」で登録するか、「取り込み」で一覧を取り込んでください。",
        "There is nobody yet. Add people on the People page, or import a list.",
    ),
    "readiness.empty_facilities": (
        "施設がまだありません。「取り込み」でWAM NETの公表データを取り込んでください。",
        "There are no facilities yet. Import the published WAM NET files on the Import page.",
    ),
    "readiness.empty_policies": (
        "緊急時に受け入れるかどうかを聞いた施設がまだありません。「施設」で施設を選び、「編集」の「緊急時の受入れ」に方針を"
        "入力するか、「取り込み」で体験の条件のファイルを取り込んでください。",
        "No facility has been asked yet whether it takes people in emergencies. Choose a facility on the Facilities page "
        "and enter its “Emergency policy” on the tab “Edit”, or import a file of trial conditions.",
    ),
    "readiness.unasked": (
        "緊急時の方針をまだ聞いていない施設が{count}か所あります。聞けば、受入れ先が増えるかもしれません。",
        "{count} facilities have not been asked about emergencies yet; asking them may add options.",
    ),
    "readiness.people": ("対象者", "People"),
    "readiness.level_0": ("受入れ先なし", "No option"),
    "readiness.level_1": ("受入れ先1か所", "1 option"),
    "readiness.level_2": ("受入れ先2か所以上", "2 or more options"),
    "readiness.column_0": ("なし", "None"),
    "readiness.column_1": ("1か所", "1"),
    "readiness.column_2": ("2か所〜", "2+"),
    "readiness.of": ("{count} / {all}", "{count} / {all}"),
    "readiness.losing_soon": (
        "まもなく受入れ先がなくなる人が{count}人います（「受入れ先がなくなる人」に一覧があります）。",
        "People about to lose their last option: {count}. See “About to lose the last”.",
    ),
    "readiness.show": ("表示", "Show"),
    "readiness.tab_groups": ("区・段階・ニーズ別", "By ward, tier and need"),
    "readiness.tab_trend": ("推移", "Over time"),
    "readiness.tab_losing": ("受入れ先がなくなる人", "About to lose the last"),
    "readiness.tab_persons": ("対象者ごと", "Person by person"),
    "readiness.by": ("内訳", "Broken down by"),
    "readiness.group_ward": ("住まいの区", "Home ward"),
    "readiness.group_tier": ("リスク段階", "Tier"),
    "readiness.group_need": (
        "ニーズ（1人に複数あれば、それぞれに数えます）",
        "Need (somebody with several counts under each)",
    ),
    "readiness.trend_of": ("だれの推移か", "Of whom"),
    "readiness.group_whole": ("全体", "Everybody"),
    "readiness.column_group": ("区分", "Group"),
    "readiness.map": ("受入れ先のない人数", "People without an option"),
    "readiness.trend": ("緊急時の受入れ先の推移", "Emergency options over time"),
    "readiness.trend_note": (
        "過去12か月の月末と今日です。利用歴と事前把握はその日の時点のもの、施設の方針・本人の条件・段階・同意は今日のものです"
        "（過去の分は台帳に残っていないため）。事前把握の日がない人は、最初の利用か相談の日から数えます。"
        "支援が終結した人は、過去の月にも含まれません。",
        "The last 12 month ends, and today. Past use and who had been identified are those of each day; policies, "
        "conditions, tiers and consents are today's, since the casebook keeps no earlier ones. Who was never identified "
        "counts from the first stay or consultation; people whose support has ended are missing from past months, too.",
    ),
    "readiness.month": ("月", "Month"),
    "readiness.day": ("日", "Day"),
    "readiness.count": ("人数", "People"),
    "readiness.series": ("受入れ先", "Options"),
    "readiness.losing_note": (
        "利用歴が古くなり、{months}か月以内に受入れ先が1か所もなくなる人です。その日までに、もう一度体験利用を計画してください。"
        "「体験利用の計画」の目標を「緊急時の受入れ先が増える」にすると、優先して割り当てます。",
        "Within {months} months past use goes stale and they have no option left. Plan a repeat trial before that day: "
        "the aim “Most emergency options gained” of the trial-stay plan gives them precedence.",
    ),
    "readiness.losing_nobody": (
        "{months}か月以内に受入れ先がなくなる人はいません。",
        "Nobody loses the last option within {months} months.",
    ),
    "readiness.last_day": ("受け入れられる最後の日", "Last day"),
    "readiness.options": ("受入れ先の数", "Number of options"),
    "readiness.facilities": ("受入れ先", "Options"),
    "readiness.nobody": ("当てはまる人がいません。絞り込みを変えてください。", "Nobody fits. Change the filters."),
    "readiness.hint": (
        "表で行に印を付けるか、一覧から対象者を選ぶと、受入れ先とその理由、増やす方法を表示します。",
        "Tick a row, or choose a person from the list, to see the options, the reasons, and what would add one.",
    ),
    "readiness.has": ("緊急時の受入れ先とその理由", "Emergency options, and why"),
    "readiness.has_none": ("緊急時の受入れ先がありません。", "There is no emergency option."),
    "readiness.ways_trial": ("体験利用で増やせる受入れ先（近い順）", "A trial stay would add (nearest first)"),
    "readiness.ways_confirm": (
        "確認すれば増えるかもしれない受入れ先（近い順）",
        "One confirmation may add (nearest first)",
    ),
    "readiness.ways_none": (
        "1回の体験利用や1つの確認だけで増やせる受入れ先は見つかりません。",
        "No single trial stay or confirmation would add an option.",
    ),
    "readiness.all_ways": ("すべて表示（{count}件）", "Show all ({count})"),
    # what a plan promises
    "promise.about": (
        "目標ごとに計画を作り、体験がすべて終わった後の{day}（期間の最終日）の備えを比べます。まだだれにも電話していません。",
        "A plan for each aim, and readiness on {day} (the last day of the period) once all of its trials have been had. "
        "Nobody has been telephoned yet.",
    ),
    "promise.aims": ("目標ごとの比較", "The aims compared"),
    "promise.column_aim": ("目標", "Aim"),
    "promise.without": ("体験をしない場合", "Without any trial"),
    "promise.chosen": ("選択中", "chosen"),
    "promise.column_gained": ("受入れ先が増える人", "Gain an option"),
    "promise.column_placed": ("候補がある人", "Suggested"),
    "promise.column_burden": ("負担（点）", "Burden (points)"),
    "promise.column_km": ("移動（km）", "Travel (km)"),
    "promise.who": ("この計画で受入れ先が増える人", "Who gains an option by this plan"),
    "promise.nobody": (
        "この計画で受入れ先が増える人はいません。",
        "Nobody gains an option by this plan.",
    ),
    "promise.column_then": ("体験後の受入れ先の数", "Options then"),
    "promise.after_level_0": ("体験後に受入れ先がない人", "Without an option after the trials"),
    "promise.after_level_1": ("体験後に受入れ先が1か所の人", "With 1 option after the trials"),
    "promise.after_level_2": ("体験後に受入れ先が2か所以上の人", "With 2 or more after the trials"),
    "promise.gained_first": (
        "受入れ先が1か所目となる人（段階{tier}）",
        "Gain a first option (tier {tier})",
    ),
    "promise.gained_second": (
        "受入れ先が2か所目となる人（段階{tier}）",
        "Gain a second option (tier {tier})",
    ),
    # the command
    "readiness.cli_title": ("緊急時への備え（{day}、対象者{count}人）", "Readiness on {day}, {count} people"),
    "readiness.cli_losing": (
        "まもなく受入れ先がなくなる人：{person}（{day}まで、{facilities}）",
        "About to lose the last option: {person} (until {day}, {facilities})",
    ),
}
