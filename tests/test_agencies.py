from __future__ import annotations

import random

import pytest

from repair.context import Context
from repair.dictionaries import Dictionaries, default_dictionaries
from repair.names.agencies import (
    NameIndex,
    agencies,
    delimited_names,
    ends,
    index_of,
    learnt_names,
    places,
)
from repair.names.doubts import doubts
from repair.words.confusables import confusables


def test_ends_skip_other_words():
    text = "办法由区政府委托区编办办理，格局好，镇村两级，区爱卫办负责。"
    found = {text[:end][-3:] for end in ends(text)}
    assert "区编办" in found
    assert "爱卫办" in found
    assert not any(part.endswith(("办法", "镇")) for part in found)


def test_end_at_the_end_of_the_text():
    assert list(ends("区财政局")) == [4]
    assert list(ends("区编办")) == [3]


def test_a_known_name_hides_its_neighbours():
    index = NameIndex(["教育局", "体育局"], confusables())
    assert index.look_up("区体育局") == ("体育局", ())


def test_one_look_alike_is_near():
    index = NameIndex(["水务局", "水利局"], confusables())
    known, near = index.look_up("区水夯局")
    assert known == ""
    assert [name for name, *_ in near] == ["水务局"]


def test_places_come_from_the_text():
    assert places("\n沂川区人民政府\n") == {"沂川区", "沂川"}


def test_delimited_names_need_both_sides():
    text = (
        "区水务局、本办法由区财政局负责解释，王某 区民政局局长。各部门要全力支持区农业局开展工作。"
    )
    names = delimited_names(text, ends(text))
    assert names["区水务局"] == 1
    assert not any("区农业局" in name for name in names)


def test_a_townships_office_counts_for_the_township():
    names = learnt_names("\n凤台街道办事处\n凤台街道、", index_of(default_dictionaries()))
    assert names == {"凤台街道": 2}


def test_a_users_row_replaces_ours():
    row = ("云岭研究局", "city", "", "3", "mine")
    table = agencies(Dictionaries({"agencies.tsv": (row,)}))
    assert table["云岭研究局"].issues == 3


def test_two_forms_of_one_count_decide_nothing():
    context = Context("凤台街道、风台街道。")
    assert context.get(doubts) == ()


def _sentence(name: str, rng: random.Random) -> str:
    forms = (
        "由{}牵头，按时完成。",
        "{}、各镇、各街道。",
        "报{}备案。",
        "王某 {}局长\n",
        "（{}负责）",
    )
    return rng.choice(forms).format(name)


@pytest.mark.slow
def test_swapped_characters_are_found_and_neighbours_left_alone():
    """2,000 swaps with a second occurrence, 2,000 sound mentions: the numbers we promise."""
    from repair.rules.agencies.misread_agency import find

    rng = random.Random(6)
    table, index = confusables(), index_of(default_dictionaries())
    names = [
        n for n in sorted(index.names) if n.endswith(("局", "委", "办", "分局", "街道", "大队"))
    ]
    names = [n if n[0] in "区市县省临周" else rng.choice("区市县") + n for n in names]
    found = wrong = hits = 0
    for _ in range(2000):
        name = rng.choice(names)
        at = rng.randrange(1, len(name) - 1)
        like = list(table.neighbours(name[at]))
        if not like:
            continue
        other = rng.choice(like)
        damaged = name[:at] + other + name[at + 1 :]
        if index.look_up(damaged)[0] == damaged[1:] or damaged in index.names:
            continue
        hits += 1
        text = "".join(_sentence(n, rng) for n in (rng.choice(names), damaged, name))
        fixes = [f for f in find(Context(text)) if f.safety == "safe"]
        for fix in fixes:
            right = text[: fix.start] + fix.after + text[fix.end :]
            if name in right and damaged not in right:
                found += 1
            else:
                wrong += 1
    for _ in range(2000):
        text = "".join(_sentence(rng.choice(names), rng) for _ in range(6))
        wrong += sum(f.safety == "safe" for f in find(Context(text)))
    assert hits > 1500
    assert found / hits >= 0.85
    assert found / (found + wrong) >= 0.995
