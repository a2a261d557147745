"""The words of English questions: what people type is put into a usual form, and noun phrases are taken apart."""

from __future__ import annotations

import re

from clipphotos.core.asking.nouns import PREPOSITIONS, split, words
from clipphotos.core.query.folding import folded

PHOTO = r"(?:(?:the|this|that|my|your|a) )?(?:photo(?:graph)?|picture|image|pic|shot|snapshot|scene)"
IT = rf"(?:it|this|that|these|those|this one|that one|{PHOTO})"
BE = "(?:is|are|was|were)"
SEE = "(?:do|does|did|can|could) (?:you|we|i|one)"
PREPOSITION = re.compile(rf"(?:{PREPOSITIONS})\b")

GENERIC = words("object objects thing things item items stuff article articles")
ANIMALS = words("animal animals creature creatures beast pet pets wildlife")
ANIMAL_SORTS = words(
    "dog dogs cat cats bird birds fish fishes insect insects bug bugs horse horses monkey monkeys snake snakes reptile "
    "reptiles butterfly butterflies spider spiders bear bears duck ducks frog frogs lizard lizards rodent mammal "
    "mammals deer cow cows ape puppy kitten amphibian shark whale turtle bee beetle moth parrot owl crab primate"
)
PLACES = words(
    "place places location room setting environment scenery area building city country site venue spot landscape"
)
ACTIVITIES = words("activity activities action sport sports game event hobby exercise")

_MEANT = {
    "what is": "whats what's wats wat's",
    "what": "wat waht wht",
    "where is": "wheres where's",
    "where": "wehre",
    "who is": "whos who's",
    "how is": "hows how's",
    "how many": "howmany",
    "how": "hwo",
    "many": "mnay",
    "there is": "theres there's",
    "it is": "it's",
    "that is": "that's",
    "they are": "they're",
    "is": "isn't isnt",
    "are": "aren't arent",
    "was": "wasn't wasnt",
    "does": "doesn't doesnt",
    "do": "don't",
    "can": "can't",
    "has": "hasn't",
    "colour": "color colr colur clour coulor coulour collor",
    "colours": "colors",
    "weather": "wether weahter wheather",
    "animal": "aminal animl anmial",
    "something": "anything",
    "person": "anybody anyone someone somebody",
    "people": "peopel poeple",
    "doing": "dong doin",
    "kind of": "kinda",
    "large": "largest biggest",
    "small": "smallest",
    "": "please pls plz else",
}
_TYPED = {typed: meant for meant, many in _MEANT.items() for typed in many.split()}
"""What people type, and what it means; "isn't there a dog?" asks as "is there a dog?" does."""
_POLITE = re.compile(
    r"(?:(?:hi|hey|hello|ok|okay|so|and|then|well|now|but)\b,? |"
    r"(?:can|could|would|will|do|does) (?:you|anyone|we|i) "
    r"(?:tell|say|see|guess|identify|describe|name|know|think|recogni[sz]e|find out)(?: me| us)? "
    r"(?=what|which|where|how|who|if|whether)|"
    r"tell (?:me|us) (?:about )?|i (?:want|would like|'d like) to know |i wonder |i am wondering |"
    rf"(?:in|on|from|looking at) {PHOTO},? )"
)
_IN_PHOTO = re.compile(
    r"(?:(?: (?:is|are|can be))? (?:shown|visible|seen|found|present|depicted|displayed|captured|pictured))?"
    rf"(?:,? (?:in|on|from|of|within|inside) {PHOTO}| here| right now|,? in (?:this|it))*"
)
_DETERMINER = re.compile(
    r"(?:(?:all|both|some|one|any|each|every|most) of )?"
    r"(?:the|an?|this|that|these|those|any|some|my|your|his|her|their|its|our|all|both|many|lots of)\s+"
)
_PERSONS = {
    **dict.fromkeys(["he", "him"], "man"),
    **dict.fromkeys(["she", "her"], "woman"),
    **dict.fromkeys(["they", "we", "them", "everyone", "everybody"], "people"),
    **dict.fromkeys(["i", "you"], "person"),
}
_TIME = "night|day|daytime|morning|evening|noon|dusk|dawn|sunset|sunrise"
_SIDES = re.compile(
    r"\b(?:left|right)(?:most)?\b(?! (?:behind|in front|next|on top|above|beside|under|below|now|there|here|near)\b)"
)


