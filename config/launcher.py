"""What `make demo` and its sisters do inside .venv: the database, then the product, until told to stop."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

import psutil
import psycopg

from config import verification
from config.console import SetupError, complain, say
from config.embedded import Cluster, running
from config.environment import database_parts, keep
from config.processes import GRACE_SECONDS, end, ends_with_parent, held, wait_until, working_in
from config.var import VAR_DIR, make_var

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
MARK = "--name=fazhi-demo"  # by which the next start knows what the demonstration has left running
SERVER = [sys.executable, "-m", "gunicorn", "-c", "config/server.py", MARK, "config.wsgi"]
WORKER = [sys.executable, "manage.py", "procrastinate", "worker", MARK]
WORKER_LOG = VAR_DIR / "worker.log"
MAKE = os.getppid() if "MAKELEVEL" in os.environ else None
READY_SECONDS, STOP_SECONDS = 60, 8
CLUSTER = Cluster(VAR_DIR / "pg")


class Interrupted(BaseException):
    """Somebody has asked for the end: Ctrl-C, a signal, or a closed terminal."""


def main(arguments: list[str]) -> int:
    """Run one action and give its exit status."""
    action, *rest = arguments
    listen_for_the_end()
    try:
        return ACTIONS[action](rest)
    except SetupError as error:
        return complain(error)
    except Interrupted:
        say("已停止。")
        return 0 if action == "demo" else 130


def listen_for_the_end() -> None:
    """Turn the first request to stop into an exception, and let no second one disturb the stopping."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
        raise Interrupted

    for number in numbers:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup
            signal.signal(number, interrupt)


def demonstrate(_arguments: list[str]) -> int:
    """Serve the demonstration county on this machine until interrupted."""
    port = chosen_port()
    make_var()
    taken = "本目录的演示系统已在运行（{note}），请直接打开，或先在那个终端按 Ctrl-C。"
    with held(VAR_DIR / "demo.lock", taken=taken, note=f"http://{HOST}:{port}"):
        end_orphans()
        require_free(port)
        with database() as (address, servers):
            environment = {**os.environ, "DATABASE_URL": address, "PORT": str(port)}
            environment["DJANGO_SETTINGS_MODULE"] = "config.settings.development"
            accounts = prepare(environment)
            with serving(environment) as server, working(environment) as worker:
                require_answer(f"http://{HOST}:{port}/")
                say(f"{accounts}\n法治年报已启动：http://{HOST}:{port}　（按 Ctrl-C 停止）")
                watch([*servers, server, worker])
    return 0


def manage(arguments: list[str]) -> int:
    """Run one management command on the database of the demonstration, which may be running or not."""
    make_var()
    signal.signal(signal.SIGINT, lambda _number, _frame: None)  # Ctrl-C is for the command
    command = [sys.executable, "manage.py", *arguments]
    with database(may_run_already=True) as (address, _servers):
        return subprocess.run(
            command, cwd=ROOT, env={**os.environ, "DATABASE_URL": address}, check=False
        ).returncode


def chosen_port() -> int:
    """Read the port that was asked for."""
    asked = os.environ.get("PORT") or "8000"
    if not (asked.isascii() and asked.isdigit() and 0 < int(asked) < 65536):
        raise SetupError(f"端口 PORT={asked} 无效，请用1到65535之间的整数。")
    return int(asked)


def end_orphans() -> None:
    """End a web server or worker of this checkout whose launcher was killed."""

    def orphans() -> list[psutil.Process]:
        return working_in(ROOT, is_ours=lambda process: MARK in process.cmdline())

    if not end(orphans, signals=(signal.SIGTERM, signal.SIGKILL), patience=STOP_SECONDS):
        raise SetupError("上次遗留的网页服务或后台服务无法停止，请重新启动计算机后再试。")


def require_free(port: int) -> None:
    """Refuse a port that is in use or not ours to take."""
    if not wait_until(lambda: is_free(port), seconds=GRACE_SECONDS):
        raise SetupError(f"端口 {port} 已被其他程序占用，请换一个，例如：make demo PORT=8001。")


