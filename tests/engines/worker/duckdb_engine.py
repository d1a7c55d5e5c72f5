"""DuckDB, in memory."""

from contextlib import contextmanager

import duckdb

TYPES = {
    "text": "VARCHAR",
    "number": "DECIMAL(28, 10)",
    "double": "DOUBLE",
    "integer": "BIGINT",
    "yes/no": "BOOLEAN",
    "date": "DATE",
    "datetime": "TIMESTAMPTZ",
    "local datetime": "TIMESTAMP",
    "list of text": "VARCHAR[]",
    "list of number": "DECIMAL(28, 10)[]",
}


class DuckDb:
    version = f"DuckDB {duckdb.__version__}"

    def __init__(self, zone="Pacific/Apia"):
        # The session's zone must not matter: an unusual one would show it.
        self.connection = duckdb.connect(":memory:", config={"threads": 2})
        self.connection.execute(f"SET TimeZone = '{zone}'")

    def table(self, name, columns, rows):
        parts = ", ".join(f'"{column}" {TYPES[kind]}' for column, kind in columns)
        self.connection.execute(f'CREATE OR REPLACE TABLE "{name}" ({parts})')
        if rows:
            marks = ", ".join("?" for _ in columns)
            self.connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)

    def query(self, text, as_of):
        bound = {"as_of": as_of} if "$as_of" in text else None
        found = self.connection.execute(text, bound)
        return [it[0] for it in found.description], found.fetchall()


@contextmanager
def engine():
    yield DuckDb()
