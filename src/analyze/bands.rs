//! For each band a lead that comes into it.

use super::bounds::best_leads;
use super::lead::Lead;
use super::search::Budget;
use super::space::Space;
use crate::cells::Logic;
use crate::ir::Value;

impl Space<'_> {
    /// The condition that a record takes part: no disqualifier applies.
    #[must_use]
    pub fn takes_part(&self) -> Option<Logic> {
        let today = self.clock().today;
        let exist = self.program().disqualifiers.iter().filter(|it| it.identity.exists_on(today));
        let out = exist.map(|it| self.condition(&it.condition)).collect::<Option<Vec<_>>>()?;
        Some(Logic::any(out).negated())
    }
}

/// A lead for each band, in their order; `None` where none was found, which does not mean that there is none.
///
/// On the way from the lowest lead to the best, one value after the other is changed.
///
/// ```
/// # use leadscore::{analyze::{Budget, Space, leads_of_bands}, ir::AsOf, project::Project};
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("a.score");
/// # std::fs::write(&path, "record Lead { employees: integer  country: text }
/// # when employees > 100 then +30\nwhen country == \"DE\" then +20
/// # bands { Hot from 50, Warm from 20, Cold otherwise }\n")?;
/// # let project = Project::load(&[path]);
/// # let program = project.check(&project.models()[0], None).program.expect("sound rules");
/// // when employees > 100 then +30
/// // when country == "DE" then +20
/// // bands { Hot from 50, Warm from 20, Cold otherwise }
/// let space = Space::new(&program, AsOf::Day("2025-03-01".parse()?));
/// let leads = leads_of_bands(&space, Budget::USUAL);
/// let lines: Vec<String> =
///     leads.iter().flatten().map(|it| it.line(&program, space.clock())).collect();
/// assert_eq!(lines, [r#"employees 101, country "DE""#, r#"country "DE""#, "nothing known"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn leads_of_bands(space: &Space<'_>, budget: Budget) -> Vec<Option<Lead>> {
    let program = space.program();
    let mut found: Vec<Option<Lead>> = vec![None; program.bands.len()];
    let band = |record: &[Value]| space.scorer().score(record).band;
    let mut look = |record: &[Value]| {
        if let Some(index) = band(record)
            && let Some(slot) = found.get_mut(index)
            && slot.is_none()
        {
            *slot = Some(Lead::with_less(record.to_vec(), &|it| band(it) == Some(index)));
        }
    };
    let under = space.takes_part();
    let ends = best_leads(space, under.as_ref(), budget);
    let blank = space.blank();
    look(&blank);
    for from in ends.iter().chain([&blank]) {
        for to in ends.iter().chain([&blank]) {
            let mut record = from.clone();
            look(&record);
            for (index, value) in to.iter().enumerate() {
                if let Some(slot) = record.get_mut(index) {
                    *slot = value.clone();
                }
                look(&record);
            }
        }
    }
    found
}
