"""What happens to single characters: font ciphers, English words, other forms of signs."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

from tests.simulate_ciphers import Damage, damage

_HANZI = "[\u4e00-\u9fff]"
#: Our own pairs; a simulator must not look where the tool looks.
TRADITIONAL = dict(zip("门为国业务时发动东长问间关开节应对会议点过还进运远这边达选通队际难题书处备头实审宽农军决减办劳区医厂压县参变听图园执护报担据数断无旧权条标树样桥检楼欢残汇沟泽济", "門為國業務時發動東長問間關開節應對會議點過還進運遠這邊達選通隊際難題書處備頭實審寬農軍決減辦勞區醫廠壓縣參變聽圖園執護報擔據數斷無舊權條標樹樣橋檢樓歡殘匯溝澤濟", strict=True))  # fmt: skip # noqa: E501
ENGLISH = {"和": " and ", "等": " etc ", "或": " or "}
_BETWEEN = re.compile(rf"(?<={_HANZI}{_HANZI})[和等或](?={_HANZI}{_HANZI})")
_VERB = re.compile("(?:加强|推进|落实|开展|提高)(?=[\u4e00-\u9fff]{2})")


@dataclass(frozen=True)
class Piece:
    """Some characters: as they were read, and as they were printed; why they differ."""

    wrong: str
    right: str
    kind: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    """The rows a table or roster should become; ``right`` is made of them."""
    parts: tuple[Piece, ...] = ()
    """The characters of ``wrong``, where it is made of rows."""


@dataclass(frozen=True)
class Signs:
    """How often what happens to characters; shares of the places where it may."""

    ciphers: dict[str, float] = field(default_factory=dict)
    misread: float = 0.0
    beside: float = 0.0
    blanks: float = 0.0
    english: float = 0.0
    traditional: float = 0.0
    square: float = 0.0
    inner: float = 0.0
    repeated: float = 0.0


def cells(text: str, how: Signs, rng: random.Random) -> list[Piece]:
    """A printed text, one piece for each of its characters."""
    done = damage(
        text,
        Damage(how.ciphers, how.misread, 0.0, how.beside, how.blanks, seed=rng.randrange(10**9)),
    )
    edits = {edit.start: edit for edit in done.edits}
    spots = _spots(text, how, rng)
    out: list[Piece] = []
    at = 0
    for number, char in enumerate(text):
        lead = " " if done.text[at] == " " != char else ""
        at += len(lead)
        if lead and number and text[number - 1].isdigit() and char.isdigit():
            lead = ""  # The font did not change.
        edit = edits.get(at)
        size = 2 if edit and not edit.right else 1
        wrong = lead + done.text[at : at + size]
        at += size
        if edit:
            out.append(Piece(wrong, char, "cipher " + ("beside" if size == 2 else edit.kind)))
        elif number in spots:
            out.append(Piece(*spots[number]))
        else:
            out.append(Piece(wrong, char))
    return out


def _spots(text: str, how: Signs, rng: random.Random) -> dict[int, tuple[str, str, str]]:
    """Single places that are read otherwise, by place."""
    found: dict[int, tuple[str, str, str]] = {}
    if how.english:
        for match in _BETWEEN.finditer(text):
            if rng.random() < how.english:
                found[match.start()] = (ENGLISH[match[0]], match[0], "english")
    if how.traditional:
        for at, char in enumerate(text):
            if char in TRADITIONAL and rng.random() < how.traditional:
                found[at] = (TRADITIONAL[char], char, "traditional")
    for match in re.finditer(r"〔\d{4}〕(?=\d)", text):
        if rng.random() < how.square:
            found[match.start()] = ("[", "〔", "square brackets")
            found[match.end() - 1] = ("]", "〕", "square brackets")
    for match in re.finditer("〈[^〈〉]{2,50}〉", text):
        if rng.random() < how.inner:
            found[match.start()] = ("<", "〈", "inner title")
            found[match.end() - 1] = (rng.choice(">>》"), "〉", "inner title")
    for match in _VERB.finditer(text):
        if rng.random() < how.repeated:
            last = match.end() - 1
            found[last] = (text[last] * 2, text[last], "doubled character")
    return found
