//! What has a condition: rules, rows, disqualifiers.

use jiff::civil::Date;

use crate::ir::{Award, Body, Cond, Each, EventsId, Identity, Points, Program, Row, RuleId};

/// Whose condition it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    /// A rule's.
    Rule(RuleId),
    /// That of a row of a match.
    Row(RuleId, usize),
    /// A disqualifier's, an index into [`Program::disqualifiers`].
    Disqualifier(usize),
}

impl Owner {
    /// How it is known.
    #[must_use]
    pub fn identity(self, program: &Program) -> Option<&Identity> {
        match self {
            Self::Rule(id) => program.rule(id).map(|it| &it.identity),
            Self::Row(id, row) => program.rule(id)?.rows().get(row).map(|it| &it.identity),
            Self::Disqualifier(index) => program.disqualifiers.get(index).map(|it| &it.identity),
        }
    }

    /// When it fires on a day, and what it then awards.
    pub(in crate::testing) fn asked(self, program: &Program, today: Date) -> Option<Asked> {
        let (id, row) = match self {
            Self::Disqualifier(index) => {
                let cond = program.disqualifiers.get(index)?.condition.clone();
                return Some(Asked { scope: None, cond, award: None });
            }
            Self::Rule(id) => (id, None),
            Self::Row(id, row) => (id, Some(row)),
        };
        let (scope, filter, rows, award) = match &program.rule(id)?.body {
            Body::When(cond, award) => (None, cond.clone(), &[][..], Some(award)),
            Body::Match(rows) => (None, Cond::Const(true), rows.as_slice(), None),
            Body::ForEach(each) => {
                let award = if let Each::Award(award) = &each.each { Some(award) } else { None };
                (Some(each.events), each.filter.clone(), each.rows(), award)
            }
        };
        let fits = match row {
            Some(row) => taken(rows, row, today)?,
            None if rows.is_empty() => Cond::Const(true),
            None => {
                // An event that gives nothing does not count.
                let giving = rows.iter().filter(|it| it.award != Award::Constant(Points::ZERO));
                Cond::any(giving.map(|it| it.condition.clone()).collect())
            }
        };
        let award = row.and_then(|row| rows.get(row)).map(|it| &it.award).or(award);
        Some(Asked { scope, cond: Cond::all(vec![filter, fits]), award: award.cloned() })
    }
}

/// When something fires.
pub(in crate::testing) struct Asked {
    /// Of which events the condition is, if not of the record.
    pub scope: Option<EventsId>,
    /// The condition.
    pub cond: Cond,
    /// What is then awarded; nothing by disqualifiers and whole matches.
    pub award: Option<Award>,
}

/// When a row is the first that fits.
fn taken(rows: &[Row], row: usize, today: Date) -> Option<Cond> {
    let before = rows.iter().take(row).filter(|it| it.identity.exists_on(today));
    let mut parts: Vec<Cond> = before.map(|it| it.condition.clone().negated()).collect();
    parts.push(rows.get(row)?.condition.clone());
    Some(Cond::all(parts))
}
