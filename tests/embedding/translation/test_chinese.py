"""Chinese descriptions become plain English captions."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipphotos.embedding.translation.chinese import Translation, translate
from clipphotos.embedding.translation.words import doing, several


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("狗", "dog"),
        ("红色的汽车", "red car"),
        ("生日蛋糕", "birthday cake"),
        ("一只猫", "a cat"),
        ("一头大象", "an elephant"),
        ("两个孩子", "two children"),
        ("三座山", "three mountains"),
        ("一群羊", "a group of sheep"),
        ("一杯咖啡", "a cup of coffee"),
        ("12匹马", "12 horses"),
        ("在海滩上的日落", "sunset on beach"),
        ("屋顶上的猫", "cat on roof"),
        ("坐在红色的椅子上的猫", "cat sitting on red chair"),
        ("桥下的船", "boat under bridge"),
        ("戴着帽子的男孩", "boy wearing hat"),
        ("骑自行车的女人", "woman riding bicycle"),
        ("有胡子的男人", "man with beard"),
        ("没有人的街道", "street without people"),
        ("正在睡觉的婴儿", "baby sleeping"),
        ("猫和狗", "cat and dog"),
        ("沿着河跑步", "along river running"),
        ("雪山，湖", "snowy mountain, lake"),
        ("海滩 日落", "beach, sunset"),
        ("有一只狗", "a dog"),
        ("一大群鸟", "a large group of birds"),
        ("另一个女孩", "another girl"),
        ("两人", "two people"),
        ("男孩们", "boys"),
        ("滑雪者", "skier"),
        ("粉色的花", "pink flower"),
        ("红色的T恤", "red T-shirt"),
        ("人从山上走过", "people from on mountain walking"),
    ],
)
def test_descriptions(chinese: str, english: str) -> None:
    assert translate(chinese) == Translation(english, ())


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("三個女孩在公園裡跑步", "三个女孩在公园里跑步"),
        ("戴著眼鏡的老師", "戴着眼镜的老师"),
        ("騎馬的人", "骑马的人"),
        ("長城上的遊客", "长城上的游客"),
        ("一輛紅色的車", "一辆红色的车"),
    ],
)
def test_traditional_characters(traditional: str, simplified: str) -> None:
    assert translate(traditional) == translate(simplified)
    assert translate(traditional).left_out == ()


@pytest.mark.parametrize(
    ("mixed", "english"),
    [
        ("穿 Nike 的女孩", "girl wearing Nike"),
        ("BMW汽车", "BMW car"),
        ("my 狗", "my dog"),
        ("ｉＰｈｏｎｅ！狗", "iPhone, dog"),
        ("a dog, 猫", "a dog, cat"),
        ("St. Moritz 的雪", "St, Moritz snow"),
    ],
)
def test_what_is_not_chinese_stays(mixed: str, english: str) -> None:
    assert translate(mixed).text == english


def test_what_is_not_in_the_dictionary_is_left_out_and_said() -> None:
    assert translate("𪚥和狗𪚥") == Translation("and dog", ("𪚥", "𪚥"))
    assert translate("𪚥") == Translation("", ("𪚥",))


@pytest.mark.parametrize("text", ["", " ", "，。", "的", "的了着"])
def test_nothing_to_translate(text: str) -> None:
    assert translate(text) == Translation("", ())


@settings(max_examples=200, deadline=None)
@given(st.text(st.one_of(st.sampled_from("一两群只在的上里有没狗红跑着人，x7 \n"), st.characters()), max_size=40))
def test_any_text_gives_english_without_chinese(text: str) -> None:
    translation = translate(text)
    assert not any("\u4e00" <= character <= "\u9fff" for character in translation.text)
    assert translation.text == translation.text.strip()


def test_a_very_long_text_takes_no_more_than_its_length() -> None:
    translate("狗")
    start = time.process_time()
    assert translate("海滩上的狗" * 1000).text.startswith("dog on beach dog")
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("verb", "form"),
    [
        ("run", "running"),
        ("sit down", "sitting down"),
        ("dance", "dancing"),
        ("see", "seeing"),
        ("lie", "lying"),
        ("play", "playing"),
        ("climb", "climbing"),
        ("canoe", "canoeing"),
    ],
)
def test_verbs_in_progress(verb: str, form: str) -> None:
    assert doing(verb) == form


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("dog", "dogs"),
        ("child", "children"),
        ("policeman", "policemen"),
        ("person", "people"),
        ("lady", "ladies"),
        ("boy", "boys"),
        ("bench", "benches"),
        ("fox", "foxes"),
        ("sheep", "sheep"),
        ("clothes", "clothes"),
        ("goldfish", "goldfish"),
    ],
)
def test_plurals(one: str, many: str) -> None:
    assert several(one) == many
