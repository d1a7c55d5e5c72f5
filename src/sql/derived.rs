//! Values that are calculated from others: each in the first step that knows what it is made from.

use super::columns::{Known, Work};
use super::needs::Form;
use super::texts::{day, utc};
use super::{Reason, Refusal};
use crate::ast::ArithmeticOp;
use crate::ir::{Column, ColumnId, Def, Operand, Type, Value};
use crate::source::Place;

/// How many decimals a quotient keeps.
const QUOTIENT_DECIMALS: u32 = 12;

/// More decimals than any dialect keeps.
const MOST_DECIMALS: u32 = 18;

/// An expression, the step that can make it, and how many decimals its numbers may have.
struct Found {
    text: String,
    step: usize,
    decimals: u32,
}

impl Work<'_> {
    /// Calculates a column, in the forms that are needed.
    pub fn derived(&mut self, id: ColumnId, column: &Column, place: Place) {
        let forms = self.needs.of_column(id);
        if let (Def::Default(inner, Value::Text(text)), true) =
            (&column.def, forms.contains(&Form::Folded))
        {
            let found = self.form(*inner, Form::Folded);
            let expression =
                format!("coalesce({}, {})", found.text, self.folded_text(&text.folded));
            let name = self.new_name(&format!("{}_folded", column.label));
            self.columns.make(found.step, &name, expression);
            self.know(id, Form::Folded, &name, found.step, 0);
        }
        let is_folded = |work: &Self| work.columns.find(work.program, id, Form::Folded).is_some();
        if !forms.contains(&Form::Value) {
            return;
        }
        let Some(found) = self.expression(&column.def, place) else { return };
        let name = self.new_name(&column.label);
        self.columns.make(found.step, &name, found.text);
        self.know(id, Form::Value, &name, found.step, found.decimals.min(MOST_DECIMALS));
        if forms.contains(&Form::Folded) && !is_folded(self) {
            let folded = self.folded(&name);
            let wish = format!("{}_folded", column.label);
            let of_text = self.new_name(&wish);
            self.columns.make(found.step + 1, &of_text, folded);
            self.know(id, Form::Folded, &of_text, found.step + 1, 0);
        }
        self.day_form(id, &column.label, &name, found.step);
    }

    fn expression(&mut self, def: &Def, place: Place) -> Option<Found> {
        Some(match def {
            Def::Negate(inner) => {
                let found = self.form(*inner, Form::Value);
                Found { text: format!("-{}", found.text), ..found }
            }
            Def::Arithmetic(op, left, right) => self.arithmetic(*op, left, right),
            Def::Default(inner, default) => {
                let found = self.form(*inner, Form::Value);
                let decimals = found.decimals.max(decimals_of(default));
                let text = format!("coalesce({}, {})", found.text, self.constant(default));
                Found { text, decimals, ..found }
            }
            Def::Call(function, args) => return self.call(function.name, args, place),
            // The comparison of two columns is said where it is tested; others stand in the data, or come of passes.
            _ => return None,
        })
    }

    /// A form of a column that is made already; it can be used in the step after it.
    fn form(&self, id: ColumnId, form: Form) -> Found {
        match self.columns.find(self.program, id, form) {
            Some(Known { name, step, decimals }) => {
                Found { text: name.clone(), step: step + 1, decimals: *decimals }
            }
            None => Found { text: "NULL".to_owned(), step: 1, decimals: 0 },
        }
    }

    fn operand(&self, operand: &Operand, form: Form) -> Found {
        match operand {
            Operand::Column(id) => self.form(*id, form),
            Operand::Constant(value) => {
                Found { text: self.constant(value), step: 1, decimals: decimals_of(value) }
            }
        }
    }

    fn arithmetic(&self, op: ArithmeticOp, left: &Operand, right: &Operand) -> Found {
        let (left, right) = (self.operand(left, Form::Value), self.operand(right, Form::Value));
        let sign = match op {
            ArithmeticOp::Add => "+",
            ArithmeticOp::Subtract => "-",
            ArithmeticOp::Multiply => "*",
            ArithmeticOp::Divide => "/",
        };
        let most = left.decimals.max(right.decimals);
        let text = match op {
            ArithmeticOp::Divide => self.speech.quotient(&left.text, &right.text, most),
            _ => self.speech.safe(&format!("{} {sign} {}", left.text, bracketed(&right.text))),
        };
        let decimals = match op {
            ArithmeticOp::Add | ArithmeticOp::Subtract => most,
            ArithmeticOp::Multiply => left.decimals + right.decimals,
            ArithmeticOp::Divide => QUOTIENT_DECIMALS,
        };
        Found { text, step: left.step.max(right.step), decimals }
    }

    fn call(&mut self, function: &'static str, args: &[Operand], place: Place) -> Option<Found> {
        let of_days =
            matches!(function, "days_since" | "days_between" | "year" | "month" | "weekday");
        let form = if of_days { Form::Day } else { Form::Value };
        let found: Vec<Found> = args.iter().map(|it| self.day_or(it, form)).collect();
        let texts: Vec<String> = found.iter().map(|it| it.text.clone()).collect();
        let step = found.iter().map(|it| it.step).max().unwrap_or(1);
        let most = found.iter().map(|it| it.decimals).max().unwrap_or(0);
        let speech = self.speech;
        let (text, decimals) = match (function, texts.as_slice()) {
            ("abs", [number]) => (format!("abs({number})"), most),
            ("round", [number]) => (format!("round({number}, 0)"), 0),
            ("round", [number, places]) => (format!("round({number}, {places})"), most),
            ("days_since", [day]) => (speech.days_between(day, &self.moments.today()), 0),
            ("days_between", [earlier, later]) => (speech.days_between(earlier, later), 0),
            ("seconds_between", [earlier, later]) => (speech.seconds_between(earlier, later), 6),
            ("year" | "month" | "weekday", [day]) => (speech.part(function, day), 0),
            ("length", [text]) => (speech.length(text), 0),
            ("domain", [text]) => (speech.domain(text), 0),
            ("count", [list]) => (speech.count(list), 0),
            ("sum", [list]) => (format!("coalesce({}, 0)", speech.of_list("sum", list)), most),
            ("min" | "max", [list]) if self.is_list(args) => (speech.of_list(function, list), most),
            ("average", [list]) => {
                let sum = speech.of_list("sum", list);
                (speech.quotient(&sum, &speech.count(list), most), QUOTIENT_DECIMALS)
            }
            ("min" | "max", several) => {
                // Of several numbers, one that is missing makes the result missing.
                let known: Vec<String> =
                    several.iter().map(|it| format!("{it} IS NOT NULL")).collect();
                let is_even = found.iter().all(|it| it.decimals == most);
                let even =
                    |it: &String| if is_even { it.clone() } else { speech.with_decimals(it, most) };
                let several: Vec<String> = several.iter().map(even).collect();
                let extreme = speech.extreme(function == "max", &several);
                (format!("CASE WHEN {} THEN {extreme} END", known.join(" AND ")), most)
            }
            _ => {
                self.refuse_function(function, place);
                return None;
            }
        };
        Some(Found { text, step, decimals })
    }

    /// The day of a date or moment; else the value.
    fn day_or(&self, operand: &Operand, form: Form) -> Found {
        match (operand, form) {
            (Operand::Constant(Value::Moment(moment)), Form::Day) => {
                let date = self.program.zone.to_datetime(*moment).date();
                Found { text: day(date), step: 1, decimals: 0 }
            }
            _ => self.operand(operand, form),
        }
    }

    fn is_list(&self, args: &[Operand]) -> bool {
        let ty = |it: &Operand| self.program.column(it.column()?).map(|it| it.ty);
        matches!(args, [only] if ty(only) == Some(Type::Numbers))
    }

    fn refuse_function(&mut self, function: &str, place: Place) {
        self.refusals.push(Refusal {
            reason: Reason::Function,
            place,
            message: format!("No warehouse can calculate {function} in a statement."),
            help: format!("Calculate {function} before the leads are loaded, and let the rule read that column."),
        });
    }

    /// A constant as SQL writes it.
    pub fn constant(&self, value: &Value) -> String {
        match value {
            Value::Missing => "NULL".to_owned(),
            Value::Text(text) => self.exact_text(text),
            Value::Number(number) => self.speech.decimal(*number),
            Value::Date(date) => day(*date),
            Value::Moment(moment) => self.speech.moment(&utc(*moment)),
            Value::YesNo(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
            Value::Texts(_) | Value::Numbers(_) | Value::Record(_) | Value::Records(_) => {
                "NULL".to_owned()
            }
        }
    }
}

/// A negative number behind a sign needs brackets, or it begins a comment.
fn bracketed(text: &str) -> String {
    if text.starts_with('-') { format!("({text})") } else { text.to_owned() }
}

fn decimals_of(value: &Value) -> u32 {
    value.as_number().map_or(0, |it| it.normalize().scale())
}
