//! What several related records give together: `count(visits where …)`, `any visits where …`.

use rust_decimal::Decimal;

use super::context::{Context, Typed};
use super::frame::List;
use super::paths::quoted_path;
use super::several::is_single;
use crate::ast::{Arg, Expr, ExprKind, Name};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::print_name;
use crate::ir::{
    Aggregate, Atom, ColumnId, Cond, Def, EventsId, FieldId, Interval, Measure, Operand, Test, Type,
};
use crate::source::Span;

/// The functions that take several related records together.
const AGGREGATES: &[&str] = &["count", "sum", "min", "max", "average", "latest", "earliest"];

impl Context<'_> {
    /// `any visits where …`, `no visits where …`
    pub fn quantified(
        &mut self,
        any: bool,
        path: &[Name],
        filter: Option<&Expr>,
        span: Span,
    ) -> Typed {
        let label = quoted_path(path);
        if filter.is_none() && self.list_on(path).is_none() && self.is_declared_path(path) {
            return self.asks_for_blank(any, &label, span);
        }
        let Some(list) = self.list(path) else { return Typed::Poison };
        let events = self.events(&list);
        let Some(filter) = self.of_each(events, |context| context.filter(filter)) else {
            return Typed::Poison;
        };
        let counted = match self.slice(span).split_once(char::is_whitespace) {
            Some((_, rest)) => format!("count({})", super::context::one_line(rest)),
            None => format!("count({label})"),
        };
        let column = self.aggregate(events, Measure::Count, filter, Type::Integer, &counted);
        let some = Interval { to: None, ..Interval::only(Decimal::ONE) };
        let test = Test::Numbers(vec![some]);
        Typed::Condition(Cond::Atom(Atom { column, test }).negated_if(!any))
    }

    fn is_declared_path(&self, path: &[Name]) -> bool {
        path.first().is_some_and(|head| self.is_declared(&head.node))
    }

    /// `no email`, of a field with one value.
    fn asks_for_blank(&mut self, any: bool, label: &str, span: Span) -> Typed {
        let place = self.place(span);
        let text = format!("{label} is {}", if any { "known" } else { "missing" });
        let message = format!("`{}` is written `{text}`.", self.one_line(span));
        self.wrong(
            Diagnostic::error(codes::FOREIGN, place, message).help(format!("Write {text}")).fix(
                format!("Write {text}"),
                place,
                text,
            ),
        )
    }

    /// Which events count; without a filter all of them.
    pub fn filter(&mut self, filter: Option<&Expr>) -> Option<Cond> {
        let Some(filter) = filter else { return Some(Cond::Const(true)) };
        let known = self.diagnostics.len();
        let cond = self.condition(filter);
        if self.diagnostics.len() == known {
            self.fixed_condition(cond.as_ref(), filter.span);
        }
        cond
    }

    /// The related list at the end of a path; anything else is a mistake.
    pub fn list(&mut self, path: &[Name]) -> Option<List> {
        let span = path.first()?.span.to(path.last()?.span);
        match self.list_on(path) {
            Some(list) if list.path.len() == path.len() => return Some(list),
            Some(list) => {
                let place = self.place(span);
                let part = quoted_path(path.get(..list.path.len()).unwrap_or_default());
                let finding = match self.list_behind(&list, path) {
                    Some(inner) => Diagnostic::error(
                        codes::NEEDS_RECORDS,
                        place,
                        format!("Each of the {} has {inner} of its own.", list.label),
                    )
                    .help(format!("Go through {part}, and look into each one's {inner} there: any {part} where any {part}.{inner} where …")),
                    None => Diagnostic::error(
                        codes::NEEDS_RECORDS,
                        place,
                        format!("The list is {}, without a field.", list.label),
                    )
                    .help(format!("Write {part}."))
                    .offer(format!("Write {part}."), place, part),
                };
                self.report(finding);
                return None;
            }
            None => {}
        }
        if self.singular(path) {
            return None;
        }
        let typed = self.named(path, span);
        let only_one = matches!(typed, Typed::Value(_, Type::Record(_)));
        let ty = match typed {
            Typed::Poison => return None,
            Typed::Value(_, ty) => ty.words(),
            Typed::Condition(_) => "a condition",
        };
        let place = self.place(span);
        let message = match self.is_this(path) {
            true => format!("*{}* is one of them here, not the list.", self.one_line(span)),
            false => format!("*{}* is {ty}, not a list of related records.", self.one_line(span)),
        };
        let lists = self.list_names();
        let finding = Diagnostic::error(codes::NEEDS_RECORDS, place, message);
        self.report(match lists.is_empty() {
            _ if only_one => finding.help(format!(
                "There is at most one. Ask for its fields with a dot: {}.…",
                quoted_path(path)
            )),
            true => finding.help(format!(
                "*{}* has no such list. Declare one: visits: list of Visit, by lead_id",
                self.frame.record.name
            )),
            false => finding.help(format!("There are: {}", lists.join(", "))),
        });
        None
    }

    fn list_names(&self) -> Vec<String> {
        let lists = |it: &&crate::ir::Field| matches!(it.ty, Type::Records(_));
        self.frame.record.fields.iter().filter(lists).map(|it| print_name(&it.name)).collect()
    }

    /// `count(visits where …)`; `None` if the call is not about related records.
    pub fn aggregate_call(&mut self, name: &Name, args: &[Arg], span: Span) -> Option<Typed> {
        let function = name.node.to_lowercase();
        if let Some(typed) = self.list_in_function(name, args, span) {
            return Some(typed);
        }
        if !AGGREGATES.contains(&function.as_str()) {
            return args.iter().find(|it| it.filter.is_some() || it.distinct).map(|arg| {
                let place = self.place(arg.filter.as_ref().map_or(arg.value.span, |it| it.span));
                let message = format!("`{}` cannot choose among records.", name.node);
                self.wrong(
                    Diagnostic::error(codes::NEEDS_RECORDS, place, message)
                        .help(format!("{} can.", AGGREGATES.join(", "))),
                )
            });
        }
        if let Some(typed) = self.filter_otherwise(&function, args, span) {
            return Some(typed);
        }
        if let [arg] = args
            && let Some(list) = self.list_in(&arg.value)
        {
            return Some(self.aggregate_over(&function, &list, arg, span));
        }
        let of_events = matches!(function.as_str(), "latest" | "earliest");
        if !of_events && args.iter().all(|it| it.filter.is_none() && !it.distinct) {
            return None;
        }
        // What is wrong inside is told first.
        if args.iter().map(|it| self.typed(&it.value)).any(|it| matches!(it, Typed::Poison)) {
            return Some(Typed::Poison);
        }
        let place = self.place(args.first().map_or(span, |it| it.value.span));
        let message = format!("`{function}` looks into a list of related records here.");
        let example = match function.as_str() {
            "count" => "count(visits where at within last 7 days)".to_owned(),
            "latest" | "earliest" => format!("{function}(visits.at where …)"),
            _ => format!("{function}(orders.amount where status == \"paid\")"),
        };
        Some(
            self.wrong(
                Diagnostic::error(codes::NEEDS_RECORDS, place, message)
                    .help(format!("For example: {example}")),
            ),
        )
    }

    /// The first related list that an expression names.
    fn list_in(&mut self, expr: &Expr) -> Option<List> {
        let mut paths: Vec<Vec<Name>> = Vec::new();
        expr.walk(&mut |it| match &it.node {
            ExprKind::Name(path) | ExprKind::ScoreOf { through: Some(path), .. } => {
                paths.push(path.clone());
            }
            _ => {}
        });
        paths.iter().find_map(|path| self.list_on(path))
    }

    fn aggregate_over(&mut self, function: &str, list: &List, arg: &Arg, span: Span) -> Typed {
        if let ExprKind::Name(path) = &arg.value.node
            && let Some(inner) = self.list_behind(list, path)
        {
            return self.of_several_lists(function, list, &inner, arg, span);
        }
        let events = self.events(list);
        let label = self.one_line(span);
        if matches!(function, "count" | "sum") && arg.filter.is_none() && is_condition(&arg.value) {
            return self.counts_condition(events, list, arg, span);
        }
        let (whole, value, filter) = self.of_each(events, |context| {
            let whole = matches!(&arg.value.node, ExprKind::Name(path) if context.is_this(path));
            let value = if whole { context.moment(function) } else { context.value(&arg.value) };
            (whole, value, context.filter(arg.filter.as_ref()))
        });
        let Some(filter) = filter else { return Typed::Poison };
        if whole && function == "count" && !arg.distinct {
            let column = self.aggregate(events, Measure::Count, filter, Type::Integer, &label);
            return Typed::Value(Operand::Column(column), Type::Integer);
        }
        if whole && value.is_none() {
            return self.needs_field(function, list, arg);
        }
        let Some((operand, ty)) = value else { return Typed::Poison };
        if arg.distinct && function != "count" {
            let place = self.place(arg.value.span);
            let message = format!("`distinct` is for counting, not for `{function}`.");
            return self.wrong(
                Diagnostic::error(codes::WRONG_ARGUMENTS, place, message)
                    .help("How many different pages: count(distinct visits.page)"),
            );
        }
        let Some((measure, filter, result)) = measured(function, arg.distinct, operand, ty, filter)
        else {
            return self.cannot_take(function, list, arg, ty);
        };
        let column = self.aggregate(events, measure, filter, result, &label);
        Typed::Value(Operand::Column(column), result)
    }

    /// The moment of an event, which `latest(visits)` means.
    fn moment(&mut self, function: &str) -> Option<(Operand, Type)> {
        if !matches!(function, "latest" | "earliest") {
            return None;
        }
        let time = self.frame.record.time()?;
        self.own_field(time)
    }

    fn own_field(&mut self, id: FieldId) -> Option<(Operand, Type)> {
        let field = self.frame.record.get(id)?;
        let (ty, label) = (field.ty, field.name.clone());
        Some((Operand::Column(self.column(Def::Field(id), ty, &label)), ty))
    }

    fn aggregate(
        &mut self,
        events: EventsId,
        measure: Measure,
        filter: Cond,
        ty: Type,
        label: &str,
    ) -> ColumnId {
        let def = Def::Aggregate(Box::new(Aggregate { events, measure, filter }));
        self.column(def, ty, label)
    }
}

