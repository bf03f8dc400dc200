"""Readings, initials, the order by strokes, namesakes."""

import subprocess
import sys
from typing import NamedTuple

import pytest

from db import names


class Someone(NamedTuple):
    uid: str
    name: str
    born_on: str | None = None
    job: str = ""


@pytest.mark.parametrize(
    ("name", "spelled", "letters"),
    [
        ("单伟", "shanwei", "sw"),
        ("解晓璟", "xiexiaojing", "xxj"),
        ("仇昇", "qiusheng", "qs"),
        ("区䶮", "ouyan", "oy"),
        ("查堃", "zhakun", "zk"),
        ("曾喆", "zengzhe", "zz"),
        ("朴树", "piaoshu", "ps"),
        ("盖聂", "genie", "gn"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("万俟雪", "moqixue", "mqx"),
        ("令狐冲", "linghuchong", "lhc"),
        ("孙国强", "sunguoqiang", "sgq"),
        ("阿依古丽·买买提", "ayigulimaimaiti", "ayglmmt"),
        ("龑明", "yanming", "ym"),
        ("Anna", "anna", "anna"),
        ("", "", ""),
    ],
)
def test_a_surname_is_read_as_a_surname(name: str, spelled: str, letters: str) -> None:
    assert (names.pinyin(name), names.initials(name)) == (spelled, letters)


def test_a_character_without_a_reading_stands_for_itself_and_sorts_last() -> None:
    rare = "\U0002123d明"
    assert names.initials(rare) == "\U0002123dm"
    assert sorted([rare, "左明"], key=names.pinyin_key) == ["左明", rare]


def test_a_surname_with_two_usual_readings_is_found_by_both() -> None:
    assert names.search_text("覃勇") == "qinyong qy tanyong ty"


def test_names_of_one_surname_stay_together_in_pinyin_order() -> None:
    mixed = ["章二", "张三", "章一", "单伟", "张一", "解敏"]
    assert sorted(mixed, key=names.pinyin_key) == ["单伟", "解敏", "张三", "张一", "章二", "章一"]


def test_surnames_run_by_stroke_count_then_stroke_order() -> None:
    people = ["褚垚", "单伟", "王芳", "丁一", "卫㻌", "李伟", "区䶮", "仇昇", "刘㛃", "朱珺"]
    # 丁2 卫3(折) 王4(横横) 区4(横撇) 仇4(撇) 朱6(撇) 刘6(点) 李7 单8 褚14
    assert sorted(people, key=names.stroke_key) == [
        "丁一",
        "卫㻌",
        "王芳",
        "区䶮",
        "仇昇",
        "朱珺",
        "刘㛃",
        "李伟",
        "单伟",
        "褚垚",
    ]


def test_a_single_given_name_comes_before_a_double_one_of_the_same_surname() -> None:
    people = ["王一鸣", "王黛", "司马光", "司仪", "王芳"]
    assert sorted(people, key=names.stroke_key) == ["王芳", "王黛", "王一鸣", "司仪", "司马光"]


def test_what_has_no_strokes_sorts_last_and_always_alike() -> None:
    people = ["Bob", "王芳", "Anna", "龑明"]
    assert sorted(people, key=names.stroke_key) == ["王芳", "龑明", "Anna", "Bob"]


def test_every_stroke_order_is_as_long_as_its_count() -> None:
    counts = names._stroke_counts()
    orders = names._stroke_orders()
    assert len(orders) > 6900
    assert all(len(order) == counts[sign] for sign, order in orders.items())
    assert {digit for order in orders.values() for digit in order} == set("12345")


def test_every_surname_of_the_table_has_a_reading_for_each_character() -> None:
    for surname, readings in names._surnames().items():
        assert len(surname) == 1 or len(readings) == len(surname)
        assert all(reading[:-1].isalpha() and reading[-1] in "1234" for reading in readings)


def test_namesakes_are_told_apart_by_the_year_of_birth() -> None:
    people = [Someone("a", "李伟", "1968-01"), Someone("b", "李伟", "1991"), Someone("c", "王芳")]
    assert names.display_names(people) == {
        "a": "李伟（1968年生）",
        "b": "李伟（1991年生）",
        "c": "王芳",
    }


def test_namesakes_of_one_year_get_month_then_post_then_a_number() -> None:
    people = [
        Someone("a", "李伟", "1991-06"),
        Someone("b", "李伟", "1991-08"),
        Someone("c", "王芳", "1990", "科员"),
        Someone("d", "王芳", "1990", "科长"),
        Someone("e", "刘洋"),
        Someone("f", "刘洋"),
    ]
    assert names.display_names(people) == {
        "a": "李伟（1991年6月生）",
        "b": "李伟（1991年8月生）",
        "c": "王芳（1990年生，科员）",
        "d": "王芳（1990年生，科长）",
        "e": "刘洋（1）",
        "f": "刘洋（2）",
    }


def test_the_library_of_readings_is_not_loaded_before_a_name_is_read() -> None:
    code = "import sys, db.names; db.names.stroke_key('单伟'); print('pypinyin' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
