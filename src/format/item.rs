//! Files and the items that are neither rules, records nor tests.

use super::doc::{Doc, Sequence};
use super::expr::{Level, Printer};
use super::words;
use crate::ast::{
    Action, BandRow, Expr, ExprKind, File, Grid, GridAxis, Item, ItemKind, Let, List, ListSource,
    Model, SettingKind, Stars, Text, Trigger,
};
use crate::source::Span;

/// Items that may stand together without a blank line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Uses,
    Definitions,
    Rules,
    Disqualify,
    Results,
    Actions,
    /// Stands by itself.
    Alone,
}

fn family(item: &Item) -> Family {
    match &item.node {
        ItemKind::Use(_) => Family::Uses,
        ItemKind::List(_) | ItemKind::Let(_) | ItemKind::MissingValues(_) => Family::Definitions,
        ItemKind::Rule(_) => Family::Rules,
        ItemKind::Disqualify(_) => Family::Disqualify,
        ItemKind::Bands(_) | ItemKind::Stars(_) | ItemKind::Grid(_) => Family::Results,
        ItemKind::Action(_) => Family::Actions,
        ItemKind::Model(_) | ItemKind::Record(_) | ItemKind::Group(_) | ItemKind::Test(_) => {
            Family::Alone
        }
    }
}

