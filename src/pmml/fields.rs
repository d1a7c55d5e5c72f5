//! Columns of a program → fields of a PMML model: inputs, and what is derived from them.

use std::collections::HashMap;

use unicode_normalization::is_nfc;

use super::expr::Expr;
use super::inputs::{Input, Kind, Source, plain_name, since_1970};
use super::logic::Pred;
use super::naming::Named;
use super::xml::Element;
use crate::ir::{
    Clock, Column, ColumnId, Def, FieldId, Operand, Program, RuleId, Test, Text, Type,
};

/// The fields that conditions and points have asked for.
pub(super) struct Fields<'p> {
    pub program: &'p Program,
    /// The moment to which the model is bound, if it is.
    pub clock: Option<Clock>,
    pub inputs: Vec<Input>,
    pub derived: Vec<Element>,
    /// Names that are given already.
    named: Named,
    of_sources: HashMap<Source, String>,
    of_views: HashMap<View, String>,
}

/// A field derived from a column.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum View {
    /// Its value.
    Value(ColumnId),
    /// The days from it to the day to which the model is bound.
    Since(ColumnId),
    /// A text without blanks around it and in small letters.
    Folded(ColumnId),
    /// A text without blanks around it.
    Exact(ColumnId),
    /// Whether a folded text matches.
    Matches(ColumnId, String),
}

impl<'p> Fields<'p> {
    pub fn new(program: &'p Program, clock: Option<Clock>, named: Named) -> Self {
        Self {
            program,
            clock,
            inputs: Vec::new(),
            derived: Vec::new(),
            named,
            of_sources: HashMap::new(),
            of_views: HashMap::new(),
        }
    }

