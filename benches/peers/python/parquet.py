"""CSV of leads into Parquet with typed columns: parquet.py CSV PARQUET."""

import sys

import duckdb

from peer import COLUMNS

source, target = sys.argv[1:]
types = {name: kind.duckdb for name, kind in COLUMNS.items()}
database = duckdb.connect()
database.read_csv(source, header=True, columns=types).to_parquet(target, compression="snappy")
