//! What the score of a single record takes: `records [RECORDS] [ROUNDS] [NAME]`, of all whose label holds the name.
//!
//! Rules are compiled and records prepared before the clock starts. What is measured is one score
//! after the other, by one thread; in each round every contestant has its turn, which begins with a pass that is not
//! measured, so that nobody pays for what the one before left in the caches.

mod engines;
mod record;

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use model::draw;
use record::Record;

/// What is measured of one contestant.
pub struct Contest<'r> {
    label: &'static str,
    /// The score of the record with this number; none where nothing is scored.
    score: Box<dyn FnMut(usize) -> Option<i64> + 'r>,
    nanos: Vec<f64>,
}

impl<'r> Contest<'r> {
    /// A contestant that has not run yet.
    pub fn new(label: &'static str, score: impl FnMut(usize) -> Option<i64> + 'r) -> Self {
        Self { label, score: Box::new(score), nanos: Vec::new() }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<usize> = std::env::args().skip(1).filter_map(|it| it.parse().ok()).collect();
    let records = args.first().copied().unwrap_or(1_000);
    let rounds = args.get(1).copied().unwrap_or(7).max(1);
    let records = record::read(records)?;
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let name = std::env::args().nth(3).unwrap_or_default();
    for rules in [50, 500] {
        measure(&records, rules, rounds, &name)?;
    }
    println!("{} records, {rounds} rounds by turns; load {}", records.len(), load.trim());
    Ok(())
}

fn measure(
    records: &[Record],
    rules: usize,
    rounds: usize,
    name: &str,
) -> Result<(), Box<dyn Error>> {
    let model = draw::model(rules);
    let leadscore = engines::Leadscore::new(&model, records)?;
    let datalogic = engines::Datalogic::new(&model, records)?;
    let mut contests = vec![
        leadscore.prepared(),
        leadscore.from_json(),
        leadscore.interpreter(),
        engines::cel(&model, records)?,
        engines::zen(&model, records)?,
        engines::rhai(&model, records)?,
        datalogic.from_values(),
        datalogic.from_json(),
        engines::serde_json(records),
    ];
    contests.retain(|it| it.label.contains(name));
    let expected = (contests[0].score)(0).map(|_| sum(&mut contests[0], records.len()));
    println!(
        "\n{:34} {:>9} {:>9} {:>9}  scores",
        format!("{rules} rules, one record"),
        "ns",
        "least",
        "ratio"
    );
    for round in 0..=rounds {
        for contest in &mut contests {
            contest.pass(records.len());
            let start = Instant::now();
            contest.pass(records.len());
            if round > 0 {
                contest.nanos.push(start.elapsed().as_nanos() as f64 / records.len() as f64);
            }
        }
    }
    let unit = median(&contests[0].nanos);
    for contest in &mut contests {
        let scores = contest.score(0).map(|_| sum(contest, records.len()));
        let verdict = match scores {
            None => "",
            Some(sum) if Some(sum) == expected => "same",
            Some(_) => "DIFFERENT",
        };
        let least = contest.nanos.iter().copied().fold(f64::INFINITY, f64::min);
        let nanos = median(&contest.nanos);
        println!("{:34} {nanos:>9.0} {least:>9.0} {:>9.3}  {verdict}", contest.label, nanos / unit);
    }
    Ok(())
}

impl Contest<'_> {
    /// Scores all records once.
    fn pass(&mut self, records: usize) {
        for record in 0..records {
            black_box((self.score)(record));
        }
    }

    fn score(&mut self, record: usize) -> Option<i64> {
        (self.score)(record)
    }
}

/// A number that is the same only if all scores are.
fn sum(contest: &mut Contest, records: usize) -> i64 {
    (0..records).map(|it| contest.score(it).unwrap_or_default() * (it as i64 + 1)).sum()
}

fn median(nanos: &[f64]) -> f64 {
    let mut nanos = nanos.to_vec();
    nanos.sort_by(f64::total_cmp);
    nanos[nanos.len() / 2]
}
