"""The rules as SQL. What differs from database to database is a method of `Dialect`."""

from datetime import date, timedelta

from peer import COLUMNS, TEXT, fields


class Dialect:
    """SQL as DuckDB and DataFusion speak it."""

    def lower(self, column):
        return f"lower({column})"

    def domain(self, email):
        return f"split_part({email}, '@', 2)"

    def contains(self, column, texts):
        return " OR ".join(f"contains({column}, {text(it)})" for it in texts)

    def missing(self, column):
        return f"{column} IS NULL"

    def day(self, day):
        return f"DATE '{day}'"


def text(it):
    """Texts are lower-cased once in the data, so the constants are too."""
    return "'" + it.lower().replace("'", "''") + "'"


class Printer:
    def __init__(self, model, dialect):
        self.model = model
        self.dialect = dialect
        self.today = date.fromisoformat(model["as_of"])

    def query(self, source):
        """One SELECT that gives id, score, band and status."""
        groups = [self.group(it) for it in self.model["groups"]]
        named = ", ".join(f"{points} AS g{n}" for n, points in enumerate(groups))
        summed = " + ".join(f"g{n}" for n in range(len(groups)))
        most, hot, warm = self.model["most"], self.model["hot"], self.model["warm"]
        return (
            f"SELECT id, score, CASE WHEN score >= {hot} THEN 'Hot' WHEN score >= {warm} THEN 'Warm' "
            f"ELSE 'Cold' END AS band, 'scored' AS status FROM ("
            f"SELECT id, greatest(least({summed}, {most}), 0) AS score FROM ("
            f"SELECT id, {named} FROM (SELECT id, {self.columns()} FROM {source})))"
        )

    def columns(self):
        """The columns that rules test, texts in lower case."""
        columns = []
        for name in fields(self.model):
            if name == "domain":
                columns.append(f"{self.dialect.domain(self.dialect.lower('email'))} AS domain")
            elif COLUMNS[name] is TEXT:
                columns.append(f"{self.dialect.lower(name)} AS {name}")
            else:
                columns.append(name)
        return ", ".join(columns)

    def group(self, group):
        points = balanced(
            [f"CASE WHEN {self.cond(it['when'])} THEN {it['points']} ELSE 0 END" for it in group["rules"]]
        )
        if group["most"] is not None:
            points = f"least({points}, {group['most']})"
        if group["least"] is not None:
            points = f"greatest({points}, {group['least']})"
        return points

    def cond(self, cond):
        field, dialect = cond.get("field"), self.dialect
        match cond["is"]:
            case "equal":
                return f"{field} = {text(cond['text'])}"
            case "one_of":
                return f"{field} IN ({', '.join(text(it) for it in cond['texts'])})"
            case "contains":
                return f"({dialect.contains(field, cond['texts'])})"
            case "between":
                return f"{field} BETWEEN {cond['from']} AND {cond['to']}"
            case "at_least":
                return f"{field} >= {cond['value']}"
            case "below":
                return f"{field} < {cond['value']}"
            case "within_last":
                first = self.today - timedelta(days=cond["days"])
                return f"{field} BETWEEN {dialect.day(first)} AND {dialect.day(self.today)}"
            case "older_than":
                return f"{field} < {dialect.day(self.today - timedelta(days=cond['days']))}"
            case "before":
                return f"{field} < {dialect.day(cond['day'])}"
            case "after":
                return f"{field} > {dialect.day(cond['day'])}"
            case "missing":
                return dialect.missing(field)
            case "yes":
                return field
            case "not":
                # What SQL does not know is false here, so its opposite is true.
                return f"NOT coalesce({self.cond(cond['cond'])}, false)"
            case "all":
                return "(" + " AND ".join(self.cond(it) for it in cond["conds"]) + ")"
            case "any":
                return "(" + " OR ".join(self.cond(it) for it in cond["conds"]) + ")"


def balanced(terms):
    """A sum whose tree is flat: parsers do not like one that is thousands of levels deep."""
    if not terms:
        return "0"
    if len(terms) == 1:
        return terms[0]
    half = len(terms) // 2
    return f"({balanced(terms[:half])} + {balanced(terms[half:])})"
