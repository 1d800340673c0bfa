"""ChatML, the chat template of Qwen2: turns between `<|im_start|>` and `<|im_end|>`."""

from pathlib import Path

START, END = "<|im_start|>", "<|im_end|>"


class ChatTokenizer:
    """Text to tokens and back. What people write never becomes a control token."""

    def __init__(self, file: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(file))
        self._tokenizer.encode_special_tokens = True

    def tokens(self, text: str) -> list[str]:
        return self._tokenizer.encode(text, add_special_tokens=False).tokens

    def prompt(self, turns: list[tuple[str, str]]) -> list[str]:
        """`turns` are (role, content); the answer of the assistant is to follow."""
        out: list[str] = []
        for role, content in turns:
            out += [START, *self.tokens(f"{role}\n{content}"), END, *self.tokens("\n")]
        return [*out, START, *self.tokens("assistant\n")]

    def text(self, ids: list[int]) -> str:
        return self._tokenizer.decode(ids)