impl Printer<'_> {
    /// A whole file.
    pub fn file(&mut self, file: &File) -> Doc {
        let mut parts = Vec::new();
        let mut before = None;
        for item in &file.items {
            let family = family(item);
            let apart = before.is_some_and(|it| it != family || it == Family::Alone);
            parts.push(self.unit(item.span, before.is_none(), apart));
            parts.push(self.item(item));
            parts.push(Doc::HardLine);
            before = Some(family);
        }
        let end = Span { start: u32::MAX, end: u32::MAX };
        parts.push(self.source.tail(end, false));
        Doc::Many(parts)
    }

    /// The comments before something that begins a line, and the blank line before it.
    pub fn unit(&mut self, span: Span, first: bool, apart: bool) -> Doc {
        let mut notes = self.source.before(span.start);
        if notes.above.is_empty() {
            notes.blank = self.source.blank_before(span.start);
        }
        if first {
            *notes.first_blank() = false;
        } else if apart && !notes.has_blank() {
            *notes.first_blank() = true;
        }
        Doc::Notes(notes)
    }

    /// Lines between braces.
    pub fn block(&mut self, head: Doc, units: Vec<Doc>, close: Span) -> Doc {
        let tail = self.source.tail(close, units.is_empty());
        let empty = units.is_empty() && !tail.must_break();
        let mut inside: Vec<Doc> = units.into_iter().flat_map(|it| [Doc::HardLine, it]).collect();
        inside.push(tail);
        let end = if empty { Doc::NOTHING } else { Doc::HardLine };
        Doc::many([head, Doc::text(" {"), Doc::Many(inside).indent(2), end, Doc::text("}")])
    }

    fn item(&mut self, item: &Item) -> Doc {
        match &item.node {
            ItemKind::Use(path) => self.quoted(path).after("use "),
            ItemKind::Model(model) => self.model(model),
            ItemKind::Record(record) => self.record(record, item.span),
            ItemKind::MissingValues(texts) => {
                let items = texts.iter().map(|it| self.quoted(it)).collect();
                let texts = Sequence { items, filled: true }.joined();
                texts.indent(2).after("missing values ")
            }
            ItemKind::List(list) => self.list_item(list),
            ItemKind::Let(definition) => self.let_item(definition),
            ItemKind::Group(group) => self.rule_group(group, item.span),
            ItemKind::Rule(rule) => self.rule(rule),
            ItemKind::Disqualify(disqualify) => self.disqualify(disqualify),
            ItemKind::Bands(rows) => {
                let items = rows.iter().map(|it| self.band_row(it)).collect();
                let tail = self.source.tail(item.span, rows.is_empty());
                Sequence { items, filled: false }.enclosed("bands {", Doc::Line, tail, "}")
            }
            ItemKind::Stars(stars) => self.stars(stars),
            ItemKind::Grid(grid) => self.grid(grid, item.span),
            ItemKind::Action(action) => self.action(action, item.span),
            ItemKind::Test(test) => self.test_item(test, item.span),
        }
    }

    /// A text in quotes.
    pub fn quoted(&mut self, text: &Text) -> Doc {
        Doc::many([self.notes(text.span), Doc::text(words::text(&text.node))])
    }

    /// A number of a setting or a band.
    pub fn amount(&mut self, amount: &Expr) -> Doc {
        self.expr(amount, Level::Condition)
    }

    fn model(&mut self, model: &Model) -> Doc {
        let scores = model.scores.as_ref();
        let scores =
            scores.map_or(String::new(), |it| format!(" scores {}", words::name(&it.node)));
        let mut parts = vec![];
        for setting in &model.settings {
            parts.extend([Doc::HardLine, self.notes(setting.span)]);
            parts.push(match &setting.node {
                SettingKind::Limit(range) => self.range(&range.node).after("limit "),
                SettingKind::ReadyAt(amount) => self.amount(amount).after("ready at "),
                SettingKind::StartAt(amount) => self.amount(amount).after("start at "),
                SettingKind::Timezone(zone) => self.quoted(zone).after("timezone "),
            });
        }
        let head = Doc::text(format!("model {}{scores}", words::name(&model.name.node)));
        Doc::many([head, Doc::Many(parts).indent(2)])
    }

    fn list_item(&mut self, list: &List) -> Doc {
        let head = format!("list {}", words::name(&list.name.node));
        match &list.source {
            ListSource::Values(values) => self.amount(values).after(&format!("{head} = ")),
            ListSource::File(path) => self.quoted(path).after(&format!("{head} from ")),
        }
    }

    fn let_item(&mut self, definition: &Let) -> Doc {
        let record = definition.record.as_ref();
        let record = record.map_or(String::new(), |it| format!(" for {}", words::name(&it.node)));
        let head = format!("let {}{record} = ", words::name(&definition.name.node));
        let value = self.expr(&definition.value, Level::Condition);
        // Other values that are too long have brackets or operators that move to the right.
        let by = if matches!(definition.value.node, ExprKind::Logical(..)) { 2 } else { 0 };
        value.indent(by).after(&head)
    }

    fn band_row(&mut self, row: &BandRow) -> Doc {
        let notes = self.notes(row.label.span);
        let label = words::label(&row.label);
        Doc::many([
            notes,
            match &row.from {
                Some(from) => self.amount(from).after(&format!("{label} from ")),
                None => Doc::text(format!("{label} otherwise")),
            },
        ])
    }

    fn stars(&mut self, stars: &Stars) -> Doc {
        match stars {
            Stars::Parts(count) => Doc::text(format!("stars in {} parts", count.node)),
            Stars::Thresholds(thresholds) => {
                let items = thresholds.iter().map(|it| self.amount(it)).collect();
                Sequence { items, filled: true }.joined().indent(2).after("stars ")
            }
        }
    }

    /// On one line, or one axis on a line with its steps in a column.
    fn grid(&mut self, grid: &Grid, span: Span) -> Doc {
        let column =
            grid.axes.iter().map(|it| Doc::text(words::text(&it.group.node)).width()).max();
        let column = column.unwrap_or_default();
        let mut parts = Vec::new();
        for (index, axis) in grid.axes.iter().enumerate() {
            // On one line two blanks keep the axes apart; at the end of a line they fall away.
            parts.extend([Doc::text(if index > 0 { " " } else { "" }), Doc::Line]);
            parts.push(self.axis(axis, column));
        }
        let tail = self.source.tail(span, grid.axes.is_empty());
        let inside = Doc::many([Doc::Many(parts), tail]).indent(2);
        Doc::many([Doc::text("grid {"), inside, Doc::Line, Doc::text("}")]).group()
    }

    fn axis(&mut self, axis: &GridAxis, column: usize) -> Doc {
        let group = self.quoted(&axis.group);
        let padding = Doc::IfBroken(" ".repeat(column.saturating_sub(group.width())));
        let items = axis.rows.iter().map(|it| self.band_row(it)).collect();
        let rows = Sequence { items, filled: false }.joined().indent(2).group();
        Doc::many([group, Doc::text(": "), padding, rows])
    }

    fn action(&mut self, action: &Action, span: Span) -> Doc {
        let trigger = match &action.trigger {
            Trigger::Entering(label) => Doc::text(format!("entering {}", words::label(label))),
            Trigger::Leaving(label) => Doc::text(format!("leaving {}", words::label(label))),
            Trigger::RisingAbove(amount) => self.amount(amount).after("score rising above "),
            Trigger::FallingBelow(amount) => self.amount(amount).after("score falling below "),
        };
        let mut items = Vec::new();
        for (name, value) in &action.args {
            let notes = self.notes(name.span);
            let name = format!("{}: ", words::name(&name.node));
            items.push(Doc::many([notes, self.expr(value, Level::Sum).after(&name)]));
        }
        let tail = self.source.tail(span, items.is_empty());
        let open = format!(" do {}(", words::name(&action.name.node));
        let call = Sequence { items, filled: false }.enclosed(&open, Doc::SoftLine, tail, ")");
        Doc::many([Doc::text("on "), trigger, call])
    }
}
