//! What the rules ask of each field, with the places where they do: for comparing rules with data.
//!
//! The typed program knows no places inside of a condition. So they are noted here while it is made.

use super::context::{Context, Typed};
use super::logic::removal;
use crate::ast::{Expr, ExprKind, LogicalOp, TestKind};
use crate::format::print_name;
use crate::ir::{Award, ColumnId, Cond, Def, FieldId, Row, Test, Written};
use crate::source::{Place, Span};

/// The most rows of a `match` that are looked at together.
const MOST_ROWS: usize = 100;

/// What the rules of a model ask.
#[derive(Debug, Default)]
pub struct Uses {
    /// Every fixed value that something is tested for.
    pub literals: Vec<Literal>,
    /// Every test that a blank passes too.
    pub blanks: Vec<BlankTest>,
    /// Every part of an `and` or `or` that asks the scored record. Their places are those of the text as it was read,
    /// like those of the program.
    pub parts: Vec<Written>,
}

impl Uses {
    /// Moves every place, from a text as it was read to the text as it was written.
    pub(super) fn move_places(&mut self, to: impl Fn(Place) -> Place) {
        for place in self.literals.iter_mut().map(|it| &mut it.place) {
            *place = to(*place);
        }
        for place in self.blanks.iter_mut().map(|it| &mut it.place) {
            *place = to(*place);
        }
    }
}

/// A fixed value in a rule: the `"GB"` of `country == "GB"`.
#[derive(Debug)]
pub struct Literal {
    /// Where it stands.
    pub place: Place,
    /// The column that is tested.
    pub column: ColumnId,
    /// What is asked of it, without a negation.
    pub cond: Cond,
}

/// A test that is true of records without a value: `country != "GB"`.
#[derive(Debug)]
pub struct BlankTest {
    /// Where it stands.
    pub place: Place,
    /// The field that it tests.
    pub field: FieldId,
    /// The whole condition that it is part of.
    pub condition: Cond,
    /// Whether the condition speaks of blanks itself, as in `country is known and …`.
    pub asked: bool,
    /// What to write in place of it so that blanks do not pass.
    pub strict: Option<String>,
}

