//! How the time of the front end, and of what is proved about rules, grows with the length of a file: `cargo bench`.
//!
//! Times of one machine say little about another. What matters is that a rule of a long file takes
//! no longer than a rule of a short one, so each line ends with this ratio, which should be near 1.
//! Words behind `--` choose lines, numbers the lengths: `cargo bench -- check flawed 1000 50000`.

mod shapes;

use std::hint::black_box;
use std::io::Write;
use std::time::{Duration, Instant};

use leadscore::analyze::{Budget, Space, lints};
use leadscore::ast::File;
use leadscore::check::{Checked, Unit, check};
use leadscore::diagnostic::{Diagnostic, Style, render, to_json};
use leadscore::ir::AsOf;
use leadscore::source::{FileId, Sources};
use leadscore::testing::{Coverage, generate};
use leadscore::{format, syntax};

/// How many rules the files have.
const SIZES: &[usize] = &[1_000, 10_000, 100_000];

/// How long a lint may look for one proof: as long as in `leadscore check`.
const BUDGET: Budget = Budget(50_000);

/// How many findings are drawn, spread over all of the file.
const DRAWN: usize = 100;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with('-')).collect();
    let mut sizes: Vec<usize> = args.iter().filter_map(|it| it.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = SIZES.to_vec();
    }
    let words: Vec<&String> = args.iter().filter(|it| it.parse::<usize>().is_err()).collect();
    let chosen = |stage: &str, shape: &str| {
        words.iter().all(|word| [stage, shape].iter().any(|name| name == word))
    };
    let columns: String = sizes.iter().map(|it| format!("{it:>10}")).collect();
    println!("microseconds for a rule, by the number of rules");
    println!("{:8}{:12}{columns}{:>10}{:>8}", "stage", "file", "MB/s", "growth");
    for (shape, make) in shapes::SHAPES {
        for (stage, run) in STAGES {
            if chosen(stage, shape) {
                line(stage, shape, &sizes, *make, *run);
            }
        }
    }
    for (stage, fewer, run) in ANALYSES {
        let sizes: Vec<usize> = sizes.iter().map(|it| it / fewer).collect();
        println!("{stage}: {fewer} times fewer rules");
        for (shape, make) in shapes::SHAPES.iter().filter(|(shape, _)| ANALYSED.contains(shape)) {
            if chosen(stage, shape) {
                line(stage, shape, &sizes, *make, *run);
            }
        }
    }
}

fn line(stage: &str, shape: &str, sizes: &[usize], make: fn(usize) -> String, run: Stage) {
    print!("{stage:8}{shape:12}");
    let mut each = Vec::new();
    let mut speed = 0.0;
    for &size in sizes {
        let text = make(size);
        let input = Input::of(&text);
        let micros = best(size, || run(&input)).as_secs_f64() * 1e6;
        each.push(micros / size as f64);
        speed = text.len() as f64 / micros;
        print!("{:>10.3}", micros / size as f64);
        // Some lines take their time, and each figure says something.
        let _ = std::io::stdout().flush();
    }
    let growth = each.last().zip(each.first()).map_or(0.0, |(last, first)| last / first);
    println!("{speed:>10.2}{growth:>8.2}");
}

/// The shortest of several runs: other programs only ever make a run longer.
fn best(size: usize, mut run: impl FnMut()) -> Duration {
    let runs = (300_000 / size).clamp(3, 30);
    let time = |_| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..runs).map(time).min().unwrap_or_default()
}

/// A text with what the stages before the measured one make of it.
struct Input<'a> {
    text: &'a str,
    sources: Sources,
    id: FileId,
    file: File,
    findings: Vec<Diagnostic>,
}

impl<'a> Input<'a> {
    fn of(text: &'a str) -> Self {
        let mut sources = Sources::new();
        let (id, parsed) = syntax::read_into(&mut sources, "bench.score", text);
        let mut input = Self { text, sources, id, file: parsed.file, findings: parsed.diagnostics };
        let found = input.checked().diagnostics;
        input.findings.extend(found);
        input
    }

    fn checked(&self) -> Checked {
        let unit = Unit {
            name: "bench".to_owned(),
            root: (self.id, &self.file),
            libraries: Vec::new(),
            models: Vec::new(),
            model_files: Vec::new(),
            tests: Vec::new(),
            list_files: &[],
            inferred: None,
        };
        check(&unit, &self.sources)
    }
}

type Stage = fn(&Input<'_>);

const STAGES: &[(&str, Stage)] = &[
    ("parse", |input| {
        black_box(syntax::parse(input.id, input.text));
    }),
    ("check", |input| {
        black_box(input.checked());
    }),
    ("fmt", |input| {
        let _ = black_box(format::format(input.id, input.text));
    }),
    // A message takes the same time wherever it stands, so here the time of one is what grows or not.
    ("draw", |input| {
        let step = (input.findings.len() / DRAWN).max(1);
        for finding in input.findings.iter().step_by(step) {
            black_box(render(finding, &input.sources, Style::PLAIN));
            black_box(to_json(finding, &input.sources));
        }
    }),
];

/// Shapes about which there is something to prove.
const ANALYSED: &[&str] = &["sound", "fields", "rows", "groups", "pairs", "needless", "same"];

/// What is proved about rules, and for how many times fewer of them than are read. The time of checking is in it.
const ANALYSES: &[(&str, usize, Stage)] = &[
    ("lints", 5, |input| {
        let Checked { program: Some(program), diagnostics, uses } = input.checked() else { return };
        let space = Space::new(&program, day());
        black_box(lints::run(&space, &uses.parts, &diagnostics, BUDGET, |it| it.by_default));
    }),
    ("coverage", 5, |input| {
        let Some(program) = input.checked().program else { return };
        black_box(Coverage::of(&program, day()));
    }),
    ("propose", 50, |input| {
        let Some(program) = input.checked().program else { return };
        black_box(generate(&program, day(), false));
    }),
];

/// Some day.
fn day() -> AsOf {
    AsOf::Day(jiff::civil::date(2025, 3, 1))
}
