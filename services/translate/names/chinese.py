"""Japanese names in simplified Chinese: the same characters, in the forms that Chinese readers know."""

import re

from services.translate.languages import KANA

_FORMS = """
戸户 沢泽 広广 浜滨 桜樱 関关 辺边 浅浅 滝泷 竜龙 龍龙 国国 県县 島岛 嶋岛 東东 書书 長长 門门 間间 陽阳 場场 橋桥 岡冈 条条
鉄铁 銀银 鈴铃 錦锦 鎌镰 鋼钢 銭钱 鍋锅 鍵键 鏡镜 飯饭 館馆 舘馆 馬马 駒驹 駿骏 騎骑 鳥鸟 鳴鸣 鴨鸭 鶴鹤 鷹鹰 鷲鹫 鶏鸡 鴻鸿 魚鱼
鯉鲤 鯨鲸 鮫鲛 亀龟 麦麦 黒黑 斉齐 斎斋 塩盐 荘庄 薬药 蔵藏 蘭兰 葉叶 萬万 蓮莲 藍蓝 蘇苏 華华 芸艺 蘆芦 桧桧 檜桧 楽乐 栄荣
桟栈 検检 横横 樺桦 権权 機机 歩步 歳岁 毎每 気气 決决 沖冲 浄净 済济 渋涩 渓溪 湾湾 温温 満满 漢汉 瀬濑 焼烧 営营 獅狮 現现
環环 異异 発发 盤盘 種种 穂穗 積积 稲稻 窓窗 節节 範范 築筑 紀纪 納纳 紋纹 純纯 紗纱 細细 結结 絵绘 緑绿 維维 綾绫 綿绵 総总
練练 縄绳 織织 義义 聖圣 聞闻 職职 臨临 蛍萤 衛卫 見见 規规 視视 覚觉 覧览 観观 訓训 記记 訪访 設设 許许 詩诗 誠诚 語语 説说
読读 調调 謙谦 講讲 議议 護护 豊丰 貝贝 財财 貨货 貫贯 貴贵 賀贺 資资 賢贤 軍军 車车 軒轩 転转 軽轻 載载 輝辉 輪轮 農农 進进
運运 達达 遠远 選选 郷乡 釣钓 鉱矿 録录 鎮镇 鐘钟 開开 閑闲 閣阁 陸陆 陰阴 険险 隣邻 離离 雲云 電电 霊灵 静静 頂顶 順顺 須须
頭头 頼赖 題题 額额 顔颜 風风 飛飞 養养 駐驻 黄黄 恵惠 応应 愛爱 慶庆 戦战 択择 拡扩 収收 変变 塚冢 塁垒 壱壹 売卖 寿寿 奥奥
姫姬 学学 実实 宮宫 寛宽 対对 将将 専专 峡峡 嵐岚 巌岩 巣巢 帯带 帰归 幹干 庁厅 廃废 張张 弾弹 径径 従从 徳德 両两 並并 乗乘
亜亚 仏佛 伝传 倉仓 偉伟 備备 児儿 円圆 写写 処处 剣剑 労劳 勝胜 動动 務务 勲勋 単单 厳严 図图 団团 囲围 増增 駅站 鈎钩 紅红
紙纸 経经 経经 絹绢 緒绪 縁缘 繁繁 羅罗 習习 脇胁 荻荻 蒼苍 蓋盖 蕪芜 観观 詠咏 諸诸 谷谷 貞贞 貢贡 贄贽 軌轨 辰辰 郭郭 鄭郑 銘铭
鋳铸 錬炼 閏闰 闘斗 陣阵 隊队 雛雏 韓韩 頓顿 預预 顕显 館馆 駄驮 驛站 鵜鹈 鵬鹏 麗丽 齢龄 渡渡 嶽岳 堯尧 孫孙 宝宝 岩岩 師师 後后
"""
FORMS = {pair[0]: pair[1] for pair in _FORMS.split()}
JAPANESE_MARKS = re.compile(f"[{KANA}々ヶヵ]")


def simplified(name: str) -> str:
    """Empty where a character has no Chinese form that is known here, or is kana."""
    chinese = "".join(FORMS.get(character, character) for character in name)
    if JAPANESE_MARKS.search(name):
        return ""
    try:
        chinese.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    return chinese
