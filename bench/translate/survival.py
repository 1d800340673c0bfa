"""What must survive: `python -m bench.translate.survival [--sample 40]`.

Five hundred made sentences hold amounts, dates, times, telephone numbers, mails, URLs and codes, each with
the English that a faithful translator would write. The checker is measured on these: how many faithful
translations it flags (false alarms), and how many it lets pass after one thing in them was damaged by script:
a digit changed, lost or doubled, a number dropped, an address cut, a.m. made p.m. With `--sample`, the default
engine translates that many of them, and each must come out intact or flagged; intact is looked for by this
script's own list of what the sentence holds.
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bench.report import write_section
from common.service import Service
from common.settings import Settings
from services.translate.engines.registry import find_engines
from services.translate.flags import Flag, examine
from services.translate.translator import Translator

SENTENCES, SEED = 500, 6
SPAN = re.compile(r"(?i)(\d{1,2}(?::\d\d)?)( (?:to|and|until) |[-\u2013])(\d{1,2}(?::\d\d)?) ?([ap])\.?m")
"""7:30 to 7:45 p.m."""
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
TEMPLATES = (
    ("{date}までに市民課へ届け出てください。", "Notify the Citizens' Affairs Division by {date}."),
    ("手数料は{amount}です。", "The fee is {amount}."),
    ("窓口は{time}から{time2}まで開いています。", "The counter is open from {time} to {time2}."),
    ("問い合わせは{phone}へお願いします。", "For inquiries, call {phone}."),
    ("申し込みは{mail}で受け付けます。", "Apply by e-mail at {mail}."),
    ("詳しくは{url}をご覧ください。", "For details, see {url}."),
    ("様式{code}を{count}部提出してください。", "Submit {count} copies of form {code}."),
    ("{date}の{time}から、定員{count}人で説明会を開きます。", "A briefing for {count} people starts at {time} on {date}."),
    ("保険料{amount}を{date}までに納めてください。", "Pay the insurance premium of {amount} by {date}."),
    ("{phone}または{mail}へご連絡ください。", "Contact us at {phone} or {mail}."),
    ("人口は{count}人で、前の年より{rate}増えました。", "The population is {count}, up {rate} on the year before."),
    ("{date}に、会議室{code}で{time}から相談を受け付けます。", "On {date}, consultations start at {time} in room {code}."),
)  # fmt: skip


class Item(NamedTuple):
    kind: str
    japanese: str
    english: str
    signs: tuple[str, ...]
    """Patterns that must all be found in a translation where it is intact."""


class Made(NamedTuple):
    japanese: str
    english: str
    items: tuple[Item, ...]


def made(chance: random.Random) -> Made:
    japanese, english = chance.choice(TEMPLATES)
    items = {name: MAKERS[name.rstrip("2")](chance) for name in re.findall(r"\{(\w+)\}", japanese)}
    return Made(
        japanese.format(**{name: item.japanese for name, item in items.items()}),
        english.format(**{name: item.english for name, item in items.items()}),
        tuple(items.values()),
    )


def _date(chance: random.Random) -> Item:
    year, month, day = chance.randint(2024, 2030), chance.randint(1, 12), chance.randint(1, 28)
    english = f"{MONTHS[month - 1]} {day}, {year}"
    written = chance.choice([f"{year}年", f"令和{year - 2018}年"])
    signs = (str(year), rf"{MONTHS[month - 1][:3]}|(?<!\d){month}(?!\d)", rf"(?<!\d){day}(?!\d)")
    return Item("date", f"{written}{month}月{day}日", english, signs)


def _amount(chance: random.Random) -> Item:
    value = chance.choice([200, 450, 1200, 4800, 15000, 98500, 120000, 3500000])
    return Item("amount", f"{value:,}円", f"{value:,} yen", (f"{value:,}|{value}",))


def _time(chance: random.Random) -> Item:
    hour, minute = chance.randint(8, 20), chance.choice([0, 15, 30, 45])
    half, dial = ("午前", hour) if hour < 12 else ("午後", hour - 12)
    if dial == 0:
        half, dial = "午後", 1
        hour = 13
    japanese = f"{half}{dial}時" + (f"{minute}分" if minute else "")
    english = f"{dial}{f':{minute}' if minute else ''} {'a' if hour < 12 else 'p'}.m."
    minutes = f":{minute:02}" if minute else "(?::00)?"
    said = rf"{dial}{minutes}\s*{'a' if hour < 12 else 'p'}\.?m|{hour}:{minute:02}"
    return Item("time", japanese, english, (rf"(?<!\d)(?i:{said})",))


def _phone(chance: random.Random) -> Item:
    number = f"078-{chance.randint(200, 999)}-{chance.randint(1000, 9999)}"
    return Item("phone", number, number, (re.escape(number[4:]),))


def _mail(chance: random.Random) -> Item:
    address = f"{chance.choice(['shimin', 'zeimu', 'kodomo'])}{chance.randint(1, 99)}@city.example.jp"
    return Item("mail", address, address, (re.escape(address),))


def _url(chance: random.Random) -> Item:
    address = (
        f"https://www.city.example.jp/{chance.choice(['kurashi', 'zei'])}/{chance.randint(100, 999)}.html"
    )
    return Item("url", address, address, (re.escape(address),))


def _code(chance: random.Random) -> Item:
    code = f"{chance.choice('ABCDEFG')}-{chance.randint(10, 999)}"
    return Item("code", code, code, (code.replace("-", r"[\s-]?"),))


def _count(chance: random.Random) -> Item:
    value = chance.choice([12, 25, 40, 150, 300, 1350, 15200])
    return Item("count", f"{value:,}", f"{value:,}", (f"{value:,}|{value}",))


def _rate(chance: random.Random) -> Item:
    value = f"{chance.randint(1, 29)}.{chance.randint(1, 9)}%"
    return Item("rate", value, value, (re.escape(value[:-1]),))


MAKERS: dict[str, Callable[[random.Random], Item]] = {
    "date": _date, "amount": _amount, "time": _time, "phone": _phone, "mail": _mail, "url": _url,
    "code": _code, "count": _count, "rate": _rate,
}  # fmt: skip


def damages(sentence: Made, chance: random.Random) -> Iterator[tuple[str, str]]:
    """(what was done, the English with it), one thing of the sentence at a time."""
    item = chance.choice(sentence.items)
    places = [match.start() for match in re.finditer(r"\d", item.english)]
    at = chance.choice(places) if places else 0
    digit = item.english[at]
    done = {
        "digit changed": item.english[:at]
        + str((int(digit) + chance.randint(1, 8)) % 10)
        + item.english[at + 1 :],
        "digit lost": item.english[:at] + item.english[at + 1 :],
        "digit doubled": item.english[: at + 1] + item.english[at:],
        "dropped": "it",
    }
    if item.kind == "time":
        done["a.m. and p.m."] = item.english.translate(str.maketrans("ap", "pa"))
    if item.kind in ("mail", "url"):
        done["address cut"] = item.english[:-3]
        done["blank in it"] = item.english[:8] + " " + item.english[8:]
    if item.kind == "code":
        done["letter changed"] = chr((ord(item.english[0]) - 64) % 26 + 65) + item.english[1:]
    if item.kind == "date":
        month = next(month for month in MONTHS if month in item.english)
        done["month changed"] = item.english.replace(month, MONTHS[MONTHS.index(month) - 5])
    for what, damaged in done.items():
        if _value(damaged) != _value(item.english):
            yield f"{item.kind}: {what}", sentence.english.replace(item.english, damaged, 1)


def _value(text: str) -> str:
    """As a reader takes it: 0450 yen is 450 yen."""
    return re.sub(r"(?<![\d.\-])0+(?=\d)", "", text)


def flagged(source: str, translation: str) -> bool:
    return bool({Flag.NUMBER, Flag.LOST}.intersection(examine(source, translation, "en", ())))


def measure_checker(sentences: Sequence[Made], chance: random.Random) -> list[str]:
    alarms = [each for each in sentences if flagged(each.japanese, each.english)]
    tried, missed, shown = Counter[str](), Counter[str](), []
    for sentence in sentences:
        for what, damaged in damages(sentence, chance):
            tried[what] += 1
            if not flagged(sentence.japanese, damaged):
                missed[what] += 1
                shown.append(f"{what}: {sentence.japanese} | {damaged}")
    print("\n".join([*(f"alarm: {each.japanese} | {each.english}" for each in alarms[:20]), *shown[:60]]))
    total, passed = sum(tried.values()), sum(missed.values())
    kinds = ", ".join(f"{what} {count} of {tried[what]}" for what, count in sorted(missed.items()))
    return [
        "| | |",
        "|---|---|",
        f"| faithful translations flagged (false alarms) | {len(alarms)} of {len(sentences)} |",
        f"| damaged translations flagged | {total - passed} of {total} ({100 * (total - passed) / total:.1f} %) |",
        f"| damages that passed | {kinds or 'none'} |",
    ]


def intact(sentence: Made, translation: str) -> bool:
    """Whether all that it holds is there. A half of the day said once, behind a span of time, is that of both ends."""
    text = SPAN.sub(r"\1 \4.m.\2\3 \4.m", translation)
    return all(re.search(sign, text) for item in sentence.items for sign in item.signs)


def measure_engine(sentences: Sequence[Made]) -> list[str]:
    with TemporaryDirectory() as folder:
        service = Service("translate", Settings.model_validate({"data": {"folder": folder}}))
        translator = Translator(find_engines(service))
        results = translator.translate([each.japanese for each in sentences], "ja", "en")
        name = translator.engines.choose("ja", "en").name
    whole = silent = 0
    for sentence, result in zip(sentences, results, strict=True):
        if intact(sentence, result.text):
            whole += 1
        else:
            silent += not result.flags
            print(
                f"{'flagged' if result.flags else 'SILENT'}: {sentence.japanese} | {result.text} {result.flags}"
            )
    return [
        f"| {name}, ja→en: intact | {whole} of {len(sentences)} |",
        f"| damaged and not flagged | {silent} |",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.translate.survival", description=__doc__)
    parser.add_argument("--sample", type=int, default=0, help="sentences for the default engine")
    arguments = parser.parse_args()
    chance = random.Random(SEED)  # noqa: S311 - made sentences, not secrets
    sentences = [made(chance) for _ in range(SENTENCES)]
    lines = [f"{SENTENCES} made sentences.", "", *measure_checker(sentences, chance)]
    if arguments.sample:
        lines += measure_engine(sentences[: arguments.sample])
    write_section("translate-survival", "\n".join(["`python -m bench.translate.survival`", "", *lines]))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
