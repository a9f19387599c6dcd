"""Texts that look like reports, for the laws of reading and printing."""

import datetime
from dataclasses import replace

from hypothesis import strategies as st

from reports.document.markup import parse, read_document
from reports.document.nodes import Attachment, Head, Imprint

SIGNS = st.text("一二三十百（）()1239．.、。：；，|是甲乙年月日 　\t\r\n〖不公开〗/{}“”‘’20", max_size=60)
LINES = st.sampled_from(
    [
        "",
        "   ",
        "云岭县公安局关于2025年度法治政府建设情况的报告",
        "云岭县公安局",
        "县委、县人民政府：",
        "现将有关情况报告如下：",
        "一、2025年度推进法治政府建设的主要举措和成效",
        "一、一审案件",
        "一、二审案件办理有序。",
        "（一）加强组织领导",
        "(二)注重学习引领，发挥示范作用。深入学习。",
        "（三）（四）项规定的情形。",
        "　　1.完善制度。制定办法3件。",
        "1．5亿元资金到位。",
        "2、2025年重点工作",
        "（1）开展培训。",
        "一是加强领导。成立专班。",
        "公证：全年办理公证事项1200件。",
        "|单位|件数|",
        "| 公安局 | 12 |",
        "|没有封口",
        "特此报告。",
        "          云岭县公安局",
        "2026年2月20日",
        "2026年02月20日",
        "二〇二六年二月二十日  ",
    ]
)
PAPERS = st.lists(LINES | SIGNS, max_size=12).map("\n".join)
TEXTS = SIGNS | PAPERS | st.text(max_size=40)

FORMAL_LINES = st.sampled_from(
    [
        "特急",
        "加急",
        "云岭县公安局文件",
        "云岭县青石镇人民政府文件",
        "云公法〔2026〕3号",
        "云公法[2026]第03号",
        "云公法〔2026〕　号　签发人：张三",
        "云公法〔2026〕3号\t签发人：李　四  王五六",
        "签发人：张三　李四",
        "签发人：",
        "关于2025年度法治政府建设情况",
        "的报告",
        "附件：1.指标表",
        "附件：1. 指标表",
        "附件：指标表",
        "附件1：指标表",
        "2.名单",
        "2.  名单",
        "附件2：名单",
        "3.名单",
        "云岭县公安局",
        "云岭县司法局",
        "2026年2月20日",
        "2026年02月20日",
        "（联系人：张三；电话：12345）",
        "（此件公开发布）",
        "（附注（甲））",
        "附件",
        "附件1",
        "附件 2",
        "附件2：",
        "附件3",
        "指标表",
        "名单",
        "|单位|件数|",
        "正文一段。",
        "抄送：县委办公室，县政府办公室。",
        "抄送:县委办公室、县政府办公室",
        "云岭县公安局办公室　2026年2月21日印发",
        "云岭县公安局办公室\t2026年2月21日  印发",
        "云岭县公安局办公室　印发",
        "2026年2月21日印发",
        "000001",
        "（征求意见稿）",
        "送审稿",
        "报：县委依法治县办",
        "来源：县公安局　发布时间：2026-02-21",
        "（盖章）",
        "云岭县公安局（盖章）",
        "云岭县司法局　2026年2月20日",
        "2026.2.20",
        "2026年2月",
        "县委、县人民政府:",
        "县委、县人大常",
        "委会、县人民政府：",
        "联系人：张三　联系电话：12345",
        "发自我的手机",
        "共印20份",
    ]
)
FORMAL_PAPERS = st.lists(FORMAL_LINES | LINES | SIGNS, max_size=30).map("\n".join)
"""Lines of formal papers in any order: most stand where no paper has them."""

ORGANS = st.sampled_from(
    ["云岭县公安局", "云岭县司法局", "中共云岭县青石镇委员会", "云岭县青石镇人民政府", "云岭县残疾人联合会"]
)
DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31))
BODIES = st.lists(
    st.sampled_from(
        [
            "一、主要举措和成效",
            "（一）加强组织领导",
            "（二）注重学习引领。深入学习。",
            "1.完善制度",
            "一是加强领导。成立专班。",
            "|单位|件数|",
            "公证：全年办理公证事项1200件。",
        ]
    ),
    max_size=6,
).map(lambda lines: "\n".join([*lines, "特此报告。"]))


@st.composite
def formal_documents(draw):
    """Documents as `assemble` makes them for a formal 报送稿."""
    title = draw(
        st.sampled_from(["关于2025年度法治政府建设情况的报告", "云岭县公安局\n关于2025年\n法治建设的报告"])
    )
    organs = draw(st.lists(ORGANS, min_size=1, max_size=3, unique=True).map(tuple))
    names = st.lists(st.sampled_from(["张三", "李四五", "欧阳小六"]), max_size=3).map(tuple)
    body = read_document(f"{title}\n{draw(BODIES)}")
    day = draw(st.none() | DAYS)
    titles = draw(st.lists(st.sampled_from(["数据表", "2025年度法治政府建设\n数据表", "名单"]), max_size=3))
    contents = st.sampled_from(["", "填报单位：公安局\n|指标|件数|\n|复议|12|", "一、甲\n（一）乙"]).map(
        parse
    )
    return replace(
        body,
        addressees=draw(st.lists(st.just("县委、县人民政府"), max_size=1).map(tuple)),
        signatories=organs,
        date=day,
        attachments=tuple(
            Attachment(_named(name, blocks), blocks, is_named=True)
            for name in titles
            for blocks in [draw(contents)]
        ),
        head=Head(
            organs,
            number=draw(st.sampled_from(["", "云公法〔2026〕3号", "〔2026〕　号", "云公法[2026]第03号"])),
            signers=draw(names),
            urgency=draw(st.sampled_from(["", "特急", "加急"])),
        ),
        remark=draw(
            st.sampled_from(
                ["", "联系人：张三；联系电话：12345", "此件公开发布", "附注（甲）"]
                if day
                else ["", "此件公开发布"]
            )
        ),
        imprint=draw(st.none() | imprints()),
    )


def _named(title, blocks):
    """A title of one that is only named has no lines of its own."""
    return title if blocks else title.replace("\n", "")


@st.composite
def imprints(draw):
    """版记 that says something."""
    copies = draw(st.lists(st.sampled_from(["县委办公室", "县人大常委会办公室"]), max_size=2).map(tuple))
    organ, day = draw(st.sampled_from(["", "云岭县公安局办公室"])), draw(st.none() | DAYS)
    return Imprint(copies or (() if organ or day else ("县委办公室",)), organ, day)
