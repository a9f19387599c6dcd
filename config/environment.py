"""What the settings ask of the environment, each fault named in one line."""

import os

from django.core.exceptions import ImproperlyConfigured

SHORTEST_SECRET = 50
MAKE_A_SECRET = "python -c 'import secrets; print(secrets.token_urlsafe(50))'"
WHAT_FOR = {
    "SECRET_KEY": f"签名密钥，可用 {MAKE_A_SECRET} 生成",
    "DATABASE_URL": "数据库地址，如 postgresql://用户:密码@主机:5432/库名",
    "ALLOWED_HOSTS": "访问本系统的域名或地址，多个用英文逗号分隔",
}


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
