//! Why a lead has its score: the rules that counted, the weightiest first, as one text.
//!
//! Each rule that fires becomes a text that begins with 20 digits: how far its points are from the most there can be, and
//! the place of the rule. The texts in their order are the reasons in theirs; then the digits are cut off.

use super::columns::Work;
use super::lines::{Line, indented};
use super::said::Said;
use crate::ir::{Award, Body, Group, GroupKind, Limits, Points, Row, Rule, RuleId};

/// More hundredths than any rule gives.
const FAR: i64 = 100_000_000_000_000;

/// What a dialect writes around the texts of reasons, in front of them and behind.
pub(super) struct Listing {
    /// Texts that are not NULL, as they stand.
    pub first: (&'static str, &'static str),
    /// The first few of the others, in order and without their digits.
    pub others: (&'static str, String),
    /// Both lists as one.
    pub both: (&'static str, &'static str),
    /// A list as a text.
    pub text: (&'static str, &'static str),
}

/// How a rule stands beside others of its group.
#[derive(Clone, Copy)]
struct Rank {
    kind: GroupKind,
    place: usize,
}

impl Work<'_> {
    /// The text of what disqualifies a lead and of the `most` weightiest reasons.
    pub fn reasons(&mut self, most: usize) -> Vec<Line> {
        let program = self.program;
        let mut first = Vec::new();
        for it in &program.disqualifiers {
            let said = self.fires(&it.condition, &[&it.identity]);
            let text = self.speech.text(&format!("disqualified: {}", it.identity.label));
            first.push(vec![Line::code(format!("CASE WHEN {} THEN {text} END", said.text()))]);
        }
        let mut others = Vec::new();
        for group in &program.groups {
            others.extend(self.reasons_of(group));
        }
        let listing = self.speech.listing(most);
        let list = |texts: Vec<Vec<Line>>, before: &str, after: &str| {
            let mut lines = vec![Line::code(before)];
            lines.extend(Line::listed(texts));
            lines.push(Line::code(after));
            lines
        };
        let lists: Vec<Vec<Line>> = [
            (first, listing.first.0, listing.first.1),
            (others, listing.others.0, listing.others.1.as_str()),
        ]
        .into_iter()
        .filter(|(texts, ..)| !texts.is_empty())
        .map(|(texts, before, after)| list(texts, before, after))
        .collect();
        let lists = match lists.len() {
            0 => return vec![Line::code("''")],
            1 => lists.into_iter().flatten().collect(),
            _ => list(lists, listing.both.0, listing.both.1),
        };
        let mut lines = vec![Line::code(listing.text.0)];
        lines.extend(indented(lists));
        lines.push(Line::code(listing.text.1));
        lines
    }

    /// The reasons of a group: of each rule, or of the one that counts.
    fn reasons_of(&mut self, group: &Group) -> Vec<Vec<Line>> {
        let program = self.program;
        let kind = group.kind;
        let rules = group.rules.iter().filter_map(|id| Some((*id, program.rule(*id)?)));
        let texts: Vec<Vec<Line>> =
            rules.filter_map(|(id, rule)| self.reason(id, rule, kind)).collect();
        if kind == GroupKind::Sum || texts.is_empty() {
            return texts;
        }
        // What counts with 0 points is no reason.
        let (before, after) = match kind {
            GroupKind::FirstMatch | GroupKind::Sum => ("nullif(coalesce(".to_owned(), "), '')"),
            GroupKind::Highest | GroupKind::Lowest if texts.len() == 1 => {
                ("nullif(substr(".to_owned(), ", 21), '')")
            }
            GroupKind::Highest | GroupKind::Lowest => {
                let (before, after) = self.speech.extreme_of(false);
                let mut lines = vec![Line::code(format!("nullif(substr({before}"))];
                lines.extend(Line::listed(texts));
                lines.push(Line::code(format!("{after}, 21), '')")));
                return vec![lines];
            }
        };
        let mut lines = vec![Line::code(before)];
        lines.extend(Line::listed(texts));
        lines.push(Line::code(after));
        vec![lines]
    }

