"""Lines round a paper that are no part of the report: draft marks, mail heads, web residue, copies.

Works on single lines that are neither blank nor indented; where they stand is `frame`'s matter.
"""

import re

from reports.document.attachments import is_label
from reports.document.head import NUMBER
from reports.document.numbering import read_number
from reports.text.dates import read_date

LONGEST = 120
LONGEST_BELOW = 40
MAIL = re.compile(r"(?:发件人|收件人|抄送|主题|发送(?:时间|日期)|附件|报|送|报送|主送)\s*[：:]\s*\S")
LABELLED = re.compile(
    r"(?:索引号|(?:信息|文章|稿件)?来源|稿源|作者|(?:信息)?发布(?:时间|日期|机构|单位|人)|日期|时间"
    r"|浏览(?:次数|量)?|点击(?:次数|数|率|量)?|阅读(?:次数|量)?|字体(?:大小)?|字号|文号|发文(?:字号|机关|单位|日期)"
    r"|(?:成文|生成|公开)(?:日期|时间|方式)|主题(?:分类|词)|体裁分类|有效性|名称|标题|当前位置|责任编辑|编辑|审核|打字"
    r"|校对|密级|紧急程度|(?:填报|报送|报告)(?:单位|时间|日期)|联系(?:人|电话|方式)|电话|手机|邮箱|传真|地址)"
    r"\s*[：:]\s*\S"
)
BRACKETED = re.compile(r"(?:[（(][^（）()]{2,60}[）)]|【[^【】]{2,60}】)$")
DRAFT = re.compile(
    r"(?:第?[一二三四五六七八九十\d]{1,3}|征求意见|送审|审议|讨论|修改|修订|上会|报批|代拟|定|初|草|终)稿$"
)
COPY = re.compile(r"\d{6}$|(?:绝密|机密|秘密|内部资料)(?:★\S{0,10})?$|[（(]?共印\s*\d{1,4}\s*份[）)]?$")
SENT = re.compile(r"(?:发自|来自)我?的?\S{0,20}(?:手机|邮箱|iPhone|iPad|Android)|https?://\S+$")
ISSUED = re.compile(rf"{NUMBER}$")
SENTENCE = re.compile(r"[。；！？|]")


def is_above_title(line: str) -> bool:
    """Whether a line above a title is clearly none of it: （征求意见稿）, 发件人：…, 附件1, 份号."""
    return len(line) <= LONGEST and (_is_anywhere(line) or MAIL.match(line) is not None or is_label(line))


def is_below_title(line: str) -> bool:
    """Whether a line between title and 主送 is clearly neither: a draft mark, 发文字号, a day, 来源：…."""
    if len(line) > LONGEST:
        return False
    return _is_anywhere(line) or ISSUED.match(line) is not None or read_date(line) is not None


def is_below_signature(line: str) -> bool:
    """Whether a line below the date is clearly none of an attachment: 联系人：…, 发自我的手机, 共印20份."""
    return len(line) <= LONGEST and _is_anywhere(line)


def is_short(line: str) -> bool:
    """Whether a line is so short and plain that it may be left over below a signature."""
    return len(line) <= LONGEST_BELOW and not SENTENCE.search(line) and read_number(line) is None


def _is_anywhere(line: str) -> bool:
    if LABELLED.match(line):
        return not line.endswith("。")
    known = (DRAFT, COPY, SENT)
    is_bracketed = BRACKETED.match(line) is not None and read_number(f"{line}字") is None
    return is_bracketed or any(form.match(line) for form in known)
