"""Make ``dictionaries/confusables.tsv``: pairs of hanzi that look alike in print.

Every hanzi is drawn with a free font (Noto Sans CJK SC and Noto Serif CJK SC, SIL
Open Font Licence 1.1) and blurred; two are alike as far as their pictures correlate.
Each hanzi keeps its nearest neighbours above a floor. Pairs that a person has
checked (``HAND``) are added with the reason they are mixed up.

Which hanzi: the commonest by the dictionary of jieba (MIT licence), which is only
used to choose them. Run from the top folder; needs the extra ``tools``:

    python tools/make_confusables.py dictionaries/confusables.tsv
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import jieba
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
)
SIMPLIFIED = 2
"""The face for Simplified Chinese in both collections."""
SIZE = 40
BLUR = 1.6
FLOOR = 0.74
NEIGHBOURS = 10

#: Misreadings that drawing misses or ranks low, checked by hand one by one.
HAND = {
    "one stroke more or less": (
        "官宫 治冶 治洽 孟盂 己已 已巳 未末 土士 日曰 人入 干千 干于 大太 天夫 戊戌 戌戍 拨拔 折拆 "
        "侯候 准淮 冶治 今令 免兔 刀力 刁刀 几九 厂广 乌鸟 勿匆 幻幼 抡抢 析折 "
        "住往 佳住 壮状 沈沉 市巿 东车 风凤 田由 由甲 甲申 申由 白自 自目 目日 目且 且旦 "
        "兵乒 兵乓 微徵 微徽 傅博 傅传 晴睛 竞竟 响晌 代伐 仪议 仗杖 休体 本木 术木 木禾 禾未 "
        "王玉 王主 主生 玉主 壬王 任仕 全金 会全 会合 合台 含舍 舍合 召台 吉古 右石 石后 "
        "斤斥 斥诉 万方 方力 办为 历厉 局居 局屈 局届 委季 委秀 委妥 厅斤 处外 府俯 府俯 "
        "镇填 镇慎 乡多 街衔 村材 社杜 区匹 县具 县且 省者 市布 州洲 院皖 部都 郡部 科料 料科 "
        "管菅 营菅 营管 监盐 盐监 税悦 财材 财则 政致 教救 育肯 商南 务夯 工土 业亚 林材 "
        "水木 利刊 农衣 民氏 卫工 计汁 计许 信倍 息恳 安女 全余 环坏 保堡 城域 城诚 建健 "
        "规观 划刘 土上 士上 地她 质盾 监临 食良 药约 品晶 审宙 统绕 经轻 济挤 济齐 "
    ),
    "misread parts": (
        "请清 情清 晴清 睛请 遥谣 瑶遥 谣摇 贷货 贫贪 货贸 责贵 钩钓 钢纲 纲网 铜钢 锋蜂 峰蜂 "
        "徒徙 陡徒 徙陡 侍待 待持 持恃 特持 转传 讯迅 汛迅 汛讯 洪供 拱供 洪拱 抱袍 炮泡 跑泡 抱饱 "
        "编偏 遍编 篇偏 骗编 扁编 编缉 辑缉 揖辑 缉揖 既即 即郎 既概 慨概 溉概 "
        "辨辩 辩瓣 辨瓣 梁粱 撤撒 撤彻 澈撤 撒撤 暑署 著署 暑著 署薯 署罢 幕募 墓幕 慕募 募墓 "
        "燥躁 操燥 澡操 藻澡 噪燥 壁璧 璧壁 避壁 辟壁 臂壁 籍藉 蓝篮 萧箫 薄簿 博搏 搏膊 博膊 缚傅 "
        "密蜜 密宓 蜜密 概慨 唯维 维惟 准推 堆推 维推 难准 锥维 淮维 滩难 摊难 摊滩 "
        "捉促 促捉 提堤 是足 促足 措借 惜借 错措 猎借 "
        "恢恢 晓浇 挠烧 绕烧 侥烧 浇烧 饶烧 陪倍 倍培 培陪 部陪 赔陪 棒捧 俸捧 "
        "住注 注柱 柱往 拄注 驻住 驻注 "
        "技枝 枝校 校枝 较校 效校 郊效 检捡 险检 验检 俭检 剑检 "
        "批枇 枇批 比批 北比 此比 化北 化代 华化 花化 讹化 仓仑 抢抡 "
        "项顶 顶项 颁领 须项 顷项 顺须 预顶 预领 "
        "协办 办力 苏办 胁协 苏芬 劳芳 芳劳 苦若 若苦 著若 "
        "补扑 补朴 扑朴 朴杜 "
        "复夏 夏复 履复 覆履 腹复 "
        "杭抗 抗坑 坑抗 航杭 "
        "晋普 普晋 普曹 曾普 "
        "录求 求术 球救 救球 "
        "宣宜 宜宣 室宣 宝宣 实买 实卖 实头 宋朱 宁字 字宇 宇字 守字 牢宇 穴六 空宫 "
        "稽楷 稷稽 稷樱 韶诏 绍诏 招诏 闻间 间问 问闻 闲间 闹闸 闸闹 阁阎 "
        "巨臣 臣巨 拒柜 柜拒 距矩 "
        "午牛 牛午 年午 许评 评许 汗汁 讦许 "
        "戒戎 戍戒 成戌 或咸 咸成 诫诚 城诫 "
        "灸炙 炙灸 灭灾 炎灾 灵灾 "
        "荷苛 苛荷 何荷 河何 "
        "庄压 压庄 厌压 "
        "曲由 典曲 "
        "斗半 平半 半牛 羊半 米来 来未 朱未 来朱 末来 "
        "疫痰 疾疫 病疾 病症 疗疔 症痘 "
    ),
}


def commonest(count: int) -> list[str]:
    """The hanzi of GB2312 that most words use, weighted by frequency."""
    weight: Counter[str] = Counter()
    table = Path(jieba.__file__).parent / "dict.txt"
    for line in table.read_text(encoding="utf-8").splitlines():
        word, frequency, *_ = line.split(" ")
        for char in word:
            weight[char] += int(frequency)
    hanzi = [c for c in weight if "\u4e00" <= c <= "\u9fff" and _simplified(c)]
    return sorted(hanzi, key=lambda c: (-weight[c], c))[:count]


def _simplified(char: str) -> bool:
    try:
        return len(char.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def pictures(hanzi: list[str], font: str) -> np.ndarray:
    """One row per hanzi: its blurred picture, centred and of length 1."""
    face = ImageFont.truetype(font, SIZE, index=SIMPLIFIED)
    rows = np.zeros((len(hanzi), SIZE * SIZE), dtype=np.float32)
    for i, char in enumerate(hanzi):
        image = Image.new("L", (SIZE, SIZE))
        ImageDraw.Draw(image).text((SIZE / 2, SIZE / 2), char, font=face, fill=255, anchor="mm")
        rows[i] = np.asarray(image.filter(ImageFilter.GaussianBlur(BLUR)), np.float32).ravel()
    rows -= rows.mean(axis=1, keepdims=True)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def neighbours(hanzi: list[str]) -> Iterator[tuple[str, str, float]]:
    """Pairs that look alike, each once, with the mean correlation over the fonts."""
    drawn = [pictures(hanzi, font) for font in FONTS]
    alike = np.mean([rows @ rows.T for rows in drawn], axis=0)
    np.fill_diagonal(alike, -1)
    nearest = np.argsort(-alike, axis=1)[:, :NEIGHBOURS]
    seen = set()
    for i, row in enumerate(nearest):
        for j in row:
            pair = (min(i, int(j)), max(i, int(j)))
            if alike[pair] >= FLOOR and pair not in seen:
                seen.add(pair)
                yield hanzi[pair[0]], hanzi[pair[1]], float(alike[pair])


def by_hand() -> Iterator[tuple[str, str, str]]:
    """The checked pairs, each once, with the reason."""
    for reason, pairs in HAND.items():
        for pair in pairs.split():
            if pair[0] != pair[1]:
                yield min(pair), max(pair), reason


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description="Make confusables.tsv.")
    parser.add_argument("output", type=Path)
    parser.add_argument("--hanzi", type=int, default=4000)
    arguments = parser.parse_args()
    table: dict[tuple[str, str], tuple[float, str]] = {}
    for a, b, score in neighbours(commonest(arguments.hanzi)):
        table[min(a, b), max(a, b)] = (score, "drawn")
    for a, b, reason in by_hand():
        score, _ = table.get((a, b), (0.6, ""))
        table[a, b] = (max(score, 0.75), f"by hand: {reason}")
    lines = ["a\tb\tsimilarity\tprovenance"]
    lines += [f"{a}\t{b}\t{s:.2f}\t{why}" for (a, b), (s, why) in sorted(table.items())]
    head = (
        "# Pairs of hanzi that look alike. drawn: correlation of blurred pictures in Noto Sans\n"
        "# and Noto Serif CJK SC (OFL 1.1), by tools/make_confusables.py; by hand: checked pairs.\n"
    )
    arguments.output.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(table)} pairs → {arguments.output.name}")


if __name__ == "__main__":
    main()
