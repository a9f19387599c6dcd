"""Texts that look like reports, for the laws of reading and printing."""

from hypothesis import strategies as st

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
