import pytest

from common.errors import Conflict, ModelMissing, Problem, TooLarge, by_code, restored


def test_a_problem_has_the_members_of_rfc_9457():
    body = TooLarge("大きすぎます。", limit_bytes=5).body("abc")
    assert body["status"] == 413
    assert body["code"] == "too_large"
    assert body["type"].endswith(body["code"])
    assert body["limit_bytes"] == 5
    assert body["request_id"] == "abc"


@pytest.mark.parametrize("problem", [Conflict("重なりました。", version=3), ModelMissing("whisper-base")])
def test_a_problem_survives_being_stored(problem: Problem):
    again = restored(problem.body())
    assert type(again) is type(problem)
    assert again.body() == problem.body()


def test_an_unknown_code_is_a_plain_problem():
    assert by_code("no_such_code") is Problem


def test_a_missing_model_names_the_command_that_installs_it():
    assert "common.models pull whisper-base" in ModelMissing("whisper-base").body()["command"]
