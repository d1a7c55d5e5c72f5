"""The rules in chdb, which is ClickHouse inside of a process: chdb_peer.py MODEL DATA OUT."""

import os

import chdb

import sql
from peer import COLUMNS, arguments


class ClickHouse(sql.Dialect):
    """A missing text is an empty one here, as is usual for ClickHouse."""

    def lower(self, column):
        return f"lowerUTF8({column})"

    def domain(self, email):
        return f"substring({email}, position({email}, '@') + 1)"

    def contains(self, column, texts):
        if len(texts) == 1:
            return f"position({column}, {sql.text(texts[0])}) > 0"
        return f"multiSearchAny({column}, [{', '.join(sql.text(it) for it in texts)}])"

    def missing(self, column):
        return f"{column} = ''" if column == "domain" or COLUMNS[column].clickhouse == "String" else f"{column} IS NULL"

    def day(self, day):
        return f"toDate32('{day}')"


model, data, out = arguments()
kind = "Parquet" if data.endswith(".parquet") else "CSVWithNames"
types = ", ".join(f"{name} {kind.clickhouse}" for name, kind in COLUMNS.items())
query = sql.Printer(model, ClickHouse()).query(f"file('{data}', '{kind}', '{types}')")
limits = "max_query_size = 0, max_ast_elements = 10000000, max_expanded_ast_elements = 10000000"
if os.path.exists(out):
    os.remove(out)
result = chdb.query(f"{query} INTO OUTFILE '{out}' FORMAT CSVWithNames SETTINGS {limits}")
