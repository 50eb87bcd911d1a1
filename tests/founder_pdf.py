"""PDFs as Founder BookMaker leaves them: the page is right, the text in it is garbled."""

from __future__ import annotations

from collections.abc import Sequence

from tests.simulate_ciphers import glyph
from tools.layered import LayeredPage, layered_pdf
from tools.typeset import Paragraph, typeset_placed

PARAGRAPHS = (
    "各镇人民政府、街道办事处要认真落实“河长制”工作要求，按照《河道管理办法》的规定，"
    "把巡查、保洁和维修的责任落实到人，定期通报“清河行动”的进展情况。",
    "根据《全县水利普查方案》（县政发〔2017〕41号）的要求，各单位要在6月30日前完成自查，"
    "把“查、改、管”三项工作结合起来，不得以听汇报代替现场检查。",
    "县水利局负责日常指导，县环保局负责水质监测；《河道管理办法》未作规定的，按照"
    "《实施细则》办理，重大问题及时报县政府研究。",
    "对工作不落实、整改不到位的单位，由县政府办公室通报批评，并取消“先进单位”评选资格。",
)
PAIRED = "“”‘’〔〕《》（）"
ALL = PAIRED + "，。、；：！？.0123456789%"


def says(signs: str) -> dict[str, str]:
    """What the font's map makes of some signs; digits are full-width codes in the font."""
    wide = {sign: chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in signs}
    return {sign: glyph(code) or sign for sign, code in wide.items()}


def founder_pdf(
    pages: Sequence[Sequence[str]], signs: str = PAIRED, *, dpi: int = 150, points: float = 14
) -> bytes:
    """A PDF of typeset pages of paragraphs, these signs garbled in its text layer."""
    set_pages = [
        LayeredPage(*typeset_placed([Paragraph(p) for p in page], dpi=dpi, points=points), dpi)
        for page in pages
    ]
    table = says(signs)
    return layered_pdf(set_pages, lambda char: table.get(char, char))
