//! The rules written by hand: `handwritten RULES DATA OUT`, with 50, 500 or 5000 for RULES.

mod from_csv;
mod from_parquet;
mod lead;

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};

use lead::Lead;

/// Written by `build.rs`.
mod rules_50 {
    include!(concat!(env!("OUT_DIR"), "/rules_50.rs"));
}
mod rules_500 {
    include!(concat!(env!("OUT_DIR"), "/rules_500.rs"));
}
mod rules_5000 {
    include!(concat!(env!("OUT_DIR"), "/rules_5000.rs"));
}

/// A set of rules.
#[derive(Clone, Copy)]
struct Rules {
    score: fn(&Lead) -> i64,
    band: fn(i64) -> &'static str,
}

/// Where scores go.
struct Output {
    rules: Rules,
    file: BufWriter<File>,
}

impl Output {
    fn write(&mut self, id: &str, lead: &Lead) -> std::io::Result<()> {
        let score = (self.rules.score)(lead);
        writeln!(self.file, "{id},{score},{},scored", (self.rules.band)(score))
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [rules, data, out] = args.as_slice() else {
        return Err("handwritten RULES DATA OUT".into());
    };
    let rules = match rules.as_str() {
        "50" => Rules { score: rules_50::score, band: rules_50::band },
        "500" => Rules { score: rules_500::score, band: rules_500::band },
        "5000" => Rules { score: rules_5000::score, band: rules_5000::band },
        _ => return Err("there are 50, 500 and 5000 rules".into()),
    };
    let mut out = Output { rules, file: BufWriter::new(File::create(out)?) };
    writeln!(out.file, "id,score,band,status")?;
    if data.ends_with(".parquet") {
        from_parquet::score(File::open(data)?, &mut out)?;
    } else {
        from_csv::score(File::open(data)?, &mut out)?;
    }
    Ok(out.file.flush()?)
}
