"""What the model is asked, and the transcript cut into pieces that fit."""

from collections.abc import Iterable, Iterator

RULES = (
    "あなたは市役所の会議の記録係です。与えられた文だけを使い、書かれていないことは加えないでください。"
    "数字、日付、名前はそのまま写してください。常体の日本語で、見出しや前置きなしで書いてください。"
)
PART = f"{RULES}次の発言の要点を、120字以内の文章にまとめてください。"
JOIN = f"{RULES}次の要点の並びを、200字以内の1つの文章にまとめてください。"
WHOLE = f"{RULES}次は議題ごとの要約です。会議全体を、300字以内の1つの文章にまとめてください。"


def pieces(lines: Iterable[str], characters: int) -> Iterator[str]:
    """The lines in order, as many together as `characters` allow; a longer line is cut."""
    held: list[str] = []
    for line in (cut for whole in lines for cut in _cut(whole, characters)):
        if held and sum(map(len, held)) + len(held) + len(line) > characters:
            yield "\n".join(held)
            held = []
        held.append(line)
    if held:
        yield "\n".join(held)


def _cut(line: str, characters: int) -> Iterator[str]:
    for start in range(0, len(line), characters):
        yield line[start : start + characters]
