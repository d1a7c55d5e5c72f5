//! Rules for each event: what is given for which, how often, and how it fades.

use super::context::{Context, Typed};
use super::rules::Clauses;
use crate::ast::{Duration, Each, Expr, Name, Node, Unit};
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{self, Body, Decay, EventsId, ForEach, Type};
use crate::source::Span;

impl Context<'_> {
    /// `for each visits where … then +5`; the list is known.
    pub fn for_each(
        &mut self,
        events: EventsId,
        filter: Option<&Expr>,
        each: &Each,
        clauses: &Clauses,
    ) -> Option<Body> {
        let (filter, each) = self.of_each(events, |context| {
            let filter = context.filter(filter);
            let each = match each {
                Each::Award(award) => context.award(award).map(ir::Each::Award),
                Each::Match(subject, rows) => match context.match_body(subject, rows) {
                    Some(Body::Match(rows)) => Some(ir::Each::Match(rows)),
                    _ => None,
                },
            };
            (filter, each)
        });
        self.events_have_time(events, clauses);
        Some(Body::ForEach(Box::new(ForEach {
            events,
            filter: filter?,
            each: each?,
            once: clauses.once.as_ref().map(|it| it.node),
            first: clauses.first.as_ref().map(|it| it.node),
            decay: clauses.decay.as_ref().map(|it| it.node),
        })))
    }

    /// The events of `for each`; anything but a related list is a mistake.
    pub fn events_of(&mut self, path: &[Name]) -> Option<EventsId> {
        let list = self.list(path)?;
        Some(self.events(&list))
    }

    /// `once per day`, decay and `first` ask when an event was.
    fn events_have_time(&mut self, events: EventsId, clauses: &Clauses) {
        let spans = [
            clauses.once.as_ref().map(|it| it.span),
            clauses.decay.as_ref().map(|it| it.span),
            clauses.first.as_ref().map(|it| it.span),
        ];
        let Some(span) = spans.into_iter().flatten().next() else { return };
        let Some(known) = self.events.get(events.0 as usize) else { return };
        let Some(record) = self.records.get(known.record.0 as usize).cloned() else { return };
        if record.time().is_some() {
            return;
        }
        let place = self.place(span);
        let message = format!("It is not known when the {} were.", known.label);
        let date = record.fields.iter().find(|it| it.ty.is_date());
        let finding = Diagnostic::error(codes::NEEDS_TIME, place, message);
        self.report(match date {
            Some(field) => finding.help(format!(
                "Mark the field of {} that says it with `time`: {}: {}, time",
                record.name,
                field.name,
                field.ty.keyword()
            )),
            None => finding.help(format!(
                "Give {} a field that says it, with the word `time`: at: datetime, time",
                record.name
            )),
        });
    }

    /// `halving every 30 days`, `fading over 90 days`
    pub fn decay(&mut self, duration: &Node<Duration>, halving: bool, span: Span) -> Option<Decay> {
        let place = self.place(duration.span);
        if matches!(duration.node.unit, Unit::Minute | Unit::Hour) {
            let message = "Points fade by days, not by hours.";
            self.report(
                Diagnostic::error(codes::BAD_SETTING, place, message)
                    .help("Write at least 1 day: halving every 1 day"),
            );
            return None;
        }
        if duration.node.count == 0 {
            let message = "Points cannot fade in no time.";
            let help = format!("Write at least 1 day, or leave `{}` out.", self.one_line(span));
            self.report(Diagnostic::error(codes::BAD_SETTING, place, message).help(help));
            return None;
        }
        Some(if halving { Decay::Halving(duration.node) } else { Decay::Fading(duration.node) })
    }

    /// Points can fade in one way only.
    pub fn fades_twice(&mut self, first: Span, second: Span) {
        let place = self.place(second);
        let first = self.place(first);
        let message = "Points fade in one way: halving, or fading to nothing.";
        self.report(
            Diagnostic::error(codes::WRONG_CLAUSE, place, message)
                .also(first, "the other one")
                .help("Keep one."),
        );
    }

    /// `once per day`
    pub fn once_per(&mut self, unit: Node<Unit>) -> Option<Node<Unit>> {
        if matches!(unit.node, Unit::Day | Unit::Week | Unit::Month) {
            return Some(unit);
        }
        let place = self.place(unit.span);
        let message = "Events are counted once per day, week or month.";
        self.report(
            Diagnostic::error(codes::BAD_SETTING, place, message).help("Write once per day."),
        );
        None
    }

    /// `first 3`
    pub fn first_few(&mut self, count: Node<u32>) -> Option<Node<u32>> {
        if count.node > 0 {
            return Some(count);
        }
        let place = self.place(count.span);
        let message = "The first 0 events are none.";
        self.report(Diagnostic::error(codes::BAD_SETTING, place, message).help("Write first 1."));
        None
    }

    /// What only makes sense for events stands behind something else.
    pub fn only_for_events(&mut self, span: Span, fades: bool) {
        let place = self.place(span);
        let (message, help) = match fades {
            _ if self.is_of_events() => (
                "This is said of all events, and stands behind one row.",
                "Put it behind the } of the match.",
            ),
            true => (
                "Points fade with the age of an event, and this rule is not about events.",
                "Leave it out, or give the points for each event: for each visits then +5 halving every 30 days",
            ),
            false => (
                "`when` and `match` fire at most once for each lead.",
                "Leave this clause out: it counts events.",
            ),
        };
        self.report(Diagnostic::error(codes::WRONG_CLAUSE, place, message).help(help));
    }

    /// `limit ..20` behind a row, where each event is matched: of one event, or of all that fit the row?
    pub fn no_limit_of_row(&mut self, limit: Option<Span>) {
        let Some(span) = limit else { return };
        let place = self.place(span);
        let message = "A row cannot have a limit of its own where each event is matched.";
        self.report(Diagnostic::error(codes::WRONG_CLAUSE, place, message).help(
            "Put it behind the } of the match, where it holds for all events together, or make the row a rule of its own: for each … where … then … limit …",
        ));
    }

    /// A test or calculation of a related record, or of a list of them, as if it were a value.
    pub fn records_as_value(&mut self, written: &str, ty: Type, span: Span) -> Typed {
        let place = self.place(span);
        let message = format!("*{written}* is {}, not a value.", ty.words());
        let help = match ty {
            Type::Records(_) => format!(
                "Ask for its members: any {written} where …, or count them: count({written}) > 0"
            ),
            _ => format!(
                "Ask for one of its fields: {written}.…, or whether it is known: {written} is known"
            ),
        };
        self.wrong(Diagnostic::error(codes::NEEDS_RECORDS, place, message).help(help))
    }
}
