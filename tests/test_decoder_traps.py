"""Words that look like signs in garbled documents, and sentences for every class of sign.

All sentences are our own. The traps stand in one document with garbled signs of the same
class, so that the gate is open and the pair active; the classes are damaged by the
simulator, which shares no code with the decoder.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from repair import repair_text
from repair.model import Status
from repair.options import Options
from tests.simulate_ciphers import CLASSES, Damage, damage, glyph, narrow

ONLY = Options(select=("FC",))

QUOTES = (
    "全县深化“放管服冶改革，推行“一次办好冶制度。\n"
    "各镇落实“门前五包冶责任，开展“文明家庭冶评选。\n"
    "继续办好“四点半冶课堂，完善“绿色通道治服务。\n"
)
TRAPS = [
    (QUOTES + "落实“以奖促治”办法，做好防盲治盲工作。\n", "以奖促治”办法，做好防盲治盲工作"),
    (QUOTES + "坚持谁污染、谁治理，综合整治河道。\n", "谁污染、谁治理，综合整治河道"),
    (QUOTES + "推进“打非治违”专项行动。\n", "“打非治违”专项行动"),
    (
        QUOTES + "发展有色金属冶\n炼和压延加工业，支持冶金企业。\n",
        "有色金属冶\n炼和压延加工业，支持冶金企业",
    ),
    (QUOTES + "剥离“三供一业治，移交物业。\n", "“三供一业”，移交物业"),
    (QUOTES + "防治、根治、法治、自治都要抓好。\n", "防治、根治、法治、自治都要抓好"),
    (
        "县政发也2016页3号\n县政办发也2016页15号\n他也2016年到任，首页、第3页、网页都写明。\n",
        "他也2016年到任，首页、第3页、网页都写明",
    ),
    (
        "一是淤统一标准；于明确分工；盂定期检查。\n由于时间紧，应当于年底前完成；"
        "于先生负责，于次日报告。\n",
        "由于时间紧，应当于年底前完成；于先生负责，于次日报告",
    ),
    (
        "会议听取了汇报袁研究了方案遥会议强调袁要加强领导袁落实责任遥\n"
        "组长：袁建民\n成员：尧志强 余文清 虞晓梅 俞大江\n",
        "组长：袁建民\n成员：尧志强 余文清 虞晓梅 俞大江",
    ),
    (
        "时限院三十日袁地点院会议室遥要求院按时到会遥\n县人民法院一审判决后袁法院一并告知遥\n",
        "县人民法院一审判决后，法院一并告知。",
    ),
    (
        "圆园员苑年员月猿日共有员圆名代表到会遥\n能源、公园、草原、遥感、栽培、员工、愿望、恩怨。\n",
        "能源、公园、草原、遥感、栽培、员工、愿望、恩怨。",
    ),
    (
        "圆园员源年缘月员圆日袁仓库总面积约猿园园平方米袁过火约远园平方米遥\n"
        "愿月猿日和怨月员园日又各查一次遥\n",
        "2014年5月12日，仓库总面积约300平方米，过火约60平方米。\n8月3日和9月10日又各查一次。",
    ),
    (
        "该方法在酝孕耘郧编码中的用法不多袁粤砸酝芯片已支持遥如果情况不明袁再用悦栽检查一次遥\n",
        "该方法在MPEG编码中的用法不多，ARM芯片已支持。如果情况不明，再用CT检查一次。",
    ),
    (
        "总投资源愿园园万元袁引资圆园园万元袁新增资源两类遥\n",
        "总投资4800万元，引资200万元，新增资源两类。",
    ),
    (
        "淤查清底数；于分类登记；盂建档立卡。\n组 长：孟 河 副县长\n成 员：于 澄 科长\n",
        "组 长：孟 河 副县长\n成 员：于 澄 科长",
    ),
    (
        "豫政〔2016〕3号\n增长8豫，占35豫。\n豫政办〔2016〕7号\n",
        "豫政〔2016〕3号\n增长8%，占35%。\n豫政办〔2016〕7号",
    ),
    (
        "圆园员苑年1月3日付款2元，圆园员愿年12月底付清300元。\n",
        "2017年1月3日付款2元，2018年12月底付清300元",
    ),
    ("他说「好」，又写下「也2016页」。\n", "他说「好」，又写下「也2016页」"),
    (
        "这份文件有乱码，把〔印成也，例如“也2016页5号”应为“〔2016〕5号”。\n",
        "例如“也2016页5号”应为“〔2016〕5号”",
    ),
]


SOUND = [
    "县令问曰：“此案可冤？”吏答曰：“冤矣。”众人又曰：“请大人明察，还他清白。”令曰善。\n" * 3,
    "丞相大怒，遂令袁谭出战，谭败走。又令袁熙坚守，熙不敢出。左右皆曰：“二袁无谋，其势必败。”\n",
    "她抽抽噎噎地说：“爷走了三天，家里没有一粒米。”五爷叹了口气，问：“爷什么时候回来？”\n",
    "“这孩子在野地里跑惯了，不怕冷。”奶奶说。“他爹也是个野性子，随他去。”爷爷说。\n",
    "深山里老猿相呼，贼人不敢近前，惜哉！壮哉！只有樵夫往来，晕倒的旅人被他救起。\n",
    "yao：要药邀摇遥腰妖瑶咬耀钥姚舀窈尧\nyuan：员元原院远愿园源圆怨缘援冤袁渊苑猿鸳\n",
    "方法院设置巡回法庭后，案件由地\n方法院管辖。结果院方同意调解。\n",
    "记者袁晓明报道了此事，摄影袁志强随行采访\n",
    "市政府主席袁海粟出席了开工仪式并讲话\n",
]


@pytest.mark.parametrize("text", SOUND)
def test_sound_prose_keeps_its_words(text: str) -> None:
    assert repair_text(text, ONLY).text == text


#: Passages short enough to show one kind of form only, as printed after each arrow.
SHORT = {
    "实验开始之前袁先检查仪器是否接地": "实验开始之前，先检查仪器是否接地",
    "该方法能够明显提高计算速度遥": "该方法能够明显提高计算速度。",
    "员援圆摇仪器与试剂": "1.2　仪器与试剂",
    "第十八条摇检验人员应当持证上岗": "第十八条　检验人员应当持证上岗",
    "苑月员缘日夜间，北部山区有小雨。": "7月15日夜间，北部山区有小雨。",
    "昨日下午猿时许，货车驶入匝道。": "昨日下午3时许，货车驶入匝道。",
    "本文件代替GB辕T 3098要2010": "本文件代替GB/T 3098—2010",
    "共有员源园园户完成了登记": "共有1400户完成了登记",
    "表猿　主要原料的用量": "表3　主要原料的用量",
    "（员）接通电源；（圆）预热。": "（1）接通电源；（2）预热。",
    "丙组与丁组比较袁差异无统计学意义渊P跃0援05冤曰戊组低于丙组渊P约0援01冤遥": (
        "丙组与丁组比较，差异无统计学意义（P>0.05）；戊组低于丙组（P<0.01）。"
    ),
    "野三早冶野四勤冶是这所小学办学的特色": "“三早”“四勤”是这所小学办学的特色",
    "粤 组与 月 组比较袁差别不大渊P约0.05冤遥": "A 组与 B 组比较，差别不大（P<0.05）。",
    "第圆期摇摇摇摇河口湿地研究摇摇摇摇源苑": "第2期　　　　河口湿地研究　　　　47",
    "郧月辕栽 苑园园圆袁用量不超过员园园 皂早遥": "GB/T 7002，用量不超过100 mg。",
    "目的院观察针灸对失眠的作用": "目的：观察针灸对失眠的作用",
    "结论院该药起效快袁值得推广遥": "结论：该药起效快，值得推广。",
}


@pytest.mark.parametrize("garbled", SHORT)
def test_short_passages_show_enough(garbled: str) -> None:
    assert repair_text(garbled, ONLY).text == SHORT[garbled]


@pytest.mark.parametrize(("text", "kept"), TRAPS)
def test_words_stay(text: str, kept: str) -> None:
    assert kept in repair_text(text, ONLY).text


SENTENCES_OF_TRAPS = [
    pytest.param(
        trap,
        sentence,
        id=f"{trap['name']} {number}",
        marks=[pytest.mark.xfail(strict=True)] if number in trap.get("unknown", ()) else [],
    )
    for trap in tomllib.loads(
        (Path(__file__).parent / "trap_sentences.toml").read_text(encoding="utf-8")
    )["trap"]
    for number, sentence in enumerate(trap["sentences"], 1)
]


NAMES = {
    "昨天下午袁市政府袁占亭市长到工地检查遥": "昨天下午，市政府袁占亭市长到工地检查。",
    "学生会主席袁海粟也到会袁并作了发言遥": "学生会主席袁海粟也到会，并作了发言。",
    "会议由县长袁分管副县长共同主持遥": "会议由县长，分管副县长共同主持。",
}


@pytest.mark.parametrize("garbled", NAMES)
def test_a_surname_beside_a_title_stays(garbled: str) -> None:
    opening = "会议听取了汇报袁研究了方案遥大家认为袁任务很重袁时间很紧遥\n"
    clean = repair_text(opening + garbled, ONLY).text
    assert clean.splitlines()[1] == NAMES[garbled]


@pytest.mark.parametrize(("trap", "sentence"), SENTENCES_OF_TRAPS)
def test_ten_sentences_for_every_trap(trap: dict[str, Any], sentence: str) -> None:
    how = Damage(dict.fromkeys(trap["garbled"], 1.0), misread=trap.get("misread", 0.0))
    document = damage(trap["document"].strip(), how)
    assert document.edits or not trap["garbled"]
    last = damage(sentence, how).text if trap.get("both") else sentence
    clean = repair_text(f"{document.text}\n{last}", ONLY).text
    assert narrow(clean) == narrow(f"{trap['document'].strip()}\n{sentence}")


def test_what_is_proposed_shows_both_readings() -> None:
    text = QUOTES + "落实“以奖促治”办法。\n"
    fixes = [f for f in repair_text(text, ONLY).fixes if f.status is Status.REVIEW]
    assert [f.before for f in fixes] in ([], ["治"])


SENTENCES = {
    "closing": """\
