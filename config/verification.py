"""What `make test` runs: every check of the code, then every test, on a database of their own."""

import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

from config.console import SetupError, say
from config.embedded import FOR_TESTS, Cluster, running
from config.var import VAR_DIR, make_var

ROOT = Path(__file__).resolve().parents[1]
CLUSTER = Cluster(VAR_DIR / "pg-test", FOR_TESTS)
BENCH_CLUSTER = Cluster(VAR_DIR / "pg-bench")  # as careful with its data as production
NEEDS_SHARED = "shared"  # the marker of tests that read the samples
DEBIAN_PACKAGES = ("chromium", "fonts-noto-cjk", "libreoffice-writer-nogui", "poppler-utils")
APT_INSTALL = ["apt-get", "install", "--yes", "--no-install-recommends"]
STATIC_CHECKS = {
    "代码检查 ruff": ["ruff", "check", "."],
    "代码格式 ruff format": ["ruff", "format", "--check", "."],
    "类型检查 mypy": ["mypy"],
    "导入规则 import-linter": [str(Path(sys.executable).with_name("lint-imports"))],
}
MIGRATIONS_CHECK = ["manage.py", "makemigrations", "--check", "--dry-run"]
DEPLOY_CHECK = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
COMPILE = [
    "piptools",
    "compile",
    "--quiet",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
]
COMPILE += ["--no-emit-trusted-host", "--strip-extras", "--allow-unsafe"]


def verify(_arguments: list[str]) -> int:
    """Check the code and run all tests; the first failure ends it."""
    require_packages()
    lint([])
    make_var()
    with running(CLUSTER):
        run("数据库迁移是否齐全", MIGRATIONS_CHECK, **for_tests())
        run("正式环境设置 check --deploy", DEPLOY_CHECK, **for_production())
        skipped = files_left_out()
        selection = ["-m", f"not {NEEDS_SHARED}"] if skipped else []
        run("测试 pytest", ["pytest", "-n", "2", "--dist=worksteal", *selection], **for_tests())
    if not skipped:
        return 0
    say(f"未运行：{shared_folder()} 不存在，需要其中样本的测试没有运行：{'、'.join(skipped)}。")
    return 1 if os.environ.get("CI") else 0


def lint(_arguments: list[str]) -> int:
    """Run the checks that need no database."""
    for title, command in STATIC_CHECKS.items():
        run(title, command)
    return 0


def run_pytest(arguments: list[str]) -> int:
    """Run some of the tests, as pytest is told to."""
    make_var()
    with running(CLUSTER):
        run("测试 pytest", ["pytest", *arguments], **for_tests())
    return 0


def bench(arguments: list[str]) -> int:
    """Measure the product against its goals and its peers, all subjects or those that are named."""
    make_var()
    with running(BENCH_CLUSTER):
        run("性能测试 bench", ["tests.bench", *arguments], **for_tests(BENCH_CLUSTER))
    return 0


def lock(_arguments: list[str]) -> int:
    """Write both lock files anew from pyproject.toml, the second bound by the first."""
    run("requirements.lock", [*COMPILE, "--output-file=requirements.lock", "pyproject.toml"])
    extra = ["--extra=dev", "--constraint=requirements.lock"]
    run("requirements-dev.lock", [*COMPILE, *extra, "--output-file=requirements-dev.lock", "pyproject.toml"])
    return 0


def run(title: str, command: list[str], **environment: str) -> None:
    """Run one Python program with a heading, and stop everything when it fails."""
    say(f"── {title}")
    module = [] if command[0].endswith(".py") or "/" in command[0] else ["-m"]
    arguments = [sys.executable, *module, *command]
    done = subprocess.run(arguments, cwd=ROOT, env={**os.environ, **environment}, check=False)
    if done.returncode:
        raise SetupError(f"未通过：{title}。")


def for_tests(cluster: Cluster = CLUSTER) -> dict[str, str]:
    """Give the environment of the tests, or of what is measured beside them."""
    return {"DATABASE_URL": cluster.address, "DJANGO_SETTINGS_MODULE": "config.settings.testing"}


def for_production() -> dict[str, str]:
    """Give an environment as an office would set it, whatever this machine has set."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "DATABASE_URL": CLUSTER.address,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "nianbao.example.gov.cn",
        "BEHIND_TLS": "1",
        "EMAIL_URL": "submission://mail.example.gov.cn",
    }


def shared_folder() -> Path:
    """Give the folder of shared samples."""
    return Path(os.environ.get("SHARED") or ROOT.parent / "shared")


def files_left_out() -> list[str]:
    """Name the test files of which something cannot run, since the shared samples are not here."""
    if shared_folder().is_dir():
        return []
    mark = f"mark.{NEEDS_SHARED}"
    found = [
        path for path in sorted((ROOT / "tests").rglob("*.py")) if mark in path.read_text(encoding="utf-8")
    ]
    return [str(path.relative_to(ROOT)) for path in found]


def require_packages() -> None:
    """Install the Debian packages that are missing, or stop with the command to type."""
    missing = [name for name in DEBIAN_PACKAGES if not is_installed(name)]
    if not missing:
        return
    names = " ".join(missing)
    if not shutil.which("apt-get"):
        raise SetupError(f"测试需要 {names}，请用系统的软件包管理器安装相应软件后重新运行 make test。")
    if os.geteuid() != 0:
        command = f"sudo apt-get update && sudo {' '.join(APT_INSTALL)} {names}"
        raise SetupError(f"测试需要先安装软件包，请运行：{command}")
    say(f"正在安装测试所需的软件包：{names}……")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update"], [*APT_INSTALL, *missing]):
        if subprocess.run(step, env=environment, stdout=subprocess.DEVNULL, check=False).returncode:
            raise SetupError(
                f"软件包没有装上，请检查网络后运行：apt-get update && {' '.join(APT_INSTALL)} {names}"
            )


def is_installed(package: str) -> bool:
    """Ask Debian whether a package is installed; where there is no Debian, none is."""
    if not shutil.which("dpkg-query"):
        return False
    question = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package]
    return subprocess.run(question, capture_output=True, text=True, check=False).stdout == "installed"
