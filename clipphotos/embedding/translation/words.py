"""The small words of Chinese: what they become in English, and which are left out."""

from __future__ import annotations

import re


def _by_word(english: dict[str, str]) -> dict[str, str]:
    """Turn {English: Chinese words, separated by spaces} around: {Chinese word: English}."""
    return {word: meaning for meaning, words in english.items() for word in words.split()}


LEFT_OUT = _by_word(
    {
        "": "的 得 地 了 着 著 过 過 正 正在 在 把 将 將 被 吗 嗎 呢 啊 吧 就 都 也 还 還 很 又 才 而 是 所 之 其 "
        "那 这 這 该 該 此 来 來 去 起 上去 上来 上來 下来 下來 下去 起来 起來 出来 出來 一起 在一起 进行 進行 "
        "相间 相間"
    }
).keys()
"""Particles, aspects, complements: a caption does well without them."""

PLACES = _by_word(
    {
        "on": "上 上面",
        "in": "里 裡 裏 里面 裡面 中 内 內",
        "under": "下 下面 底下",
        "beside": "旁 旁边 旁邊 边上 邊上 边 邊",
        "in front of": "前 前面",
        "behind": "后 後 后面 後面",
        "outside": "外",
        "between": "间 間 之间 之間",
        "among": "中间 中間 当中 當中",
        "near": "附近",
        "opposite": "对面 對面",
        "around": "周围 周圍",
    }
)
"""They follow their noun: 海滩上, "on the beach"."""

TRAITS = _by_word({"with": "有 有着 有著 带 帶 带着 帶著 带有 帶有", "without": "没有 沒有 没 沒 无 無"})
"""They come before what a thing has: 有胡子的男人, "man with beard"."""

LINKS = _by_word(
    {
        "and": "和 与 與 跟 及 以及",
        "or": "或 或者",
        "from": "从 從",
        "with": "用",
        "toward": "向 朝 往",
        "to": "到 给 給",
        "facing": "对着 對著",
        "along": "沿着 沿著 沿",
        "not": "不",
        "me": "我",
        "my": "我的",
        "my home": "我家",
        "us": "我们 我們",
        "he": "他",
        "she": "她",
        "it": "它",
        "his": "他的",
        "her": "她的",
        "its": "它的",
        "they": "他们 他們 她们 她們",
        "some": "某 某个 某個 一些",
        "several": "几 幾",
        "many": "许多 許多 很多",
    }
)

USUAL = _by_word(
    {
        "people": "人",
        "male": "男",
        "female": "女",
        "men and women": "男女",
        "couple": "情侣 情侶 夫妇 夫婦",
        "rider": "车手 車手 骑手 騎手",
        "cow": "牛",
        "fat": "胖",
        "young": "年轻 年輕",
        "long": "长 長",
        "steep": "陡峭",
        "striped": "条纹 條紋",
        "standing": "站",
        "sitting": "坐",
        "lying": "躺 趴 卧 臥",
        "kneeling": "跪",
        "leaning": "靠 倚",
        "hanging": "挂 掛 悬挂 懸掛 吊",
        "walking": "走 行走 走路",
        "crossing": "过 過 穿过 穿過",
        "swimming": "游",
        "rowing": "划船",
        "skating": "滑冰 溜冰",
        "riding": "骑 騎",
        "wearing": "穿 戴 身穿",
        "holding": "拿",
        "holding up": "举 舉 举起 舉起",
        "holding in mouth": "叼 叼着 叼著 衔 銜",
        "holding hands": "牵手 牽手 拉手 手拉手",
        "hugging": "拥抱 擁抱 搂 摟",
        "carrying": "背 扛 提 拎 抬",
        "leading": "牵 牽",
        "putting": "放",
        "pushing": "推",
        "hitting": "打 敲 拍打",
        "spraying": "喷 噴",
        "looking at": "看 看着 看著 瞧 望 望着 望著 盯 盯着 盯著",
        "smiling": "微笑 笑",
        "laughing": "大笑",
        "resting": "休息",
        "performing": "表演",
        "taking a picture": "拍照 照相 拍摄 拍攝 摄影 攝影",
        "black": "黑",
        "blue": "蓝 藍",
        "brown": "棕",
        "golden": "金 金色",
        "gray": "灰",
        "orange": "橙 橙色",
        "pink": "粉 粉色 粉红 粉紅 粉红色 粉紅色",
        "clothes": "服 衣 服装 服裝",
        "shirt": "衫 上衣",
        "pants": "裤 褲",
        "shorts": "短裤 短褲",
        "vest": "背心",
        "dress": "连衣裙 連衣裙",
        "glasses": "眼镜 眼鏡",
        "backpack": "背包",
        "collar": "项圈 項圈",
        "grass": "草地 草坪 草 草丛 草叢",
        "snowy mountain": "雪山",
        "cliff": "悬崖 懸崖",
        "lake": "湖",
        "at sea": "海上",
        "road": "道 路",
        "yard": "院子",
        "stairs": "台阶 臺階 楼梯 樓梯",
        "restaurant": "餐厅 餐廳",
        "wood": "木头 木頭 木",
        "rope": "绳子 繩子 绳 繩",
        "sign": "牌子",
        "painting": "画 畫",
        "sword": "剑 劍",
        "number": "号 號",
        "motorcycle": "摩托",
        "snowboard": "滑雪板",
        "trick": "特技 花样 花樣",
        "rugby football": "橄榄球 橄欖球",
    }
)
"""What words mean in captions whose likeliest meaning in general is another."""

