"""Runs statements on one engine: reads a request a line, answers with a line.

    {"table": "lead", "columns": [["id", "text"], …], "rows": [["1", …], …]}   makes a table anew
    {"query": "SELECT …", "as_of": "2025-03-01T23:59:59Z"}                     {"columns": […], "rows": [[…], …]}

Values are texts, lists of texts, or null in both directions. What an engine refuses is {"error": "…"}.
"""

import importlib
import json
import sys
from datetime import date, datetime
from decimal import Decimal


def value(kind, text):
    """A value of the kind that its column has."""
    if text is None:
        return None
    match kind:
        case "number":
            return Decimal(text)
        case "double":
            return float(text)
        case "integer":
            return int(text)
        case "yes/no":
            return text == "true"
        case "date":
            return date.fromisoformat(text)
        case "datetime" | "local datetime":
            return datetime.fromisoformat(text)
        case "list of text":
            return list(text)
        case "list of number":
            return [Decimal(it) for it in text]
        case _:
            return text


def told(found):
    """A value as text."""
    match found:
        case None:
            return None
        case bool():
            return "true" if found else "false"
        case list() | tuple():
            return [told(it) for it in found]
        case date() | datetime():
            return found.isoformat()
        case _ if hasattr(found, "tolist"):
            return told(found.tolist())
        case _:
            return str(found)


def answer(engine, request):
    if "table" in request:
        kinds = [kind for _, kind in request["columns"]]
        rows = [[value(*it) for it in zip(kinds, row)] for row in request["rows"]]
        engine.table(request["table"], request["columns"], rows)
        return {"rows": len(rows)}
    columns, rows = engine.query(request["query"], datetime.fromisoformat(request["as_of"]))
    return {"columns": columns, "rows": [[told(it) for it in row] for row in rows]}


def main():
    name = sys.argv[1]
    with importlib.import_module(f"{name}_engine").engine() as engine:
        print(json.dumps({"version": engine.version}), flush=True)
        for line in sys.stdin:
            try:
                reply = answer(engine, json.loads(line))
            except Exception as error:  # noqa: BLE001 whatever the engine says is the answer
                reply = {"error": f"{type(error).__name__}: {error}"}
            print(json.dumps(reply), flush=True)


main()
