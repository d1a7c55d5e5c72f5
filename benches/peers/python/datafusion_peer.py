"""The rules in DataFusion: datafusion_peer.py MODEL DATA OUT."""

import pyarrow
from datafusion import SessionContext

import sql
from peer import COLUMNS, arguments

model, data, out = arguments()
context = SessionContext()
if data.endswith(".parquet"):
    context.register_parquet("leads", data)
else:
    types = [(name, getattr(pyarrow, kind.arrow)()) for name, kind in COLUMNS.items()]
    context.register_csv("leads", data, schema=pyarrow.schema(types), has_header=True)
query = sql.Printer(model, sql.Dialect()).query("leads")
context.sql(f"COPY ({query}) TO '{out}' STORED AS CSV OPTIONS ('format.has_header' 'true')").collect()
