from __future__ import annotations

import pytest
from click.testing import CliRunner

from repair.commands.learn import command
from repair.context import Context
from repair.engine import repair_text
from repair.errors import InputError
from repair.options import Options
from repair.rules.agencies.misread_agency import find
from repair.rules.characters import series_term
from repair.series import Series, learn, lesson

ISSUE = "沂川区人民政府\n\n区水务局、云岭街道。\n沂政发〔2019〕3号\n云岭街道负责。\n"


def test_counts_are_issues_not_lines():
    series = learn([lesson(ISSUE), lesson(ISSUE.replace("水务局", "林业局"))])
    assert series.issues == 2
    assert series.agencies["云岭街道"] == 2
    assert series.agencies["区林业局"] == 1
    assert series.prefixes == {"沂政发": 2}


def test_two_issues_prove_a_name_in_a_third():
    series = learn([lesson(ISSUE), lesson(ISSUE)])
    damaged = "报名点：云吟街道。\n"
    assert [fix.after for fix in find(Context(damaged, series=series))] == ["岭"]
    assert not list(find(Context("报名点：云岭街道。\n", series=series)))
    assert not list(find(Context(damaged)))


def test_a_slip_in_the_series_itself_proves_nothing():
    slip = ISSUE.replace("云岭", "云吟")
    series = learn([lesson(ISSUE), lesson(ISSUE), lesson(slip)])
    assert series.agencies["云吟街道"] == 1
    fixes = list(find(Context("报名点：云吟街道。\n", series=series)))
    assert [fix.after for fix in fixes] == ["岭"]


TERMS = "落实安全生产责任制，加强督导。\n" * 3


def _of(text, series):
    return [(f.after, str(f.safety)) for f in series_term.find(Context(text, series=series))]


def test_two_issues_prove_a_term_in_a_third():
    series = learn([lesson(TERMS), lesson(TERMS)])
    damaged = "一、落实安全生产贵任制，加强领导。\n"
    assert _of(damaged, series) == [("责", "safe")]
    result = repair_text(damaged, Options(select=("CH007",)), series=series)
    assert result.text == damaged.replace("贵", "责")
    assert series.digest in result.fixes[0].evidence[0]
    assert not _of(damaged, learn([lesson(TERMS)]))  # one issue proves nothing
    assert not _of(damaged * 2, series)  # a form that stands twice is the issue's own


def test_a_term_says_nothing_of_words_that_make_sense():
    text = "开展人口普查，加强领导。\n" * 3
    series = learn([lesson(text), lesson(text)])
    assert not _of("开展人囗普查工作，开展入口普查，落实责任。\n", series)


def test_a_person_is_only_proposed():
    roster = "成 员：\n张宫远 区财政局副局长\n李建国 区教育局副局长\n"
    series = Series(issues=2, persons={"张宫远": 2})
    assert _of(roster.replace("宫", "官"), series) == [("宫", "review")]


def test_round_trip(tmp_path):
    series = learn([lesson(ISSUE)])
    path = tmp_path / "series.json"
    path.write_text(series.to_json(), encoding="utf-8")
    assert Series.load(path) == series
    assert Series.load(path).digest == series.digest


@pytest.mark.parametrize(
    "text", ["{}", "[]", "no", '{"schema": "gazette-repair-series/1", "x": 1}']
)
def test_not_a_series(tmp_path, text):
    path = tmp_path / "series.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        Series.load(path)


def test_order_of_inputs_does_not_matter(tmp_path):
    for name, text in (("a.txt", ISSUE), ("b.txt", ISSUE.replace("3", "4"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    names = [str(tmp_path / n) for n in ("a.txt", "b.txt")]
    outputs = []
    for number, given in enumerate((names, names[::-1], [str(tmp_path)])):
        output = tmp_path / f"{number}.json"
        done = CliRunner().invoke(command, [*given, "-o", str(output)])
        assert done.exit_code == 0, done.output
        outputs.append(output.read_bytes())
    assert len(set(outputs)) == 1
