from pathlib import Path

from services.translate.back import back_translated
from services.translate.engines.base import Pair
from services.translate.engines.folders import layout
from services.translate.engines.registry import Engines
from services.translate.engines.seq2seq import Seq2Seq, Seq2SeqEngine
from services.translate.guidance import NO_GUIDANCE
from services.translate.texts import translate_texts
from services.translate.translator import Translator


class Loaded:
    """A model that is always loaded."""

    def __init__(self, model: Seq2Seq) -> None:
        self._model = model

    def use(self) -> "Loaded":
        return self

    def __enter__(self) -> Seq2Seq:
        return self._model

    def __exit__(self, *_: object) -> None:
        """Nothing is held."""


def test_each_translation_is_put_beside_its_own_original(seq2seq_folder: Path) -> None:
    model = Loaded(Seq2Seq(layout(seq2seq_folder, {})))
    engine = Seq2SeqEngine("tiny", [Pair("ja", "en"), Pair("en", "ja")], model, lambda: None)  # type: ignore[arg-type]
    translator = Translator(Engines([engine]))
    texts = ["窓口です。", "申請書は十月三十一日までに提出してください。"]
    found = translate_texts(translator, texts, "ja", "en", "text", lambda *_: NO_GUIDANCE)
    back = back_translated(translator, texts, found, "ja", "en")
    alone = [translator.translate([each.text], "en", "ja")[0].text for each in found.translations]
    assert [each.text for each in back] == alone
    assert all(0 <= each.likeness <= 100 for each in back)
