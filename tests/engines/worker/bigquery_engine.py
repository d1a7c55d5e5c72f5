"""BigQuery, as far as it can be run without an account."""

from contextlib import contextmanager

from transpiled import Transpiled


@contextmanager
def engine():
    yield Transpiled("bigquery")
