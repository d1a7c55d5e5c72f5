//! Scores of other models. That of the record at hand is calculated beside it, in the same steps. Those of related records
//! are calculated for all of their table first, and joined by key.

use super::chain::Around;
use super::key::only_key;
use super::pass::Pass;
use crate::ir::{ColumnId, Def, EventsId, Field, ModelId, Program, Record};
use crate::source::Place;
use crate::sql::columns::{Join, Known, Work};
use crate::sql::lines::{Line, text_of};
use crate::sql::needs::Form;
use crate::sql::statement::{Step, points_of_group, score_of_groups};

/// Decimals of points.
const OF_POINTS: u32 = 2;

/// The score that a model gives to each record of a table.
#[derive(Debug)]
pub(in crate::sql) struct ScoreTable {
    model: usize,
    /// The names of the model and of the record.
    about: (String, String),
    /// The records, read and calculated; its name is that of the step with the scores.
    records: Pass,
    score: String,
}

impl Work<'_> {
    /// The score that a model gives to this record, or to a related one.
    pub(super) fn score(
        &mut self,
        id: ColumnId,
        model: ModelId,
        of: Option<ColumnId>,
        place: Place,
    ) {
        let Some(model) = self.models.used(self.model, model) else { return };
        let known = match of {
            None => Some(self.score_of_this(model)),
            Some(of) => self.score_of_related(id, model, of, place),
        };
        if let Some(known) = known {
            self.columns.know(id, Form::Value, known);
        }
    }

    fn score_of_this(&mut self, model: usize) -> Known {
        if let Some((_, known)) = self.scores.iter().find(|(it, _)| *it == model) {
            return known.clone();
        }
        let alias = self.alias.clone();
        let mut frame = self.frame_of(model, alias);
        self.swap_steps(&mut frame);
        let known = frame.total();
        self.swap_steps(&mut frame);
        self.back(frame);
        self.scores.push((model, known.clone()));
        known
    }

    /// Calculates the score of this frame's program, in the steps after all that its rules read.
    fn total(&mut self) -> Known {
        self.calculate();
        self.put_together();
        let program = self.program;
        let mut groups: Vec<(String, String)> = Vec::new();
        for (index, group) in program.groups.iter().enumerate() {
            let label = group.name.as_deref().unwrap_or_default();
            let name = self.new_name(&format!("{} {label} points", program.name));
            let lines = points_of_group(self, index, group);
            groups.push((name, text_of(&lines).trim_end().to_owned()));
        }
        let step = self.columns.last() + 1;
        for (name, points) in &groups {
            self.columns.make(step, name, points.clone());
        }
        let groups: Vec<String> = groups.into_iter().map(|(name, _)| name).collect();
        let score = self.new_name(&format!("{} score", program.name));
        let sum = score_of_groups(self, &groups);
        self.columns.make(step + 1, &score, sum);
        Known { name: score, step: step + 1, decimals: OF_POINTS }
    }

    fn score_of_related(
        &mut self,
        id: ColumnId,
        model: usize,
        of: ColumnId,
        place: Place,
    ) -> Option<Known> {
        // Without a key that is known, what is wrong with it was told.
        let key = self.columns.find(self.program, of, Form::Value)?.clone();
        let models = self.models;
        let (owner, field) = found_by(&models.get(self.model).program, self.scope, of)?;
        let at = self.score_table(model, (owner, field), place)?;
        let ScoreTable { records, score, .. } = self.score_tables.get(at)?;
        let (table, of_table, score) =
            (records.name.clone(), records.owner.1.clone(), score.clone());
        let label = self.program.column(id).map_or("", |it| &it.label);
        let name = self.new_name(label);
        let alias = self.new_name(&format!("{} {}", models.get(model).program.name, field.name));
        let step = key.step + 1;
        self.columns.make(step, &name, format!("{alias}.{score}"));
        self.columns.join(Join { step, table, alias, key: of_table, by: key.name });
        Some(Known { name, step, decimals: OF_POINTS })
    }

    /// The place of the table with the scores that a model gives to the records of a field.
    fn score_table(&mut self, model: usize, by: (&Record, &Field), place: Place) -> Option<usize> {
        let program = &self.models.get(model).program;
        let table = self.table(&program.record, Some(by));
        let is_it = |it: &ScoreTable| it.model == model && it.records.table == table;
        if let Some(at) = self.score_tables.iter().position(is_it) {
            return Some(at);
        }
        let key = only_key(&program.record)?;
        let alias = self.new_name(&program.record.name);
        let mut frame = self.frame_of(model, alias.clone());
        let expression = frame.key_in(key, &alias, place);
        let key = frame.new_name(&format!("{}_key", program.record.name));
        frame.key = Some(key.clone());
        let mut exists = vec![format!("{key} IS NOT NULL")];
        exists.extend(frame.firsts(None, place));
        let score = frame.total().name;
        let name = frame.new_name(&format!("{}_scores", program.name));
        let records = Pass {
            label: program.record.name.clone(),
            level: 0,
            table,
            alias,
            owner: (expression, key.clone()),
            key,
            outer: Vec::new(),
            exists,
            columns: std::mem::take(&mut frame.columns),
            ones: std::mem::take(&mut frame.ones),
            passes: std::mem::take(&mut frame.passes),
            totals: Vec::new(),
            name,
        };
        self.back(frame);
        let about = (program.name.clone(), program.record.name.clone());
        self.score_tables.push(ScoreTable { model, about, records, score });
        Some(self.score_tables.len() - 1)
    }

    /// The steps with the scores of tables; each stands behind those that it is made from.
    pub fn scores_of_tables(&mut self, run: Option<&str>, steps: &mut Vec<Step>) {
        for it in std::mem::take(&mut self.score_tables) {
            let from = self.members(&it.records, Around { run, from: "" }, steps);
            let (model, record) = &it.about;
            let about = format!("The score that {model} gives to each {record}");
            let (_, key) = &it.records.owner;
            let mut lines = vec![Line::code("SELECT")];
            let columns = [key, &it.score].map(|it| vec![Line::code(it)]);
            lines.extend(Line::listed(columns.to_vec()));
            lines.push(Line::code(format!("FROM {from}")));
            steps.push(Step::new(self.speech, &it.records.name, &about, lines));
        }
    }
}

/// The record that names a related record, and by which field.
fn found_by(
    program: &Program,
    scope: Option<EventsId>,
    column: ColumnId,
) -> Option<(&Record, &Field)> {
    let columns = program.columns_of(scope);
    let (record, field) = match columns.get(column.0 as usize)?.def {
        Def::Field(field) => match scope {
            None => (&program.record, field),
            Some(list) => (program.related(program.events(list)?.record)?, field),
        },
        Def::Related(of, field) => {
            (program.related(columns.get(of.0 as usize)?.ty.related()?)?, field)
        }
        Def::Outer(outer) => return found_by(program, program.events(scope?)?.outer, outer),
        _ => return None,
    };
    Some((record, record.get(field)?))
}
