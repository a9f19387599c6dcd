"""Units, people and who is what where."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from reports.organisations.enums import COUNTY_WIDE_ROLES, Duty, OrganisationKind, Role

MOST_NAME = 100
MOST_SHORT_NAME = 40
MOST_PLACE = 40
MOST_OFFICE_NAME = 40
MOST_USERNAME = 60
MOST_PERSON_NAME = 40
MOST_PHONE = 40


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Units as lists."""

    def under(self, path: str) -> Self:
        """The unit with this path and all below it."""
        return self.filter(path__startswith=path)

    def visible_to(self, user: "User") -> Self:
        """The units whose names and people this user may look up."""
        return self.filter(user.standing().reach("pk", "path"))

    def called(self, words: str) -> Self:
        """The units in whose name, short name or former name these words stand."""
        formerly = FormerName.objects.filter(organisation=OuterRef("pk"), name__icontains=words)
        return self.filter(Q(name__icontains=words) | Q(short_name__icontains=words) | Exists(formerly))


class Organisation(models.Model):
    """One unit of a tree: a government, its bureau and departments, a town, a street office."""

    parent = models.ForeignKey(
        "self", verbose_name="上级", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    kind = models.CharField("类别", max_length=30, choices=OrganisationKind.choices)
    name = models.CharField("名称", max_length=MOST_NAME)
    short_name = models.CharField("简称", max_length=MOST_SHORT_NAME)
    place = models.CharField(
        "地名",
        max_length=MOST_PLACE,
        blank=True,
        help_text="政府所在行政区的名称，如“云岭县”，用于主送机关等处。",
    )
    party_name = models.CharField(
        "联合署名的党委", max_length=MOST_NAME, blank=True, help_text="乡镇报告由党委和政府联合署名时填写。"
    )
    data_offices = ArrayField(
        models.CharField(max_length=MOST_OFFICE_NAME),
        verbose_name="归口数据",
        default=list,
        blank=True,
        help_text="本单位掌握全县数据的口径，如“司法局”“热线办”。",
    )
    duties = ArrayField(
        models.CharField(max_length=20, choices=Duty.choices),
        verbose_name="职责",
        default=list,
        blank=True,
        help_text="决定向本单位要哪些数据；不选的，按单位类别全部询问。",
    )
    path = models.CharField(max_length=200, editable=False)
    position = models.PositiveIntegerField("排序", default=0)
    is_active = models.BooleanField("在用", default=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name"], name="organisation_name_unique"),
            models.UniqueConstraint(fields=["path"], name="organisation_path_unique"),
            models.UniqueConstraint(
                fields=["parent"],
                condition=Q(kind=OrganisationKind.JUDICIAL_BUREAU, is_active=True),
                name="organisation_one_active_bureau",
            ),
        ]
        indexes = [
            models.Index(fields=["path"], name="organisation_path_prefix", opclasses=["varchar_pattern_ops"])
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def signatories(self) -> tuple[str, ...]:
        """The organs that sign its report, the Party committee first."""
        return (self.party_name, self.name) if self.party_name else (self.name,)


class FormerName(models.Model):
    """What a unit was called until a day, and since the name before it, where that is known."""

    organisation = models.ForeignKey(
        Organisation, verbose_name="单位", on_delete=models.CASCADE, related_name="former_names"
    )
    name = models.CharField("原名称", max_length=100)
    short_name = models.CharField("原简称", max_length=MOST_SHORT_NAME)
    party_name = models.CharField("原联合署名的党委", max_length=100, blank=True)
    used_since = models.DateField("启用日期", null=True, blank=True)
    used_until = models.DateField("更名日期")
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.ForeignKey(
        "User", verbose_name="登记人", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(used_since=None) | Q(used_since__lte=F("used_until")),
                name="former_name_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Merger(models.Model):
    """One unit closed and gone into another on a day; its reports of earlier years stay its own."""

    closed = models.OneToOneField(
        Organisation, verbose_name="撤销的单位", on_delete=models.PROTECT, related_name="merger"
    )
    into = models.ForeignKey(
        Organisation, verbose_name="并入的单位", on_delete=models.PROTECT, related_name="predecessors"
    )
    merged_on = models.DateField("撤并日期")
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.ForeignKey(
        "User", verbose_name="登记人", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(closed=F("into")), name="merger_of_two")]

    def __str__(self) -> str:
        return f"{self.closed}并入{self.into}"


def paths_over(path: str) -> tuple[str, ...]:
    """List the paths of a unit and of all above it, the topmost first: /1/, /1/5/."""
    steps = path.strip("/").split("/")
    return tuple(f"/{'/'.join(steps[:depth])}/" for depth in range(1, len(steps) + 1))


@dataclass(frozen=True, slots=True)
class Post:
    """One membership, light enough to keep for a request."""

    role: Role
    organisation_id: int
    organisation_name: str
    kind: OrganisationKind
    path: str
    parent_path: str

    @property
    def reach_path(self) -> str:
        """The path under which this post sees everything, or '' when it sees its own unit only."""
        if self.role in COUNTY_WIDE_ROLES and self.kind == OrganisationKind.JUDICIAL_BUREAU:
            return self.parent_path or self.path
        return ""


@dataclass(frozen=True, slots=True)
class Standing:
    """All that a user is, read once for a request."""

    posts: tuple[Post, ...]

    def reach(self, pk_lookup: str, path_lookup: str) -> Q:
        """The condition “this unit is within my reach”, on any model that leads to a unit."""
        wide = [post.reach_path for post in self.posts if post.reach_path]
        condition = Q(**{f"{pk_lookup}__in": [post.organisation_id for post in self.posts]})
        for path in wide:
            condition |= Q(**{f"{path_lookup}__startswith": path})
        return condition

    def county_reach(self, path_lookup: str) -> Q:
        """As `reach`, for what only county-wide roles may see."""
        condition = Q(pk__in=[])
        for post in self.posts:
            if post.reach_path:
                condition |= Q(**{f"{path_lookup}__startswith": post.reach_path})
        return condition

    def holds(self, role: Role, organisation_id: int) -> bool:
        """Whether this person has the role in that very unit."""
        return any(p.role == role and p.organisation_id == organisation_id for p in self.posts)

    def oversees(self, path: str, roles: Iterable[Role]) -> bool:
        """Whether this person has one of the county-wide roles over the unit with this path."""
        wanted = set(roles)
        return any(p.role in wanted and p.reach_path and path.startswith(p.reach_path) for p in self.posts)

    def has_any(self, roles: Iterable[Role]) -> bool:
        """Whether this person has one of the roles anywhere."""
        wanted = set(roles)
        return any(post.role in wanted for post in self.posts)


class UserManager(BaseUserManager["User"]):
    """Accounts as Django's commands expect to make them."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """Make an account; without a password nobody can sign in with it."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: object) -> "User":
        """Make the account of whoever installs the product."""
        return self.create_user(username, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in."""

    username = models.CharField(
        "用户名",
        max_length=MOST_USERNAME,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": "这个用户名已经有人使用，请换一个。"},
    )
    name = models.CharField("姓名", max_length=MOST_PERSON_NAME)
    phone = models.CharField("电话", max_length=MOST_PHONE, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    is_active = models.BooleanField("在用", default=True)
    must_change_password = models.BooleanField("首次登录须改密码", default=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name as colleagues write it."""
        return self.name

    def standing(self) -> Standing:
        """What this person is where; read from the database once for each loaded user."""
        if not hasattr(self, "_standing"):
            self._standing = Standing(
                tuple(_post(m) for m in self.memberships.select_related("organisation__parent"))
            )
        return self._standing

    def forget_standing(self) -> None:
        """Read the posts anew when they are asked for next."""
        self.__dict__.pop("_standing", None)


class Membership(models.Model):
    """One person's role in one unit."""

    user = models.ForeignKey(User, verbose_name="人员", on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, verbose_name="单位", on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField("角色", max_length=20, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "role"], name="membership_unique")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.organisation} {self.get_role_display()}"


def _post(membership: Membership) -> Post:
    organisation = membership.organisation
    return Post(
        role=Role(membership.role),
        organisation_id=organisation.pk,
        organisation_name=organisation.name,
        kind=OrganisationKind(organisation.kind),
        path=organisation.path,
        parent_path=organisation.parent.path if organisation.parent else "",
    )
