"""Writes dictionaries/surnames.tsv: Chinese surnames as a fact list.

Sources: the 百家姓 (a Song dynasty list, public domain), and surnames of present-day
China that it lacks or writes otherwise (simplified forms, northern and Shandong ones).
``tier`` is 1 for the hundred or so most frequent, 2 for surnames met every day, 3 for
rare ones and those that are mostly met as words.
"""

from __future__ import annotations

import argparse
from pathlib import Path

FREQUENT = (
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜"
    "范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"
    "肖付闫"
)
CLASSIC = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
    "鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭"
    "梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚"
    "程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫"
    "宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双"
    "闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容"
    "向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空"
    "曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公晋楚闫法汝鄢涂钦岳帅缑亢况有琴商牟佘佴伯赏墨哈谯笪"
    "年爱阳佟言福仉督"
)
CLASSIC_COMPOUND = (
    "万俟 司马 上官 欧阳 夏侯 诸葛 闻人 东方 赫连 皇甫 尉迟 公羊 澹台 公冶 宗政 濮阳 淳于 单于"
    " 太叔 申屠 公孙 仲孙 轩辕 令狐 钟离 宇文 长孙 慕容 鲜于 闾丘 司徒 司空 亓官 司寇 子车 颛孙"
    " 端木 巫马 公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 段干 百里 东郭 南门 呼延 羊舌 微生"
    " 梁丘 左丘 东门 西门 南宫 第五"
)
PRESENT = (
    "肖付覃苑丛綦仝冼兰代邸展战门隋初亓矫迟鹿由修位揣苟辜谌粟植揭麦敬原忻郇禚昃来郄巨苏冶官么候芦蒿靖"
    "雒逯苌衣尧台祖矫潭丘奕黑赛扎仓次旦多尼拉娄佟宫邝麴谷信生牟栗苇岳闾母英藏续上种尕庹庾税但先鲜寸字"
    "普者诺刀罕玉岩召楼卿漆禤鄞"
)
PRESENT_COMPOUND = "独孤 纳兰 完颜 叶赫 爱新觉罗 南郭 北堂 东里 达奚 哥舒 贺兰 欧侯"
#: Mostly met as words: a name needs other evidence than the surname.
WORDS = set(
    "水云花时元和平明计成席强经干应家井富山谷车全秋宿双能党通别充向都满文广东利越空须后红权益公有年爱"
    "言福督法单终步居容连养隆丰融那简来位代由修初先生信原但上种字普者多母台官候次方安常于余乐从华商解"
    "管支荣项路左古段关索印白温易高金石江柳林马牛羊鱼龙毛包章计谈经查相游门展战楼"
)


def main() -> None:
    """Write the table, sorted by code point."""
    argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0]).parse_args()
    rows: dict[str, tuple[str, str]] = {}
    for source, singles in (("baijiaxing", CLASSIC), ("present-day", PRESENT)):
        for surname in singles:
            rows.setdefault(surname, ("1" if surname in FREQUENT else "2", source))
    for surname in FREQUENT:
        rows.setdefault(surname, ("1", "present-day"))
    rare = set("刀罕玉岩召诺者普字寸但先次旦多尼拉扎仓尕赛黑生种上候官冶么有琴赏养空须")
    for surname in rare:
        if surname in rows:
            rows[surname] = ("3", rows[surname][1])
    for source, compounds in (("baijiaxing", CLASSIC_COMPOUND), ("present-day", PRESENT_COMPOUND)):
        for surname in compounds.split():
            rows.setdefault(surname, ("2", source))
    lines = ["surname\ttier\tword\tsource"]
    lines += [
        f"{surname}\t{tier}\t{int(surname in WORDS)}\t{source}"
        for surname, (tier, source) in sorted(rows.items())
    ]
    target = Path(__file__).resolve().parent.parent / "dictionaries" / "surnames.tsv"
    target.write_text(
        "# Chinese surnames; made by tools/make_surnames.py, which names the sources.\n"
        + "\n".join(lines)
        + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