def sides(typed: str) -> bool:
    """Return whether a question tells left from right."""
    return bool(_SIDES.search(folded(typed)))


def cleaned(typed: str) -> str:
    """Return a question as the rules read it: lower case, British, no full stop, politeness, nor "in the photo"."""
    text = re.sub(r"[{}?!\"“”()*<>\[\]。~|\\]+", " ", folded(typed).replace("’", "'").replace("`", "'"))
    text = re.sub(r"\.(?!\d)", " ", re.sub(r"[、，]", ",", text))
    text = _tidy(" ".join(_TYPED.get(word, word) for word in text.split()))
    while polite := _POLITE.match(f"{text} "):
        text = _tidy(text[polite.end() :])
    text = re.sub(r"\b(?:do|can|could) (?:you|we|i) (?:think|say|believe)\b ?", "", text)
    text = re.sub(rf"^(?:if|whether) (there|it|this|that|these|they|the \w+) ({BE}) ", r"\2 \1 ", text)
    text = re.sub(rf"\b(?:right|directly|just|immediately) (?=(?:{PREPOSITIONS})\b)", "", text)
    if re.match(rf"{BE} {IT}\b", text):  # is this taken at night
        text = re.sub(rf"\b(?:at|in the|during the|during) (?=(?:{_TIME})\b(?: or\b|$))", "", text)
    ending = next(match for match in _IN_PHOTO.finditer(text) if match.end() == len(text))
    text = text[: ending.start()]
    return _tidy(text if " or " in text else re.sub("[,;:]", " ", text))


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:-'")


def plain(noun: str) -> str:
    """Return a noun phrase without "the" before it; pronouns as nouns, "it" as nothing."""
    noun = _tidy(noun)
    if re.fullmatch(rf"{IT}|there|me|something|the|an?", noun):
        return ""
    while determiner := _DETERMINER.match(noun):
        noun = noun[determiner.end() :]
    first, space, rest = noun.partition(" ")
    return f"{_PERSONS.get(first, first)}{space}{rest}"


def going_on(verb: str) -> str:
    """Return a verb as a caption has it: "riding" for "ride"."""
    if verb.endswith("ing") and len(verb) > 4:
        return verb
    if re.fullmatch("[^aeiou]+[aeiou][bdgmnpt]", verb):
        return f"{verb}{verb[-1]}ing"
    return f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith("ee") else f"{verb}ing"


def parted(noun: str) -> tuple[str, str]:
    """Return a noun phrase as (noun, what is said of it); "the man's shirt" is a shirt "of the man"."""
    head, rest = split(plain(noun))
    if owned := re.fullmatch(r"(.+?)(?:'s|s') (.+)", head):
        return owned[2], f"of the {owned[1].strip()} {rest}".strip()
    return head, rest


def alternatives(text: str) -> tuple[str, ...]:
    """Return what is named, each once.

    >>> alternatives("on the bed or the sofa"), alternatives("a cat, a dog or a bird")
    (('on the bed', 'on the sofa'), ('cat', 'dog', 'bird'))
    """
    parts = [_tidy(part) for part in re.split(r",? or |,", text)]
    if preposition := PREPOSITION.match(parts[0]):
        parts = [part if PREPOSITION.match(part) else f"{preposition[0]} {part}" for part in parts]
    else:
        parts = [_DETERMINER.sub("", part, count=1) if _DETERMINER.match(part) else part for part in parts]
    return tuple(dict.fromkeys(filter(None, parts)))
