"""Japanese recognizers for Presidio, one kind a file. Importing this package imports Presidio."""

from presidio_analyzer import EntityRecognizer

from services.masking.recognizers.address import AddressRecognizer
from services.masking.recognizers.age import AgeRecognizer, BareAgeRecognizer
from services.masking.recognizers.bank_account import BankAccountRecognizer
from services.masking.recognizers.bank_branch import BankBranchRecognizer
from services.masking.recognizers.birth_date import BirthDateRecognizer
from services.masking.recognizers.care_insurance import CareInsuranceRecognizer
from services.masking.recognizers.corporate_number import CorporateNumberRecognizer
from services.masking.recognizers.credit_card import CreditCardRecognizer
from services.masking.recognizers.driving_licence import DrivingLicenceRecognizer
from services.masking.recognizers.employee_number import EmployeeNumberRecognizer
from services.masking.recognizers.gender import GenderRecognizer
from services.masking.recognizers.health_insurance import HealthInsuranceRecognizer
from services.masking.recognizers.ip_address import IpAddressRecognizer
from services.masking.recognizers.mac_address import MacAddressRecognizer
from services.masking.recognizers.mail import MailRecognizer
from services.masking.recognizers.my_number import MyNumberRecognizer
from services.masking.recognizers.organisations import (
    CompanyRecognizer,
    FacilityRecognizer,
    SchoolRecognizer,
)
from services.masking.recognizers.passport import PassportRecognizer
from services.masking.recognizers.pension_number import PensionNumberRecognizer
from services.masking.recognizers.person import PersonRecognizer
from services.masking.recognizers.phone import PhoneRecognizer
from services.masking.recognizers.postal_code import PostalCodeRecognizer
from services.masking.recognizers.residence_card import ResidenceCardRecognizer
from services.masking.recognizers.resident_code import ResidentCodeRecognizer
from services.masking.recognizers.url import UrlRecognizer
from services.masking.recognizers.vehicle_number import VehicleNumberRecognizer

RECOGNIZERS: tuple[type[EntityRecognizer], ...] = (
    PersonRecognizer,
    AddressRecognizer,
    PostalCodeRecognizer,
    PhoneRecognizer,
    MailRecognizer,
    BirthDateRecognizer,
    AgeRecognizer,
    BareAgeRecognizer,
    MyNumberRecognizer,
    CorporateNumberRecognizer,
    CreditCardRecognizer,
    DrivingLicenceRecognizer,
    PassportRecognizer,
    ResidenceCardRecognizer,
    PensionNumberRecognizer,
    BankAccountRecognizer,
    BankBranchRecognizer,
    CareInsuranceRecognizer,
    HealthInsuranceRecognizer,
    ResidentCodeRecognizer,
    VehicleNumberRecognizer,
    EmployeeNumberRecognizer,
    GenderRecognizer,
    IpAddressRecognizer,
    MacAddressRecognizer,
    UrlRecognizer,
    CompanyRecognizer,
    SchoolRecognizer,
    FacilityRecognizer,
)
