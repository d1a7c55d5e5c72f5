//! How fast leads are read: `cargo bench --bench reading`. What it found stands in `docs/performance.md`.
//!
//! Times are those that the thread was on a processor, where the system tells (Linux), so that others at work on the
//! same computer matter less; the best of five counts.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a benchmark of data that it makes itself panics if they are wrong"
)]

use std::fmt::Write;
use std::hint::black_box;
use std::io::Cursor;
use std::time::{Duration, Instant};

use leadscore::data::{Batch, Binding, Format, RawCell, ReadOptions, Reader, Slots};
use leadscore::ir::{Field, FieldId, Record, Type};

const NAMES: [&str; 17] = [
    "id",
    "email",
    "first_name",
    "last_name",
    "company",
    "industry",
    "employees",
    "revenue",
    "country",
    "city",
    "created",
    "last_seen",
    "pages",
    "opens",
    "source",
    "opted_in",
    "notes",
];
const ROWS: usize = 880_000;

fn main() {
    for quoted in [false, true] {
        let text = csv(quoted);
        println!(
            "CSV, {}: {} MB",
            if quoted { "two quoted columns" } else { "no quotes" },
            text.len() / 1_000_000
        );
        limits(text.as_bytes());
        readers(&text, Format::Csv);
    }
    let text = ndjson();
    println!("NDJSON: {} MB", text.len() / 1_000_000);
    readers(&text, Format::Ndjson);
}

/// What others do with the bytes, and what no reader can be faster than.
fn limits(bytes: &[u8]) {
    let mut block = vec![0; 256 * 1024];
    measure("copying", bytes.len(), || {
        for part in bytes.chunks(block.len()) {
            block[..part.len()].copy_from_slice(part);
            black_box(&block);
        }
        0
    });
    measure("line ends, memchr", bytes.len(), || memchr::memchr_iter(b'\n', bytes).count());
    measure("commas, line ends and quotes, memchr3", bytes.len(), || {
        memchr::memchr3_iter(b',', b'\n', b'"', bytes).fold(0, usize::wrapping_add)
    });
    measure("csv::ByteRecord", bytes.len(), || {
        let mut reader = csv::Reader::from_reader(bytes);
        let mut record = csv::ByteRecord::new();
        let mut cells = 0;
        while reader.read_byte_record(&mut record).unwrap() {
            cells += record.len();
        }
        cells
    });
}

fn readers(text: &str, format: Format) {
    for names in [&NAMES[..1], &["id", "industry", "employees", "country", "pages"], &NAMES[..]] {
        let name = format!("Reader::fill, {} of 17 columns", names.len());
        measure(&name, text.len(), || fill(text, format, names));
    }
    measure("Reader::next", text.len(), || {
        let mut reader = open(text, format);
        std::iter::from_fn(|| reader.next().unwrap()).count()
    });
}

fn open(text: &str, format: Format) -> Reader {
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    Reader::from_read("leads", Cursor::new(text.to_owned()), &options).unwrap()
}

/// Reads all rows; gives how much text is in the cells.
fn fill(text: &str, format: Format, names: &[&str]) -> usize {
    let mut reader = open(text, format);
    let fields = names.iter().map(|name| Field::new(name, Type::Text)).collect();
    let record = Record::new("Lead", fields);
    let used: Vec<FieldId> = (0..17).map(FieldId).take(names.len()).collect();
    let binding = match reader.header() {
        Some(header) => Binding::of_header(&record, &used, header, false).0,
        None => Binding::of_keys(&record, &used),
    };
    let (mut slots, _) = Slots::of(&[&binding]);
    let (mut batch, mut length) = (Batch::default(), 0);
    while reader.fill(&mut slots, &mut batch).unwrap() {
        for slot in 0..slots.len() {
            for cell in batch.column(slot) {
                if let RawCell::Text(text) | RawCell::Json(text) = cell {
                    length += text.len();
                }
            }
        }
    }
    length
}

fn measure(name: &str, bytes: usize, mut work: impl FnMut() -> usize) {
    let times = (0..5).map(|_| {
        let (busy, clock) = (time_on_processor(), Instant::now());
        black_box(work());
        match (busy, time_on_processor()) {
            (Some(before), Some(after)) => after - before,
            _ => clock.elapsed(),
        }
    });
    let best = times.min().unwrap_or_default().as_secs_f64();
    println!("  {name:40} {:8.0} MB/s", bytes as f64 / best / 1e6);
}

fn time_on_processor() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// Leads that are the same each time.
fn leads(mut each: impl FnMut([String; 17])) {
    let mut seed = 88_172_645_463_325_252_u64;
    let mut below = move |limit: u64| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed % limit
    };
    for row in 0..ROWS {
        let mut one_of = |texts: &[&str]| texts[below(texts.len() as u64) as usize].to_owned();
        let industry = one_of(&["Manufacturing", "Software", "Retail", "Health care", "Logistics"]);
        let city = one_of(&["Sofia", "Zürich", "Plovdiv", "München", "New York", "Lyon"]);
        let (notes, opted_in) = (one_of(&["none", "said \"yes\""]), one_of(&["yes", "no"]));
        each([
            format!("L{row:07}"),
            format!("user{}@example{}.com", below(1_000_000), below(1000)),
            "Ana".to_owned(),
            format!("Petrova{}", below(100)),
            format!("Acme {}, Inc.", below(10_000)),
            industry,
            below(5000).to_string(),
            format!("{}.50", below(1_000_000)),
            "BG".to_owned(),
            city,
            format!("2024-{:02}-{:02}", below(12) + 1, below(28) + 1),
            format!("2025-01-{:02}T10:{:02}:00Z", below(28) + 1, below(60)),
            below(100).to_string(),
            below(50).to_string(),
            "webinar".to_owned(),
            opted_in,
            notes,
        ]);
    }
}

fn csv(quoted: bool) -> String {
    let mut text = NAMES.join(",") + "\n";
    leads(|mut lead| {
        for cell in &mut lead {
            if cell.contains([',', '"']) {
                *cell = match quoted {
                    true => format!("\"{}\"", cell.replace('"', "\"\"")),
                    false => cell.replace([',', '"'], ""),
                };
            }
        }
        writeln!(text, "{}", lead.join(",")).unwrap();
    });
    text
}

fn ndjson() -> String {
    let mut text = String::new();
    leads(|lead| {
        let cells = NAMES.iter().zip(lead).map(|(name, cell)| match *name {
            "employees" | "revenue" | "pages" | "opens" => format!("\"{name}\":{cell}"),
            _ => format!("\"{name}\":{}", serde_json::Value::from(cell)),
        });
        writeln!(text, "{{{}}}", cells.collect::<Vec<_>>().join(",")).unwrap();
    });
    text
}
