"""Makes the page images of the golden cases: set type, two colours, small files.

    python tools/make_ocr_golden.py golden

Run again only when a case is to change; then `gazette-repair golden update` shows what
is read from the new images.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from PIL import Image

from tools.typeset import Columns, Element, Heading, PageNumber, Paragraph, Table, typeset

ARTICLES: tuple[Element, ...] = (
    Heading("河道保洁管理办法"),
    Paragraph("第一条　为加强河道保洁管理，改善水环境质量，结合本镇实际，制定本办法。"),
    Paragraph("第二条　本办法所称河道保洁，是指清除水面漂浮物和堤岸垃圾的活动。"),
    Paragraph("第三条　各村应当落实“谁受益、谁负责”的原则，每月开展两次巡查。"),
    PageNumber("2"),
)
COLUMNS: tuple[Element, ...] = (
    Heading("关于做好防汛工作的通知"),
    Columns(
        (
            "为切实做好今年防汛工作，保障人民群众生命财产安全，现将有关事项通知如下。",
            "各村要提高认识，加强领导，落实责任，严格执行二十四小时值班制度，及时报告险情。",
            "水利站要备足防汛物资，组织抢险队伍，对重点堤段逐一排查，确保河道安全度汛。",
            "各企业要加强对在建工程的检查，发现险情立即撤离人员，并向镇政府报告。",
            "本通知自印发之日起执行，各村落实情况于每月月底前书面报送镇政府办公室。",
        ),
        8,
    ),
)
TABLE: tuple[Element, ...] = (
    Heading("河道保洁责任表"),
    Table(
        (
            ("序号", "河道名称", "责任单位"),
            ("1", "东沟河", "东沟村"),
            ("2", "南渠", "南渠村"),
            ("3", "北大河", "水利站"),
        ),
        (3, 7, 8),
    ),
    Paragraph("上述河道每月检查一次，检查结果在公示栏公布。"),
)


def trimmed(elements: tuple[Element, ...]) -> Image.Image:
    """A page at 150 dpi in black and white."""
    page = typeset(elements, dpi=150, points=14)
    return page.point([0 if value < 150 else 255 for value in range(256)]).convert("1")


def main() -> None:
    """Write the images into their case folders."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("golden", type=Path, help="the folder of the golden cases")
    golden = parser.parse_args().golden
    for name, elements, ending in (
        ("page-image-of-articles", ARTICLES, "png"),
        ("page-image-in-columns", COLUMNS, "png"),
        ("page-pdf-with-table", TABLE, "pdf"),
    ):
        folder = golden / name
        folder.mkdir(exist_ok=True)
        trimmed(elements).save(folder / f"input.{ending}", resolution=150, optimize=True)


if __name__ == "__main__":
    main()
