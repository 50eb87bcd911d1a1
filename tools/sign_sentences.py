"""Sentences of official Chinese with every sign that print has, made by a seed.

A simulator for reading: knows nothing of the repair tool. The sentences are our own, of the
kinds that gazettes print; numbers, places and words are drawn, so two seeds share neither
their numbers nor the order of their words.
"""

from __future__ import annotations

import random
from collections.abc import Callable

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"

_LISTS = {
    "noun": "河道 水库 学校 医院 市场 公园 道路 桥梁 仓库 车间 码头 农田 林场 社区 机关 广场 车站 "
    "食堂 宿舍 泵站 井房 档案 设备 线路 管网 标志 台账 账目 合同 票据",
    "clause": "走到现场查看情况 按时填写检查记录 及时清理沿线垃圾 定期公布检查结果 "
    "建立专人负责制度 完善应急处置预案 配齐必要的救生器材 组织村民开展培训 "
    "落实分段包干责任 严格执行审批程序 "
    "核对账目和实物 妥善保管原始资料 认真接受群众监督 逐户登记造册 做好宣传引导 加强日常巡查 "
    "限期完成整改 按月上报进度 统一制作标牌 保证经费专款专用 做到人走灯灭 检查门窗是否关好",
    "word": "一河一策 门前三包 一事一议 以奖代补 先建后补 老井新用 河长上岗 阳光账本 两清一建 "
    "三查三看 四水同治 五个到位 互帮互学 即知即改 一线工作法 吹哨报到 最多跑一次 红黑榜 回头看 "
    "大起底",
    "place": "澜川 云岭 青石 柳河 东湾 南坪 石桥 大屯 白塔 清泉 双槐 长岭",
    "unit": "水利局 财政局 环保局 农业局 教育局 卫生局 民政局 交通局 林业局 审计局",
    "rate": "覆盖率 合格率 完好率 处理率 达标率 知晓率 回收率 办结率 成活率 入学率 利用率 参保率",
    "foreign": "约翰·莱特 玛丽·格林 彼得·霍尔 安娜·科林 马克·托宾 露西·贝克",
    "numeral": "一 二 三 四 五 六 七 八 九 十",
}
_DRAWN = {name: words.split() for name, words in _LISTS.items()}


