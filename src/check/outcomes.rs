//! What a score means: settings of the model, bands, stars, grid.

use std::collections::HashSet;

use jiff::tz::TimeZone;
use rust_decimal::Decimal;

use super::context::Context;
use crate::ast::{self, BandRow, Setting, SettingKind};
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::ir::{Band, Grid, GridAxis, Group, GroupId, Limits, Places, Points, name_key};
use crate::source::{Place, Span};

/// Into so many parts a limit is divided for stars.
const MOST_PARTS: usize = 100;

/// The settings of a model.
#[derive(Default)]
pub(super) struct Settings {
    pub limit: Limits,
    pub start_at: Points,
    pub places: Places,
}

impl Context<'_> {
    /// The clauses after the `model` line.
    pub fn settings(&mut self, settings: &[Setting]) -> Settings {
        let mut known = Settings::default();
        let mut seen = Vec::new();
        for setting in settings {
            let kind = std::mem::discriminant(&setting.node);
            let place = self.place(setting.span);
            if seen.contains(&kind) {
                let message = "This setting stands twice.";
                self.report(
                    Diagnostic::error(codes::WRONG_CLAUSE, place, message).help("Keep one."),
                );
                continue;
            }
            seen.push(kind);
            match &setting.node {
                SettingKind::Limit(range) => {
                    known.limit = self.limits(range).unwrap_or_default();
                    known.places.limit = Some(place);
                }
                SettingKind::StartAt(expr) => {
                    known.start_at = self.points(expr).unwrap_or_default();
                }
                SettingKind::ReadyAt(expr) => {
                    let points = self.points(expr);
                    known.places.ready_at = Some(place);
                    self.ready_at = points.filter(|it| *it > Points::ZERO);
                    self.ready_broken = self.ready_at.is_none();
                    if points.is_some() && self.ready_broken {
                        let message = "The score at which a lead is ready is above 0.";
                        self.report(Diagnostic::error(codes::BAD_SETTING, place, message));
                    }
                }
                SettingKind::Timezone(text) => self.timezone(text),
            }
        }
        let ready = settings.iter().filter_map(|it| match &it.node {
            SettingKind::ReadyAt(expr) if !self.ready_broken => Some(expr),
            _ => None,
        });
        let ready: Vec<_> = ready.collect();
        self.in_reach(ready, known.limit, "the model's");
        known
    }

    fn timezone(&mut self, text: &ast::Text) {
        match TimeZone::get(text.node.trim()) {
            Ok(zone) => self.zone = zone,
            Err(_) => {
                let place = self.place(text.span);
                let names: Vec<String> =
                    jiff::tz::db().available().map(|name| name.to_string()).collect();
                let message = format!("There is no time zone \"{}\".", text.node);
                let finding = Diagnostic::error(codes::UNKNOWN_TIMEZONE, place, message);
                let city = |name: &str| name.rsplit('/').next().unwrap_or_default().to_lowercase();
                let wanted = city(&text.node);
                let near = names
                    .iter()
                    .find(|name| city(name) == wanted)
                    .map(String::as_str)
                    .or_else(|| nearest(&text.node, names.iter().map(String::as_str)));
                self.report(match near {
                    Some(near) => finding.help(format!("Did you mean \"{near}\"?")).offer(
                        format!("Write \"{near}\"."),
                        place,
                        format!("\"{near}\""),
                    ),
                    None => finding
                        .help("Zones are named like \"Europe/Sofia\" or \"America/New_York\"."),
                });
            }
        }
    }

    /// `bands { … }`, or the steps of one axis of a grid.
    pub fn bands(&mut self, rows: &[BandRow], whole: Span) -> Option<Vec<Band>> {
        let mut bands: Vec<Band> = Vec::new();
        let mut seen = HashSet::new();
        let mut sound = true;
        for (index, row) in rows.iter().enumerate() {
            let place = self.place(row.label.span);
            let label = row.label.node.text().to_owned();
            if !seen.insert(name_key(&label)) {
                let message = format!("*{label}* stands twice.");
                self.report(Diagnostic::error(codes::DECLARED_TWICE, place, message));
                sound = false;
            }
            let last = index + 1 == rows.len();
            let from = match &row.from {
                None if last => None,
                None => {
                    let message = "`otherwise` takes all the rest, so it stands last.";
                    self.report(Diagnostic::error(codes::BAD_BANDS, place, message));
                    sound = false;
                    continue;
                }
                Some(expr) => {
                    let Some(points) = self.points(expr) else {
                        sound = false;
                        continue;
                    };
                    let above = bands.last().and_then(|band| band.from);
                    if above.is_some_and(|above| points >= above) {
                        let place = self.place(expr.span);
                        let message = format!("{points} is not below the one before it.");
                        self.report(Diagnostic::error(codes::BAD_BANDS, place, message).help(
                            "Write the highest first: Hot from 80, Warm from 50, Cold otherwise.",
                        ));
                        sound = false;
                    }
                    Some(points)
                }
            };
            bands.push(Band { label, from, place });
        }
        if sound && bands.last().is_none_or(|band| band.from.is_some()) {
            let place = self.place(whole);
            let message = "Nothing is said about the scores below the last of these.";
            self.report(
                Diagnostic::error(codes::BAD_BANDS, place, message)
                    .help("End with one for all the rest: Cold otherwise."),
            );
            sound = false;
        }
        sound.then_some(bands)
    }

    /// `stars 20, 40, 60, 80` or `stars in 5 parts`, as the least scores of 2, 3, … stars.
    pub fn stars(&mut self, item: &ast::Stars, span: Span, limit: Limits) -> Option<Vec<Points>> {
        match item {
            ast::Stars::Thresholds(exprs) => {
                let points: Option<Vec<Points>> = exprs.iter().map(|it| self.points(it)).collect();
                let points = points?;
                if points.windows(2).any(|pair| matches!(pair, [a, b] if a >= b)) {
                    let place = self.place(span);
                    let message = "The scores for the stars do not rise.";
                    self.report(Diagnostic::error(codes::BAD_SETTING, place, message).help(
                        "Write them from the lowest: stars 20, 40, 60, 80 gives 1 to 5 stars.",
                    ));
                    return None;
                }
                self.in_reach(exprs, limit, "the model's");
                Some(points)
            }
            ast::Stars::Parts(parts) => {
                let (Some(low), Some(high)) = (limit.low, limit.high) else {
                    let place = self.place(span);
                    let message = "Stars in parts divide the model's limit, and it has none.";
                    self.report(
                        Diagnostic::error(codes::NEEDS_SETTING, place, message)
                            .help("Write it after the model: model b2b scores Lead limit 0..100"),
                    );
                    return None;
                };
                if !(2..=MOST_PARTS).contains(&(parts.node as usize)) {
                    let place = self.place(parts.span);
                    let message = "There can be 2 to 100 parts.";
                    self.report(Diagnostic::error(codes::BAD_SETTING, place, message));
                    return None;
                }
                let width = (high - low).to_decimal();
                (1..parts.node)
                    .map(|part| {
                        let share = width.checked_mul(Decimal::from(part))?;
                        let share = share.checked_div(Decimal::from(parts.node))?;
                        Some(low + Points::rounded(share)?)
                    })
                    .collect()
            }
        }
    }

    /// Where the least scores of stars stand.
    pub fn places_of_stars(&self, item: &ast::Stars, span: Span) -> Vec<Place> {
        match item {
            ast::Stars::Thresholds(exprs) => exprs.iter().map(|it| self.place(it.span)).collect(),
            ast::Stars::Parts(parts) => {
                let more = parts.node.saturating_sub(1) as usize;
                vec![self.place(span); more.min(MOST_PARTS)]
            }
        }
    }

    /// `grid { … }`
    pub fn grid(&mut self, item: &ast::Grid, groups: &[Group], span: Span) -> Option<Grid> {
        let mut axes = Vec::new();
        let mut sound = true;
        for axis in &item.axes {
            let group = self.group_named(&axis.group, groups);
            let steps = self.bands(&axis.rows, axis.group.span);
            match (group, steps) {
                (Some(group), Some(steps)) => {
                    let limit = groups.get(group.0 as usize).map(|it| it.limit);
                    self.bands_in_reach(&axis.rows, limit.unwrap_or_default(), "the group's");
                    axes.push(GridAxis { group, steps });
                }
                _ => sound = false,
            }
        }
        if item.axes.is_empty() {
            let place = self.place(span);
            self.report(Diagnostic::error(codes::EMPTY_SET, place, "This grid has no groups."));
            return None;
        }
        sound.then_some(Grid { axes })
    }

    /// A group by its name.
    pub fn group_named(&mut self, name: &ast::Text, groups: &[Group]) -> Option<GroupId> {
        let key = name_key(&name.node);
        let named = |group: &Group| group.name.as_ref().is_some_and(|it| name_key(it) == key);
        if let Some(index) = groups.iter().position(named) {
            return u32::try_from(index).ok().map(GroupId);
        }
        let place = self.place(name.span);
        let names: Vec<&str> = groups.iter().filter_map(|it| it.name.as_deref()).collect();
        let finding = Diagnostic::error(
            codes::UNKNOWN_LABEL,
            place,
            format!("There is no group \"{}\".", name.node),
        );
        let finding = match nearest(&name.node, names.iter().copied()) {
            Some(near) => finding.help(format!("Did you mean \"{near}\"?")).offer(
                format!("Write \"{near}\"."),
                place,
                format!("\"{near}\""),
            ),
            None if names.is_empty() => finding.help("No group is declared."),
            None => finding.help(format!("There are: \"{}\".", names.join("\", \""))),
        };
        self.report(finding);
        None
    }
}
