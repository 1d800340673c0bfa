"""What can be done with a column, and what fits what it holds."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from services.masking.columns import generalising as coarse
from services.masking.kinds import Kind


class ColumnKind(StrEnum):
    NAME = "name"
    ADDRESS = "address"
    POSTAL_CODE = "postal_code"
    BIRTH_DATE = "birth_date"
    AGE = "age"
    SEX = "sex"
    PHONE = "phone"
    MAIL = "mail"
    IDENTIFIER = "identifier"
    """A number that the law or an account gives to one person."""
    NUMBER = "number"
    """A number of the office's own, which tells records apart."""
    DATE = "date"
    FREE_TEXT = "free_text"
    ATTRIBUTE = "attribute"
    """Something that others may know of a person: 職業, 国籍, 続柄."""
    OTHER = "other"


class Treatment(StrEnum):
    LEAVE = "leave"
    DETECT = "detect"
    """The findings in its cells are decided one by one."""
    REMOVE = "remove"
    PSEUDONYM = "pseudonym"
    AGE_5 = "age_5"
    AGE_10 = "age_10"
    MONTH = "month"
    YEAR = "year"
    MUNICIPALITY = "municipality"
    PREFECTURE = "prefecture"
    POSTAL_3 = "postal_3"


KIND_LABELS = {
    ColumnKind.NAME: "氏名",
    ColumnKind.ADDRESS: "住所",
    ColumnKind.POSTAL_CODE: "郵便番号",
    ColumnKind.BIRTH_DATE: "生年月日",
    ColumnKind.AGE: "年齢",
    ColumnKind.SEX: "性別",
    ColumnKind.PHONE: "電話番号",
    ColumnKind.MAIL: "メールアドレス",
    ColumnKind.IDENTIFIER: "個人を識別する番号",
    ColumnKind.NUMBER: "整理用の番号",
    ColumnKind.DATE: "日付",
    ColumnKind.FREE_TEXT: "自由記述",
    ColumnKind.ATTRIBUTE: "人の属性",
    ColumnKind.OTHER: "その他",
}
TREATMENT_LABELS = {
    Treatment.LEAVE: "そのまま残す",
    Treatment.DETECT: "中の個人情報を一つずつ判断する",
    Treatment.REMOVE: "空にする",
    Treatment.PSEUDONYM: "仮の番号に置き換える",
    Treatment.AGE_5: "年齢を5歳ごとにする",
    Treatment.AGE_10: "年齢を10歳ごとにする",
    Treatment.MONTH: "年月までにする",
    Treatment.YEAR: "年までにする",
    Treatment.MUNICIPALITY: "市区町村までにする",
    Treatment.PREFECTURE: "都道府県までにする",
    Treatment.POSTAL_3: "上3桁までにする",
}
ENTITY = {
    ColumnKind.NAME: Kind.PERSON,
    ColumnKind.ADDRESS: Kind.ADDRESS,
    ColumnKind.POSTAL_CODE: Kind.POSTAL_CODE,
    ColumnKind.BIRTH_DATE: Kind.BIRTH_DATE,
    ColumnKind.AGE: Kind.AGE,
    ColumnKind.SEX: Kind.GENDER,
    ColumnKind.PHONE: Kind.PHONE,
    ColumnKind.MAIL: Kind.MAIL,
}
"""The kind of finding that the cells are; any other column's is OTHER."""
FITTING = {
    ColumnKind.AGE: (Treatment.AGE_5, Treatment.AGE_10),
    ColumnKind.BIRTH_DATE: (Treatment.MONTH, Treatment.YEAR, Treatment.AGE_5, Treatment.AGE_10),
    ColumnKind.DATE: (Treatment.MONTH, Treatment.YEAR),
    ColumnKind.ADDRESS: (Treatment.MUNICIPALITY, Treatment.PREFECTURE),
    ColumnKind.POSTAL_CODE: (Treatment.POSTAL_3,),
}
"""Coarser and coarser."""
QUASI = frozenset(
    {
        ColumnKind.ADDRESS,
        ColumnKind.POSTAL_CODE,
        ColumnKind.BIRTH_DATE,
        ColumnKind.AGE,
        ColumnKind.SEX,
        ColumnKind.ATTRIBUTE,
    }
)
"""Quasi-identifiers: together they may point at one person whom others know."""
COMMON = (Kind.AGE, Kind.GENDER)
"""Found in one cell, such words (34, 女性) say nothing of the same word in another."""
WHOLE = frozenset(Treatment) - {Treatment.LEAVE, Treatment.DETECT}
"""Treatments that give every cell a new text."""
GENERALISED = WHOLE - {Treatment.REMOVE, Treatment.PSEUDONYM}
STAYING = GENERALISED | {Treatment.LEAVE, Treatment.DETECT}
"""After these a column still says something of the person."""


def generalised(text: str, treatment: Treatment, today: date) -> str:
    """The coarser text of a cell; empty where it cannot be read."""
    return _makers(today)[treatment](text) or ""


def _makers(today: date) -> dict[Treatment, Callable[[str], str | None]]:
    return {
        Treatment.AGE_5: lambda text: coarse.age_band(text, 5, today),
        Treatment.AGE_10: lambda text: coarse.age_band(text, 10, today),
        Treatment.MONTH: coarse.month,
        Treatment.YEAR: coarse.year,
        Treatment.MUNICIPALITY: coarse.municipality,
        Treatment.PREFECTURE: coarse.prefecture,
        Treatment.POSTAL_3: coarse.postal_district,
    }
