//! What a PMML model gives: the score with all that follows from it, and the reasons.

use rust_decimal::Decimal;

use super::cases::{hundredths_of, limited};
use super::expr::Expr;
use super::fields::{Fields, types};
use super::inputs::Kind;
use super::logic::Pred;
use super::points::Score;
use super::xml::Element;
use crate::ir::{Band, GroupId, Points, Program};

/// How many reasons are told.
const REASONS: usize = 5;

/// All names that outputs may have.
pub(super) const OUTPUTS: [&str; 12] = [
    "raw_score",
    "score",
    "status",
    "band",
    "stars",
    "grid",
    "readiness",
    "reason_1",
    "reason_2",
    "reason_3",
    "reason_4",
    "reason_5",
];

/// The `Output` of the model, and the names of what it gives beside reasons.
pub(super) fn outputs(fields: &mut Fields<'_>, score: &Score) -> Element {
    let program = fields.program;
    let mut all = vec![
        output("raw_score", Kind::Number, "predictedValue"),
        calculated("score", Kind::Number, &final_score(program)),
    ];
    if !program.disqualifiers.is_empty() {
        all.push(calculated("status", Kind::Text, &status(fields)));
    }
    if !program.bands.is_empty() {
        let band = Expr::Steps("score".to_owned(), "string", steps(&program.bands));
        let band = if program.disqualifiers.is_empty() {
            band
        } else {
            let scored = vec![Expr::field("status"), Expr::text("scored")];
            Expr::either(Expr::apply("equal", scored), band, None)
        };
        all.push(calculated("band", Kind::Text, &band));
    }
    if let Some(stars) = &program.stars {
        let label = |number: usize| (number + 1).to_string();
        let least = stars.iter().enumerate().rev();
        let mut steps: Vec<_> =
            least.map(|(at, from)| (label(at + 1), Some(from.to_decimal()))).collect();
        steps.push((label(0), None));
        let stars = Expr::Steps("score".to_owned(), "double", steps);
        all.push(calculated("stars", Kind::Number, &stars));
    }
    all.extend(grid(program, score).map(|it| calculated("grid", Kind::Text, &it)));
    if let Some(ready) = program.ready_at {
        all.push(calculated("readiness", Kind::Number, &readiness(ready)));
    }
    for rank in 1..=score.characteristics.len().min(REASONS) {
        let reason = output(&format!("reason_{rank}"), Kind::Text, "reasonCode");
        all.push(reason.with("rank", rank));
    }
    Element::new("Output").holding(all)
}

fn output(name: &str, kind: Kind, feature: &str) -> Element {
    let (optype, ty) = types(kind);
    Element::new("OutputField")
        .with("name", name)
        .with("optype", optype)
        .with("dataType", ty)
        .with("feature", feature)
}

fn calculated(name: &str, kind: Kind, expr: &Expr) -> Element {
    output(name, kind, "transformedValue").holding([expr.element()])
}

/// The sum without the traces of binary fractions, kept inside the limit of the model.
fn final_score(program: &Program) -> Expr {
    let raw = Expr::field("raw_score");
    let scaled = Expr::apply("*", vec![raw, Expr::number(100)]);
    limited(Expr::rounded(&scaled, Decimal::ONE_HUNDRED, Decimal::ONE), program.limit)
}

fn status(fields: &mut Fields<'_>) -> Expr {
    let parts = fields
        .program
        .disqualifiers
        .iter()
        .map(|it| Pred::all(vec![fields.valid(it.identity.valid), fields.cond(&it.condition)]))
        .collect();
    match Pred::any(parts) {
        Pred::Const(true) => Expr::text("disqualified"),
        Pred::Const(false) => Expr::text("scored"),
        out => Expr::either(out.expr(), Expr::text("disqualified"), Some(Expr::text("scored"))),
    }
}

fn steps(bands: &[Band]) -> Vec<(String, Option<Decimal>)> {
    bands.iter().map(|it| (it.label.clone(), it.from.map(Points::to_decimal))).collect()
}

fn grid(program: &Program, score: &Score) -> Option<Expr> {
    let axes = program.grid.as_ref()?.axes.iter().map(|axis| {
        let GroupId(index) = axis.group;
        let field = score.groups.get(index as usize)?.clone()?;
        Some(Expr::Steps(field, "string", steps(&axis.steps)))
    });
    Expr::joined("concat", axes.collect::<Option<Vec<_>>>()?)
}

/// The score in percent of `ready at`.
fn readiness(ready: Points) -> Expr {
    let ten_thousand = vec![Expr::field("score"), Expr::number(10_000)];
    let times = Expr::apply("*", ten_thousand);
    let share = Expr::apply("/", vec![times, Expr::number(ready.to_decimal())]);
    hundredths_of(&share)
}
