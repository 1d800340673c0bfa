"""The languages that multilingual Whisper models know, by ISO 639 code."""

from common.errors import BadRequest

AUTO = "auto"
DEFAULT = "ja"
WHISPER = (
    "af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha haw he hi hr ht "
    "hu hy id is it ja jw ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc pa pl "
    "ps pt ro ru sa sd si sk sl sn so sq sr su sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo zh"
)
CODES = frozenset(WHISPER.split())
COMMON = "ja（日本語）・en（英語）・zh（中国語）・ko（韓国語）・vi（ベトナム語）・pt（ポルトガル語）"


def checked_language(given: str | None) -> str:
    """The code to use; Japanese when none is given, `auto` to let the model find out."""
    code = (given or "").strip().lower() or DEFAULT
    if code != AUTO and code not in CODES:
        raise BadRequest(
            f"言語「{code[:20]}」は指定できません。{COMMON} など、または auto（自動判定）を指定してください。",
            accepted=[AUTO, *sorted(CODES)],
        )
    return code
