"""What a Chinese question asks for, by rules. The captions are English, their subjects stay Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from clipphotos.core.asking.chinese_words import AT, MEASURE, cleaned, located, plain, simplified
from clipphotos.core.asking.records import QuestionKind
from clipphotos.core.asking.statements import (
    ANYTHING,
    READING,
    Statement,
    activity,
    anything,
    choice,
    colour,
    count,
    done_to,
    named,
    place,
    sort_of,
    weather,
    whether,
)

_WHAT = r"(?:什么|啥|哪些|哪一?[种个只类条匹头](?:的)?|何种)(?:样的?|品种的?|种类的?|类型的?|种)?"
_SOME = rf"(?:一?些|一?[{MEASURE}])?"
_SEE = "[你我您]?[能可以]*看得?[到见出]了?"
_THING = "(?:东西|物体|物品|物件|事物|内容|玩意儿?)"
_SORTS = re.compile(
    "狗|犬|小狗|猫|小猫|鸟|小鸟|鸟类|鱼|鱼类|虫|虫子|昆虫|马|猴|猴子|蛇|熊|鸭|鸭子|蝴蝶|蜘蛛|牛|羊|青蛙|蛙|鹿|鼠|老鼠|龟|乌龟|"
    "蜥蜴|鲸|鲸鱼|鲨鱼|猩猩|兔子|猫头鹰|鹰|爬行动物|哺乳动物|甲虫|飞蛾"
)
_ANIMAL = "(?:小?动物|宠物|生物|野兽)"
_SITES = "(?:地方|地点|场所|场景|位置|房间|环境|城市|国家|景点|风景)"
_ACTIONS = "(?:运动|活动|体育项目|游戏|比赛|动作|事情?)"
_VERBS = {
    "riding": "骑着 骑",
    "holding": "拿着 拿 握着 握 抱着 抱 提着 提 举着 举",
    "wearing": "穿着 穿 戴着 戴",
    "eating": "吃着 吃",
    "drinking": "喝着 喝",
    "looking at": "看着 看 望着",
    "playing with": "玩着 玩",
    "driving": "开着 开",
    "using": "用着 使用 用",
    "carrying": "背着 背",
    "playing": "弹着 弹",
    "pushing": "推着 推",
    "pulling": "拉着 拉",
    "kicking": "踢着 踢",
    "cooking": "煮着 煮 做着",
    "cutting": "切着 切",
    "selling": "卖着 卖",
    "reading": "读着 读",
}
_DOING = {word: english for english, many in _VERBS.items() for word in many.split()}
_READING = re.compile(
    r".*(?:写(?:着|的|了|有|什么)|(?:什么|哪些)(?:文字|字)|文字|字(?:是|叫|念)|念(?:什么|作)|[说讲](?:的|了|着)?是?(?:什么|啥)|"
    r"品牌|什么牌子|车牌|商标|标题|标语|店名)"
)
_REFUSED = re.compile(
    r".*(?:谁|为什么|为何|为啥|什么时[候间]|何时|几点|几号|几月|哪一?年|哪一?天|几岁|多大|多少岁|多少钱|多高|多长|多远|多重|多久|"
    r"多宽|(?<!天气)(?<!天气是)(?:怎么|怎样|如何)|(?:什么|何种|哪种)材[料质]|什么做的|什么形状|叫什么|什么名字|什么意思|什么用|"
    r"什么心情|什么表情)"
)
_WHETHER = tuple(
    (re.compile(pattern), meant)
    for pattern, meant in (
        ("有没有|有无", "有"),
        ("是不是|是否是?", "是"),
        ("能不能|能否|可不可以", "能"),
        ("在不在", "在"),
    )
)


def statement(typed: str) -> Statement | None:
    """Return what a Chinese question asks for; None if nothing is known of it."""
    original = cleaned(typed)
    text = simplified(original)
    found = _statement(text, asked=typed.rstrip().endswith(("?", "？")))

    def as_typed(part: str) -> str:
        start = text.find(part)
        return original[start : start + len(part)] if start >= 0 else part

    # Dictionaries do not know words of which some characters are simplified and others are not.
    return named(found, as_typed) if found is not None and original != text else found


def _statement(text: str, *, asked: bool) -> Statement | None:
    whether_or_not = False
    for pattern, meant in _WHETHER:
        text, replaced = pattern.subn(meant, text)
        whether_or_not |= bool(replaced)
    if _READING.match(text):
        return READING
    if _REFUSED.match(text):
        return Statement(None, ANYTHING)
    if re.search("还是|或者?", text):
        parts = re.fullmatch("(.*?(?:什么|啥|哪里|哪儿).*?),(.+)", text)
        return _named(_statement(parts[1], asked=False), _which(parts[2])) if parts else _which(text)
    for rule, build in _RULES:
        match = rule.fullmatch(text)
        if match and (found := build(*(part or "" for part in match.groups()))):
            return found
    stated = re.sub(r"(?:了?吗|吧|(?<![什怎这那多])么)$", "", text)
    short = asked and len(text) <= 6 and not re.search("什么|啥|哪|几|多少", text)
    return _is(stated) if stated != text or whether_or_not or short else None


def _object(where: str = "") -> Statement | None:
    return _somewhere(QuestionKind.OBJECT, where)


def _somewhere(kind: QuestionKind, where: str) -> Statement | None:
    """Ask for what is somewhere, 桌子上, or everywhere; None if it is no place."""
    where = re.sub(rf"(?:都|还|还都|{_SEE})$", "", where)
    if not plain(where):
        return anything(kind)
    found = located(where)
    return anything(kind, *found) if found else None


def _animal(where: str) -> Statement:
    return _somewhere(QuestionKind.ANIMAL, where) or anything(QuestionKind.ANIMAL)


def _count(before: str, after: str) -> Statement | None:
    before = re.sub(rf"(?:总共|一共|共|都|[放摆挂停站坐躺趴]着|{_SEE})+$", "", re.sub(r"[有是]$", "", before))
    before, after = plain(before), plain(after)
    return count(f"{before}的{after}" if before and after else before or after)


def _measured(before: str, after: str) -> Statement | None:
    """几 is followed by a measure word."""
    return _count(before, after.removeprefix(after[0]) if after[0] in MEASURE else after)


def _unmeasured(before: str, after: str) -> Statement | None:
    """多少 may be followed by one: leave alone with what nouns begin, 面包 or 杯子."""
    return _count(before, re.sub("^[个只条把辆位名匹棵朵艘颗幅栋张种](?!子|纹|$)", "", after))


def _coloured(before: str, after: str) -> Statement:
    return colour(plain(after) or plain(re.sub(r"(?:[有是呈为]|[穿戴]着?|涂成|漆成)+$", "", before)))


def _sited(before: str, after: str) -> Statement | None:
    if not re.fullmatch(r"(?:拍摄?|照|摄)?(?:的|于)?", after):
        return None
    before = plain(re.sub(r"(?:[是在]|位于|来自|拍摄?于?)+$", "", before))
    return place(re.sub(rf"^(?:拍摄?|照)的?$|^{_SITES}$", "", before))


def _acting(who: str) -> Statement:
    return activity(plain(re.sub(r"(?:正在|正|都在|在|都|进行|从事|参加|做|玩|有|是)+$", "", who)))


def _done(who: str, verb: str) -> Statement:
    who = re.sub(r"(?:头上|身上|手里|手上|手中)?(?:正在|正|都在|在|都)?$", "", who)
    return done_to(plain(who), _DOING[verb])


def _what_is(noun: str) -> Statement | None:
    """Ask what X 是什么 names."""
    noun = plain(noun)
    if not noun or re.fullmatch(_THING, noun):
        return _object()
    if re.fullmatch(_ANIMAL, noun):
        return anything(QuestionKind.ANIMAL)
    if re.fullmatch(_SITES, noun):
        return place()
    somewhere = re.fullmatch(rf"(.+?(?:{AT}))的?(?:{_THING})?", noun)
    found = _object(somewhere[1]) if somewhere else None
    return found or sort_of(QuestionKind.ANIMAL if _SORTS.fullmatch(noun) else QuestionKind.OBJECT, noun)


def _sort(before: str, noun: str) -> Statement | None:
    """Ask which 什么水果 it is, perhaps somewhere."""
    before = re.sub(rf"(?:有|是|属于|[放摆停站坐躺趴]着|{_SEE})+$", "", before)
    noun = plain(noun)
    if re.fullmatch(_ANIMAL, noun):
        return _animal(before)
    if re.fullmatch("季节|时节", noun):
        return choice(("春天", "夏天", "秋天", "冬天"))
    if noun in ("品种", "种类", "类型", "种"):
        noun = plain(before)
    if not noun or re.search("什么|啥|哪|吗$", noun):
        return None
    return sort_of(QuestionKind.ANIMAL if _SORTS.fullmatch(noun) else QuestionKind.OBJECT, noun)


def _is(text: str) -> Statement | None:
    """Ask whether it is so; what is denied is left to the person."""
    if re.search("[没不非别]", text):
        return None
    text = re.sub(rf"^{_SEE}", "有", text).removesuffix("了")
    if taken := re.fullmatch(r"(?:这|那|它)?是?在?(.+?)(?:拍摄?|照)的", text):
        text = f"是{taken[1]}"
    if has := re.fullmatch(r"(.*?)(?:还|也|都)?有(.+)", text):
        where, what = plain(has[1]), plain(re.sub("存在|出现", "", has[2]))
        if not where or not what:
            return whether(what)
        return whether(f"{where}的{what}" if located(where) else f"有{what}的{where}")
    if being := re.fullmatch(r"(.*?)(?:都|也|就)?是(.+?)(的?)", text):
        who, what = plain(being[1]), re.sub(rf"^(?:一?[{MEASURE}]|在)(?=.)", "", being[2])
        said = (being[3] or what.endswith("色")) and not re.search("天气|时间|季节", who)
        return whether(f"{what}的{who}" if who and said else what)
    text = re.sub("^(?:今天|现在|当时|外面|外边)+(?:正?在)?", "", text)
    return whether(plain(re.sub("(?:在|存在)$", "", text)))


def _named(asked: Statement | None, named: Statement | None) -> Statement | None:
    """Return a question with the answers that are named behind it."""
    if asked is None or named is None or asked.kind is QuestionKind.YES_NO:
        return named
    return replace(asked, kind=QuestionKind.CHOICE, answers=named.answers)


def _which(text: str) -> Statement | None:
    """Ask which of the answers it is that 还是 joins."""
    said, *others = re.split(r",?还是|,?或者?是?|,", re.sub(r"[呢吗]$", "", text))
    subject, _, first = said.rpartition("是" if "是" in said else "在")
    parts = (first, *others)
    answers = dict.fromkeys(filter(None, (re.sub(rf"^(?:是|在|一[{MEASURE}])|的$", "", part) for part in parts)))
    described = all(part.endswith(("的", "色", "着")) or located(part) for part in parts)
    return choice(tuple(answers), plain(subject) if described else "")


_Build = Callable[..., Statement | None]
_RULES: tuple[tuple[re.Pattern[str], _Build], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (r"(?:数一?[数下])?(.+?)的?(?:数量|数目|个数)(?:[是有])?(?:多少|几个?)?", lambda what: count(plain(what))),
        (r"人数.*", lambda: count("人")),
        (r"描述.*", _object),
        (r"(.*?)几(.+?)", _measured),
        (r"(.*?)多少(.*?)", _unmeasured),
        (r".*天气(?:.*(?:什么|啥|怎|如何|好).*)?|.*什么(?:样的)?天气.*", weather),
        (rf"(.*?){_WHAT}(?:颜色|色彩|色)的?(.*)", _coloured),
        (
            r"(.*?)的?(?:主要)?(?:颜色|色彩)(?:[是为]?(?:什么|啥|哪种|哪个|怎么样)(?:样的?)?)?",
            lambda what: colour(plain(what)),
        ),
        (rf"(.*?)(?:哪里|哪儿|何处|(?:什么|啥|哪个|哪座|哪一个|何)(?:样的)?{_SITES}|(?<=在)哪)(.*)", _sited),
        (r".*?(?:地点|场景|位置|背景)[是在](?:什么|啥|哪.?)", place),
        (rf"(.*?)(?:做|干|搞|忙)(?:着|些|了)?(?:什么|啥|嘛){_ACTIONS}?", _acting),
        (rf"(?:正在|在)?发生了?(?:什么|啥){_ACTIONS}?", activity),
        (rf"(.*?)(?:什么|啥|哪种|哪些){_ACTIONS}", _acting),
        (
            rf"(.*?)({'|'.join(sorted(_DOING, key=len, reverse=True))})(?:的是|了)?{_SOME}(?:什么|啥)"
            rf"(?:{_THING}|衣服)?",
            _done,
        ),
        (rf"(?:什么|啥){_THING}?被?[放挂摆停站坐躺趴]?(在.+)", _object),
        (rf"(.*?)的?{_ANIMAL}[是叫](?:什么|啥|哪种|哪些)(?:{_ANIMAL}|品种|种类)?", _animal),
        (
            rf"(?:{_SEE}|拍的?是?|拍了|显示了?|展示了?|包含了?|描述|识别|[这那它][个些张]?|都|里面|[是有]){{0,5}}"
            rf"{_SOME}(?:什么|啥|哪些)?{_THING}?的?",
            _object,
        ),
        (
            rf"(.+?)(?:都|还|又)?(?:是|有|[放摆挂躺站坐停趴铺长][着了]|{_SEE}){_SOME}(?:什么|啥|哪些){_THING}?",
            _object,
        ),
        (rf"(.+?)(?:是|属于)(?:什么|啥|哪种|哪个){_THING}?", _what_is),
        (rf"(.*?){_WHAT}(.+?)的?", _sort),
    )
)
"""The first rule that fits and finds what it needs is taken."""