推行“一窗受理”改革。落实“河长制”要求。开展“送温暖”活动。建设“智慧社区”平台。
实施“引才计划”和“安居工程”。组织“志愿者日”活动。推广“明厨亮灶”做法。打造“十分钟生活圈”。
用好“红黑榜”机制。评选“最美教师”。""",
    "corner": """\
县政发〔2015〕6号。市财预〔2016〕118号。县教字〔2014〕27号。市水发〔2018〕3号。县办函〔2013〕44号。
市卫医〔2012〕9号。县林字〔2017〕51号。市交规〔2019〕2号。县府令〔2011〕1号。市工信〔2016〕70号。""",
    "title": """\
依据《河道管理办法》。执行《预算法》。修订《档案工作规定》。印发《应急预案》。参照《招标投标法》。
落实《防洪规划》。公布《权责清单》。起草《节水条例》。贯彻《工作方案》。废止《暂住登记办法》。""",
    "bracket": """\
预算内（含专项）资金。乡镇（街道）负责。村（居）委会。草案（试行）。附件（共三份）。联系人（手机）。
年度（季度）报表。学校（幼儿园）食堂。企业（个体户）申报。项目（二期）工程。""",
    "pause": """\
春天来了，农民忙着播种。水库蓄满了水，渠道已经疏通。苹果、梨、桃都丰收了。老师讲课，学生听讲。
桥修好了，车辆可以通行。天气转凉，请注意保暖。医生、护士轮流值班。粮食入库，账目清楚。
路灯亮了，街道热闹起来。小麦、玉米长势良好。""",
    "stop": """\
