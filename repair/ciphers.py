"""Font ciphers as arithmetic: which sign a hanzi stands for when a font was misread.

Founder BookMaker keeps every sign as a two-byte code of its own; a font slot read as
GBK prints a wrong character. What was misread is arithmetic on bytes, so it can be
turned back, and checked again by whoever doubts a repair (``proofs.Cipher``).

Families
--------
``founder``  A sign of GB2312 rows 1–9 (lead byte A1–A9) prints as the hanzi with the
             lead byte + 0x31 and the same trail byte (observed in gazettes; GB2312-80
             for the code points, the rows' GBK extras left out where they hold no sign).
``halfwidth``  GBK lead byte A0, trail byte = ASCII code + 0x80 (observed in standards).
``private``  Founder's circled numbers beyond ⑩: characters of the private planes 15 or
             16; offset 0xCA opens, then one character for each digit, at
             0x48 + 0x46 · (digits − 2) + 0x0A · position + digit (the arithmetic is
             published by the AI Proofreader extension, MIT; four constants from its description,
             facts about the font: no table and no code was taken).

Nothing here knows a document; whether a hanzi *is* a sign, the decoder decides.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

_LEAD_SHIFT = 0x31

#: Misread beside the table: signs of Founder's own rows, outside GB2312 (observed).
_BY_HAND = {"郾": "．", "鄄": "－", "鄢": "＊", "覬": "∅"}
#: 元 would be ＊, but Founder prints ＊ as 鄢; 亿 would be ＄ and stands beside figures.
_NEVER = frozenset("元亿")

#: Hanzi an OCR model read for the hanzi that stood for a sign. Provenance: 冶 read as 治
#: (linzi-2017-11, 27 times beside 30 of 冶) and as 洽; 盂 read as 孟 (ibid.); 遥 as 谣.
SECOND_ORDER = MappingProxyType({"治": "冶", "洽": "冶", "孟": "盂", "谣": "遥"})

#: What stands in print for a full-width code: the print cannot tell ０ from 0.
_NARROW = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
#: These stay full-width, as Chinese text prints them.
_WIDE = frozenset("，：；！？（）")

#: Signs by class, in the words of the rules' manual pages.
CLASSES = MappingProxyType(
    {
        "opening-quote": "“‘「『",
        "closing-quote": "”’」』",
        "six-corner": "〔〕",
        "title": "《》〈〉",
        "bracket": "（）［］【】〖〗｛｝",
        "pause": "，、；：",
        "stop": "。！？",
        "dash": "—～…·‖",
        "digit": "０１２３４５６７８９",
        "letter": "".join(chr(c) for c in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))),
        "number": "①②③④⑤⑥⑦⑧⑨⑩⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
        "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ",
        "math": "．－／＋＝＜＞＊％‰℃°′″＄￥¤￠￡±×÷∶∧∨∑∏∪∩∈√⊥∥∠⌒⊙∫≡≌≈∽∝≠≮≯≤≥∞∵∴∅",
        "greek": "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψω",
        "symbol": "§№☆★○●◎◇◆□■△▲※→←↑↓＃＆＠＼＾＿｀｜＂＇々〃ˉˇ¨♂♀",
        "blank": "\u3000",
    }
)
CLASS_OF = MappingProxyType({sign: name for name, signs in CLASSES.items() for sign in signs})


def founder_sign(hanzi: str) -> str | None:
    """The sign a hanzi stands for in Founder's main zone, or None.

    A sign with lead byte A1–A9 was read with lead byte + 0x31, the trail byte kept;
    four signs outside GB2312 are listed by hand. Kana, Cyrillic, pinyin and box
    drawing are mapped too (the arithmetic holds); the decoder leaves them alone.
    """
    if hanzi in _BY_HAND:
        return _BY_HAND[hanzi]
    if hanzi in _NEVER:
        return None
    try:
        lead, trail = hanzi.encode("gb2312")
        if not 0xD2 <= lead <= 0xDA:
            return None
        sign = bytes((lead - _LEAD_SHIFT, trail)).decode("gbk")
    except (UnicodeEncodeError, UnicodeDecodeError, ValueError):
        return None
    return None if "\ue000" <= sign <= "\uf8ff" else sign


def founder_hanzi(sign: str) -> str | None:
    """The hanzi a sign is misread as, or None: the inverse of :func:`founder_sign`."""
    return _founder_inverse().get(sign)


@cache
def founder_signs() -> dict[str, str]:
    """Hanzi → sign for all of Founder's main zone, as :func:`founder_sign` gives them."""
    signs: dict[str, str] = {}
    for lead in range(0xD2, 0xDB):
        for trail in range(0xA1, 0xFF):
            try:
                hanzi = bytes((lead, trail)).decode("gb2312")
            except UnicodeDecodeError:
                continue
            sign = founder_sign(hanzi)
            if sign is not None:
                signs[hanzi] = sign
    return signs | _BY_HAND


