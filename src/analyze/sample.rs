//! Values for fields from which something is calculated together, so that every answer is met if that is easy.

use std::collections::BTreeSet;

use jiff::Span;
use rust_decimal::Decimal;

use super::block::{Block, Path, field, path};
use super::space::Space;
use crate::ast::ArithmeticOp;
use crate::ir::{ColumnId, Def, Operand, Type, Value, calculate};

/// So many records are tried for a block.
const MOST_RECORDS: usize = 3_000;

/// So many values are tried for a field.
const MOST_VALUES: usize = 60;

/// Records for a block, as values at their paths: the empty one first.
pub(super) fn values(space: &Space<'_>, block: &Block) -> Vec<Vec<(Path, Value)>> {
    let mut fields: Vec<(Path, Vec<Value>)> = Vec::new();
    for (path, column) in &block.fields {
        fields.push((path.clone(), of_field(space, block, *column)));
    }
    let mut all: Vec<Vec<(Path, Value)>> = vec![Vec::new()];
    all.extend(solved(space, block, &fields));
    let combinations: usize =
        fields.iter().fold(1, |all, (_, values)| all.saturating_mul(values.len()));
    let share = combinations.div_ceil(MOST_RECORDS).max(1);
    // Too many are thinned out evenly, by a step that meets all values of every field.
    let step = (share..).find(|it| fields.iter().all(|(_, values)| coprime(*it, values.len())));
    let mut next = (!fields.is_empty()).then_some(0_usize);
    // There may be more of them than can be counted: then those that can are tried.
    while let Some(number) = next.filter(|it| *it < combinations) {
        let mut rest = number;
        let mut record = Vec::new();
        for (path, values) in &fields {
            let value = values.get(rest % values.len().max(1)).cloned().unwrap_or(Value::Missing);
            rest /= values.len().max(1);
            if !value.is_missing() {
                record.push((path.clone(), value));
            }
        }
        all.push(record);
        next = number.checked_add(step.unwrap_or(share));
    }
    all
}

fn coprime(a: usize, b: usize) -> bool {
    if b == 0 { a == 1 } else { coprime(b, a % b) }
}

/// Values that matter for a field: those of its cells, those with which it is compared, and a few plain ones.
fn of_field(space: &Space<'_>, block: &Block, column: ColumnId) -> Vec<Value> {
    let ty = space.program().column(column).map(|it| it.ty);
    let mut values = vec![Value::Missing];
    for id in &block.axes {
        let axis = space.axes().get(*id);
        let same = |it: ColumnId| space.program().column(it).map(|it| it.ty) == ty;
        if axis.is_some_and(|it| it.root == column || same(it.root)) {
            let cells = space.partition(*id).into_iter().flat_map(|it| &it.cells);
            values.extend(cells.map(|it| it.value.clone()));
        }
    }
    match field(space.program(), column).and_then(|it| it.values.as_ref()) {
        Some(closed) => values.extend(closed.iter().cloned().map(Value::Text)),
        None => values.extend(plain(space, ty)),
    }
    if ty == Some(Type::Integer) {
        values.retain(|it| it.as_number().is_none_or(|it| it.fract().is_zero()));
    }
    let mut known = BTreeSet::new();
    values.retain(|it| known.insert(it.to_string()));
    values.truncate(MOST_VALUES);
    values
}

fn plain(space: &Space<'_>, ty: Option<Type>) -> Vec<Value> {
    let clock = space.clock();
    match ty {
        Some(Type::Number | Type::Integer | Type::Percent) => {
            [1, 0, 2, 10, 100, 1000, -1].map(|it| Value::Number(it.into())).to_vec()
        }
        Some(Type::Date) => [0, 1, 7, 30, 365]
            .iter()
            .filter_map(|days| clock.today.checked_sub(Span::new().days(*days)).ok())
            .map(Value::Date)
            .collect(),
        Some(Type::DateTime) => [0, 1, 24, 24 * 30, 24 * 365]
            .iter()
            .filter_map(|hours| clock.now.checked_sub(Span::new().hours(*hours)).ok())
            .map(Value::Moment)
            .collect(),
        Some(Type::YesNo) => vec![Value::YesNo(true), Value::YesNo(false)],
        Some(Type::Text) => ["a", "b"].map(Value::text).to_vec(),
        Some(Type::Record(id)) => {
            let blank = space.program().related(id).map(|it| vec![Value::Missing; it.fields.len()]);
            blank.into_iter().map(|it| Value::Record(it.into())).collect()
        }
        _ => Vec::new(),
    }
}

/// Records in which a calculation gives just the value of a cell.
fn solved(
    space: &Space<'_>,
    block: &Block,
    fields: &[(Path, Vec<Value>)],
) -> Vec<Vec<(Path, Value)>> {
    let mut found = Vec::new();
    for id in &block.axes {
        let Some(axis) = space.axes().get(*id) else { continue };
        let Some(column) = space.program().column(axis.root) else { continue };
        let Some((op, left, right)) = sides(&column.def) else { continue };
        let whole = space.program().column(left).is_some_and(|it| it.ty == Type::Integer);
        let (Some(left), Some(right)) = (path(space.program(), left), path(space.program(), right))
        else {
            continue;
        };
        let known = |path: &Path| fields.iter().find(|(it, _)| it == path);
        let rights = known(&right).into_iter().flat_map(|(_, values)| values);
        let rights: Vec<Decimal> = rights.filter_map(Value::as_number).collect();
        let targets = space.partition(*id).into_iter().flat_map(|it| &it.cells);
        for target in targets.filter_map(|it| it.value.as_number()) {
            for with in &rights {
                if let Some(value) = solve(op, target, *with)
                    && (!whole || value.fract().is_zero())
                {
                    found.push(vec![
                        (left.clone(), Value::Number(value)),
                        (right.clone(), Value::Number(*with)),
                    ]);
                }
            }
        }
    }
    found.truncate(MOST_RECORDS);
    found
}

fn sides(def: &Def) -> Option<(ArithmeticOp, ColumnId, ColumnId)> {
    match def {
        Def::Arithmetic(op, Operand::Column(left), Operand::Column(right)) => {
            Some((*op, *left, *right))
        }
        _ => None,
    }
}

/// What on the left side gives a result.
fn solve(op: ArithmeticOp, result: Decimal, right: Decimal) -> Option<Decimal> {
    let back = match op {
        ArithmeticOp::Add => ArithmeticOp::Subtract,
        ArithmeticOp::Subtract => ArithmeticOp::Add,
        ArithmeticOp::Multiply => ArithmeticOp::Divide,
        ArithmeticOp::Divide => ArithmeticOp::Multiply,
    };
    calculate(back, result, right).filter(|it| calculate(op, *it, right) == Some(result))
}
