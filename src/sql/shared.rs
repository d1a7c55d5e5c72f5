//! Tests that several rules make get a column of their own, so that each is made once.

use std::collections::{HashMap, HashSet};

use super::columns::Work;
use super::needs::asked;
use crate::ir::{Atom, Body, ColumnId, Cond, Rule, RuleId, Test, Text};
use crate::source::Place;

/// From so many texts on, a column is looked up in a table.
const MANY_TEXTS: usize = 16;

impl<'p> Work<'p> {
    /// Makes tables of the texts of columns of which rules name many.
    pub fn look_up_many_texts(&mut self) {
        for (column, texts) in many_texts(self.conditions(&HashSet::new())) {
            self.add_table(column, texts);
        }
    }

    /// Finds out what can be said once instead of for each rule.
    pub fn put_together(&mut self) {
        let program = self.program;
        self.decided = program.groups.iter().map(|it| self.decided_of(it)).collect();
        let decided: HashSet<RuleId> =
            self.decided.iter().flatten().flat_map(|it| it.rules.iter().copied()).collect();
        let mut found: Vec<(&Atom, Place, usize)> = Vec::new();
        let mut places: HashMap<(ColumnId, &Test), usize> = HashMap::new();
        for (condition, place) in self.conditions(&decided) {
            condition.atoms(&mut |atom| {
                let at = *places.entry((atom.column, &atom.test)).or_insert(found.len());
                match found.get_mut(at) {
                    Some((_, _, count)) => *count += 1,
                    None => found.push((atom, place, 1)),
                }
            });
        }
        self.share_texts(&found);
        for (atom, place, count) in found {
            self.share(atom, place, count);
        }
    }

    /// The conditions of all rules but some, and of all disqualifiers.
    fn conditions(&self, but: &HashSet<RuleId>) -> Vec<(&'p Cond, Place)> {
        let program = self.program;
        let rules = (0..).map(RuleId).zip(&program.rules).filter(|(id, _)| !but.contains(id));
        let of_rule = |(_, rule): (RuleId, &'p Rule)| match &rule.body {
            Body::When(condition, _) => vec![(condition, rule.identity.place)],
            Body::Match(rows) => rows.iter().map(|it| (&it.condition, it.identity.place)).collect(),
            Body::ForEach(_) => Vec::new(),
        };
        let out = program.disqualifiers.iter().map(|it| (&it.condition, it.identity.place));
        rules.flat_map(of_rule).chain(out).collect()
    }

    /// Says tests of texts that are looked up by the numbers of their cells.
    fn share_texts(&mut self, found: &[(&Atom, Place, usize)]) {
        let columns: Vec<ColumnId> = self.tables.iter().map(|it| it.column).collect();
        for column in columns {
            let of_column = found.iter().filter(|(atom, ..)| atom.column == column);
            let tests: Vec<(&Test, &[Text])> = of_column
                .filter_map(|(atom, ..)| match &atom.test {
                    test @ Test::Texts(texts) => Some((test, texts.as_slice())),
                    _ => None,
                })
                .collect();
            if tests.is_empty() {
                continue;
            }
            let texts: Vec<&[Text]> = tests.iter().map(|(_, texts)| *texts).collect();
            let said = self.look_up_tests(column, &texts);
            let known = tests.iter().map(|(test, _)| (column, (*test).clone()));
            self.shared.extend(known.zip(said));
        }
    }

    /// Gives a test a column of its own, if that pays.
    fn share(&mut self, atom: &Atom, place: Place, count: usize) {
        let name = match &atom.test {
            Test::Missing | Test::YesNo(_) => return,
            Test::Texts(_) if self.texts_of(atom.column).is_some() => return,
            _ if count < 2 => return,
            _ => {
                let forms = asked(self.program, atom);
                let steps = forms
                    .iter()
                    .filter_map(|(column, form)| self.columns.find(self.program, *column, *form));
                let step = steps.map(|it| it.step + 1).max().unwrap_or(1);
                let expression = self.atom(atom, place).text().to_owned();
                let name = self.new_name(&expression);
                self.columns.make(step, &name, expression);
                name
            }
        };
        self.shared.insert((atom.column, atom.test.clone()), name);
    }
}

/// The columns of which conditions name many texts, with these texts.
fn many_texts(conditions: Vec<(&Cond, Place)>) -> Vec<(ColumnId, Vec<Text>)> {
    let mut all: Vec<(ColumnId, Vec<Text>)> = Vec::new();
    for (condition, _) in conditions {
        condition.atoms(&mut |atom| {
            let Test::Texts(texts) = &atom.test else { return };
            match all.iter_mut().find(|(column, _)| *column == atom.column) {
                Some((_, known)) => known.extend(texts.iter().cloned()),
                None => all.push((atom.column, texts.clone())),
            }
        });
    }
    for (_, texts) in &mut all {
        let mut known = HashSet::new();
        texts.retain(|it| known.insert(it.folded.clone()));
    }
    all.retain(|(_, texts)| texts.len() >= MANY_TEXTS);
    all
}
