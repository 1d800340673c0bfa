"""What a client may send, field by field (platform.openai.com/docs/api-reference/audio).

Taken and not needed: `model`, because the configured one is used, and `chunking_strategy`, because a
recording is always cut where nobody speaks.
"""

from typing import Annotated

from fastapi import Depends, File, Form, UploadFile

from common.errors import BadRequest
from services.transcribe.openai.language_names import spoken_language
from services.transcribe.openai.shapes import Granularity, ResponseFormat
from services.transcribe.schemas import Asked
from services.transcribe.vocabulary.given import given

LONGEST_PROMPT = 2000
STREAMED: tuple[ResponseFormat, ...] = ("json", "text", "diarized_json")

Upload = Annotated[UploadFile, File(description="音声または動画")]
Language = Annotated[str | None, Form(description="ja、ja-JP、japanese、auto など。なければ ja")]
Languages = Annotated[list[str] | None, Form(alias="languages[]", description="ありうる言語")]
Prompt = Annotated[str | None, Form(max_length=LONGEST_PROMPT, description="はじめの部分の書き方の手本")]
Format = Annotated[ResponseFormat, Form()]
Temperature = Annotated[float | None, Form(ge=0, le=1)]
Granularities = Annotated[list[Granularity] | None, Form(alias="timestamp_granularities[]")]
Keywords = Annotated[list[str] | None, Form(alias="keywords[]", description="出てくる名前や用語")]
Stream = Annotated[bool, Form(description="できたところから順に送る（server-sent events）")]
Include = Annotated[list[str] | None, Form(alias="include[]", description="logprobs には対応していません")]
KnownNames = Annotated[list[str] | None, Form(alias="known_speaker_names[]", description="対応していません")]
KnownVoices = Annotated[
    list[str] | None, Form(alias="known_speaker_references[]", description="対応していません")
]


def refuse_unsupported(
    response_format: Format = "json", stream: Stream = False, include: Include = None,
    names: KnownNames = None, voices: KnownVoices = None,
) -> None:  # fmt: skip
    """Raises BadRequest for what would otherwise be passed over in silence."""
    if "logprobs" in (include or []):
        raise BadRequest(
            "include[]=logprobs には対応していません。外して送ってください。"
            "確からしさは response_format=verbose_json の avg_logprob で分かります。",
            param="include",
        )
    if names or voices:
        raise BadRequest(
            "話す人の声の見本（known_speaker_names・known_speaker_references）には対応していません。"
            "外して送ってください。名前は、文字起こしのあとで話者に付けられます。",
            param="known_speaker_names",
        )
    if stream and response_format not in STREAMED:
        raise BadRequest(
            f"stream は response_format が {'・'.join(STREAMED)} のときだけ使えます。",
            param="response_format",
        )


def asked_transcription(
    language: Language = None, languages: Languages = None, prompt: Prompt = None,
    temperature: Temperature = None, granularities: Granularities = None, keywords: Keywords = None,
) -> Asked:  # fmt: skip
    return Asked(
        language=spoken_language(language, languages),
        prompt=prompt,
        temperature=temperature or None,
        words="word" in (granularities or []),
        vocabulary=given("\n".join(keywords or [])),
    )


def asked_translation(prompt: Prompt = None, temperature: Temperature = None) -> Asked:
    return Asked(language="auto", task="translate", prompt=prompt, temperature=temperature or None)


Transcribing = Annotated[Asked, Depends(asked_transcription)]
Translating = Annotated[Asked, Depends(asked_translation)]
