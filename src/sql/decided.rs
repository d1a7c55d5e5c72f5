//! Rules that one column decides: together they are one `CASE` over the cells of its values, with their points summed.

use std::collections::BTreeMap;

use super::columns::Work;
use super::lines::Line;
use super::needs::Form;
use super::points::{Term, written};
use super::texts::{day, one_line, utc};
use crate::cells::{Axis, Cut, Cuts};
use crate::ir::{
    Award, Body, ColumnId, Cond, Def, Group, GroupKind, Points, Rule, RuleId, Test, Text, Type,
    Value,
};

/// So many reasons are told of a cell; more are counted.
const MOST_REASONS: usize = 3;

/// Why a value gets its points: what each rule gives, with its reason.
type Reasons = Vec<(Points, String)>;

/// Rules of a group that look at one column only.
#[derive(Clone, Debug)]
pub(super) struct Decided {
    pub column: ColumnId,
    pub rules: Vec<RuleId>,
}

/// Values on which all rules agree, and what they give there.
struct Cell {
    /// The test that a value of the cell passes, after those of the cells before it.
    test: String,
    points: Points,
    reasons: Reasons,
}

impl Work<'_> {
    /// The rules of a group that one column decides, where there are several.
    pub fn decided_of(&self, group: &Group) -> Vec<Decided> {
        if group.kind != GroupKind::Sum {
            return Vec::new();
        }
        let mut by_column: BTreeMap<ColumnId, Vec<RuleId>> = BTreeMap::new();
        for id in &group.rules {
            if let Some(column) = self.program.rule(*id).and_then(|rule| self.decider(rule)) {
                by_column.entry(column).or_default().push(*id);
            }
        }
        let has_table = |column: &ColumnId| self.texts_of(*column).is_some();
        let several = by_column.into_iter().filter(|(it, rules)| rules.len() > 1 || has_table(it));
        several.map(|(column, rules)| Decided { column, rules }).collect()
    }

    /// The only column that a rule looks at, if its cells can be listed.
    fn decider(&self, rule: &Rule) -> Option<ColumnId> {
        let is_constant = |it: &Award| matches!(it, Award::Constant(_));
        let parts: Vec<(&Cond, &Award)> = match &rule.body {
            Body::When(condition, award) => vec![(condition, award)],
            Body::Match(rows) if rows.iter().all(|it| it.identity.valid.is_none()) => {
                rows.iter().map(|it| (&it.condition, &it.award)).collect()
            }
            _ => return None,
        };
        if rule.identity.valid.is_some() || !parts.iter().all(|(_, award)| is_constant(award)) {
            return None;
        }
        let mut columns: Vec<ColumnId> = Vec::new();
        let mut can_be_listed = true;
        for (condition, _) in parts {
            condition.atoms(&mut |atom| {
                columns.push(atom.column);
                can_be_listed &= self.can_be_listed(atom.column, &atom.test);
            });
        }
        columns.dedup();
        match columns.as_slice() {
            [one] if can_be_listed => Some(*one),
            _ => None,
        }
    }

    fn can_be_listed(&self, id: ColumnId, test: &Test) -> bool {
        let Some(column) = self.program.column(id) else { return false };
        if matches!(column.def, Def::Compare(..)) {
            return false;
        }
        match (column.ty, test) {
            (Type::Text, Test::Missing | Test::Texts(_)) => true,
            (Type::Number | Type::Integer | Type::Percent, Test::Missing | Test::Numbers(_)) => {
                true
            }
            (Type::Date, Test::Missing | Test::Dates(_)) => true,
            (Type::Date, Test::Age(..)) => self.knows_moment,
            (Type::DateTime, Test::Missing | Test::Moments(_)) => true,
            _ => false,
        }
    }

    /// Several rules as one term.
    pub fn decided_term(&mut self, decided: &Decided) -> Term {
        let program = self.program;
        let rules: Vec<&Rule> = decided.rules.iter().filter_map(|it| program.rule(*it)).collect();
        let is_fraction = rules.iter().any(|it| has_fraction(it));
        let lines = match program.column(decided.column).map(|it| it.ty) {
            Some(Type::Text) => self.by_text(decided.column, &rules),
            _ => self.by_interval(decided.column, &rules),
        };
        Term { lines, is_fraction }
    }

    fn by_text(&mut self, column: ColumnId, rules: &[&Rule]) -> Vec<Line> {
        let name = self.name(column, Form::Folded);
        let other = self.at(rules, &Value::Text(other_than(rules)));
        let missing = self.at(rules, &Value::Missing);
        let texts = self.texts_of(column).map_or_else(|| texts_of(rules), <[Text]>::to_vec);
        let of_texts: Vec<(Points, Reasons)> =
            texts.iter().map(|it| self.at(rules, &Value::Text(it.clone()))).collect();
        if self.texts_of(column).is_some() {
            let values = of_texts.iter().map(|(points, _)| written(*points)).collect();
            let label = self.program.column(column).map(|it| it.label.clone()).unwrap_or_default();
            let looked = self.look_up(column, &format!("{label} points"), values);
            let known = format!("coalesce({looked}, {})", written(other.0));
            let code = match missing.0 == other.0 {
                true => known,
                false => {
                    format!("CASE WHEN {name} IS NULL THEN {} ELSE {known} END", written(missing.0))
                }
            };
            return vec![Line {
                code,
                comment: Some(format!("{} rules about {label}", rules.len())),
            }];
        }
        let mut cells = missing_cell(&name, missing, other.0);
        let mut by_points: Vec<(Points, Vec<String>, Reasons)> = Vec::new();
        for (text, (points, reasons)) in texts.iter().zip(of_texts) {
            let text = self.folded_text(&text.folded);
            match by_points.iter_mut().find(|it| it.0 == points && it.2 == reasons) {
                Some((_, same, _)) => same.push(text),
                None if points == other.0 => {}
                None => by_points.push((points, vec![text], reasons)),
            }
        }
        for (points, texts, reasons) in by_points {
            let test = match texts.as_slice() {
                [one] => format!("{name} = {one}"),
                _ => format!("{name} IN ({})", texts.join(", ")),
            };
            cells.push(Cell { test, points, reasons });
        }
        case(cells, other)
    }

    fn by_interval(&self, column: ColumnId, rules: &[&Rule]) -> Vec<Line> {
        let name = self.name(column, Form::Value);
        let mut tests = Vec::new();
        for rule in rules {
            conditions(rule, &mut |cond| {
                cond.atoms(&mut |atom| tests.push((atom.column, atom.test.clone())));
            });
        }
        let axis = Axis { root: column, columns: vec![column], tests };
        let missing = self.at(rules, &Value::Missing);
        let Some(cuts) = Cuts::of(&axis, self.program, &self.clock) else {
            return vec![Line::code("0")];
        };
        let whole = self.program.column(column).is_some_and(|it| it.ty == Type::Integer);
        let mut pieces: Vec<(String, (Points, Reasons))> = Vec::new();
        for interval in 0..cuts.intervals() {
            let end = self.end(&name, &cuts, interval);
            // Between neighbours nothing lies.
            let Some(value) = cuts.inside(interval, whole) else { continue };
            let given = self.at(rules, &value);
            match pieces.last_mut() {
                Some(last) if last.1 == given => last.0 = end,
                _ => pieces.push((end, given)),
            }
        }
        let last = pieces.pop().map(|it| it.1).unwrap_or_default();
        let mut cells = missing_cell(&name, missing, last.0);
        cells.extend(pieces.into_iter().map(|(test, (points, reasons))| Cell {
            test,
            points,
            reasons,
        }));
        case(cells, last)
    }

    /// What holds of every value up to the end of an interval.
    fn end(&self, name: &str, cuts: &Cuts, interval: usize) -> String {
        fn said<T: Copy>(
            name: &str,
            cut: Option<&Cut<T>>,
            constant: impl Fn(T) -> String,
        ) -> String {
            cut.map_or_else(String::new, |it| {
                format!("{name} {} {}", if it.after { "<=" } else { "<" }, constant(it.at))
            })
        }
        match cuts {
            Cuts::Numbers(cuts) => said(name, cuts.get(interval), |it| self.speech.decimal(it)),
            Cuts::Days(cuts) => said(name, cuts.get(interval), day),
            Cuts::Moments(cuts) => {
                said(name, cuts.get(interval), |it| self.speech.moment(&utc(it)))
            }
        }
    }

    /// What rules give together for a value, and why.
    fn at(&self, rules: &[&Rule], value: &Value) -> (Points, Reasons) {
        let mut reasons = Vec::new();
        let mut sum = Points::ZERO;
        for rule in rules {
            if let Some((points, label)) = self.given(rule, value) {
                sum = sum + points;
                if points != Points::ZERO {
                    reasons.push((points, one_line(label)));
                }
            }
        }
        (sum, reasons)
    }

    fn given<'r>(&self, rule: &'r Rule, value: &Value) -> Option<(Points, &'r str)> {
        let holds = |cond: &Cond| cond.holds(&self.clock, &|_| value);
        let (award, label, row) = match &rule.body {
            Body::When(cond, award) => {
                holds(cond).then_some((award, &rule.identity.label, Default::default()))?
            }
            Body::Match(rows) => {
                let row = rows.iter().find(|it| holds(&it.condition))?;
                (&row.award, &row.identity.label, row.limit)
            }
            Body::ForEach(_) => return None,
        };
        match award {
            Award::Constant(points) => Some((rule.limit.keep(row.keep(*points)), label)),
            Award::Measured(..) => None,
        }
    }
}

