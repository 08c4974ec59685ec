"""Words for asking why and for trying another way."""

WORDS: dict[str, tuple[str, str]] = {
    "why.no_such_person": (
        "仮名または番号が「{value}」の人は、この計画の対象者にいません。",
        "Nobody in this plan has the code name or id “{value}”.",
    ),
    "why.no_such_facility": (
        "「{value}」という名称・事業所番号・番号の施設はありません。",
        "No facility has the name, office number or id “{value}”.",
    ),
    "why.several_facilities": (
        "「{value}」に当たる施設が{count}件あります。番号で指定してください。",
        "{count} facilities fit “{value}”. Give the id.",
    ),
    "why.impossible": (
        "すでに決まっていることがあるため、選べません。",
        "Not possible while what is agreed stays agreed.",
    ),
    "why.tier_more": ("段階{tier}の割り当てが{count}人増えます", "{count} more placed in tier {tier}"),
    "why.tier_fewer": ("段階{tier}の割り当てが{count}人減ります", "{count} fewer placed in tier {tier}"),
    "why.gain_first_more": (
        "緊急時の受入れ先が1か所目となる段階{tier}の人が{count}人増えます",
        "{count} more in tier {tier} gain a first emergency option",
    ),
    "why.gain_first_fewer": (
        "緊急時の受入れ先が1か所目となる段階{tier}の人が{count}人減ります",
        "{count} fewer in tier {tier} gain a first emergency option",
    ),
    "why.gain_second_more": (
        "緊急時の受入れ先が2か所目となる段階{tier}の人が{count}人増えます",
        "{count} more in tier {tier} gain a second emergency option",
    ),
    "why.gain_second_fewer": (
        "緊急時の受入れ先が2か所目となる段階{tier}の人が{count}人減ります",
        "{count} fewer in tier {tier} gain a second emergency option",
    ),
    "why.points": ("全体の負担の差：{points}点", "change of the total burden: {points} points"),
    "why.gains": ("新たに候補ができる人：{names}", "with a suggestion then: {names}"),
    "why.loses": ("候補がなくなる人：{names}", "without a suggestion then: {names}"),
    "why.move": ("{person}は{before}から{after}へ", "{person} from {before} to {after}"),
    "why.shortage": (
        "{people}の{count}人が使える施設は{facilities}の{sites}か所で、枠は合わせて{places}人分しかありません。",
        "{people} ({count} people) can only use {facilities} ({sites} facilities), which have {places} places in all.",
    ),
    "why.shortage_agreed": (
        "ほかの{count}人分の枠は、すでに打診・承諾・予約されているか固定されている人（{names}）のものです。",
        "{count} more of their places are for people already asked for, agreed, booked or fixed ({names}).",
    ),
    "why.also_without": ("同じ理由で候補がない人：{names}", "Without a suggestion for the same reason: {names}"),
    "why.change": ("{person}：{before} → {after}（理由：{causes}）", "{person}: {before} → {after} ({causes})"),
    "refused.private_place": ("拠点のみで共有する場所のため、候補にしません。", "A private place is never suggested."),
    "refused.closed": ("閉鎖されています。", "It is closed."),
    "refused.is_base": (
        "拠点そのものです（体験は拠点以外で行います）。",
        "It is the base itself; trials happen elsewhere.",
    ),
    "refused.trial_service": ("体験利用の対象となるサービスではありません。", "It is not a service with trial stays."),
    "refused.adult_service": ("18歳以上が対象のサービスです。", "The service is for adults."),
    "refused.avoid_place": ("本人が避けたい場所です。", "The person wants to avoid it."),
    "refused.no_consent": ("有効な同意がありません。", "There is no valid consent."),
    "refused.forbidden": ("この組合せは提案しないことになっています。", "The pair is not to be suggested."),
    "trials.nowhere": ("候補なし", "no suggestion"),
    "whatif.form": (
        "「{value}」を読み取れません。{form} の形で指定してください。",
        "“{value}” cannot be read. Write it as {form}.",
    ),
    "whatif.said_twice": (
        "「{value}」は、同じものについて前に別の値が指定されています。どちらか一つにしてください。",
        "“{value}”: another value was given for the same before. Give one.",
    ),
    "scenario.told_locks": ("固定：{person} → {facility}", "Locked: {person} → {facility}"),
    "scenario.told_forbids": ("提案しない：{person} → {facility}", "Forbidden: {person} → {facility}"),
    "scenario.told_places": ("枠：{what}を{value}に", "Places: {what} = {value}"),
    "scenario.told_tiers": ("リスク段階：{what}を{value}に", "Tier: {what} = {value}"),
    "scenario.told_weights": ("重み：{what}を{value}点に", "Weight: {what} = {value}"),
    "scenario.told_closed": ("閉じる：{what}", "Closed: {what}"),
    "scenario.told_confirmed": ("確認：{what}の{rule}は{answer}", "Confirmed: {what}, {rule}: {answer}"),
    "scenario.told_imagined": ("新しい施設：{what}（{ward}、枠{value}）", "Imagined: {what} ({ward}, {value} places)"),
    "scenario.told_stay_close": ("前の計画に近づける：{value}点", "Stay close: {value} points"),
    "scenario.told_aim": ("目標：{value}", "Aim: {value}"),
    "aim.cost": ("移動などの負担が最も少ない", "Least burden (travel and the rest)"),
    "aim.readiness": ("緊急時の受入れ先が増える", "Most emergency options gained"),
    "weight.travel_home_per_km": ("自宅の町からの距離（1kmあたり）", "Travel from home, per km"),
    "weight.travel_day_per_km": ("日中活動先からの距離（1kmあたり）", "Travel from day activity, per km"),
    "weight.ward_neighbour": ("隣の区", "Neighbouring ward"),
    "weight.ward_other": ("その他の区", "Other ward"),
    "weight.ward_unknown": ("区が不明", "Ward unknown"),
    "weight.past_person_neutral": ("本人の利用歴：なし（基準）", "Past use: never here (neutral)"),
    "weight.past_person_went_well": (
        "本人の利用歴：落ち着いて過ごせた（1回ごとに減らす点）",
        "Past use: went well (taken off, each)",
    ),
    "weight.past_person_unrecorded": (
        "本人の利用歴：様子の記録なし（1回ごとに減らす点）",
        "Past use: not recorded (taken off, each)",
    ),
    "weight.past_person_mixed": ("本人の利用歴：課題が残った", "Past use: mixed"),
    "weight.past_person_broken_off": ("本人の利用歴：途中で中止（加える点）", "Past use: broken off (added)"),
    "weight.past_person_older_percent": ("古い利用歴を数える割合（％）", "How much older past use counts (%)"),
    "weight.past_similar_neutral": ("似た方の利用歴：なし（基準）", "Similar people: none (neutral)"),
    "weight.past_similar_per_person": ("似た方の利用歴：1人ごとに減らす点", "Similar people: taken off, each"),
    "weight.vacancy_few": ("空き状況：△", "Vacancy: △"),
    "weight.vacancy_full": ("空き状況：×", "Vacancy: ×"),
    "weight.vacancy_unknown": ("空き状況：不明", "Vacancy: unknown"),
    "weight.unconfirmed": ("確認が必要な条件（1件ごと）", "Each condition to confirm"),
    "weight.spread_step": ("同じ施設の2人目からの加算（1人ごと）", "Each further trial at one facility"),
    "scenario.nothing": (
        "変えることがまだ加えられていません。変えたいことを加えてから保存してください。",
        "Nothing has been added to try yet. Add something, then keep it.",
    ),
    "scenario.name_taken": (
        "この期間に「{name}」という名前のシナリオがあります。置き換えるか、別の名前にしてください。",
        "“{name}” is already kept for this period. Replace it, or give another name.",
    ),
    "scenario.adopted_stays": (
        "「{name}」は採用済みのため、置き換えられません。別の名前で残してください。",
        "“{name}” has been adopted and cannot be replaced. Keep this under another name.",
    ),
    "scenario.rests_on_tried": (
        "台帳では成り立たない提案を含むため、計画として採用できません。枠や条件を台帳に記録してから、もう一度お試しください：{pairs}",
        "The plan makes suggestions that the casebook does not bear out, so it cannot be adopted. Record the places or conditions first, then try again: {pairs}",
    ),
    "scenario.leaves_agreed": (
        "打診・承諾・予約されている提案を動かすため、計画として採用できません。先に「体験の進行」で取り下げてください：{pairs}",
        "The plan moves what is already asked, agreed or booked, so it cannot be adopted. Release it under “Carry out” first: {pairs}",
    ),
    "held_up.title": (
        "打診・承諾・予約のあとで成り立たなくなった提案が{count}件あります。それぞれの枠は空けたまま、この人たちを除いて計画しました。「体験の進行」で取り下げるか、原因を改めると、また計画に入ります。",
        "{count} of the proposals already asked, agreed or booked can no longer be. Their places stay taken, and the plan is made without these people. Release them under “Carry out”, or mend the cause, and they take part again.",
    ),
    "held_up.no_consent": (
        "{person} → {facility}：有効な同意がありません。",
        "{person} at {facility}: there is no valid consent.",
    ),
    "held_up.breaks_rule": (
        "{person} → {facility}：「{rule}」の条件に合わなくなりました。",
        "{person} at {facility}: the rule “{rule}” is no longer met.",
    ),
    "held_up.too_few_places": (
        "{person} → {facility}：枠は{places}ですが、{fixed}人を受け入れることになっています。",
        "{person} at {facility}: it has {places} places, and {fixed} people are to come.",
    ),
    "held_up.closed": (
        "{person} → {facility}：この人の支援は終了しています。",
        "{person} at {facility}: this person's file is closed.",
    ),
    "kept_plan.none": (
        "期間{period}に、番号{id}の保存された計画はありません。",
        "No plan no. {id} is kept for {period}.",
    ),
    "kept_plan.choice": (
        "保存した計画 番号{id}（{at}・{by}・{placed}人）",
        "Kept plan no. {id} ({at}, {by}, {placed} people)",
    ),
    "kept_plan.choice_dated": (
        "保存した計画 番号{id}（{at}・{by}・{placed}人・日程つき）",
        "Kept plan no. {id} ({at}, {by}, {placed} people, with dates)",
    ),
    "kept_plan.opened": (
        "保存した計画（番号{id}）を開いています。今も成り立つ提案はそのまま残し、空いた枠だけを新しく計画しました。",
        "Kept plan no. {id}, opened again: its suggestions stay as far as they can still be, and only free places are planned anew.",
    ),
    "kept_plan.changes": (
        "保存した計画（番号{id}）から変わる人：{count}人",
        "People who change against kept plan no. {id}: {count}",
    ),
    "scenario.rests_on_imagined": (
        "まだない施設（{names}）への提案を含むため、計画として採用できません。",
        "The plan suggests facilities that are only imagined ({names}), so it cannot be adopted.",
    ),
    "why.near_relax": (
        "{facility}が「{rule}」の条件を広げると、{people}が対象に入ります。{effects}",
        "If {facility} relaxed “{rule}”, {people} become eligible: {effects}",
    ),
    "why.near_confirm": (
        "{facility}の「{rule}」は未確認です（関わる人：{people}）。断られた場合、{effects}",
        "“{rule}” of {facility} is not confirmed (concerned: {people}). If refused: {effects}",
    ),
    "why.and_more": ("ほか{count}件", "{count} more"),
}
