//! Columns and conditions as JSON: trees whose nodes say their kind.

use serde_json::{Value as Json, json};

use super::values::{number, object, ty, value};
use crate::ast::{ArithmeticOp, Duration, TextOp, Unit, Window};
use crate::ir::{
    Aggregate, Atom, Column, ColumnId, Cond, Def, EventsId, FieldId, Interval, Measure, ModelId,
    Operand, Test,
};

pub(super) fn column(column: &Column) -> Json {
    json!({ "label": column.label, "type": ty(column.ty), "def": def(&column.def) })
}

fn def(def: &Def) -> Json {
    let id = |ColumnId(id): &ColumnId| *id;
    match def {
        Def::Field(FieldId(field)) => json!({ "kind": "field", "field": field }),
        Def::Negate(of) => json!({ "kind": "negate", "of": id(of) }),
        Def::Arithmetic(op, left, right) => json!({
            "kind": match op {
                ArithmeticOp::Add => "add",
                ArithmeticOp::Subtract => "subtract",
                ArithmeticOp::Multiply => "multiply",
                ArithmeticOp::Divide => "divide",
            },
            "left": operand(left),
            "right": operand(right),
        }),
        Def::Default(of, constant) => {
            json!({ "kind": "default", "of": id(of), "default": value(constant) })
        }
        Def::Compare(left, right) => {
            json!({ "kind": "compare", "left": id(left), "right": id(right) })
        }
        Def::DayOf(of) => json!({ "kind": "day_of", "of": id(of) }),
        Def::Call(function, args) => {
            let args: Vec<Json> = args.iter().map(operand).collect();
            json!({ "kind": "call", "function": function.name, "arguments": args })
        }
        Def::Outer(of) => json!({ "kind": "outer", "of": id(of) }),
        Def::Related(of, FieldId(field)) => {
            json!({ "kind": "related", "of": id(of), "field": field })
        }
        Def::Aggregate(it) => aggregate(it),
        Def::Score(ModelId(model), of) => object([
            ("kind", json!("score")),
            ("model", json!(model)),
            ("of", json!(of.as_ref().map(id))),
        ]),
    }
}

fn aggregate(Aggregate { events: EventsId(events), measure, filter }: &Aggregate) -> Json {
    let name = match measure {
        Measure::Count => "count",
        Measure::CountDistinct(_) => "count_distinct",
        Measure::Sum(_) => "sum",
        Measure::Min(_) => "min",
        Measure::Max(_) => "max",
        Measure::Average(_) => "average",
        Measure::Latest(_) => "latest",
        Measure::Earliest(_) => "earliest",
    };
    object([
        ("kind", json!("aggregate")),
        ("events", json!(events)),
        ("measure", json!(name)),
        ("of", json!(measure.operand().map(operand))),
        ("filter", cond(filter)),
    ])
}

fn operand(operand: &Operand) -> Json {
    match operand {
        Operand::Column(ColumnId(id)) => json!({ "kind": "column", "column": id }),
        Operand::Constant(constant) => json!({ "kind": "constant", "value": value(constant) }),
    }
}

pub(super) fn cond(it: &Cond) -> Json {
    let parts = |parts: &[Cond]| parts.iter().map(cond).collect::<Vec<_>>();
    match it {
        Cond::Const(yes) => json!({ "kind": "const", "value": yes }),
        Cond::Atom(Atom { column: ColumnId(column), test: asked }) => {
            json!({ "kind": "atom", "column": column, "test": test(asked) })
        }
        Cond::Not(inner) => json!({ "kind": "not", "of": cond(inner) }),
        Cond::All(all) => json!({ "kind": "all", "of": parts(all) }),
        Cond::Any(any) => json!({ "kind": "any", "of": parts(any) }),
    }
}

fn test(test: &Test) -> Json {
    match test {
        Test::Missing => json!({ "kind": "is_missing" }),
        Test::YesNo(yes) => json!({ "kind": "is", "value": yes }),
        Test::Numbers(ranges) => {
            json!({ "kind": "in_numbers", "ranges": intervals(ranges, |it| number(*it)) })
        }
        Test::Dates(ranges) => {
            json!({ "kind": "in_dates", "ranges": intervals(ranges, |it| json!(it.to_string())) })
        }
        Test::Moments(ranges) => {
            json!({ "kind": "in_moments", "ranges": intervals(ranges, |it| json!(it.to_string())) })
        }
        Test::Texts(texts) => {
            let folded: Vec<&str> = texts.iter().map(|it| &*it.folded).collect();
            json!({ "kind": "in_texts", "folded": folded })
        }
        Test::Exactly(text) => json!({ "kind": "is_exactly", "text": &**text }),
        Test::Pattern(pattern) => json!({
            "kind": match pattern.op {
                TextOp::Contains => "contains",
                TextOp::ContainsWord => "contains_word",
                TextOp::StartsWith => "starts_with",
                TextOp::EndsWith => "ends_with",
            },
            "folded": pattern.text,
        }),
        Test::Matches(regex) => json!({ "kind": "matches", "regex": regex.as_str() }),
        Test::HasText(text) => json!({ "kind": "has_text", "folded": &*text.folded }),
        Test::HasNumber(it) => json!({ "kind": "has_number", "number": number(*it) }),
        Test::Age(window, length) => json!({
            "kind": "age",
            "window": match window {
                Window::WithinLast => "within_last",
                Window::WithinNext => "within_next",
                Window::LessThanAgo => "less_than_ago",
                Window::MoreThanAgo => "more_than_ago",
                Window::LessThanFromNow => "less_than_from_now",
                Window::MoreThanFromNow => "more_than_from_now",
            },
            "length": duration(*length),
        }),
    }
}

pub(super) fn duration(duration: Duration) -> Json {
    json!({ "count": duration.count, "unit": unit(duration.unit) })
}

pub(super) fn unit(unit: Unit) -> &'static str {
    unit.word()
}

fn intervals<T>(ranges: &[Interval<T>], shown: impl Fn(&T) -> Json) -> Vec<Json> {
    let excluded = |is: bool| if is { json!(true) } else { Json::Null };
    let range = |it: &Interval<T>| {
        object([
            ("from", json!(it.from.as_ref().map(&shown))),
            ("from_excluded", excluded(it.from_excluded)),
            ("to", json!(it.to.as_ref().map(&shown))),
            ("to_excluded", excluded(it.to_excluded)),
        ])
    };
    ranges.iter().map(range).collect()
}
