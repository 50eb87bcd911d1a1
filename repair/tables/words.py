"""What a cell, a post, a role or an agency looks like: endings, not lists of cases."""

from __future__ import annotations

import re

from repair.names.persons import is_person_name, without_blanks
from repair.patterns import lazy

#: A post ends like this; an agency in front of it and a remark behind it are its own.
_POSTS = (
    "长|主任|书记|主席|委员|经理|总监|科员|调研员|巡视员|工程师|会计师|经济师|统计师|农艺师|"
    "成员|政委|代表|总编|总编辑|编辑|主编|教授|研究员|律师|干部|负责人|专员|参谋|顾问|参事|"
    "委员会委员|常委|董事|监事|秘书|助理|医师|教师|同志|指挥|主管|总裁|职工|站务员|协管员|司令员|司令|"
    "指导员|教导员|协理员|规划师|审计师|建筑师|设计师|督学|干事|检察员|审判员|联络员|技术员|药师"
)
#: A post with another one behind it.
POST_INSIDE = lazy(r"[\u4e00-\u9fff](?:长|主任|书记|主席|员|经理|代表|工程师|总监)[)）]?[、,，\s]")
#: An agency, firm or place ends like this.
_ORGANISATIONS = (
    "局|委|办|厅|部|处|科|室|院|所|站|中心|公司|厂|社|行|会|队|学校|小学|中学|大学|学院|幼儿园|"
    "医院|银行|集团|分局|支队|大队|中队|支行|分行|政府|办事处|管委会|委员会|联合会|协会|商会|"
    "镇|乡|街道|村|社区|居委会|店|场|库|馆|台|园|组|基地|卫生院|合作社|企业|单位|法院|检察院|联社|"
    "残联|妇联|工商联|科协|文联|团区委|团县委|团市委|供销社|信用社"
)
#: Posts of two characters, which stand alone only behind a name.
SHORT_POST = re.compile(
    r"(?:省|市|区|县|州|旗|镇|乡|村|局|处|科|院|校|厂|所|站|会|部|司|厅|署|行|社|馆|台|队|庭|组)长"
    r"|主任|书记|主席|委员|经理|常委|秘书|政委|顾问"
)
_ROLES = (
    "组长|组员|成员|主任|主任委员|委员|秘书长|秘书|指挥|指挥长|召集人|主席|会长|理事长|理事|顾问|"
    "联络员|办公室主任|办公室成员|政委|主编|编委|编辑|编审|审定|总编|总编辑|队长|队员|团长|团员|"
    "负责人|召集单位|成员单位|组成人员|牵头领导|责任人|总负责人|联系人|监事长|监事|董事长|董事"
)
ROLE = re.compile(rf"(?:名誉|总|第[一二三四]|常务|执行|专职|兼职|副|特邀|首席|轮值)*(?:{_ROLES})\Z")
#: A label with its colon at the beginning or end of a line; blanks may stand between letters.
_COLON = re.compile("[:：]")
_LABEL_BACKWARDS = lazy(r"[\u4e00-\u9fff](?:[ \u3000]{0,4}[\u4e00-\u9fff]){1,7}")
_LONGEST_LABEL = 36
LIST_MARK = re.compile(r"[ \t\u3000]*[-*+•][ ]+")


def _last_characters(words: str) -> str:
    """What the words of an alternation end in, as a character class holds it."""
    return "".join(sorted({word[-1] for word in words.split("|")}))


#: Most lines end in no such character, and so need no look at the words themselves.
_MAY_END_POST = frozenset(_last_characters(_POSTS) + ")）")
_MAY_END_ORGANISATION = frozenset(_last_characters(_ORGANISATIONS) + ")）")
_MAY_END_LABEL = re.compile(f"[{_last_characters(_ROLES)}][ \u3000]*[:：]")
#: What a role, a post, an agency, a firm or a place ends in.
WORD_ENDS = frozenset(_last_characters(f"{_ROLES}|{_POSTS}|{_ORGANISATIONS}") + ")）")
_REMARK = r"(?:[(（][^()（）]{1,16}[)）])?\Z"
_POST_END = re.compile(f"(?:{_POSTS}){_REMARK}")
_ORGANISATION_END = re.compile(f"(?:{_ORGANISATIONS}){_REMARK}")
#: No post or agency ends in more than this: the longest ending and a remark of 16 characters.
_LONGEST_END = 24


def may_hold_label(text: str) -> bool:
    """Whether a colon stands behind a character that roles end in."""
    return (":" in text or "：" in text) and _MAY_END_LABEL.search(text) is not None


def may_end_organisation(character: str) -> bool:
    """Whether the name of an agency, a firm or a place may end in a character."""
    return character in _MAY_END_ORGANISATION


def label_in(text: str) -> tuple[int, int, str] | None:
    """The first label with a colon: start, end behind the colon, the label itself.

    Looked for from its colon, since few lines have one.
    """
    for colon in _COLON.finditer(text):
        head = text[: colon.start()].rstrip(" \u3000")
        match = _LABEL_BACKWARDS.match(head[: -_LONGEST_LABEL - 1 : -1])
        if match is not None:
            start = len(head) - match.end()
            return start, colon.end(), head[start:]
    return None


def ends_as_post(text: str) -> bool:
    """Whether a text ends as a post does, however short it is."""
    return text[-1:] in _MAY_END_POST and _POST_END.search(text[-_LONGEST_END:]) is not None


def is_role(text: str) -> bool:
    """Whether a text is a role of a roster (组 长, 副总指挥), blanks inside allowed."""
    return ROLE.match(without_blanks(text).rstrip(":：")) is not None


def is_post(text: str) -> bool:
    """Whether a text ends as a post does (区水务局局长, 区政府副区长(挂职))."""
    text = text.strip()
    return len(text) >= 3 and ends_as_post(text)


def is_organisation(text: str) -> bool:
    """Whether a text ends as the name of an agency, a firm or a place does."""
    text = text.strip()
    if len(text) < 3 or not may_end_organisation(text[-1]) or text[0].isdigit():
        return False
    return _ORGANISATION_END.search(text[-_LONGEST_END:]) is not None


def is_name(text: str) -> bool:
    """Whether a cell is a person's name."""
    return is_person_name(text)
