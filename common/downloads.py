"""Files handed over in an answer."""

from urllib.parse import quote


def attachment(name: str, plain: str) -> dict[str, str]:
    """The headers that make a browser save the answer as `name`; `plain` is for programs that know ASCII only."""
    return {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    }
