//! Mistakes about related lists: a list asked as if it were one value, and words of other languages for it.

use super::context::{Context, Typed};
use super::frame::List;
use super::paths::quoted_path;
use crate::ast::{self, Arg, Expr, ExprKind, Name, State, TestKind};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::print_name;
use crate::ir::{EventsId, Record, Type, name_key};
use crate::source::Span;

/// What others call the number of members.
const COUNTS: &[&str] = &["count", "length", "size", "number", "amount", "total", "len", "num"];

impl Context<'_> {
    /// `visits.page == "/pricing"`, where there are many visits: which of them is not said.
    pub fn test_of_several(&mut self, value: &Expr, test: &ast::Test, span: Span) -> Option<Typed> {
        let ExprKind::Name(path) = &value.node else { return None };
        let list = if path.len() > 1 { self.list_on(path)? } else { return None };
        let field = quoted_path(path.get(list.path.len()..)?);
        if field.is_empty() || self.list_behind(&list, path).is_some() {
            return None;
        }
        if let Some(typed) = self.counted_as_property(&list, path, value.span) {
            return Some(typed);
        }
        let events = self.events(&list);
        // What is wrong with the test itself is told first.
        if matches!(self.of_each(events, |it| it.test(value, test, span)), Typed::Poison) {
            return Some(Typed::Poison);
        }
        let place = self.place(span);
        let message = format!("There can be many {}, each with *{field}* of its own.", list.label);
        let asked = format!("{} where {field} {}", list.written, self.one_line(test.span));
        let (any, no) = (format!("any {asked}"), format!("no {asked}"));
        Some(
            self.wrong(
                Diagnostic::error(codes::NEEDS_VALUE, place, message)
                    .help("Say whether at least one is asked for, or that there is none.")
                    .offer(format!("Write {any}."), place, any)
                    .offer(format!("Write {no}."), place, no),
            ),
        )
    }

    /// `count(visits.page == "/pricing")`, where the condition belongs behind `where`.
    pub fn counts_condition(
        &mut self,
        events: EventsId,
        list: &List,
        arg: &Arg,
        span: Span,
    ) -> Typed {
        // What is wrong inside is told first.
        if self.of_each(events, |context| context.condition(&arg.value)).is_none() {
            return Typed::Poison;
        }
        let place = self.place(span);
        let path = list.written.as_str();
        let text = format!("count({path} where {})", self.one_line(arg.value.span));
        self.wrong(
            Diagnostic::error(codes::NEEDS_VALUE, place, "A condition stands after `where`.")
                .help(format!("Write {text}"))
                .fix(format!("Write {text}."), place, text),
        )
    }

    /// `count(company.contacts.visits)`, where each contact has visits of its own.
    pub fn of_several_lists(
        &mut self,
        function: &str,
        list: &List,
        inner: &str,
        arg: &Arg,
        span: Span,
    ) -> Typed {
        let place = self.place(arg.value.span);
        let message = format!("Each of the {} has {inner} of its own.", list.label);
        let finding = Diagnostic::error(codes::NEEDS_VALUE, place, message);
        let outer = if function == "count" { "sum" } else { function };
        let written = self.one_line(arg.value.span);
        if arg.filter.is_some() || arg.distinct || outer == "average" {
            return self.wrong(finding.help(format!(
                "Take those of one together first, then all: sum(count({written} where …))"
            )));
        }
        let text = format!("{function}({written})");
        let whole = format!("{outer}({text})");
        self.wrong(
            finding.help(format!("Take those of one together first, then all: {whole}")).offer(
                format!("Write {whole}."),
                self.place(span),
                whole,
            ),
        )
    }

    /// `sum(visits)`, where it is not said of what.
    pub fn needs_field(&mut self, function: &str, list: &List, arg: &Arg) -> Typed {
        let place = self.place(arg.value.span);
        let record = self.records.get(list.record.0 as usize).cloned().unwrap_or_default();
        let fits = |ty: Type| match function {
            "latest" | "earliest" => ty.is_date(),
            "count" => is_single(ty),
            _ => ty.is_numeric(),
        };
        let path = self.one_line(arg.value.span);
        let example = record.fields.iter().find(|it| fits(it.ty)).map_or("…".to_owned(), |it| {
            let distinct = if arg.distinct { "distinct " } else { "" };
            format!("{function}({distinct}{path}.{})", print_name(&it.name))
        });
        let message = format!("It is not said which field of {} is meant.", list.label);
        self.wrong(
            Diagnostic::error(codes::NEEDS_VALUE, place, message)
                .help(format!("For example: {example}")),
        )
    }

    pub fn cannot_take(&mut self, function: &str, list: &List, arg: &Arg, ty: Type) -> Typed {
        let place = self.place(arg.value.span);
        let written = self.one_line(arg.value.span);
        let message =
            format!("`{function}` cannot work with *{written}*, which is {}.", ty.words());
        let other = match (function, ty.is_date()) {
            ("max", true) => Some("latest"),
            ("min", true) => Some("earliest"),
            _ => None,
        };
        let finding = Diagnostic::error(codes::WRONG_ARGUMENTS, place, message);
        self.wrong(match other {
            Some(other) => {
                finding.help(format!("Of dates it is called {other}: {other}({written})"))
            }
            None if ty == Type::YesNo => {
                finding.help(format!("Count them: count({} where {written})", list.label))
            }
            None if function == "count" => {
                finding.help("What is counted is one value each: a text, a number, a date.")
            }
            None if matches!(function, "latest" | "earliest") => {
                finding.help("It takes a date or a datetime.")
            }
            None => finding.help("It takes a number."),
        })
    }

    /// `visits.count`
    fn counted_as_property(&mut self, list: &List, path: &[Name], span: Span) -> Option<Typed> {
        let name = path.last()?;
        let record = self.records.get(list.record.0 as usize)?;
        if record.field(&name.node).is_some() || !COUNTS.contains(&name_key(&name.node).as_str()) {
            return None;
        }
        let text = format!("count({})", list.written);
        let place = self.place(span);
        let message = format!("`{}` is written `{text}`.", self.one_line(span));
        Some(self.wrong(
            Diagnostic::error(codes::FOREIGN, place, message).help(format!("Write {text}")).fix(
                format!("Write {text}."),
                place,
                text,
            ),
        ))
    }

    /// `visits is empty`, `visits within last 7 days`, where a list has no value of its own.
    pub fn test_of_list(&mut self, value: &Expr, test: &ast::Test, span: Span) -> Option<Typed> {
        let ExprKind::Name(path) = &value.node else { return None };
        let list = self.list_on(path).filter(|it| it.path.len() == path.len())?;
        let text = match &test.node {
            TestKind::Is { negated, state } => {
                let some = (*state == State::Known) != *negated;
                format!("{} {}", if some { "any" } else { "no" }, list.written)
            }
            TestKind::Relative(..) => {
                let time = self.moment_of(&list)?;
                format!("any {} where {time} {}", list.written, self.one_line(test.span))
            }
            TestKind::Compare(_, right) if matches!(right.node, ExprKind::Number(_)) => {
                format!("count({}) {}", list.written, self.one_line(test.span))
            }
            _ => return None,
        };
        let place = self.place(span);
        let message = format!("*{}* is a list, not a value.", list.written);
        let finding = Diagnostic::error(codes::NEEDS_RECORDS, place, message);
        Some(self.wrong(finding.help(format!("Write {text}")).fix(
            format!("Write {text}."),
            place,
            text,
        )))
    }

    /// The field with the moment of a list's members, as rules write it.
    fn moment_of(&self, list: &List) -> Option<String> {
        let record = self.records.get(list.record.0 as usize)?;
        record.time().and_then(|it| record.get(it)).map(|it| print_name(&it.name))
    }

    /// `count(visits within last 7 days)`, `count(visits, page == "/pricing")`
    pub fn filter_otherwise(&mut self, function: &str, args: &[Arg], span: Span) -> Option<Typed> {
        let (list, asked) = match args {
            [Arg { value, filter: None, distinct: false }] => {
                let ExprKind::Test(of, test) = &value.node else { return None };
                let TestKind::Relative(..) = &test.node else { return None };
                let ExprKind::Name(path) = &of.node else { return None };
                let list = self.list_on(path).filter(|it| it.path.len() == path.len())?;
                let time = self.moment_of(&list)?;
                (&**of, format!("{time} {}", self.one_line(test.span)))
            }
            [Arg { value, filter: None, .. }, Arg { value: asked, filter: None, .. }] => {
                let ExprKind::Name(path) = &value.node else { return None };
                self.list_on(path)?;
                (value, self.one_line(asked.span))
            }
            _ => return None,
        };
        let text = format!("{function}({} where {asked})", self.one_line(list.span));
        let place = self.place(span);
        let message = "What is asked of the members stands after `where`.";
        Some(
            self.wrong(
                Diagnostic::error(codes::NEEDS_RECORDS, place, message)
                    .help(format!("Write {text}"))
                    .fix(format!("Write {text}."), place, text),
            ),
        )
    }

    /// `exists(visits where …)`, `len(visits)`
    pub fn list_in_function(&mut self, name: &Name, args: &[Arg], span: Span) -> Option<Typed> {
        let [Arg { value, filter, distinct: false }] = args else { return None };
        let ExprKind::Name(path) = &value.node else { return None };
        let list = self.list_on(path).filter(|it| it.path.len() == path.len())?;
        let asked = match filter {
            Some(filter) => format!(" where {}", self.one_line(filter.span)),
            None => String::new(),
        };
        let key = name.node.to_lowercase();
        let text = match key.as_str() {
            "any" | "exists" | "some" | "has" => format!("any {}{asked}", list.written),
            "no" | "none" | "notexists" => format!("no {}{asked}", list.written),
            "countif" | "countifs" | "count_if" => format!("count({}{asked})", list.written),
            other if other != "count" && COUNTS.contains(&other) => {
                format!("count({}{asked})", list.written)
            }
            _ => return None,
        };
        let place = self.place(span);
        let message = format!("`{}` is written otherwise for a list.", name.node);
        Some(self.wrong(
            Diagnostic::error(codes::FOREIGN, place, message).help(format!("Write {text}")).fix(
                format!("Write {text}."),
                place,
                text,
            ),
        ))
    }

    /// `number of visits`, `visits count`, `last visit`: a list in a name of several words.
    pub fn list_in_words(&mut self, name: &Name) -> Option<Typed> {
        let words: Vec<String> = name.node.split(' ').map(name_key).collect();
        let others = |it: &String| !matches!(it.as_str(), "of" | "the" | "all");
        let words: Vec<&String> = words.iter().filter(|it| others(it)).collect();
        let [first, second] = words.as_slice() else { return None };
        let record = &self.frame.record;
        if let Some(text) = number_of(record, first, second) {
            let place = self.place(name.span);
            let message = format!("There is no field *{}*.", name.node);
            let finding = Diagnostic::error(codes::UNKNOWN_NAME, place, message);
            return Some(self.wrong(finding.help(format!("Write {text}")).fix(
                format!("Write {text}."),
                place,
                text,
            )));
        }
        let (list, asked) = match (list_called(record, first), list_called(record, second)) {
            (Some(list), None) => (list, second),
            (None, Some(list)) => (list, first),
            _ => return None,
        };
        let of = self.records.get(list.ty.related()?.0 as usize)?;
        let time = of.time().is_some();
        let path = print_name(&list.name);
        let text = match asked.as_str() {
            "last" | "latest" | "recent" | "newest" if time => format!("latest({path})"),
            "first" | "earliest" | "oldest" if time => format!("earliest({path})"),
            other if COUNTS.contains(&other) => format!("count({path})"),
            _ => return None,
        };
        let place = self.place(name.span);
        let message = format!("There is no field *{}*.", name.node);
        Some(
            self.wrong(
                Diagnostic::error(codes::UNKNOWN_NAME, place, message)
                    .help(format!("Write {text}"))
                    .fix(format!("Write {text}."), place, text),
            ),
        )
    }

    /// `for each visit`, where the list is called visits.
    pub fn singular(&mut self, path: &[Name]) -> bool {
        let [name] = path else { return false };
        if self.is_declared(&name.node) {
            return false;
        }
        let Some(list) = list_called(&self.frame.record, &name_key(&name.node)) else {
            return false;
        };
        let text = print_name(&list.name);
        let place = self.place(name.span);
        let message = format!("The list is called *{}*.", list.name);
        self.report(
            Diagnostic::error(codes::UNKNOWN_NAME, place, message)
                .help(format!("Write {text}."))
                .fix(format!("Write {text}."), place, text),
        );
        true
    }
}

/// `number of interests`, where one lead has several values in one field.
fn number_of(record: &Record, first: &str, second: &str) -> Option<String> {
    let several = |it: &&crate::ir::Field| matches!(it.ty, Type::Texts | Type::Numbers);
    let field =
        |name: &str| record.fields.iter().filter(several).find(|it| name_key(&it.name) == name);
    let counted = |asked: &str, name: &str| COUNTS.contains(&asked).then(|| field(name)).flatten();
    let field = counted(first, second).or_else(|| counted(second, first))?;
    Some(format!("count({})", print_name(&field.name)))
}

/// The list with this name, or with it in the plural.
fn list_called<'r>(record: &'r Record, key: &str) -> Option<&'r crate::ir::Field> {
    let plural = |name: &str| match key.strip_suffix('y') {
        Some(stem) => name == format!("{stem}ies"),
        None => name == format!("{key}s") || name == format!("{key}es"),
    };
    record.fields.iter().find(|it| {
        let name = name_key(&it.name);
        matches!(it.ty, Type::Records(_)) && (name == key || plural(&name))
    })
}

/// Whether a value of this type is one value.
pub(super) fn is_single(ty: Type) -> bool {
    ty.related().is_none() && !matches!(ty, Type::Texts | Type::Numbers)
}
