//! Runs the contestants by turns, and shows what each takes: `benches/compare`.

mod checksum;
mod contestants;
mod measure;
mod setting;
mod table;
mod versions;

use std::error::Error;
use std::io::IsTerminal;
use std::path::PathBuf;

use clap::{Parser, ValueEnum};

use contestants::{CONTESTANTS, Contestant};
use measure::Usage;
use setting::{Format, Setting};
use table::Line;

/// Compares leadscore with other programs that calculate the same scores.
#[derive(Parser)]
#[command(name = "benches/compare")]
struct Args {
    /// How many leads: 100k, 1M, 10M, or any other number.
    #[arg(long, default_value = "100k", value_parser = setting::number)]
    size: usize,
    /// How many rules: 50, 500 or 5000.
    #[arg(long, default_value = "50", value_parser = setting::rules)]
    rules: usize,
    /// How the leads are kept.
    #[arg(long, value_enum, default_value = "csv")]
    format: Format,
    /// Only these contestants; DuckDB takes part always.
    #[arg(long, value_delimiter = ',')]
    contestants: Vec<String>,
    /// How often each contestant runs.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Where data, rules and scores are kept.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// How the table is written.
    #[arg(long, value_enum, default_value = "text")]
    to: Form,
    /// Only compares the scores of few leads, and fails if they differ.
    #[arg(long)]
    check: bool,
    /// Only makes the leads and the rules.
    #[arg(long)]
    prepare: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    Text,
    Markdown,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args_os().skip(1);
    if words.next().is_some_and(|it| it == measure::WORD) {
        return measure::child(words);
    }
    let args = Args::parse();
    let mut setting = Setting::new(args.size, args.rules, args.format, args.folder)?;
    if args.prepare {
        return setting.prepare();
    }
    let chosen = chosen(&args.contestants)?;
    if args.check {
        return check(&mut setting, &chosen);
    }
    setting.prepare()?;
    let load = load();
    let lines = race(&setting, &chosen, args.rounds)?;
    let markdown = matches!(args.to, Form::Markdown);
    print!("{}", table::print(&lines, markdown));
    println!();
    println!("{} leads, {} rules, {}", setting.leads, setting.rules, setting.format.name());
    println!(
        "{} rounds by turns, medians; load {load} before, {} behind",
        args.rounds,
        self::load()
    );
    println!("{}", versions::print(&setting, &chosen));
    Ok(())
}

fn chosen(names: &[String]) -> Result<Vec<&'static Contestant>, String> {
    if let Some(unknown) = names.iter().find(|name| CONTESTANTS.iter().all(|it| it.name != *name)) {
        let all: Vec<&str> = CONTESTANTS.iter().map(|it| it.name).collect();
        return Err(format!("there is no contestant {unknown}, only {}", all.join(", ")));
    }
    let is_chosen = |it: &&Contestant| {
        names.is_empty() || it.name == "duckdb" || names.iter().any(|name| name == it.name)
    };
    Ok(CONTESTANTS.iter().filter(is_chosen).collect())
}

/// Every contestant once unmeasured, and then once in each round.
fn race(
    setting: &Setting,
    chosen: &[&'static Contestant],
    rounds: usize,
) -> Result<Vec<Line>, Box<dyn Error>> {
    let chosen = chosen.iter().filter(|it| it.takes(setting.format));
    let mut lines: Vec<Line> = chosen.map(|it| Line::of(it)).collect();
    for round in 0..=rounds {
        for line in lines.iter_mut().filter(|it| it.failed.is_none()) {
            progress(&format!("round {round} of {rounds}: {}", line.contestant.name));
            match run(setting, line.contestant) {
                Ok((usage, sum)) => {
                    line.sum = sum;
                    if round > 0 {
                        line.usages.push(usage);
                    }
                }
                Err(error) => line.failed = Some(error.to_string()),
            }
        }
    }
    progress("");
    Ok(lines)
}

fn run(
    setting: &Setting,
    contestant: &Contestant,
) -> Result<(Usage, Option<checksum::Checksum>), Box<dyn Error>> {
    let out = setting.output(contestant.name);
    let usage = measure::run(&(contestant.command)(setting, &out), &setting.log(contestant.name))?;
    let sum = contestant.scores.then(|| checksum::of(&out)).transpose()?;
    Ok((usage, sum))
}

/// A thousand leads and fifty rules, as CSV and as Parquet.
fn check(setting: &mut Setting, chosen: &[&'static Contestant]) -> Result<(), Box<dyn Error>> {
    (setting.leads, setting.rules) = (1_000, 50);
    let scoring: Vec<&Contestant> = chosen.iter().copied().filter(|it| it.scores).collect();
    let mut wrong = Vec::new();
    for format in [Format::Csv, Format::Parquet] {
        setting.format = format;
        setting.prepare()?;
        let lines = race(setting, &scoring, 0)?;
        let expected = table::reference(&lines);
        for line in &lines {
            let verdict = table::verdict(line, expected);
            println!("{:8} {:12} {verdict}", format.name(), line.contestant.name);
            if verdict != "same" {
                wrong.push(line.contestant.name);
            }
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(format!("wrong: {}", wrong.join(", ")).into()) }
}

/// Says what is being done, to whoever looks on.
fn progress(text: &str) {
    if std::io::stderr().is_terminal() {
        eprint!("\r\x1b[K{text}");
    }
}

/// How busy the computer was during the last minute.
fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or_default().to_owned()
}
