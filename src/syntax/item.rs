//! Files and the items that are neither rules, records nor tests.

use pest::iterators::Pair;

use super::builder::{Builder, Parts};
use super::grammar::Rule;
use crate::ast::{
    BandRow, Grid, GridAxis, Item, ItemKind, Let, List, ListSource, Model, Node, Setting,
    SettingKind, Stars,
};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

impl Builder<'_> {
    /// The item that a piece of the file holds; what cannot be read is reported. `before` is where the item
    /// before it stands.
    pub fn piece(&mut self, piece: Pair<'_, Rule>, before: Option<Span>) -> Option<Item> {
        let part = piece.into_inner().next()?;
        match part.as_rule() {
            Rule::item => return self.item(part),
            Rule::junk => self.junk(&part, Rule::only_item, before),
            _ => {}
        }
        None
    }

    pub fn item(&mut self, pair: Pair<'_, Rule>) -> Option<Item> {
        let at = self.span(&pair);
        let inner = pair.into_inner().next()?;
        let rule = inner.as_rule();
        let kind = match rule {
            Rule::record => ItemKind::Record(self.record(inner)?),
            Rule::group => ItemKind::Group(self.group(inner)?),
            Rule::any_rule => ItemKind::Rule(self.rule(inner)?),
            Rule::disqualify => ItemKind::Disqualify(self.disqualify(inner)?),
            Rule::test_item => ItemKind::Test(self.test_item(inner)?),
            Rule::model => ItemKind::Model(self.model(inner)?),
            Rule::grid => ItemKind::Grid(self.grid(inner, at)?),
            Rule::action => ItemKind::Action(self.action(inner)?),
            _ => self.short_item(rule, Parts::of(inner), at)?,
        };
        Some(Node::new(kind, at))
    }

    fn short_item(&mut self, rule: Rule, mut parts: Parts<'_>, at: Span) -> Option<ItemKind> {
        Some(match rule {
            Rule::use_item => ItemKind::Use(self.text(parts.find(Rule::text)?)),
            Rule::missing_values => ItemKind::MissingValues(
                parts.all(Rule::text).into_iter().map(|it| self.text(it)).collect(),
            ),
            Rule::list_item => {
                let name = parts.find(Rule::name)?;
                let name = self.name(&name);
                let source = match parts.find(Rule::list) {
                    Some(list) => ListSource::Values(self.list(list)),
                    None => ListSource::File(self.text(parts.find(Rule::text)?)),
                };
                ItemKind::List(List { name, source })
            }
            Rule::let_item => {
                let name = parts.find(Rule::name)?;
                let name = self.name(&name);
                let record = parts.find(Rule::name).map(|it| self.name(&it));
                ItemKind::Let(Let { name, record, value: self.expr(parts.find(Rule::expr)?) })
            }
            Rule::bands => {
                let rows = self.band_rows(&mut parts);
                if let Some(close) = parts.find(Rule::close_brace) {
                    self.brace(close, at, rows.last().map_or(at, |it| it.label.span));
                }
                ItemKind::Bands(rows)
            }
            Rule::stars => ItemKind::Stars(match parts.find(Rule::parts) {
                Some(count) => {
                    let number = Parts::of(count).find(Rule::number)?;
                    Stars::Parts(self.whole(&number, "For example: stars in 5 parts")?)
                }
                None => Stars::Thresholds(
                    parts.all(Rule::amount).into_iter().map(|it| self.amount(it)).collect(),
                ),
            }),
            _ => return None,
        })
    }

    fn model(&mut self, pair: Pair<'_, Rule>) -> Option<Model> {
        let mut parts = Parts::of(pair);
        let name = parts.find(Rule::name)?;
        let name = self.name(&name);
        let scores = parts.find(Rule::name).map(|it| self.name(&it));
        let settings =
            parts.all(Rule::setting).into_iter().filter_map(|it| self.setting(it)).collect();
        Some(Model { name, scores, settings })
    }

    fn setting(&mut self, pair: Pair<'_, Rule>) -> Option<Setting> {
        let at = self.span(&pair);
        let inner = pair.into_inner().next()?;
        let rule = inner.as_rule();
        let mut parts = Parts::of(inner);
        let kind = match rule {
            Rule::set_limit => SettingKind::Limit(self.range(parts.find(Rule::range)?)),
            Rule::set_ready => SettingKind::ReadyAt(self.amount(parts.find(Rule::amount)?)),
            Rule::set_start => SettingKind::StartAt(self.amount(parts.find(Rule::amount)?)),
            _ => SettingKind::Timezone(self.text(parts.find(Rule::text)?)),
        };
        Some(Node::new(kind, at))
    }

    fn band_rows(&mut self, parts: &mut Parts<'_>) -> Vec<BandRow> {
        parts
            .all(Rule::band_row)
            .into_iter()
            .filter_map(|row| {
                let mut parts = Parts::of(row);
                let label = self.label(parts.find(Rule::label)?);
                let from = parts.find(Rule::amount).map(|it| self.amount(it));
                Some(BandRow { label, from })
            })
            .collect()
    }

    fn grid(&mut self, pair: Pair<'_, Rule>, at: Span) -> Option<Grid> {
        let mut parts = Parts::of(pair);
        let mut axes = Vec::new();
        for axis in parts.all(Rule::axis) {
            let mut inner = Parts::of(axis);
            let group = self.text(inner.find(Rule::text)?);
            axes.push(GridAxis { group, rows: self.band_rows(&mut inner) });
        }
        if let Some(close) = parts.find(Rule::close_brace) {
            self.brace(close, at, at);
        }
        Some(Grid { axes })
    }

    /// The end of a block; reports a brace that is missing.
    pub fn brace(&mut self, close: Pair<'_, Rule>, item: Span, last: Span) {
        if Parts::of(close).take(Rule::missing_brace).is_some() {
            self.unclosed_brace(item, last);
        }
    }

    /// The block that begins in `item` has no `}`.
    pub fn unclosed_brace(&mut self, item: Span, last: Span) {
        let open = item.start as usize + self.slice(item).find('{').unwrap_or(0);
        let place = self.place(Span::new(open, open + 1));
        let end = self.place(last.after());
        self.report(
            Diagnostic::error(codes::UNCLOSED_BRACKET, place, "This `{` is never closed.").offer(
                "Put `}` after the last line that belongs inside.",
                end,
                "\n}",
            ),
        );
    }
}
