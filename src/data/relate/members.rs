//! The members of related lists that do not count, or count only in part.

use super::examples::Examples;
use crate::data::thousands;
use crate::diagnostic::{Code, Diagnostic, Severity, codes};
use crate::ir::{Clock, FieldId, Record, Value};

/// Which members of one list count, and what is wrong with the others.
#[derive(Clone, Debug)]
pub(super) struct Members {
    /// What the list is called: `visits`.
    label: String,
    clock: Clock,
    /// The field with the moment, and its column in data.
    time: Option<(FieldId, String)>,
    /// Those whose key was there before.
    pub repeated: Examples,
    /// Those with a blank where the key of their owner should be.
    pub unlinked: Examples,
    pub later: Examples,
    pub untimed: Examples,
    /// Objects where a list was expected, or the other way round.
    pub reshaped: Examples,
}

impl Members {
    pub fn new(label: &str, record: &Record, clock: &Clock) -> Self {
        let column = |id: FieldId| Some((id, record.get(id)?.column.clone()));
        Self {
            label: label.to_owned(),
            clock: clock.clone(),
            time: record.time().and_then(column),
            repeated: Examples::default(),
            unlinked: Examples::default(),
            later: Examples::default(),
            untimed: Examples::default(),
            reshaped: Examples::default(),
        }
    }

    /// The field with the moment of a member.
    pub fn time(&self) -> Option<FieldId> {
        self.time.as_ref().map(|(id, _)| *id)
    }

    /// Whether a member with this moment exists as of the run; one without a moment does.
    pub fn exists(&mut self, time: &Value, place: impl FnOnce() -> String) -> bool {
        let exists = match time {
            Value::Moment(moment) => *moment <= self.clock.now,
            Value::Date(date) => *date <= self.clock.today,
            _ => {
                self.untimed.add(place);
                return true;
            }
        };
        if !exists {
            self.later.add(|| format!("{} ({})", told_in(time, self.clock.zone()), place()));
        }
        exists
    }

    pub fn any(&self) -> bool {
        [&self.repeated, &self.unlinked, &self.later, &self.untimed, &self.reshaped]
            .iter()
            .any(|it| it.any())
    }

    /// One warning for each kind; `link` is the column in which blanks are told.
    pub fn findings(&self, link: Option<&str>) -> Vec<Diagnostic> {
        let today = self.clock.today;
        let time = self.time.as_ref().map_or("", |(_, column)| column);
        let kinds = [
            self.told(
                &self.reshaped,
                codes::OTHER_SHAPE,
                ["stands alone where a list belongs, or in a list where one record belongs", "stand alone where lists belong, or in lists where one record belongs"],
                "It is read as what belongs there. Export the data with the same shape everywhere.",
            ),
            self.told(
                &self.repeated,
                codes::REPEATED_RECORDS,
                ["has the key of an earlier one and does not count", "have the key of an earlier one and do not count"],
                "The first of them counts. If they are different, give each a key of its own.",
            ),
            link.and_then(|link| {
                self.told(
                    &self.unlinked,
                    codes::NO_LINK,
                    [
                        &format!("has no \"{link}\" and belongs to nobody"),
                        &format!("have no \"{link}\" and belong to nobody"),
                    ],
                    "Fill the blanks in the data.",
                )
            }),
            self.told(
                &self.later,
                codes::LATER_THAN_AS_OF,
                [&format!("is later than as of {today} and does not count"), &format!("are later than as of {today} and do not count")],
                "If they have happened, look at the clocks and zones of whoever wrote them, or at --as-of.",
            ),
            self.told(
                &self.untimed,
                codes::NO_TIME,
                [&format!("has no \"{time}\""), &format!("have no \"{time}\"")],
                "They count in rules that need no time, and in no others.",
            ),
        ];
        kinds.into_iter().flatten().collect()
    }

    fn told(
        &self,
        examples: &Examples,
        code: Code,
        [one, several]: [&str; 2],
        help: &str,
    ) -> Option<Diagnostic> {
        finding(&self.label, examples, code, [one, several], help)
    }
}

/// A moment as the model's zone has it: `2025-03-04 08:00`.
fn told_in(time: &Value, zone: &jiff::tz::TimeZone) -> String {
    match time {
        Value::Moment(moment) => zone.to_datetime(*moment).strftime("%Y-%m-%d %H:%M").to_string(),
        date => date.to_string(),
    }
}

/// `visits: 3 records …: row 1, row 2, …`
pub(super) fn finding(
    label: &str,
    examples: &Examples,
    code: Code,
    [one, several]: [&str; 2],
    help: &str,
) -> Option<Diagnostic> {
    let what = match examples.count() {
        0 => return None,
        1 => format!("1 record {one}"),
        many => format!("{} records {several}", thousands(many)),
    };
    let message = format!("{label}: {what}: {}", examples.listed());
    Some(Diagnostic::general(Severity::Warning, code, message).help(help))
}
