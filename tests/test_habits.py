"""The habits of pages: what each was written like, kept through a run, shown by inspect."""

from repair.context import Context
from repair.engine import repair_text
from repair.inspecting import inspect_file, lines_of
from repair.pages.habits import habit_of

HALF = "各镇要抓好落实,加强监测;建立台账,上报:在 3 月底前完成(试行),共 15 个(含 2 个)。 通报。\n"
FULL = "各镇要抓好落实，加强监测；建立台账，上报：在3月底前完成（试行），共15个（含2个）。通报。\n"


def test_each_page_has_its_own():
    habits = Context(HALF + "\f" + FULL).profile.habits
    one, two = habits.at(0), habits.at(len(HALF) + 5)
    assert (one.marks, one.brackets, one.figures) == ("half", "half", "spaced")
    assert (two.marks, two.brackets, two.figures) == ("full", "full", "close")


def test_too_little_tells_nothing():
    habit = habit_of("第一章 总则\n")
    assert (habit.marks, habit.brackets, habit.figures, habit.stops) == ("", "", "", "")


def test_list_marks_and_script():
    habit = habit_of(
        "# 通知\n- （一）**加强**領導，落实责任，严格考核，完善各项制度，健全工作机制\n"
    )
    assert habit.items == {"#": 1, "**": 1, "-": 1}
    assert habit.script == "strewn"


def test_a_page_keeps_its_habits_when_the_text_changes():
    result = repair_text(HALF + "\f" + FULL)
    context = Context(result.text, first=Context(result.source), moved=result.patch.target)
    habits = context.profile.habits
    assert [habits.of(page).marks for page in range(2)] == ["half", "full"]
    assert habits.at(result.text.index("在3月")).marks == "full"


def test_inspect_shows_them(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(HALF + "\f" + FULL, encoding="utf-8")
    found = inspect_file(path)
    assert [page["habits"]["marks"] for page in found["pages"]] == ["half", "full"]
    assert "  marks: full on 1 page (2), half on 1 page (1)" in list(lines_of(found, blocks=False))
