//! Many records that differ in what rules tell apart: most changes of a program show in one of them.

use super::groups;
use crate::analyze::is_blank;
use crate::eval::{Rating, Scorer};
use crate::ir::{AsOf, Program, Value};
use crate::testing::coverage::{Aim, goals};
use crate::testing::search::{Search, Values, weight};

/// Records with what a program makes of them.
pub(in crate::testing) struct Pool<'p> {
    program: &'p Program,
    as_of: AsOf,
    records: Vec<(Values, Rating)>,
}

impl<'p> Pool<'p> {
    /// A record for each goal of a program and for each value that is worth trying, alone and with what leads to each
    /// band.
    pub fn of(program: &'p Program, as_of: AsOf) -> Self {
        let search = Search::new(program, as_of);
        let goals = goals(program);
        let (bands, others): (Vec<_>, Vec<_>) =
            goals.iter().partition(|it| matches!(it.aim, Aim::Band(_)));
        let found = |it| search.record_for(it);
        let bands: Vec<Values> = bands.into_iter().filter_map(found).collect();
        let others: Vec<Values> =
            others.into_iter().filter_map(found).chain(search.single_values()).collect();
        let mixed = others.iter().flat_map(|it| bands.iter().map(|band| over(band, it)));
        let all = mixed.collect::<Vec<_>>().into_iter().chain(others).chain(bands);
        let records = all.map(|it| {
            let rating = search.scorer.score(&it).rating();
            (it, rating)
        });
        Self { program, as_of, records: records.collect() }
    }

    /// The lightest record for which a test could notice another version of the program.
    pub fn witness(&self, changed: &Program) -> Option<Values> {
        let (old, new) = (Scorer::new(self.program, self.as_of), Scorer::new(changed, self.as_of));
        let differs = |record: &Values| {
            let (before, after) = (old.score(record), new.score(record));
            before.rating() != after.rating()
                || groups(self.program, &before) != groups(changed, &after)
        };
        let records = self.records.iter().map(|(record, _)| record);
        records.filter(|it| differs(it)).min_by_key(|it| weight(it)).cloned()
    }

    /// Whether some record gets another result from another version of the program.
    pub fn tells_apart(&self, changed: &Program) -> bool {
        let scorer = Scorer::new(changed, self.as_of);
        self.records.iter().any(|(record, rating)| scorer.score(record).rating() != *rating)
    }
}

/// A record with the known values of another one over it.
fn over(below: &Values, above: &Values) -> Values {
    let pair =
        |(below, above): (&Value, &Value)| if is_blank(above) { below } else { above }.clone();
    below.iter().zip(above).map(pair).collect()
}
