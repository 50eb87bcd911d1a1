"""Typesets the sample gazette: ``sample/manuscript.txt`` → ``golden/sample-gazette/``.

The manuscript holds the text as printed with the damage marked by hand
(``{as it stands|as printed}``). This script breaks it into printed lines of 28 units and
pages of 22 lines, as GB/T 9704 has them, cuts paragraphs where a page ends, and writes
``input.txt`` (what an extractor left) and ``ideal.txt`` (the print). Run it after a
change of the manuscript; ``--check`` only says whether the files are current.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MANUSCRIPT = Path(__file__).resolve().parent / "sample" / "manuscript.txt"
TARGET = ROOT / "golden" / "sample-gazette"
WIDTH, LENGTH = 28, 22
TITLE_WIDTH = 22
NOT_FIRST = "，。、；：！？）》〉”’〕%"
HALF = str.maketrans("，：；（）！？", ",:;()!?")
PIECE = re.compile(r"\{([^|{}]*)\|([^|{}]*)\}|([^{}])")


@dataclass
class Output:
    """The two texts as they grow, and how far the printed page is filled."""

    source: list[str] = field(default_factory=list)
    ideal: list[str] = field(default_factory=list)
    line: int = 0
    page: int = 0
    styles: list[str] = field(default_factory=list)
    header: str = ""
    cuts: list[str] = field(default_factory=list)

    def put(self, source: str, ideal: str) -> None:
        """Add to both texts."""
        self.source.append(source)
        self.ideal.append(ideal)

    @property
    def style(self) -> str:
        return self.styles[min(self.page, len(self.styles) - 1)]

    def space(self, lines: int) -> None:
        """Leave blank printed lines, unless the page ends first."""
        self.line = min(self.line + lines, LENGTH)

    def next_line(self) -> bool:
        """Go down one printed line; whether that began a new page."""
        self.line += 1
        if self.line > LENGTH:
            self.line = 1
            self.page += 1
            return True
        return False


def pieces(text: str) -> list[tuple[str, str]]:
    """A manuscript line as pairs (as it stands, as printed), plain text by characters."""
    out = []
    for match in PIECE.finditer(text):
        wrong, right, plain = match.groups()
        pair = (plain, plain) if plain is not None else (wrong, right)
        out.append((_unescape(pair[0]), _unescape(pair[1])))
    return out


def _unescape(text: str) -> str:
    return text.replace("⇥", "\t").replace("⏎", "\n")


def units(text: str) -> float:
    """Printed width: a full-width character is one unit, digits and Latin half."""
    return sum(0.5 if c.isascii() else 1.0 for c in text if not c.isspace())


def styled(text: str, style: str) -> str:
    """What a page's own habits make of a text."""
    if style in {"half", "md"}:
        text = text.translate(HALF)
    return text


def set_paragraph(out: Output, text: str, *, indent: float = 2) -> None:
    """Set a paragraph line by line; at a page's end the input is cut, the print is not."""
    width = indent
    out.next_line()
    text = _marked(out, text)
    for wrong, right in pieces(text):
        room = WIDTH + (1 if right and right[0] in NOT_FIRST else 0)
        if right and width + units(right) > room:
            width = 0
            if out.next_line():
                out.cuts.append(f"{len(out.cuts) + 1} {''.join(out.ideal)[-12:]}")
                out.put("\n\n", "")
        width += units(right)
        style = out.style
        out.put(styled(wrong, style), styled(right, style))
    out.put("\n\n", "\n\n")


def _marked(out: Output, text: str) -> str:
    """A paragraph with the Markdown marks that this page's extractor put in."""
    if out.style != "md":
        return text
    if text.startswith("（"):
        return "{- |}" + text
    return re.sub(r"^(第[一二三四五六七八九十]+条)", r"{**|}\1{**|}", text)


def set_line(out: Output, text: str, *, lines: int = 1, end: str = "\n\n", mark: str = "") -> None:
    """Set a block that is not cut: heading, title, signature, row."""
    for _ in range(lines):
        out.next_line()
    style = out.style
    source = "".join(styled(wrong, style) for wrong, _ in pieces(text))
    ideal = "".join(styled(right, style) for _, right in pieces(text))
    out.put(mark + source + end, ideal + end)


def set_row(out: Output, text: str) -> None:
    """Set a table row; on a new page the header stands again, in the input only."""
    row = "".join(right for _, right in pieces(text))
    if out.next_line():
        out.put("\n" + out.header + "\n", "")
        out.next_line()
    out.header = out.header or row
    source = "".join(wrong for wrong, _ in pieces(text))
    out.put(source + "\n", row + "\n")


def set_block(out: Output, kind: str, text: str) -> None:
    """Set one manuscript line."""
    heading = "## " if out.style == "md" else ""
    if kind == "T":
        out.space(1 if out.line else 2)
        for part in text.split("/"):
            printed = "".join(right for _, right in pieces(part))
            set_line(out, part, lines=1 + int(units(printed) > TITLE_WIDTH), mark=heading)
        out.space(1)
    elif kind == "N":
        set_line(out, text)
        out.space(1)
    elif kind == "H":
        set_line(out, text, mark=heading)
    elif kind in "PI":
        set_paragraph(out, text)
    elif kind == "A":
        set_paragraph(out, text, indent=0)
    elif kind == "C":
        set_line(out, text, end="\n", mark="- ")
    elif kind == "R":
        set_row(out, text)
    elif kind == "M":
        set_roster_row(out, text)
    else:
        set_line(out, text)


def set_roster_row(out: Output, text: str) -> None:
    """Set a roster row: blocks of their own in the input, rows of a table in the print."""
    out.next_line()
    out.put(
        "".join(wrong for wrong, _ in pieces(text)) + "\n\n",
        "".join(right for _, right in pieces(text)) + "\n",
    )


def typeset(manuscript: str) -> tuple[str, str, list[str]]:
    """The input, the ideal text, and the words before each cut."""
    out = Output()
    previous = ""
    for line in manuscript.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        word, _, rest = line.partition(" ")
        if word == "cover":
            out.styles, out.page, out.line = ["full"], 0, 0
        elif word == "page":
            _close(out, previous)
            out.styles, out.page, out.line = rest.split(), 0, 0
        else:
            kind = word
            if previous in {"C", "R", "M"} and kind != previous:
                _close(out, previous)
            if kind == "X":
                out.header = ""
            set_block(out, "L" if kind == "X" else kind, rest)
        previous = word
    source, ideal = "".join(out.source), "".join(out.ideal)
    return source.rstrip("\n") + "\n", ideal.rstrip("\n") + "\n", out.cuts


def _close(out: Output, previous: str) -> None:
    """A blank line after a run of rows or contents entries."""
    if previous in {"C", "R"}:
        out.put("\n", "\n")
    elif previous == "M":
        out.put("", "\n")


def main() -> int:
    """Write the two files, or with --check say whether they are current."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    source, ideal, cuts = typeset(MANUSCRIPT.read_text("utf-8"))
    current = True
    for name, text in (("input.txt", source), ("ideal.txt", ideal)):
        path = TARGET / name
        if not path.exists() or path.read_bytes() != text.encode():
            current = False
            if not check:
                path.write_bytes(text.encode())
    print(f"{source.count(chr(10))} lines, cuts after: {' | '.join(cuts)}")
    return 1 if check and not current else 0


if __name__ == "__main__":
    sys.exit(main())
