//! Rules that give points for each member of a list: in hundredths, added up in the pass over the list.

use super::refusal;
use super::scope::{day_form, time_column};
use crate::ast::Unit;
use crate::ir::{Award, Each, ForEach, Points};
use crate::source::Place;
use crate::sql::columns::{Made, Work};
use crate::sql::needs::Form;
use crate::sql::said::Said;

/// No points: a NULL that engines can add up.
const NOTHING: &str = "CAST(NULL AS BIGINT)";

impl Work<'_> {
    /// What a rule gives for the members of this frame, as a total; NULL if none of them counts. Columns that choose
    /// among members are made from step `top` on.
    pub(super) fn each(
        &mut self,
        it: &ForEach,
        name: &str,
        top: usize,
        place: Place,
    ) -> Option<Made> {
        let time = time_column(self.program);
        let day = time.map(|time| self.name(time, day_form(self.program, time)));
        let filter = self.condition(&it.filter, place);
        let mut fits: Vec<Said> =
            Some(filter).filter(|it| *it != Said::constant(true)).into_iter().collect();
        if let (true, Some(day)) = (it.needs_time(), &day) {
            fits.push(Said::negation(format!("{day} IS NOT NULL")));
        }
        let (award, points) = self.awarded(it, day.as_deref(), place)?;
        let fits = Said::all(fits);
        let chosen = match it.once.is_none() && it.first.is_none() {
            true => when(fits.text(), &points),
            false => {
                let award = when(fits.text(), &award);
                let is_chosen = self.chosen(it, name, award, day.as_deref(), top);
                when(&is_chosen, &points)
            }
        };
        Some(Made { expression: format!("sum({chosen})"), name: name.to_owned() })
    }

    /// What a member is awarded, by which members are put in order, and the points that it gives; both in hundredths,
    /// and NULL for nothing.
    fn awarded(
        &mut self,
        it: &ForEach,
        day: Option<&str>,
        place: Place,
    ) -> Option<(String, String)> {
        match &it.each {
            Each::Award(award) => self.award_of(award, it, day, place),
            Each::Match(rows) => {
                let (mut awards, mut points) = (Vec::new(), Vec::new());
                let mut rest = (NOTHING.to_owned(), NOTHING.to_owned());
                for row in rows {
                    let said = self.fires(&row.condition, &[&row.identity]);
                    let (award, gives) = self.award_of(&row.award, it, day, row.identity.place)?;
                    if said == Said::constant(true) {
                        rest = (award, gives);
                        break;
                    }
                    awards.push((said.text().to_owned(), award));
                    points.push((said.text().to_owned(), gives));
                }
                Some((case(&awards, &rest.0), case(&points, &rest.1)))
            }
        }
    }

    fn award_of(
        &mut self,
        award: &Award,
        it: &ForEach,
        day: Option<&str>,
        place: Place,
    ) -> Option<(String, String)> {
        match (award, it.decay, day) {
            (Award::Constant(Points::ZERO), ..) => Some((NOTHING.to_owned(), NOTHING.to_owned())),
            (Award::Constant(points), Some(decay), Some(day)) => {
                Some((points.hundredths().to_string(), self.faded(*points, decay, day)))
            }
            (Award::Constant(points), ..) => {
                let hundredths = points.hundredths().to_string();
                Some((hundredths.clone(), hundredths))
            }
            (Award::Measured(..), Some(_), _) => {
                self.refusals.push(refusal(
                    place,
                    "Points per something that also fade are rounded in another way by every warehouse.",
                    "Give fixed points that fade, or leave the fading out.",
                ));
                None
            }
            (Award::Measured(each, column), None, _) => {
                let number = self.name(*column, Form::Value);
                let product = format!("{} * {number}", self.speech.decimal(*each));
                let hundredths = format!("100 * {}", self.speech.points(&product));
                let none =
                    |expression: &str| format!("CASE WHEN {number} <> 0 THEN {expression} END");
                match each.is_zero() {
                    true => Some((NOTHING.to_owned(), NOTHING.to_owned())),
                    false => Some((none(&product), none(&hundredths))),
                }
            }
        }
    }

    /// Whether a member is the first of its day, week or month, and among the first few.
    fn chosen(
        &mut self,
        it: &ForEach,
        name: &str,
        award: String,
        day: Option<&str>,
        mut top: usize,
    ) -> String {
        let owner = self.owner.clone().unwrap_or_default();
        let of_member = self.new_name(&format!("{name}_award"));
        self.columns.make(top, &of_member, award);
        let moment = time_column(self.program).map(|time| self.name(time, Form::Value));
        let mut order: Vec<String> = day.map(|it| format!("{it} NULLS LAST")).into_iter().collect();
        order.extend(
            moment.filter(|it| Some(it.as_str()) != day).map(|it| format!("{it} NULLS LAST")),
        );
        // Of one moment the greatest points come first.
        order.push(format!("{of_member} DESC"));
        let order = order.join(", ");
        let mut chosen = format!("{of_member} IS NOT NULL");
        if let (Some(unit), Some(day)) = (it.once, day) {
            top += 1;
            let nth = self.new_name(&format!("{name}_of_{}", word(unit)));
            let period = self.period(unit, day);
            let place = format!(
                "row_number() OVER (PARTITION BY {owner}, {chosen}, {period} ORDER BY {order})"
            );
            self.columns.make(top, &nth, place);
            chosen = format!("({chosen} AND {nth} = 1)");
        }
        if let Some(first) = it.first {
            top += 1;
            let nth = self.new_name(&format!("{name}_place"));
            let place =
                format!("row_number() OVER (PARTITION BY {owner}, {chosen} ORDER BY {order})");
            self.columns.make(top, &nth, place);
            chosen = format!("{chosen} AND {nth} <= {first}");
        }
        chosen
    }

    /// What all days of a period have in common.
    fn period(&self, unit: Unit, day: &str) -> String {
        match unit {
            // The calendar begins on a Monday.
            Unit::Week => {
                let days = self.speech.days_between("DATE '0001-01-01'", day);
                self.speech.whole_quotient(&days, "7")
            }
            Unit::Month => {
                format!("{}, {}", self.speech.part("year", day), self.speech.part("month", day))
            }
            _ => day.to_owned(),
        }
    }
}

/// The value of the first condition that holds, or the rest.
pub(super) fn case(cases: &[(String, String)], rest: &str) -> String {
    let cases: String = cases.iter().map(|(it, then)| format!(" WHEN {it} THEN {then}")).collect();
    match (cases.as_str(), rest) {
        ("", rest) => rest.to_owned(),
        (cases, NOTHING) => format!("CASE{cases} END"),
        (cases, rest) => format!("CASE{cases} ELSE {rest} END"),
    }
}

fn when(condition: &str, value: &str) -> String {
    match condition {
        "TRUE" => value.to_owned(),
        condition => format!("CASE WHEN {condition} THEN {value} END"),
    }
}

fn word(unit: Unit) -> &'static str {
    match unit {
        Unit::Week => "week",
        Unit::Month => "month",
        _ => "day",
    }
}
