"""Nouns in captions: their articles and numbers, by simple rules that are right for everyday words."""

from __future__ import annotations

import re


def words(text: str) -> frozenset[str]:
    """Return the words of a text, in no order."""
    return frozenset(text.split())


PREPOSITIONS = (
    "on top of|in front of|in the middle of|in the corner of|to the left of|to the right of|on the left of|"
    "on the right of|on the left side of|on the right side of|at the left of|at the right of|left of|right of|left to|"
    "right to|to the left side of|to the right side of|on the side of|at the side of|at the top of|at the bottom of|"
    "at the back of|at the end of|on the back of|next to|close to|attached to|inside of|outside of|across from|near to|"
    "on|in|at|under|underneath|beneath|below|above|over|behind|beside|besides|beyond|near|nearby|by|between|among|"
    "inside|outside|within|around|against|opposite|along|across|through|into|onto|from|upon|off|with|without|for|of|to"
)
"""Longer ones first, as a regular expression."""

_BOUNDARY = frozenset(
    f"{PREPOSITIONS}|next|close|that|which|who|and|parked|placed|kept|worn|held|hung|mounted|painted|made|called|covered|filled|"
    "wearing|a|an|the|is|are".split("|")
)
_NOT_DOING = words(
    "thing something anything nothing everything building ceiling painting wedding string ring king wing swing awning "
    "railing clothing morning evening spring lightning pudding drawing earring sibling duckling dumpling parking "
    "crossing landing sing bring being sling sting viking topping icing stocking lighting bedding piping flooring "
    "paving carving herring lodging beijing during"
)
"""Words that end as what somebody does, but are not."""
_MANY = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "feet": "foot", "teeth": "tooth",
    "mice": "mouse", "geese": "goose", "wolves": "wolf", "knives": "knife", "leaves": "leaf", "loaves": "loaf",
    "shelves": "shelf", "halves": "half", "calves": "calf", "scarves": "scarf", "buses": "bus", "lenses": "lens",
    "cacti": "cactus", "policemen": "policeman", "firemen": "fireman", "snowmen": "snowman",
}  # fmt: skip
_ONE = {one: many for many, one in _MANY.items()}
_ONE_WITH_S = words("gas lens canvas atlas rhinoceros christmas pancreas bias pus tennis iris series species")
_ALWAYS_MANY = words(
    "trousers jeans shorts pants glasses sunglasses scissors clothes stairs blinds tongs pliers pyjamas headphones "
    "goggles binoculars tights leggings"
)
_UNCOUNTABLE = words(
    "water grass food bread rice milk coffee tea snow rain sand furniture clothing luggage traffic meat cheese hair "
    "wood metal ice fire smoke fog mist mud soil dirt sunshine daylight night daytime nighttime fruit beef pork "
    "butter sugar salt honey jam juice beer wine soup pasta spaghetti corn chocolate money paper cotton music art "
    "ivy moss seaweed garbage rubbish trash dust jewellery jewelry equipment tennis "
    "golf soccer rugby hockey badminton chess yoga weather spring summer autumn winter toast "
    "bacon ham tofu broccoli celery garlic lettuce spinach cutlery crockery toilet-paper"
)
_DETERMINED = re.compile(
    r"(?:an?|the|some|any|no|this|that|these|those|his|her|its|their|my|your|our|several|many|few|one|two|three|four|"
    r"five|six|seven|eight|nine|ten|\d+)\b"
)
_LIKE_VOWEL = re.compile(
    r"(?!uni|use|usu|ukulele|urinal|ute|eu|ewe|one\b|once)[aeiou]|hour|honest|heir|honou?r|x-ray|8|11\b"
)
_PLACE = re.compile(r"\ban? (\{(?:subject)?\}(?: \{(?:subject)?\})?)|\{\} \{subject\}|\{(?:subject)?\}")


def doing(word: str) -> bool:
    """Return whether a word says what somebody does: "riding", but not "building"."""
    return len(word) > 4 and word.endswith("ing") and word not in _NOT_DOING


def split(phrase: str) -> tuple[str, str]:
    """Split a phrase into its noun with what stands before it, and what follows: ("red cup", "on the table")."""
    words = phrase.split()
    for i, word in enumerate(words[1:], start=1):
        if word in _BOUNDARY or doing(word):
            return " ".join(words[:i]), " ".join(words[i:])
    return phrase, ""


def is_plural(noun: str) -> bool:
    """Return whether a noun, its last word counting, stands for several."""
    word = noun.rpartition(" ")[2]
    if word in _MANY or word in _ALWAYS_MANY:
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _ONE_WITH_S


def with_article(phrase: str) -> str:
    """Return a phrase with "a" or "an", or as it is if it takes none.

    >>> with_article("apple on a table"), with_article("scissors"), with_article("water")
    ('an apple on a table', 'scissors', 'water')
    """
    noun = split(phrase)[0]
    if not phrase or _DETERMINED.match(phrase) or is_plural(noun) or noun.rpartition(" ")[2] in _UNCOUNTABLE:
        return phrase
    return f"{'an' if _LIKE_VOWEL.match(phrase) else 'a'} {phrase}"


def counted(number: str, phrase: str) -> str:
    """Return so many of something: "one chair", "two chairs on the floor", "no chairs"."""
    noun, rest = split(phrase)
    before, space, word = noun.rpartition(" ")
    number = {"zero": "no", "0": "no"}.get(number, number)
    word = _single(word) if number in ("one", "1") else _several(word)
    return f"{number} {before}{space}{word} {rest}".strip()


def _single(word: str) -> str:
    if word in _MANY:
        return _MANY[word]
    if not is_plural(word) or word in _ALWAYS_MANY:
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("ches", "shes", "sses", "xes", "oes", "zes")) else word[:-1]


def _several(word: str) -> str:
    if is_plural(word) or word in _UNCOUNTABLE or word in ("sheep", "fish", "deer"):
        return word
    if word in _ONE:
        return _ONE[word]
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("ch", "sh", "s", "x", "z")) else f"{word}s"


def filled(caption: str, answer: str = "", subject: str = "") -> str:
    """Put an answer and a subject, both English, into the places of a caption, with the articles that they take.

    "a {}" gets "an", or nothing where no article belongs; before a subject that is counted, "{} {subject}", a number
    word changes the subject: "one chair", "no chairs".

    >>> filled("a photo of a {} on the {subject}", "orange", "table")
    'a photo of an orange on the table'
    """
    values = {"{}": answer, "{subject}": subject}

    def put(match: re.Match[str]) -> str:
        if match[1]:
            return with_article(" ".join(values[place] for place in match[1].split()))
        return counted(answer, subject) if " " in match[0] else values[match[0]]

    return _PLACE.sub(put, caption)