会议到此结束。请各单位照办。工程已经完工。群众反映良好。资金全部到位。道路恢复通行。材料已经收齐。
结果另行公布。费用自行承担。本办法自公布之日起施行。""",
    "digit": """\
全长126公里。共有35户。投资4800万元。2014年10月7日。第18条。电话0533。增长9个百分点。
1998年建成。每月250元。服务7900人。""",
    "number": """\
申报条件：①具有本地户籍；②年满十八周岁；③身体健康。办理程序：①提交申请；②现场核查；③张榜公示；④发放证书。
注意事项：①带好证件；②按时到场。检查内容：①灭火器；②疏散门；③配电箱；④值班簿。收费项目：①停车；②寄存。
报名材料：①身份证；②毕业证；③近照。巡河要求：①每周一次；②填写日志；③拍照留存。领奖办法：①凭票；②本人到场。
补贴范围：①农机；②种子；③化肥；④地膜。借阅须知：①保持安静；②爱护图书。采摘要点：①轻拿；②轻放；③分级。""",
    "dash": """\
本规划期限为2016—2020年。开往县城——东庄的班车停运。气温在8～15之间。开放时间9～17时。
他只说了一句：“再等等……”便走了。名单如下：张庄、李庄、赵庄……共九个村。这条渠——全县最长的一条——建成了。
工期2013—2015年。每亩施肥20～30公斤。阿不都·卡德尔到会。""",
    "ellipsis": """\