/// A cell of missing values, if they are not as those at the end.
fn missing_cell(name: &str, missing: (Points, Reasons), last: Points) -> Vec<Cell> {
    let (points, reasons) = missing;
    let cell = Cell { test: format!("{name} IS NULL"), points, reasons };
    if points == last { Vec::new() } else { vec![cell] }
}

fn case(cells: Vec<Cell>, last: (Points, Reasons)) -> Vec<Line> {
    let mut lines = vec![Line::code("CASE")];
    for Cell { test, points, reasons } in &cells {
        lines.push(Line {
            code: format!("  WHEN {test} THEN {}", written(*points)),
            comment: told(reasons),
        });
    }
    if cells.is_empty() {
        return vec![Line { code: written(last.0), comment: told(&last.1) }];
    }
    lines.push(Line { code: format!("  ELSE {}", written(last.0)), comment: told(&last.1) });
    lines.push(Line::code("END"));
    lines
}

/// The reasons of a cell, few enough for a line.
fn told(reasons: &[(Points, String)]) -> Option<String> {
    if let [(_, label)] = reasons {
        return Some(label.clone());
    }
    let more = reasons.len().saturating_sub(MOST_REASONS);
    let first = reasons.iter().take(MOST_REASONS);
    let first: Vec<String> =
        first.map(|(points, label)| format!("{} {label}", points.signed())).collect();
    let mut text = first.join("; ");
    if more > 0 {
        text.push_str(&format!("; {more} more"));
    }
    (!text.is_empty()).then_some(text)
}

