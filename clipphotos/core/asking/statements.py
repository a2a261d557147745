"""Captions for what a question asks for (TAP-C, Song et al., arXiv:2203.07190: the question as a statement with a gap).

A question is put as a few statements, in the hope that their mean is less sensitive to how each is worded. The captions
are as `Question.captions` says; words of an English question beyond the subject stand in them as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from clipphotos.core.asking.nouns import PREPOSITIONS, doing, words
from clipphotos.core.asking.records import QuestionKind, Weakness

ANYTHING = ("a photo of a {}", "a {}", "there is a {} in the photo")
"""For what may be anything, anywhere in the photo."""

SEASONS = ("spring", "summer", "autumn", "winter")
TIMES_OF_DAY = ("morning", "daytime", "evening", "night")

_TIMES = words(
    "day night daytime nighttime morning evening noon midday dusk dawn sunset sunrise twilight afternoon "
    "白天 晚上 夜晚 夜里 早上 早晨 上午 中午 下午 傍晚 黄昏 清晨 黎明 日出 日落"
)
_SEASONS = words("fall 春天 夏天 秋天 冬天 春季 夏季 秋季 冬季")
_WEATHER = words(
    "sunny rainy cloudy snowy foggy windy stormy overcast clear misty hazy bright dark hot cold warm "
    "晴天 雨天 阴天 雪天 雾天 晴 阴 多云"
)
_HAPPENING = words("raining snowing 下雨 下雪 刮风 打雷 有雾")
_SIDES = words("indoors outdoors inside outside indoor outdoor 室内 室外 户内 户外 屋里 屋外 屋内")
_COLOURS = words("red orange yellow green blue purple violet pink brown black white grey gray golden silver")
_AT = re.compile(rf"(?:{PREPOSITIONS})\b|.+(?:上|里|下|旁边|后面|前面)$")
"""What is somewhere: "on the bed", 床上."""


@dataclass(frozen=True)
class Statement:
    """What a question asks for; see `Question`."""

    kind: QuestionKind | None
    """None: it can be weighed against answers that a person gives, but the program has none for it."""
    captions: tuple[str, ...]
    subject: str = ""
    answers: tuple[str, ...] = ()
    weakness: Weakness | None = None


READING = Statement(None, ('a photo of a sign that says "{}"', '"{}"'), weakness=Weakness.READING)
"""Ask what is written."""


def named(statement: Statement, rename: Callable[[str], str]) -> Statement:
    """Return a statement whose subject and answers are put in other words."""
    return replace(statement, subject=rename(statement.subject), answers=tuple(map(rename, statement.answers)))


def anything(kind: QuestionKind, where: str = "", subject: str = "", adjective: str = "") -> Statement:
    """Ask for a thing or an animal, perhaps somewhere, "on the {subject}", or one that is "white"."""
    thing = " ".join(filter(None, (adjective, "{}", where)))
    if not where:
        return Statement(kind, tuple(caption.replace("{}", thing) for caption in ANYTHING))
    return Statement(kind, (f"a {thing}", f"a photo of a {thing}", f"there is a {thing}"), subject)


def sort_of(kind: QuestionKind, subject: str, rest: str = "") -> Statement:
    """Ask which dog or fruit it is, perhaps one that is said more of: `rest` "on the plate"."""
    rest = f" {rest}".rstrip()
    captions = (f"a photo of a {{}}{rest}, a type of {{subject}}", f"a {{}}{rest}", "a photo of a {}, a {subject}")
    return Statement(kind, captions, subject)


def colour(subject: str, rest: str = "", worn: str = "") -> Statement:
    """Ask for a colour, of everything if there is no subject; `worn` "man wearing" is what has to do with it."""
    rest = f" {rest}".rstrip()
    if not subject:
        captions: tuple[str, ...] = ("something {}", "a photo of something {}", "a photo that is mainly {}")
    elif worn:
        captions = (f"a {worn} a {{}} {{subject}}", f"a photo of a {worn} a {{}} {{subject}}")
    else:
        captions = (f"a {{}} {{subject}}{rest}", f"a photo of a {{}} {{subject}}{rest}", "the {subject} is {}")
    return Statement(QuestionKind.COLOUR, captions, subject, weakness=Weakness.COLOUR)


def count(subject: str, rest: str = "", owner: str = "") -> Statement:
    """Ask how many there are, perhaps how many somebody has."""
    rest = f" {rest}".rstrip()
    if owner:
        captions = (f"a {owner} with {{}} {{subject}}", f"a photo of a {owner} with {{}} {{subject}}")
    else:
        captions = (f"{{}} {{subject}}{rest}", f"a photo of {{}} {{subject}}{rest}")
    return Statement(QuestionKind.COUNT, captions, subject, weakness=Weakness.COUNTING)


def place(subject: str = "") -> Statement:
    """Ask where the photo was taken, or where in it somebody is."""
    if not subject:
        return Statement(QuestionKind.PLACE, ("a photo taken in a {}", "a photo of a {}", "a {}"))
    return Statement(QuestionKind.PLACE, ("a {subject} in a {}", "a photo of a {subject} in a {}"), subject)


def weather() -> Statement:
    """Ask for the weather."""
    return Statement(QuestionKind.WEATHER, ("a photo taken in {} weather", "{} weather", "it is {}"))


def activity(subject: str = "", rest: str = "") -> Statement:
    """Ask what somebody does, anybody if there is no subject."""
    rest = f" {rest}".rstrip()
    if not subject:
        captions: tuple[str, ...] = ("a photo of people {}", "a photo of a person {}", "{}")
    else:
        captions = (f"a {{subject}} {{}}{rest}", f"a photo of a {{subject}} {{}}{rest}")
    return Statement(QuestionKind.ACTIVITY, captions, subject)


def done_to(subject: str, doing_: str, rest: str = "") -> Statement:
    """Ask what somebody holds, wears, rides: `doing_` is "riding", `rest` what follows the answer."""
    rest = f" {rest}".rstrip()
    if not subject:
        return Statement(QuestionKind.OBJECT, (f"{doing_} a {{}}{rest}", f"a photo of a person {doing_} a {{}}{rest}"))
    captions = (f"a {{subject}} {doing_} a {{}}{rest}", f"a photo of a {{subject}} {doing_} a {{}}{rest}")
    return Statement(QuestionKind.OBJECT, captions, subject)


def whether(subject: str, *, quality: bool = False) -> Statement | None:
    """Ask whether something is there, or the photo is so (`quality`): the statement; None if there is none."""
    subject = subject.removesuffix("的")
    thing = ("a {subject} photo", "a photo that is {subject}") if quality else ("a photo of a {subject}", "a {subject}")
    captions = _framed(subject, "{subject}") or thing
    return Statement(QuestionKind.YES_NO, captions, subject) if subject else None


def choice(answers: tuple[str, ...], subject: str = "") -> Statement | None:
    """Ask which of some answers it is, or which is so of the subject; None if they are not several."""
    if len(answers) < 2:
        return None
    captions = _framed(answers[0], "{}")
    if subject and (doing(answers[0].split()[0]) or _AT.match(answers[0])):
        captions = ("a {subject} {}", "a photo of a {subject} {}")
    elif subject:
        captions = ("a {} {subject}", "a photo of a {} {subject}", "the {subject} is {}")
    return Statement(QuestionKind.CHOICE, captions or ANYTHING, subject, answers)


def _framed(said: str, gap: str) -> tuple[str, ...]:
    """Return captions for what is no thing, but a time, a colour and the like; none if it is a thing."""
    if said in _TIMES:
        return (f"a photo taken at {gap}", f"it is {gap}")
    if said in SEASONS or said in _SEASONS:
        return (f"a photo taken in {gap}", f"it is {gap}")
    if said in _WEATHER:
        return (f"a photo taken in {gap} weather", f"it is {gap}")
    if said in _HAPPENING:
        return (f"a photo of {gap}", f"it is {gap}")
    if said in _COLOURS or (said.endswith("色") and len(said) <= 3):
        return (f"a photo of something {gap}", f"it is {gap}")
    if said in _SIDES or _AT.match(said):
        return (f"a photo taken {gap}", gap)
    if said and doing(said.split()[0]):
        return (f"a photo of a person {gap}", gap)
    return ()
