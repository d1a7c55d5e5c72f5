//! Limits that nothing comes near to: one more or less changes no score.

use jiff::civil::Date;

use super::change::{Change, Limited};
use crate::analyze::{Budget, Of, Space, greatest, least};
use crate::ir::{AsOf, GroupId, Limits, Program};

/// Whether a change moves an end of a limit that is proved never to be passed on a day.
pub(super) fn is_slack(change: &Change, program: &Program, day: Date, budget: Budget) -> bool {
    let Some((limited, wider)) = change.limit() else { return false };
    let (of, limit) = match limited {
        Limited::Model => (Of::Sum, program.limit),
        Limited::Group(index) => {
            let Some(group) = program.groups.get(index).filter(|it| it.weight.is_none()) else {
                return false;
            };
            (Of::Rules(GroupId(u32::try_from(index).unwrap_or(u32::MAX))), group.limit)
        }
        Limited::Owner(_) => return false,
    };
    let space = Space::new(program, AsOf::Day(day));
    let Limits { low, high } = limit;
    let ends = [
        (high != wider.high).then(|| (greatest(&space, of, None, budget), high)),
        (low != wider.low).then(|| (least(&space, of, None, budget), low)),
    ];
    ends.into_iter().flatten().all(|(bound, end)| {
        let points = bound.and_then(|it| it.points);
        points.is_some_and(|it| Some(it) == end || limit.keep(it) == it)
    })
}
