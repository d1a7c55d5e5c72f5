//! Fields: what stands in a table, turned once into what rules mean by it.

use rust_decimal::Decimal;

use super::columns::{Known, Work};
use super::names::written;
use super::needs::Form;
use super::texts::{folded_as_sql, quoted};
use super::{Reason, Refusal};
use crate::ast::TextOp;
use crate::ir::{ColumnId, Field, NumberFormat, Text, Type};
use crate::source::Place;

/// The step in which values are read.
const READ: usize = 0;

/// How the table of leads is called in that step.
pub(super) const LEADS: &str = "leads";

/// How many decimals the numbers of a table keep.
const DECIMALS: u32 = 9;

const YES: [&str; 4] = ["true", "yes", "y", "1"];
const NO: [&str; 4] = ["false", "no", "n", "0"];

impl Work<'_> {
    /// Reads a field, in the forms that are needed.
    pub fn field(&mut self, id: ColumnId, field: &Field, alias: &str, place: Place) {
        let in_numbers = field.ty == Type::Numbers && field.split.is_some();
        let has_format =
            field.date_format.is_some() || field.number_format != NumberFormat::default();
        if has_format || in_numbers {
            self.refuse_format(field, place);
            return;
        }
        let column = self.source(field, alias);
        match field.ty {
            Type::Text => self.text_field(id, field, &column),
            Type::Texts | Type::Numbers => self.list_field(id, field, &column),
            Type::DateTime => self.moment_field(id, field, &column),
            Type::Integer => self.whole_field(id, field, &column),
            Type::Record(_) | Type::Records(_) => {}
            Type::Number | Type::Percent | Type::Date | Type::YesNo => {
                let name = self.new_name(&field.name);
                let value = self.value(field, &column);
                self.columns.make(READ, &name, value);
                self.know(id, Form::Value, &name, READ, DECIMALS);
            }
        }
    }

    /// The column of the table that holds a field.
    pub fn source(&self, field: &Field, alias: &str) -> String {
        format!("{alias}.{}", written(&field.column, self.speech))
    }

    fn refuse_format(&mut self, field: &Field, place: Place) {
        self.refusals.push(Refusal {
            reason: Reason::Format,
            place,
            message: format!(
                "The field {} is written in a form of its own, which a statement does not read.",
                field.name
            ),
            help: "Give the statement a view in which the column has the type of the field, and leave the form out."
                .to_owned(),
        });
    }

    pub(super) fn know(
        &mut self,
        id: ColumnId,
        form: Form,
        name: &str,
        step: usize,
        decimals: u32,
    ) {
        self.columns.know(id, form, Known { name: name.to_owned(), step, decimals });
    }

    /// A text as it stands is read by itself, because what is made of it asks for it several times.
    fn text_field(&mut self, id: ColumnId, field: &Field, column: &str) {
        let read = self.new_name(&field.name);
        self.columns.make(READ, &read, self.speech.as_text(column));
        self.reads_texts = true;
        let is_open = field.missing.is_empty() && field.values.is_none();
        let forms = self.needs.of_column(id);
        let mut text = String::new();
        if forms.contains(&Form::Value) {
            text = self.new_name(&format!("{}_text", field.name));
            self.columns.make(READ + 1, &text, self.speech.trimmed(&read));
        }
        if is_open && forms.contains(&Form::Value) {
            self.know(id, Form::Value, &text, READ + 1, 0);
        }
        if is_open && !forms.contains(&Form::Folded) {
            return;
        }
        self.folds_texts = true;
        let mut known = self.new_name(&format!("{}_folded", field.name));
        let folded = self.without(self.speech.compared(&read), &field.missing);
        self.columns.make(READ + 1, &known, folded);
        let mut step = READ + 1;
        if let Some(values) = &field.values {
            let all: Vec<String> = values.iter().map(|it| self.folded_text(&it.folded)).collect();
            let expression = format!("CASE WHEN {known} IN ({}) THEN {known} END", all.join(", "));
            step += 1;
            known = self.new_name(&format!("{}_known", field.name));
            self.columns.make(step, &known, expression);
        }
        self.know(id, Form::Folded, &known, step, 0);
        if !is_open && forms.contains(&Form::Value) {
            let exact = self.new_name(&format!("{}_exact", field.name));
            self.columns.make(
                step + 1,
                &exact,
                format!("CASE WHEN {known} IS NOT NULL THEN {text} END"),
            );
            self.know(id, Form::Value, &exact, step + 1, 0);
        }
    }

    fn list_field(&mut self, id: ColumnId, field: &Field, column: &str) {
        let speech = self.speech;
        let list = match &field.split {
            Some(mark) => speech.split(&speech.as_text(column), mark),
            None => column.to_owned(),
        };
        let name = self.new_name(&field.name);
        if field.ty == Type::Numbers {
            let numbers = speech.members(&list, &|x| speech.number_in(x));
            self.columns.make(READ, &name, numbers);
            self.know(id, Form::Value, &name, READ, DECIMALS);
            return;
        }
        let trimmed = self.trimmed("x");
        let texts = self.new_name(&format!("{}_texts", field.name));
        self.columns.make(READ, &texts, speech.members(&list, &|_| trimmed.clone()));
        let folded = self.folded("x");
        let folded = self.without(folded, &field.missing);
        self.columns.make(READ + 1, &name, speech.members(&texts, &|_| folded.clone()));
        self.know(id, Form::Value, &name, READ + 1, 0);
    }

    fn moment_field(&mut self, id: ColumnId, field: &Field, column: &str) {
        let name = self.new_name(&field.name);
        let zone = self.zone();
        self.columns.make(READ, &name, self.speech.moment_in(column, &zone));
        self.know(id, Form::Value, &name, READ, 0);
        self.day_form(id, &field.name, &name, READ);
    }

    /// The day of a moment, if it is needed.
    pub fn day_form(&mut self, id: ColumnId, label: &str, moment: &str, step: usize) {
        if !self.needs.of_column(id).contains(&Form::Day) {
            return;
        }
        let name = self.new_name(&format!("{label}_day"));
        let day = self.speech.day_of(moment, &self.zone());
        self.columns.make(step + 1, &name, day);
        self.know(id, Form::Day, &name, step + 1, 0);
    }

    /// A number that is not whole is not understood.
    fn whole_field(&mut self, id: ColumnId, field: &Field, column: &str) {
        if let Some(whole) = self.speech.whole_in(column) {
            let name = self.new_name(&field.name);
            self.columns.make(READ, &name, self.without_numbers(whole, field));
            self.know(id, Form::Value, &name, READ, 0);
            return;
        }
        let number = self.new_name(&format!("{}_number", field.name));
        let name = self.new_name(&field.name);
        let value = self.value(field, column);
        self.columns.make(READ, &number, value);
        let whole = self.speech.whole(&number);
        self.columns.make(
            READ + 1,
            &name,
            format!("CASE WHEN {number} = floor({number}) THEN {whole} END"),
        );
        self.know(id, Form::Value, &name, READ + 1, 0);
    }

    /// A number, day or answer as it is read.
    fn value(&self, field: &Field, column: &str) -> String {
        let speech = self.speech;
        let text = speech.as_text(column);
        match field.ty {
            Type::Percent => {
                let number = speech.percent(&text);
                let has_sign = speech.found(TextOp::Contains, &speech.narrow(&text), "'%'");
                match field.as_fraction {
                    true => format!("{number} * CASE WHEN {has_sign} THEN 1 ELSE 100 END"),
                    false => number,
                }
            }
            Type::Date => {
                let days = field.missing.iter().filter_map(|it| it.parse().ok());
                days.fold(speech.date_in(column), |it, day| {
                    format!("nullif({it}, {})", super::texts::day(day))
                })
            }
            Type::YesNo => {
                let is_missing = |word: &str| field.missing.iter().any(|it| **it == *word);
                let words = |all: &[&str]| {
                    let said = all.iter().filter(|it| !is_missing(it));
                    said.map(|it| quoted(it)).collect::<Vec<_>>().join(", ")
                };
                let answer = speech.word(&text);
                let said = format!(
                    "WHEN {answer} IN ({}) THEN TRUE\n  WHEN {answer} IN ({}) THEN FALSE",
                    words(&YES),
                    words(&NO)
                );
                match is_missing("true") || is_missing("false") {
                    true => format!("CASE\n  {said}\nEND"),
                    false => speech.answer_in(column, &said),
                }
            }
            _ => self.without_numbers(speech.number_in(column), field),
        }
    }

    /// A number that is missing if the field says so.
    fn without_numbers(&self, number: String, field: &Field) -> String {
        let missing = field.missing.iter().filter_map(|it| it.parse::<Decimal>().ok());
        missing.fold(number, |it, number| format!("nullif({it}, {})", self.speech.decimal(number)))
    }

    /// A text without white space around it; a blank is missing.
    pub(super) fn trimmed(&mut self, column: &str) -> String {
        self.reads_texts = true;
        self.speech.trimmed(&self.speech.as_text(column))
    }

    /// A text folded for comparison.
    pub fn folded(&mut self, text: &str) -> String {
        self.folds_texts = true;
        self.speech.folded(text)
    }

    /// A folded text that is missing if it is one of these.
    fn without(&self, folded: String, missing: &[std::sync::Arc<str>]) -> String {
        missing.iter().fold(folded, |it, text| format!("nullif({it}, {})", self.folded_text(text)))
    }

    /// A constant as folded texts are.
    pub fn folded_text(&self, folded: &str) -> String {
        self.speech.text(&folded_as_sql(folded))
    }

    /// A text as it is.
    pub fn exact_text(&self, text: &Text) -> String {
        self.speech.text(&text.exact)
    }

    /// The model's zone.
    pub fn zone(&self) -> String {
        self.speech.text(&super::clock::zone_name(self.program))
    }
}
