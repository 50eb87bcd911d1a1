from __future__ import annotations

import pytest
from click.testing import CliRunner

from repair.commands.learn import command
from repair.context import Context
from repair.errors import InputError
from repair.rules.agencies.misread_agency import find
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
