//! One of the two versions of a model.

use std::collections::HashSet;

use crate::ast::{Expr, ExprKind, ListSource};
use crate::format::{print_expr, print_text};
use crate::ir::Program;
use crate::project::{Model, Project};

/// A model with the names that its files declare.
#[derive(Debug)]
pub struct Version<'p> {
    /// What it means.
    pub program: &'p Program,
    pub(super) lists: Vec<Named>,
    pub(super) lets: Vec<Named>,
    /// Whether its record was guessed from the data: it differs with whatever the rules ask.
    pub(super) is_guessed: bool,
}

/// A name with what it stands for, in canonical text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub name: String,
    pub values: Vec<String>,
}

impl Named {
    pub fn set(&self) -> HashSet<&str> {
        self.values.iter().map(String::as_str).collect()
    }
}

impl<'p> Version<'p> {
    /// A model of a project, and the program that was made of it.
    #[must_use]
    pub fn of(project: &Project, model: &Model, program: &'p Program) -> Self {
        let lists = project.lists(model).into_iter().map(|(list, values)| Named {
            name: list.name.node.clone(),
            values: match (&list.source, values) {
                (ListSource::Values(expr), _) => members(expr),
                (ListSource::File(_), values) => {
                    values.unwrap_or_default().iter().map(|it| print_text(it)).collect()
                }
            },
        });
        let lets = project
            .lets(model)
            .map(|it| Named { name: it.name.node.clone(), values: vec![print_expr(&it.value)] });
        let (lists, lets) = (lists.collect(), lets.collect());
        Self { program, lists, lets, is_guessed: model.needs_data }
    }

    /// A model of which only the program is known.
    pub(super) fn alone(program: &'p Program) -> Self {
        Self { program, lists: Vec::new(), lets: Vec::new(), is_guessed: false }
    }
}

fn members(expr: &Expr) -> Vec<String> {
    match &expr.node {
        ExprKind::List(members) => members.iter().map(print_expr).collect(),
        _ => vec![print_expr(expr)],
    }
}
