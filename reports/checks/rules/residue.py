"""What templates and websites leave in a text: hints, lures, addresses, tags."""

import re
from collections.abc import Iterator

from reports.checks.checking import Check, Context, Example
from reports.checks.findings import Hit, Severity, removed
from reports.checks.paper import Paper
from reports.text.tokens import TOKEN

_HINT = re.compile(
    r"""
    [（(【\[「](?:此处|这里|请(?:在此)?|可)(?:填写|填入|补充|插入|根据|结合|说明)[^（(）)】\]」\n]{0,40}[）)】\]」]
    | [（(【\[「](?:填写|填入|根据实际|结合实际|视情况|可删|可选|待定|待补|待补充|待核实|待完善|数据待\w{1,4})
      [^（(）)】\]」\n]{0,12}[）)】\]」]
    | [（(【\[]略[）)】\]]
    | (?<!{)[【\[{<「]
      (?:单位|部门|地区|地名|姓名|人名|职务|数字|数量|件数|次数|人数|金额|日期|时间|文件|项目|具体)(?:名称|数字|数据|内容|全称)?[】\]}>」]
    | （(?:填报单位|单位名称|单位全称|部门名称|地区名称|具体数字|具体数据|具体内容|具体名称|文件名称)）
    | 此处(?:[需请应待可](?:要)?)?(?:填写|插入|添加|补充|完善|核实|略)
    | (?:数据|数字|名单)待(?:更新|核实?|补充?|定|填写?|统计)(?=[，。；）\n]|$)
    | (?<=[：:])待(?:定|补充?|填写?|核实?)(?=[，。；）\n]|$)
    | TODO | (?<![A-Za-z])TBD(?![A-Za-z]) | \$\{[^{}\n]{1,40}\} | \{%[^{}\n]{1,40}%\}
    """,
    re.VERBOSE | re.MULTILINE,
)
_CODE = re.compile(r"[A-Z]{2}\d{2}")


