//! Tests beside the rules: the record and what is expected of it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::comparison::Left;
use super::context::{Context, Typed};
use super::frame::Frame;
use super::mistakes::fitting;
use crate::ast::{self, Expect, ExpectKind, Expr, ExprKind, Name, ValueKind, What};
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::ir::{
    Clock, Column, ColumnId, Def, Expectation, Expected, Field, FieldId, GroupId, Identity,
    Operand, Program, RecordId, Subject, TestCase, Text, Type, Value, Values, fold, name_key,
};

impl Context<'_> {
    /// A test; `None` when it is wrong and has been reported.
    pub fn test_case(&mut self, item: &ast::TestItem, model: &Tested<'_>) -> Option<TestCase> {
        let values = self.given_record(&item.given.node);
        let expectations: Vec<_> =
            item.expects.iter().map(|it| self.expectation(it, model)).collect();
        let expectations = expectations.into_iter().collect::<Option<Vec<_>>>()?;
        let case = TestCase {
            name: item.name.node.clone(),
            as_of: item.as_of.as_ref().map(|it| it.node),
            values: values?.to_vec(),
            expectations,
            place: self.place(item.name.span),
        };
        Some(case)
    }

    /// The values of a record of a test; a field that is not given is missing.
    fn given_record(&mut self, given: &[(Name, ast::Value)]) -> Option<Values> {
        let empty = |field: &Field| match field.ty {
            Type::Records(_) => Value::Records(Arc::new([])),
            _ => Value::Missing,
        };
        let mut values: Vec<Value> = self.frame.record.fields.iter().map(empty).collect();
        let mut sound = true;
        let mut seen: Vec<FieldId> = Vec::new();
        for (name, value) in given {
            let place = self.place(name.span);
            let Some(field) = self.field_named(&name.node) else {
                sound = false;
                if self.scope.unread.contains(&name_key(&name.node)) {
                    continue;
                }
                let finding = self.unknown(&name.node, place, "field");
                self.report(finding);
                continue;
            };
            if seen.contains(&field) {
                let message = format!("*{}* is given twice.", name.node);
                self.report(Diagnostic::error(codes::DECLARED_TWICE, place, message));
                sound = false;
            }
            seen.push(field);
            match self.given(field, name, value) {
                Some(value) => {
                    if let Some(slot) = values.get_mut(field.0 as usize) {
                        *slot = value;
                    }
                }
                None => sound = false,
            }
        }
        sound.then(|| values.into())
    }

    /// A related record of a test, whose fields are its own.
    fn given_related(&mut self, id: RecordId, given: &[(Name, ast::Value)]) -> Option<Values> {
        let record = self.records.get(id.0 as usize).cloned()?;
        let around = std::mem::replace(&mut self.frame, Frame::of(record));
        let values = self.given_record(given);
        self.frame = around;
        values
    }

    /// Several related records of a test: `[{ … }, { … }]`.
    fn given_list(&mut self, id: RecordId, members: &[ast::Value]) -> Option<Value> {
        let records: Vec<Option<Values>> = members
            .iter()
            .map(|it| match &it.node {
                ValueKind::Record(given) => self.given_related(id, given),
                _ => {
                    let place = self.place(it.span);
                    let message = "A related record is written in braces.";
                    self.report(
                        Diagnostic::error(codes::WRONG_VALUE, place, message)
                            .help("For example: [{ page: \"/pricing\", at: 2025-02-20T10:00 }]"),
                    );
                    None
                }
            })
            .collect();
        records.into_iter().collect::<Option<Vec<_>>>().map(|it| Value::Records(it.into()))
    }

    fn given(&mut self, id: FieldId, name: &Name, value: &ast::Value) -> Option<Value> {
        let field = self.frame.record.get(id)?.clone();
        match &value.node {
            ValueKind::One(expr) => self.given_one(&field, name, expr),
            ValueKind::Several(members) if matches!(field.ty, Type::Records(_)) => {
                self.given_list(field.ty.related()?, members)
            }
            ValueKind::Several(members) => {
                let member = match field.ty {
                    Type::Texts => Field { ty: Type::Text, ..field.clone() },
                    Type::Numbers => Field { ty: Type::Number, ..field.clone() },
                    _ => {
                        let place = self.place(value.span);
                        let message =
                            format!("*{}* is {}, not a list.", name.node, field.ty.words());
                        self.report(Diagnostic::error(codes::WRONG_VALUE, place, message));
                        return None;
                    }
                };
                let values: Option<Vec<Value>> = members
                    .iter()
                    .map(|it| match &it.node {
                        ValueKind::One(expr) => self.given_one(&member, name, expr),
                        _ => {
                            let place = self.place(it.span);
                            let message = "A list holds plain values.";
                            self.report(Diagnostic::error(codes::WRONG_VALUE, place, message));
                            None
                        }
                    })
                    .collect();
                Some(list_of(values?))
            }
            ValueKind::Record(given) => match field.ty {
                Type::Record(id) => self.given_related(id, given).map(Value::Record),
                // A single one may stand for a list of one.
                Type::Records(id) => {
                    let only = self.given_related(id, given)?;
                    Some(Value::Records(Arc::new([only])))
                }
                _ => {
                    let place = self.place(value.span);
                    let message = format!("*{}* is {}, not a record.", name.node, field.ty.words());
                    self.report(Diagnostic::error(codes::WRONG_VALUE, place, message));
                    None
                }
            },
        }
    }

    fn given_one(&mut self, field: &Field, name: &Name, expr: &Expr) -> Option<Value> {
        let place = self.place(expr.span);
        if matches!(expr.node, ExprKind::Missing) {
            return Some(match field.ty {
                Type::Records(_) => Value::Records(Arc::new([])),
                _ => Value::Missing,
            });
        }
        let Some(Typed::Value(Operand::Constant(value), ty)) = self.literal(expr) else {
            if !matches!(expr.node, ExprKind::Mistake) {
                let message = "A test gives fixed values.";
                let mut finding = Diagnostic::error(codes::NEEDS_CONSTANT, place, message);
                if matches!(expr.node, ExprKind::Name(_)) {
                    let text = format!("\"{}\"", self.one_line(expr.span));
                    finding = finding
                        .help(format!("If it is a text, put it in quotes: {text}"))
                        .offer(format!("Write {text}."), place, text);
                }
                self.report(finding);
            }
            return None;
        };
        match (field.ty, &value) {
            (Type::Text, Value::Text(text)) => self.given_text(field, text, expr),
            (Type::Text, Value::Missing) => Some(Value::Missing),
            (Type::Texts, Value::Text(text)) => Some(Value::Texts(vec![text.clone()])),
            (Type::Integer, Value::Number(number)) if ty.is_numeric() && number.is_integer() => {
                Some(value)
            }
            (Type::Number, Value::Number(_)) if ty.is_numeric() => Some(value),
            (Type::Percent, Value::Number(_)) if ty == Type::Percent => Some(value),
            (Type::Date, Value::Date(_))
            | (Type::DateTime, Value::Moment(_))
            | (Type::YesNo, Value::YesNo(_)) => Some(value),
            (Type::DateTime, Value::Date(date)) => {
                let local = date.to_datetime(jiff::civil::Time::midnight());
                Some(Value::Moment(Clock::instant(&self.zone, local)))
            }
            _ => {
                let message = format!(
                    "*{}* is {}, but {} is {}.",
                    name.node,
                    field.ty.words(),
                    self.one_line(expr.span),
                    ty.words()
                );
                let finding = Diagnostic::error(codes::WRONG_VALUE, place, message);
                self.report(match fitting(field.ty, &value) {
                    Some(text) => finding.help(format!("Write {text}")).fix(
                        format!("Write {text}"),
                        place,
                        text,
                    ),
                    None => finding,
                });
                None
            }
        }
    }

    fn given_text(&mut self, field: &Field, text: &Text, expr: &Expr) -> Option<Value> {
        if field.missing.contains(&text.folded) {
            return Some(Value::Missing);
        }
        if field.values.is_some() {
            let id = self.field_named(&field.name)?;
            let column = self.column(Def::Field(id), field.ty, &field.name);
            let left = Left { column, ty: field.ty, span: expr.span };
            self.in_closed_list(left, text, expr.span)?;
        }
        Some(Value::Text(text.clone()))
    }

    fn expectation(&mut self, expect: &Expect, model: &Tested<'_>) -> Option<Expectation> {
        let place = self.place(expect.span);
        let text = self.one_line(expect.span);
        let expected = match &expect.node {
            ExpectKind::Fired { negated, rule } => {
                self.known_label(rule, model)?;
                Expected::Fired(rule.node.clone(), !negated)
            }
            ExpectKind::That(what, test) => self.expected_result(what, test, model)?,
        };
        Some(Expectation { expected, text, place })
    }

    /// A test of one result, checked as if the result were the only column.
    fn expected_result(
        &mut self,
        what: &What,
        test: &Expr,
        model: &Tested<'_>,
    ) -> Option<Expected> {
        let program = model.program;
        let (subject, ty, needs) = match what {
            What::Score => (Subject::Score, Type::Number, None),
            What::Status => (Subject::Status, Type::Text, None),
            What::PointsOf(group) => {
                (Subject::PointsOf(self.tested_group(group, model)?), Type::Number, None)
            }
            What::Band => (Subject::Band, Type::Text, program.bands.is_empty().then_some("bands")),
            What::Stars => {
                (Subject::Stars, Type::Integer, program.stars.is_none().then_some("stars"))
            }
            What::Grid => (Subject::Grid, Type::Text, program.grid.is_none().then_some("grid")),
            What::Readiness => (
                Subject::Readiness,
                Type::Percent,
                program.ready_at.is_none().then_some("ready at"),
            ),
        };
        if let Some(needs) = needs {
            let place = self.place(test.span);
            let message =
                format!("The model says nothing of `{needs}`, so there is no such result.");
            self.report(Diagnostic::error(codes::NEEDS_SETTING, place, message));
            return None;
        }
        let ExprKind::Test(_, kind) = &test.node else { return None };
        let kind = self.with_labels_quoted(kind, what, program)?;
        // The result is tested in a world of its own, where it is the only column.
        let result = Column { def: Def::Field(FieldId(u32::MAX)), ty, label: what_label(what) };
        let outer = self.it.replace(Typed::Value(Operand::Column(ColumnId(0)), ty));
        let it = crate::ast::Node::new(ExprKind::It, test.span);
        let (typed, columns) =
            self.with_only(result, |context| context.test(&it, &kind, test.span));
        self.it = outer;
        if columns > 1 {
            let place = self.place(test.span);
            let message = "A result is compared with a fixed value, not with a field.";
            self.report(Diagnostic::error(codes::NEEDS_CONSTANT, place, message));
            return None;
        }
        let cond = self.as_condition(typed, test.span);
        Some(Expected::That(subject, cond?))
    }

    /// Band names are written without quotes: `band == Hot`. They are put in here.
    fn with_labels_quoted(
        &mut self,
        test: &crate::ast::Test,
        what: &What,
        program: &Program,
    ) -> Option<crate::ast::Test> {
        if !matches!(what, What::Band | What::Grid | What::Status) {
            return Some(test.clone());
        }
        let mut test = test.clone();
        let rights: Vec<&mut Expr> = match &mut test.node {
            ast::TestKind::Compare(_, right) => vec![right],
            ast::TestKind::In { set, .. } => match &mut set.node {
                ExprKind::List(members) => members.iter_mut().collect(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        for right in rights {
            let written = match &right.node {
                ExprKind::Name(path) => path.last().map(|name| name.node.clone())?,
                ExprKind::Text(text) => text.clone(),
                ExprKind::Number(number) => number.spelling.clone(),
                _ => continue,
            };
            if !is_label(what, program, &Text::new(&written).folded) {
                let labels = labels_of(what, program);
                let place = self.place(right.span);
                let message = format!("*{written}* is not one of them.");
                let finding = Diagnostic::error(codes::UNKNOWN_LABEL, place, message);
                self.report(match nearest(&written, labels.iter().map(String::as_str)) {
                    Some(near) => finding.help(format!("Did you mean {near}?")).offer(
                        format!("Write {near}."),
                        place,
                        near,
                    ),
                    None => finding.help(format!("There are: {}.", labels.join(", "))),
                });
                return None;
            }
            right.node = ExprKind::Text(written);
        }
        Some(test)
    }

    fn tested_group(&mut self, name: &ast::Text, model: &Tested<'_>) -> Option<GroupId> {
        match model.groups.get(&name_key(&name.node)) {
            Some(&group) => Some(group),
            None => self.group_named(name, &model.program.groups),
        }
    }

    /// `fired "…"` names a reason, text, code or id that exists.
    fn known_label(&mut self, wanted: &ast::Text, model: &Tested<'_>) -> Option<()> {
        if model.labels.contains(wanted.node.as_str()) {
            return Some(());
        }
        // A rule that is wrong is not in the program: that has been said, and this follows from it.
        if model.broken {
            return None;
        }
        let place = self.place(wanted.span);
        let message = format!("There is no rule \"{}\".", wanted.node);
        let finding = Diagnostic::error(codes::UNKNOWN_LABEL, place, message);
        self.report(match nearest(&wanted.node, rule_labels(model.program)) {
            Some(near) => finding.help(format!("Did you mean \"{near}\"?")).offer(
                format!("Write \"{near}\"."),
                place,
                format!("\"{near}\""),
            ),
            None => finding.help("Name a rule by its reason, its code, its id or its own text."),
        });
        None
    }
}

/// The model that tests are about, its names ready to be looked up.
pub(super) struct Tested<'p> {
    program: &'p Program,
    labels: HashSet<&'p str>,
    groups: HashMap<String, GroupId>,
    /// Whether the program lacks rules, because they are wrong.
    broken: bool,
}

impl<'p> Tested<'p> {
    pub fn of(program: &'p Program, broken: bool) -> Self {
        let labels = rule_labels(program).collect();
        let mut groups = HashMap::new();
        for (id, group) in (0..).map(GroupId).zip(&program.groups) {
            if let Some(name) = &group.name {
                groups.entry(name_key(name)).or_insert(id);
            }
        }
        Self { program, labels, groups, broken }
    }
}

/// Everything that a rule, row or disqualifier can be called by.
fn rule_labels(program: &Program) -> impl Iterator<Item = &str> {
    let rules = program.rules.iter().flat_map(|rule| {
        std::iter::once(&rule.identity).chain(rule.rows().iter().map(|row| &row.identity))
    });
    let disqualifiers = program.disqualifiers.iter().map(|it| &it.identity);
    rules.chain(disqualifiers).flat_map(Identity::names)
}

/// How messages name a result.
fn what_label(what: &What) -> String {
    match what {
        What::Score => "score".to_owned(),
        What::Band => "band".to_owned(),
        What::Stars => "stars".to_owned(),
        What::Grid => "grid".to_owned(),
        What::Status => "status".to_owned(),
        What::Readiness => "readiness".to_owned(),
        What::PointsOf(group) => format!("points of \"{}\"", group.node),
    }
}

/// Whether a result with names can have this value, folded.
fn is_label(what: &What, program: &Program, folded: &str) -> bool {
    let Some(grid) = program.grid.as_ref().filter(|_| *what == What::Grid) else {
        return labels_of(what, program).iter().any(|it| *Text::new(it).folded == *folded);
    };
    // What is left of the text after one step of each axis; never all combinations of steps.
    let whole = BTreeSet::from([folded.to_owned()]);
    let rests = grid.axes.iter().fold(whole, |rests, axis| {
        let steps = || axis.steps.iter().map(|step| fold(&step.label));
        rests
            .iter()
            .flat_map(|rest| steps().filter_map(|it| rest.strip_prefix(&it).map(str::to_owned)))
            .collect()
    });
    rests.contains("")
}

/// The values that a result with names can have; of a grid the first step of each axis, as an example.
fn labels_of(what: &What, program: &Program) -> Vec<String> {
    match what {
        What::Band => program.bands.iter().map(|band| band.label.clone()).collect(),
        What::Status => vec!["scored".to_owned(), "disqualified".to_owned()],
        What::Grid => program
            .grid
            .iter()
            .map(|grid| {
                grid.axes.iter().filter_map(|it| Some(it.steps.first()?.label.as_str())).collect()
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Several values as one list; none are missing.
fn list_of(values: Vec<Value>) -> Value {
    let texts: Vec<Text> = values.iter().filter_map(|it| it.as_text().cloned()).collect();
    if !texts.is_empty() {
        return Value::Texts(texts);
    }
    let numbers: Vec<_> = values.iter().filter_map(Value::as_number).collect();
    if numbers.is_empty() { Value::Missing } else { Value::Numbers(numbers) }
}