impl Context<'_> {
    /// Notes a fixed value that a column is tested for.
    pub fn note_literal(&mut self, column: ColumnId, cond: &Cond, span: Span) {
        // Only the scored records are at hand when rules are compared with data.
        if self.is_of_events() {
            return;
        }
        let place = self.place(span);
        self.uses.literals.push(Literal { place, column, cond: cond.clone() });
    }

    /// Notes the parts of an `and` or `or`.
    pub fn note_parts(&mut self, operands: &[Expr], conds: &[Cond]) {
        if self.is_of_events() {
            return;
        }
        for (index, (operand, cond)) in operands.iter().zip(conds).enumerate() {
            for edit in removal(operands, index, self.file) {
                let kept = self.slice(operand.span);
                let beside = self.slice(edit.place.span);
                let beside = beside.strip_suffix(kept).or(beside.strip_prefix(kept));
                self.uses.parts.push(Written {
                    cond: cond.clone(),
                    place: self.place(operand.span),
                    cut: edit.place,
                    commented: beside.is_none_or(|it| it.contains('#')) || kept.contains('#'),
                });
            }
        }
    }

    /// Notes a test of a field that a blank passes.
    pub fn note_test(&mut self, test: &TestKind, cond: &Cond, span: Span) {
        if !matches!(test, TestKind::Is { .. }) && holds_of_blank(cond) {
            self.note_blanks(cond, span);
        }
    }

    /// `not (country == "GB")`, which is noted itself; what was noted inside of it holds no longer.
    pub fn negation(&mut self, inner: &Expr, span: Span) -> Typed {
        let from = self.uses.blanks.len();
        let Some(cond) = self.condition(inner) else { return Typed::Poison };
        self.uses.blanks.truncate(from);
        if let ExprKind::Test(_, test) = &inner.node
            && !matches!(test.node, TestKind::Is { .. })
            && !holds_of_blank(&cond)
        {
            self.note_blanks(&cond, span);
        }
        Typed::Condition(cond.negated())
    }

    /// What an expression means that stands by itself, such as that of a `let`.
    pub fn typed_whole(&mut self, whole: &Expr) -> Typed {
        let from = self.uses.blanks.len();
        let typed = self.typed(whole);
        let cond = if let Typed::Condition(cond) = &typed { Some(cond) } else { None };
        self.note_whole(from, whole, cond);
        typed
    }

    fn note_blanks(&mut self, cond: &Cond, span: Span) {
        if self.is_of_events() {
            return;
        }
        let Some(field) = self.only_field(cond) else { return };
        let Some(known) = self.frame.record.get(field).filter(|it| !it.required && !it.key) else {
            return;
        };
        let name = print_name(&known.name);
        // In a row of a `match` the field is not written.
        let strict =
            self.it.is_none().then(|| format!("({} and {name} is known)", self.slice(span)));
        let condition = cond.clone();
        let place = self.place(span);
        self.uses.blanks.push(BlankTest { place, field, condition, asked: false, strict });
    }

    /// The field that a condition is about, if it is about only one.
    fn only_field(&self, cond: &Cond) -> Option<FieldId> {
        let mut columns = Vec::new();
        cond.atoms(&mut |atom| columns.push(atom.column));
        columns.dedup();
        let [column] = columns.as_slice() else { return None };
        match self.frame.columns.get(column.0 as usize)?.def {
            Def::Field(field) => Some(field),
            Def::DayOf(inner) => match self.frame.columns.get(inner.0 as usize)?.def {
                Def::Field(field) => Some(field),
                _ => None,
            },
            _ => None,
        }
    }

    /// What was noted since `from` is part of this condition.
    pub fn note_whole(&mut self, from: usize, whole: &Expr, cond: Option<&Cond>) {
        let Some(cond) = cond else { return self.uses.blanks.truncate(from) };
        let mut noted = self.uses.blanks.split_off(from);
        let parts: Vec<Span> = match &whole.node {
            ExprKind::Logical(LogicalOp::And, parts) => parts.iter().map(|it| it.span).collect(),
            _ => vec![whole.span],
        };
        for test in &mut noted {
            test.asked = self.asks_for(cond, test.field);
            test.condition = cond.clone();
            // Beside `and` no brackets are needed.
            if parts.contains(&test.place.span) {
                let bare = |it: String| {
                    let inner = it.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
                    inner.map(str::to_owned).unwrap_or(it)
                };
                test.strict = test.strict.take().map(bare);
            }
        }
        self.uses.blanks.extend(noted);
    }

    /// Whether a condition asks whether a field is known, or says what stands in for a blank.
    fn asks_for(&self, cond: &Cond, field: FieldId) -> bool {
        let is_field = |id: ColumnId| matches!(self.frame.columns.get(id.0 as usize), Some(column) if column.def == Def::Field(field));
        let mut asks = false;
        cond.atoms(&mut |atom| {
            let of_blank = atom.test == Test::Missing && is_field(atom.column);
            let default = self.frame.columns.get(atom.column.0 as usize).is_some_and(
                |column| matches!(column.def, Def::Default(inner, _) if is_field(inner)),
            );
            asks |= of_blank || default;
        });
        asks
    }

    /// What was noted since `from` is in a row of a `match`, which is reached if no earlier row fits.
    pub fn note_row(
        &mut self,
        from: usize,
        subject: Option<FieldId>,
        row: Option<&Row>,
        earlier: &[Option<(Row, Vec<Cond>)>],
    ) {
        let otherwise =
            row.is_some_and(|it| it.condition == Cond::Const(true) && gives_points(&it.award));
        let noted = self.uses.blanks.split_off(from);
        let (Some(row), true) = (row, earlier.len() <= MOST_ROWS) else { return };
        if self.is_of_events() || noted.is_empty() && !otherwise {
            return;
        }
        let before = earlier.iter().flatten().map(|(row, _)| row.condition.clone().negated());
        let condition = Cond::all(before.chain([row.condition.clone()]).collect());
        let free =
            |id: &FieldId| self.frame.record.get(*id).is_some_and(|it| !it.required && !it.key);
        if otherwise && let Some(field) = subject.filter(free) {
            let place = row.identity.place;
            let condition = condition.clone();
            self.uses.blanks.push(BlankTest { place, field, condition, asked: true, strict: None });
        }
        for mut test in noted {
            test.asked = self.asks_for(&condition, test.field);
            test.condition = condition.clone();
            self.uses.blanks.push(test);
        }
    }

    /// The field that a `match` looks at.
    pub fn field_of(&self, column: ColumnId) -> Option<FieldId> {
        match self.frame.columns.get(column.0 as usize)?.def {
            Def::Field(field) => Some(field),
            _ => None,
        }
    }
}

fn gives_points(award: &Award) -> bool {
    !matches!(award, Award::Constant(points) if *points == crate::ir::Points::ZERO)
}

/// Whether a condition about one field is true if it is blank: every test but `is missing` is false then.
fn holds_of_blank(cond: &Cond) -> bool {
    match cond {
        Cond::Const(yes) => *yes,
        Cond::Atom(atom) => atom.test == Test::Missing,
        Cond::Not(inner) => !holds_of_blank(inner),
        Cond::All(parts) => parts.iter().all(holds_of_blank),
        Cond::Any(parts) => parts.iter().any(holds_of_blank),
    }
}
