"""PostgreSQL: a server of its own in a temporary folder, reached through a socket there."""

import glob
import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager

import psycopg

TYPES = {
    "text": "text",
    "number": "numeric",
    "double": "double precision",
    "integer": "bigint",
    "yes/no": "boolean",
    "date": "date",
    "datetime": "timestamptz",
    "local datetime": "timestamp",
    "list of text": "text[]",
    "list of number": "numeric[]",
}


class Postgres:
    def __init__(self, connection):
        self.connection = connection
        connection.execute("SET TIME ZONE 'Pacific/Apia'")
        self.version = f"PostgreSQL {connection.info.parameter_status('server_version')}"

    def table(self, name, columns, rows):
        parts = ", ".join(f'"{column}" {TYPES[kind]}' for column, kind in columns)
        self.connection.execute(f'DROP TABLE IF EXISTS "{name}"')
        self.connection.execute(f'CREATE TABLE "{name}" ({parts})')
        with self.connection.cursor().copy(f'COPY "{name}" FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)

    def query(self, text, as_of):
        bound = [as_of] if "$1" in text else None
        cursor = psycopg.RawCursor(self.connection)
        cursor.execute(text, bound)
        return [it.name for it in cursor.description], cursor.fetchall()


@contextmanager
def engine():
    programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
    folder = tempfile.mkdtemp(prefix="pg-")
    # The server refuses to run as root.
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)

    def run(program, *arguments):
        command = [f"{programs}/{program}", *arguments]
        subprocess.run(command, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    data = f"{folder}/data"
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    try:
        run("initdb", "-D", data, "-A", "trust", "-U", "tester", "-E", "UTF8", "--locale=C.UTF-8")
        run("pg_ctl", "-D", data, "-l", f"{folder}/log", "-w", "-o", options, "start")
        try:
            address = f"host={folder} user=tester dbname=postgres"
            with psycopg.connect(address, autocommit=True) as connection:
                yield Postgres(connection)
        finally:
            run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
