//! The table of all contestants.

use crate::checksum::Checksum;
use crate::contestants::Contestant;
use crate::measure::Usage;

/// What is known of one contestant.
pub struct Line {
    pub contestant: &'static Contestant,
    pub usages: Vec<Usage>,
    pub sum: Option<Checksum>,
    pub failed: Option<String>,
}

impl Line {
    pub fn of(contestant: &'static Contestant) -> Self {
        Self { contestant, usages: Vec::new(), sum: None, failed: None }
    }

    fn median(&self, figure: fn(&Usage) -> f64) -> f64 {
        let mut all: Vec<f64> = self.usages.iter().map(figure).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
    }
}

/// The scores that all others must have: DuckDB's.
pub fn reference(lines: &[Line]) -> Option<&Checksum> {
    lines.iter().find(|it| it.contestant.name == "duckdb").and_then(|it| it.sum.as_ref())
}

/// Whether the scores are those of the reference.
pub fn verdict(line: &Line, expected: Option<&Checksum>) -> String {
    match (&line.failed, &line.sum, expected) {
        (Some(error), ..) => format!("failed: {error}"),
        (None, Some(sum), Some(expected)) if sum == expected => "same".to_owned(),
        (None, Some(sum), _) => format!("DIFFERENT: {} points, {:?}", sum.points, sum.bands),
        (None, None, _) => String::new(),
    }
}

/// One line for each contestant.
pub fn print(lines: &[Line], markdown: bool) -> String {
    let duckdb = lines.iter().find(|it| it.contestant.name == "duckdb");
    let unit = duckdb.map_or(f64::NAN, |it| it.median(|usage| usage.cpu));
    let expected = reference(lines);
    let header =
        ["contestant", "CPU / DuckDB's", "CPU s", "CPU least", "wall s", "peak MiB", "scores"];
    let mut rows: Vec<[String; 7]> = vec![header.map(str::to_owned)];
    for line in lines {
        let cpu = line.median(|it| it.cpu);
        let least = line.usages.iter().map(|it| it.cpu).fold(f64::INFINITY, f64::min);
        let shown = |text: String| if line.usages.is_empty() { String::new() } else { text };
        rows.push([
            line.contestant.label.to_owned(),
            shown(format!("{:.3}", cpu / unit)),
            shown(format!("{cpu:.3}")),
            shown(format!("{least:.3}")),
            shown(format!("{:.3}", line.median(|it| it.wall))),
            shown(format!("{:.0}", line.median(|it| it.memory))),
            verdict(line, expected),
        ]);
    }
    let mut text = drawn(&rows, markdown);
    if let Some(sum) = expected {
        let bands: Vec<String> =
            sum.bands.iter().map(|(band, rows)| format!("{band} {rows}")).collect();
        text +=
            &format!("\nDuckDB's scores: {} points together; {}\n", sum.points, bands.join(", "));
    }
    text
}

fn drawn(rows: &[[String; 7]], markdown: bool) -> String {
    let width = |column: usize| rows.iter().map(|it| it[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; 7] = std::array::from_fn(width);
    let (start, between, end) = if markdown { ("| ", " | ", " |\n") } else { ("", "  ", "\n") };
    let mut text = String::new();
    for (number, row) in rows.iter().enumerate() {
        let cell = |column: usize| match column {
            0 | 6 => format!("{:<1$}", row[column], widths[column]),
            _ => format!("{:>1$}", row[column], widths[column]),
        };
        let cells: [String; 7] = std::array::from_fn(cell);
        text += &format!("{start}{}{end}", cells.join(between));
        if number == 0 && markdown {
            text += "|---|---:|---:|---:|---:|---:|---|\n";
        }
    }
    text
}