@cache
def _founder_inverse() -> dict[str, str]:
    # Read backwards, so that a hanzi of the arithmetic goes before one listed by hand.
    return {sign: hanzi for hanzi, sign in reversed(founder_signs().items())}


@cache
def decodable() -> dict[str, str]:
    """Hanzi → sign for the classes the decoder knows (:data:`CLASSES`)."""
    return {hanzi: sign for hanzi, sign in founder_signs().items() if sign in CLASS_OF}


def printed(sign: str) -> str:
    """How a sign is written into the text: digits, letters and most of row 3 as ASCII."""
    return sign if sign in _WIDE else _NARROW.get(sign, sign)


def halfwidth_sign(hanzi: str) -> str | None:
    """The ASCII character a hanzi stands for in the half-width zone (GBK A0xx), or None."""
    try:
        lead, trail = hanzi.encode("gbk")
    except (UnicodeEncodeError, ValueError):
        return None
    return chr(trail - 0x80) if lead == 0xA0 and 0xA1 <= trail <= 0xFE else None


def halfwidth_hanzi(sign: str) -> str | None:
    """The hanzi an ASCII character is misread as in the half-width zone, or None."""
    return bytes((0xA0, ord(sign) + 0x80)).decode("gbk") if "!" <= sign <= "~" else None


def cnki_sign(char: str) -> str | None:
    """The sign of the CNKI font (comma, stop, figures) at an ASCII letter or ∀, or None.

    Only the pairs that are sure; observed in older files of the library.
    """
    if "s" <= char <= "|":
        return str(ord(char) - ord("s"))
    return {"o": "，", "∀": "。"}.get(char)


def private_number(text: str) -> int | None:
    """The number that a run of private-use characters (prefix, digits) stands for."""
    offsets = [ord(char) & 0xFFFF for char in text if ord(char) >= 0xF0000]
    digits = offsets[1:]
    if len(offsets) != len(text) or offsets[:1] != [0xCA] or not 2 <= len(digits) <= 4:
        return None
    base = 0x48 + 0x46 * (len(digits) - 2)
    values = [offset - base - 0x0A * place for place, offset in enumerate(digits)]
    if not all(0 <= value <= 9 for value in values) or not values[0]:
        return None
    return int("".join(map(str, values)))


def private_characters(number: int, plane: int = 16) -> str | None:
    """The private-use characters of a circled number (11–9999): the inverse."""
    digits = str(number)
    if not 2 <= len(digits) <= 4 or plane not in (15, 16):
        return None
    base = 0x48 + 0x46 * (len(digits) - 2)
    offsets = [0xCA, *(base + 0x0A * place + int(d) for place, d in enumerate(digits))]
    return "".join(chr(plane * 0x10000 + offset) for offset in offsets)


def circled(number: int) -> str:
    """A number in a circle, as far as Unicode has them (50); in square brackets beyond."""
    if 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if 21 <= number <= 35:
        return chr(0x3251 + number - 21)
    if 36 <= number <= 50:
        return chr(0x32B1 + number - 36)
    return f"[{number}]"


def readings(hanzi: str) -> frozenset[str]:
    """Every way the print of a hanzi may be written once it is read as a Founder sign."""
    source = SECOND_ORDER.get(hanzi, hanzi)
    sign = founder_sign(source)
    if sign is None:
        return frozenset()
    forms = {sign, printed(sign)}
    if sign in "［］":
        forms.add("〔〕"["［］".index(sign)])
    if sign == "\u3000":
        forms.add("")
    return frozenset(forms)


def reads_as(family: str, before: str, after: str) -> bool:
    """Whether ``after`` is what the cipher ``family`` makes of ``before``, sign by sign.

    Blanks are to be left out by the caller. A character may stay as it is. For
    ``founder`` a run of 要 is one dash (——); ［］ may be written 〔〕 and full-width
    signs as ASCII, which print alike. A sign that goes because it stands beside its
    own glyph is for :func:`stands_beside` to judge.
    """
    if family == "halfwidth":
        return _halfwidth_reads(before, after)
    if family == "cnki":
        return len(before) == len(after) and all(
            old == new or new == cnki_sign(old) for old, new in zip(before, after, strict=True)
        )
    if family == "private":
        number = private_number(before)
        return number is not None and after == circled(number)
    if family != "founder":
        return False
    if len(before) >= 2 and set(before) == {"要"}:
        return after == "——"
    if not after:
        return bool(before) and all("" in readings(char) for char in before)
    if len(before) != len(after):
        return False
    return all(old == new or new in readings(old) for old, new in zip(before, after, strict=True))


def _halfwidth_reads(before: str, after: str) -> bool:
    if before and set(before) == {"书"}:
        return after == ""
    return len(before) == len(after) and all(
        old == new or new == halfwidth_sign(old) for old, new in zip(before, after, strict=True)
    )


def stands_beside(hanzi: str, neighbours: str) -> bool:
    """Whether the sign a hanzi stands for is among its neighbours (blanks left out)."""
    return any(form in neighbours for form in readings(hanzi) if form)
