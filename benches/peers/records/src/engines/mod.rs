//! The contestants. What each prepares before the clock starts stands in its file.

mod cel;
mod datalogic;
mod leadscore;
mod rhai;
mod serde_json;
mod zen;

pub use cel::contest as cel;
pub use datalogic::Datalogic;
pub use leadscore::Leadscore;
pub use rhai::contest as rhai;
pub use serde_json::contest as serde_json;
pub use zen::contest as zen;

use model::rules::{Group, Model};

/// The score of a model whose conditions somebody else decides, one after the other.
pub fn score(model: &Model, mut holds: impl FnMut(usize) -> bool) -> i64 {
    let mut rule = 0;
    let mut total = 0;
    for group in &model.groups {
        let mut points = 0;
        for award in &group.rules {
            if holds(rule) {
                points += award.points;
            }
            rule += 1;
        }
        total += limited(group, points);
    }
    total.clamp(0, model.most)
}

fn limited(group: &Group, points: i64) -> i64 {
    points.min(group.most.unwrap_or(i64::MAX)).max(group.least.unwrap_or(i64::MIN))
}
