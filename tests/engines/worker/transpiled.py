"""A dialect without an engine at hand: a real parser of it reads the statement, and DuckDB runs what it becomes."""

import sqlglot
from duckdb_engine import DuckDb
from sqlglot import expressions


def in_duckdb(node):
    """What the parser understands, but does not say in DuckDB's words."""
    if isinstance(node, expressions.Normalize):
        return expressions.func("nfc_normalize", node.this.transform(in_duckdb))
    if isinstance(node, expressions.DataType) and node.this == expressions.DataType.Type.BIGDECIMAL:
        # 38 decimals there; with fewer than a quotient times points has, they would be rounded twice.
        return expressions.DataType.build("DECIMAL(38, 14)", dialect="duckdb")
    if isinstance(node, expressions.RegexpExtract) and "(" in node.expression.name:
        # What a group finds is asked for wherever there is one.
        node.set("group", expressions.Literal.number(1))
        return node
    if isinstance(node, expressions.IntDiv):
        # A function with two arguments there, but an operator here: without brackets it would divide only parts of them.
        left, right = (expressions.paren(it.transform(in_duckdb)) for it in (node.this, node.expression))
        return expressions.IntDiv(this=left, expression=right)
    if isinstance(node, expressions.Format):
        shown = [it.transform(in_duckdb) for it in node.expressions]
        return expressions.func("printf", node.this, *shown)
    return node


class Transpiled(DuckDb):
    def __init__(self, dialect):
        # The parser gives moments without a zone, which in those dialects are in UTC.
        super().__init__("UTC")
        self.dialect = dialect
        self.version = f"{dialect} read by sqlglot {sqlglot.__version__}, run by {DuckDb.version}"

    def query(self, text, as_of):
        trees = sqlglot.parse(text, read=self.dialect, error_level=sqlglot.ErrorLevel.RAISE)
        (tree,) = trees
        return super().query(tree.transform(in_duckdb).sql(dialect="duckdb"), as_of)
