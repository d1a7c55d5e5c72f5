"""The rules in Polars: polars_peer.py MODEL DATA OUT."""

from datetime import date, timedelta

import polars as pl

from peer import COLUMNS, TEXT, arguments, fields

model, data, out = arguments()
today = date.fromisoformat(model["as_of"])


def condition(cond):
    column = pl.col(cond["field"]) if "field" in cond else None
    match cond["is"]:
        case "equal":
            return column == cond["text"].lower()
        case "one_of":
            return column.is_in([it.lower() for it in cond["texts"]])
        case "contains":
            texts = [it.lower() for it in cond["texts"]]
            if len(texts) == 1:
                return column.str.contains(texts[0], literal=True)
            return column.str.contains_any(texts)
        case "between":
            return column.is_between(cond["from"], cond["to"])
        case "at_least":
            return column >= cond["value"]
        case "below":
            return column < cond["value"]
        case "within_last":
            return column.is_between(today - timedelta(days=cond["days"]), today)
        case "older_than":
            return column < today - timedelta(days=cond["days"])
        case "before":
            return column < date.fromisoformat(cond["day"])
        case "after":
            return column > date.fromisoformat(cond["day"])
        case "missing":
            return column.is_null()
        case "yes":
            return column
        case "not":
            # What Polars does not know is false here, so its opposite is true.
            return ~condition(cond["cond"]).fill_null(False)
        case "all":
            return pl.all_horizontal([condition(it) for it in cond["conds"]])
        case "any":
            return pl.any_horizontal([condition(it) for it in cond["conds"]])


def points(group):
    awards = [
        pl.when(condition(it["when"])).then(pl.lit(it["points"], pl.Int32)).otherwise(pl.lit(0, pl.Int32))
        for it in group["rules"]
    ]
    return pl.sum_horizontal(awards).clip(group["least"], group["most"])


def columns():
    for name in fields(model):
        if name == "domain":
            yield pl.col("email").str.to_lowercase().str.split_exact("@", 1).struct.field("field_1").alias("domain")
        elif COLUMNS[name] is TEXT:
            yield pl.col(name).str.to_lowercase()
        else:
            yield pl.col(name)


if data.endswith(".parquet"):
    leads = pl.scan_parquet(data)
else:
    leads = pl.scan_csv(data, schema={name: getattr(pl, kind.polars) for name, kind in COLUMNS.items()})
score = pl.sum_horizontal([points(it) for it in model["groups"]]).clip(0, model["most"])
band = (
    pl.when(pl.col("score") >= model["hot"]).then(pl.lit("Hot"))
    .when(pl.col("score") >= model["warm"]).then(pl.lit("Warm"))
    .otherwise(pl.lit("Cold"))
)
scored = leads.select("id", *columns()).select("id", score=score)
scored.with_columns(band=band, status=pl.lit("scored")).sink_csv(out)