class _Draw:
    """Words and numbers for a template's slots."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.slots: dict[str, Callable[[], str]] = {
            name: (lambda words=words: rng.choice(words)) for name, words in _DRAWN.items()
        } | {
            "n": lambda: str(rng.randint(2, 9)),
            "nn": lambda: str(rng.randint(11, 39)),
            "mm": lambda: str(rng.randint(41, 99)),
            "k": lambda: str(rng.randint(101, 999)),
            "y": lambda: str(rng.randint(2012, 2016)),
            "z": lambda: str(rng.randint(2017, 2021)),
            "no": lambda: str(rng.randint(1, 160)),
            "gb": lambda: str(rng.randint(1001, 39999)),
        }

    def __call__(self, template: str) -> str:
        out = template
        while "{" in out:
            start = out.index("{")
            end = out.index("}", start)
            out = out[:start] + self.slots[out[start + 1 : end]]() + out[end + 1 :]
        return out


#: Templates by the sign or habit that they show. One template is one paragraph.
TEMPLATES: dict[str, tuple[str, ...]] = {
    "circled": (
        "巡查{noun}的人员应当做到：{run；}。",
        "各{unit}要抓好以下工作：{run；}。",
        "申请人应当提交下列材料：{run，}，并对材料的真实性负责。",
        "检查的重点是{noun}：{run。}。",
        "{noun}管护按以下标准评分，{run；}。",
    ),
    "circled items": ("{items}",),
    "circled reference": (
        "符合第①项和第②项情形的，由{unit}受理。",
        "表中①②③栏由{unit}填写，④栏由申请人填写。",
        "按照办法①执行的{noun}不再适用办法②。",
    ),
    "inner quotes": (
        "会议指出：“要把‘{word}’和‘{word}’结合起来，{clause}。”",
        "{place}县提出了“以‘{word}’促管护”的思路。",
        "通知要求：“凡列入‘{word}’的{noun}，由{unit}负责。”",
    ),
    "celsius": (
        "{noun}内的温度应当保持在{nn}℃，{clause}。",
        "冷藏库温度不得高于{n}℃，速冻温度不得高于-{nn}℃。",
        "室内温度达到{nn}℃以上的，{unit}应当发布提示。",
        "供暖期间室温为{nn}℃～{mm}℃，误差不超过{n}℃。",
        "最高气温{nn}.{n}℃，最低气温{n}.{n}℃，平均气温{nn}℃。",
    ),
    "tilde": (
        "每个{noun}补助{nn}～{mm}万元，由{unit}拨付。",
        "{noun}的宽度为{n}～{nn}米，深度为{n}.{n}～{nn}.{n}米。",
        "检查时间为{y}～{z}年，每{n}～{nn}天一次。",
        "浓度控制在{nn}%～{mm}%之间。",
    ),
    "range dash": (
        "{place}县{y}—{z}年{noun}建设规划已经批准。",
        "执行《{noun}技术规范》（GB/T {gb}—{y}）。",
        "受理时间为上午{n}:{nn}—{nn}:{nn}。",
        "年龄在{nn}—{mm}岁的，每人补助{k}元。",
        "{noun}工程自{place}—{place}段已经完工。",
    ),
    "dash": (
        "推行新的管理办法——{word}，{clause}。",
        "{place}县人民政府——{unit}、{unit}分工负责。",
        "守护一方清水——{place}县{noun}治理纪实",
    ),
    "middle dot": (
        "外国专家{foreign}应邀到{place}县考察{noun}。",
        "开展“{place}·{word}”主题活动，由{unit}承办。",
    ),
    "at least": (
        "{noun}{rate}≥{mm}%，得{n}分；{rate}≥{nn}%，得{n}分。",
        "{rate}要达到≥{mm}%的标准。",
        "注册资本≥{k}万元，人员≥{nn}人，面积≥{k}平方米。",
        "{noun}宽度≥{n}米，每年检查≥{n}次。",
    ),
    "at most": (
        "{noun}误差≤{n}%，含水率≤{nn}%。",
        "废水中悬浮物≤{mm}毫克/升，噪声≤{mm}分贝。",
        "使用年限≤{nn}年，间距≤{n}.{n}米的除外。",
    ),
    "more than": (
        "{rate}>{mm}%的得{n}分，{rate}<{nn}%的不得分。",
        "面积>{k}平方米的{noun}由{unit}管理。",
    ),
    "document number": (
        "根据{place}政发〔{z}〕{no}号文件，{clause}。",
        "《关于做好{noun}工作的通知》（{place}政办字〔{y}〕{no}号）同时废止。",
        "{place}水发〔{z}〕{n}号",
    ),
    "black brackets": (
        "【{word}】{place}县{clause}，成效明显。",
        "【{noun}管理】{unit}负责{noun}的管理，{clause}。",
    ),
    "round brackets": (
        "{place}县人民政府（以下简称县政府）负责{noun}的管理。",
        "《{noun}管理办法（试行）》自印发之日起施行（{numeral}年有效）。",
        "（{numeral}）{unit}（含所属单位）应当{clause}；",
        "{noun}（站）建设由{unit}牵头，{unit}（或者其委托的单位）配合。",
        "联系人：{place}县{unit}办公室（电话：{k}{gb}）。",
    ),
    "inner title": (
        "根据《{place}市人民政府关于印发〈{noun}管理办法〉的通知》，{clause}。",
        "转发《{unit}关于〈{noun}规划〉的批复》。",
    ),
    "quotes": (
        "坚持“{word}”和“{word}”相结合，{clause}。",
        "“{word}”是{noun}管理的总抓手。",
        "按照“{word}、{word}”的要求，由{unit}组织实施。",
    ),
    "colon and semicolon": (
        "主办单位：{unit}；协办单位：{unit}、{unit}。",
        "责任分工：{unit}负责{noun}；{unit}负责{noun}；{unit}负责{noun}。",
        "时间：{z}年{n}月{nn}日；地点：{place}县{noun}。",
        "各镇人民政府、街道办事处，县政府各部门：",
    ),
    "exclamation and question": (
        "{noun}由谁来管？{clause}，人人有责！",
        "钱从哪里来？人往哪里去？{unit}要说清楚！",
    ),
    "ellipsis": ("包括{noun}、{noun}、{noun}……均应当{clause}。",),
    "per mille and others": (
        "坡度为{n}‰，税率为{n}.{n}‰，比例为{nn}％。",
        "得分＝日常得分×{mm}%＋年终得分×{nn}%。",
        "规格为{nn}×{mm}厘米，共{nn}套。",
    ),
    "wide blank": (
        "第{numeral}条　{unit}负责{noun}的管理，{clause}。",
        "第{numeral}章　{noun}管理",
        "{place}县{unit}　{place}县{unit}",
    ),
}


def paragraphs(seed: int, kinds: tuple[str, ...] = tuple(TEMPLATES), each: int = 1) -> list[str]:
    """``each`` paragraphs of every kind, in an order drawn by the seed."""
    rng = random.Random(seed)  # noqa: S311 - a simulator, not a secret
    draw = _Draw(rng)
    out: list[list[str]] = []
    for kind in kinds:
        for _ in range(each):
            template = rng.choice(TEMPLATES[kind])
            out.append(_runs(template, draw, rng))
    rng.shuffle(out)
    return [paragraph for group in out for paragraph in group]


def _runs(template: str, draw: _Draw, rng: random.Random) -> list[str]:
    """The template with a run of circled numbers in the place of its slot."""
    count = rng.choice((3, 3, 4, 5, 6, 8, 10))
    clauses = rng.sample(_DRAWN["clause"], count)
    items = [number + clause for number, clause in zip(CIRCLED, clauses, strict=False)]
    if template == "{items}":
        return [draw("{noun}管护应当符合下列要求：")] + [item + "；" for item in items]
    for sign in "；，。":
        template = template.replace(f"{{run{sign}}}", sign.join(items))
    return [draw(template)]
