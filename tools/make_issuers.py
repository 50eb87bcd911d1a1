"""Make ``dictionaries/issuers.tsv``: what a document number's first word tells of its issuer.

Place words with the series of government and office; ministries by hand. All public
knowledge; which of them the gazettes at hand use is noted in the last column.

    python tools/make_issuers.py GAZETTE… -o dictionaries/issuers.tsv
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

#: abbreviation → place, level.
PLACES = {
    "京": ("北京市", "province"),
    "津": ("天津市", "province"),
    "冀": ("河北省", "province"),
    "晋": ("山西省", "province"),
    "内": ("内蒙古自治区", "province"),
    "辽": ("辽宁省", "province"),
    "吉": ("吉林省", "province"),
    "黑": ("黑龙江省", "province"),
    "沪": ("上海市", "province"),
    "苏": ("江苏省", "province"),
    "浙": ("浙江省", "province"),
    "皖": ("安徽省", "province"),
    "闽": ("福建省", "province"),
    "赣": ("江西省", "province"),
    "鲁": ("山东省", "province"),
    "豫": ("河南省", "province"),
    "鄂": ("湖北省", "province"),
    "湘": ("湖南省", "province"),
    "粤": ("广东省", "province"),
    "桂": ("广西壮族自治区", "province"),
    "琼": ("海南省", "province"),
    "渝": ("重庆市", "province"),
    "川": ("四川省", "province"),
    "黔": ("贵州省", "province"),
    "云": ("云南省", "province"),
    "藏": ("西藏自治区", "province"),
    "陕": ("陕西省", "province"),
    "甘": ("甘肃省", "province"),
    "青": ("青海省", "province"),
    "宁": ("宁夏回族自治区", "province"),
    "新": ("新疆维吾尔自治区", "province"),
    "济": ("济南市", "city"),
    "淄": ("淄博市", "city"),
    "潍": ("潍坊市", "city"),
    "烟": ("烟台市", "city"),
    "威": ("威海市", "city"),
    "德": ("德州市", "city"),
    "滨": ("滨州市", "city"),
    "聊": ("聊城市", "city"),
    "菏": ("菏泽市", "city"),
    "泰": ("泰安市", "city"),
    "枣": ("枣庄市", "city"),
    "临": ("临淄区", "county"),
    "周": ("周村区", "county"),
    "张": ("张店区", "county"),
    "博": ("博山区", "county"),
    "桓": ("桓台县", "county"),
    "沂": ("沂源县", "county"),
}
SERIES = {
    "政发": "人民政府",
    "政字": "人民政府",
    "政任": "人民政府",
    "政办发": "人民政府办公室",
    "政办字": "人民政府办公室",
    "政办发明电": "人民政府办公室",
    "发": "委员会",
    "办发": "委员会办公室",
    "办字": "委员会办公室",
}
BY_HAND = {
    "国发": ("国务院", "state"),
    "国函": ("国务院", "state"),
    "国办发": ("国务院办公厅", "state"),
    "国办函": ("国务院办公厅", "state"),
    "国办发明电": ("国务院办公厅", "state"),
    "中发": ("中共中央", "state"),
    "中办发": ("中共中央办公厅", "state"),
    "发改财金": ("国家发展改革委", "state"),
    "发改财金规": ("国家发展改革委", "state"),
    "发改运行": ("国家发展改革委", "state"),
    "发改经体": ("国家发展改革委", "state"),
    "发改农经": ("国家发展改革委", "state"),
    "发改价格": ("国家发展改革委", "state"),
    "发改投资": ("国家发展改革委", "state"),
    "发改环资": ("国家发展改革委", "state"),
    "财税": ("财政部", "state"),
    "财预": ("财政部", "state"),
    "财建": ("财政部", "state"),
    "财综": ("财政部", "state"),
    "财社": ("财政部", "state"),
    "财教": ("财政部", "state"),
    "财农": ("财政部", "state"),
    "财库": ("财政部", "state"),
    "人社部发": ("人力资源社会保障部", "state"),
    "民发": ("民政部", "state"),
    "国土资发": ("国土资源部", "state"),
    "自然资发": ("自然资源部", "state"),
    "环发": ("环境保护部", "state"),
    "工信部联": ("工业和信息化部", "state"),
    "国卫办发": ("国家卫生计生委", "state"),
    "银发": ("中国人民银行", "state"),
    "税总发": ("国家税务总局", "state"),
    "林资发": ("国家林业局", "state"),
    "旅发": ("国家旅游局", "state"),
    "残联发": ("中国残联", "state"),
    "淄编": ("淄博市机构编制委员会", "city"),
    "淄环发": ("淄博市环境保护局", "city"),
    "淄卫字": ("淄博市卫生局", "city"),
    "鲁建发": ("山东省住房和城乡建设厅", "province"),
    "鲁民": ("山东省民政厅", "province"),
    "周残联发": ("周村区残联", "county"),
}
_NUMBER = re.compile(r"([\u4e00-\u9fff]{2,8})\s*[〔\[也咱]\s*(?:19|20)\d\d")
HEAD = (
    "# First words of document numbers and who issues under them; by hand from public\n"
    "# knowledge (tools/make_issuers.py). gazettes: in how many gazettes the word was read.\n"
)


def rows() -> dict[str, tuple[str, str, str]]:
    """Prefix → issuer, level, place."""
    out: dict[str, tuple[str, str, str]] = {}
    for short, (place, level) in PLACES.items():
        for word, organ in SERIES.items():
            issuer = f"{place}{organ}"
            if organ.startswith("委员会"):
                issuer = f"中共{place}{organ}"
            if level != "county" and organ.endswith("办公室"):
                issuer = issuer.removesuffix("办公室") + "办公厅"
            out[short + word] = (issuer, level, place)
    for prefix, (issuer, level) in BY_HAND.items():
        place = next((p for p, _ in PLACES.values() if issuer.startswith(p)), "")
        out[prefix] = (issuer, level, place)
    return out


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description="Make issuers.tsv.")
    parser.add_argument("gazettes", nargs="*", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    known = rows()
    seen: Counter[str] = Counter()
    for path in sorted(arguments.gazettes):
        words = set(_NUMBER.findall(path.read_text(encoding="utf-8")))
        seen.update({prefix for prefix in known for word in words if word.endswith(prefix)})
    lines = ["prefix\tissuer\tlevel\tplace\tprovenance"]
    for prefix, (issuer, level, place) in sorted(known.items()):
        source = f"by hand; gazettes {seen[prefix]}" if seen[prefix] else "by hand"
        lines.append(f"{prefix}\t{issuer}\t{level}\t{place}\t{source}")
    arguments.output.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(known)} prefixes → {arguments.output.name}")


if __name__ == "__main__":
    main()
