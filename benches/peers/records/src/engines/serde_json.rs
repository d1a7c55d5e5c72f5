//! JSON read into a value and nothing done with it: the least that any score of JSON takes that way.

use std::hint::black_box;

use serde_json::Value;

use crate::Contest;
use crate::record::Record;

pub fn contest<'r>(records: &[Record]) -> Contest<'r> {
    let texts: Vec<String> = records.iter().map(|it| Value::from(it.plain()).to_string()).collect();
    Contest::new("read only: serde_json, JSON text", move |record| {
        black_box(serde_json::from_str::<Value>(&texts[record])).ok()?;
        None
    })
}