他想了想，说：“这个……让我再看看。”收入来源有种植、养殖、务工……样样都算。她摇着头：“不……不行。”
风越刮越大……船靠了岸。“你们等一等……”他喊道。第一章总则……1。第二章职责……5。第三章罚则……12。
货架上有毛笔、宣纸、砚台……任人挑选。一排、两排、三排……坐满了人。""",
    "letter": """\
接口采用USB标准。文件保存为PDF格式。网站使用HTML编写。会上演示了PPT课件。信号由GPS给出。
仪器支持WIFI连接。数据存入EXCEL表格。密码不得与ID相同。园区安装了LED灯。芯片由CPU和FPGA组成。""",
    "math": """\
增长12％。水温25℃。合格率≥98％。误差±3。尺寸40×60。占比4．5％。差异显著（P＜0．05）。浓度＞15％。
出苗率95％以上。夜间降到6℃。""",
    "greek": """\
进样量为20μL。药膜厚0．5μm。每片含叶酸400μg。β-内酰胺酶阳性。α-淀粉酶用量为0．2％。γ-氨基丁酸含量升高。
滤膜孔径0．45μm。脉冲宽度8μs。加入α-淀粉酶。流速为300μL/min。""",
    "opening": """\
推行“一窗受理”改革。落实“河长制”要求。开展“送温暖”活动。建设“智慧社区”平台。
实施“引才计划”和“安居工程”。组织“志愿者日”活动。推广“明厨亮灶”做法。打造“十分钟生活圈”。
用好“红黑榜”机制。评选“最美教师”。""",
}


#: What is garbled in the sentences of a class; Greek letters are nowhere garbled alone.
_CLASSES = {"ellipsis": ("dash",), "greek": ("greek", "letter", "digit")}


@pytest.mark.parametrize("kind", SENTENCES)
def test_sentences_of_every_class_come_back(kind: str) -> None:
    printed = SENTENCES[kind]
    garbled = damage(printed, Damage(dict.fromkeys(_CLASSES.get(kind, (kind,)), 1.0)))
    assert garbled.edits
    assert narrow(repair_text(garbled.text, ONLY).text) == narrow(printed)


WIDE_BLANKS = """\
第一条　为保护湿地，制定本办法。第二条　湿地分为三级。主　编：方　明。副主编：高　岩。第一章　总则。
附件　巡查登记表。组　长：白　桦。日　期：另行通知。编　者　按。地　址：东街。"""


def test_wide_blanks_come_back() -> None:
    garbled = WIDE_BLANKS.replace("　", glyph("　") or "")
    assert repair_text(garbled, ONLY).text == WIDE_BLANKS


def test_everything_garbled_comes_back() -> None:
    # Where everything is garbled 窑 between the parts of a name is only proposed (干燥窑, 梭式窑).
    printed = "\n".join(SENTENCES.values()).replace("阿不都·卡德尔到会。", "")
    garbled = damage(printed, Damage(dict.fromkeys(CLASSES, 1.0)))
    assert narrow(repair_text(garbled.text, ONLY).text) == narrow(printed)


#: What is known not to come back: hanzi that are words as well as what they stand for.
UNKNOWN = (
    "图书分粤、月、悦三类摆放。密码不得与陨阅相同。",  # A、B、C: a series of single letters
    "湿度约60％。浓度跃15％。",  # 约 is about as well as <
)


@pytest.mark.xfail(strict=True, reason="the place alone does not tell the word from the sign")
@pytest.mark.parametrize("garbled", UNKNOWN)
def test_what_the_place_does_not_tell(garbled: str) -> None:
    clean = repair_text("会议听取了汇报袁研究了方案遥水温圆园益左右遥\n" + garbled, ONLY).text
    assert not {"粤", "约"} & set(clean)
