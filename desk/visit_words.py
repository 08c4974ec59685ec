"""Words of visits."""

WORDS: dict[str, tuple[str, str]] = {
    "field.visited_on": ("訪問日", "Visited on"),
    "field.visit_kind": ("訪問先の種別", "Kind of place"),
    "field.place": ("訪問先（施設以外）", "Place (no facility)"),
    "field.purpose": ("訪問の目的", "Purpose"),
    "field.willingness": ("受入れの意向", "Willingness"),
    "willingness.willing": ("受け入れたい", "Willing"),
    "willingness.with_conditions": ("条件が合えば受け入れる", "Willing under conditions"),
    "willingness.unwilling": ("受入れは難しい", "Unwilling"),
    "visit.too_many_stops": (
        "1日に回る訪問先は{most}件までです。訪問先を減らしてください。",
        "A day's round has at most {most} stops. Choose fewer.",
    ),
    "visit.nothing_to_learn": (
        "施設以外の場所には、受入れの条件を記録できません。施設を選ぶか、メモに書いてください。",
        "Conditions can only be kept of a facility. Choose one, or write them in the note.",
    ),
}
