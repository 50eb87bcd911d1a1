"""The report as a page: one self-contained file per document, and an index per folder.

Everything is inside the file: style and script are allowed by their hashes, no
network is, and every text of a document passes through the template's escaping.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from repair.errors import MissingExtraError
from repair.report import page
from repair.review.document import REPORT, Document
from repair.rules import FAMILIES
from repair.source import write_atomic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment

INDEX = "report.html"


def render(document: Document) -> str:
    """The page of one document.

    Raises :class:`MissingExtraError` where Jinja2 is not installed.
    """
    rows = page.rows_of(document)
    return (
        environment()
        .get_template("report.html")
        .render(
            document=document,
            header=document.header,
            chunks=page.chunks_of(rows),
            rows=len(rows),
            bars=page.bars_of(document.places, rule_titles()),
            strip=page.strip_of(document, len(rows)),
            bins=page.BINS,
            grids=page.grids_of(document),
            counts=page.counts_of(document),
            families=page.families_of(document.places),
            data=_script_data(page.cards_of(document)),
            **_assets("report.js"),
        )
    )


def render_index(entries: Sequence[tuple[str, Document]]) -> str:
    """The index of a folder: ``(link, document)`` for each page, links relative and plain."""
    files = [
        {
            "link": link,
            "document": document,
            "counts": page.counts_of(document),
            "strip": page.strip_of(document, document.source.count("\n") + 1),
            "families": page.families_of(document.places),
        }
        for link, document in entries
    ]
    places = [p for _, document in entries for p in document.places]
    return (
        environment()
        .get_template("index.html")
        .render(
            files=files,
            bins=page.BINS,
            bars=page.bars_of(places, rule_titles())[:24],
            families=page.families_of(places),
            total={
                status: sum(page.counts_of(d)[status] for _, d in entries)
                for status in ("applied", "review", "noted", "refused", "suppressed")
            },
            **_assets("index.js"),
        )
    )


def write_report(report: Path) -> Path:
    """Write ``NAME.report.html`` beside ``NAME.fixes.jsonl``; returns its path.

    Raises :class:`repair.errors.InputError` and :class:`repair.errors.OutputError`.
    """
    document = Document(report)
    path = page_path(report)
    write_atomic(path, render(document).encode())
    return path


def write_folder(folder: Path, reports: Sequence[Path]) -> list[Path]:
    """Write a page for each report of a folder, and the index; returns their paths."""
    from urllib.parse import quote

    entries: list[tuple[str, Document]] = []
    written: list[Path] = []
    for report in reports:
        document = Document(report)
        path = page_path(report)
        write_atomic(path, render(document).encode())
        written.append(path)
        # "./": a name like "javascript:x" must stay a name.
        entries.append(("./" + quote(path.relative_to(folder).as_posix()), document))
    index = folder / INDEX
    write_atomic(index, render_index(entries).encode())
    return [*written, index]


def page_path(report: Path) -> Path:
    """The page that belongs to a report."""
    return report.with_name(report.name.removesuffix(REPORT) + ".report.html")


@cache
def rule_titles() -> dict[str, str]:
    """What each rule is called: its kebab name."""
    from repair.rules import all_rules

    return {rule.RULE.code: rule.RULE.name for rule in all_rules()}


@cache
def environment() -> Environment:
    """The templates, escaping every text. Raises :class:`MissingExtraError`."""
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError as error:
        raise MissingExtraError(
            "HTML pages need Jinja2", "pip install 'gazette-repair[review]'"
        ) from error
    from repair.review.paint import visible

    environment = Environment(
        loader=PackageLoader("repair.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["visible"] = lambda text: visible(str(text), " ")
    environment.globals["family_names"] = FAMILIES
    return environment


@cache
def static(name: str) -> str:
    """A style sheet or script of ours."""
    return resources.files("repair.report").joinpath("static", name).read_text(encoding="utf-8")


def _assets(script: str) -> dict[str, Any]:
    """Style, script, and the policy that allows just these two."""
    from markupsafe import Markup

    css, js = static("base.css"), static("common.js") + static(script)
    policy = (
        f"default-src 'none'; style-src '{digest(css)}'; script-src '{digest(js)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    return {"css": Markup(css), "js": Markup(js), "policy": policy}  # noqa: S704 - our own files


def digest(text: str) -> str:
    """The hash by which a content security policy names an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _script_data(data: object) -> Any:  # noqa: ANN401 - Markup, an optional dependency's
    """JSON that can stand in a script element, whatever the texts in it."""
    from markupsafe import Markup

    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 - escaped above