    pub fn column_of(&self, id: ColumnId) -> Option<&'p Column> {
        self.program.column(id)
    }

    pub fn label(&self, id: ColumnId) -> &'p str {
        self.column_of(id).map_or("", |it| it.label.as_str())
    }

    pub fn ty(&self, id: ColumnId) -> Type {
        self.column_of(id).map_or(Type::Text, |it| it.ty)
    }

    /// A field of its own for a calculation.
    pub fn derive(&mut self, wanted: &str, kind: Kind, expr: &Expr) -> String {
        let name = self.named.names.own(wanted);
        let (optype, ty) = types(kind);
        self.derived.push(
            Element::new("DerivedField")
                .with("name", &name)
                .with("optype", optype)
                .with("dataType", ty)
                .holding([expr.element()]),
        );
        name
    }

    /// A field for a view of a column, made once.
    pub fn view(
        &mut self,
        view: View,
        wanted: &str,
        kind: Kind,
        make: impl FnOnce(&mut Self) -> Expr,
    ) -> String {
        if let Some(name) = self.of_views.get(&view) {
            return name.clone();
        }
        let expr = make(self);
        let name = self.derive(wanted, kind, &expr);
        self.of_views.insert(view, name.clone());
        name
    }

    /// The number, text or answer of a column; dates are days, moments are seconds.
    pub fn column(&mut self, id: ColumnId) -> String {
        let Some(column) = self.column_of(id) else { return String::new() };
        let wanted = plain_name(&column.label);
        let kind = kind_of(column.ty);
        match &column.def {
            Def::Negate(of) => {
                let of = *of;
                self.view(View::Value(id), &wanted, kind, |it| {
                    let of = it.column(of);
                    let minus = Expr::apply("-", vec![Expr::number(0), Expr::field(&of)]);
                    Expr::if_known(&[of], minus)
                })
            }
            Def::Arithmetic(op, left, right) => {
                self.view(View::Value(id), &wanted, kind, |it| it.arithmetic(*op, left, right))
            }
            Def::Default(of, default) => self.view(View::Value(id), &wanted, kind, |it| {
                let of = it.value(*of);
                Expr::either(Expr::known(&of), Expr::field(&of), it.constant(default))
            }),
            Def::Compare(left, right) => {
                self.view(View::Value(id), &wanted, kind, |it| it.compare(*left, *right))
            }
            Def::Call(function, args) if function.name == "days_since" => match args.first() {
                Some(Operand::Column(of)) => self.days_since(*of),
                _ => self.input(id),
            },
            Def::Call(function, args) if function.name == "abs" => {
                self.view(View::Value(id), &wanted, kind, |it| {
                    let (arg, known) = it.operands(args);
                    Expr::if_known(&known, Expr::apply("abs", arg))
                })
            }
            Def::Call(function, args)
                if args.len() > 1 && matches!(function.name, "min" | "max") =>
            {
                self.view(View::Value(id), &wanted, kind, |it| {
                    let (args, known) = it.operands(args);
                    Expr::if_known(&known, Expr::apply(function.name, args))
                })
            }
            _ => self.input(id),
        }
    }

    /// A column as calculations see it: texts are folded.
    pub fn value(&mut self, id: ColumnId) -> String {
        if self.ty(id) == Type::Text { self.folded(id) } else { self.column(id) }
    }

    /// A text in the form in which texts are compared.
    pub fn folded(&mut self, id: ColumnId) -> String {
        let wanted = format!("{}_folded", plain_name(self.label(id)));
        if let Some(Def::Default(..)) = self.column_of(id).map(|it| &it.def) {
            return self.column(id);
        }
        self.view(View::Folded(id), &wanted, Kind::Text, |it| {
            let lower = |text: &str| {
                let trimmed = Expr::apply("trimBlanks", vec![Expr::field(text)]);
                Expr::apply("lowercase", vec![trimmed])
            };
            let raw = it.column(id);
            let folded = lower(&raw);
            let checked = Expr::either(it.is_value(id, &folded), folded, None);
            Expr::if_known(&[raw], checked)
        })
    }

    /// Whether a folded text is a value: what is outside of a closed list counts as missing.
    fn is_value(&mut self, id: ColumnId, folded: &Expr) -> Expr {
        let field = self.field_of(id);
        let Some(values) = field.and_then(|it| it.values.as_ref()) else {
            let missing = field.into_iter().flat_map(|it| &it.missing);
            let missing: Vec<&str> = missing.map(|it| &**it).filter(|it| is_plain(it)).collect();
            return match missing.as_slice() {
                [] => Expr::apply("notEqual", vec![folded.clone(), Expr::text("")]),
                texts => {
                    let texts = [""].iter().chain(texts).map(|it| Expr::text(it));
                    Expr::apply("isNotIn", [folded.clone()].into_iter().chain(texts).collect())
                }
            };
        };
        let (plain, others): (Vec<_>, Vec<_>) =
            values.iter().cloned().partition(|it| is_plain(&it.folded));
        let plain = among(folded, &plain);
        let other =
            (!others.is_empty()).then(|| Pred::yes(&self.answer(id, &Test::Texts(others))).expr());
        let parts = plain.into_iter().chain(other).collect();
        Expr::joined("or", parts).unwrap_or_else(|| Expr::yes_no(false))
    }

    /// A text without blanks around it.
    pub fn exact(&mut self, id: ColumnId) -> String {
        let wanted = format!("{}_exact", plain_name(self.label(id)));
        self.view(View::Exact(id), &wanted, Kind::Text, |it| {
            let folded = it.folded(id);
            let raw = it.column(id);
            let trimmed = Expr::apply("trimBlanks", vec![Expr::field(&raw)]);
            Expr::if_known(&[raw, folded], trimmed)
        })
    }

    /// The field of the record that a column is.
    fn field_of(&self, id: ColumnId) -> Option<&'p crate::ir::Field> {
        let path = self.program.path(None, id)?;
        let mut record = &self.program.record;
        let (FieldId(last), before) = path.split_last()?;
        for FieldId(step) in before {
            let next = record.fields.get(*step as usize)?.ty.related()?;
            record = self.program.related(next)?;
        }
        record.fields.get(*last as usize)
    }

    /// A column that comes from outside.
    fn input(&mut self, id: ColumnId) -> String {
        let ty = self.ty(id);
        if ty.is_date() {
            return self.day_or_second(id);
        }
        let field = self.field_of(id);
        let label = self.label(id);
        let about = match field {
            Some(field) => field.about.clone().unwrap_or_default(),
            None => label.to_owned(),
        };
        let values = field.and_then(|it| it.values.as_ref()).into_iter().flatten();
        let missing = field.into_iter().flat_map(|it| &it.missing);
        self.ask(Input {
            name: if field.is_some() { label.to_owned() } else { plain_name(label) },
            source: Source::Column(id),
            about: if ty == Type::Percent { in_percent(label, &about) } else { about },
            kind: kind_of(ty),
            // A share such as 0.2 has to be turned into 20.
            precomputed: field.is_none_or(|it| it.as_fraction),
            is_field: field.is_some(),
            values: values.map(|it| it.exact.to_string()).collect(),
            missing: missing.map(|it| it.to_string()).collect(),
        })
    }

    /// Asks for what has to be calculated beforehand.
    fn calculated(&mut self, source: Source, wanted: &str, kind: Kind, about: String) -> String {
        self.ask(Input {
            name: wanted.to_owned(),
            source,
            about,
            kind,
            precomputed: true,
            is_field: false,
            values: Vec::new(),
            missing: Vec::new(),
        })
    }

    /// The name of an input, which stands in the model once.
    fn ask(&mut self, mut input: Input) -> String {
        if let Some(name) = self.of_sources.get(&input.source) {
            return name.clone();
        }
        if let Some(name) = self.named.inputs.get(&input.source) {
            input.name.clone_from(name);
        }
        self.of_sources.insert(input.source.clone(), input.name.clone());
        let name = input.name.clone();
        self.inputs.push(input);
        name
    }

    /// A date as its day, a moment as its second.
    fn day_or_second(&mut self, id: ColumnId) -> String {
        if self.ty(id) == Type::Date {
            return self.day(id);
        }
        let label = self.label(id);
        let about = format!("{label} in seconds since 1970-01-01T00:00Z");
        let wanted = format!("{}_second", plain_name(label));
        self.calculated(Source::Second(id), &wanted, Kind::Number, about)
    }

    /// The day of a date or moment, counted from 1970-01-01.
    pub fn day(&mut self, id: ColumnId) -> String {
        if let Some(Def::DayOf(of)) = self.column_of(id).map(|it| &it.def) {
            return self.day(*of);
        }
        let (label, zone) = (self.label(id), self.zone());
        let about = match self.ty(id) {
            Type::DateTime => format!("the day of {label} in {zone}, in days since 1970-01-01"),
            _ => format!("{label} in days since 1970-01-01"),
        };
        let wanted = format!("{}_day", plain_name(label));
        self.calculated(Source::Day(id), &wanted, Kind::Whole, about)
    }

    /// The days from a date to as-of.
    pub fn days_since(&mut self, id: ColumnId) -> String {
        if let Some(Def::DayOf(of)) = self.column_of(id).map(|it| &it.def) {
            return self.days_since(*of);
        }
        let label = self.label(id);
        if let Some(clock) = &self.clock {
            let today = since_1970(clock.today);
            let wanted = format!("days_since_{}", plain_name(label));
            return self.view(View::Since(id), &wanted, Kind::Whole, |it| {
                let day = it.day(id);
                let days = Expr::apply("-", vec![Expr::number(today), Expr::field(&day)]);
                Expr::if_known(&[day], days)
            });
        }
        let about = format!("days from {label} to the day of scoring, below 0 for a day to come");
        let wanted = format!("days_since_{}", plain_name(label));
        self.calculated(Source::DaysSince(id), &wanted, Kind::Whole, about)
    }

    /// The answer to a test that PMML cannot ask.
    pub fn answer(&mut self, id: ColumnId, test: &Test) -> String {
        let about = format!("{} {}", self.label(id), super::inputs::words(test));
        self.calculated(Source::Test(id, test.clone()), &plain_name(&about), Kind::YesNo, about)
    }

    /// How many events a rule counts.
    pub fn counted(&mut self, id: RuleId) -> String {
        let text = self.program.rule(id).map_or("", |it| it.identity.text.as_str());
        let of = text.split(" then ").next().unwrap_or(text);
        let of = of.strip_prefix("for each ").unwrap_or(of);
        let about = format!("the number of events that count in: {text}");
        self.calculated(
            Source::Counted(id),
            &format!("count_{}", plain_name(of)),
            Kind::Whole,
            about,
        )
    }

    /// The day of as-of.
    pub fn today(&mut self) -> String {
        let about = format!("the day of scoring in {}, in days since 1970-01-01", self.zone());
        self.calculated(Source::Today, "as_of_day", Kind::Whole, about)
    }

    fn zone(&self) -> String {
        self.program.zone.iana_name().unwrap_or("UTC").to_owned()
    }
}

