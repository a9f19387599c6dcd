"""What the settings ask of the environment, each fault named in one line."""

import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

from config.var import VAR_DIR

Value = TypeVar("Value")

SHORTEST_SECRET = 50
MAKE_A_SECRET = "python -c 'import secrets; print(secrets.token_urlsafe(50))'"
WHAT_FOR = {
    "SECRET_KEY": f"签名密钥，可用 {MAKE_A_SECRET} 生成",
    "DATABASE_URL": "数据库地址，如 postgresql://用户:密码@主机:5432/库名",
    "ALLOWED_HOSTS": "访问本系统的域名或地址，多个用英文逗号分隔",
}
MAIL_SETTINGS = (
    "EMAIL_BACKEND",
    "EMAIL_HOST",
    "EMAIL_PORT",
    "EMAIL_HOST_USER",
    "EMAIL_HOST_PASSWORD",
    "EMAIL_USE_TLS",
    "EMAIL_USE_SSL",
)


def require(*names: str) -> None:
    """Refuse to start when a variable is missing or empty, all such in one line."""
    missing = [f"{name}（{WHAT_FOR[name]}）" for name in names if not os.environ.get(name, "").strip()]
    if missing:
        raise ImproperlyConfigured(f"缺少环境变量：{'；'.join(missing)}。")


def require_secret() -> None:
    """Refuse a secret key that could be guessed."""
    if len(os.environ["SECRET_KEY"]) < SHORTEST_SECRET:
        raise ImproperlyConfigured(
            f"环境变量 SECRET_KEY 太短，至少需要{SHORTEST_SECRET}个字符，可用 {MAKE_A_SECRET} 生成。"
        )


def valid(name: str, read: Callable[..., Value], *arguments: object) -> Value:
    """Read one variable, and refuse a value that nobody can make sense of."""
    try:
        return read(name, *arguments)
    except (EnvError, LookupError, ValueError):
        raise ImproperlyConfigured(f"环境变量 {name} 的值无法识别，请对照 README 核对。") from None


def database_parts(name: str) -> dj_database_url.DBConfig:
    """Read the address of a PostgreSQL database."""
    parts = dj_database_url.parse(os.environ[name])
    if parts["ENGINE"] != "django.db.backends.postgresql":
        raise ValueError
    return parts


def mail(name: str, default: str) -> dict[str, object]:
    """Read the address of a mail server into Django's settings for it."""
    settings: dict[str, object] = Env().dj_email_url(name, default)
    return {key: settings[key] for key in MAIL_SETTINGS}


def kept_address() -> str:
    """Give the address that the launcher wrote down for commands beside it, without starting anything."""
    kept = VAR_DIR / "database-url"
    return kept.read_text().strip() if kept.exists() else "postgres:///fazhi"


def kept_secret(path: Path) -> str:
    """Give the key that this checkout signs with, made at random the first time."""
    try:
        if not path.exists():
            keep(path, secrets.token_urlsafe(SHORTEST_SECRET))
        return path.read_text().strip()
    except OSError:
        raise ImproperlyConfigured(f"无法读写 {path}，请检查 var/ 的权限。") from None


def keep(path: Path, text: str) -> None:
    """Write a small private file whole or not at all."""
    path.parent.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", dir=path.parent, prefix=f"{path.name}.", encoding="utf-8", delete=False
    ) as passing:  # readable by its owner only
        passing.write(f"{text}\n")
    if os.geteuid() == 0:  # root in somebody's checkout must not lock that person out
        os.chown(passing.name, path.parent.stat().st_uid, path.parent.stat().st_gid)
    Path(passing.name).replace(path)
