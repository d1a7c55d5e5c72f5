"""DuckDB started, and nothing done with it: what a short run has to take off."""

import duckdb

import peer  # noqa: F401
import sql  # noqa: F401

duckdb.connect().execute("SELECT 1")
