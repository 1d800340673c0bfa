"""Times of a recording as people and subtitle formats write them."""


def clock(seconds: float) -> str:
    """`1:02:03`, or `2:03` below an hour."""
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def subtitle_time(seconds: float, decimal_mark: str) -> str:
    """`01:02:03,450`: SubRip separates milliseconds by a comma, WebVTT by a full stop."""
    milliseconds = round(seconds * 1000)
    hours, rest = divmod(milliseconds, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    whole, thousandths = divmod(rest, 1000)
    return f"{hours:02}:{minutes:02}:{whole:02}{decimal_mark}{thousandths:03}"
