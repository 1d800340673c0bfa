"""True and false cases of every pattern recognizer, through Presidio's engine and its context words."""

import pytest

from services.masking.analyzer import Analyzer

TRUE = [
    ("PHONE_NUMBER", "電話は03-3581-5521です", "03-3581-5521"),
    ("PHONE_NUMBER", "０９０－１２３４－５６７８に連絡", "０９０－１２３４－５６７８"),
    ("PHONE_NUMBER", "携帯09012345678まで", "09012345678"),
    ("PHONE_NUMBER", "代表 03(3581)5521", "03(3581)5521"),
    ("PHONE_NUMBER", "ＦＡＸ：０３ー３５８１ー５５２１", "０３ー３５８１ー５５２１"),
    ("PHONE_NUMBER", "電話番号 03-0000-1234", "03-0000-1234"),
    ("EMAIL_ADDRESS", "メールはtaro@example.jpまで", "taro@example.jp"),
    ("EMAIL_ADDRESS", "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ", "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ"),
    ("EMAIL_ADDRESS", "(yamada.t+bunsho@city.example.lg.jp)", "yamada.t+bunsho@city.example.lg.jp"),
    ("POSTAL_CODE", "〒100-0001", "〒100-0001"),
    ("POSTAL_CODE", "郵便番号：１００－０００１", "１００－０００１"),
    ("ADDRESS", "東京都千代田区丸の内1丁目2番3号", "東京都千代田区丸の内1丁目2番3号"),
    ("ADDRESS", "大阪府堺市堺区南瓦町３－１に届く", "大阪府堺市堺区南瓦町３－１"),
    ("ADDRESS", "札幌市中央区北1条西2丁目", "札幌市中央区北1条西2丁目"),
    ("ADDRESS", "林さんが山田町1-2-3へ", "山田町1-2-3"),
    ("ADDRESS", "北区赤羽西3-4-5 ハイツ赤羽102に在住", "北区赤羽西3-4-5 ハイツ赤羽102"),
    ("ADDRESS", "住所：みどり市中央三丁目12番5号　コーポみどり203号室", "みどり市中央三丁目12番5号　コーポみどり203号室"),
    ("ADDRESS", "住所\n長野県上田市", "長野県上田市"),
    ("BIRTH_DATE", "生年月日　昭和５０年１月２日", "昭和５０年１月２日"),
    ("BIRTH_DATE", "平成元年5月6日生まれ", "平成元年5月6日"),
    ("BIRTH_DATE", "生年月日：1985/04/01", "1985/04/01"),
    ("BIRTH_DATE", "生年月日 S50.1.2", "S50.1.2"),
    ("BIRTH_DATE", "昭和五十年一月二日生", "昭和五十年一月二日"),
    ("AGE", "年齢：46歳", "46歳"),
    ("MY_NUMBER", "個人番号 1234 5678 9018", "1234 5678 9018"),
    ("MY_NUMBER", "マイナンバーは１２３４５６７８９０１８", "１２３４５６７８９０１８"),
    ("CREDIT_CARD", "カード番号は4111-1111-1111-1111です", "4111-1111-1111-1111"),
    ("CORPORATE_NUMBER", "法人番号 7000012050002", "7000012050002"),
    ("PASSPORT", "旅券番号 TK1234567", "TK1234567"),
    ("RESIDENCE_CARD", "在留カード AB12345678CD", "AB12345678CD"),
    ("PENSION_NUMBER", "基礎年金番号 1234-567890", "1234-567890"),
    ("BANK_ACCOUNT", "普通預金口座 1234567", "1234567"),
    ("PHONE_NUMBER", "電話 〇九〇－一二三四－五六七八", "〇九〇－一二三四－五六七八"),
    ("PHONE_NUMBER", "電話：090-1234-\n5678", "090-1234-\n5678"),
    ("BIRTH_DATE", "生年月日 昭50.1.2", "昭50.1.2"),
    ("BIRTH_DATE", "氏名,生年月日\n林,1985/04/01", "1985/04/01"),
    ("AGE", "82歳の母と同居", "82歳"),
    ("AGE", "年齢 46", "46"),
    ("MY_NUMBER", "物品番号 1234 個人番号 123456789018", "123456789018"),
    ("DRIVING_LICENCE", "運転免許証番号 301234567890", "301234567890"),
    ("BANK_ACCOUNT", "ゆうちょ銀行 記号 10120 番号 12345671", "12345671"),
    ("BANK_BRANCH", "みどり銀行 中央支店 普通 1234567", "みどり銀行 中央支店"),
    ("BANK_BRANCH", "店番号 012", "012"),
    ("HEALTH_INSURANCE", "被保険者証の記号・番号 みどり12・345678", "みどり12・345678"),
    ("HEALTH_INSURANCE", "保険者番号 01130012", "01130012"),
    ("CARE_INSURANCE", "介護保険被保険者番号：0001234567", "0001234567"),
    ("RESIDENT_CODE", "住民票コード 12345678901", "12345678901"),
    ("VEHICLE_NUMBER", "品川 300 あ 12-34 の車", "品川 300 あ 12-34"),
    ("VEHICLE_NUMBER", "車両番号：横浜５８０さ・・１２", "横浜５８０さ・・１２"),
    ("EMPLOYEE_NUMBER", "職員番号 012345", "012345"),
    ("GENDER", "性別：女", "女"),
    ("GENDER", "氏名\t性別\n林 花\t女性", "女性"),
    ("IP_ADDRESS", "接続元192.168.10.5から", "192.168.10.5"),
    ("IP_ADDRESS", "IPv6 2001:db8::1", "2001:db8::1"),
    ("MAC_ADDRESS", "端末00:1A:2B:3C:4D:5Eを使用", "00:1A:2B:3C:4D:5E"),
    ("URL", "https://www.example.lg.jp/users/yamada に掲載", "https://www.example.lg.jp/users/yamada"),
    ("URL", "https://example.jp/form?user_id=12345", "https://example.jp/form?user_id=12345"),
    ("ADDRESS", "岩手県久慈市竹の台第38地割48番地3の土地", "岩手県久慈市竹の台第38地割48番地3"),
    ("ADDRESS", "京都市上京区烏丸通四条下ル虎屋町241に住む", "京都市上京区烏丸通四条下ル虎屋町241"),
    ("ADDRESS", "京都府京都市中京区寺町通三条上る大黒町５番地の２", "京都府京都市中京区寺町通三条上る大黒町５番地の２"),
    ("ADDRESS", "現場はみどりが丘2丁目39-4です", "みどりが丘2丁目39-4"),
    ("ADDRESS", "竹の台三丁目4番5号", "竹の台三丁目4番5号"),
    ("BIRTH_DATE", "林花 1998/02/04生", "1998/02/04"),
    ("BIRTH_DATE", "H26.7.3生まれ", "H26.7.3"),
    ("PHONE_NUMBER", "田中様 0356701203", "0356701203"),
    ("VEHICLE_NUMBER", "川崎　580　と　・324", "川崎　580　と　・324"),
    ("VEHICLE_NUMBER", "札幌41ち・・・7", "札幌41ち・・・7"),
    ("BANK_BRANCH", "あおば銀行　桜ヶ丘支店", "あおば銀行　桜ヶ丘支店"),
    ("HEALTH_INSURANCE", "保険証の写し（記号 2499 番号 478）", "2499"),
    ("AGE", "氏名,年齢\n林,46", "46"),
    ("MY_NUMBER", "マイナンバー：4 8 2 0 1 9 3 7 5 6 1 1", "4 8 2 0 1 9 3 7 5 6 1 1"),
    ("MY_NUMBER", "個人番号｜4820｜1937｜5611｜", "4820｜1937｜5611"),
    ("MY_NUMBER", "個人番号\t4\t8\t2\t0\t1\t9\t3\t7\t5\t6\t1\t1", "4\t8\t2\t0\t1\t9\t3\t7\t5\t6\t1\t1"),
    ("MY_NUMBER", "個人番号 4820 － 1937 － 5611", "4820 － 1937 － 5611"),
    ("DRIVING_LICENCE", "免 許 証 №902123456780", "902123456780"),
    ("RESIDENCE_CARD", "在留カード：AB-12345678-CD", "AB-12345678-CD"),
    ("HEALTH_INSURANCE", "健康保険証（番号 264）", "264"),
    ("HEALTH_INSURANCE", "保険証の番号：３９４４（枝番 01）", "３９４４（枝番 01）"),
    ("CARE_INSURANCE", "介護保険　被保険者番号：０００１２３４５６７", "０００１２３４５６７"),
    ("BANK_ACCOUNT", "（普）1234567", "1234567"),
    ("BANK_ACCOUNT", "普通預金 No.1234567", "1234567"),
    ("BANK_ACCOUNT", "通帳記号 10120-1 通帳番号 12345671", "12345671"),
    ("BANK_ACCOUNT", "口座番号 ０１２-３４５６", "０１２-３４５６"),
    ("BANK_BRANCH", "みどり銀行（0123）中央支店（045）", "みどり銀行（0123）中央支店（045）"),
    ("VEHICLE_NUMBER", "標識番号：みどり市 あ 12-34", "みどり市 あ 12-34"),
    ("VEHICLE_NUMBER", "車両番号：なにわ\n５００\nさ\n１２－３４", "なにわ\n５００\nさ\n１２－３４"),
    ("RESIDENT_CODE", "住民票コード：１２３４５－６７８９０－１", "１２３４５－６７８９０－１"),
    ("EMPLOYEE_NUMBER", "職員番号 123", "123"),
    ("PHONE_NUMBER", "電話 03 - 3581 - 5521", "03 - 3581 - 5521"),
    ("PHONE_NUMBER", "携帯 090.1234.5678", "090.1234.5678"),
    ("PHONE_NUMBER", "電話\n03\n3581\n5521", "03\n3581\n5521"),
    ("PHONE_NUMBER", "連絡先 3581-5521", "3581-5521"),
    ("PHONE_NUMBER", "+81 90 1234 5678", "+81 90 1234 5678"),
    ("EMAIL_ADDRESS", "taro . yamada @ example . jp", "taro . yamada @ example . jp"),
    ("EMAIL_ADDRESS", "メール taro[at]example.jp", "taro[at]example.jp"),
    ("EMAIL_ADDRESS", "受付番号 hanako@example.jp", "hanako@example.jp"),
    ("EMAIL_ADDRESS", "差出人: Ono Yoshida <c-ono@example.ne.jp>", "c-ono@example.ne.jp"),
    ("MAC_ADDRESS", "端末番号 00-1A-2B-3C-4D-5E", "00-1A-2B-3C-4D-5E"),
    ("BIRTH_DATE", "昭和50年1月2日（48歳）", "昭和50年1月2日"),
    ("BIRTH_DATE", "（昭和五〇年一月二日生）", "昭和五〇年一月二日"),
    ("BIRTH_DATE", "誕生日は1月2日です", "1月2日"),
    ("BIRTH_DATE", "生年月日：昭和50年\n1月2日", "昭和50年\n1月2日"),
    ("BIRTH_DATE", "Date of Birth: 2 Jan 1975", "2 Jan 1975"),
    ("AGE", "（当時４６歳）", "４６歳"),
    ("AGE", "享年八十二", "八十二"),
    ("GENDER", "男女の別：女", "女"),
    ("ADDRESS", "代表者　京都市中京区寺町通三条上る大黒町203番地　070-9909-8518", "京都市中京区寺町通三条上る大黒町203番地"),
]  # fmt: skip
FALSE = [
    ("PHONE_NUMBER", "伝票番号 012-345-6789-01"),
    ("PHONE_NUMBER", "予算額 03,000,000円"),
    ("PHONE_NUMBER", "物品番号 03-0000-1234"),
    ("EMAIL_ADDRESS", "単価@120円"),
    ("POSTAL_CODE", "型番 12-100-00011"),
    ("ADDRESS", "東京都千代田区は人口が多い"),
    ("ADDRESS", "都市計画課の3番窓口"),
    ("BIRTH_DATE", "令和7年4月1日から施行する"),
    ("BIRTH_DATE", "［生年月日］ 受付 令和7年4月1日"),
    ("AGE", "年齢18歳以上の方"),
    ("AGE", "3歳児健診"),
    ("MY_NUMBER", "個人番号 1234 5678 9012"),
    ("MY_NUMBER", "整理番号 123456789018"),
    ("MY_NUMBER", "個人番号ではない 91234567890182"),
    ("CREDIT_CARD", "番号4111-1111-1111-1112"),
    ("CORPORATE_NUMBER", "法人番号 7000012050003"),
    ("PASSPORT", "型番 TK1234567"),
    ("PENSION_NUMBER", "管理番号 1234-567890"),
    ("BANK_ACCOUNT", "人口 1234567"),
    ("DRIVING_LICENCE", "在庫 123456789012"),
    ("MY_NUMBER", "個人番号 123456789012 物品番号 123456789018"),
    ("MY_NUMBER", "品名,個人番号,物品番号\n机,なし,123456789018"),
    ("BIRTH_DATE", "生年月日 受付日 令和7年4月1日"),
    ("AGE", "相談者は40歳代の方"),
    ("BANK_ACCOUNT", "口座振替の件数 1234567"),
    ("BANK_BRANCH", "店番号のない 100人"),
    ("RESIDENT_CODE", "伝票 12345678901"),
    ("VEHICLE_NUMBER", "第 300 条の 12"),
    ("GENDER", "性別 男・女"),
    ("IP_ADDRESS", "バージョン 1.2.3.4"),
    ("IP_ADDRESS", "時刻 12:30:45"),
    ("URL", "https://www.example.lg.jp/kurashi/index.html"),
    ("EMPLOYEE_NUMBER", "予算 123456"),
    ("CARE_INSURANCE", "整理番号 0001234567"),
    ("AGE", "本人の来庁は7月4日、謝金は13,000円"),
    ("AGE", "父の体重は 14.2 キロ"),
    ("IP_ADDRESS", "添付の資料（版 5.2.12.1）"),
    ("PHONE_NUMBER", "整理番号 0356701203"),
    ("PHONE_NUMBER", "電話の記録 請求書 12-3456"),
    ("PHONE_NUMBER", "電話会議の記録 2024-0512"),
    ("PHONE_NUMBER", "連絡先 2024-0512 に記載"),
    ("PHONE_NUMBER", "単価 03.1415.9265 の試算"),
    ("PHONE_NUMBER", "整理番号 052-1234"),
    ("MY_NUMBER", "会場別の人数 4 8 2 0 1 9 3 7 5 6 1 1"),
    ("MY_NUMBER", "整理番号\t4\t8\t2\t0\t1\t9\t3\t7\t5\t6\t1\t1"),
    ("HEALTH_INSURANCE", "保険証の再交付 受付番号 264"),
    ("HEALTH_INSURANCE", "保険証の番号札 12"),
    ("BANK_ACCOUNT", "口座番号の登録 1234 件"),
    ("BANK_ACCOUNT", "（普）12 台"),
    ("BANK_ACCOUNT", "整理No.1234567"),
    ("VEHICLE_NUMBER", "車両番号の欄に 12-34 と書く"),
    ("VEHICLE_NUMBER", "本町の 12-34 番地"),
    ("RESIDENT_CODE", "物品番号 12345-67890-1"),
    ("EMPLOYEE_NUMBER", "職員番号は 3 桁で表す"),
    ("EMPLOYEE_NUMBER", "職員番号の桁数 12"),
    ("EMAIL_ADDRESS", "単価 @ 120 . 5 円"),
    ("EMAIL_ADDRESS", "集合 (at) 駅前"),
    ("BIRTH_DATE", "対象は令和7年4月1日に65歳以上の方"),
    ("BIRTH_DATE", "開所 令和7年4月1日、0歳児クラス"),
    ("BIRTH_DATE", "誕生日の属する月の1日から"),
    ("BIRTH_DATE", "令和7年4月\n1日に開会"),
    ("AGE", "当時の人口 46"),
    ("GENDER", "男女の別なく参加できる"),
    ("ADDRESS", "代表者 中村陽子 1941-12-04"),
]


