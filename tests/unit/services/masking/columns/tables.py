"""Tables for the tests: rows of words as the segments that the adapters of csv and xlsx give."""

from collections.abc import Sequence
from datetime import date

from common.documents import Place, Segment
from services.masking.blocks import Located
from services.masking.columns.plan import Column, propose
from services.masking.profiles import Profiles

TODAY = date(2026, 4, 1)
OPEN_DATA = Profiles().find("opendata")
ROSTER = (
    ("番号", "氏名", "住所", "郵便番号", "生年月日", "年齢", "性別", "電話番号", "備考"),
    ("1001", "山田花子", "東京都みどり市中央1-2-3", "100-0001", "昭和55年5月3日", "45", "女", "03-3581-5521", "窓口で相談"),
    ("1002", "佐藤一郎", "東京都みどり市本町4-5", "100-0002", "1982/12/24", "43", "男", "03-3581-5522", "山田花子の隣人"),
    ("1003", "鈴木次郎", "東京都あおば市東1-1", "100-0003", "S30.1.2", "71", "男", "03-3581-5523", ""),
)  # fmt: skip
FACILITIES = (
    ("施設名", "所在地", "電話番号", "開設日"),
    ("みどり図書館", "東京都みどり市中央1-1", "03-3581-5521", "2001-04-01"),
    ("あおば公民館", "東京都みどり市東2-2", "03-3581-5522", "2005-10-01"),
)


def csv_segments(rows: Sequence[Sequence[str]]) -> list[Segment]:
    return [
        Segment(id=f"R{r}C{c}", text=text, place=Place(part="cell", row=r, column=c))
        for r, row in enumerate(rows, start=1)
        for c, text in enumerate(row, start=1)
        if text
    ]


def columns_of(rows: Sequence[Sequence[str]], found: Sequence[Located] = ()) -> dict[str, Column]:
    """By heading."""
    return {column.heading: column for column in propose(csv_segments(rows), found, OPEN_DATA)[0]}