/// Whether a text is one of several values; nothing for none.
fn among(text: &Expr, values: &[Text]) -> Option<Expr> {
    let constants = values.iter().map(|it| Expr::text(&it.folded));
    match values {
        [] => None,
        [only] => Some(Expr::apply("equal", vec![text.clone(), Expr::text(&only.folded)])),
        _ => Some(Expr::apply("isIn", [text.clone()].into_iter().chain(constants).collect())),
    }
}

/// How a share is given, after what it is about.
fn in_percent(label: &str, about: &str) -> String {
    let about = if about.is_empty() { label } else { about };
    format!("{about}, in percent: 20 stands for 20%")
}

/// Whether a folded text is what the small letters of PMML give for every usual spelling of it.
pub(super) fn is_plain(folded: &str) -> bool {
    // The small sigma has two forms, and the sign of a millionth is a letter of its own: PMML keeps them apart.
    let small = |c: char| !matches!(c, 'σ' | 'μ') && !c.is_control() && c.to_lowercase().eq([c]);
    is_nfc(folded) && folded.chars().all(small)
}

/// The type of a column's values.
fn kind_of(ty: Type) -> Kind {
    match ty {
        Type::Text => Kind::Text,
        Type::YesNo => Kind::YesNo,
        _ => Kind::Number,
    }
}

/// How PMML calls a type: what can be done with it, and how it is kept.
pub(super) fn types(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Text => ("categorical", "string"),
        // Fields of whole numbers could not be compared with 2.5.
        Kind::Number | Kind::Whole => ("continuous", "double"),
        Kind::YesNo => ("categorical", "boolean"),
    }
}
