"""What is run together at the head of a document: issuer and title, addressee and text.

GB/T 9704 gives the issuer, the title and the addressee lines of their own; what the other
documents of the text do decides whether a person is asked.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from repair.joins.frame import Frame
from repair.joins.kinds import DOCUMENT_NUMBER, TITLE_END
from repair.joins.seam import Seam, Split, line_of
from repair.patterns import lazy

#: A title behind a blank: rare, and found faster than a line's beginning.
_TITLE = re.compile("关(?<=[ \u3000]关)于")
_ISSUER = lazy(
    r"\n[#* ]*(?P<issuer>[\u4e00-\u9fff]{2,20}(?:政府|办公室|办公厅|委员会))"
    r"(?P<gap>[ \u3000]+)(?=关于)"
)
_ISSUER_LINE = lazy(r"[\u4e00-\u9fff]{2,20}(?:政府|办公室|办公厅|委员会)")
_HANZI_GAP = lazy(r"[\u4e00-\u9fff”》] [\u4e00-\u9fff“《]")
_LONGEST_TITLE = 80


def titles(frame: Frame) -> Iterator[Seam]:
    """临淄区人民政府 关于…, where issuers stand on lines of their own above their titles."""
    begins = {frame.text.rfind("\n", 0, m.start()) for m in _TITLE.finditer(frame.text)}
    found = [match for at in sorted(begins) if (match := _ISSUER.match(frame.text, max(at, 0)))]
    if not found:
        return
    alone = Counter(
        issuer
        for first, second in frame.pairs()
        if frame.lines[second].lstrip("#* ").startswith("关于")
        and _ISSUER_LINE.fullmatch(issuer := frame.lines[first].strip("#* "))
    )
    together = Counter(match["issuer"] for match in found)
    for match in found:
        line = line_of(frame, match.start("gap"))
        rest = frame.lines[line][match.end() - frame.starts[line] :].strip()
        issuer = match["issuer"]
        if not alone or len(rest) > _LONGEST_TITLE:
            continue
        # More blanks are the line ends of a title set over several lines; and where most
        # titles stand in their issuer's line, the text may as well mean it so.
        most = alone[issuer] >= together[issuer] or alone.total() >= 2 * together.total()
        sure = most and not _HANZI_GAP.search(rest)
        who = issuer if alone[issuer] else "another issuer"
        evidence = (
            f"{who} stands on a line of its own above {alone[issuer] or alone.total()} other titles"
        )
        yield Seam(match.start("gap"), match.end("gap"), line, Split.TITLE, sure, evidence)


#: 各镇人民政府，区政府各部门，有关单位： and what bodies end with.
_ADDRESSEE = lazy(
    r"\n(?P<bodies>(?:各|有关|[省市县区州]|国务院|驻)[^\n\t|。；;：:“”《》\d]{4,160})[：:]"
    r"(?P<gap>[ \u3000]*)(?=[\u4e00-\u9fff《])(?P<rest>[^\n\t|]{3,})"
)
_BODY = lazy(
    r"(?:各|有关|[省市县区州镇]|国务院|驻|中央|开发|高新|经济)?[\u4e00-\u9fff（）()]*"
    r"(?:政府|部门|单位|办事处|机构|[局委办厅部院会校场站所]|企业|公司|大学|中心|组织|团体)"
)
_COMMAS = re.compile("[，,、]")
#: The colon of an addressee: rare behind these words, and found faster than a line's beginning.
_CALLED = re.compile("[：:](?<=(?:单位|部门|政府|机构|企业)[：:])[ \u3000]*(?![ \n])")


def addressees(frame: Frame) -> Iterator[Seam]:
    """各镇人民政府，有关单位：为加快…, where other addressees stand on lines of their own."""
    begins = {frame.text.rfind("\n", 0, m.start()) for m in _CALLED.finditer(frame.text)}
    found = [match for at in sorted(begins) if (match := _ADDRESSEE.match(frame.text, max(at, 0)))]
    found = [match for match in found if _all_bodies(match["bodies"]) and _opens(frame, match)]
    if not found:
        return
    alone = sum(
        1
        for first, second in frame.pairs()
        if frame.lines[second].rstrip().endswith(("：", ":"))
        and _is_head(frame.lines[first])
        and _all_bodies(frame.lines[second].strip()[:-1])
    )
    for match in found:
        line = line_of(frame, match.start("gap"))
        evidence = f"{alone} other addressees of this text stand on lines of their own"
        sure = alone >= max(2, len(found))
        yield Seam(match.start("gap"), match.end("gap"), line, Split.ADDRESSEE, sure, evidence)


def _all_bodies(text: str) -> bool:
    return all(_BODY.fullmatch(part.strip()) for part in _COMMAS.split(text))


def _opens(frame: Frame, match: re.Match[str]) -> bool:
    """Whether a number or title stands above: the text begins here."""
    at = bisect_left(frame.filled, line_of(frame, match.start("bodies")))
    return at > 0 and _is_head(frame.lines[frame.filled[at - 1]])


def _is_head(line: str) -> bool:
    plain = line.strip("#* \u3000")
    return bool(DOCUMENT_NUMBER.fullmatch(plain) or TITLE_END.search(plain))
