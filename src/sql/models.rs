//! The program of a statement, and the models whose scores it uses: each once, whoever uses it.

use std::collections::HashMap;
use std::sync::Arc;

use super::Mapping;
use super::related::Scopes;
use crate::ir::{ModelId, Program};

/// All of them.
#[derive(Debug)]
pub(super) struct Models {
    /// A model stands behind those that it uses.
    used: Vec<Model>,
    /// What the statement is about.
    own: Model,
}

/// One model, under the names of the warehouse.
#[derive(Debug)]
pub(super) struct Model {
    pub program: Program,
    pub scopes: Scopes,
    /// Where the models stand whose scores it uses.
    uses: Vec<usize>,
}

impl Models {
    /// A program with the models that it uses.
    pub fn of(program: &Program, mapping: &Mapping) -> Self {
        let mut used = Vec::new();
        let named = |it: &Program| mapping.applied(it, &program.record.name);
        let uses = add(program, &named, &mut used, &mut HashMap::new());
        Self { used, own: Model::new(named(program), uses) }
    }

    /// The place of what the statement is about.
    pub fn own(&self) -> usize {
        self.used.len()
    }

    pub fn get(&self, at: usize) -> &Model {
        self.used.get(at).unwrap_or(&self.own)
    }

    /// The place of a model whose score another one uses.
    pub fn used(&self, by: usize, ModelId(index): ModelId) -> Option<usize> {
        self.get(by).uses.get(index as usize).copied()
    }
}

impl Model {
    fn new(program: Program, uses: Vec<usize>) -> Self {
        Self { scopes: Scopes::of(&program), program, uses }
    }
}

/// Adds the models that a program uses; gives their places.
fn add(
    program: &Program,
    named: &impl Fn(&Program) -> Program,
    used: &mut Vec<Model>,
    known: &mut HashMap<*const Program, usize>,
) -> Vec<usize> {
    let mut uses = Vec::new();
    for model in &program.models {
        let place = known.get(&Arc::as_ptr(model)).copied().unwrap_or_else(|| {
            let uses = add(model, named, used, known);
            // Its score is what counts, so what disqualifies does not.
            used.push(Model::new(Program { disqualifiers: Vec::new(), ..named(model) }, uses));
            used.len() - 1
        });
        known.insert(Arc::as_ptr(model), place);
        uses.push(place);
    }
    uses
}
