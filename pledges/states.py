"""The words of a pledge, as the public registry's form and A/RES/73/195 use them."""

from django.db import models
from django.utils.translation import pgettext_lazy


class PledgeType(models.TextChoices):
    """Who pledges with whom; empty where an imported source does not say."""

    INDIVIDUAL = "individual", pgettext_lazy("pledge type", "Individual")
    COMMON = "common", pgettext_lazy("pledge type", "Common")
    PARTNERSHIP = "partnership", pgettext_lazy("pledge type", "In partnership")
    MATCHING = "matching", pgettext_lazy("pledge type", "Matching")


class Nature(models.TextChoices):
    """What is given: several may apply."""

    POLICY_LEGAL = "policy_legal", pgettext_lazy("nature", "Policy or legal")
    FINANCIAL = "financial", pgettext_lazy("nature", "Financial")
    HUMAN = "human_resources", pgettext_lazy("nature", "Human resources")
    PROCESS = "process", pgettext_lazy("nature", "Process")
    STRUCTURED = "structured", pgettext_lazy("nature", "Structured")


class Level(models.TextChoices):
    """Where the pledge is carried out."""

    LOCAL = "local", pgettext_lazy("level", "Local")
    NATIONAL = "national", pgettext_lazy("level", "National")
    REGIONAL = "regional", pgettext_lazy("level", "Regional")
    INTERNATIONAL = "international", pgettext_lazy("level", "International")


class Novelty(models.TextChoices):
    """Whether the work is new, grows, or goes on."""

    NEW = "new", pgettext_lazy("novelty", "New")
    SCALING_UP = "scaling_up", pgettext_lazy("novelty", "Scaling up")
    CONTINUING = "continuing", pgettext_lazy("novelty", "Continuing")


class Weight(models.TextChoices):
    """Whether an objective is one of the main ones (1 to 3 on the form) or related."""

    MAIN = "main", pgettext_lazy("weight", "Main objective")
    RELATED = "related", pgettext_lazy("weight", "Related objective")


class Reply(models.TextChoices):
    """What a party that is named in somebody else's pledge says to it."""

    CONFIRMED = "confirmed", pgettext_lazy("partner", "Confirmed")
    DECLINED = "declined", pgettext_lazy("partner", "Declined to be named")


JOINT = frozenset({PledgeType.COMMON, PledgeType.PARTNERSHIP})  # these name at least one partner
DESCRIPTION_MIN = 300
DESCRIPTION_MAX = 3000
MAIN_OBJECTIVES_MAX = 3
PARTNERS_MAX = 60
LONG_YEARS = 8  # two Forums: whoever pledged is seldom in office that long

# The 169 targets of the 2030 Agenda (A/RES/70/1): how many are numbered, and which are lettered, under each goal.
_TARGETS = {
    1: (5, "ab"), 2: (5, "abc"), 3: (9, "abcd"), 4: (7, "abc"), 5: (6, "abc"), 6: (6, "ab"), 7: (3, "ab"),
    8: (10, "ab"), 9: (5, "abc"), 10: (7, "abc"), 11: (7, "abc"), 12: (8, "abc"), 13: (3, "ab"), 14: (7, "abc"),
    15: (9, "abc"), 16: (10, "ab"), 17: (19, ""),
}  # fmt: skip
SDG_TARGETS = tuple(
    f"{goal}.{each}"
    for goal, (numbered, lettered) in _TARGETS.items()
    for each in (*range(1, numbered + 1), *lettered)
)

# ISO 4217, what has been legal tender since the Compact was adopted.
CURRENCIES = (
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD", "BIF",
    "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CLP", "CNY", "COP", "CRC",
    "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS",
    "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HRK", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK",
    "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD",
    "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN",
    "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON",
    "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC",
    "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS",
    "VED", "VES", "VND", "VUV", "WST", "XAF", "XCD", "XCG", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWG", "ZWL",
)  # fmt: skip
