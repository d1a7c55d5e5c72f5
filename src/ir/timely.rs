//! Whether scores depend on the day on which they are made.

use super::{Body, Column, Cond, Def, Program, Test};

impl Program {
    /// Whether a record that does not change may get another score on another day: because a rule asks how long ago
    /// something was, because points fade, or because a rule is valid for some time only.
    ///
    /// Events that are to come, and happen meanwhile, are a change of the data.
    #[must_use]
    pub fn depends_on_the_day(&self) -> bool {
        let rule = |body: &Body| match body {
            Body::When(cond, _) => asks_age(cond),
            Body::Match(rows) => rows.iter().any(|row| asks_age(&row.condition)),
            Body::ForEach(each) => {
                each.decay.is_some()
                    || asks_age(&each.filter)
                    || each.rows().iter().any(|row| asks_age(&row.condition))
            }
        };
        let identities = self.rules.iter().flat_map(|rule| {
            std::iter::once(&rule.identity).chain(rule.rows().iter().map(|row| &row.identity))
        });
        let disqualifiers = self.disqualifiers.iter().map(|it| &it.identity);
        identities.chain(disqualifiers).any(|it| it.valid.is_some())
            || self.asks_today()
            || self.rules.iter().any(|it| rule(&it.body))
            || self.disqualifiers.iter().any(|it| asks_age(&it.condition))
            || self.models.iter().any(|it| it.depends_on_the_day())
    }

    /// Whether a condition of this program may be another one tomorrow. What is not sure counts as so.
    #[must_use]
    pub fn asks_the_day(&self, cond: &Cond) -> bool {
        asks_age(cond) || self.asks_today() || self.models.iter().any(|it| it.depends_on_the_day())
    }

    fn asks_today(&self) -> bool {
        let of_events = self.events.iter().flat_map(|it| &it.columns);
        of_events.chain(&self.columns).any(is_of_today)
    }
}

fn asks_age(cond: &Cond) -> bool {
    let mut asks = false;
    cond.atoms(&mut |atom| asks |= matches!(atom.test, Test::Age(..)));
    asks
}

fn is_of_today(column: &Column) -> bool {
    match &column.def {
        Def::Call(function, _) => function.name == "days_since",
        Def::Aggregate(it) => asks_age(&it.filter),
        _ => false,
    }
}
