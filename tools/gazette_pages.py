"""Sets the sample gazette's texts as print does: columns, tables, rosters, contents.

A simulator: knows nothing of the repair tool. The words are those of
``golden/sample-gazette/ideal.txt``, our own; each kind of page is a PDF beside its truth,
as ``tools/measure_ocr.py`` takes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageChops

from tools.typeset import (
    AtRight,
    Columns,
    Contents,
    Element,
    Heading,
    PageNumber,
    Paragraph,
    Roster,
    Table,
    truth,
    typeset,
)

GAZETTE = Path(__file__).resolve().parent.parent / "golden/sample-gazette/ideal.txt"
#: Song faces of the two packages that ``make test`` installs.
FACES = ("noto", "uming")
#: Set finer than any page is drawn, in two colours, so that drawing it smooths the edges.
DPI = 600
_WIDE = str.maketrans(",;:()", "，；：（）")
_BESIDE_HANZI = re.compile(
    r"(?<=[一-鿿》”〉）％%])[,;:(]|[,;:)](?=[一-鿿《“〈]|$)|[()](?![0-9A-Za-z])"
)
_ENTRY = re.compile(r"(.*?)[. ]+([0-9]+)$")

Pages = tuple[tuple[Element, ...], ...]


def gazette(text: str) -> Iterator[tuple[str, float, Pages]]:
    """The kinds of page, the size of their print in points, and the pages of each."""
    lines = [_wide(line) for line in text.splitlines() if line.strip()]
    act = _between(lines, "澜川县河湖管护办法", "澜川县人民政府办公室")
    plan = _between(lines, "澜川县老井普查和保护工作实施方案", "四、任务分解")
    rows = tuple(tuple(line.split("\t")) for line in lines if line.count("\t") == 4)
    people = tuple(tuple(line.split("\t")) for line in lines if line.count("\t") == 2)
    entries = [match for line in lines[:12] if (match := _ENTRY.fullmatch(line))]
    notice = _after(lines, "关于成立澜川县老井保护工作领导小组的通知", 15)
    praise = _after(lines, "关于表扬2017年度河湖管护先进单位的通报", 7)
    units = lines[-8:]
    few = act[: act.index("第三章 日常管护")] + act[act.index("第四章 考核和责任") :][:2]
    tall = _halved(act[1:])
    yield (
        "articles",
        16.0,
        tuple(
            (*(_prose(line) for line in half), PageNumber(str(number)))
            for number, half in enumerate(_parts(few, 520), 1)
        ),
    )
    yield (
        "two columns",
        12.0,
        tuple((Heading(act[0]), Columns(tuple(half)), PageNumber("3")) for half in tall),
    )
    yield (
        "one and two columns",
        12.0,
        (
            (
                Heading(notice[0]),
                Heading(notice[1], 1.0),
                Paragraph(notice[3]),
                Columns(tuple(plan[1:4])),
                Heading(plan[4], 1.0),
                Columns(tuple(plan[5:7])),
                AtRight("澜川县人民政府办公室"),
                AtRight("2018年6月11日"),
                PageNumber("5"),
            ),
        ),
    )
    heading, note = "澜川县老井普查任务分解表", next(ln for ln in lines if ln.startswith("注："))
    before = next(line for line in lines if line.startswith("全县共初步摸排"))
    table = (Paragraph(before), Heading(heading, 1.1))
    rest = (Paragraph(note), *(Paragraph(line) for line in _after(lines, "五、保障措施", 3)))
    yield "ruled table", 14.0, ((*table, Table(rows, (2, 7, 6, 6, 6)), *rest, PageNumber("7")),)
    yield "aligned table", 14.0, ((*table, Roster(rows, (0, 4, 13, 19, 25)), *rest),)
    names = tuple((role, _spaced(name), post) for role, name, post in people)
    end = (AtRight("澜川县人民政府办公室"), AtRight("2018年6月19日"), PageNumber("9"))
    yield (
        "roster",
        14.0,
        (
            (
                Heading(notice[0]),
                Paragraph(notice[3]),
                Roster(names, (2, 7, 12)),
                Paragraph(notice[-1]),
                *end,
            ),
        ),
    )
    grid = tuple(tuple(_spaced(row[1]) for row in people[i : i + 5]) for i in (0, 5))
    yield (
        "names and units",
        16.0,
        (
            (
                Heading(praise[0]),
                Paragraph(praise[3]),
                *(Paragraph(unit) for unit in units),
                Heading("先进个人名单", 1.1),
                Roster(grid, (2, 7, 12, 17, 22)),
            ),
        ),
    )
    listed = tuple((match[1].removeprefix("- "), match[2]) for match in entries)
    more = tuple((title, str(13 + 2 * i)) for i, title in enumerate(_titles(act)))
    yield (
        "contents",
        14.0,
        (
            (
                Heading("目　录"),
                Heading("县政府文件", 1.1),
                Contents(listed),
                Heading("河湖管护办法", 1.1),
                Contents(more, "．"),
            ),
        ),
    )


def write(folder: Path, faces: tuple[str, ...] = FACES) -> None:
    """``KIND@FACE.pdf`` and ``.truth.txt`` for every kind of page and face."""
    folder.mkdir(parents=True, exist_ok=True)
    text = GAZETTE.read_text(encoding="utf-8")
    for kind, points, pages in gazette(text):
        for face in faces:
            target = folder / f"{kind}@{face}.pdf"
            if target.exists():
                continue
            target.with_suffix(".truth.txt").write_text(
                "".join(map(truth, pages)), encoding="utf-8"
            )
            first, *others = (_sheet(page, face, points) for page in pages)
            first.save(target, save_all=True, append_images=others, resolution=DPI)


def _sheet(page: tuple[Element, ...], face: str, points: float) -> Image.Image:
    """A page, cut below its print when it is short.

    Tesseract takes the grain of an empty half page for print, which costs it minutes.
    """
    image = typeset(page, font=face, dpi=DPI, points=points).point(_TWO).convert("1")
    foot = ImageChops.invert(image.convert("L")).getbbox()
    bottom = (foot[3] if foot else 0) + image.height // 12
    return image.crop((0, 0, image.width, min(bottom, image.height)))


_TWO = [0 if value < 128 else 255 for value in range(256)]


def _wide(line: str) -> str:
    return _BESIDE_HANZI.sub(lambda match: match[0].translate(_WIDE), line).replace("~", "～")


def _prose(line: str) -> Element:
    return Heading(line, 1.1) if len(line) < 10 or line.endswith("办法") else Paragraph(line)


def _spaced(name: str) -> str:
    return "　".join(name) if len(name) == 2 else name


def _between(lines: list[str], first: str, last: str) -> list[str]:
    start = lines.index(first)
    return lines[start : lines.index(last, start)]


def _after(lines: list[str], title: str, count: int) -> list[str]:
    start = len(lines) - lines[::-1].index(title) - 1
    return lines[start : start + count]


def _parts(lines: list[str], size: int) -> Iterator[list[str]]:
    """Pages of about so many characters."""
    part: list[str] = []
    for line in lines:
        if part and sum(map(len, part)) + len(line) > size:
            yield part
            part = []
        part.append(line)
    yield part


def _halved(lines: list[str]) -> list[list[str]]:
    prose = [line for line in lines if len(line) >= 10]
    return [prose[: len(prose) // 2], prose[len(prose) // 2 :]]


def _titles(lines: list[str]) -> list[str]:
    return [line for line in lines if re.match("第.章", line)]