class TemplateHint(Check):
    """（此处填写……）: what a template says to whoever fills it in."""

    code = "template_hint"
    name = "模板提示语"
    sentence = "模板里给填写人看的提示还留在文中。"
    severity = Severity.ERROR
    source = "报送前的基本要求"
    bad = (
        Example("开展检查（此处填写次数）次。", ("（此处填写次数）",)),
        Example("{{单位名称}}办理案件{{RV02}}件。", ("{{单位名称}}",)),
        Example("（单位名称）办理案件[具体数字]件，责任单位：待定。", ("（单位名称）", "[具体数字]", "待定")),
    )
    good = (
        "请示报告制度得到落实。",
        "（试行）办法已经印发，（略有增加）。",
        "签订（补充协议），线索待核实3件，机制待完善。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find hints in brackets, bare ones and the fields of templates."""
        found = [match.span() for match in _HINT.finditer(paper.text)]
        tokens = TOKEN.finditer(paper.text)
        found += [match.span() for match in tokens if not _CODE.fullmatch(match[1].strip())]
        for span in sorted(found):
            yield Hit("这是模板的提示语，请换成具体内容或删去。", *span)


_LURE = re.compile(
    r"""
    (?:请|欢迎|敬请|点击|扫码|长按)关注[^，。\n]{0,8}(?:公众号|微信|视频号)
    | 关注(?:微信)?公众号(?=[。！]) | 微信公众号[：:] | 扫码关注 | 长按(?:识别)?二维码
    | 扫描(?:下方|上方|右侧|文末)的?二维码
    | (?<!增)(?:添加|加)(?:作者|客服|小编|我)?(?:微信|V信|QQ)
      (?:[号群][：:]|[：:]|获取|领取|[ ]?[A-Za-z0-9_-]{5,20})
    | 点击(?:下载|查看全文|此处|阅读原文) | 下载(?:本文|全文|原文|文档)
    | (?:本文|文章|资料|稿件)(?:来源|来自|转自)[^。，\n]{0,20}
    | 更多(?:范文|(?:公文|文秘|免费)?(?:素材|模板|文档)(?=[，。：；、 ]|$)|精彩(?:内容|文章))
    | 微信(?:号)?[：:][ ]?[A-Za-z0-9_-]{5,20} | (?<![A-Za-z])QQ群?[：:][ ]?\d{5,11}
    | (?:仅展示|已省略|剩余)[^，。\n]{0,6}\d{1,5}字 | 全文共?\d{3,6}字 | 来源：?网友投稿 | 下面是小编
    | 范文网 | 百度文库 | 道客巴巴 | 豆丁网 | 原创力文档 | 第一文秘 | 公文网 | 老秘网 | 文库网
    | 免责声明 | 版权归(?:原作者|作者|[^。，\n]{0,8}所有) | 转载请注明 | 仅供(?:学习)?参考 | 责任编辑
    | (?:上一篇|下一篇|相关阅读|相关推荐|相关链接|字体|分享到|浏览次数|点击数|阅读量|字号)[：:]
    | 点击(?:上方|下方)?蓝字(?:关注(?:我们)?)? | 阅读全文(?=[>》]|\s*$)[>》]{0,3}
    | 扫(?:二维)?码(?:领取|获取|下载)
    | (?:本文|文章|资料|稿件|内容|本文档)(?:由网友|转载自|转载于)
    | QQ群?[：:]?[ ]?\d{5,11}
    | ^[ \u3000]{0,8}[（(【]?(?:文章|稿件|信息|图片)?(?:来源|编辑|供稿|撰稿|责编)[：:]
      [^，。：:\n]{1,20}[）)】]?$
    | (?:Created|Generated|Edited|Converted)[ ](?:with|by)[ ][!-~ ]{2,40}
    | Evaluation[ ](?:Only|Copy|Version)\.?
    | (?:试用|演示|未注册)版(?:本)?(?:水印|软件|转换)
    | ^[ \u3000]{0,8}[-—－]{1,2}[ ]?(?:END|end)[ ]?[-—－]{1,2}$
    | 打印本页 | 关闭窗口 | 网友投稿 | 皇冠\w{0,6} | \w{0,4}足球比分
    | (?<![A-Za-z])[A-Za-z]{2,8}(?:体育|娱乐|真人|棋牌)(?:app|APP|官网|平台|下载)?：?
    | (?:开云|亚博|米乐|乐鱼|华体会|万博)(?:体育|app|APP|官网)
    """,
    re.VERBOSE | re.MULTILINE,
)
_CRAWLED = re.compile(
    r"""
    &(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|mdash|hellip|middot); | &\#\d{2,6};
    | </?[a-zA-Z]{1,10}[^<>\n]{0,80}> | \\[nrt](?![a-zA-Z])
    | \ufffd{1,20} | 锟斤拷 | 烫烫烫 | [\u200b-\u200f\u2060\ufeff\u00ad\ue000-\uf8ff]{1,20}
    | \[(?:图片|表情|链接|视频)\]
    """,
    re.VERBOSE,
)


class Advertising(Check):
    """What websites put round a text that somebody copied."""

    code = "advertising"
    name = "广告、水印和网页残留"
    sentence = "从网上复制的文字带有广告、水印或网页上的提示。"
    severity = Severity.ERROR
    source = "报送前的基本要求"
    bad = (
        Example("更多范文请关注公众号。", ("更多范文", "请关注公众号")),
        Example("推进&nbsp;改革。", ("&nbsp;",)),
        Example("开展活动，微信：abc_2025，办理bbin体育：案件。", ("微信：abc_2025", "bbin体育：")),
    )
    good = (
        "通过微信公众号发布普法文章，群众扫描二维码即可办理，浏览次数达3万次。",
        "引导群众关注公众号“云岭普法”，增加微信小程序办理渠道，提供更多资料。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find lures and remains of web pages."""
        found = [match.span() for pattern in (_LURE, _CRAWLED) for match in pattern.finditer(paper.text)]
        for start, end in sorted(found):
            yield removed(start, end, "像是网页或文库带进来的内容，请删去。")


_ADDRESS = re.compile(
    r"""
    (?:https?[:：]//|[Ww]{3}[.．]|[Ｗｗ]{3}[.．])[!-~．]{3,120}
    | (?<![\w.+-])[\w.+-]{1,40}@[\w-]{1,40}\.[A-Za-z]{2,6}(?:\.[A-Za-z]{2})?
    """,
    re.VERBOSE | re.ASCII,
)


class Address(Check):
    """Web and mail addresses in the middle of a report."""

    code = "web_address"
    name = "网址和邮箱"
    sentence = "报告正文里一般不出现网址和邮箱，多是从网页带进来的。"
    severity = Severity.WARNING
    source = "报送前的基本要求"
    bad = (Example("履行第一www.example.com责任人职责。", ("www.example.com",)),)
    good = ("推进“互联网+政务服务”，在县政府网站（www.yunling.gov.cn）公开。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find addresses that are not a government's."""
        for match in _ADDRESS.finditer(paper.text):
            if ".gov.cn" not in match[0]:
                yield removed(*match.span(), "正文里夹着网址或邮箱，多是网站水印，请删去。")