def is_free(port: int) -> bool:
    """Try the port for a moment."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise SetupError(f"当前用户无权使用端口 {port}，请用 PORT= 换一个大于1023的端口。") from None
        except OSError:
            return False
    return True


@contextmanager
def database(*, may_run_already: bool = False) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Give the address of the database, and the processes to watch when it is the embedded one."""
    if address := os.environ.get("DATABASE_URL"):
        say(f"数据库：使用 DATABASE_URL 指定的服务器（{require_connection()}）。")
        yield address, []
    elif may_run_already and is_running():
        yield CLUSTER.address, []
    else:
        say("数据库：使用内置的 PostgreSQL（var/pg），正在启动……")
        with running(CLUSTER) as server:
            keep(VAR_DIR / "database-url", CLUSTER.address)
            yield CLUSTER.address, [server]


def is_running() -> bool:
    """Say whether the embedded database answers."""
    with suppress(psycopg.OperationalError):
        psycopg.connect(CLUSTER.address, connect_timeout=5).close()
        return True
    return False


def require_connection() -> str:
    """Connect once to a given database, and name it without its password."""
    try:
        parts = database_parts("DATABASE_URL")
    except ValueError:
        raise SetupError(
            "DATABASE_URL 不是 PostgreSQL 地址，应如 postgresql://用户:密码@主机:5432/库名。"
        ) from None
    name = f"{parts['HOST'] or 'localhost'}:{parts['PORT'] or 5432}/{parts['NAME']}"
    try:
        psycopg.connect(
            host=parts["HOST"],
            port=parts["PORT"],
            user=parts["USER"],
            password=parts["PASSWORD"],
            dbname=parts["NAME"],
            connect_timeout=5,
            **parts.get("OPTIONS", {}),
        ).close()
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0]
        raise SetupError(f"连接不上 DATABASE_URL 指定的数据库 {name}，请检查地址和网络：{reason}") from None
    return name


def prepare(environment: dict[str, str]) -> str:
    """Bring database, county and static files up to date, and give the accounts to show."""
    say("正在准备数据和页面文件（首次约需一分钟）……")
    done = subprocess.run(
        [sys.executable, "-m", "config.preparation"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        start_new_session=True,
        preexec_fn=ends_with_parent(signal.SIGTERM),
    )
    if done.returncode:
        raise SetupError("演示数据没有准备好，原因见上面的输出。")
    return done.stdout


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run the web server for the length of a `with` block, entered when a worker can answer."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        SERVER,
        cwd=ROOT,
        env={**environment, "LAUNCHER_READY": str(writer)},
        pass_fds=(writer,),
        start_new_session=True,  # Ctrl-C is for the launcher, which stops things in their order
        preexec_fn=ends_with_parent(signal.SIGTERM),
    )
    try:
        os.close(writer)
        if not os.read(reader, 1):
            raise SetupError("网页服务没有启动，原因见上面的输出。")
        yield server
    finally:
        os.close(reader)
        stop(server)


@contextmanager
def working(environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker of the background work for the length of a `with` block; it lays down what it is at."""
    with WORKER_LOG.open("wb") as log:
        worker = subprocess.Popen(
            WORKER,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=ends_with_parent(signal.SIGTERM),
        )
    try:
        yield worker
    finally:
        stop(worker)


def stop(server: subprocess.Popen[bytes]) -> None:
    """Stop a server and, if need be by force, all that it has started."""
    server.terminate()
    with suppress(subprocess.TimeoutExpired):
        server.wait(timeout=STOP_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def require_answer(address: str) -> None:
    """Ask for the first page, and refuse to call a broken server started."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        opener.open(address, timeout=READY_SECONDS).close()
    except urllib.error.HTTPError as error:
        if error.code >= 500:
            raise SetupError(f"网页服务已启动，但首页出错（{error.code}），原因见上面的输出。") from None
    except OSError as error:
        raise SetupError(f"网页服务没有应答（{error}），请重新运行。") from None


def watch(children: list[subprocess.Popen[bytes]]) -> None:
    """Wait until a child ends, which it should not, or make, which started this process, is gone."""
    while MAKE in {None, os.getppid()}:
        if any(child.poll() is not None for child in children):
            raise SetupError(
                "系统的一个部分意外停止，其余部分已一并停止，数据不受影响，请重新运行 make demo。"
            )
        time.sleep(0.3)


ACTIONS: dict[str, Callable[[list[str]], int]] = {
    "demo": demonstrate,
    "manage": manage,
    "test": verification.verify,
    "pytest": verification.run_pytest,
    "lint": verification.lint,
    "bench": verification.bench,
    "lock": verification.lock,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
