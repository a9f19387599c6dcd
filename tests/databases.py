"""The databases that a worker's tests run on: copies of one another, many times faster than building anew."""

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection
from psycopg import sql


def current() -> str:
    """The database that the tests are in."""
    return str(connection.settings_dict["NAME"])


def move_to(name: str) -> None:
    """Let the connection, and what starts processes of its own, speak to this database from now on."""
    if name != current():
        connection.close()
        connection.settings_dict["NAME"] = settings.DATABASES[DEFAULT_DB_ALIAS]["NAME"] = name


def move_to_copy(name: str, *, of: str) -> None:
    """Move to a new copy of a database in which nobody else is."""
    move_to("postgres")
    _run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    _run("CREATE DATABASE {} TEMPLATE {}", name, of)
    move_to(name)


def move_back(name: str, *, dropping: str) -> None:
    """Move to another database and drop the copy."""
    move_to("postgres")
    _run("DROP DATABASE {} WITH (FORCE)", dropping)
    move_to(name)


def _run(statement: str, *names: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
