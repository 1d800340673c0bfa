"""A page's content without the glyphs that stand in given boxes, without layers that are off, without tags.

A small interpreter of text state (ISO 32000-2, 9.3 and 9.4): it follows where each glyph is put, and leaves
the others where they are by a displacement as wide as what it takes away.
"""

from collections.abc import Collection, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Matrix, Operator

from common.documents.pdf.fonts import Font, load_font
from common.documents.pictures import Box

SHOWS = {"Tj", "TJ", "'", '"'}
PAINTS = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s"}
DEEPEST = 12
MIDDLE = 0.3
"""Where the middle of a glyph is above its baseline, in parts of the font's size."""
Instruction = tuple[Sequence[Any], Operator]


class Unsafe(Exception):
    """Glyphs may stand in the boxes and cannot be told from the others: the page must become a picture."""


@dataclass
class State:
    """Of graphics and text, as far as it moves glyphs."""

    ctm: Matrix = field(default_factory=Matrix)
    font: Font | None = None
    source: Any = None
    """The object of the font."""
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


class Cleaner:
    """`boxes` are in the page's own coordinates; `off` tells the layers whose content goes."""

    def __init__(self, file: pikepdf.Pdf, boxes: Sequence[Box], off: Collection[tuple[int, int]]) -> None:
        self._file = file
        self._boxes = boxes
        self._off = off
        self._fonts: dict[tuple[int, int], Font | None] = {}
        self.cut: dict[tuple[int, int], Any] = {}
        """The fonts of the glyphs that went, by object number."""

    def clean(self, holder: Any, resources: Any, ctm: Matrix | None = None, depth: int = 0) -> bytes | None:
        """New content for a page or a form, None when the old may stay. Raises Unsafe."""
        if depth > DEEPEST:
            raise Unsafe
        state, stack = State(Matrix() if ctm is None else ctm), list[State]()
        text = line = Matrix()
        out: list[Instruction] = []
        changed = False
        hidden: list[bool] = []
        for operands, operator in _instructions(holder):
            op = str(operator)
            kept: list[Instruction] = [(operands, operator)]
            if op == "q":
                stack.append(copy(state))
            elif op == "Q" and stack:
                state = stack.pop()
            elif op == "cm":
                state.ctm = Matrix(*map(float, operands)) @ state.ctm
            elif op == "BT":
                text = line = Matrix()
            elif op in ("Td", "TD"):
                if op == "TD":
                    state.leading = -float(operands[1])
                text = line = Matrix(1, 0, 0, 1, float(operands[0]), float(operands[1])) @ line
            elif op == "Tm":
                text = line = Matrix(*map(float, operands))
            elif op == "T*":
                text = line = Matrix(1, 0, 0, 1, 0, -state.leading) @ line
            elif op in SHOWS:
                if op in ("'", '"'):
                    text = line = Matrix(1, 0, 0, 1, 0, -state.leading) @ line
                if op == '"':
                    state.word_spacing, state.spacing = float(operands[0]), float(operands[1])
                pieces, text, cut = self._show(operands[-1], text, state)
                if any(hidden):
                    kept = []
                elif cut:
                    kept = [*_moved(op, operands), ([pikepdf.Array(pieces)], Operator("TJ"))]
            elif op in PAINTS and any(hidden):
                kept = [([], Operator("n"))]
            elif op in ("sh", "INLINE IMAGE") and any(hidden):
                kept = []
            elif op in ("BMC", "BDC"):
                hidden.append(op == "BDC" and self._is_off(operands, resources))
                kept = [([operands[0] if str(operands[0]) != "/OC" else pikepdf.Name.Span], Operator("BMC"))]
                changed |= op == "BDC"
            elif op == "EMC":
                if hidden:
                    hidden.pop()
            elif op == "DP":
                kept = []
            elif op == "Do":
                kept = self._do(operands, resources, state, depth, any(hidden))
            elif op == "gs" and self._boxes:
                self._set_graphics(resources, operands, state)
            elif op in SETTERS:
                self._set(op, operands, resources, state)
            changed |= not (
                len(kept) == 1 and kept[0][1] is operator and kept[0][0] is operands
            ) and op not in (
                "BMC",
                "BDC",
            )
            out += kept
        return pikepdf.unparse_content_stream(out) if changed else None

    def _show(self, shown: Any, text: Matrix, state: State) -> tuple[list[Any], Matrix, bool]:
        """What of a string stays, as the items of a TJ; where the next glyph goes; whether anything went."""
        if not self._boxes:
            return [], text, False
        if state.font is None:
            raise Unsafe
        pieces: list[Any] = []
        cut = False
        for item in shown if isinstance(shown, pikepdf.Array) else [shown]:
            if not isinstance(item, pikepdf.String):
                pieces.append(item)
                text = Matrix(1, 0, 0, 1, -float(item) / 1000 * state.size * state.scale, 0) @ text
                continue
            staying = b""
            for code, width in state.font.codes(bytes(item)):
                space = state.word_spacing if code == b" " else 0.0
                advance = (width * state.size + state.spacing + space) * state.scale
                if self._covers(text @ state.ctm, width * state.size * state.scale / 2, state):
                    cut = True
                    self.cut[state.source.objgen] = state.source
                    if staying:
                        pieces.append(pikepdf.String(staying))
                        staying = b""
                    unit = state.size * state.scale
                    pieces.append(-advance * 1000 / unit if unit else 0)
                else:
                    staying += code
                text = Matrix(1, 0, 0, 1, advance, 0) @ text
            if staying:
                pieces.append(pikepdf.String(staying))
        return pieces, text, cut

    def _covers(self, place: Matrix, middle: float, state: State) -> bool:
        x, y = place.transform((middle, state.rise + MIDDLE * state.size))
        return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in self._boxes)

    def _do(
        self, operands: Sequence[Any], resources: Any, state: State, depth: int, hidden: bool
    ) -> list[Instruction]:
        """A form without its glyphs takes a name of its own: others may show it elsewhere."""
        drawn = resources.get("/XObject", {}).get(str(operands[0]))
        here: list[Instruction] = [(operands, Operator("Do"))]
        if drawn is None or hidden or self._is_layer_off(drawn.get("/OC")):
            return []
        if str(drawn.get("/Subtype")) != "/Form":
            return here
        matrix = Matrix(*map(float, drawn.get("/Matrix", [1, 0, 0, 1, 0, 0])))
        content = self.clean(drawn, drawn.get("/Resources", resources), matrix @ state.ctm, depth + 1)
        if content is None:
            return here
        new = self._file.make_stream(content)
        for key, value in drawn.items():
            if key not in ("/Length", "/Filter", "/DecodeParms"):
                new[key] = value
        name = f"/Y{len(resources.XObject)}x{depth}"
        resources.XObject[name] = new
        return [([pikepdf.Name(name)], Operator("Do"))]

    def _is_off(self, operands: Sequence[Any], resources: Any) -> bool:
        if str(operands[0]) != "/OC" or not isinstance(operands[1], pikepdf.Name):
            return False
        return self._is_layer_off(resources.get("/Properties", {}).get(str(operands[1])))

    def _is_layer_off(self, layer: Any) -> bool:
        if layer is None:
            return False
        members = layer.get("/OCGs") if str(layer.get("/Type")) == "/OCMD" else layer
        groups = list(members) if isinstance(members, pikepdf.Array) else [members]
        return bool(groups) and all(group is not None and group.objgen in self._off for group in groups)

    def _set(self, op: str, operands: Sequence[Any], resources: Any, state: State) -> None:
        if op == "Tf":
            state.size = float(operands[1])
            state.source = resources.get("/Font", {}).get(str(operands[0]))
            state.font = self._font(state.source)
        else:
            setattr(state, SETTERS[op], float(operands[0]) / (100 if op == "Tz" else 1))

    def _set_graphics(self, resources: Any, operands: Sequence[Any], state: State) -> None:
        chosen = resources.get("/ExtGState", {}).get(str(operands[0]), {}).get("/Font")
        if chosen is not None:
            state.source, state.size = chosen[0], float(chosen[1])
            state.font = self._font(state.source)

    def _font(self, font: Any) -> Font | None:
        if font is None or not self._boxes:
            return None
        if font.objgen == (0, 0):
            return load_font(font)
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = load_font(font)
        return self._fonts[font.objgen]


SETTERS = {
    "Tf": "font",
    "Tc": "spacing",
    "Tw": "word_spacing",
    "Tz": "scale",
    "TL": "leading",
    "Ts": "rise",
}


def _instructions(holder: Any) -> Iterator[tuple[Any, Operator]]:
    for found in pikepdf.parse_content_stream(holder):
        yield found.operands, found.operator


def _moved(op: str, operands: Sequence[Any]) -> list[Instruction]:
    """What an operator that shows text does besides."""
    if op == '"':
        return [([operands[0]], Operator("Tw")), ([operands[1]], Operator("Tc")), ([], Operator("T*"))]
    return [([], Operator("T*"))] if op == "'" else []
