"""What the Python contestants share: the columns, the rules as JSON, and what a peer is called with."""

import json
import sys
from collections import namedtuple

Kind = namedtuple("Kind", "duckdb clickhouse polars arrow")
TEXT = Kind("VARCHAR", "String", "String", "string")
INTEGER = Kind("BIGINT", "Nullable(Int64)", "Int64", "int64")
DECIMAL = Kind("DOUBLE", "Nullable(Float64)", "Float64", "float64")
DATE = Kind("DATE", "Nullable(Date32)", "Date", "date32")
YES_NO = Kind("BOOLEAN", "Nullable(Bool)", "Boolean", "bool_")

COLUMNS = {
    "id": TEXT,
    "email": TEXT,
    "first_name": TEXT,
    "last_name": TEXT,
    "company": TEXT,
    "job_title": TEXT,
    "country": TEXT,
    "industry": TEXT,
    "city": TEXT,
    "source": TEXT,
    "employees": INTEGER,
    "revenue": DECIMAL,
    "page_views": INTEGER,
    "emails_opened": INTEGER,
    "created": DATE,
    "last_seen": DATE,
    "subscribed": YES_NO,
}


def arguments():
    """The model, the data and the output that a peer is called with: PEER MODEL DATA OUT."""
    model, data, out = sys.argv[1:]
    with open(model, encoding="utf-8") as file:
        return json.load(file), data, out


def conditions(cond):
    """A condition and all conditions inside of it."""
    yield cond
    for inner in cond.get("conds", []) + ([cond["cond"]] if "cond" in cond else []):
        yield from conditions(inner)


def fields(model):
    """The columns that rules test; the domain is made of the e-mail address."""
    rules = (rule for group in model["groups"] for rule in group["rules"])
    tested = {it["field"] for rule in rules for it in conditions(rule["when"]) if "field" in it}
    return [it for it in [*COLUMNS, "domain"] if it in tested]
