"""What an English question asks for, by rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from clipphotos.core.asking.english_words import (
    ACTIVITIES,
    ANIMAL_SORTS,
    ANIMALS,
    BE,
    GENERIC,
    IT,
    PHOTO,
    PLACES,
    PREPOSITION,
    SEE,
    alternatives,
    cleaned,
    going_on,
    parted,
    plain,
)
from clipphotos.core.asking.nouns import PREPOSITIONS, doing, is_plural, split
from clipphotos.core.asking.records import QuestionKind
from clipphotos.core.asking.statements import (
    ANYTHING,
    READING,
    SEASONS,
    TIMES_OF_DAY,
    Statement,
    activity,
    anything,
    choice,
    colour,
    count,
    done_to,
    place,
    sort_of,
    weather,
    whether,
)

_READING = re.compile(
    r"(?:what|which|where|how|can|is|are|does|do)\b.*\b(?:say|says|written|spells?|text|words?|letters?|license plate|"
    r"number plate|brand|logo|writing on|writing say|number (?:is )?on|label on|title|caption|headline)\b|"
    r"(?:what|can) .*\bread$|(?:can|could) (?:you|we|i) read\b|what do(?:es)? .* read\b|read\b"
)
_REFUSED = re.compile(
    r"(?:who|whose|whom|why|when)\b|how (?!many|is the weather|does the weather|the weather|is the sky)|"
    r"what (?:is the )?(?:time(?! of day)|year|date|name|age|gender|sex|size|shape|material|number(?! of)|language|"
    r"temperature|emotion|mood|meaning|purpose|reason|price|cost|model|make|use|texture|pattern|length|height|width|"
    r"distance)\b|what (?:is|was) the time\b(?! of day)|what .* (?:made (?:of|from|out of)|used for|called|for|mean)$|"
    r"what .*\bhappen(?:ed)? (?:next|before|after)|what if|what about|(?:am|do|does|did|can|has|have|is|are|was|"
    r"were) .*\b(?:no|not|never)\b(?! or\b)"
)
_ASKING = re.compile(rf"(?:what|which|where|how|am|do|does|did|can|could|has|have|will|{BE})\b")
_PLACED = (
    "standing|sitting|lying|laying|hanging|resting|put|kept|hung|found|seen|stuck|set|stood|there|present|visible|shown|"
    r"(?!breed)\w{3,}ed"
)
_SORT = r"(?:kind|type|sort|species|breed|variety|style)s?"


def statement(typed: str) -> Statement | None:
    """Return what an English question asks for; None if nothing is known of it."""
    text = cleaned(typed)
    if parts := re.fullmatch(r"((?:what|which|where|how|who|when) .+?) ?[,:;-] (.+ or .+)", text):
        asked, named = statement(parts[1]), choice(alternatives(parts[2]))
        if asked is None or named is None or asked.kind is QuestionKind.YES_NO:
            return named
        return replace(asked, kind=QuestionKind.CHOICE, answers=named.answers)
    text = re.sub(r"(?: or not| or no)$", "", text)
    if _READING.match(text):
        return READING
    if _REFUSED.match(text):
        return _refused(text)
    for pattern, build in _RULES:
        match = pattern.fullmatch(text)
        if match and (found := build(*(part or "" for part in match.groups()))):
            return found
    short = typed.rstrip().endswith(("?", "？")) and re.fullmatch("[a-z'-]+(?: [a-z'-]+){0,3}", text)
    return _there(text) if short and not _ASKING.match(text) else None


def _refused(text: str) -> Statement:
    """Keep what can be said of a question that has no answers of its own."""
    made = re.fullmatch(rf"what {BE} (.+) (made (?:of|from|out of)|used for)", text)
    if made and (subject := plain(made[1])):
        return Statement(None, (f"a {{subject}} {made[2]} {{}}", f"a photo of a {{subject}} {made[2]} {{}}"), subject)
    return Statement(None, ANYTHING)


def _object(where: str = "") -> Statement:
    return _located(QuestionKind.OBJECT, where)


def _located(kind: QuestionKind, where: str, adjective: str = "") -> Statement:
    """Ask for what is somewhere, "on the table", or what is so, "asleep"."""
    match = re.fullmatch(rf"(?:(?:{_PLACED}) )?({PREPOSITIONS}) (.+)", where)
    subject = plain(match[2]) if match else ""
    if match and subject:
        return anything(kind, f"{match[1]} the {{subject}}", subject, adjective)
    return anything(kind, where, "", adjective)


def _asked_for(noun: str, rest: str = "") -> Statement | None:
    """Ask for what a noun names, "animal", "room", "white object", "fruit"; `rest` is what is said of it."""
    noun, more = parted(re.sub(rf"^(?:(?:the )?{_SORT} (?:of )?)+(?:an? |the )?", "", plain(noun)))
    rest = re.sub(
        rf"^{BE}\b ?|^can be (?:seen|found)\b ?|^(?:{SEE} see|you see|there)\b ?", "", f"{more} {rest}".strip()
    )
    rest = re.sub(rf"^{BE} ?\b|^(?:{IT}|there)$", "", rest).strip()
    adjective, _, last = noun.rpartition(" ")
    kind = QuestionKind.ANIMAL if last in ANIMALS | ANIMAL_SORTS else QuestionKind.OBJECT
    if not noun:
        return _object(rest) if rest else None
    if last in ("colour", "colours"):
        return colour(*parted(rest.removeprefix("of ")))
    if last == "season":
        return choice(SEASONS)
    if last == "weather":
        return weather()
    if last in PLACES:
        return place()
    if last in ACTIVITIES:
        return activity(plain(split(rest)[0])) if rest and not doing(rest.split()[0]) else activity()
    does = re.fullmatch(r"(?:do(?:es)? )?(.+?) (\w+ing(?: (?:on|at|with|in)$)?)(?: (.+))?", rest)
    if does and doing(does[2].split()[0]) and plain(does[1]) and not PREPOSITION.match(rest):
        return done_to(plain(does[1]), does[2], does[3] or "")
    if last in GENERIC or last in ANIMALS:
        if rest and " " not in rest:  # which object is large
            return _located(kind, "", f"{rest} {adjective}".strip())
        return _located(kind, rest, adjective)
    return sort_of(kind, noun, rest)


def _counted(what: str, rest: str = "") -> Statement:
    noun, more = parted(what)
    return count(noun, f"{more} {rest}".strip())


def _had(what: str, who: str) -> Statement:
    return count(plain(what), owner="" if re.fullmatch("(?:you|we|i)(?: see| count| find)?", who) else plain(who))


def _coloured(what: str, rest: str) -> Statement | None:
    """Ask for the colour of what follows the word: "what colour shirt is the man wearing"."""
    rest = re.sub(rf"^{BE} ", "", rest)
    if has := re.fullmatch(r"do(?:es)? (.+?) have", rest):
        return colour(what, worn=f"{plain(has[1])} with")
    does = re.fullmatch(r"(.+?) (\w+ing)", rest)
    if does and doing(does[2]) and (who := plain(does[1])):
        return colour(what, worn=f"{who} {does[2]}")
    if re.fullmatch(rf"{IT}|there|{SEE} see", rest):
        return colour(what)
    return colour(what, rest) if PREPOSITION.match(rest) else None


def _done(who: str, what: str, rest: str) -> Statement | None:
    if not doing(what.split()[0]) or PREPOSITION.search(who):
        return None
    return done_to(plain(who), what, rest)


def _there(what: str) -> Statement | None:
    """Ask whether something is there."""
    return whether(plain(re.sub(rf"^(?:an? )?{PHOTO} of ", "", what)))


def _is(said: str) -> Statement | None:
    """Ask whether what follows "is" is so, or which of it."""
    said = re.sub(rf"^{PHOTO}\b(?! of)", "it", said)
    if re.search(r"\bor\b", said):
        return _which(said)
    if there := re.fullmatch(r"there (.+)", said):
        return _there(there[1])
    if it := re.fullmatch(r"(?:it|this|that|these|those)(?: one)?(?: (?:all|really|a photo of))? (.+)", said):
        rest = re.sub(r"^taken (?=\S)", "", it[1])
        rest = re.sub(
            r"^(?:at|in the|during the|during) (?=(?:night|day\w*|morning|evening|noon|dusk|dawn)$)", "", rest
        )
        thing = re.match("(?:the|an?|any|some) ", rest) or is_plural(split(rest)[0])
        return _there(rest) if thing else whether(rest, quality=True)
    head, rest = split(plain(said))
    if re.match("(?:an?|the) ", rest):  # is the animal a dog
        return _there(rest)
    parts = head.split()
    if not rest and len(parts) > 1:  # is the car red
        head = " ".join([parts[-1], *parts[:-1]])
    return whether(f"{head} {rest}".strip())


def _which(said: str) -> Statement | None:
    """Ask which of the answers it is that "or" joins."""
    before, _, after = said.partition(" or ")
    if lone := re.fullmatch(r"(?:it|this|that|these|those|there|either)(?: (?:more|taken|any))? (.+)", before):
        return choice(alternatives(f"{lone[1]} or {after}"))
    subject, rest = split(plain(before))
    if not rest:
        subject, _, rest = subject.rpartition(" ")
    things = bool(re.match("(?:an?|the) ", rest)) or not subject
    return choice(alternatives(f"{rest} or {after}"), "" if things else subject)


def _does(subject: str, verb: str) -> Statement | None:
    """Ask whether somebody has or does something."""
    who = plain(subject)
    if has := re.fullmatch(r"(?:have|has|got|have got|own) (.+)", verb):
        return whether(f"{who} with {has[1]}".strip())
    first, _, rest = verb.partition(" ")
    return whether(f"{who} {going_on(first)} {rest}".strip()) if who else None


_Build = Callable[..., Statement | None]
_NUMBER = r"(?:how many|(?:what is )?(?:the )?number of|count(?: all)?(?: the)?)"
_WHAT = "(?:what|which)"
_VERBS = "hold|wear|eat|drink|ride|carry|use|drive|push|pull|throw|catch|(?:look|point) at|(?:sit|stand|lie) on"
_SHOW = "(?:see|spot|find|show|contain|include|depict|have|feature|notice|detect|recogni[sz]e)s?"
_RULES: tuple[tuple[re.Pattern[str], _Build], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (rf"{_NUMBER} (.+?) (?:does|has|have|do(?! (?:you|we|i)\b)) (.+?)(?: have| has| got)?", _had),
        (rf"{_NUMBER} (.+?) (?:{BE}|{SEE} (?:see|count|find))(?: there)? (?!there$)(.+)", _counted),
        (rf"{_NUMBER} (.+?)(?: {SEE} (?:see|count|find)|(?: there)? {BE}(?: there)?| there)?", _counted),
        (rf"{_WHAT} colours? {BE} (.+)", lambda what: colour(*parted(what))),
        (rf"{_WHAT} colours? (?:do|does) (.+?) have", lambda what: colour(*parted(what))),
        (rf"{_WHAT} colours?(?: {SEE} see)?", lambda: colour("")),
        (rf"{_WHAT} colours? (?:of )?(\S+) (.+)", _coloured),
        (rf"(?:{_WHAT} (?:{BE} )?)?(?:the )?(?:main )?colours? of (.+?)", lambda what: colour(*parted(what))),
        (rf"{_WHAT} (?:{BE} )?(?:the )?(.+?)(?:'s)? colours?", lambda what: colour(*parted(what))),
        (rf"{_WHAT} colours? (.+?) {BE}", lambda what: colour(*parted(what))),
        (rf"(?:what|how) .*\bweather\b.*|(?:the )?weather|what {BE} it like outside|how is the sky", weather),
        (rf"where {BE} (?:we|i|you|{IT})(?: (?:taken|shot|from|at|located|made|captured))?", place),
        (r"where(?: at)?|where (?:did|was) .* taken", place),
        (rf"where {BE} (.+?)(?: (?:at|going|{_PLACED}))?", lambda what: place(plain(what))),
        (rf"where (.+?) {BE}(?: taken)?", lambda what: place(plain(what))),
        (rf"what (?:{BE} )?(.+?) doing(?: (.+))?", lambda who, rest: activity(plain(who), rest)),
        (rf"what {BE} (?:happening|going on|taking place|being done).*|what (?:happens|happened)", activity),
        (r"what (?:do|does) (.+?) do|what is (.+?) up to", lambda who, them: activity(plain(who or them))),
        (rf"what {BE} (.+?) playing", lambda who: activity(plain(who))),
        (rf"(?:{BE}|am) (.+)", _is),
        (rf"(?:{SEE}|(?:can|do|does|did) {IT}) (?:{_SHOW}|look like) (.+)", lambda what: _is(f"there {what}")),
        (r"(?:do|does|did|can|could|has|have) (.+?) ((?:have|has|got|own)\b.*)", _does),
        (r"(?:do|does|did|can|could|will|has|have) (?:the |an? |his |her |their |this |that )?(\S+) (.+)", _does),
        (rf"{_WHAT} (?:object|thing)s? {SEE} see(?: (.+))?", _object),
        (rf"what(?: {BE})?(?: (?:{IT}|there|else|all this|it all))?(?: (?:about|of|contain|show|depict)s?)?", _object),
        (rf"what (?:{SEE}|(?:do|does|can|did) {IT}) {_SHOW}(?: (.+))?", _object),
        (r"what can be (?:seen|found|recogni[sz]ed)(?: (.+))?", _object),
        (rf"what {IT} {BE}|what am i looking at|describe(?: {IT})?|what {BE} {IT} a photo of", _object),
        (rf"what(?: {BE})?(?: there)? ((?:(?:{_PLACED}) )?(?:{PREPOSITIONS}) .+)", _object),
        (rf"what {BE} (.+?) (\w+ing(?: (?:on|at|with|in|to|from)$)?)(?: (.+))?", _done),
        (rf"what (?:do|does) (.+?) ({_VERBS})(?: (.+))?", lambda who, does, rest: _done(who, going_on(does), rest)),
        (rf"{_WHAT} (.+?) (?:{IT}|they) {BE}", _asked_for),
        (rf"what ((?:the|these|those) .+?) {BE}", _asked_for),
        (r"what time of day\b.*|(?:what is )?the time of day", lambda: choice(TIMES_OF_DAY)),
        (rf"{_WHAT} {BE} ((?:the|this|that|these|those|an?|objects|things|items) .+)", _asked_for),
        (
            rf"{_WHAT} (?!the\b|an?\b|{BE}\b|do\b|does\b)((?:{_SORT} (?:of )?)?\S+(?: \S+)??)"
            rf"(?: ((?:{BE}|do|does|can|could|{PREPOSITIONS})\b.*))?",
            _asked_for,
        ),
        (r"(?:name|identify|recogni[sz]e|guess|find|list) (.+)", _asked_for),
        (rf"(?:the )?{_SORT} of (.+)", _asked_for),
        (r"(.+ or .+)", lambda said: choice(alternatives(said))),
    )
)
"""The first rule that fits and finds what it needs is taken."""
