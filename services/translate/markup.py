"""HTML: text nodes are translated; every tag stays as it was written, broken ones too (end tags in small letters)."""

import re
from collections.abc import Callable, Sequence
from html import escape, unescape
from html.parser import HTMLParser

SKIPPED = frozenset({"script", "style", "code", "pre", "textarea", "template"})
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
KEPT_CLASS = re.compile(r"\bnotranslate\b")
UNFINISHED_TAG = re.compile(r"<[a-zA-Z/!?][^>]*\Z")
AROUND = re.compile(r"(\s*)(.*?)(\s*)\Z", re.DOTALL)


class Nodes(HTMLParser):
    """Cuts a document into text (True) and everything else (False)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.nodes: list[tuple[str, bool]] = []
        self._kept: list[str] = []
        """The open elements whose text is left alone, outermost first."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._markup(self.get_starttag_text() or "")
        if tag not in VOID and (self._kept or tag in SKIPPED or _refuses(attrs)):
            self._kept.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's signature
        self._markup(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self._markup(f"</{tag}>")
        if tag in self._kept:
            while self._kept.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._text(data)

    def handle_entityref(self, name: str) -> None:
        self._text(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._text(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._markup(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._markup(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self._markup(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self._markup(f"<?{data}>")

    def _text(self, raw: str) -> None:
        if self._kept:
            self._markup(raw)
        elif self.nodes and self.nodes[-1][1]:
            self.nodes[-1] = (self.nodes[-1][0] + raw, True)
        else:
            self.nodes.append((raw, True))

    def _markup(self, raw: str) -> None:
        self.nodes.append((raw, False))


def translate_markup(html: str, translate: Callable[[Sequence[str]], Sequence[str]]) -> str:
    """`html` with its text nodes replaced by what `translate` makes of them, all in one call."""
    nodes = cut(html)
    pieces = [AROUND.match(raw).groups() for raw, text in nodes if text]  # type: ignore[union-attr]  # always matches
    done = iter(translate([" ".join(unescape(middle).split()) for _, middle, _ in pieces]))
    around = iter(pieces)
    out = []
    for raw, text in nodes:
        if text:
            before, _, after = next(around)
            out.append(before + escape(next(done), quote=False) + after)
        else:
            out.append(raw)
    return "".join(out)


def text_of(html: str) -> str:
    """The text that `translate_markup` sees, without its markup."""
    return "\n".join(unescape(raw) for raw, text in cut(html) if text)


def cut(html: str) -> list[tuple[str, bool]]:
    """(raw, is text) in order; the text nodes still hold their character references."""
    parser = Nodes()
    parser.feed(html)
    parser.close()
    if parser.nodes and parser.nodes[-1][1]:
        raw, _ = parser.nodes.pop()
        unfinished = UNFINISHED_TAG.search(raw)
        end = unfinished.start() if unfinished else len(raw)
        parser.nodes += [(raw[:end], True), (raw[end:], False)]
    return parser.nodes


def _refuses(attrs: Sequence[tuple[str, str | None]]) -> bool:
    """`translate="no"` of the HTML standard, and the class that other translators honour."""
    values = dict(attrs)
    return values.get("translate") == "no" or bool(KEPT_CLASS.search(values.get("class") or ""))
