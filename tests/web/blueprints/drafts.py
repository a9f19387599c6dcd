"""A county's own draft for tests of its pages."""

from django.test import Client

from reports.blueprints.content import BlockContent, Content, FigureAsk, SectionContent
from reports.blueprints.models import BlueprintVersion
from reports.blueprints.services import create_blueprint
from reports.blueprints.storing import content_of
from reports.document.roles import Role
from reports.organisations.models import User
from tests.world import World

CONTENT = Content(
    "试用模板",
    ("department", "town"),
    "{organisation}关于{year}年度的报告",
    "{organisation}{year}年年报",
    ("{county}人民政府",),
    (
        SectionContent(
            "done",
            Role.ACHIEVEMENTS,
            "{year}年度成效",
            blocks=(
                BlockContent(
                    "a",
                    "prose",
                    "行政执法",
                    guidance="写{year}年的检查。\n",
                    opening="（一）行政执法",
                    figures=(FigureAsk("LE01", ("department",)), FigureAsk("LE11")),
                    matches=("执法", "检查"),
                ),
                BlockContent("b", "prose", "行政复议"),
            ),
        ),
        SectionContent(
            "lacks",
            Role.SHORTCOMINGS,
            "不足",
            blocks=(BlockContent("rows", "items", "逐条", items_kind="shortcoming"),),
        ),
    ),
)


def client_of(user: User) -> Client:
    """A signed-in browser."""
    client = Client()
    client.force_login(user)
    return client


def make_draft(world: World, content: Content = CONTENT) -> BlueprintVersion:
    """The county's own family with its first draft."""
    return create_blueprint(
        name=content.name,
        government=world.county.government,
        content=content,
        actor=world.user("administrator"),
        now=world.now,
    )


def stored(version: BlueprintVersion) -> Content:
    """What the draft says by now."""
    return content_of(BlueprintVersion.objects.get(pk=version.pk))


def wide(sections: int, blocks: int) -> Content:
    """A content of many sections and blocks, each block with a figure."""
    return Content(
        "大模板",
        ("department",),
        "报告",
        "年报",
        (),
        tuple(
            SectionContent(
                f"s{at}",
                Role.ACHIEVEMENTS,
                f"第{at}部分",
                blocks=tuple(_wide_block(f"b{at}_{n}") for n in range(blocks)),
            )
            for at in range(sections)
        ),
    )


def _wide_block(key: str) -> BlockContent:
    return BlockContent(key, "prose", f"内容{key}", opening="（一）开头", figures=(FigureAsk("LE01"),))
