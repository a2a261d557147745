"""Questions of people: what they ask for, and what becomes of those that ask for something else."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipphotos.core.asking.question import MAX_LENGTH, understood, understood_with
from clipphotos.core.asking.records import NotUnderstoodError, Question, QuestionKind, Weakness
from clipphotos.core.errors import KnownError

ENGLISH = """
what is on the table? | object | table
what's in the photo | object |
What is this? | object |
waht is this | object |
what do you see | object |
what does the photo show? | object |
what is in front of the sofa | object | sofa
what is to the left of the lamp | object | lamp
what are under the window | object | window
what is between the chair and the table | object | chair and the table
what's near the window | object | window
what is hanging on the wall? | object | wall
what is the white object on the table | object | table
which object is large | object |
what is the object next to the lamp | object | lamp
in this photo, what is on the table? | object | table
could you please tell me what this is | object |
what is the man holding? | object | man
what is she wearing on her head | object | woman
what does the man hold | object | man
what fruit is on the plate | object | fruit
what type of car is this | object | car
describe the photo | object |
what animal is this? | animal |
what kind of animal is this | animal |
tell me what animal this is | animal |
what is the animal | animal |
which animals can be seen? | animal |
what animal is on the bed | animal | bed
what breed of dog is this? | animal | dog
what bird is that | animal | bird
what colour is the car? | colour | car
what color are the blinds | colour | blinds
what is the color of the car? | colour | car
colour of the car | colour | car
what colour the car is | colour | car
What Colour Is This | colour |
what color is the man's shirt | colour | shirt
what color shirt is the man wearing | colour | shirt
what color eyes does the cat have? | colour | eyes
how many chairs are there? | count | chairs
how many people | count | people
hwo many dogs are on the bed | count | dogs
how many red chairs are around the table | count | red chairs
how many legs does the table have | count | legs
how many cats can you see? | count | cats
number of chairs | count | chairs
i want to know how many people there are | count | people
where is this? | place |
where was this photo taken | place |
what room is this | place |
what kind of place is this | place |
where is the dog | place | dog
what's the weather like? | weather |
how is the weather | weather |
what is the man doing? | activity | man
what's the man in the red shirt doing | activity | man in the red shirt
what are they doing | activity | people
what is happening | activity |
what sport is this | activity |
is there a dog? | yes_no | dog
are there any people in the photo | yes_no | people
isn't there a dog | yes_no | dog
is this a cat | yes_no | cat
are these apples | yes_no | apples
do you see a bird | yes_no | bird
does it show a horse | yes_no | horse
is the man riding a horse? | yes_no | man riding a horse
is the building tall | yes_no | tall building
is the animal a dog | yes_no | dog
does the man wear a hat | yes_no | man wearing a hat
does the dog sit on the sofa | yes_no | dog sitting on the sofa
is it sunny? | yes_no | sunny
is this photo taken at night | yes_no | night
is this a dog or not | yes_no | dog
dog? | yes_no | dog
is it a cat or a dog? | choice | | cat, dog
Is it a boy, a girl or a dog? | choice | | boy, girl, dog
what is it, a cat or a dog | choice | | cat, dog
day or night | choice | | day, night
was this taken during the day or at night | choice | | day, night
is it indoors or outdoors | choice | | indoors, outdoors
is the car red or blue | choice | car | red, blue
what colour is the car, red or blue? | choice | car | red, blue
is the man standing or sitting | choice | man | standing, sitting
is the dog on the bed or the sofa | choice | dog | on the bed, on the sofa
what season is it | choice | | spring, summer, autumn, winter
"""
CHINESE = """
图中有什么？ | object |
这是什么 | object |
这张照片里有什么东西? | object |
你看到了什么 | object |
桌子上有什么 | object | 桌子
什么在桌子上 | object | 桌子
椅子下面是什么 | object | 椅子
床的左边是什么 | object | 床
墙上挂着什么 | object | 墙
左边是什么 | object |
沙發上有什麼東西？ | object | 沙發
男人骑着什么 | object | 男人
她手里拿着什么东西 | object | 女人
盘子里有什么水果 | object | 水果
图中的动物是什么? | animal |
請問圖中的動物是什麼？ | animal |
这是什么动物 | animal |
这是一只什么动物 | animal |
床上有什么动物 | animal | 床
这是什么狗 | animal | 狗
这只狗是什么品种 | animal | 狗
车是什么颜色 | colour | 车
车是什么颜色的？ | colour | 车
这辆车的颜色是什么 | colour | 车
什么颜色的车 | colour | 车
他穿着什么颜色的衣服 | colour | 衣服
这是什么颜色 | colour |
這是什麼顏色的車 | colour | 車
有几个人 | count | 人
有多少只狗？ | count | 狗
几把椅子 | count | 椅子
椅子有几把 | count | 椅子
多少面包 | count | 面包
图里一共有多少人？ | count | 人
桌子上有几个杯子 | count | 桌子上的杯子
這張照片裡有幾隻狗？ | count | 狗
这是哪里 | place |
这是在哪里拍的？ | place |
在什么地方 | place |
狗在哪里 | place | 狗
天气怎么样 | weather |
今天天气如何？ | weather |
他在做什么 | activity | 男人
人们在干什么呢？ | activity | 人们
发生了什么 | activity |
有狗吗 | yes_no | 狗
图里有人吗？ | yes_no | 人
有没有狗 | yes_no | 狗
是不是猫 | yes_no | 猫
这是猫吗 | yes_no | 猫
你能看到鸟吗 | yes_no | 鸟
男人在骑马吗 | yes_no | 男人在骑马
桌子上有杯子吗 | yes_no | 桌子上的杯子
车是红色的吗 | yes_no | 红色的车
外面在下雨吗 | yes_no | 下雨
这是 dog 吗 | yes_no | dog
是猫还是狗 | choice | | 猫, 狗
这是猫、狗还是鸟？ | choice | | 猫, 狗, 鸟
白天还是晚上 | choice | | 白天, 晚上
车是红色的还是蓝色的 | choice | 车 | 红色, 蓝色
车是什么颜色，红色还是蓝色？ | choice | 车 | 红色, 蓝色
這是貓還是狗？ | choice | | 貓, 狗
狗在床上还是沙发上 | choice | 狗 | 床上, 沙发上
"""


def _table(text: str) -> list[tuple[str, ...]]:
    rows = ([cell.strip() for cell in line.split("|")] for line in text.strip().splitlines())
    return [(*row, "", "")[:4] for row in rows]


@pytest.mark.parametrize(("text", "kind", "subject", "answers"), _table(ENGLISH))
def test_understands_english(text: str, kind: str, subject: str, answers: str) -> None:
    question = understood(text)
    assert (question.kind, question.subject, ", ".join(question.answers)) == (kind, subject, answers)
    assert (question.language, question.text) == ("en", text)


@pytest.mark.parametrize(("text", "kind", "subject", "answers"), _table(CHINESE))
def test_understands_chinese(text: str, kind: str, subject: str, answers: str) -> None:
    question = understood(text)
    assert (question.kind, question.subject, ", ".join(question.answers)) == (kind, subject, answers)
    assert (question.language, question.text) == ("zh", text)
    assert all(caption.isascii() for caption in question.captions)


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("what is on the table?", "a photo of a {} on the {subject}"),
        ("what is the white object on the table", "a photo of a white {} on the {subject}"),
        ("桌子左边有什么", "a photo of a {} to the left of the {subject}"),
        ("画面左边是什么", "a photo of a {} on the left"),
        ("what is the man holding in his hand", "a photo of a {subject} holding a {} in his hand"),
        ("what is the dog sitting on", "a photo of a {subject} sitting on a {}"),
        ("他骑着什么", "a photo of a {subject} riding a {}"),
        ("what breed of dog is this", "a photo of a {}, a type of {subject}"),
        ("what colour is the car on the street", "a photo of a {} {subject} on the street"),
        ("what colour hat is he wearing", "a photo of a man wearing a {} {subject}"),
        ("how many legs does the table have", "a photo of a table with {} {subject}"),
        ("how many dogs are on the bed", "a photo of {} {subject} on the bed"),
        ("where is the dog", "a photo of a {subject} in a {}"),
        ("what's the weather like", "a photo taken in {} weather"),
        ("what is the girl doing on the beach", "a photo of a {subject} {} on the beach"),
        ("is there a dog", "a photo of a {subject}"),
        ("is it raining", "it is {subject}"),
        ("is it indoors", "a photo taken {subject}"),
        ("is this photo blurry", "a {subject} photo"),
        ("day or night", "a photo taken at {}"),
        ("is the car red or blue", "a photo of a {} {subject}"),
        ("is the man standing or sitting", "a photo of a {subject} {}"),
    ],
)
def test_states_the_question(text: str, caption: str) -> None:
    assert caption in understood(text).captions


@pytest.mark.parametrize(
    ("text", "weakness"),
    [
        ("how many chairs are on the left?", Weakness.LEFT_AND_RIGHT),
        ("what is right behind the car", None),
        ("右边的车是什么颜色", Weakness.LEFT_AND_RIGHT),
        ("有几个人", Weakness.COUNTING),
        ("what colour is it", Weakness.COLOUR),
        ("is there a dog", None),
    ],
)
def test_says_what_the_model_is_weak_at(text: str, weakness: Weakness | None) -> None:
    assert understood(text).weakness == weakness


@pytest.mark.parametrize(
    "text",
    [
        "who is this", "why is he smiling", "when was it taken", "how old is he", "how much", "how many", "hello",
        "is?", "what time is it", "what is the table made of", "a dog on the beach", "is there no dog",
        "tell me a joke", "他是谁", "为什么他在笑", "什么时候拍的", "多大了", "你好", "海滩上的狗", "没有狗吗",
        "桌子是什么做的", "Кто это?",
    ],
)  # fmt: skip
def test_says_which_kinds_are_understood(text: str) -> None:
    with pytest.raises(NotUnderstoodError, match=r"colour .*how many .*weather .*give the answers to choose from\.$"):
        understood(text)


@pytest.mark.parametrize("text", ["what does the sign say?", "read the text", "牌子上写着什么", "有什么字"])
def test_does_not_read(text: str) -> None:
    with pytest.raises(NotUnderstoodError, match="read badly"):
        understood(text)
    assert understood_with(text, ["stop", "exit"]).weakness is Weakness.READING


@pytest.mark.parametrize("text", ["", "  ", "?", "？！", "\u3000"])
def test_an_empty_question_is_told(text: str) -> None:
    for ask in (understood, lambda text: understood_with(text, ["a", "b"])):
        with pytest.raises(KnownError, match="empty") as error:
            ask(text)
        assert not isinstance(error.value, NotUnderstoodError)


def test_a_long_question_is_told() -> None:
    with pytest.raises(KnownError, match="too long"):
        understood("is there a dog " * MAX_LENGTH)


def test_choices_answer_any_question() -> None:
    question = understood_with("who is this?", [" a man", "a woman", "", "a man"])
    assert (question.kind, question.answers) == (QuestionKind.CHOICE, ("a man", "a woman"))
    assert "a photo of a {}" in question.captions


def test_choices_keep_the_statement_and_the_weakness() -> None:
    question = understood_with("what colour is the car", ["red", "blue"])
    assert question == Question(
        "what colour is the car",
        QuestionKind.CHOICE,
        understood("what colour is the car").captions,
        "car",
        ("red", "blue"),
        weakness=Weakness.COLOUR,
    )
    assert "a {subject} made of {}" in understood_with("what is the table made of?", ["wood", "glass"]).captions


def test_choices_fill_the_gap_of_a_statement() -> None:
    for text in ("a man holding a ___", "a man holding a ...", "a man holding a {}."):
        assert understood_with(text, ["cup", "ball"]).captions == ("a man holding a {}",)
    assert understood_with("what is this...", ["cup", "ball"]).captions == understood("what is this").captions
    chinese = understood_with("男人拿着___", ["杯子", "球"])
    assert (chinese.captions, chinese.subject) == (("a {subject} {}",), "男人拿着")


def test_yes_and_no_are_no_choices_of_their_own() -> None:
    question = understood_with("is there a dog", ["Yes", "no"])
    assert (question.kind, question.captions) == (QuestionKind.YES_NO, understood("is there a dog").captions)
    assert understood_with("is there a dog", ["dog", "cat"]).kind is QuestionKind.CHOICE


def test_without_choices_it_is_a_question() -> None:
    assert understood_with("is there a dog", ["", " "]) == understood("is there a dog")


ENGLISH_WORDS = (
    "what which where how many is are there a an the this dog red man's holding on in to left of behind colour does "
    "have doing or , : ? { {} {subject} photo taken kind animal people weather made not been % \\ \0 ' ___"
)
CHINESE_WORDS = "什么 有 是 在 上 左边 几 个 只 多少 的 颜色 动物 人 桌子 图中 吗 哪里 天气 做 还是 、 顏 隻"
WORDS = st.sampled_from(ENGLISH_WORDS.split(" ")) | st.sampled_from(CHINESE_WORDS.split()) | st.text(max_size=4)


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS, max_size=12), st.sampled_from(["", " "]))
def test_whatever_is_typed_becomes_sound_captions_or_is_told(words: list[str], space: str) -> None:
    text = space.join(words)
    with suppress(KnownError):
        _check(understood(text))
    if re.search(r"\w", text) and len(text) <= MAX_LENGTH:
        question = understood_with(text, ["x", "y"])
        assert (question.kind, question.answers) == (QuestionKind.CHOICE, ("x", "y"))
        _check(question)


def _check(question: Question) -> None:
    assert question.captions
    assert question.subject == question.subject.strip()
    for caption in question.captions:
        assert caption.count("{}") == (question.kind is not QuestionKind.YES_NO)
        assert caption.count("{subject}") <= (1 if question.subject else 0)
        assert not set("{}") & set(caption.replace("{}", "").replace("{subject}", ""))
        assert caption == " ".join(caption.split())
    if question.kind is QuestionKind.CHOICE:
        assert len(set(question.answers)) == len(question.answers) > 1
