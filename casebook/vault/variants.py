"""Characters of names that are written in several forms (異体字), and are compared as the first form of their group.

Sources: the older forms that the rules of the Family Register Act (戸籍法施行規則別表第二の二) and the table of characters for
common use (常用漢字表, 2010, in brackets) list beside those in use, as far as names have them; and forms that registers know and
no encoding exchanges (髙, 﨑, 𠮷, 邉, 嶌). What Unicode itself exchanges (NFKC) is not repeated. 斉 and 斎, 冨 and 富 are letters of
their own, and in names taken for one another: whoever searches for one finds both.
"""

GROUPS = """
斉斎齊齋斋亝 高髙 崎﨑嵜碕㟢 辺邊邉 吉𠮷 沢澤 浜濱濵 広廣 桜櫻 島嶋嶌 国國囯 恵惠 真眞 栄榮 関關 黒黑 富冨 峰峯 渕淵渊 渋澁澀
条條 万萬 滝瀧 竜龍龒 嶽岳 塩鹽 円圓 応應 奥奧 横橫 温溫 絵繪 衛衞 駅驛 園薗 桑桒 館舘 検檢 剣劍剱劔 権權 亀龜 気氣 亜亞
壱壹 隠隱 営營 価價 会會 懐懷 楽樂 巻卷 寛寬 勧勸 観觀 歓歡 帰歸 義羲 暁曉 尭堯 郷鄕 勲勳勛 薫薰 群羣 径徑 経經 継繼 渓溪
芸藝 県縣 顕顯 験驗 晃晄 効效 恒恆 号號 鉱鑛 済濟 最㝡 蔵藏 桟棧 賛贊 糸絲 児兒 実實寔 写寫 釈釋 寿壽 収收 従從 渉涉 縦縱
粛肅 緒緖 叙敘 称稱 将將 奨奬 焼燒 証證 乗乘 浄淨 畳疊 嬢孃 穣穰 譲讓 醸釀 晋晉 慎愼 尽盡 図圖 酔醉 随隨 数數 枢樞 瀬瀨
静靜 専專 銭錢 繊纖 禅禪 双雙 壮壯 荘莊 総總 聡聰 増增 続續 対對 帯帶 台臺 択擇 単單 団團 弾彈 昼晝 虫蟲 鋳鑄 庁廳 聴聽
鎮鎭 槌鎚 鉄鐵銕 伝傳 点點 転轉 灯燈 当當 党黨 稲稻 闘鬪 独獨 読讀 届屆 弐貳 盃杯 拝拜 梅楳 売賣 麦麥 抜拔 弥彌 姫姬 払拂
仏佛 並竝 併倂 変變 弁辨瓣辯 宝寶寳 豊豐 穂穗 毎每 槙槇 松枩 満滿 麺麵 薮藪 与與 予豫 余餘 誉譽 揺搖 様樣 謡謠 遥遙 来來
頼賴 乱亂 覧覽 緑綠 隣鄰 涙淚 塁壘 礼禮 励勵 霊靈 歴歷 暦曆 恋戀 錬鍊 炉爐 労勞 朗郎 楼樓 録錄 湾灣 曽曾 祢禰 弘彃 柳栁
桧檜 梼檮 侭儘 鴎鷗 芦蘆 蛍螢 蒋蔣 蝋蠟 頬頰 籠篭 鰺鯵 峡峽 狭狹 挟挾 秋穐龝 野埜 草艸 花華 肇肈 柏栢 橋𣘺 土圡 興𦥯 藤籐
鶴靏靍 為爲 涌湧 船舩 体體 丘坵 卯夘 仙僊 参參 杉椙杦 巌巖 厳嚴 徳德
""".split()
FORMS = {ord(form): group[0] for group in GROUPS for form in group[1:]}
"""By each form the one that it is compared as, for `str.translate`."""
