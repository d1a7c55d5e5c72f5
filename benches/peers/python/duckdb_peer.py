"""The rules in DuckDB: duckdb_peer.py MODEL DATA OUT."""

import duckdb

import sql
from peer import COLUMNS, arguments

model, data, out = arguments()
database = duckdb.connect()
if sum(len(it["rules"]) for it in model["groups"]) > 100:
    # Many rules take less time without the optimizer, and 5,000 do not come to an end with it.
    database.execute("PRAGMA disable_optimizer")
if data.endswith(".parquet"):
    source = f"read_parquet('{data}')"
else:
    types = {name: kind.duckdb for name, kind in COLUMNS.items()}
    source = f"read_csv('{data}', header = true, columns = {types})"
query = sql.Printer(model, sql.Dialect()).query(source)
database.execute(f"COPY ({query}) TO '{out}' (FORMAT csv, HEADER)")
