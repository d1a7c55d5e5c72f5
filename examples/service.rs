//! A service at the end of a pipe: a lead as JSON on each line in, its score as JSON on each line out.
//!
//! ```text
//! echo '{"Lead ID": "L1", "Number of Employees": 250}' | cargo run --example service -- examples/b2b/b2b.score
//! ```

use std::error::Error;
use std::io::{self, BufRead, Write};

use leadscore::{Program, Scored, Scorer};
use serde_json::{Value, json};

/// Answers every line; one that is no lead gets an answer too, and the next is read.
pub fn serve(scorer: &mut Scorer<'_>, leads: impl BufRead, mut out: impl Write) -> io::Result<()> {
    for line in leads.lines() {
        let answer = match scorer.score_json(&line?) {
            Ok(scored) => to_json(&scored),
            Err(error) => json!({ "error": error.to_string() }),
        };
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}

fn to_json(scored: &Scored<'_, '_>) -> Value {
    let reasons = scored.reasons();
    let reasons: Vec<Value> = reasons
        .iter()
        .map(|it| json!({ "points": it.points.to_string(), "reason": it.label }))
        .collect();
    json!({
        "score": scored.score().to_string(),
        "status": scored.status().word(),
        "band": scored.band(),
        "reasons": reasons,
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let rules = std::env::args().nth(1).unwrap_or_else(|| "examples/b2b/b2b.score".to_owned());
    let program = Program::load(rules)?;
    // Windows of time are seen from here: a service that runs for days makes a new scorer every day.
    let mut scorer = program.scorer(leadscore::now());
    serve(&mut scorer, io::stdin().lock(), io::stdout().lock())?;
    for problem in scorer.problems() {
        eprintln!("{}", problem.message);
    }
    Ok(())
}
