"""The kinds of personal information: their names for programs and for people."""

from enum import StrEnum


class Kind(StrEnum):
    """Entity types; those that Presidio knows carry Presidio's name."""

    PERSON = "PERSON"
    OFFICIAL = "OFFICIAL"
    """The name of a public officer acting in office."""
    ADDRESS = "ADDRESS"
    POSTAL_CODE = "POSTAL_CODE"
    PHONE = "PHONE_NUMBER"
    MAIL = "EMAIL_ADDRESS"
    BIRTH_DATE = "BIRTH_DATE"
    AGE = "AGE"
    MY_NUMBER = "MY_NUMBER"
    CORPORATE_NUMBER = "CORPORATE_NUMBER"
    CREDIT_CARD = "CREDIT_CARD"
    DRIVING_LICENCE = "DRIVING_LICENCE"
    PASSPORT = "PASSPORT"
    RESIDENCE_CARD = "RESIDENCE_CARD"
    PENSION_NUMBER = "PENSION_NUMBER"
    BANK_ACCOUNT = "BANK_ACCOUNT"
    BANK_BRANCH = "BANK_BRANCH"
    HEALTH_INSURANCE = "HEALTH_INSURANCE"
    CARE_INSURANCE = "CARE_INSURANCE"
    RESIDENT_CODE = "RESIDENT_CODE"
    VEHICLE_NUMBER = "VEHICLE_NUMBER"
    EMPLOYEE_NUMBER = "EMPLOYEE_NUMBER"
    GENDER = "GENDER"
    IP_ADDRESS = "IP_ADDRESS"
    MAC_ADDRESS = "MAC_ADDRESS"
    URL = "URL"
    """A web address that names a person or an account."""
    COMPANY = "COMPANY"
    SCHOOL = "SCHOOL"
    FACILITY = "FACILITY"
    OTHER = "OTHER"
    """Marked by a person."""

    @property
    def label(self) -> str:
        """The kind in Japanese."""
        return LABELS[self]


LABELS = {
    Kind.PERSON: "氏名",
    Kind.OFFICIAL: "公務員の氏名",
    Kind.ADDRESS: "住所",
    Kind.POSTAL_CODE: "郵便番号",
    Kind.PHONE: "電話番号",
    Kind.MAIL: "メールアドレス",
    Kind.BIRTH_DATE: "生年月日",
    Kind.AGE: "年齢",
    Kind.MY_NUMBER: "個人番号",
    Kind.CORPORATE_NUMBER: "法人番号",
    Kind.CREDIT_CARD: "クレジットカード番号",
    Kind.DRIVING_LICENCE: "運転免許証番号",
    Kind.PASSPORT: "旅券番号",
    Kind.RESIDENCE_CARD: "在留カード番号",
    Kind.PENSION_NUMBER: "基礎年金番号",
    Kind.BANK_ACCOUNT: "口座番号",
    Kind.BANK_BRANCH: "金融機関の支店",
    Kind.HEALTH_INSURANCE: "被保険者証の記号・番号",
    Kind.CARE_INSURANCE: "介護保険被保険者番号",
    Kind.RESIDENT_CODE: "住民票コード",
    Kind.VEHICLE_NUMBER: "車両番号",
    Kind.EMPLOYEE_NUMBER: "職員番号",
    Kind.GENDER: "性別",
    Kind.IP_ADDRESS: "IPアドレス",
    Kind.MAC_ADDRESS: "MACアドレス",
    Kind.URL: "URL",
    Kind.COMPANY: "法人名",
    Kind.SCHOOL: "学校名",
    Kind.FACILITY: "施設名",
    Kind.OTHER: "その他",
}
OPTIONAL = frozenset({Kind.COMPANY, Kind.SCHOOL, Kind.FACILITY})
"""Looked for only where a city or a caller asks for them."""
