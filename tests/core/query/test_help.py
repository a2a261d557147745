"""Every example of the pages of help is understood as the pages say."""

from __future__ import annotations

import re
from datetime import date

import pytest

from clipphotos import paths
from clipphotos.core.query.parser import parse
from tests.core.query.shown import order, shown

TODAY = date(2026, 11, 23)  # a Monday

READINGS = {
    "en": {
        "a dog running in the snow": "[a dog running in the snow]",
        "beach sunset -people": "([beach sunset] & -[people])",
        "cat or dog": "([cat] | [dog])",
        "2:snow mountains": "([snow]*2 & [mountains])",
        '0.5:"old town" street': "([old town]*0.5 & [street])",
        "(cat or dog) sofa": "(([cat] | [dog]) & [sofa])",
        '"IMG_2041"': '"IMG_2041"',
        "like:#12": "<#12>",
        "like:#12 -like:#15 beach": "(<#12> & -<#15> & [beach])",
        'like:"/home/ann/my cat.jpg"@10,20,50,40': "</home/ann/my cat.jpg@0.1,0.2,0.5,0.4>",
        "tag:beach": "tag=beach",
        'tag:"New York" -tag:work': "(tag=New York & -tag=work)",
        "label:dog": "label=dog",
        'album:"Summer in Rome"': "album=Summer in Rome",
        "folder:holidays": "folder=holidays",
        "folder:/home/ann/Pictures/2019": "folder=/home/ann/Pictures/2019",
        "name:IMG_20": "name=IMG_20",
        "date:2019": "date=2019-01-01..2019-12-31",
        "date:2019-07": "date=2019-07-01..2019-07-31",
        "date:2019-07-14": "date=2019-07-14..2019-07-14",
        "date:2019..2021": "date=2019-01-01..2021-12-31",
        "date:>=2019-07": "date=2019-07-01..",
        "date:2019-07..": "date=2019-07-01..",
        "date:summer": "date=6/7/8",
        "date:july": "date=7",
        'date:"july 2019"': "date=2019-07-01..2019-07-31",
        "date:yesterday": "date=2026-11-22..2026-11-22",
        "date:today": "date=2026-11-23..2026-11-23",
        "date:last-week": "date=2026-11-16..2026-11-22",
        "date:this-month": "date=2026-11-01..2026-11-30",
        "date:last-year": "date=2025-01-01..2025-12-31",
        "place:Paris": "place=Paris",
        "place:48.85,2.35,10km": "place=48.85,2.35,10km",
        "camera:canon lens:50mm": "(camera=canon & lens=50mm)",
        "rating:>=3": "rating=3..5",
        "rating:3..5": "rating=3..5",
        "rating:none": "rating=0..0",
        "type:png": "type=png",
        "type:jpeg": "type=jpeg",
        "type:heic": "type=heic",
        "type:gif": "type=gif",
        "orientation:portrait": "orientation=portrait",
        "orientation:landscape": "orientation=landscape",
        "orientation:square": "orientation=square",
        "size:>5MB": "size=5000001.. bytes",
        "size:1..5MB": "size=1000000..5000000 bytes",
        "size:>12MP": "size=12000001.. pixels",
        "is:favourite": "is=favourite",
        "is:untagged": "is=untagged",
        "is:offline": "is=offline",
        "is:screenshot": "is=screenshot",
        "is:duplicate": "is=duplicate",
        "birthday cake date:2019..2021 rating:>=3 -is:screenshot": (
            "([birthday cake] & date=2019-01-01..2021-12-31 & rating=3..5 & -is=screenshot)"
        ),
        "(tag:Anna or tag:Ben) beach place:Spain": "((tag=Anna | tag=Ben) & [beach] & place=Spain)",
        "beach sort:date": "[beach] by date",
        "sort:-date": "by -date",
        "tag:beach sort:rating": "tag=beach by rating",
        "sort:name": "by name",
        "sort:size": "by size",
        "or": "",
        "cat sofa or dog": "([cat sofa] | [dog])",
        "NOT": "",
        "|": "",
        "AND": "",
        "rating:<3": "rating=1..2",
        "16:9": "[16:9]",
        "note: a dog": "[note: a dog]",
    },
    "zh_CN": {
        "海滩上的日落": "[海滩上的日落]",
        "海滩 日落 -人": "([海滩 日落] & -[人])",
        "猫 或 狗": "([猫] | [狗])",
        "2:雪 山": "([雪]*2 & [山])",
        '0.5:"古镇" 街道': "([古镇]*0.5 & [街道])",
        "（猫 或 狗） 沙发": "(([猫] | [狗]) & [沙发])",
        "“IMG_2041”": '"IMG_2041"',
        "像:#12": "<#12>",
        "像:#12 -像:#15 海滩": "(<#12> & -<#15> & [海滩])",
        '像:"/home/ann/我的猫.jpg"@10,20,50,40': "</home/ann/我的猫.jpg@0.1,0.2,0.5,0.4>",
        "标签:海滩": "tag=海滩",
        "标签：“New York” －标签：工作": "(tag=New York & -tag=工作)",
        "识别标签:狗": "label=狗",
        "相册:罗马之夏": "album=罗马之夏",
        "文件夹:假期": "folder=假期",
        "文件夹:/home/ann/Pictures/2019": "folder=/home/ann/Pictures/2019",
        "文件名:IMG_20": "name=IMG_20",
        "日期:2019年7月": "date=2019-07-01..2019-07-31",
        "日期:2019": "date=2019-01-01..2019-12-31",
        "日期:2019-07-14": "date=2019-07-14..2019-07-14",
        "日期:2019..2021": "date=2019-01-01..2021-12-31",
        "日期:>=2019-07": "date=2019-07-01..",
        "日期:2019-07..": "date=2019-07-01..",
        "日期:夏天": "date=6/7/8",
        "日期:七月": "date=7",
        "日期:昨天": "date=2026-11-22..2026-11-22",
        "日期:今天": "date=2026-11-23..2026-11-23",
        "日期:上周": "date=2026-11-16..2026-11-22",
        "日期:本月": "date=2026-11-01..2026-11-30",
        "日期:去年": "date=2025-01-01..2025-12-31",
        "地点:巴黎": "place=巴黎",
        "地点:48.85,2.35,10km": "place=48.85,2.35,10km",
        "相机:canon 镜头:50mm": "(camera=canon & lens=50mm)",
        "评分:>=3": "rating=3..5",
        "评分:3..5": "rating=3..5",
        "评分:无": "rating=0..0",
        "类型:png": "type=png",
        "类型:jpeg": "type=jpeg",
        "类型:heic": "type=heic",
        "类型:gif": "type=gif",
        "方向:竖向": "orientation=portrait",
        "方向:横向": "orientation=landscape",
        "方向:方形": "orientation=square",
        "大小:>5MB": "size=5000001.. bytes",
        "大小:1..5MB": "size=1000000..5000000 bytes",
        "大小:>1200万像素": "size=12000001.. pixels",
        "大小:>12MP": "size=12000001.. pixels",
        "是:收藏": "is=favourite",
        "是:未标记": "is=untagged",
        "是:离线": "is=offline",
        "是:截图": "is=screenshot",
        "是:重复": "is=duplicate",
        "生日蛋糕 日期:2019..2021 评分:>=3 -是:截图": (
            "([生日蛋糕] & date=2019-01-01..2021-12-31 & rating=3..5 & -is=screenshot)"
        ),
        "（标签:小明 或 标签:小红） 海滩 地点:西班牙": "((tag=小明 | tag=小红) & [海滩] & place=西班牙)",
        "海滩 排序:日期": "[海滩] by date",
        "排序:-日期": "by -date",
        "标签:海滩 排序:评分": "tag=海滩 by rating",
        "排序:名称": "by name",
        "排序:大小": "by size",
        "或": "",
        "猫 沙发 或 狗": "([猫 沙发] | [狗])",
        "-": "",
        "NOT": "",
        "or": "",
        "|": "",
        "评分:<3": "rating=1..2",
        "16:9": "[16:9]",
    },
}
"""What each example means, in the notation of `shown`; operators on their own mean nothing, and do no harm."""


@pytest.mark.parametrize("language", READINGS)
def test_the_page_has_these_examples(language: str) -> None:
    page = (paths.resources() / "help" / f"search.{language}.md").read_text("utf-8")
    assert set(re.findall("`([^`]+)`", page)) == READINGS[language].keys()


@pytest.mark.parametrize(("text", "reading"), [pair for page in READINGS.values() for pair in page.items()])
def test_an_example_means_what_the_page_says(text: str, reading: str) -> None:
    query = parse(text, TODAY)
    assert query.mistakes == ()
    sort = f" by {order(query)}" if query.sort else ""
    assert f"{shown(query.root)}{sort}".strip() == reading
