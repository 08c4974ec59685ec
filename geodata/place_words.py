"""What to tell people about where things are: points in wards, and addresses placed without a point."""

WORDS: dict[str, tuple[str, str]] = {
    # Points and wards
    "ward.disagrees": (
        "位置は{found}にありますが、住所は{stated}です。どちらが正しいか確認してください。",
        "The point lies in {found}, the address says {stated}. Check which is right.",
    ),
    "ward.on_border": (
        "位置が{stated}の境界線上（{metres} m 以内）にあります。",
        "The point lies on the border of {stated} (within {metres} m).",
    ),
    "ward.outside": (
        "位置がどの区域にも入りません（最も近い{nearest}まで {metres} m）。海上や市外の可能性があります。住所は{stated}です。",
        "The point lies in no area ({metres} m from {nearest}): in the sea or outside the city. The address says {stated}.",
    ),
    # Placing an address
    "place.matched": (
        "座標がないため、町丁目「{town}」の代表点に置きました。",
        "No coordinates: placed at the point of the town {town}.",
    ),
    "place.chome_unclear": (
        "座標がなく、「{town}」の何丁目かもわからないため、{count} か所の中央に置きました。",
        "No coordinates, and which 丁目 of {town} is not known: placed at the middle of {count}.",
    ),
    "place.chome_assumed": (
        "座標がないため、町丁目「{town}」の代表点に置きました。丁目と読みましたが、番地の可能性もあります。",
        "No coordinates: placed at the point of the town {town}. The number was read as a 丁目, but may be a block.",
    ),
    "place.rest_unknown": (
        "座標がないため、「{town}」の代表点に置きましたが、続きの「{rest}」はわかりません。離れた場所の可能性があります。",
        "No coordinates: placed at the point of {town}, but what follows, {rest}, is not known and may be far from there.",
    ),
    "place.town_unknown": (
        "座標がなく、住所から町も特定できないため、{ward}の代表点に置きました。",
        "No coordinates, and the address names no known town: placed at the point of {ward}.",
    ),
    "place.town_without_coordinates": (
        "座標がなく、町丁目「{town}」の位置もわからないため、{ward}の代表点に置きました。",
        "No coordinates, and the point of the town {town} is not known: placed at the point of {ward}.",
    ),
    "place.ambiguous": (
        "座標がなく、「{town}」は複数の場所にあるため（{wards}）、位置は不明です。市と区を入力してください。",
        "No coordinates, and {town} stands in more than one place ({wards}): not placed. Enter city and ward.",
    ),
    "place.ward_conflict": (
        "座標がなく、住所にある{found}と、市区の欄の{stated}が違うため、位置は不明です。",
        "No coordinates, and {found} in the address is not the stated {stated}: not placed.",
    ),
    "place.city_unknown": (
        "座標がなく、{city}の町名が取り込まれていないため、位置は不明です。",
        "No coordinates, and no towns of {city} were imported: not placed.",
    ),
    "place.not_placed": (
        "座標がなく、住所からも位置がわかりません。",
        "No coordinates, and the address does not tell the place.",
    ),
    "place.blank": ("座標も住所もありません。", "There are neither coordinates nor an address."),
}
