"""What the spellings of one place name have in common: old and new kanji, ヶ and が, ッ and つ, ノ and の."""

import re
from functools import lru_cache

from geodata.text import tidy

# Each word is a kanji by which names are compared, and the old and popular forms in which they write it.
_KANJI = (
    "亜亞 悪惡 圧壓 囲圍 壱壹 隠隱 営營 栄榮 衛衞 駅驛 円圓 塩鹽 縁緣 艶艷 応應 欧歐 殴毆 桜櫻 "
    "奥奧 横橫 温溫 仮假 価價 画畫 会會 絵繪 壊壞 懐懷 拡擴 殻殼 覚覺 学學 岳嶽 楽樂 渇渴 勧勸 "
    "巻卷 寛寬 歓歡 缶罐 観觀 関關 陥陷 巌巖 顔顏 帰歸 気氣 亀龜 偽僞 戯戲 犠犧 旧舊 拠據 挙擧 "
    "虚虛 峡峽 挟挾 狭狹 郷鄕鄉 暁曉 区區 駆驅駈 勲勳 薫薰 径徑 恵惠 渓溪 経經 継繼 茎莖 蛍螢 軽輕 "
    "鶏鷄 芸藝 欠缺 倹儉 剣劍劔劒剱 圏圈 検檢 権權 献獻 県縣 険險 顕顯 験驗 厳嚴 効效 広廣 恒恆 "
    "鉱鑛 号號 国國圀 黒黑 済濟 砕碎 斎齋斉齊齎 剤劑 雑雜 参參 惨慘 桟棧 蚕蠶 賛贊 残殘 糸絲 歯齒 "
    "児兒 辞辭 湿濕 実實 舎舍 写寫 釈釋 寿壽 収收 従從 渋澁 獣獸 縦縱 粛肅 処處 叙敍 奨奬 将將 "
    "焼燒 称稱 証證 乗乘 剰剩 壌壤 嬢孃 条條 浄淨 畳疊 穣穰 譲讓 醸釀 触觸 嘱囑 寝寢 慎愼 晋晉 "
    "真眞 尽盡 図圖 粋粹 酔醉 随隨 髄髓 数數 枢樞 瀬瀨 青靑 静靜 摂攝 窃竊 専專 戦戰 浅淺 潜潛 "
    "繊纖 践踐 銭錢 禅禪 曽曾 双雙 壮壯 捜搜 挿插 争爭 窓窗 総總 聡聰 荘莊 装裝 騒騷 増增 臓臟 "
    "蔵藏 即卽 続續 堕墮 対對 帯帶 滞滯 台臺 滝瀧 択擇 沢澤 単單 担擔 胆膽 団團 弾彈 断斷 痴癡 "
    "遅遲 昼晝 虫蟲 鋳鑄 庁廳 聴聽 鎮鎭 逓遞 鉄鐵 転轉 点點 伝傳 党黨 盗盜 灯燈 当當 闘鬪 徳德 "
    "独獨 読讀 届屆 弐貳 脳腦 拝拜 廃廢 売賣 麦麥 発發 髪髮 抜拔 蛮蠻 秘祕 浜濱濵 瓶甁 払拂 仏佛 "
    "並竝 変變 辺邊邉 弁辨瓣 舗舖 穂穗 宝寶寳 褒襃 豊豐 没沒 万萬 満滿 黙默 弥彌 薬藥 訳譯 予豫 "
    "余餘 与與 誉譽 揺搖 様樣 謡謠 来來 頼賴 乱亂 覧覽 竜龍 両兩 猟獵 緑綠 塁壘 隣鄰 礼禮 隷隸 "
    "霊靈 齢齡 恋戀 炉爐 労勞 楼樓 郎郞 録錄 湾灣 戸戶 歩步 毎每 梼檮 桧檜 釜竈竃 園薗 渕淵 島嶋嶌 "
    "崎﨑嵜碕 高髙 富冨 柳栁 桑桒 館舘 峰峯 薮藪籔 篭籠 鴎鷗 鴬鶯 鯵鰺 頚頸 砺礪 涛濤 蛎蠣 祢禰 "
    "壷壺 麹麴 芦蘆 騨驒 涜瀆 祇祗 蕊蘂蕋 萼蕚 櫟檪 檳梹 野埜 卯夘 槙槇 清淸 村邨 繩縄 兎兔莵 鹸鹼 "
    "蝉蟬 攅攢 莱萊 桝枡 填塡 剥剝 顛顚 掴摑 痩瘦 嘘噓 繋繫 諌諫 墻牆 厩廐廏 麺麪麵 黄黃 吉𠮷 靭靱 "
    "稲稻 教敎 鶴靏靎鸖 巣巢 内內 呉吳 姫姬 緒緖 沖冲 土圡 橋槗𣘺 船舩 湧涌 体躰體 峨峩 庵菴 蓋葢盖 "
    "秋穐龝 萌萠 讃讚 遥遙 鈎鉤 槍鎗 頬頰 雁鴈 鼠鼡 尭堯 梅楳 毘毗 猪豬 皐皋 蓑簑 蘇蘓 蝿蠅 裏裡 "
    "迩邇 纏纒 "
    # Radicals that look like the kanji, as copying out of documents leaves them.
    "長⻑ 西⻄ 青⻘ 亀⻲ 鬼⻤ 黄⻩ 斎⻫ 竜⻯ 歯⻭ 麦⻨ 食⻝ 虎⻁ 角⻆ 見⻅ 貝⻉ 車⻋ 民⺠ 邑⻏"
)
_LARGE_AND_SMALL = "あぁ いぃ うぅ えぇ おぉ つっ やゃ ゆゅ よょ わゎ"
# ヰ and ヱ are told apart from イ and エ where blocks are counted by イロハ.
_HIRAGANA = {code: chr(code - 0x60) for code in range(ord("ァ"), ord("ヷ")) if chr(code) not in "ガカケヵヶヰヱ"}
_ONE_FORM = {ord(form): word[0] for word in f"{_KANJI} {_LARGE_AND_SMALL}".split() for form in word[1:]}
_ONE_FORM |= {code: _ONE_FORM.get(ord(kana), kana) for code, kana in _HIRAGANA.items()}
_ONE_FORM[ord("之")] = "の"
# A selector says which form of the kanji before it is meant.
_ONE_FORM |= dict.fromkeys([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)], "")
# The ways of writing が within a name: 光が丘 and 光ケ丘, 三か日 and 三ヶ日; not the block カ of 柳田町カ12.
_GA = re.compile(
    r"(?<=.)(?:[がガヶヵ](?=[\u3400-\u9fff々〆ぁ-んガカケヶヵ])|(?:[カケ]|(?<=[一二三四五六七八九十百千数\d])か)(?=[\u3400-\u9fff々〆]))"
)
_NOT_GA = str.maketrans("ガカケヵ", "がかけか")


@lru_cache(maxsize=65536)
def alike(text: str) -> str:
    """Return what the spellings of one place name have in common; it is for comparing, not for showing.

    NFKC without spaces, and one form of each kanji and kana that names write in several: 龍ケ崎市 and 竜ヶ崎市 are
    alike, as are 丸の内 and 丸ノ内, 三ツ割 and 三ッ割. 大和 and 大和町, 日の出町 and 日出町 are not.
    """
    plain = tidy(text).replace(" ", "").translate(_ONE_FORM)
    return _GA.sub("ヶ", plain).translate(_NOT_GA)
