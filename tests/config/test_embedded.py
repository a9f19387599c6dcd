"""The embedded database with its real programs: odd places, orphans, stale process numbers, refusals."""

import fcntl
import os
import pwd
import stat
import subprocess
import sys
from pathlib import Path

import dj_database_url
import psutil
import psycopg
import pytest

from config import embedded
from config.console import SetupError
from config.embedded import Cluster, running
from tests.config.conftest import ROOT, copied

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")

HOLD = """
import sys
from pathlib import Path
from config.embedded import FOR_TESTS, Cluster, running
with running(Cluster(Path(sys.argv[1]), FOR_TESTS)) as server:
    print(server.pid, flush=True)
    sys.stdin.read()
"""


def ask(cluster: Cluster, question: str) -> tuple:
    """Ask one question by the address as the settings read it."""
    parts = dj_database_url.parse(cluster.address)
    with psycopg.connect(
        host=parts["HOST"], port=parts["PORT"], user=parts["USER"], dbname=parts["NAME"]
    ) as db:
        return db.execute(question).fetchone()


def stranger(folder: Path) -> subprocess.Popen:
    """Start a process that is none of ours and works in `folder`."""
    waiting = [sys.executable, "-c", "print(flush=True); input()"]
    process = subprocess.Popen(waiting, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.stdout.readline()
    return process


def is_alive(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


@pytest.mark.parametrize(
    "name",
    [
        "有 空格 的云岭县",
        "逗号, 引号'\" 和%百分号",
        "/".join(["很深很深的文件夹"] * 9),
    ],
)
def test_it_runs_in_odd_places(place: Path, fresh_data: Path, name: str) -> None:
    cluster = copied(fresh_data, place / name)
    with running(cluster):
        assert ask(cluster, "SELECT current_database()") == ("fazhi",)
    assert len(os.fsencode(cluster.socket_folder)) < 90


def test_a_new_cluster_speaks_utf8_and_sorts_by_code_point(place: Path) -> None:
    cluster = Cluster(place / "pg")
    with running(cluster):
        question = "SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = 'fazhi'"
        assert ask(cluster, question) == ("UTF8", "C.UTF-8")
        assert ask(cluster, "SELECT current_setting('fsync')") == ("on",)
    assert sorted(path.name for path in place.iterdir()) == ["pg", "pg-socket", "pg.lock", "pg.log"]


def test_only_a_private_socket_is_open(cluster: Cluster) -> None:
    with running(cluster) as server:
        postmaster = psutil.Process(server.pid)
        assert [
            port for port in postmaster.net_connections("inet") if port.status == psutil.CONN_LISTEN
        ] == []
        assert stat.S_IMODE(cluster.socket_folder.stat().st_mode) == 0o700


def test_the_server_is_never_root(cluster: Cluster) -> None:
    expected = os.getuid() or pwd.getpwnam("nobody").pw_uid
    with running(cluster) as server:
        assert psutil.Process(server.pid).uids().effective == expected


def test_what_was_entered_is_there_after_a_stop(cluster: Cluster) -> None:
    with running(cluster), psycopg.connect(cluster.address) as db:
        db.execute("CREATE TABLE kept AS SELECT '云岭县' AS name")
    with running(cluster):
        assert ask(cluster, "SELECT name FROM kept") == ("云岭县",)


def test_what_was_entered_survives_a_killed_server(cluster: Cluster) -> None:
    cluster = Cluster(cluster.folder)  # with the settings of the demonstration, not of the tests
    with running(cluster) as server:
        with psycopg.connect(cluster.address) as db:
            db.execute("CREATE TABLE kept AS SELECT '云岭县' AS name")
        server.kill()
    with running(cluster):
        assert ask(cluster, "SELECT name FROM kept") == ("云岭县",)


def test_a_killed_launcher_does_not_spoil_the_next_start(cluster: Cluster) -> None:
    holding = [sys.executable, "-c", HOLD, str(cluster.folder)]
    with subprocess.Popen(holding, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as launcher:
        orphan = int(launcher.stdout.readline())
        launcher.kill()
    with running(cluster):
        assert not is_alive(orphan)
        assert ask(cluster, "SELECT 1") == (1,)


def test_an_orphan_that_nothing_binds_to_its_parent_is_ended(cluster: Cluster) -> None:
    account = embedded.choose_account(cluster.folder)
    embedded.hand_over(cluster.folder, account=account)
    sockets = embedded.open_socket_folder(cluster.socket_folder, account=account)
    command = [embedded.binary("postgres"), "-D", cluster.folder, "-k", sockets, "-c", "listen_addresses="]
    identity = account.popen if account else {}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, **identity) as orphan:
        assert any("ready to accept connections" in line for line in orphan.stderr)
        with running(cluster):
            assert ask(cluster, "SELECT 1") == (1,)
        assert orphan.wait(timeout=20) == 0


@pytest.mark.parametrize("folder", ["pg", "."])
def test_a_stale_process_number_costs_no_stranger_its_life(cluster: Cluster, folder: str) -> None:
    with stranger(cluster.folder.parent / folder) as other:
        record = f"{other.pid}\n{cluster.folder}\n1\n5432\n\n\n1 1\nready\n"
        (cluster.folder / "postmaster.pid").write_text(record)
        cluster.socket_folder.mkdir()
        (cluster.socket_folder / ".s.PGSQL.5432.lock").write_text(record)
        with running(cluster):
            assert ask(cluster, "SELECT 1") == (1,)
        assert other.poll() is None
        other.kill()


def test_a_cluster_in_use_is_refused(cluster: Cluster) -> None:
    with running(cluster), pytest.raises(SetupError) as refusal, running(cluster):
        pass
    assert str(refusal.value) == f"数据库 {cluster.folder} 正由另一个进程（{os.getpid()}）使用，请先停止它。"


def test_data_that_an_unseen_process_uses_are_refused(hollow: Cluster) -> None:
    data = os.open(hollow.folder, os.O_RDONLY)
    fcntl.flock(data, fcntl.LOCK_EX)
    with pytest.raises(SetupError) as refusal, running(hollow):
        pass
    os.close(data)
    assert (
        str(refusal.value) == f"数据库文件夹 {hollow.folder} 正被另一个容器或系统中的程序使用，请先停止它。"
    )


def test_a_checkout_that_the_user_of_the_database_cannot_enter_is_refused(place: Path) -> None:
    account = embedded.as_account(pwd.getpwnam("nobody"))
    closed = place / "闭门"
    (closed / "var").mkdir(parents=True)
    closed.chmod(0o700)
    if os.geteuid() != 0:
        assert embedded.choose_account(closed / "var" / "pg") is None
        return
    with pytest.raises(SetupError) as refusal:
        embedded.require_reach(closed / "var", account=account)
    assert str(refusal.value) == (
        f"数据库用户 nobody 进不了文件夹 {closed}，请把项目移到所有用户都能进入的位置（如 /opt），"
        "或改用普通用户运行，或设置 DATABASE_URL。"
    )


def test_data_of_another_version_are_refused(hollow: Cluster) -> None:
    (hollow.folder / "PG_VERSION").write_text("16\n")
    with pytest.raises(SetupError) as refusal, running(hollow):
        pass
    assert str(refusal.value) == (
        f"{hollow.folder} 由 PostgreSQL 16 建立，本程序内置 18，请先导出数据再删除该文件夹。"
    )


def test_a_half_made_cluster_of_a_killed_run_is_cleared_away(place: Path) -> None:
    (place / "pg.new-half").mkdir()
    (place / "pg.new-half" / "PG_VERSION").write_text("18\n")
    embedded.create(place / "pg", account=embedded.choose_account(place / "pg"))
    assert [path.name for path in place.iterdir()] == ["pg"]


def test_a_socket_folder_that_is_a_link_is_refused(hollow: Cluster, place: Path) -> None:
    hollow.socket_folder.symlink_to(place)
    with pytest.raises(SetupError) as refusal, running(hollow):
        pass
    assert str(refusal.value) == f"文件夹 {hollow.socket_folder} 被其他用户占用，请删除它后重试。"


def test_a_server_that_cannot_start_says_why_in_one_line(cluster: Cluster) -> None:
    broken = Cluster(cluster.folder, ("max_connections=none",))
    with pytest.raises(SetupError) as refusal, running(broken):
        pass
    assert str(refusal.value).startswith("内置数据库没有启动：")
    assert "\n" not in str(refusal.value)


def test_a_connected_client_does_not_delay_the_stop(cluster: Cluster) -> None:
    with running(cluster) as server:
        client = psycopg.connect(cluster.address)
    assert server.returncode == 0
    client.close()
