"""Back to the page that was asked for, once signed in."""

from urllib.parse import quote, urlencode, urlsplit


def sign_in_address(path: str, document_id: str = "") -> str:
    back = f"{path}?{urlencode({'id': document_id})}" if document_id else path
    return "/signin" if back == "/" else f"/signin?next={quote(back, safe='')}"


def safe_return(address: str) -> str:
    """`address` if it is a path of this site, else `/`: no link may lead on to another site.

    A browser reads `\\` as `/`, and drops tabs and line ends, so none of these may stand in it
    (WHATWG URL standard, section 4.4).
    """
    parts = urlsplit(address)
    is_plain = address.isprintable() and "\\" not in address
    is_path = address.startswith("/") and not address.startswith("//") and not parts.netloc
    return address if is_plain and is_path else "/"
