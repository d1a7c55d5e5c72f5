//! Rules → cases: what a rule gives, and when.

use rust_decimal::Decimal;

use super::expr::Expr;
use super::fields::Fields;
use super::inputs::fixed_points;
use super::logic::{Op, Pred};
#[cfg(feature = "formats")]
use super::xml::Element;
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{Award, Body, ColumnId, Identity, Limits, Points, Rule, RuleId, Type};

/// What a rule gives in one case: the first that fits counts.
pub(super) struct Case<'p> {
    pub identity: &'p Identity,
    pub when: Pred,
    pub gives: Gives,
}

/// Points.
pub(super) enum Gives {
    Fixed(Points),
    /// So many as an expression says; the rule does not fire where the field is missing.
    Measured(String, Expr),
}

impl Gives {
    /// The points; nothing where a number is missing.
    pub fn expr(&self) -> Expr {
        match self {
            Self::Fixed(points) => Expr::number(points.to_decimal()),
            Self::Measured(field, expr) => {
                Expr::if_known(std::slice::from_ref(field), expr.clone())
            }
        }
    }

    /// The points; 0 where a number is missing.
    pub fn or_zero(&self) -> Expr {
        match self {
            Self::Fixed(_) => self.expr(),
            Self::Measured(field, expr) => {
                Expr::either(Expr::known(field), expr.clone(), Some(Expr::number(0)))
            }
        }
    }
}

/// The cases of a rule, in their order.
///
/// # Errors
///
/// When a scorecard cannot say them.
pub(super) fn cases<'p>(
    id: RuleId,
    rule: &'p Rule,
    fields: &mut Fields<'p>,
) -> Result<Vec<Case<'p>>, Box<Diagnostic>> {
    let exists = fields.valid(rule.identity.valid);
    if exists == Pred::Const(false) {
        return Ok(Vec::new());
    }
    Ok(match &rule.body {
        Body::When(condition, award) => {
            let when = Pred::all(vec![exists, fields.cond(condition)]);
            let gives = gives(award, &[rule.limit], fields);
            vec![Case { identity: &rule.identity, when, gives }]
        }
        Body::Match(rows) => {
            let mut cases = Vec::new();
            for row in rows {
                let here = fields.valid(row.identity.valid);
                if here != Pred::Const(false) {
                    let when = Pred::all(vec![exists.clone(), here, fields.cond(&row.condition)]);
                    let gives = gives(&row.award, &[row.limit, rule.limit], fields);
                    cases.push(Case { identity: &row.identity, when, gives });
                }
            }
            cases
        }
        Body::ForEach(_) => {
            let Some(points) = fixed_points(fields.program, id) else {
                return Err(Box::new(not_a_count(rule)));
            };
            let count = fields.counted(id);
            let some =
                Pred::Is(count.clone(), Op::Greater, super::expr::Constant::Number(0.into()));
            let each = Expr::number(points.to_decimal());
            let all = Expr::apply("*", vec![each, Expr::field(&count)]);
            let gives = Gives::Measured(count, limited(all, rule.limit));
            vec![Case { identity: &rule.identity, when: Pred::all(vec![exists, some]), gives }]
        }
    })
}

fn not_a_count(rule: &Rule) -> Diagnostic {
    let message =
        "This rule gives different points to different events, which a scorecard cannot say.";
    let help = "Write it as rules that count, such as `when count(visits where …) >= 3 then +10`, or as `for each` with \
                the same points for every event.";
    Diagnostic::error(codes::NOT_IN_PMML, rule.identity.place, message).help(help)
}

/// What an award gives inside of limits.
fn gives(award: &Award, limits: &[Limits], fields: &mut Fields<'_>) -> Gives {
    match award {
        Award::Constant(points) => {
            Gives::Fixed(limits.iter().fold(*points, |points, limit| limit.keep(points)))
        }
        Award::Measured(each, column) => {
            let field = fields.column(*column);
            let points = product(*each, *column, &field, fields);
            Gives::Measured(field, limits.iter().fold(points, |it, limit| limited(it, *limit)))
        }
    }
}

/// So many points for each one, in hundredths.
fn product(each: Decimal, column: ColumnId, field: &str, fields: &Fields<'_>) -> Expr {
    let hundredths = each.saturating_mul(Decimal::ONE_HUNDRED).normalize();
    let scaled = Expr::apply("*", vec![Expr::number(hundredths), Expr::field(field)]);
    if fields.ty(column) == Type::Integer && hundredths.is_integer() {
        return Expr::apply("/", vec![scaled, Expr::number(Decimal::ONE_HUNDRED)]);
    }
    hundredths_of(&scaled)
}

/// Hundredths, rounded half away from zero.
pub(super) fn hundredths_of(scaled: &Expr) -> Expr {
    // More than three roundings of binary fractions can lose.
    let nudge = Decimal::ONE + Decimal::new(1, 15);
    Expr::rounded(scaled, Decimal::ONE_HUNDRED, nudge)
}

/// What an element rounds to hundredths in the very way in which scorecards made here do it.
#[cfg(feature = "formats")]
pub(crate) fn rounded_in(element: &Element) -> Option<&Element> {
    let whole = element.children.first()?;
    let scaled = whole.children.first()?.children.first()?;
    let read = Expr::Read(Box::new(scaled.clone()));
    let plain = Expr::rounded(&read, Decimal::ONE_HUNDRED, Decimal::ONE);
    [plain, hundredths_of(&read)].iter().any(|it| it.element() == *element).then_some(scaled)
}

/// Kept inside a range.
pub(super) fn limited(points: Expr, limit: Limits) -> Expr {
    let end = |it: Points| Expr::number(it.to_decimal());
    let points = match limit.high {
        Some(high) => Expr::apply("min", vec![points, end(high)]),
        None => points,
    };
    match limit.low {
        Some(low) => Expr::apply("max", vec![points, end(low)]),
        None => points,
    }
}
