//! Frames: the same work for the scored records, for the members of a list, and for records that other models score.

use std::collections::HashMap;
use std::mem::{swap, take};

use jiff::civil::date;

use super::clock::Moments;
use super::columns::{Columns, Work};
use super::models::{Model, Models};
use super::names::Names;
use super::needs::Needs;
use super::options::{Options, Shape};
use super::{dialect, fields};
use crate::ir::{AsOf, Clock, Program};

/// Stands for a moment that nobody knows yet; nothing that depends on it is asked.
const ANY_DAY: AsOf = AsOf::Day(date(2000, 1, 1));

impl<'p> Work<'p> {
    /// The work on the scored records.
    pub fn new(models: &'p Models, options: &'p Options) -> Self {
        let Model { program, scopes, .. } = models.get(models.own());
        let mut names = Names::default();
        let moments = Moments::new(&mut names);
        Self {
            program,
            speech: dialect::speech(options.dialect),
            needs: Needs::of(program, scopes),
            names,
            columns: Columns::default(),
            moments,
            refusals: Vec::new(),
            reads_texts: false,
            folds_texts: false,
            decided: Vec::new(),
            shared: HashMap::new(),
            tables: Vec::new(),
            clock: Clock::new(options.as_of.unwrap_or(ANY_DAY), program.zone.clone()),
            knows_moment: options.as_of.is_some(),
            models,
            model: models.own(),
            score_tables: Vec::new(),
            scores: Vec::new(),
            scopes,
            mapping: &options.mapping,
            scope: None,
            alias: fields::LEADS.to_owned(),
            owner: None,
            key: None,
            ones: Vec::new(),
            passes: Vec::new(),
            each: Vec::new(),
            gives_reasons: options.reasons.is_some(),
            measured_awards: Vec::new(),
            is_dbt: options.shape == Shape::Dbt,
        }
    }

    /// A frame for other records, with all that the whole statement has in common; [`Work::back`] gives that back.
    pub fn frame(&mut self, program: &'p Program, needs: Needs, alias: String) -> Self {
        Self {
            program,
            speech: self.speech,
            needs,
            names: take(&mut self.names),
            columns: Columns::default(),
            moments: take(&mut self.moments),
            refusals: take(&mut self.refusals),
            reads_texts: self.reads_texts,
            folds_texts: self.folds_texts,
            decided: Vec::new(),
            shared: HashMap::new(),
            tables: Vec::new(),
            clock: self.clock.clone(),
            knows_moment: self.knows_moment,
            models: self.models,
            model: self.model,
            score_tables: take(&mut self.score_tables),
            scores: Vec::new(),
            scopes: self.scopes,
            mapping: self.mapping,
            scope: None,
            alias,
            owner: None,
            key: None,
            ones: Vec::new(),
            passes: Vec::new(),
            each: Vec::new(),
            gives_reasons: false,
            measured_awards: Vec::new(),
            is_dbt: self.is_dbt,
        }
    }

    /// A frame in which another model looks at records.
    pub fn frame_of(&mut self, model: usize, alias: String) -> Self {
        let Model { program, scopes, .. } = self.models.get(model);
        let frame = self.frame(program, Needs::of(program, scopes), alias);
        Self { model, scopes, ..frame }
    }

    /// Takes back what the whole statement has in common.
    pub fn back(&mut self, frame: Self) {
        self.names = frame.names;
        self.moments = frame.moments;
        self.refusals = frame.refusals;
        self.reads_texts = frame.reads_texts;
        self.folds_texts = frame.folds_texts;
        self.score_tables = frame.score_tables;
    }

    /// Gives another frame of the same records the steps that are made, or takes them back.
    pub fn swap_steps(&mut self, frame: &mut Self) {
        self.columns.swap_steps(&mut frame.columns);
        swap(&mut self.ones, &mut frame.ones);
        swap(&mut self.passes, &mut frame.passes);
        swap(&mut self.key, &mut frame.key);
        swap(&mut self.scores, &mut frame.scores);
    }
}