NUMBERS = _by_word(
    {
        "a": "一",
        "two": "二 两 兩",
        "three": "三",
        "four": "四",
        "five": "五",
        "six": "六",
        "seven": "七",
        "eight": "八",
        "nine": "九",
        "ten": "十",
        "several": "几 幾 数 數",
        "this": "这 這",
        "that": "那",
        "every": "每",
        "half a": "半",
    }
)
_MEASURES = _by_word(
    {
        "": "个 個 只 隻 条 條 张 張 位 名 头 頭 匹 辆 輛 架 座 棵 朵 块 塊 件 根 片 颗 顆 顶 頂 艘 台 臺 幅 把 支 枝 "
        "栋 棟 间 間 扇 口 株 粒 份 种 種 场 場 节 節 款 道 本 些 "
        "面 副 套 幢 股 段 层 層 尊 枚 盏 盞 滩 灘",
        "group of": "群 组 組 批",
        "team of": "队 隊",
        "pair of": "对 對 双 雙",
        "row of": "排",
        "bunch of": "束",
        "cup of": "杯",
        "bottle of": "瓶",
        "bowl of": "碗",
        "plate of": "盘 盤",
        "box of": "盒",
        "bag of": "袋",
        "basket of": "篮 籃",
        "pile of": "堆",
        "string of": "串",
    }
)
"""They stand between a number and its noun; most have no English."""
_GROUPS = {"group of", "team of", "pair of", "row of", "bunch of"}
_SIZES = {"大": "large", "小": "small"}
_SINGULAR = {"a", "another", "1", "this", "that", "every"}
_QUANTITY = re.compile(rf"(另外?一|[{''.join(NUMBERS)}]|\d+)([大小]?)([{''.join(_MEASURES)}])")

_IRREGULAR = {"lie": "lying", "die": "dying", "tie": "tying"}
_PLURALS = {"person": "people", "child": "children", "foot": "feet", "tooth": "teeth", "mouse": "mice"}
_SAME = re.compile(r".*(s|fish|sheep|deer|people|children|men)")


def quantity(text: str, start: int) -> tuple[str, int] | None:
    """Return the number and measure word that begin at a place, in English, and their end; None if there are none."""
    found = _QUANTITY.match(text, start)
    if found is None:
        return None
    number, size, measure = found.groups()
    count = "another" if number[0] == "另" else NUMBERS.get(number, number)
    return " ".join(filter(None, (count, _SIZES.get(size), _MEASURES[measure]))), found.end()


def doing(verb: str) -> str:
    """Return a verb, with what may follow it, in its -ing form: "sit down" becomes "sitting down"."""
    first, _, rest = verb.partition(" ")
    if first in _IRREGULAR:
        form = _IRREGULAR[first]
    elif re.fullmatch(r"\w+[^eoy]e", first):
        form = f"{first[:-1]}ing"
    elif re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", first):
        form = f"{first}{first[-1]}ing"
    else:
        form = f"{first}ing"
    return f"{form} {rest}".strip()


def doer(doing: str) -> str:
    """Return who does what an -ing form says: "skiing" becomes "skier"; what is none stays."""
    return f"{doing.removesuffix('ing')}er" if doing.endswith("ing") else doing


def is_many(count: str) -> bool:
    """Whether a quantity asks for the plural: "two", "large group of", but neither "a" nor "cup of"."""
    number, _, measure = count.partition(" ")
    for size in _SIZES.values():
        measure = measure.removeprefix(size).lstrip()
    return measure in _GROUPS or (not measure and number not in _SINGULAR)


def several(noun: str) -> str:
    """Return a noun in the plural."""
    if noun in _PLURALS or _SAME.fullmatch(noun):
        return _PLURALS.get(noun, noun)
    if noun.endswith("man"):
        return f"{noun[:-3]}men"
    if re.search("[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if re.search("(x|z|ch|sh)$", noun) else f"{noun}s"
