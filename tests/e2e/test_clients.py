"""The clients that people already have, unchanged, through the gateway."""

import openai
import pytest
from libretranslatepy import LibreTranslateAPI

from tests.e2e.running import ROOT, Suite

pytestmark = [pytest.mark.e2e, pytest.mark.models, pytest.mark.slow]


def test_the_openai_client_transcribes_the_meeting(suite: Suite):
    client = openai.OpenAI(api_key=suite.key("sato", "clerk"), base_url=f"{suite.base_url}/v1")
    with client, (ROOT / "examples" / "meeting.m4a").open("rb") as recording:
        heard = client.audio.transcriptions.create(model="whisper-1", file=recording, language="ja")
    assert "決定しました" in heard.text


def test_the_openai_client_hears_the_meeting_as_a_stream(suite: Suite):
    client = openai.OpenAI(api_key=suite.key("sato", "clerk"), base_url=f"{suite.base_url}/v1")
    with client, (ROOT / "examples" / "meeting.m4a").open("rb") as recording:
        told = list(client.audio.transcriptions.create(model="whisper-1", file=recording, stream=True))
    assert told[0].type == "transcript.text.delta"
    assert told[-1].type == "transcript.text.done"
    assert "決定しました" in told[-1].text


def test_the_openai_client_with_a_wrong_key(suite: Suite):
    client = openai.OpenAI(api_key="yk_wrong", base_url=f"{suite.base_url}/v1", max_retries=0)
    with (
        client,
        (ROOT / "examples" / "meeting.m4a").open("rb") as recording,
        pytest.raises(openai.AuthenticationError),
    ):
        client.audio.transcriptions.create(model="whisper-1", file=recording)


def test_libretranslatepy_translates_and_detects(suite: Suite):
    client = LibreTranslateAPI(f"{suite.base_url}/", api_key=suite.key("ito", "staff"))
    assert "5" in client.translate("市役所の窓口は午後5時に閉まります。", "ja", "en")
    assert client.detect("お知らせ")[0]["language"] == "ja"
    assert "ja" in [language["code"] for language in client.languages()]
