"""Words of the page and the command that simulate a year of emergencies."""

WORDS: dict[str, tuple[str, str]] = {
    "nav.simulation": ("シミュレーション", "Simulation"),
    "simulation.intro": (
        "緊急受入れの1年間をコンピューターの中で何度もくり返し、居室がどれだけ使われ、受入れ先のない人がどれだけ出るかを見積もります。",
        "Plays a year of emergencies many times over, and estimates how the rooms are used and how many people find no bed.",
    ),
    "simulation.empty": (
        "緊急受入れの記録がまだないため、発生率が分かりません。緊急時の対応を記録するか、下の「発生率」に年間の件数を入力すると、試算できます。",
        "No emergency admission is on record yet, so how often they come is not known. Record emergencies, or enter how "
        "many come in a year under “Rates” below.",
    ),
    "simulation.rooms": ("拠点の緊急用居室数", "Emergency rooms of the base"),
    "simulation.years": ("くり返す年数", "Years to simulate"),
    "simulation.seed": ("乱数の種", "Random seed"),
    "simulation.seed_help": (
        "同じ種からは、いつも同じ結果が得られます。",
        "The same seed always gives the same result.",
    ),
    "simulation.shape": ("在所日数の決め方", "Length of stay"),
    "simulation.shape_auto": ("台帳に合わせる", "As the casebook has it"),
    "simulation.shape_empirical": ("記録からの再抽出", "drawn again from the records"),
    "simulation.shape_lognormal": ("対数正規分布", "log-normal"),
    "simulation.shape_exponential": ("指数分布", "exponential"),
    "simulation.shape_fixed": ("一定", "always the same"),
    "simulation.mean_stay": ("平均在所日数（日）", "Mean stay (days)"),
    "simulation.cluster": ("同時に発生する件数の平均", "Emergencies at once, on average"),
    "simulation.cluster_help": (
        "1なら1件ずつ発生します。1より大きくすると、年間の件数は変わらずに、まとまって発生するようになります。",
        "At 1 they come one at a time. Above 1 they come in clusters, as many in a year as before.",
    ),
    "simulation.readiness": ("備えの状況", "Readiness"),
    "simulation.known_today": ("今日", "today"),
    "simulation.known_later": ("四半期末・体験なし", "quarter's end, no trials"),
    "simulation.known_plan": ("四半期末・計画の体験後", "quarter's end, plan's trials"),
    "simulation.known_plan_readiness": ("四半期末・備え優先計画", "quarter's end, readiness plan"),
    "simulation.known_alone": ("拠点だけ", "the base alone"),
    "simulation.erlang": (
        "「拠点だけ」で拠点が満室だった割合は、アーランの損失式では{value}です（{rooms}室、1件ずつ発生し、同じ人が在所中に再び"
        "発生することもあるとした場合）。",
        "With the base alone, Erlang's loss formula gives {value} who find it full ({rooms} rooms; calls one at a time, and "
        "also from people who are in a stay).",
    ),
    "simulation.of_which": ("{days}（{parts}）", "{days} ({parts})"),
    "simulation.rooms_days": ("{rooms}室{days}日", "{rooms} rooms: {days}"),
    "simulation.readiness_help": (
        "誰がどの施設に受け入れてもらえるかを、今日見るか、次の四半期末に見るかです。四半期末は、体験利用を行わない場合、"
        "次の四半期の計画どおり体験した場合、備えを優先した計画どおり体験した場合の三つです。「拠点だけ」は、ほかの施設がどこも受け入れない場合です。",
        "Whether it is judged today who would be taken where, or at the end of the coming quarter: without any trial, "
        "after the trials of the quarter's plan, or of a plan that aims at readiness. The base alone: no other facility "
        "takes anybody.",
    ),
    "simulation.rates": ("発生率", "Rates"),
    "simulation.rates_hint": (
        "空欄のままなら、台帳から求めた値（灰色の数字）を使います。",
        "Left empty, the casebook's own value (in grey) is used.",
    ),
    "simulation.rate_1": ("段階1の人：1人あたり年間件数", "Tier 1: a year, one person"),
    "simulation.rate_2": ("段階2の人：1人あたり年間件数", "Tier 2: a year, one person"),
    "simulation.rate_3": ("段階3の人：1人あたり年間件数", "Tier 3: a year, one person"),
    "simulation.rate_unknown": ("事前に把握していない人：全体の年間件数", "Not known beforehand: a year, all of them"),
    "simulation.run": ("シミュレーションを実行", "Run the simulation"),
    "simulation.running": ("シミュレーション中", "Simulating"),
    "simulation.progress": ("シミュレーション中：{done} / {total}年", "Simulating: {done} of {total} years"),
    "simulation.hint": (
        "条件を確かめて「シミュレーションを実行」を押してください。",
        "Check the conditions and press “Run the simulation”.",
    ),
    "simulation.interval": ("{mean}（{low}〜{high}）", "{mean} ({low} to {high})"),
    "simulation.result": ("結果", "Result"),
    "simulation.of": (
        "{rooms}室、備え：{readiness}、{years}年分のくり返し、乱数の種{seed}。かっこ内と小さい字は{percent}%信頼区間です。",
        "{rooms} rooms, readiness: {readiness}, {years} years, seed {seed}. In brackets, and in small print, the "
        "{percent} % confidence interval.",
    ),
    "simulation.based_on": (
        "年間{rate}件、平均在所日数{mean}日（{length}）、対象者{people}人のうち拠点以外に受入れ先のある人は{ready}人。"
        "同時発生の平均は{cluster}件。",
        "{rate} emergencies a year, mean stay {mean} days ({length}); of {people} people, {ready} have a place outside "
        "the base. On average {cluster} at once.",
    ),
    "simulation.metric_full": ("満室の日（年間）", "Days full a year"),
    "simulation.metric_nowhere": ("受入れ先のない人（年間）", "Nowhere to go, a year"),
    "simulation.metric_outside": ("拠点以外で受け入れた割合", "Placed outside the base"),
    "simulation.metric_mean": ("使用中の居室（平均）", "Rooms in use on average"),
    "simulation.metric_blocked": ("拠点が満室だった割合", "Found the base full"),
    "simulation.variants": ("条件を変えた場合の比較", "Compared with other conditions"),
    "simulation.variants_hint": (
        "どの行も同じ乱数でくり返しているため、行どうしの差は条件の違いによるものです。差は、選んだ条件の行と比べた値です。",
        "Every row meets the same luck, so rows differ by their conditions. Differences are from the row that was chosen.",
    ),
    "simulation.column_rooms": ("居室数", "Rooms"),
    "simulation.column_readiness": ("備え", "Readiness"),
    "simulation.column_full": ("満室の日", "Days full"),
    "simulation.column_nowhere": ("受入れ先のない人", "Nowhere to go"),
    "simulation.column_difference": ("差（受入れ先のない人）", "Difference in nowhere to go"),
    "simulation.column_outside": ("拠点以外の割合", "Outside the base"),
    "simulation.column_blocked": ("拠点が満室", "Base full"),
    "simulation.chosen": ("（選んだ条件）", "(chosen)"),
    "simulation.days": ("使用中の居室数ごとの日数（年間）", "Days a year by rooms in use"),
    "simulation.in_use": ("使用中の居室", "Rooms in use"),
    "simulation.series": ("系列", "Series"),
    "simulation.count_days": ("日数", "Days"),
    "simulation.column_simulated": ("シミュレーション", "Simulated"),
    "simulation.column_poisson": ("ポアソン分布", "Poisson"),
    "simulation.column_observed": ("実績", "Observed"),
    "simulation.column_alone": ("1件ずつ発生", "One at a time"),
    "simulation.column_clustered": ("平均{cluster}件が同時", "{cluster} at once"),
    "simulation.observed": ("実績との比較", "Beside what was observed"),
    "simulation.observed_hint": (
        "選んだ年度と居室の平均使用数が同じになる発生率で、拠点だけ（{rooms}室、満室なら受け入れない）をくり返した結果です。"
        "ポアソン分布は、居室がいくらでもあり、1件ずつ独立に発生する場合の日数です。",
        "The base alone ({rooms} rooms, nobody taken in beyond them), simulated with as many emergencies as use as many "
        "rooms on average as that year. Poisson: rooms without end and emergencies that come one by one.",
    ),
    "simulation.year": ("比べる年度", "Fiscal year"),
    "simulation.year_published": (
        "{year}年度（仙台市の公表資料、{days}日間）",
        "FY{year}, published by Sendai ({days} days)",
    ),
    "simulation.year_own": ("{year}年度（この台帳、{days}日間）", "FY{year}, this casebook ({days} days)"),
    "simulation.or_more": ("{rooms}以上", "{rooms} or more"),
    "simulation.row_mean": ("平均使用数", "Mean in use"),
    "simulation.row_dispersion": ("分散÷平均", "Variance ÷ mean"),
    "simulation.not_published": ("公表なし", "not published"),
    "simulation.range": ("{low}〜{high}", "{low} to {high}"),
    "simulation.clusters_do": (
        "同じ平均使用数でも、平均{cluster}件がまとまって発生すると、空室だけの日は{empty}日から{empty_clustered}日へ、"
        "{rooms}室すべてを使う日は{full}日から{full_clustered}日へと、どちらも増えます（分散÷平均は{spread}から{spread_clustered}へ）。",
        "At the same mean use, emergencies that come {cluster} at once make days empty go from {empty} to "
        "{empty_clustered} and days with all {rooms} rooms in use from {full} to {full_clustered}: more of both "
        "(variance by mean from {spread} to {spread_clustered}).",
    ),
    "simulation.spread_between": (
        "公表された日数からは、実績の分散÷平均は{low}〜{high}の間にあると分かります（ポアソン分布では1）。",
        "From the days that were published, the observed variance by mean lies between {low} and {high} (1 for Poisson).",
    ),
    "simulation.spread_is": (
        "実績の分散÷平均は{value}です（ポアソン分布では1）。",
        "The observed variance by mean is {value} (1 for Poisson).",
    ),
    "simulation.why_misfit": (
        "考えられる理由：月や季節による件数の違い、満室が近いときの受入れの調整、同じ日に退所と入所が重なる日（両方を1室と数えるため5室の日が生じる）。このモデルには含まれていません。",
        "What may be behind a misfit: more calls in some months, admissions held back when rooms run short, and days on "
        "which one person leaves and the next comes (both are counted, so that five rooms can appear). None of it is in "
        "the model.",
    ),
    "simulation.model": ("このモデルの前提", "What the model assumes"),
    "simulation.assume_rates": (
        "発生率：{first}から今日までの緊急受入れ（{stays}件）を、リスク段階ごとの延べ人年で割った値です。段階は今日のものです。"
        "事前把握より前の受入れと、支援が終了した人の受入れは「事前に把握していない人」に数えています。",
        "Rates: emergency admissions from {first} to today ({stays}), by the person-years of each tier. Tiers are today's. "
        "Admissions before somebody was identified, and of people whose support has ended, count as not known beforehand.",
    ),
    "simulation.assume_served": (
        "台帳にあるのは受け入れた人だけなので、満室で断った分だけ発生率は実際より低めです。",
        "The casebook has only those who were taken in, so the rates are too low by those who were turned away.",
    ),
    "simulation.assume_order": (
        "対象者は、受け入れてくれる施設に順に電話し、空きがあり承諾すればそこへ、なければ拠点の居室へ行きます。どこも空いていなければ「受入れ先のない人」です。"
        "施設のベッドは緊急用に1床、承諾の割合はこれまでの回答から求めています（回答がなければ50%）。",
        "A person tries the facilities that would take her, in order; where one has a bed and accepts she goes there, else to "
        "a room of the base, else nowhere. A facility has one bed for emergencies, and accepts as often as it has answered "
        "(one in two where it never did).",
    ),
    "simulation.assume_outside": (
        "記録されている緊急受入れ{stays}件のうち、拠点以外での受入れは{outside}件です。シミュレーションの割合がこれより高ければ、"
        "それは備えと承諾の割合の仮定が実際の電話でもそのとおりになった場合の値です。",
        "Of {stays} admissions on record, {outside} were outside the base. A higher share in the simulation is what would "
        "come true only if facilities accept as assumed when they are really telephoned.",
    ),
    "simulation.assume_warm": (
        "各年の前に{days}日の助走を置き、その間は数えません。居室の使用は毎日正午に数えます。",
        "Before each year {days} days run that are not counted. Rooms in use are counted at noon.",
    ),
    "simulation.cli_head": (
        "{years}年分のシミュレーション：{rooms}室、年間{rate}件、平均在所日数{mean}日（{length}）。かっこ内は{percent}%信頼区間。",
        "{years} simulated years: {rooms} rooms, {rate} emergencies a year, mean stay {mean} days ({length}). In brackets "
        "the {percent} % confidence interval.",
    ),
    "simulation.cli_arrivals": ("年間の件数：{value}", "Emergencies a year: {value}"),
    "simulation.cli_outside": ("拠点以外で受け入れた割合：{value}", "Placed outside the base: {value}"),
    "simulation.cli_nowhere": ("受入れ先のない人（年間）：{value}", "Nowhere to go, a year: {value}"),
    "simulation.cli_blocked": ("拠点が満室だった割合：{value}", "Found the base full: {value}"),
    "simulation.cli_erlang": (
        "アーランの損失式による値（1件ずつ発生する場合）：{value}",
        "By Erlang's loss formula (one at a time): {value}",
    ),
    "simulation.cli_mean": ("使用中の居室（平均）：{value}", "Rooms in use on average: {value}"),
    "simulation.cli_days": ("{rooms}室を使用した日（年間）：{value}", "Days a year with {rooms} in use: {value}"),
}
