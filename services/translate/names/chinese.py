"""Japanese names in simplified Chinese: the same characters, in the forms that Chinese readers know."""

import re

from services.translate.languages import HAN, KANA
from services.translate.simplified import is_simplified, simplified_forms

_KANA_NAMES = """
みどり/绿 さいたま/埼玉 つくばみらい/筑波未来 つくば/筑波 いわき/磐城 ひたちなか/常陆那珂 かすみがうら/霞浦 さくら/樱
ふじみ野/富士见野 あきる野/秋留野 いすみ/夷隅 ときがわ/都几川 みなかみ/水上 かほく/河北 あわら/芦原 おおい/大饭 いなべ/员弁
みよし/三好 たつの/龙野 あわじ/淡路 かつらぎ/葛城 みなべ/南部 すさみ/周参见 さぬき/赞岐 まんのう/满浓 つるぎ/剑 いの/伊野
うきは/浮羽 えびの/虾野 さつま/萨摩 いちき串木野/市来串木野 うるま/宇流麻 むつ/陆奥 つがる/津轻 おいらせ/奥入濑 にかほ/仁贺保
せたな/濑棚 えりも/襟裳
"""
KANA_NAMES = dict(pair.split("/") for pair in _KANA_NAMES.split())
"""Towns that write their names in kana, as Chinese has them."""
TOWN = re.compile(f"({'|'.join(KANA_NAMES)})(?=[市町村])")
HAN_BEFORE, HAN_AFTER = f"(?<=[{HAN}])", f"(?=[{HAN}])"
UNSAID = re.compile(f"{HAN_BEFORE}[ヶヵケカが]{HAN_AFTER}")
"""霞ヶ関 is 霞关."""
OF = re.compile(f"{HAN_BEFORE}[のノ]{HAN_AFTER}")
"""紀の川 is 纪之川."""
AGAIN = re.compile("(.)々")
KANA_LEFT = re.compile(f"[{KANA}々]")


def simplified(name: str) -> str:
    """Empty where a character has no Chinese form that is known here."""
    written = TOWN.sub(lambda town: KANA_NAMES[town[0]], AGAIN.sub(r"\1\1", name))
    # In Chinese text 芸 is a herb; in names from Japan it is the art.
    chinese = simplified_forms(OF.sub("之", UNSAID.sub("", written)).replace("芸", "艺"))
    return chinese if is_simplified(chinese) and not KANA_LEFT.search(chinese) else ""
