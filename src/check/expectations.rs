//! What a test expects: a test of one result of the model, or that a rule has fired.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::context::{Context, Typed};
use crate::ast::{self, Expect, ExpectKind, Expr, ExprKind, What};
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::ir::{
    Column, ColumnId, Def, Expectation, Expected, FieldId, GroupId, Identity, Operand, Program,
    Subject, Text, Type, fold, name_key,
};

impl Context<'_> {
    /// Something that is expected; `None` when it is wrong and has been reported.
    pub fn expectation(&mut self, expect: &Expect, model: &Tested<'_>) -> Option<Expectation> {
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
