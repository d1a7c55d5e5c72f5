//! Why a lead has its score, and what is wrong with rules: `cargo run --example explain`.

use std::error::Error;

use leadscore::Program;
use serde_json::json;

/// The explanation of a score, and what would have to change for the next band.
pub fn explained() -> Result<String, Box<dyn Error>> {
    let program = Program::load(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/b2b/b2b.score"))?;
    let mut scorer = program.scorer("2025-03-01".parse()?);
    let lead = json!({
        "Lead ID": "L1",
        "email": "ana@example.org",
        "industry": "Manufacturing",
        "Number of Employees": 88,
        "country": "DE",
    });
    Ok(scorer.explain(&lead)?.draw("L1"))
}

/// What is said about a misspelled field.
pub fn mistaken() -> String {
    let rules = "record Lead { employees: integer }\nwhen emploees > 100 then +20\n";
    match Program::from_text("first.score", rules) {
        Ok(program) => format!("{} is sound\n", program.name()),
        Err(error) => error.to_string(),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    print!("{}\n{}", explained()?, mistaken());
    Ok(())
}
