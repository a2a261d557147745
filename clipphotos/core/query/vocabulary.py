"""The words of the language of searches, English and Chinese, and what they mean."""

from __future__ import annotations

from clipphotos.core.query.records import Field, Orientation, SortKey, Trait

LIKE = "like"
SORT = "sort"

_FIELDS = {
    Field.TAG: "tag tags 标签",
    Field.LABEL: "label labels 识别标签",
    Field.ALBUM: "album albums 相册",
    Field.FOLDER: "folder folders 文件夹",
    Field.NAME: "name filename 文件名",
    Field.DATE: "date dates 日期",
    Field.PLACE: "place places 地点",
    Field.CAMERA: "camera cameras 相机",
    Field.LENS: "lens 镜头",
    Field.RATING: "rating stars 评分",
    Field.TYPE: "type types 类型",
    Field.ORIENTATION: "orientation 方向",
    Field.SIZE: "size 大小",
    Field.IS: "is 是",
}
FIELDS: dict[str, Field | str] = {
    **{word: field for field, words in _FIELDS.items() for word in words.split()},
    **dict.fromkeys(("like", "像"), LIKE),
    **dict.fromkeys(("sort", "排序"), SORT),
}
"""What may be before a colon; a field, `LIKE` or `SORT`."""

OR = frozenset({"or", "OR", "或", "或者", "|"})
AND = frozenset({"AND"})
"""What other programs need between terms; here it says nothing new."""
NOT = frozenset({"NOT"})

TRAITS = {
    word: trait
    for trait, words in {
        Trait.FAVOURITE: "favourite favorite favourites favorites fav 收藏 最爱 喜欢",
        Trait.UNTAGGED: "untagged 未标记 无标签 没有标签",
        Trait.OFFLINE: "offline 离线",
        Trait.SCREENSHOT: "screenshot screenshots 截图 截屏 屏幕截图",
        Trait.DUPLICATE: "duplicate duplicates 重复 重复照片",
    }.items()
    for word in words.split()
}
ORIENTATIONS = {
    word: orientation
    for orientation, words in {
        Orientation.LANDSCAPE: "landscape horizontal wide 横向 横屏 横",
        Orientation.PORTRAIT: "portrait vertical tall 竖向 纵向 竖屏 竖",
        Orientation.SQUARE: "square 方形 正方形 方",
    }.items()
    for word in words.split()
}
SORTS = {
    word: key
    for key, words in {
        SortKey.RELEVANCE: "relevance 相关 相关性",
        SortKey.DATE: "date time 日期 时间",
        SortKey.RATING: "rating stars 评分",
        SortKey.NAME: "name filename 名称 名字 文件名",
        SortKey.SIZE: "size 大小",
    }.items()
    for word in words.split()
}

ASKED = {
    Field.TAG: "Type a tag's name, such as tag:beach.",
    Field.LABEL: "Type a label's name, such as label:dog.",
    Field.ALBUM: "Type an album's name, such as album:Rome.",
    Field.FOLDER: "Type a folder's name or path, such as folder:holidays.",
    Field.NAME: "Type a part of the file's name, such as name:IMG_20.",
    Field.DATE: "Type a day, month, year or range, such as date:2019-07 or date:2019..2021.",
    Field.PLACE: "Type a city or country, such as place:Paris.",
    Field.CAMERA: "Type a part of the camera's name, such as camera:canon.",
    Field.LENS: "Type a part of the lens's name, such as lens:50mm.",
    Field.RATING: "Type a number of stars from 1 to 5, or none, such as rating:>=3.",
    Field.TYPE: "Type a kind of file, such as type:jpeg or type:png.",
    Field.ORIENTATION: "Type landscape, portrait or square.",
    Field.SIZE: "Type a number of bytes or pixels, such as size:>5MB or size:>12MP.",
    Field.IS: "Type favourite, untagged, offline, screenshot or duplicate.",
    LIKE: "Type a photo's number or path, such as like:#12.",
    SORT: "Type relevance, date, rating, name or size, with a minus for the other way round.",
}
"""What to type after a colon; one sentence for the user."""
