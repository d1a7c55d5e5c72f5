//! Scores of other models: `score of fit`, `score of org_fit for company`.

use std::collections::HashMap;
use std::sync::Arc;

use super::context::{Context, Typed};
use super::paths::quoted_path;
use crate::ast::Name;
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::format::print_name;
use crate::ir::{ColumnId, Def, ModelId, Operand, Program, Type, name_key};
use crate::source::Span;

/// A model whose file is used.
#[derive(Clone, Debug)]
pub struct UsedModel {
    /// Its name.
    pub name: String,
    /// What it is, if it is sound; else its mistakes are told elsewhere.
    pub program: Option<Arc<Program>>,
}

/// How often models may be run for the score of one record: two models that both use two others double it.
const MOST_RUNS: u64 = 1000;

/// How often models are run for one score of a program, itself included.
fn runs(program: &Arc<Program>, known: &mut HashMap<*const Program, u64>) -> u64 {
    if let Some(&runs) = known.get(&Arc::as_ptr(program)) {
        return runs;
    }
    let used = program.models.iter().map(|it| runs(it, known)).fold(1, u64::saturating_add);
    known.insert(Arc::as_ptr(program), used);
    used
}

impl Context<'_> {
    /// `score of fit`, `score of org_fit for company`
    pub fn score_of(&mut self, model: &Name, through: Option<&[Name]>, span: Span) -> Typed {
        let models = self.models;
        let key = name_key(&model.node);
        let Some(used) = models.iter().find(|it| name_key(&it.name) == key) else {
            return self.unknown_model(model);
        };
        let Some(program) = &used.program else {
            return Typed::Poison;
        };
        let Some(path) = through else {
            return self.own_score(program, model, span);
        };
        if self.is_this(path) {
            return self.own_score(program, model, span);
        }
        if let Some(list) = self.list_on(path) {
            let place = self.place(span);
            let path = quoted_path(path);
            let message = format!("There can be many {}, each with a score.", list.label);
            let written = format!("score of {} for {path}", print_name(&model.node));
            return self.wrong(
                Diagnostic::error(codes::NEEDS_VALUE, place, message)
                    .help(format!("Take them together: sum({written}), max({written})")),
            );
        }
        let path_span = path.first().map_or(span, |it| it.span).to(span);
        match self.named(path, path_span) {
            Typed::Value(Operand::Column(of), Type::Record(id)) => {
                let record = self.records.get(id.0 as usize).cloned().unwrap_or_default();
                if name_key(&record.name) != name_key(&program.record.name) {
                    return self.of_another(program, model, &record.name, span);
                }
                self.score_column(program, Some(of), span)
            }
            Typed::Poison => Typed::Poison,
            _ => {
                let place = self.place(path_span);
                let message = format!("*{}* is not a related record.", quoted_path(path));
                self.wrong(
                    Diagnostic::error(codes::NEEDS_RECORDS, place, message).help(
                        "After `for` stands a field that holds one: score of fit for company",
                    ),
                )
            }
        }
    }

    /// The score of the record at hand, or of the nearest one around it that the model scores.
    fn own_score(&mut self, program: &Arc<Program>, model: &Name, span: Span) -> Typed {
        let wanted = name_key(&program.record.name);
        if name_key(&self.frame.record.name) == wanted {
            return self.score_column(program, None, span);
        }
        let around = |it: &super::frame::Frame| name_key(&it.record.name) == wanted;
        if self.outer.iter().any(around) {
            return self.around(|context| context.own_score(program, model, span));
        }
        let record = self.frame.record.name.clone();
        self.of_another(program, model, &record, span)
    }

    fn score_column(&mut self, program: &Arc<Program>, of: Option<ColumnId>, span: Span) -> Typed {
        if program.zone.iana_name() != self.zone.iana_name() {
            return self.in_another_zone(program, span);
        }
        let known = self.scores.iter().position(|it| Arc::ptr_eq(it, program));
        let index = known.unwrap_or(self.scores.len());
        if known.is_none() {
            self.scores.push(Arc::clone(program));
            let mut known = HashMap::new();
            let all: u64 = self.scores.iter().map(|it| runs(it, &mut known)).sum();
            if all > MOST_RUNS {
                let place = self.place(span);
                let message = format!(
                    "Scores build on scores here: for one lead models would be run more than {MOST_RUNS} times."
                );
                return self.wrong(
                    Diagnostic::error(codes::TOO_LARGE, place, message)
                        .help("Let fewer models use the same others."),
                );
            }
        }
        let id = ModelId(u32::try_from(index).unwrap_or(u32::MAX));
        let label = self.one_line(span);
        let column = self.column(Def::Score(id, of), Type::Number, &label);
        Typed::Value(Operand::Column(column), Type::Number)
    }

    /// Days begin at another hour there, and a time without a zone is another moment.
    fn in_another_zone(&mut self, program: &Program, span: Span) -> Typed {
        let place = self.place(span);
        let (theirs, ours) = (program.zone.iana_name(), self.zone.iana_name());
        let (theirs, ours) = (theirs.unwrap_or("UTC"), ours.unwrap_or("UTC"));
        let message =
            format!("*{}* counts days in {theirs}, and this model in {ours}.", program.name);
        self.wrong(Diagnostic::error(codes::ANOTHER_ZONE, place, message).help(format!(
            "Give both the same zone after their `model` lines: timezone \"{theirs}\""
        )))
    }

    fn of_another(&mut self, program: &Program, model: &Name, record: &str, span: Span) -> Typed {
        let place = self.place(span);
        let scored = &program.record.name;
        let name = print_name(&model.node);
        let message = format!("*{}* scores {scored}, and this is {record}.", model.node);
        let related = self.frame.record.fields.iter().find(|field| {
            let related = field.ty.related().and_then(|id| self.records.get(id.0 as usize));
            related.is_some_and(|it| name_key(&it.name) == name_key(scored))
        });
        let finding = Diagnostic::error(codes::WRONG_MODEL, place, message);
        let finding = match related.map(|it| (it.ty, print_name(&it.name))) {
            Some((Type::Record(_), field)) => {
                let text = format!("score of {name} for {field}");
                finding.help(format!("Write {text}.")).offer(format!("Write {text}."), place, text)
            }
            Some((_, field)) => {
                finding.help(format!("For several: sum(score of {name} for {field})"))
            }
            None => finding.help(format!("No field of {record} leads to {scored}.")),
        };
        self.wrong(finding)
    }

    /// `fit > 50`, where *fit* is a model; `score > 50`, which is only known in the end.
    pub fn model_as_name(&mut self, name: &Name, span: Span) -> Option<Typed> {
        let place = self.place(span);
        let key = name_key(&name.node);
        let known = self.models.iter().find(|it| name_key(&it.name) == key);
        if let Some(model) = known {
            let text = format!("score of {}", print_name(&model.name));
            let message = format!("*{}* is a model.", name.node);
            return Some(
                self.wrong(
                    Diagnostic::error(codes::UNKNOWN_NAME, place, message)
                        .help(format!("Its score is written {text}."))
                        .fix(format!("Write {text}."), place, text),
                ),
            );
        }
        (key == "score").then(|| {
            let message = "A model's own score is known only when all of its rules are counted.";
            let help = match self.models.first() {
                Some(model) => format!(
                    "The score of another model is written score of {}. What a score means is said by bands.",
                    print_name(&model.name)
                ),
                None => "What a score means is said by bands; what it sets off, by on score rising above.".to_owned(),
            };
            self.wrong(Diagnostic::error(codes::UNKNOWN_NAME, place, message).help(help))
        })
    }

    fn unknown_model(&mut self, model: &Name) -> Typed {
        let place = self.place(model.span);
        let names: Vec<&str> = self.models.iter().map(|it| it.name.as_str()).collect();
        let message = format!("There is no model *{}* here.", model.node);
        let finding = Diagnostic::error(codes::UNKNOWN_MODEL, place, message);
        self.wrong(match nearest(&model.node, names.iter().copied()) {
            Some(near) => finding.help(format!("Did you mean {near}?")).offer(
                format!("Write {near}."),
                place,
                print_name(near),
            ),
            None if names.is_empty() => finding.help(format!(
                "Begin the file with `use` and the model's file: use \"{}.score\"",
                model.node
            )),
            None => finding.help(format!(
                "Used are: {}. Others come in with `use` and the model's file.",
                names.join(", ")
            )),
        })
    }
}
