"""Official prose of our own words, for issues that need no other text."""

from __future__ import annotations

import random

PLACES = ["东湖区", "清河县", "南陵市", "白塔区", "柳林县", "石桥市"]
TOPICS = [
    "农村生活污水治理", "老旧小区改造", "校园食品安全", "河道清淤整治", "小型水库除险加固",
    "残疾人康复服务", "城乡居民医疗保险", "公共文化设施开放", "冬季清洁取暖", "行政审批事项清理",
    "粮食储备管理", "道路交通秩序整治", "社会救助制度", "学前教育普惠发展", "森林防火巡查",
    "危险化学品仓储", "政务信息公开", "乡村医生队伍建设", "高标准农田管护", "困难职工帮扶",
    "招商引资项目服务", "畜禽粪便资源利用", "农贸市场升级", "妇女儿童发展", "企业用工保障",
]  # fmt: skip
DEEDS = ["加强", "推进", "规范", "做好", "完善", "深化", "支持", "统筹"]
FORMS = ["意见", "实施意见", "通知", "方案"]
_WHO = [
    "各镇人民政府、街道办事处", "各有关部门", "县级以上主管部门", "项目承担单位", "乡镇综合服务站",
    "行业协会和商会", "财政、审计部门", "基层卫生院", "村民委员会", "第三方机构", "学校和幼儿园",
    "供水企业", "经营者", "牵头单位", "新闻媒体", "驻地企业", "监管人员", "社区工作者",
]  # fmt: skip
_HOW = [
    "按照职责分工", "结合本地实际", "坚持问题导向", "在保证质量的前提下", "依托现有平台", "定期",
    "根据人口分布和服务半径", "通过公开招标", "采取以奖代补的方式", "逐级", "会同相关部门",
    "对照年度计划", "利用农闲时节", "每季度末", "在规定时限内", "依法依规", "分门别类",
]  # fmt: skip
_DO = [
    "建立", "健全", "制定", "公布", "核查", "落实", "改进", "开展", "编制", "明确", "整理", "更新",
    "检查", "通报", "筹集", "使用", "验收", "组织", "细化", "评估", "宣传", "汇总",
]  # fmt: skip
_WHAT = [
    "责任清单", "巡查台账", "补助资金", "应急预案", "服务规范", "考核细则", "管护队伍",
    "监测点位", "培训计划", "举报电话", "工程档案", "信用记录", "投诉处理流程", "风险隐患",
    "设施设备", "年度任务", "群众意见", "用水定额", "建设标准", "从业人员名册", "收费项目",
    "检验报告", "配套政策", "示范样板", "村规民约", "地块边界", "库存数量", "值班制度",
    "门诊病历", "课程安排", "运输路线", "租赁合同",
]  # fmt: skip
_END = [
    "不得截留或者挪作他用", "并于每月十日前报送进展情况", "切实减轻基层负担", "接受社会各界监督",
    "做到账目清楚、手续完备", "确保不留死角", "防止形式主义", "提高办事效率", "形成工作合力",
    "逾期未完成的予以通报", "重大事项及时报告", "力争用三年时间见到成效", "让群众得到实惠",
]  # fmt: skip
_SAYINGS = [
    "一次办好", "谁建设、谁管护", "放管服", "最多跑一次", "双随机、一公开", "十三五", "三统一",
    "互联网+", "一窗受理", "一村一策", "两不愁三保障", "四议两公开", "黑名单", "回头看",
]  # fmt: skip
_LAWS = ["水法", "统计法", "食品安全法", "安全生产法", "残疾人保障法", "土地管理法", "森林法"]
UNITS = [
    "区水务局", "区农业局", "区教育局", "区财政局", "区民政局", "区人力资源社会保障局", "区统计局",
    "区环保局", "区卫生计生局", "区交通运输局", "区林业局", "区司法局", "区审计局", "区商务局",
]  # fmt: skip
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
NUMERALS = "一二三四五六七八九十"


def clause(rng: random.Random) -> str:
    """Who does what, and how."""
    who = rng.choice(_WHO) + rng.choice(["要", "应当", "负责", ""]) if rng.random() < 0.6 else ""
    how = rng.choice(_HOW) if rng.random() < 0.6 else ""
    two = f"、{rng.choice(_WHAT)}" if rng.random() < 0.3 else ""
    return who + how + rng.choice(_DO) + rng.choice(_WHAT) + two


def sentence(rng: random.Random) -> str:
    """One sentence; now and then with a saying, a law, or a figure."""
    kind = rng.random()
    if kind < 0.16:
        head = f"坚持“{rng.choice(_SAYINGS)}”的原则，"
    elif kind < 0.24:
        head = f"依据《中华人民共和国{rng.choice(_LAWS)}》，"
    elif kind < 0.36:
        head = (
            f"到{rng.randint(2017, 2025)}年，{rng.choice(_WHAT)}覆盖率达到{rng.randint(60, 99)}%，"
        )
    elif kind < 0.42:
        head = f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日前，"
    else:
        head = ""
    body = "，".join(clause(rng) for _ in range(rng.randint(1, 3)))
    return head + body + (f"，{rng.choice(_END)}" if rng.random() < 0.5 else "") + "。"


def paragraph(rng: random.Random) -> str:
    """One to six sentences."""
    return "".join(sentence(rng) for _ in range(rng.randint(1, 6)))


def units(rng: random.Random) -> str:
    """Some bodies, as a list."""
    return "、".join(rng.sample(UNITS, rng.randint(1, 4)))


def passage(rng: random.Random) -> list[str]:
    """The body of a document: 一、（一）1. headings, items and paragraphs."""
    out: list[str] = []
    for part in NUMERALS[: rng.randint(2, 4)]:
        out.append(f"{part}、{rng.choice(DEEDS)}{rng.choice(TOPICS)}")
        if rng.random() < 0.4:
            out.append(paragraph(rng))
        for item in NUMERALS[: rng.randint(2, 5)]:
            head = f"{rng.choice(_DO)}{rng.choice(_WHAT)}"
            duty = f"（{units(rng)}负责）" if rng.random() < 0.3 else ""
            out.append(f"（{item}）{head}。{paragraph(rng)}{duty}")
            if rng.random() < 0.25:
                out += [f"{n}. {clause(rng)}；" for n in range(1, rng.randint(3, 6))]
                out.append(f"{int(out[-1][0]) + 1}. {clause(rng)}。")
            if rng.random() < 0.15:
                marks = CIRCLED[: rng.randint(3, 6)]
                out.append("主要包括：" + "；".join(c + clause(rng) for c in marks) + "。")
    return out
