"""ChatML, the chat template of Qwen2: turns between `<|im_start|>` and `<|im_end|>`."""

from functools import cached_property
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
            out += [*self.opening(role, content), END, *self.tokens("\n")]
        return [*out, *self.opening("assistant")]

    def rest(self, turns: list[tuple[str, str]], begun: str) -> list[str]:
        """`prompt` without the `opening` of its first turn, which begins with `begun`."""
        (_, content), *others = turns
        return [*self.tokens(content.removeprefix(begun)), END, *self.tokens("\n"), *self.prompt(others)]

    def opening(self, role: str, content: str = "") -> list[str]:
        """A turn that is not at its end yet."""
        return [START, *self.tokens(f"{role}\n{content}")]

    def ids(self, tokens: list[str]) -> list[int]:
        """Of tokens that `tokens` and its kind gave; KeyError for another."""
        return [self._numbers[token] for token in tokens]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return self._tokenizer.get_vocab()

    def text(self, ids: list[int]) -> str:
        return self._tokenizer.decode(ids)
