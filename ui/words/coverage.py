"""Words of the coverage page."""

WORDS: dict[str, tuple[str, str]] = {
    "nav.coverage": ("地域の備えと不足", "Coverage"),
    "coverage.coordinators": (
        "この画面には少人数の数も出るため、拠点のコーディネーターだけが見られます。区や市の方には、少人数の数を伏せた区の資料をお渡しします。",
        "This page shows small counts of people, so only the base's coordinators see it. Ward offices and the city are "
        "given the ward sheet, in which small counts are hidden.",
    ),
    "coverage.empty_areas": (
        "区の境界がまだありません。「取り込み」で行政区域のファイル（国土数値情報N03など）を取り込んでください。",
        "There are no ward outlines yet. Import a file of outlines (N03 and the like) on the Import page.",
    ),
    "coverage.empty_facilities": (
        "施設がまだありません。「取り込み」でWAM NETの公表データを取り込んでください。",
        "There are no facilities yet. Import the published WAM NET files on the Import page.",
    ),
    "coverage.empty_people": (
        "対象者がまだいないため、対象者についての指標は0人か不明になります。「対象者」で登録するか、「取り込み」で一覧を取り込んでください。",
        "There is nobody yet, so measures of people are 0 or unknown. Add people on the People page, or import a list.",
    ),
    "coverage.empty_ward": (
        "区がまだありません。「取り込み」で行政区域のファイルを取り込んでください。",
        "There are no wards yet. Import their outlines on the Import page.",
    ),
    "coverage.empty_catchment": (
        "圏域がまだありません。「取り込み」で地域包括支援センターの一覧（担当する町）か、圏域の境界を取り込んでください。",
        "There are no catchments yet. Import the list of community care centres with their towns, or outlines of "
        "catchments, on the Import page.",
    ),
    "coverage.empty_town": (
        "町丁目がまだありません。「取り込み」で町丁目の位置のファイルを取り込んでください。",
        "There are no towns yet. Import a file of towns with their points on the Import page.",
    ),
    "coverage.show": ("表示", "Show"),
    "coverage.tab_measures": ("指標と地図", "Measures"),
    "coverage.tab_scenario": ("試してみる", "Try a change"),
    "coverage.tab_sites": ("新しい場所", "Best new places"),
    "coverage.tab_sheet": ("区の資料", "Ward sheet"),
    "coverage.level": ("地域の単位", "Areas"),
    "coverage.by_ward": ("区", "Ward"),
    "coverage.by_catchment": ("圏域", "Catchment"),
    "coverage.by_town": ("町丁目", "Town"),
    "coverage.measure": ("指標", "Measure"),
    "coverage.minutes": ("間に合う時間（分）", "In time means (minutes)"),
    "coverage.within": ("近くと見なす距離（m）", "Near means (m)"),
    "coverage.method": ("計算方法", "Method"),
    "coverage.decay": ("距離の重み", "Weights"),
    "coverage.carried": ("1か所に頼っている施設", "Facilities that people depend on alone"),
    "coverage.carried_hint": (
        "その施設が閉じると、近く（{metres}mまで）の候補や緊急時の受入れ先がなくなる人数と、この12か月の利用件数です。利用のあった施設は、頼っている人がいなくても載せています。",
        "How many people would lose their only eligible place near (within {metres} m) or their only emergency option if "
        "it closed, and its stays of the last 12 months. Facilities with stays are listed even if nobody depends on them alone.",
    ),
    "coverage.carried_none": (
        "1か所だけに頼っている人も、この12か月の利用もありません。",
        "Nobody depends on one single facility, and there were no stays in the last 12 months.",
    ),
    "coverage.column.facility": ("施設", "Facility"),
    "coverage.column.by_place": ("近くの候補がここだけの人", "Only place near"),
    "coverage.column.by_option": ("緊急時の受入れ先がここだけの人", "Only emergency option"),
    "coverage.column.alone": ("どちらかに当たる人", "Either"),
    "coverage.column.stays": ("利用（12か月）", "Stays (12 months)"),
    "coverage.scheme": ("階級の分け方", "Classes"),
    "coverage.scheme_quantiles": ("同じ数ずつ（分位）", "Equal count (quantiles)"),
    "coverage.scheme_natural": ("自然な切れ目", "Natural breaks"),
    "coverage.scheme_equal": ("等間隔", "Equal steps"),
    "coverage.compare": ("比べ方", "Compare"),
    "coverage.compare_one": ("1つの指標", "One measure"),
    "coverage.compare_beside": ("2つの指標を並べる", "Two side by side"),
    "coverage.compare_difference": ("2つの指標の差", "Difference of two"),
    "coverage.compare_year": ("昨年度末との差", "Against last fiscal year"),
    "coverage.other": ("比べる指標", "Second measure"),
    "coverage.no_other": (
        "同じ単位の指標がほかにないため、差を出せません。",
        "No other measure has the same unit, so there is no difference to show.",
    ),
    "coverage.no_past": (
        "この指標は、過去の値が台帳に残っていません。昨年度末と比べられるのは次の指標です：{names}",
        "The casebook keeps no past of this measure. These can be compared with the end of the last fiscal year: {names}",
    ),
    "coverage.none_then": (
        "{day}までの数が台帳にないため、昨年度末と比べられません。その時点の統計を「取り込み」で取り込むと比べられます。",
        "The casebook has no such figure up to {day}, so there is nothing to compare with. Import the statistics of that "
        "time on the Import page.",
    ),
    "coverage.past_note": (
        "{day}の時点との差です。利用と訪問はその日までの12か月、対象者はその日までに把握した人（今も支援中の人に限る）を数え、統計はその日までの最新のものです。"
        "施設の方針・条件とニーズは今日のものです。",
        "Change since {day}. Stays and visits are those of the 12 months up to that day; people are those identified by "
        "then who are still followed; statistics are the newest up to that day. Policies, conditions and needs are today's.",
    ),
    "coverage.since": ("{name}：{day}からの増減", "{name}: change since {day}"),
    "coverage.minus": ("{name} − {other}", "{name} − {other}"),
    "coverage.by_scenario": ("{name}：試した場合の増減", "{name}: change by the scenario"),
    "coverage.threshold_low": ("不足とする値（以下）", "A gap at or below"),
    "coverage.threshold_high": ("不足とする値（以上）", "A gap at or above"),
    "coverage.worst_class": ("最も悪い階級", "The worst class"),
    "coverage.threshold_help": (
        "空欄なら、最も悪い階級の地域を不足とします。",
        "If empty, the areas of the worst class are gaps.",
    ),
    "coverage.no_gap": (
        "この指標だけでは、多い・少ないのどちらが不足とも言えません。",
        "Neither more nor less of this measure is a gap by itself.",
    ),
    "coverage.gap": ("不足", "gap"),
    "coverage.outlined": (
        "太い破線で囲んだ{count}地域が、この指標で不足している地域です。",
        "Thick dashes outline the gaps of this measure: {count}.",
    ),
    "coverage.all_unknown": (
        "この指標の値が分かる地域がありません。下の表と定義を確認してください。",
        "This measure is not known of any area. See its definition for what it needs.",
    ),
    "coverage.legend": ("凡例", "Legend"),
    "coverage.facilities": ("施設を表示", "Show facilities"),
    "coverage.rings": ("距離の輪を描く施設", "Distance rings around"),
    "coverage.rings_none": ("描かない", "None"),
    "coverage.ring_way": (
        "道のり約{metres}m（直線の1.3倍として）",
        "About {metres} m by way (1.3 × the straight line)",
    ),
    "coverage.ring_line": ("直線で{metres}m", "{metres} m in a straight line"),
    "coverage.choose": ("地域を選ぶ", "Choose an area"),
    "coverage.hint": (
        "地図の地域を押すか、上の一覧か下の表で地域を選ぶと、すべての指標を定義・単位・出典とともに表示します。",
        "Click an area on the map, or choose it in the list or in the table below, to see all of its measures with "
        "definition, unit and source.",
    ),
    "coverage.unit": ("単位", "Unit"),
    "coverage.source": ("出典", "Source"),
    "coverage.figures": ("{area}の指標", "Measures of {area}"),
    "coverage.areas": ("地域ごとの値（単位：{unit}）", "By area (unit: {unit})"),
    "coverage.areas_alt": ("地域ごとの値", "Values by area"),
    "coverage.definitions": ("すべての指標の定義・単位・出典", "Definition, unit and source of every measure"),
    "coverage.column.measure": ("指標", "Measure"),
    "coverage.column.value": ("値", "Value"),
    "coverage.column.city": ("市全体", "Whole city"),
    "coverage.column.unit": ("単位", "Unit"),
    "coverage.column.gap": ("不足", "Gap"),
    "coverage.column.before": ("今", "Now"),
    "coverage.column.after": ("試した場合", "Tried"),
    "coverage.column.reach": ("届き方", "Reach"),
    "coverage.column.then": ("増やした後", "Then"),
    "coverage.column.difference": ("差", "Difference"),
    "coverage.column.rank": ("順", "No."),
    "coverage.column.site": ("場所", "Place"),
    "coverage.column.adds": ("新たに届く人数", "People newly within reach"),
    "coverage.column.covered": ("届く人数の合計", "Within reach in all"),
    "coverage.column.mean": ("平均距離（m）", "Mean way (m)"),
    "coverage.column.farthest": ("最も遠い距離（m）", "Farthest (m)"),
    # a scenario
    "coverage.scenario_hint": (
        "施設を加える・閉じる・条件を変えるとどうなるかを試します。名前を付けて残すまで、何も書き込みません。",
        "Try what adding, closing or changing facilities would do. Nothing is written until you keep it under a name.",
    ),
    "coverage.scenario_empty": (
        "上で変えたいことを選び、「加える」を押すと、試す前と後の指標をここに並べます。",
        "Choose a change above and press “Add”; the measures before and after appear here.",
    ),
    "coverage.whole_city": ("市全体で変わる指標", "What changes in the whole city"),
    "coverage.nothing_changes": (
        "市全体では、どの指標も変わりません。",
        "No measure of the whole city changes.",
    ),
    "coverage.unchanged": ("変わらない指標は省いています。", "Measures that do not change are left out."),
    # best new places
    "coverage.sites_hint": (
        "体験できる施設や緊急時の受入れ先をどこに増やすと最も役立つかを、厳密な配置モデルで計算します。何も書き込みません。",
        "Where a new place would help most, by exact location models. Nothing is written.",
    ),
    "coverage.model": ("求め方", "Model"),
    "coverage.model_mclp": ("届く人を最も多くする（MCLP）", "Most people within reach (MCLP)"),
    "coverage.model_lscp": ("全員に届く最少の数（LSCP）", "Fewest places that reach all (LSCP)"),
    "coverage.model_pmedian": ("平均距離を最も短くする（p-median）", "Shortest mean way (p-median)"),
    "coverage.model_pcentre": ("最も遠い人の距離を最も短くする（p-centre）", "Shortest farthest way (p-centre)"),
    "coverage.model_help_mclp": (
        "今ある場所を残したまま、近くと見なす距離に場所がある人が最も多くなる場所を選びます（Church・ReVelle 1974）。",
        "Keeps what is there and chooses so that the most people have a place within the near distance "
        "(Church & ReVelle 1974).",
    ),
    "coverage.model_help_lscp": (
        "今ある場所を残したまま、全員が近くと見なす距離に場所を持てるようにするのに最も少ない数の場所を選びます。"
        "「増やす数」は使いません（Toregasら 1971）。",
        "Keeps what is there and chooses the fewest places that give everybody one within the near distance; the number "
        "of new places is not used (Toregas et al. 1971).",
    ),
    "coverage.model_help_pmedian": (
        "今ある場所を残したまま、最も近い場所までの距離の合計が最も短くなる場所を選びます（Hakimi 1964）。",
        "Keeps what is there and chooses so that the ways to the nearest place add up to the least (Hakimi 1964).",
    ),
    "coverage.model_help_pcentre": (
        "今ある場所を残したまま、最も遠い人の距離が最も短くなる場所を選びます（Hakimi 1964）。",
        "Keeps what is there and chooses so that whoever is farthest from a place has the shortest way (Hakimi 1964).",
    ),
    "coverage.new": ("増やす数", "New places"),
    "coverage.among": ("どこから選ぶか", "Choose among"),
    "coverage.among_towns": ("町丁目", "Towns"),
    "coverage.among_facilities": ("まだ体験を受けていない施設", "Facilities without trials yet"),
    "coverage.among_public": ("公共施設", "Public facilities"),
    "coverage.demand": ("だれのためか", "For whom"),
    "coverage.demand_people": ("対象者", "People at risk"),
    "coverage.demand_population": ("住民（人口）", "Residents"),
    "coverage.sites_run": ("探す", "Search"),
    "coverage.sites_empty": (
        "上で条件を選び、「探す」を押すと、最も役立つ場所を地図と表に示します。",
        "Choose above and press “Search”; the best places appear on the map and in a table.",
    ),
    "coverage.sites_working": ("最も役立つ場所を計算しています…", "Working out the best places…"),
    "coverage.sites_of": (
        "対象は{total}人です（うち場所の分からない{nowhere}人は計算に入りません）。今ある{existing}か所を残し、{candidates}か所の候補から選びました。",
        "For {total} people ({nowhere} of them at no known place, and left out), keeping {existing} places, chosen among "
        "{candidates} candidates.",
    ),
    "coverage.proven": ("これより良い選び方がないことを確かめました。", "Proven: no other choice is better."),
    "coverage.not_proven": (
        "時間内に、これより良い選び方がないことまでは確かめられませんでした。",
        "Not proven: there was no time to rule out a better choice.",
    ),
    "coverage.reach_covered": ("届く人数", "People within reach"),
    "coverage.reach_unreached": ("どこにも行けない人数", "People who reach none"),
    "coverage.reach_mean_metres": ("平均距離（m）", "Mean way (m)"),
    "coverage.reach_farthest_metres": ("最も遠い距離（m）", "Farthest (m)"),
    "coverage.sites_counts": (
        "少人数の数は個人が推測されるおそれがあるため、この表を外に出さないでください。",
        "Small counts may tell who is meant: do not hand this table on.",
    ),
    "coverage.sites_try": ("シナリオとして試す", "Try as a scenario"),
}
