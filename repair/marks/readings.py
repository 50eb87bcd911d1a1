"""Marks of extractors that have exactly one reading, and what that reading is.

A page model or converter writes signs in a notation of its own: LaTeX (``$\\geq$``),
HTML (``&nbsp;``, ``<sup>2</sup>``), Markdown links, code points that only look like
a hanzi. What stands here is tables and their arithmetic; the rules in
``repair/rules/marks`` decide where a mark is a mark. :func:`reading` is also what the
engine asks when it re-checks a proof, so nothing ambiguous may enter.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from html.entities import html5

from repair.patterns import lazy

#: LaTeX commands for one printed sign.
LATEX = {
    "geq": "≥", "geqslant": "≥", "ge": "≥", "leq": "≤", "leqslant": "≤", "le": "≤",
    "times": "×", "div": "÷", "pm": "±", "sim": "～", "neq": "≠", "ne": "≠", "approx": "≈",
    "textperthousand": "‰", "permil": "‰", "degree": "°", "cdot": "·", "ldots": "…",
    "cdots": "…", "dots": "…", "rightarrow": "→", "to": "→", "leftarrow": "←",
    "uparrow": "↑", "downarrow": "↓", "alpha": "α", "beta": "β", "gamma": "γ",
    "delta": "δ", "Delta": "Δ", "lambda": "λ", "mu": "μ", "pi": "π", "sigma": "σ",
    "phi": "φ", "Phi": "Φ", "omega": "ω", "Omega": "Ω", "square": "□", "Box": "□",
    "blacksquare": "■", "bullet": "•", "triangle": "△", "blacktriangle": "▲", "star": "☆",
    "bigstar": "★", "bigcirc": "○", "checkmark": "√", "surd": "√", "infty": "∞",
    "sum": "∑", "in": "∈", "cap": "∩", "cup": "∪", "langle": "〈", "rangle": "〉", "colon": ":",
    "lt": "<", "gt": ">", "prime": "′",
}  # fmt: skip
#: Commands that only choose a font: the group after them is the text.
_FONTS = {
    "mathrm", "text", "textrm", "mathbf", "textbf", "mathsf", "mathit", "textit", "mathtt",
    "operatorname", "rm", "mbox", "hbox", "bf", "underline", "textsf", "emph",
}  # fmt: skip
_BLANKS = {"quad", "qquad", "left", "right", "displaystyle", "limits"}
_SUBSCRIPTS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_SUPERSCRIPTS = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
_SCRIPTABLE = re.compile(r"[0-9+\-=()]+")
_TOKEN = re.compile(r"\\([A-Za-z]+) ?|\\(.)|([_^])|([{}])|([^\\_^{}]+)", re.DOTALL)
_NOTATION = re.compile(r"[\\$_^]")
#: What could be a LaTeX command outside dollars.
COMMAND = lazy(
    r"\\(?:"
    + "|".join(sorted(LATEX, key=len, reverse=True))
    + r")(?![A-Za-z]) ?|\\%|\\textcircled\{?\d{1,2}\}?"
)
#: Without braces only a power of a length: IMG_1 and zhang_2@… are names.
_SCRIPT = re.compile(r"[_^]\{[0-9+\-=().]{1,8}\}|\^[23](?<=m\^.)(?![0-9])")

#: Characters that print nothing: zero-width blanks and joiners, direction marks, soft
#: hyphen, byte-order marks inside the text, and control characters. Not the tab, the
#: line ends or the form feed, which are layout.
INVISIBLE = (
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad\u180e"
    "\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f"
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
#: Blocks whose characters are other code points for the same hanzi.
COMPATIBILITY = "\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f"
_COMPATIBILITY = re.compile(f"[{COMPATIBILITY}]+")
#: Radicals of CJK Radicals Supplement that Unicode names equivalent to a hanzi
#: (EquivalentUnifiedIdeograph.txt, Unicode 15) and NFKC leaves alone.
_RADICALS = str.maketrans(
    dict(
        zip(
            "⺟⺠⺎⺝⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⻲⻒⻑⻡⻯⻭⻫",
            "母民兀月虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟亀镸長首竜歯斉",
            strict=True,
        )
    )
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,6}|#[xX][0-9A-Fa-f]{1,5}|[A-Za-z]{2,8});")
_RAISED = re.compile(r"<(su[bp])>([^<>]{1,12})</\1>")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)?[^\s<>@]+(?:@[^\s<>@]+)?)>")


def reading(mark: str) -> str | None:
    """What a mark reads as; None when it is no mark or the reading is not certain.

    Knows a LaTeX command, sub- or superscript or whole ``$…$`` formula, an HTML
    entity or ``<sup>``, a Markdown link, characters that print nothing, and the
    compatibility forms of hanzi.
    """
    if mark in ("$", "\\"):
        return ""
    if _INVISIBLE.fullmatch(mark):
        return ""
    if _COMPATIBILITY.fullmatch(mark):
        return hanzi(mark)
    if _ENTITY.fullmatch(mark):
        return entity(mark)
    if raised := _RAISED.fullmatch(mark):
        return script("_" if raised[1] == "sub" else "^", raised[2])
    if link := _LINK.fullmatch(mark):
        return "" if mark[0] == "!" else link[1]
    if link := _AUTOLINK.fullmatch(mark):
        return link[1].removeprefix("mailto:")
    return formula(mark)


def hanzi(form: str) -> str | None:
    """The hanzi that compatibility code points stand for; None where there is none."""
    plain = unicodedata.normalize("NFKC", form).translate(_RADICALS)
    return None if _COMPATIBILITY.search(plain) else plain


def entity(mark: str) -> str | None:
    """The character of an HTML entity; None when there is no such entity."""
    plain = unescape(mark) if mark[1] == "#" else html5.get(mark[1:], "")
    if not plain or plain == "\ufffd":
        return None
    return _INVISIBLE.sub("", plain).replace("\xa0", " ")


def script(sign: str, body: str) -> str | None:
    """A sub- or superscript in plain text: raised digits where there are such signs."""
    if body in ("°", "o"):
        return "°" if sign == "^" else None
    if _SCRIPTABLE.fullmatch(body):
        return body.translate(_SUBSCRIPTS if sign == "_" else _SUPERSCRIPTS)
    # There is no lowered point: PM with a small 2.5 is written PM2.5 everywhere.
    return body if sign == "_" or not body.isascii() else None


def formula(mark: str) -> str | None:
    """A LaTeX formula, with or without its dollars, in plain signs; None if unsure."""
    body = mark
    for opening, closing in (("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]")):
        if body.startswith(opening) and body.endswith(closing) and len(body) > 2 * len(opening):
            body = body[len(opening) : -len(closing)]
            break
    if "$" in body or not _NOTATION.search(mark) or re.search(r"\d\s+\d", body):
        return None
    read = _Reader(body).read()
    return None if read is None else re.sub(r"°C", "℃", read)


class _Reader:
    """Reads a formula token by token; gives up (None) at anything it does not know."""

    def __init__(self, body: str) -> None:
        self.tokens = [match.groups() for match in _TOKEN.finditer(body)]
        self.at = 0

    def read(self) -> str | None:
        out = self._sequence()
        return out if out is not None and self.at == len(self.tokens) else None

    def _sequence(self) -> str | None:
        pieces: list[str] = []
        while self.at < len(self.tokens) and self.tokens[self.at][3] != "}":
            piece = self._item()
            if piece is None:
                return None
            pieces.append(piece)
        return "".join(pieces)

    def _item(self) -> str | None:
        command, escaped, sign, brace, plain = self.tokens[self.at]
        self.at += 1
        if plain is not None:
            return "".join(plain.split())
        if brace is not None:
            return self._group()
        if sign is not None:
            body = self._argument()
            return None if body is None else script(sign, body)
        if escaped is not None:
            return "" if escaped in ",;:! " else escaped if escaped in "%_#&{}$" else None
        if command in _FONTS:
            return self._argument()
        if command == "circ":
            return "°"
        if command == "textcircled":
            number = self._argument() or ""
            return chr(0x245F + int(number)) if number.isdigit() and 0 < int(number) < 21 else None
        return "" if command in _BLANKS else LATEX.get(command or "")

    def _group(self) -> str | None:
        out = self._sequence()
        if out is None or self.at >= len(self.tokens):
            return None
        self.at += 1
        return out

    def _argument(self) -> str | None:
        """The group or the one sign after a command; blanks before it do not count."""
        if self.at >= len(self.tokens):
            return None
        plain = self.tokens[self.at][4]
        if plain is None:
            return self._item()
        plain = plain.lstrip()
        if not plain:
            self.at += 1
            return self._argument()
        if plain[1:]:
            self.tokens[self.at] = (None, None, None, None, plain[1:])
        else:
            self.at += 1
        return plain[0]


#: Sub- and superscripts that stand outside dollars (PM_{2.5}).
SCRIPT = _SCRIPT
#: HTML entities, raised text, links: what the rules look for.
ENTITY = _ENTITY
RAISED = _RAISED
_NAMES = (
    "p|br|b|i|u|s|em|strong|span|div|su[bp]|font|center|a|h[1-6]|ul|ol|li|hr|img|small|big"
    "|del|ins|mark|figure|figcaption|blockquote|section|body|html|o:p"
)
#: One HTML tag or comment of running text; those of tables (table, tr, td …) are not here.
TAG = re.compile(
    rf"</?(?:{_NAMES})(?:\s+[\w:-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s<>\"']+))*\s*/?>"
    r"|<!--[^\n]{0,200}?-->",
    re.IGNORECASE,
)
#: Tags with nothing but blanks between them.
TAGS = re.compile(rf"\s*(?:(?:{TAG.pattern})\s*)+", re.IGNORECASE)
