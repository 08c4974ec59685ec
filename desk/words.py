"""One voice for all floors: finds a code's sentence in the catalogues and fills it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from casebook import words as casebook_words
from casebook.columns import TOKYO
from desk import (
    access_words,
    call_words,
    coverage_words,
    date_words,
    demo_words,
    proposal_words,
    readiness_words,
    room_words,
    scenario_words,
    sheet_words,
    simulation_words,
    site_words,
    tonight_words,
    travel_words,
    visit_words,
)
from geodata import words as geodata_words
from matching import words as matching_words

LANGUAGES = ("ja", "en")

DESK: dict[str, tuple[str, str]] = {
    # what was typed
    "input.required": ("入力してください。", "Please fill this in."),
    "input.taken": ("「{value}」はすでに使われています。", "“{value}” is already in use."),
    "input.range": ("{least}から{most}までの数で入力してください。", "Please enter a number from {least} to {most}."),
    "input.level_needs_scale": (
        "区分の種類（障害支援区分か障害児の区分か）を選んでください。",
        "Please say which scale the level is on (adult or child).",
    ),
    "input.reason_for_override": (
        "リスク段階を変更する理由を入力してください。",
        "Please give the reason for setting the tier by hand.",
    ),
    "input.unknown_ward": (
        "「{value}」は取り込まれた区にありません。区の名前を確認してください。",
        "“{value}” is not among the imported wards. Check the name.",
    ),
    "input.town_only": (
        "「{value}」は番地まで書かれています。町名（「○○」「○○二丁目」など）だけを入力してください。",
        "“{value}” holds a block number. Enter the town only, such as ○○ or ○○二丁目.",
    ),
    "input.unknown_town": (
        "「{town}」は{ward}の町名にありません。町名を確認してください。",
        "“{town}” is not a town of {ward}. Check the name.",
    ),
    "input.town_needs_ward": (
        "「{value}」は複数の区にあります。区を入力してください。",
        "“{value}” exists in several wards. Please enter the ward.",
    ),
    "input.not_in_future": ("今日までの日付を入力してください。", "Please enter a date up to today."),
    "input.ten_digits": (
        "事業所番号は10桁の数字です（先頭の0も必要です）。",
        "An office number has ten digits (with the leading zero).",
    ),
    "input.both_coordinates": ("緯度と経度は両方入力してください。", "Please enter both latitude and longitude."),
    "input.swapped": ("緯度と経度が入れ替わっています。", "Latitude and longitude are swapped."),
    "input.outside_japan": ("日本の外の座標です。", "The coordinates lie outside Japan."),
    "input.ages_in_order": ("年齢の下限が上限を超えています。", "The youngest age is above the oldest."),
    "input.vacancy_date": ("空き状況を確認した日を入力してください。", "Please enter when the vacancy was known."),
    "input.vacancy_itself": (
        "空き状況（○△×）も入力してください。日付だけでは保存できません。",
        "Please enter the vacancy itself, too; a date alone cannot be kept.",
    ),
    "input.rooms_are_the_base": (
        "緊急用居室数は、地域生活支援拠点の施設にだけ入力できます。",
        "Only the support base has emergency rooms.",
    ),
    "input.consent_known": (
        "同じ日・同じ同意者・同じ範囲の同意がすでに登録されています。",
        "A consent of that day, by the same person and of the same scope, is already kept.",
    ),
    "input.vacancy_expiry": ("有効期限が確認日より前です。", "The expiry is before the day it was known."),
    # services
    "service.21": ("療養介護", "Medical long-term care"),
    "service.24": ("短期入所", "Short stay"),
    "service.32": ("施設入所支援", "Residential support"),
    "service.33": ("共同生活援助", "Group home"),
    "service.34": ("宿泊型自立訓練", "Residential training"),
    "service.53": ("地域相談支援（地域移行支援）", "Transition support"),
    "service.54": ("地域相談支援（地域定着支援）", "Settlement support"),
    "service.61": ("自立生活援助", "Independent living assistance"),
    "service.WH": ("福祉ホーム", "Welfare home"),
    "service.BASE": ("地域生活支援拠点", "Support base"),
    "service.K210": ("短期入所生活介護（共生型）", "Shared short stay, care insurance"),
    "service.K220": ("短期入所療養介護・老健（共生型）", "Shared short stay, care insurance (health facility)"),
    "service.K230": ("短期入所療養介護・病院等（共生型）", "Shared short stay, care insurance (hospital)"),
    "service.OTHER": ("その他", "Other"),
    # periods
    "period.form": (
        "計画期間「{value}」を読み取れません。2027-01/2027-03 のように、年と月で指定してください。",
        "The period “{value}” cannot be read. Write it as 2027-01/2027-03.",
    ),
    "period.too_long": (
        "期間「{value}」は長すぎます。{most}か月以内で指定してください。",
        "The period {value} is too long; at most {most} months.",
    ),
    "period.order": (
        "計画期間「{value}」は終わりが始まりより前です。",
        "The period “{value}” ends before it starts.",
    ),
    # templates
    "import.no_template": (
        "「{value}」のひな形はありません。次から選んでください：{names}",
        "There is no template “{value}”. Choose one of: {names}",
    ),
    "help.several": (
        "決まった言葉を「、」で区切って並べます。ないと分かっているときは「なし」、分からないときは空欄にします。",
        "Listed words with 、 between them; なし when there are none; blank when unknown.",
    ),
    # imports
    "record.Consent": ("同意", "Consent"),
    "record.SupportTeamMember": ("支援チーム", "Support team"),
    "record.PersonAvoid": ("避けたい場所", "Place to avoid"),
    "record.Town": ("担当する町", "Town of the catchment"),
    "record.FacilityCondition": ("体験の条件", "Trial conditions"),
    "import.new": ("新規", "New"),
    "import.changed": ("変更", "Changed"),
    "import.unchanged": ("変更なし", "Unchanged"),
    "import.missing": ("今回のデータにない", "Missing from this edition"),
    "import.rejected": ("取り込めない行", "Rejected"),
    "import.unknown_kind": (
        "「{value}」は取り込めません。次から選んでください：{kinds}",
        "“{value}” cannot be imported. Choose one of: {kinds}",
    ),
    "import.duplicate_in_file": (
        "「{value}」がファイルの中に2回以上あります。1行にまとめてください。",
        "“{value}” is in the file more than once. Make it one row.",
    ),
    "import.area_twice": (
        "「{value}」が2回以上あります。最初のものを使います。",
        "“{value}” is there more than once; the first one is used.",
    ),
    "import.person_not_found": (
        "仮名「{value}」の人が台帳にいません。先に対象者を取り込むか、仮名を確認してください。",
        "There is no person with code name “{value}”. Import the people first, or check the code name.",
    ),
    "import.facility_not_found": (
        "「{value}」に当たる施設が台帳にありません。事業所番号とサービス種別を確認してください。",
        "No facility in the casebook fits “{value}”. Check office number and service.",
    ),
    "import.facility_ambiguous": (
        "「{value}」に当たる施設が{count}件あります。サービス種別と名称も入力してください。",
        "{count} facilities fit “{value}”. Give the service and the name as well.",
    ),
    "import.consent_incomplete": (
        "同意は、同意者・方法・同意日の3つをそろえて入力してください。",
        "A consent needs all three: by whom, how, and when.",
    ),
    "import.ends_before_start": ("終了日が開始日より前です。", "The stay ends before it starts."),
    "import.town_of_two_centres": (
        "「{value}」は、ほかの地域包括支援センターの担当圏域にも書かれています。どちらか一方にしてください。",
        "“{value}” is in the catchment of another centre of this file as well. Leave it in one of them.",
    ),
    "import.levels_form": (
        "受け入れる区分「{value}」を読み取れません。「3、4、5」のように数字で、受け入れない場合は「なし」と書いてください。",
        "The accepted levels “{value}” cannot be read. Write numbers as 3、4、5, or なし for none.",
    ),
    "import.not_a_number": ("「{value}」は数ではありません。", "“{value}” is not a number."),
    "import.unknown_ward": (
        "「{value}」は取り込まれた区にありません。取り込みましたが、地図には表示できません。",
        "“{value}” is not among the imported wards. The row was kept, but cannot be shown on the map.",
    ),
    "import.city_unused": (
        "入力用のシートは市で絞り込まず、すべての行を読み取りました（指定：{value}）。",
        "A filled-in sheet is not narrowed to a city: all of its rows were read (asked for: {value}).",
    ),
    "import.unknown_catchment_town": (
        "「{value}」は、このセンターの区（区がなければ市）の取り込み済みの町名にないため、担当圏域の地図には入りません。区と町名を確認してください。",
        "“{value}” is not among the imported towns of the centre's ward (or city, where no ward is given), so the map of the catchment leaves it out. Check ward and town.",
    ),
    "import.unknown_town": (
        "「{value}」は取り込まれた町名にありません。取り込みましたが、位置は区の代表点とします。",
        "“{value}” is not among the imported towns. The row was kept and is placed at its ward.",
    ),
    "import.unknown_town_nowhere": (
        "「{value}」は取り込まれた町名になく、区もわかりません。取り込みましたが、地図には表示できません。",
        "“{value}” is not among the imported towns, and the ward is not known. The row was kept, but cannot be shown on the map.",
    ),
    "import.town_only": (
        "「{value}」からは、町名「{town}」だけを記録します（番地は記録しません）。町名が正しいか確認してください。",
        "Only the town {town} is kept of “{value}”, never a block or house number. Check that it is the right town.",
    ),
    "import.places_differ": (
        "「{value}」と「{other}」は別の場所です。市・区・町名をそろえてください。",
        "“{value}” and “{other}” are different places. Make city, ward and town agree.",
    ),
    "import.none_and_some": (
        "「なし」とほかの選択肢が両方書かれています。どちらかにしてください。",
        "なし (none) stands beside other choices. Keep one or the other.",
    ),
    "import.before_birth": (
        "{year}年より前の日付です。本人の生年と日付を確認してください。",
        "The day is before {year}. Check the day and the person's year of birth.",
    ),
    "import.nothing_told": (
        "「{value}」の行には、施設のほかに何も書かれていません。",
        "The row of {value} says nothing but the facility.",
    ),
    "import.town_ambiguous": (
        "「{value}」は複数の区にあります。区を書いてください。位置は不明とします。",
        "“{value}” exists in several wards; please give the ward. Its place stays unknown.",
    ),
    "import.point_kept": (
        "座標がないため、これまでの位置を残しました。",
        "No coordinates: the point known before was kept.",
    ),
    "import.kept_correction": (
        "公表データでは「{new}」ですが、手で直した「{kept}」を残しました。",
        "The edition says “{new}”; the value corrected by hand, “{kept}”, was kept.",
    ),
    "import.count_unknown_town": (
        "「{value}」は取り込まれた町名にありません。数は取り込みましたが、地図には表示できません。",
        "“{value}” is not among the imported towns. The counts were kept, but cannot be shown on the map.",
    ),
    "import.count_undated": (
        "ファイル名から調査年がわからないため、町名と人口だけを取り込み、統計としては残しません。"
        "公開されたままのファイル名（例：A002005212020DDSWC04101.zip）にしてください。",
        "The file's name does not tell the census, so towns and population come in without dated counts. "
        "Keep the name as published, such as A002005212020DDSWC04101.zip.",
    ),
    "import.count_of_no_city": (
        "どの市町村の数かわかりません。市町村を入力するか、先に区の境界を取り込んでください。",
        "The city is not known. Enter it, or import the ward outlines first.",
    ),
    "import.care_known": (
        "「{value}」は短期入所「{known}」（WAM NET）としてすでに登録されているため、取り込みません。",
        "“{value}” is in the casebook already as the short stay “{known}” (WAM NET); it is left out here.",
    ),
    "import.care_not_shared": (
        "高齢者と障害者が一緒に利用できる短期入所（共生型）と公表されていない{count}件は取り込みません。",
        "{count} rows that are not published as shared short stays (共生型) were left out.",
    ),
    "import.district_of_no_centre": (
        "「{value}」の区域を担当するセンターがわかりません。センターの担当圏域に「{value}区」と入力すると取り込めます。",
        "No centre is known for {value}. Write “{value}区” into a centre's catchment to link them.",
    ),
    "import.district_ambiguous": (
        "「{value}」の区域に当てはまるセンターが複数あります（{centres}）。取り込みませんでした。",
        "More than one centre fits {value} ({centres}). It was left out.",
    ),
    "import.town_kept_by_centre": (
        "「{value}」は{district}の区域の中にありますが、{centre}の担当のままにしました。",
        "{value} lies in the district of {district}, but stays with {centre} as entered.",
    ),
    "import.missing_withheld": (
        "ファイルが途中で切れているため、「今回のデータにない」かどうかの判定はしていません。",
        "The file breaks off, so nothing is marked as missing from it.",
    ),
    # the plan's tables
    "trials.period_value_ja": ("{start}から{end}まで", "{start} to {end}"),
    "trials.nobody": ("いません", "nobody"),
    "trials.column.person": ("対象者", "Person"),
    "trials.column.tier": ("リスク段階", "Tier"),
    "trials.column.home": ("住まいの区", "Home ward"),
    "trials.column.facility": ("体験先の候補", "Suggested facility"),
    "trials.column.service": ("サービス", "Service"),
    "trials.column.facility_ward": ("施設の区", "Facility ward"),
    "trials.column.distance": ("距離（km）", "Distance (km)"),
    "trials.column.phone": ("電話番号", "Telephone"),
    "trials.column.to_confirm": ("要確認", "To confirm"),
    "trials.column.reasons": ("理由", "Reasons"),
    "trials.column.why": ("候補がない理由", "Why no suggestion"),
    # the plan as a sentence
    "trials.home_at_ward": (
        "住まいの町名が分からないため、区の代表点からの距離です。",
        "The home town is not known; distances are from the ward's point.",
    ),
    "trials.home_unknown": (
        "住まいの場所が分からないため、距離は仮の値です。",
        "The home is not known; distances are assumed.",
    ),
}

CATALOGUE: dict[str, tuple[str, str]] = {}
for _words in (
    geodata_words.WORDS,
    matching_words.WORDS,
    casebook_words.WORDS,
    demo_words.WORDS,
    scenario_words.WORDS,
    simulation_words.WORDS,
    proposal_words.WORDS,
    date_words.WORDS,
    access_words.WORDS,
    call_words.WORDS,
    coverage_words.WORDS,
    tonight_words.WORDS,
    room_words.WORDS,
    readiness_words.WORDS,
    travel_words.WORDS,
    visit_words.WORDS,
    sheet_words.WORDS,
    site_words.WORDS,
    DESK,
):
    CATALOGUE.update(_words)


@dataclass(frozen=True)
class Word:
    """A param that is itself a word of the catalogue, said in the language of its sentence."""

    code: str


def say(code: str, language: str, params: Mapping[str, object] | None = None) -> str:
    """Return a code's sentence in a language, with its params filled in; an unknown code is said as it is."""
    texts = CATALOGUE.get(code)
    return code if texts is None else fill(texts[LANGUAGES.index(language)], language, params or {})


