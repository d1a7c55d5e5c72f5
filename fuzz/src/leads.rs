//! What must hold of any file of leads: the engine, which looks at a few thousand rows at once, says of each what the
//! interpreter says of it alone.

use std::io::Cursor;
use std::sync::LazyLock;

use leadscore::data::{Binding, Chunk, Event, Loader, ReadOptions, Reader, Slots};
use leadscore::engine::BulkScorer;
use leadscore::eval::{Scorer, Status};
use leadscore::ir::{AsOf, FieldId, Points, Program};
use leadscore::project::Project;

/// Rules with every type of field, over one column and over several, in every kind of group.
const RULES: &str = r#"record Lead {
  n: integer  x: number  p: percent  t: text  u: one of ["red", "blue"]  d: date  s: datetime
  b: yes/no  l: list of text  m: list of number
}
group "sum" {
  when n in 1..10 and x > 0.5 then +3
  when p >= 50% or t contains "a" then +5
  when domain(t) == "b.example" then +7
  when u == "red" and (b or d before 2025-01-01) then +11
  when l contains "a" or m contains 2 then +13
  when s within last 30 days or days_since(d) > 10 then +17
  when x / n > 2 then +19
}
group "first" first match {
  when t is missing then +23
  when t starts with "b" then +29
}
group "highest" highest weight 0.5 limit ..40 {
  when n is known then +1 per n limit -100..100
  when t matches "[0-9]+" then +31
}
disqualify when t is exactly "out"
"#;

static PROGRAM: LazyLock<Program> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder for the rules");
    let path = folder.path().join("fuzz.score");
    std::fs::write(&path, RULES).expect("the rules can be written");
    let project = Project::load(&[path]);
    let model = project.models().remove(0);
    project.check(&model, None).program.expect("sound rules")
});

fn as_of() -> AsOf {
    AsOf::Day("2025-03-01".parse().expect("a day"))
}

/// What a row comes to.
type Scored = (Status, Points, Vec<Points>);

/// Reads and scores a file in both ways. Its first byte chooses the format.
pub fn scores(data: &[u8]) {
    let Some((first, data)) = data.split_first() else { return };
    let name = ["leads.csv", "leads.ndjson"][usize::from(first % 2)];
    let (Some(singly), Some(together)) = (one_by_one(name, data), together(name, data)) else {
        return;
    };
    assert!(
        singly == together,
        "the engine and the interpreter disagree:\n{singly:?}\n{together:?}"
    );
}

fn open(name: &str, data: &[u8]) -> Option<Reader> {
    Reader::from_read(name, Cursor::new(data.to_vec()), &ReadOptions::default()).ok()
}

fn bind(reader: &Reader) -> Binding {
    let fields: Vec<FieldId> = PROGRAM.fields_read();
    match reader.header() {
        Some(header) => Binding::of_header(&PROGRAM.record, &fields, header, true).0,
        None => Binding::of_keys(&PROGRAM.record, &fields),
    }
}

fn one_by_one(name: &str, data: &[u8]) -> Option<Vec<Scored>> {
    let mut reader = open(name, data)?;
    let mut loader = Loader::new(&PROGRAM.record, bind(&reader), &PROGRAM.zone);
    let scorer = Scorer::new(&PROGRAM, as_of());
    let mut all = Vec::new();
    while let Some(event) = reader.next().ok()? {
        let Event::Row(row) = event else { continue };
        let it = scorer.score(&loader.values(&row));
        all.push((it.status, it.score, it.groups.iter().map(|it| it.points).collect()));
    }
    Some(all)
}

fn together(name: &str, data: &[u8]) -> Option<Vec<Scored>> {
    let mut reader = open(name, data)?;
    let binding = bind(&reader);
    let (mut slots, mut places) = Slots::of(&[&binding]);
    let mut scorer = BulkScorer::new(&PROGRAM, as_of(), binding.wanted(), places.remove(0), true);
    let (mut chunk, mut all) = (Chunk::default(), Vec::new());
    while reader.read_chunk(&mut slots, &mut chunk).ok()? {
        scorer.score(&chunk);
        all.extend((0..chunk.rows()).map(|row| {
            let it = scorer.scored(row);
            (it.status(), it.score(), it.groups().collect::<Vec<_>>())
        }));
    }
    Some(all)
}