    /// The text of a rule that fires; NULL if it does not. A rule that never gives points has none.
    fn reason(&mut self, id: RuleId, rule: &Rule, kind: GroupKind) -> Option<Vec<Line>> {
        let rank = Rank { kind, place: id.0 as usize };
        match &rule.body {
            Body::When(condition, award) => {
                let said = self.fires(condition, &[&rule.identity]);
                let text = self.text_of_award(
                    award,
                    [Limits::default(), rule.limit],
                    &rule.identity.label,
                    rank,
                );
                let code = format!("CASE WHEN {} THEN {} END", said.text(), text?);
                Some(vec![Line::code(code)])
            }
            Body::Match(rows) => self.reason_of_rows(rule, rows, rank),
            Body::ForEach(_) => self.reason_of_events(id, rule, rank),
        }
    }

    fn reason_of_rows(&mut self, rule: &Rule, rows: &[Row], rank: Rank) -> Option<Vec<Line>> {
        let mut lines = vec![Line::code("CASE")];
        let mut any = false;
        for row in rows {
            let said = self.fires(&row.condition, &[&row.identity, &rule.identity]);
            let limits = [row.limit, rule.limit];
            let text = self.text_of_award(&row.award, limits, &row.identity.label, rank);
            any |= text.is_some();
            let text = text.as_deref().unwrap_or("NULL");
            if said == Said::constant(true) && lines.len() > 1 {
                lines.push(Line::code(format!("  ELSE {text}")));
                break;
            }
            lines.push(Line::code(format!("  WHEN {} THEN {text}", said.text())));
        }
        lines.push(Line::code("END"));
        any.then_some(lines)
    }

    fn reason_of_events(&mut self, id: RuleId, rule: &Rule, rank: Rank) -> Option<Vec<Line>> {
        let (fires, points) = self.total_of_events(id, rule)?;
        let text = self.calculated(&points, &rule.identity.label, rank);
        let code = format!("CASE WHEN {} THEN {text} END", fires.text());
        Some(vec![Line::code(code)])
    }

    /// The text of an award; nothing if it never gives points and need not be told from others.
    fn text_of_award(
        &mut self,
        award: &Award,
        [row, rule]: [Limits; 2],
        label: &str,
        rank: Rank,
    ) -> Option<String> {
        let points = match award {
            Award::Constant(points) => rule.keep(row.keep(*points)),
            Award::Measured(each, column) => {
                let points = self.measured_award(*each, *column, [row, rule]);
                return Some(self.calculated(&points, label, rank));
            }
        };
        let mut text = rank.digits(points).unwrap_or_default();
        if points != Points::ZERO {
            let digits = key(FAR - points.hundredths().abs(), rank.place);
            text.push_str(&format!("{digits}{} {label}", points.signed()));
        }
        (rank.kind != GroupKind::Sum || !text.is_empty()).then(|| self.speech.text(&text))
    }

    /// The text of points that are calculated; NULL if there are none.
    fn calculated(&self, points: &str, label: &str, rank: Rank) -> String {
        let speech = self.speech;
        let place = format!("{:05}", rank.place);
        let digits = |number: &str| {
            let whole = format!("CAST({FAR} {number} * 100 AS BIGINT)");
            format!("LPAD({}, 15, '0')", speech.as_text(&whole))
        };
        let own = format!(
            "concat({}, {}, CASE WHEN {points} < 0 THEN '-' ELSE '+' END, {}, {})",
            digits(&format!("- abs({points})")),
            speech.text(&place),
            speech.shown(&format!("abs({points})")),
            speech.text(&format!(" {label}"))
        );
        match rank.kind {
            GroupKind::Sum => format!("CASE WHEN {points} <> 0 THEN {own} END"),
            GroupKind::FirstMatch => {
                format!("CASE WHEN {points} <> 0 THEN {own} WHEN {points} = 0 THEN '' END")
            }
            GroupKind::Highest | GroupKind::Lowest => {
                let sign = if rank.kind == GroupKind::Highest { "-" } else { "+" };
                let group = digits(&format!("{sign} ({points})"));
                let own = format!("CASE WHEN {points} <> 0 THEN {own} ELSE '' END");
                format!(
                    "CASE WHEN {points} IS NOT NULL THEN concat({group}, {}, {own}) END",
                    speech.text(&place)
                )
            }
        }
    }
}

impl Rank {
    /// By what the one that counts is found in its group.
    fn digits(self, points: Points) -> Option<String> {
        match self.kind {
            GroupKind::Sum | GroupKind::FirstMatch => None,
            GroupKind::Highest => Some(key(FAR - points.hundredths(), self.place)),
            GroupKind::Lowest => Some(key(FAR + points.hundredths(), self.place)),
        }
    }
}

fn key(far: i64, place: usize) -> String {
    format!("{far:015}{place:05}")
}
