//! The steps of passes, written one below the other.

use super::{One, Pass};
use crate::sql::columns::{Columns, Join, Work};
use crate::sql::lines::Line;
use crate::sql::statement::{Step, made};

/// What a chain of steps begins with.
#[derive(Clone, Copy)]
pub(in crate::sql) struct Around<'a> {
    /// The step that has what is the same for all records, if anything is.
    pub run: Option<&'a str>,
    /// The last step of the record around.
    pub from: &'a str,
}

impl Work<'_> {
    /// The steps in which related records stand by their keys.
    pub fn ones_by_key(&self, ones: &[One], run: Option<&str>, steps: &mut Vec<Step>) {
        for one in ones {
            let about = "Related records by their keys";
            steps.push(Step::new(self.speech, &one.step, about, one.lines(run)));
        }
    }

    /// A step for each layer of columns from the second on, with the passes over lists that come before it.
    pub fn layers(
        &mut self,
        columns: &Columns,
        passes: &[Pass],
        around: Around<'_>,
        steps: &mut Vec<Step>,
    ) -> String {
        self.layers_with(columns, passes, around, None, steps)
    }

    fn layers_with(
        &mut self,
        columns: &Columns,
        passes: &[Pass],
        around: Around<'_>,
        mut second: Option<(Vec<String>, Vec<Line>)>,
        steps: &mut Vec<Step>,
    ) -> String {
        let mut from = around.from.to_owned();
        let layers = columns.steps().len().max(2);
        for level in 1..layers {
            let of_level: Vec<&Pass> = passes.iter().filter(|it| it.level == level).collect();
            for pass in &of_level {
                self.chain(pass, Around { from: &from, ..around }, steps);
            }
            let (more, lines_behind) = second.take().unwrap_or_default();
            let layer = columns.steps().get(level).map_or(&[][..], Vec::as_slice);
            if layer.is_empty() && lines_behind.is_empty() && of_level.is_empty() {
                continue;
            }
            let mut shown = vec![vec![Line::code(format!("{from}.*"))]];
            shown.extend(more.into_iter().map(|it| vec![Line::code(it)]));
            shown.extend(layer.iter().map(made));
            let mut lines = vec![Line::code("SELECT")];
            lines.extend(Line::listed(shown));
            lines.push(Line::code(format!("FROM {from}")));
            lines.extend(of_level.iter().map(|it| it.join(&from)));
            lines.extend(columns.joins(level).map(|it| it.line(&from)));
            lines.extend(lines_behind);
            let name = self.new_name("calculated");
            steps.push(Step::new(self.speech, &name, "What is made from these, each once", lines));
            from = name;
        }
        from
    }

    /// A list from its table to its totals.
    fn chain(&mut self, pass: &Pass, around: Around<'_>, steps: &mut Vec<Step>) {
        let from = self.members(pass, around, steps);
        let about = format!("What {} give together", pass.label);
        steps.push(Step::new(self.speech, &pass.name, &about, pass.sums(&from)));
    }

    /// The steps that read the records of a table and calculate what is asked of each; gives the last of them.
    pub(super) fn members(
        &mut self,
        pass: &Pass,
        around: Around<'_>,
        steps: &mut Vec<Step>,
    ) -> String {
        self.ones_by_key(&pass.ones, around.run, steps);
        let read = self.new_name(&format!("read_{}", pass.label));
        let about = format!("The table of {}, as rules understand it", pass.label);
        steps.push(Step::new(self.speech, &read, &about, pass.read(around.run)));
        let here = Around { from: &read, ..around };
        let second = Some(pass.existing(&read, around.from));
        self.layers_with(&pass.columns, &pass.passes, here, second, steps)
    }
}

impl Join {
    fn line(&self, from: &str) -> Line {
        let Self { table, alias, key, by, .. } = self;
        Line::code(format!("LEFT JOIN {table} AS {alias} ON {alias}.{key} = {from}.{by}"))
    }
}

impl Pass {
    /// Reads the table.
    fn read(&self, run: Option<&str>) -> Vec<Line> {
        let (owner, name) = &self.owner;
        let mut shown: Vec<Vec<Line>> =
            run.iter().map(|it| vec![Line::code(format!("{it}.*"))]).collect();
        shown.push(vec![Line::code(format!("{owner} AS {name}"))]);
        shown.extend(self.columns.steps().first().into_iter().flatten().map(made));
        let mut lines = vec![Line::code("SELECT")];
        lines.extend(Line::listed(shown));
        lines.push(Line::code(format!("FROM {} AS {}", self.table, self.alias)));
        lines.extend(run.map(|it| Line::code(format!("CROSS JOIN {it}"))));
        lines.extend(self.ones.iter().map(One::join));
        lines
    }

    /// The members that exist, with what they need of the record around them.
    fn existing(&self, read: &str, around: &str) -> (Vec<String>, Vec<Line>) {
        let mut lines = Vec::new();
        if !self.outer.is_empty() {
            let (key, owner) = (&self.key, &self.owner.1);
            let needed = format!("SELECT {key}, {} FROM {around}", self.outer.join(", "));
            lines.push(Line::code(format!("JOIN ({needed}) AS around ON {key} = {read}.{owner}")));
        }
        lines.push(Line::code(format!("WHERE {}", self.exists.join(" AND "))));
        (self.outer.clone(), lines)
    }

    /// Adds up, by the key of the record around.
    fn sums(&self, from: &str) -> Vec<Line> {
        let owner = &self.owner.1;
        let mut shown = vec![vec![Line::code(owner)]];
        shown.extend(self.totals.iter().map(made));
        let mut lines = vec![Line::code("SELECT")];
        lines.extend(Line::listed(shown));
        lines.push(Line::code(format!("FROM {from}")));
        lines.push(Line::code(format!("GROUP BY {owner}")));
        lines
    }

    /// How the totals are joined to a step of the record around.
    fn join(&self, around: &str) -> Line {
        let (name, owner, key) = (&self.name, &self.owner.1, &self.key);
        Line::code(format!("LEFT JOIN {name} ON {name}.{owner} = {around}.{key}"))
    }
}
