//! A program as one JSON document.

use serde_json::{Value as Json, json};

use super::conditions::column;
use super::parts::{action, bands, disqualifier, grid, group, rule, test};
use super::values::{limits, object, points, record};
use crate::ir::{ColumnId, Events, EventsId, Program, RecordId};
use crate::source::Sources;

/// The version of the form. It grows when a reader of the former version could misunderstand the new one.
pub const VERSION: u32 = 1;

/// Everything that a program says, for tools that evaluate or analyse rules themselves.
///
/// ```
/// use leadscore::exchange;
/// use leadscore::project::Project;
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("first.score");
/// std::fs::write(&path, "record Lead { employees: integer }\nwhen employees > 100 then +20")?;
/// let project = Project::load(&[path]);
/// let program = project.check(&project.models()[0], None).program.expect("the rules are sound");
/// let json = exchange::program(&program, &project.sources);
/// assert_eq!(json["leadscore_ir"], 1);
/// assert_eq!(json["rules"][0]["body"]["award"]["points"], "20");
/// # Ok::<(), std::io::Error>(())
/// ```
#[must_use]
pub fn program(program: &Program, sources: &Sources) -> Json {
    let mut json = body(program, sources);
    if let Some(map) = json.as_object_mut() {
        map.shift_insert(0, "leadscore_ir".to_owned(), json!(VERSION));
    }
    json
}

fn body(program: &Program, sources: &Sources) -> Json {
    let all = |parts: Vec<Json>| Json::from(parts);
    let stars = program.stars.as_ref();
    let stars = stars.map(|it| it.iter().map(|it| points(*it)).collect::<Vec<_>>());
    object([
        ("name", json!(program.name)),
        ("zone", json!(program.zone.iana_name().unwrap_or("UTC"))),
        ("limit", limits(program.limit)),
        ("ready_at", json!(program.ready_at.map(points))),
        ("start_at", points(program.start_at)),
        ("records", program.records.iter().map(record).collect()),
        ("columns", program.columns.iter().map(column).collect()),
        ("events", program.events.iter().map(events).collect()),
        ("models", program.models.iter().map(|it| body(it, sources)).collect()),
        ("rules", all(program.rules.iter().map(|it| rule(it, sources)).collect())),
        ("groups", all(program.groups.iter().map(|it| group(it, sources)).collect())),
        (
            "disqualifiers",
            all(program.disqualifiers.iter().map(|it| disqualifier(it, sources)).collect()),
        ),
        ("bands", all(bands(&program.bands))),
        ("stars", json!(stars)),
        ("grid", json!(program.grid.as_ref().map(grid))),
        ("actions", all(program.actions.iter().map(|it| action(it, sources)).collect())),
        ("tests", all(program.tests.iter().map(|it| test(it, sources)).collect())),
    ])
}

fn events(events: &Events) -> Json {
    let (ColumnId(list), RecordId(record)) = (events.list, events.record);
    object([
        ("outer", json!(events.outer.map(|EventsId(id)| id))),
        ("list", json!(list)),
        ("record", json!(record)),
        ("label", json!(events.label)),
        ("columns", events.columns.iter().map(column).collect()),
    ])
}
