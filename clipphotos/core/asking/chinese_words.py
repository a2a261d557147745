"""The words of Chinese questions: what people type is put into a usual form, and places are understood."""

from __future__ import annotations

import re

from clipphotos.core.asking.nouns import words
from clipphotos.core.query.folding import folded

_SIMPLIFIED = (
    "麼么 顏颜 幾几 動动 嗎吗 個个 隻只 還还 誰谁 圖图 張张 這这 裡里 裏里 們们 為为 輛辆 條条 幹干 氣气 "
    "樣样 沒没 邊边 兒儿 種种 間间 處处 點点 後后 來来 時时 樹树 見见 說说 寫写 東东 問问 請请 僅仅 內内 "
    "對对 數数 採采 傘伞 騎骑 書书 畫画 實实 裝装 運运 發发 測测 現现 場场 與与 類类 頭头 雙双 魚鱼 鳥鸟 "
    "貓猫 馬马 "
)
"""The traditional characters that the rules know, each with its simplified one."""
_TO_SIMPLIFIED = {ord(pair[0]): pair[1] for pair in _SIMPLIFIED.split()}
MEASURE = "个只条把张辆位名头匹棵朵块本杯瓶盏台架艘座间扇幅双对件套栋片支枝根颗粒盘碗群种口节层顶副列串排束份"
"""Measure words, each one character."""

_PHOTO = r"(?:照片|图片|相片|图像|影像|画面|图(?=[中里上内]))"
_THIS = r"(?:[这那该本此](?:[张幅副个](?!人))?)"
_IN_PHOTO = re.compile(
    rf"在?{_THIS}?{_PHOTO}(?:里面|里边|当中|上面|[里上内]|中(?![央间]))的?|^在?{_THIS}?{_PHOTO}的?|^[这那][里儿](?=有|都|的)的?"
)
_POLITE = re.compile(
    r"(?:请问|请|你好|您好|嗨|麻烦|能不能|[你您]?能否|[你您]能|可以|帮我|告诉我|给我|看看|看一下|说说|说一下|描述一下|"
    r"[你您]知道|[你您]?觉得|[你您]?认为|我?想知道|猜猜?|猜一下|那么)"
    r"(?=.*(?:什么|啥|几|多少|哪|吗|还是|怎|有没有|是不是|是否)),?"
)
_ENDING = re.compile(r"(?:[呢啊呀哦哈啦呐哟]|(?<!干)嘛)+$")
_PERSONS = {
    **dict.fromkeys(["他们", "大家", "你们", "我们"], "人们"),
    **dict.fromkeys(["她们"], "女人们"),
    **dict.fromkeys(["他"], "男人"),
    **dict.fromkeys(["她"], "女人"),
}
_NOTHING = words("这 那 它 它们 这里 那里 这儿 里面 上面 这些 那些 你 我 都")
_WHERE = {
    "on": "上面 上边 上头 上",
    "in": "里面 里边 里头 当中 里 中 内",
    "under": "下面 下边 底下 下方 下",
    "beside": "旁边 边上 旁侧 旁",
    "behind": "后面 后边 背后 后方 后",
    "in front of": "前面 前边 前方 前",
    "to the left of": "左边 左侧 左面 左方 左",
    "to the right of": "右边 右侧 右面 右方 右",
    "near": "附近 周围",
    "between": "之间",
    "in the middle of": "中间 中央 正中",
    "opposite": "对面",
    "above": "上方",
    "outside": "外面 外边 外",
}
_PREPOSITIONS = {word: english for english, many in _WHERE.items() for word in many.split()}
_ALONE = {
    "to the left of": "on the left",
    "to the right of": "on the right",
    "in front of": "in the foreground",
    "behind": "in the background",
    "outside": "outside",
    "in the middle of": "in the middle",
}
AT = "|".join(sorted(_PREPOSITIONS, key=len, reverse=True))
"""The words that end a place, as a regular expression."""
_LOCATED = re.compile(rf"在?(.*?)的?({AT})")


def sides(typed: str) -> bool:
    """Return whether a question tells left from right."""
    return "左" in typed or "右" in typed


def simplified(text: str) -> str:
    """Return a text, character by character, with the simplified characters that the rules know."""
    return text.translate(_TO_SIMPLIFIED)


def cleaned(typed: str) -> str:
    """Return a question as the rules read it, but for `simplified`: no spaces, politeness, nor "in the photo"."""
    text = re.sub(r"[{}?!。\"“”‘’'()《》【】<>\[\]~|\\…·]+", " ", folded(typed).replace("、", ","))
    text = re.sub(r"(?<![a-z0-9])\s+|\s+(?![a-z0-9])", "", text).strip(",:;. ")
    while polite := _POLITE.match(simplified(text)):
        text = text[polite.end() :]
    while photo := _IN_PHOTO.search(simplified(text)):
        text = text[: photo.start()] + text[photo.end() :]
    ending = _ENDING.search(simplified(text))
    return (text[: ending.start()] if ending else text).strip(",:;. ")


def plain(noun: str) -> str:
    """Return a noun phrase without "this" before it; "it" as nothing."""
    noun = re.sub(rf"^(?:[这那该此](?:一?[{MEASURE}些])?|一[{MEASURE}些])(?=.)", "", noun.strip(",的是 "))
    noun = re.sub(r"^(?:里面|[里中上]的)", "", noun)
    if noun in _NOTHING:
        return ""
    person = next((person for person in _PERSONS if noun.startswith(person)), "")
    return _PERSONS.get(person, "") + noun.removeprefix(person)


def located(where: str) -> tuple[str, str] | None:
    """Return where something is: ("on the {subject}", 桌子) for 桌子上, ("on the left", "") for 左边; else None."""
    match = _LOCATED.fullmatch(where)
    if match is None:
        return None
    subject, preposition = plain(match[1]), _PREPOSITIONS[match[2]]
    return (f"{preposition} the {{subject}}", subject) if subject else (_ALONE.get(preposition, ""), "")