/// What is measured, of which events, and its type; `None` if the function does not fit the type.
fn measured(
    function: &str,
    distinct: bool,
    operand: Operand,
    ty: Type,
    filter: Cond,
) -> Option<(Measure, Cond, Type)> {
    let number = ty.is_numeric();
    Some(match function {
        "count" if distinct && is_single(ty) => {
            (Measure::CountDistinct(operand), filter, Type::Integer)
        }
        // `count(visits.page)` counts the visits whose page is known.
        "count" if !distinct => match operand {
            Operand::Column(column) => {
                let known = Cond::Atom(Atom { column, test: Test::Missing }).negated();
                (Measure::Count, Cond::all(vec![filter, known]), Type::Integer)
            }
            Operand::Constant(_) => (Measure::Count, filter, Type::Integer),
        },
        "sum" if number => (Measure::Sum(operand), filter, ty),
        "min" if number => (Measure::Min(operand), filter, ty),
        "max" if number => (Measure::Max(operand), filter, ty),
        "average" if number => (Measure::Average(operand), filter, Type::Number),
        "latest" if ty.is_date() => (Measure::Latest(operand), filter, ty),
        "earliest" if ty.is_date() => (Measure::Earliest(operand), filter, ty),
        _ => return None,
    })
}

/// Whether an expression is a condition whatever its parts are.
fn is_condition(expr: &Expr) -> bool {
    matches!(expr.node, ExprKind::Test(..) | ExprKind::Logical(..) | ExprKind::Not(_))
}
