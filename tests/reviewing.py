"""Makes a folder as ``fix`` writes it, from a source and a few hand-made fixes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from repair.model import Edit, Fix, Patch, Safety, Status
from repair.report.jsonl import dump
from repair.source import newline_of


@dataclass(frozen=True)
class Make:
    """One fix to be in a report: the ``nth`` ``before`` becomes ``after``."""

    before: str
    after: str
    rule: str = "FC002"
    status: Status = Status.REVIEW
    confidence: float = 0.5
    nth: int = 1
    evidence: tuple[str, ...] = ("“治” stands where a closing quote is missing",)
    page: int | None = None
    bbox: tuple[int, int, int, int] | None = None
    message: str = "A sign stands as a hanzi."
    decision: str = ""


def folder(
    path: Path,
    documents: dict[str, tuple[str, list[Make]]],
    *,
    one_group: bool = False,
    **header: Any,
) -> Path:
    """Write clean texts and reports for ``documents`` (name → source, fixes)."""
    for name, (source, makes) in documents.items():
        fixes = sorted(_fixes(source, makes), key=lambda f: (f.start, f.end))
        fixes = [
            f._replace(id=n, group="1" if one_group else f"{n}") for n, f in enumerate(fixes, 1)
        ]
        patch = Patch(Edit(f.start, f.end, f.after) for f in fixes if f.status is Status.APPLIED)
        clean = patch.apply(source).encode()
        head = {
            "schema": "gazette-repair/1",
            "source": f"{name}.txt",
            "source_sha256": hashlib.sha256(source.encode()).hexdigest(),
            "clean_sha256": hashlib.sha256(clean).hexdigest(),
            "encoding": "utf-8",
            "newline": newline_of(source),
            "tool": "gazette-repair test",
            "verdict": "look",
            "counts": {},
            "pages": [],
        }
        path.mkdir(parents=True, exist_ok=True)
        (path / f"{name}.clean.txt").write_bytes(clean)
        (path / f"{name}.fixes.jsonl").write_text(dump(head | header, fixes), encoding="utf-8")
    return path


def _fixes(source: str, makes: list[Make]) -> list[Fix]:
    fixes = []
    for make in makes:
        start = -1
        for _ in range(make.nth):
            start = source.index(make.before, start + 1)
        fixes.append(
            Fix(
                start,
                start + len(make.before),
                make.after,
                make.message,
                make.confidence,
                Safety.SAFE if make.status is Status.APPLIED else Safety.REVIEW,
                make.evidence,
                rule=make.rule,
                before=make.before,
                status=make.status,
                line=source.count("\n", 0, start) + 1,
                col=start - source.rfind("\n", 0, start) - 1,
                page=make.page,
                bbox=make.bbox,
                decision=make.decision,
            )
        )
    return fixes


def log(path: Path) -> list[dict[str, Any]]:
    """The lines of a decisions file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


LINZI = (
    "临河区人民政府关于印发《临河区河道保洁办法》的通知\n\n"
    "各镇人民政府，区政府各部门：\n"
    "现将《临河区河道保洁办法曳印发给你们，请遵照执行。\n\n"
    "第一条 河道保洁实行“河长制治管理，由区水务局负责。\n"
    "第二条 沿河单位实行“门前包干治责任，由镇政府负责。\n"
    "第三条 保洁经费列入“专项资金治账户，由区财政局拨付。\n"
    "第四条 由区住房和城乡建设局、区水务\n\n局共同验收。\n"
)
ZHOU = (
    "周庄镇关于公布网格员名单的通告\n\n"
    "网格员实行“一岗双责治制度，受“村民小组治监督。\n"
    "孙 家庄村由李明负责，钱家庄村由王芳负责。\n"
)


def sample(path: Path) -> Path:
    """Two small documents with six open places in four groups, one applied, one noted."""
    return folder(
        path,
        {
            "linzi": (
                LINZI,
                [
                    Make("曳", "》", confidence=0.9, evidence=("《 stands open before",)),
                    Make("治", "”", nth=1, confidence=0.6),
                    Make("治", "”", nth=2, confidence=0.5),
                    Make("治", "”", nth=3, confidence=0.4),
                    Make("\n\n局", "局", rule="LN001", status=Status.APPLIED, confidence=0.99),
                    Make("第四条 ", "第四条 ", rule="OC009", status=Status.NOTED),
                ],
            ),
            "zhou": (
                ZHOU,
                [
                    Make("治", "”", nth=1, confidence=0.5),
                    Make("治", "”", nth=2, confidence=0.45),
                    Make(" ", "", rule="NM003", confidence=0.8, evidence=()),
                ],
            ),
        },
    )
