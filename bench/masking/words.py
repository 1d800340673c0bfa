"""Words that names, addresses and companies of the generated documents are composed of. All of it is made up
by composition: no line is a person or a place that was looked up."""


def listed(words: str, separator: str | None = None) -> list[str]:
    return words.strip().split(separator)


SURNAMES = listed("""
山田/ヤマダ/Yamada 佐藤/サトウ/Sato 鈴木/スズキ/Suzuki 高橋/タカハシ/Takahashi 田中/タナカ/Tanaka 伊藤/イトウ/Ito
渡辺/ワタナベ/Watanabe 中村/ナカムラ/Nakamura 小林/コバヤシ/Kobayashi 加藤/カトウ/Kato 吉田/ヨシダ/Yoshida
山本/ヤマモト/Yamamoto 斎藤/サイトウ/Saito 松本/マツモト/Matsumoto 井上/イノウエ/Inoue 木村/キムラ/Kimura
林/ハヤシ/Hayashi 清水/シミズ/Shimizu 山崎/ヤマザキ/Yamazaki 池田/イケダ/Ikeda 阿部/アベ/Abe 森/モリ/Mori
橋本/ハシモト/Hashimoto 石川/イシカワ/Ishikawa 前田/マエダ/Maeda 小川/オガワ/Ogawa 岡田/オカダ/Okada
長谷川/ハセガワ/Hasegawa 藤田/フジタ/Fujita 後藤/ゴトウ/Goto 近藤/コンドウ/Kondo 村上/ムラカミ/Murakami
遠藤/エンドウ/Endo 青木/アオキ/Aoki 坂本/サカモト/Sakamoto 福田/フクダ/Fukuda 太田/オオタ/Ota 西村/ニシムラ/Nishimura
藤井/フジイ/Fujii 金子/カネコ/Kaneko 三浦/ミウラ/Miura 岡本/オカモト/Okamoto 松田/マツダ/Matsuda
中島/ナカジマ/Nakajima 原田/ハラダ/Harada 小野/オノ/Ono 竹内/タケウチ/Takeuchi 中山/ナカヤマ/Nakayama 和田/ワダ/Wada
石田/イシダ/Ishida 森田/モリタ/Morita 上田/ウエダ/Ueda 原/ハラ/Hara 内田/ウチダ/Uchida 柴田/シバタ/Shibata
酒井/サカイ/Sakai 宮崎/ミヤザキ/Miyazaki 横山/ヨコヤマ/Yokoyama 宮本/ミヤモト/Miyamoto 高木/タカギ/Takagi
安藤/アンドウ/Ando 谷口/タニグチ/Taniguchi 大野/オオノ/Ono 丸山/マルヤマ/Maruyama 今井/イマイ/Imai
藤本/フジモト/Fujimoto 武田/タケダ/Takeda 村田/ムラタ/Murata 上野/ウエノ/Ueno 杉山/スギヤマ/Sugiyama
増田/マスダ/Masuda 平野/ヒラノ/Hirano 菅原/スガワラ/Sugawara 久保/クボ/Kubo 千葉/チバ/Chiba 松井/マツイ/Matsui
福島/フクシマ/Fukushima 岩崎/イワサキ/Iwasaki 野口/ノグチ/Noguchi 佐々木/ササキ/Sasaki 五十嵐/イガラシ/Igarashi
小山田/オヤマダ/Oyamada 東海林/ショウジ/Shoji 御手洗/ミタライ/Mitarai 勅使河原/テシガワラ/Teshigawara
大久保/オオクボ/Okubo 小笠原/オガサワラ/Ogasawara 比嘉/ヒガ/Higa 金城/キンジョウ/Kinjo 喜屋武/キャン/Kyan
我妻/ワガツマ/Wagatsuma 服部/ハットリ/Hattori 八木/ヤギ/Yagi 関/セキ/Seki 辻/ツジ/Tsuji 東/アズマ/Azuma
髙橋/タカハシ/Takahashi 山﨑/ヤマサキ/Yamasaki 渡邊/ワタナベ/Watanabe 渡邉/ワタナベ/Watanabe 齋藤/サイトウ/Saito
齊藤/サイトウ/Saito 濵田/ハマダ/Hamada 廣瀨/ヒロセ/Hirose 𠮷田/ヨシダ/Yoshida 小澤/オザワ/Ozawa 冨田/トミタ/Tomita
國分/コクブン/Kokubun 櫻井/サクライ/Sakurai 眞鍋/マナベ/Manabe 德永/トクナガ/Tokunaga 栁沢/ヤナギサワ/Yanagisawa
""")
GIVEN = listed("""
太郎/タロウ/Taro 花子/ハナコ/Hanako 健一/ケンイチ/Kenichi 美咲/ミサキ/Misaki 翔太/ショウタ/Shota 結衣/ユイ/Yui
大輔/ダイスケ/Daisuke 陽子/ヨウコ/Yoko 和子/カズコ/Kazuko 誠/マコト/Makoto 隆/タカシ/Takashi 由美/ユミ/Yumi
直樹/ナオキ/Naoki 恵子/ケイコ/Keiko 浩二/コウジ/Koji 真理子/マリコ/Mariko 拓也/タクヤ/Takuya 幸子/サチコ/Sachiko
修/オサム/Osamu 明美/アケミ/Akemi 一郎/イチロウ/Ichiro 久美子/クミコ/Kumiko 剛/ツヨシ/Tsuyoshi 智子/トモコ/Tomoko
蓮/レン/Ren 葵/アオイ/Aoi 悠真/ユウマ/Yuma 凛/リン/Rin 湊/ミナト/Minato さくら/サクラ/Sakura ひなた/ヒナタ/Hinata
つむぎ/ツムギ/Tsumugi 正雄/マサオ/Masao 節子/セツコ/Setsuko 勇/イサム/Isamu 文子/フミコ/Fumiko 清/キヨシ/Kiyoshi
キヨ/キヨ/Kiyo トメ/トメ/Tome ハル/ハル/Haru 千代/チヨ/Chiyo 義男/ヨシオ/Yoshio 光男/ミツオ/Mitsuo
洋介/ヨウスケ/Yosuke 奈々/ナナ/Nana 沙織/サオリ/Saori 亮/リョウ/Ryo 彩香/アヤカ/Ayaka 雄大/ユウダイ/Yudai
千尋/チヒロ/Chihiro 祐介/ユウスケ/Yusuke 麻衣/マイ/Mai 康弘/ヤスヒロ/Yasuhiro 典子/ノリコ/Noriko
俊彦/トシヒコ/Toshihiko 美智子/ミチコ/Michiko 樹/イツキ/Itsuki 心春/コハル/Koharu 七海/ナナミ/Nanami 颯/ハヤテ/Hayate
""")
FOREIGN_KANJI = listed("王/小明 李/明 金/美英 陳/志偉 朴/正洙 張/麗華 劉/洋 崔/恩珠 黄/建国 楊/雪梅")
FOREIGN = listed(
    """
グエン|ヴァン・アン|NGUYEN VAN ANH
ファム|ティ・フオン|PHAM THI HUONG
マリア|サントス|MARIA SANTOS
ジョン|スミス|JOHN SMITH
アフマド|ラフマン|AHMAD RAHMAN
シルバ|カルロス|CARLOS SILVA
タパ|ラム・バハドゥル|RAM BAHADUR THAPA
キム|ミンジ|KIM MINJI
ワン|シャオミン|WANG XIAOMING
ペレイラ|アナ|ANA PEREIRA
チャン|ティ・ラン|TRAN THI LAN
デラクルス|フアン|JUAN DELA CRUZ
""",
    "\n",
)
"""Family name, given name, and both in Latin letters."""
CITIES = listed("""
東京都/世田谷区 東京都/八王子市 東京都/足立区 神奈川県/横浜市青葉区 神奈川県/川崎市多摩区 神奈川県/相模原市緑区
千葉県/柏市 千葉県/市川市 埼玉県/さいたま市浦和区 埼玉県/ふじみ野市 茨城県/つくば市 茨城県/ひたちなか市
栃木県/宇都宮市 群馬県/利根郡みなかみ町 福島県/いわき市 宮城県/仙台市青葉区 宮城県/石巻市 山形県/鶴岡市
秋田県/由利本荘市 青森県/むつ市 新潟県/新潟市中央区 富山県/富山市 石川県/金沢市 福井県/あわら市 山梨県/南アルプス市
長野県/松本市 岐阜県/各務原市 静岡県/浜松市中央区 愛知県/名古屋市千種区 愛知県/豊田市 三重県/四日市市 滋賀県/東近江市
大阪府/大阪市福島区 大阪府/堺市北区 大阪府/東大阪市 兵庫県/神戸市東灘区 兵庫県/たつの市 奈良県/大和郡山市
和歌山県/紀の川市 鳥取県/米子市 島根県/出雲市 岡山県/倉敷市 広島県/広島市安佐南区 広島県/廿日市市 山口県/下関市
徳島県/三好市 香川県/さぬき市 愛媛県/松山市 高知県/南国市 福岡県/北九州市小倉北区 福岡県/糟屋郡粕屋町 佐賀県/唐津市
長崎県/佐世保市 熊本県/熊本市東区 大分県/別府市 宮崎県/都城市 鹿児島県/いちき串木野市 沖縄県/うるま市
沖縄県/中頭郡読谷村 千葉県/市原市 滋賀県/野洲市 東京都/町田市
""")
TOWNS = listed("""
本町 栄町 緑町 旭町 若葉台 桜ヶ丘 東町 中央 南大塚 北新田 上野原 松ケ枝町 美園 富士見 泉町 大手町 青葉台 みどりが丘
つつじヶ丘 あさひ町 花園 白山 八幡町 神明町 城西 駅前町 元町 港南 梅田町 竹の台 光が丘 虹ケ浜 山手 二日町 三軒家
五条町 一番町 大工町 御幸町 宮前
""")
AZA = listed("大字下田 大字上野 大字小林 字山下 字北原 大字南長野字幅下 字大久保 大字福田字西原 字川端 字東")
KYOTO_STREETS = listed("烏丸通 河原町通 堀川通 寺町通 室町通 西洞院通 新町通 柳馬場通")
KYOTO_CROSSINGS = listed("御池 丸太町 四条 三条 五条 今出川 錦小路 仏光寺")
KYOTO_WARDS = listed("中京区 下京区 上京区")
KYOTO_TOWNS = listed("虎屋町 二条殿町 大黒町 笹屋町 鍵屋町 亀屋町 俵屋町 船屋町")
BUILDING_FIRST = listed(
    "グリーン サンライズ コーポ メゾン 第二若葉 プラウド シティ ロイヤル パーク 緑風 さくら ブルー"
)
BUILDING_LAST = listed("ハイツ マンション 荘 コーポ ハウス アパート レジデンス 団地 コート パレス")
BANK_STEMS = listed("みどり あおば 東西 北斗 若草 中央")
BANK_KINDS = listed("銀行 信用金庫 信用組合 銀行")
PLATE_PLACES = listed("品川 横浜 足立 なにわ 名古屋 福岡 札幌 つくば 多摩 富士山 川崎 京都")
PLACES_LIKE_NAMES = listed("""
山田通 福島区 高橋川 松本駅 宮崎港 千葉市内 石川県内 岡崎公園 大久保駅 渡辺橋 田中町 小林峠 三浦海岸 中村地区 長谷川橋
吉田山 金子坂 森町 林町公民館 上田城 太田小学校 前田川 藤田池 坂本地区 大野山 和田岬 清水港 山本橋 福田公園 平野川
佐藤沢
""")
COMPANIES = listed("""
山田建設株式会社 株式会社佐藤商店 高橋工務店 有限会社鈴木製作所 田中電機株式会社 渡辺運輸株式会社 株式会社小林印刷
中村造園土木株式会社 吉田病院 伊藤内科クリニック 加藤自動車整備工場 株式会社みどり環境サービス 森永フーズ株式会社
合同会社青葉企画 池田産業株式会社
""")
PLATE_KANA = "さすせそたちつてとなにぬねのはひふほまみむめもやゆらりるろ"