def fill(text: str, language: str, params: Mapping[str, object]) -> str:
    """Put params into a sentence, written as people of that language read them."""
    return text.format_map({name: show(value, language) for name, value in params.items()}) if params else text


def show(value: object, language: str) -> str:
    """Write a value as people read it: dates and numbers by the language, None as unknown."""
    if value is None:
        return ("不明", "unknown")[LANGUAGES.index(language)]
    if isinstance(value, Word):
        return say(value.code, language)
    if isinstance(value, bool):
        return (("×", "○"), ("no", "yes"))[LANGUAGES.index(language)][value]
    if isinstance(value, datetime):
        return str(format_datetime(value, "medium", tzinfo=TOKYO, locale=language))
    if isinstance(value, date):
        return str(format_date(value, "medium", locale=language))
    if isinstance(value, int):
        return str(format_decimal(value, locale=language))
    return str(value)


def join(parts: Iterable[str], language: str) -> str:
    """Line up the parts of a list as the language does: 、 or a comma."""
    return ("、", ", ")[LANGUAGES.index(language)].join(parts)


def pair(label: str, value: str, language: str) -> str:
    """Put a label before its value."""
    return f"{label}{('：', ': ')[LANGUAGES.index(language)]}{value}"


def aside(text: str, more: str, language: str) -> str:
    """Put something more behind a text, in brackets."""
    opening, closing = (("（", "）"), (" (", ")"))[LANGUAGES.index(language)]
    return f"{text}{opening}{more}{closing}"


def service(code: str, name: str, language: str) -> str:
    """Name a service: its own Japanese name, or in English what is known of it."""
    return name if language == "ja" else CATALOGUE.get(f"service.{code}", (name, name))[1]
