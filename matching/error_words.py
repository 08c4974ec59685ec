"""The words of matching's errors in both languages."""

WORDS: dict[str, tuple[str, str]] = {
    "tier.unknown_code": (
        "リスクの項目（{topic}）に「{value}」はありません。使える値：{allowed}",
        "The risk table ({topic}) has no “{value}”. Allowed: {allowed}",
    ),
    "problem.shape": (
        "距離の表（{field}）の大きさが{value}です。{allowed}にしてください。",
        "The distances ({field}) have shape {value}; it must be {allowed}.",
    ),
    "problem.not_integer": (
        "距離の表（{field}）が整数ではありません（{value}）。メートル単位の整数にしてください。",
        "The distances ({field}) are no whole numbers ({value}); give whole metres.",
    ),
    "problem.out_of_range": (
        "{field}が「{value}」です。使える値：{allowed}",
        "{field} is “{value}”. Allowed: {allowed}",
    ),
    "problem.distance_range": (
        "距離の表（{field}）に使えない値があります（{least}〜{most}）。-1（不明）以上にしてください。",
        "The distances ({field}) hold impossible values ({least} to {most}); -1 (unknown) is the least allowed.",
    ),
    "problem.pair_range": (
        "組合せの一覧（{field}）に使えない番号があります（{least}〜{most}）。0以上{count}未満にしてください。",
        "The listed pairs ({field}) hold impossible indices ({least} to {most}); they must be 0 or more, below {count}.",
    ),
    "problem.duplicate_pair": (
        "対象者{person}と事業所{facility}の組合せが一覧に2回あります。",
        "The pair of person {person} and facility {facility} is listed twice.",
    ),
    "problem.no_such_person": ("対象者{id}はこの計画にいません。", "There is no person {id} in this plan."),
    "problem.no_such_facility": ("事業所{id}はこの計画にありません。", "There is no facility {id} in this plan."),
    "problem.duplicate_id": ("番号{id}が重複しています（{who}）。", "The id {id} occurs twice ({who})."),
    "problem.value": (
        "{who} {id}の{field}が「{value}」です。使える値：{allowed}",
        "The {field} of {who} {id} is “{value}”. Allowed: {allowed}",
    ),
    "problem.level_without_scale": (
        "対象者{id}の支援区分{value}が、障害者の区分か障害児の区分か分かりません。",
        "The support level {value} of person {id} does not say whether it is on the adult or the child scale.",
    ),
    "problem.ends_before_start": (
        "対象者{person}の利用歴の終了日（{end}）が開始日（{start}）より前です。",
        "A past stay of person {person} ends ({end}) before it starts ({start}).",
    ),
    "policy.unreadable": ("方針ファイル{file}を読めません。", "The policy file {file} cannot be read."),
    "policy.not_toml": (
        "方針ファイル{file}はTOMLとして正しくありません：{detail}",
        "The policy file {file} is not valid TOML: {detail}",
    ),
    "policy.missing_key": ("方針に{key}がありません。追加してください。", "The policy lacks {key}; add it."),
    "policy.unknown_key": (
        "方針の{key}は使えません。使える項目：{allowed}",
        "The policy holds the unknown key {key}. Allowed: {allowed}",
    ),
    "policy.no_such_aim": (
        "方針のaim（ねらい）に{value}は使えません。使える値：{allowed}",
        "The policy's aim is {value}. Allowed: {allowed}",
    ),
    "policy.not_a_section": (
        "方針の{key}は[{key}]の形の見出しにしてください（現在の値：{value}）。",
        "The policy's {key} must be a section [{key}]; it is {value}.",
    ),
    "policy.not_text": (
        "方針の{key}には文字を入れてください（現在の値：{value}）。",
        "The policy's {key} must be text; it is {value}.",
    ),
    "policy.service_list": (
        "方針の{key}にはサービスコードの一覧を入れてください（現在の値：{value}）。",
        "The policy's {key} must be a list of service codes; it is {value}.",
    ),
    "policy.not_whole": (
        "方針の{key}が{value}です。{least}から{most}までの整数にしてください。",
        "The policy's {key} is {value}; it must be a whole number from {least} to {most}.",
    ),
    "constraint.no_such_person": (
        "固定された組合せの対象者{person}（事業所{facility}）は、この計画にいません。",
        "Person {person} is fixed at facility {facility}, but the plan has no such person.",
    ),
    "constraint.no_such_facility": (
        "固定された組合せの事業所{facility}（対象者{person}）は、この計画にありません。",
        "Person {person} is fixed at facility {facility}, but the plan has no such facility.",
    ),
    "constraint.two_facilities": (
        "対象者{person}が二つの事業所（{other}と{facility}）に固定されています。どちらかを解除してください。",
        "Person {person} is fixed at two facilities ({other} and {facility}); release one.",
    ),
    "constraint.fixed_and_forbidden": (
        "対象者{person}と事業所{facility}の組合せが、固定と「提案しない」の両方になっています。どちらかを解除してください。",
        "Person {person} at facility {facility} is both fixed and not to be suggested; release one.",
    ),
    "constraint.no_consent": (
        "対象者{person}は有効な同意がないため、事業所{facility}に固定できません。",
        "Person {person} has no valid consent and cannot be fixed at facility {facility}.",
    ),
    "constraint.breaks_rule": (
        "対象者{person}を事業所{facility}に固定できません。条件（{rule}）に合っていません。固定を解除するか、条件を確認してください。",
        "Person {person} cannot be fixed at facility {facility}: the pair breaks the rule {rule}. Release it or check the condition.",
    ),
    "constraint.too_few_places": (
        "事業所{facility}の枠は{places}ですが、{fixed}人が固定されています。枠を増やすか、固定を解除してください。",
        "Facility {facility} has {places} places but {fixed} people fixed at it; add places or release somebody.",
    ),
    "constraint.stay_close": (
        "前の計画に近づける重みが{value}です。0から{most}までの整数にしてください。",
        "The weight for staying close to the last plan is {value}; it must be a whole number from 0 to {most}.",
    ),
    "scenario.no_name": ("シナリオの名前を入力してください。", "Please give the scenario a name."),
    "scenario.no_such_person": (
        "シナリオにある対象者{person}は、この計画に入っていません。",
        "The scenario names person {person}, who is not in this plan.",
    ),
    "scenario.no_such_facility": (
        "シナリオにある事業所{facility}は、この計画に入っていません。",
        "The scenario names facility {facility}, which is not in this plan.",
    ),
    "scenario.places_not_whole": (
        "事業所{facility}の枠が{value}です。{least}から{most}までの整数にしてください。",
        "The places of facility {facility} are {value}; this must be a whole number from {least} to {most}.",
    ),
    "scenario.tier_not_whole": (
        "対象者{person}のリスク段階が{value}です。{least}から{most}までの整数にしてください。",
        "The tier of person {person} is {value}; it must be a whole number from {least} to {most}.",
    ),
    "scenario.metres_not_whole": (
        "新しい施設までの対象者{person}の距離（m）が{value}です。{least}から{most}までの整数にしてください。",
        "The metres of person {person} to a new facility are {value}; this must be a whole number from {least} to {most}.",
    ),
    "scenario.cannot_confirm": (
        "事業所{facility}の「{value}」は確認済みにできません。使える値：{allowed}",
        "The condition “{value}” of facility {facility} cannot be confirmed. Allowed: {allowed}",
    ),
    "scenario.only_yes": (
        "事業所{facility}の「{rule}」は「対応できる」としか確認できません。範囲は事業所の条件に入力してください。",
        "“{rule}” of facility {facility} can only be confirmed as met; enter its limits among the conditions.",
    ),
    "solver.out_of_time": (
        "時間内に答えを確かめられませんでした。期間や新しい場所の数を減らして、もう一度お試しください。",
        "No answer could be proven in time. Try again with a shorter period or fewer new places.",
    ),
    "solver.unknown": (
        "解法「{solver}」はありません。使える値：{allowed}",
        "There is no solver “{solver}”. Allowed: {allowed}",
    ),
    "solver.failed": (
        "解法{solver}が計画を求められませんでした（{status}）。",
        "The solver {solver} found no plan ({status}).",
    ),
    "solver.negative_cost": ("費用に負の値{value}があります。", "A cost is negative: {value}."),
    "solver.falling_slot_costs": (
        "{index}番目の事業所の枠の費用が途中で下がっています。",
        "The costs of the places of facility number {index} fall.",
    ),
    "solver.range": (
        "費用（最大{cost}）と人数（{people}人）が大きすぎて正確に計算できません。方針の重みを小さくしてください。",
        "Costs (up to {cost}) and people ({people}) are too large to be exact; lower the weights of the policy.",
    ),
    "solver.no_such_edge": (
        "解法の結果で、{index}番目の対象者が候補にない事業所に割り当てられました。",
        "The solver placed person number {index} where no candidate leads.",
    ),
    "solver.over_capacity": (
        "解法の結果で、{index}番目の事業所の枠を超えて割り当てられました。",
        "The solver placed more people at facility number {index} than it has places.",
    ),
    "solver.not_optimal": (
        "解法の結果が最適であることを確かめられませんでした。この計画は使わないでください。",
        "The solver's result could not be proven optimal; do not use it.",
    ),
    "record.format": (
        "計画の記録の形式が「{value}」です。「{allowed}」が必要です。",
        "The plan record has format “{value}”; expected “{allowed}”.",
    ),
    "record.malformed": (
        "計画の記録の{where}が正しくありません：{value}",
        "The plan record is malformed at {where}: {value}",
    ),
    "record.differs": (
        "計画の記録の{where}は{value}ですが、計算し直すと{expected}です。",
        "The plan record says {value} at {where}; recomputed it is {expected}.",
    ),
}
"""Code -> (Japanese, English); part of `matching.words.WORDS`."""
