//! Scores a lead that is a type of one's own: `cargo run --example score_one`.

use std::error::Error;

use leadscore::Program;
use serde::Serialize;

const RULES: &str = r#"
record Lead {
  industry:  text
  employees: integer, column "Number of Employees"
  visits:    list of Visit
}

record Visit {
  page: text
  at:   datetime, time
}

model example scores Lead

when industry == "Manufacturing" and employees in 100..500 then +20 because "The size we serve best"
for each visits where page starts with "/pricing" then +5 because "Looked at the prices"

bands { Hot from 25, Cold otherwise }
"#;

/// What the rules call otherwise is renamed here.
#[derive(Serialize)]
struct Lead {
    industry: &'static str,
    #[serde(rename = "Number of Employees")]
    employees: u32,
    visits: Vec<Visit>,
}

#[derive(Serialize)]
struct Visit {
    page: &'static str,
    at: &'static str,
}

/// The score of a lead, in words.
pub fn scored() -> Result<String, Box<dyn Error>> {
    let program: Program = RULES.parse()?;
    let mut scorer = program.scorer("2025-03-01".parse()?);
    let lead = Lead {
        industry: "manufacturing",
        employees: 250,
        visits: vec![Visit { page: "/pricing/teams", at: "2025-02-27T10:15Z" }],
    };
    let scored = scorer.score(&lead)?;
    let reasons: Vec<&str> = scored.reasons().iter().map(|it| it.label).collect();
    let band = scored.band().unwrap_or("no band");
    Ok(format!("{} points, {band}: {}\n", scored.score(), reasons.join("; ")))
}

fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", scored()?);
    Ok(())
}