@pytest.mark.parametrize(("kind", "text", "expected"), TRUE)
def test_finds(patterns: Analyzer, kind: str, text: str, expected: str) -> None:
    found = [(d.kind, text[d.start : d.end]) for d in patterns.analyze(text)]
    assert (kind, expected) in found


@pytest.mark.parametrize(("kind", "text"), FALSE)
def test_leaves_alone(patterns: Analyzer, kind: str, text: str) -> None:
    assert kind not in {d.kind for d in patterns.analyze(text)}


def test_a_label_speaks_of_its_own_value_alone(patterns: Analyzer) -> None:
    text = "生年月日 昭和7年9月16日\nお届け 令和4年2月4日"
    assert [text[d.start : d.end] for d in patterns.analyze(text)] == ["昭和7年9月16日"]


def test_an_address_ends_where_the_next_field_begins(patterns: Analyzer) -> None:
    text = "住所　東京都足立区本町3-11　070-8804-1293"
    assert [text[d.start : d.end] for d in patterns.analyze(text)] == [
        "東京都足立区本町3-11",
        "070-8804-1293",
    ]


def test_every_recognizer_says_why_in_japanese(patterns: Analyzer) -> None:
    text = "電話は03-3581-5521です"
    assert patterns.analyze(text)[0].why == "電話番号の形、文脈「電話」"


def test_a_licence_number_needs_its_check_digit_and_its_word(patterns: Analyzer) -> None:
    text = "運転免許証の番号 304800000080"
    digits = text[-12:]
    rest = sum(int(d) * w for d, w in zip(digits[:10], (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
    valid = f"{digits[:10]}{0 if rest <= 1 else 11 - rest}0"
    found = patterns.analyze(f"運転免許証の番号 {valid}")
    assert [d.kind for d in found] == ["DRIVING_LICENCE"]
