"""The words of dated plans in both languages: dates, what is to be confirmed, who has none, the proof, and errors."""

WORDS: dict[str, tuple[str, str]] = {
    "stay.dates": (
        "{facility}に{arrival}から{departure}まで（{nights}泊）の予定です。",
        "A stay at {facility} from {arrival} to {departure} (nights: {nights}).",
    ),
    "stay.moved": (
        "日程を決める前の計画では{facility}でしたが、日程を合わせるために変更しました。",
        "Before dates were set it was {facility}; changed so that the dates fit.",
    ),
    "stay.added": (
        "日程を決める前の計画では枠がありませんでしたが、日程を決めた結果、体験利用ができるようになりました。",
        "Without a place before dates were set; the dates made room for this stay.",
    ),
    "stay_confirm.wishes": (
        "本人の希望日が分からないため、1泊と仮定しています。確認が必要です。",
        "The person's wishes are unknown and one night is assumed: confirm the dates.",
    ),
    "stay_confirm.nights": (
        "この夜が本人の都合に合うか分かりません。確認が必要です。",
        "Whether these nights suit the person is unknown: confirm the dates.",
    ),
    "stay_confirm.beds": (
        "この月の夜ごとの空きが分からないため、期間の枠の数だけで決めています。この日程で受け入れられるか確認が必要です。",
        "The free beds of each night of this month are unknown, only the places of the period: confirm the dates.",
    ),
    "stay_confirm.longest": ("最長泊数が分かりません。確認が必要です。", "The longest stay is unknown: confirm it."),
    "stay_confirm.weekday": (
        "利用を開始できる曜日が分かりません。確認が必要です。",
        "The weekdays of arrival are unknown: confirm the weekday.",
    ),
    "stay_confirm.holiday": (
        "開始日が祝日です。祝日に利用を開始できるか確認が必要です。",
        "The stay begins on a public holiday: confirm that arrival is possible.",
    ),
    "undated.fixed": (
        "{facility}との組合せを固定していましたが、この期間の日程に入れられませんでした。",
        "The pair with {facility} is fixed, but could not be given dates in this period.",
    ),
    "undated.planned": (
        "日程を決める前の計画では{facility}が候補でした。",
        "Without dates the suggestion was {facility}.",
    ),
    "undated.no_dates": (
        "条件に合う事業所は{count}か所ありますが、日程の合う事業所がありません。",
        "Eligible facilities: {count}, but none has dates that suit.",
    ),
    "undated.places_taken": (
        "日程の合う事業所の体験利用の枠が、すべて埋まっています。",
        "All trial places of the facilities with suitable dates are taken.",
    ),
    "undated.nights_taken": (
        "日程の合う事業所に枠は残っていますが、合う日のベッドが他の方の予定で埋まっています。",
        "Facilities with suitable dates have places left, but the beds of those nights go to others.",
    ),
    "undated.out_of_time": (
        "制限時間内に合う日程が見つかりませんでした。制限時間を延ばすと見つかることがあります。",
        "No dates were found within the time limit; a longer limit may find some.",
    ),
    "obstacle.own_nights": (
        "本人の希望日の中に、必要な泊数の続く日がない：{count}か所",
        "The person's own nights hold no stay of that length: {count}",
    ),
    "obstacle.too_long": ("最長泊数を超える：{count}か所", "Longer than the longest stay: {count}"),
    "obstacle.no_free_nights": (
        "希望日に、空きが必要な泊数だけ続く日がない：{count}か所",
        "No free beds on enough nights in a row that suit: {count}",
    ),
    "obstacle.arrival_day": (
        "利用を開始できる曜日・祝日の条件に合わない：{count}か所",
        "No arrival on the days that suit: {count}",
    ),
    "schedule.proven": (
        "この日程の計画は最適です。リスク段階の順にこれより多くの方を案内する計画も、同じ人数でより費用の低い計画もないことを確かめました。",
        "Proven optimal: no dated plan places more people, tier by tier, or as many at less cost.",
    ),
    "schedule.bounded": (
        "制限時間内に最適であることを確かめられませんでした。現在の計画はリスク段階1・2・3の順に{first}人・{second}人・{third}人、費用{cost}です。"
        "どのような計画も、リスク段階の順に見て{most_first}人・{most_second}人・{most_third}人、費用{least_cost}を上回ることはありません。",
        "Not proven optimal within the time limit. Placed in tiers 1, 2 and 3: {first}, {second}, {third} at cost {cost}; "
        "compared in this order, no plan surpasses {most_first}, {most_second}, {most_third} at cost {least_cost}.",
    ),
    "schedule.gained": (
        "日程を入れた計画で、緊急時の受入れ先が1か所目となる方が{first}人、2か所目となる方が{second}人います。",
        "With dates, {first} people gain a first emergency option and {second} a second one.",
    ),
    "schedule.not_earliest": (
        "一部の事業所では、最も早い日程であることを確かめられませんでした。",
        "At some facilities the dates are not proven to be the earliest.",
    ),
    "schedule.cut": (
        "{facility}：ベッドと日程の都合で、次の{count}人のうち受け入れられるのは{most}人までです。",
        "{facility}: beds and dates allow for only {most} of these {count} people.",
    ),
    "schedule.cut_person": ("・{person}さん", "- {person}"),
    "schedule.time_limit": (
        "制限時間が「{value}」です。0より大きい秒数にしてください。",
        "The time limit is “{value}”; it must be a number of seconds above 0.",
    ),
    "nights.period": (
        "期間（{start}〜{end}）が正しくありません。終わりを始まり以後にし、{most}泊以内にしてください。",
        "The period ({start} to {end}) is not valid: it must not end before it starts, nor exceed {most} nights.",
    ),
}
"""Code -> (Japanese, English); part of `matching.words.WORDS`."""
