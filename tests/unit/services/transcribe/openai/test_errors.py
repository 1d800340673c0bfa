import pytest

from common.errors import BadRequest, Conflict, OverQuota, Problem, Unauthorized, Unavailable
from services.transcribe.openai.errors import error_object


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        (BadRequest("x"), "invalid_request_error"),
        (Conflict("x"), "invalid_request_error"),
        (Unauthorized("x"), "authentication_error"),
        (OverQuota("x"), "rate_limit_error"),
        (Unavailable("x"), "server_error"),
        (Problem("x"), "server_error"),
    ],
)
def test_every_problem_has_the_kind_that_clients_know(problem, kind):
    assert error_object(problem) == {"message": "x", "type": kind, "code": problem.code, "param": None}


def test_the_parameter_at_fault_is_named():
    assert error_object(BadRequest("x", param="stream"))["param"] == "stream"
