"""Production settings from the environment: secure by default, each fault named in one line."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from config.environment import kept_secret
from tests.config.conftest import ROOT

COMPLETE = {
    "SECRET_KEY": "k" * 25 + "0123456789" * 5,
    "DATABASE_URL": "postgresql://fazhi:p%40ss@db.example.gov.cn:5433/nianbao",
    "ALLOWED_HOSTS": "nianbao.example.gov.cn, 10.1.2.3",
}
SECURITY = ["SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS"]
SHOW = """
import json, sys
from django.core.exceptions import ImproperlyConfigured
try:
    from config.settings import production
except ImproperlyConfigured as error:
    sys.exit(str(error))
print(json.dumps({name: getattr(production, name) for name in sys.argv[1:]}))
"""


def settings(*names: str, **environment: str) -> subprocess.CompletedProcess:
    """Read production settings in a process of their own."""
    clean = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", SHOW, *names]
    return subprocess.run(
        command, cwd=ROOT, env=clean | environment, capture_output=True, text=True, check=False
    )


def shown(*names: str, **environment: str) -> list:
    return list(json.loads(settings(*names, **COMPLETE, **environment).stdout).values())


def test_security_is_on_by_default() -> None:
    assert shown(*SECURITY) == [True, True, True, 31536000]


def test_one_switch_serves_an_intranet_without_tls() -> None:
    assert shown(*SECURITY, "SECURE_PROXY_SSL_HEADER", BEHIND_TLS="0") == [False, False, False, 0, None]


def test_hosts_mail_and_database_come_from_the_environment() -> None:
    mail = "submission://bot%40example.gov.cn:secret@mail.example.gov.cn"
    names = ["ALLOWED_HOSTS", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_USE_TLS", "DATABASES"]
    *rest, databases = shown(*names, EMAIL_URL=mail)
    assert rest == [
        ["nianbao.example.gov.cn", "10.1.2.3"],
        "mail.example.gov.cn",
        587,
        "bot@example.gov.cn",
        True,
    ]
    found = databases["default"]
    assert [found[name] for name in ("HOST", "PORT", "USER", "PASSWORD", "NAME")] == [
        "db.example.gov.cn",
        5433,
        "fazhi",
        "p@ss",
        "nianbao",
    ]


def test_all_that_is_missing_is_named_in_one_line() -> None:
    refused = settings()
    assert refused.returncode == 1
    assert refused.stderr == (
        "缺少环境变量：SECRET_KEY（签名密钥，可用 "
        "python -c 'import secrets; print(secrets.token_urlsafe(50))' 生成）；"
        "DATABASE_URL（数据库地址，如 postgresql://用户:密码@主机:5432/库名）；"
        "ALLOWED_HOSTS（访问本系统的域名或地址，多个用英文逗号分隔）。\n"
    )


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS"])
def test_an_empty_variable_is_a_missing_one(name: str) -> None:
    refused = settings(**COMPLETE | {name: " "})
    assert refused.stderr.startswith(f"缺少环境变量：{name}（")
    assert refused.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "sqlite:///x"),
        ("DATABASE_URL", "nonsense"),
        ("BEHIND_TLS", "perhaps"),
        ("EMAIL_URL", "nonsense"),
    ],
)
def test_a_senseless_value_is_named(name: str, value: str) -> None:
    assert (
        settings(**COMPLETE | {name: value}).stderr == f"环境变量 {name} 的值无法识别，请对照 README 核对。\n"
    )


def test_a_short_secret_is_refused() -> None:
    assert settings(**COMPLETE | {"SECRET_KEY": "short"}).stderr == (
        "环境变量 SECRET_KEY 太短，至少需要50个字符，可用 "
        "python -c 'import secrets; print(secrets.token_urlsafe(50))' 生成。\n"
    )


def test_the_key_of_a_checkout_is_random_private_and_kept(tmp_path: Path) -> None:
    first = kept_secret(tmp_path / "a" / "secret-key")
    assert kept_secret(tmp_path / "a" / "secret-key") == first
    assert kept_secret(tmp_path / "b" / "secret-key") != first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "a" / "secret-key").stat().st_mode) == 0o600