fn conditions<'r>(rule: &'r Rule, visit: &mut impl FnMut(&'r Cond)) {
    match &rule.body {
        Body::When(condition, _) => visit(condition),
        Body::Match(rows) => rows.iter().for_each(|it| visit(&it.condition)),
        Body::ForEach(_) => {}
    }
}

/// The texts that rules name, each once.
pub(super) fn texts_of(rules: &[&Rule]) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    for rule in rules {
        conditions(rule, &mut |cond| {
            cond.atoms(&mut |atom| {
                if let Test::Texts(of_test) = &atom.test {
                    texts.extend(of_test.iter().cloned());
                }
            });
        });
    }
    let mut known = std::collections::HashSet::new();
    texts.retain(|it| known.insert(it.folded.clone()));
    texts
}

/// A text that no rule names.
fn other_than(rules: &[&Rule]) -> Text {
    let named = texts_of(rules);
    let longest = named.iter().map(|it| it.folded.len()).max().unwrap_or(0);
    Text::new(&"x".repeat(longest + 1))
}

fn has_fraction(rule: &Rule) -> bool {
    let is_fraction = |it: &Award| match it {
        Award::Constant(points) => points.hundredths() % 100 != 0,
        Award::Measured(..) => true,
    };
    match &rule.body {
        Body::When(_, award) => is_fraction(award),
        Body::Match(rows) => rows.iter().any(|it| is_fraction(&it.award)),
        Body::ForEach(_) => true,
    }
}
