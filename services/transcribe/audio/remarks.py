"""What a clerk is told about the state of a recording."""

from services.transcribe.audio.container import Track
from services.transcribe.audio.stamps import Stamps
from services.transcribe.clock import clock

SHORTFALL_SECONDS = 1.0
SHORTFALL_SHARE = 0.02
CUT = "録音が途中で切れています。読み取れたところまでを文字にしました。"
JUMPED = "録音の時刻が途中で飛んでいます。間を空けずに続けたので、それより後の時刻は録音機の時刻とずれます。"
LANGUAGES = {"jpn": "日本語", "ja": "日本語", "eng": "英語", "en": "英語"}


def on_tracks(chosen: Track, count: int) -> list[str]:
    if count < 2:
        return []
    language = LANGUAGES.get(chosen.language, "")
    which = f"{chosen.number}本目（{language}）" if language else f"{chosen.number}本目"
    return [f"音声トラックが{count}本あります。{which}だけを文字にしました。"]


def on_damage(faults: int, stamps: Stamps) -> list[str]:
    remarks = []
    if faults:
        remarks.append(f"読み取れない部分が{faults}か所ありました。その部分の発言は抜けています。")
    if stamps.lost_seconds >= 1:
        lost = stamps.lost_seconds
        remarks.append(f"録音が抜けている部分（合わせて{lost:.0f}秒）は、無音として扱いました。")
    if stamps.jumps:
        remarks.append(JUMPED)
    return remarks


def on_shortfall(missing_seconds: float, declared: float, *, is_cut: bool) -> list[str]:
    """`missing_seconds`: how much less there was than the `declared` seconds."""
    if missing_seconds > max(SHORTFALL_SECONDS, declared * SHORTFALL_SHARE):
        return [
            f"録音の{clock(declared)}のうち、{clock(declared - missing_seconds)}だけを"
            "読み取れました。途中で切れているか、壊れています。"
        ]
    return [CUT] if is_cut else []


def on_loudness(gain_db: int) -> list[str]:
    if not gain_db:
        return []
    return [f"音がとても小さい録音です。{gain_db}デシベル大きくして聞き取りました。"]
