"""Font ciphers as arithmetic: which sign a hanzi stands for when a font was misread."""

from __future__ import annotations

_LEAD_SHIFT = 0x31


def founder_sign(hanzi: str) -> str | None:
    """The GB2312 sign (rows 1–9) a hanzi stands for in Founder's main zone, or None.

    A sign with lead byte A1–A9 was read with lead byte + 0x31, the trail byte kept.
    """
    try:
        lead, trail = hanzi.encode("gb2312")
    except (UnicodeEncodeError, ValueError):
        return None
    if not 0xD2 <= lead <= 0xDA:
        return None
    try:
        return bytes((lead - _LEAD_SHIFT, trail)).decode("gb2312")
    except UnicodeDecodeError:
        return None


def reads_as(family: str, before: str, after: str) -> bool:
    """Whether ``after`` is what the cipher ``family`` makes of ``before``, sign by sign."""
    if family != "founder" or len(before) != len(after):
        return False
    return all(
        old == new or founder_sign(old) == new for old, new in zip(before, after, strict=True)
    )
