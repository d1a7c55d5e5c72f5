//! An engine in a process of its own, asked a line at a time; see `worker/__main__.py`.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value as Json, json};

/// A table: its columns with their kinds, and rows of texts, lists of texts, or null.
pub struct Table {
    pub name: String,
    pub columns: Vec<(String, &'static str)>,
    pub rows: Vec<Vec<Json>>,
}

/// What a statement gave.
pub struct Found {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Json>>,
}

impl Found {
    /// The values of a column; none if there is no such column.
    pub fn column(&self, name: &str) -> Option<impl Iterator<Item = &Json>> {
        let at = self.columns.iter().position(|it| it.eq_ignore_ascii_case(name))?;
        Some(self.rows.iter().map(move |it| &it[at]))
    }
}

pub struct Engine {
    process: Child,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    /// What it says beside its answers: the cause, if it ends.
    complaints: File,
    pub version: String,
}

impl Engine {
    /// Starts an engine; `None` if engines are not installed, or this one is not asked for.
    pub fn start(name: &str) -> Option<Self> {
        let Ok(folder) = std::env::var("LEADSCORE_ENGINES") else {
            println!(
                "{name}: left out, as LEADSCORE_ENGINES names no environment; see tests/engines/README.md"
            );
            return None;
        };
        let asked = std::env::var("ENGINES").unwrap_or_default();
        if !asked.is_empty() && !asked.split(',').any(|it| it == name) {
            println!("{name}: left out, as ENGINES asks for {asked}");
            return None;
        }
        let worker = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/engines/worker");
        let complaints = tempfile::tempfile().expect("a file");
        let mut process = Command::new(PathBuf::from(folder).join("bin/python"))
            .args([worker, name])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(complaints.try_clone().expect("the same file"))
            .spawn()
            .expect("the worker starts");
        let requests = process.stdin.take();
        let answers = BufReader::new(process.stdout.take().expect("a pipe"));
        let mut engine = Self { process, requests, answers, complaints, version: String::new() };
        let hello = engine.answer();
        engine.version = hello["version"].as_str().expect("a version").to_owned();
        Some(engine)
    }

    /// Makes a table anew.
    pub fn table(&mut self, table: &Table) {
        let reply = self.ask(&json!({
            "table": table.name, "columns": table.columns, "rows": table.rows,
        }));
        assert!(reply["error"].is_null(), "{}: {}", table.name, reply["error"]);
    }

    /// Runs a statement.
    pub fn query(&mut self, text: &str, as_of: &str) -> Result<Found, String> {
        let mut reply = self.ask(&json!({ "query": text, "as_of": as_of }));
        match reply["error"].as_str() {
            Some(error) => Err(error.to_owned()),
            None => Ok(Found {
                columns: serde_json::from_value(reply["columns"].take()).expect("names"),
                rows: serde_json::from_value(reply["rows"].take()).expect("rows"),
            }),
        }
    }

    fn ask(&mut self, request: &Json) -> Json {
        let requests = self.requests.as_mut().expect("not closed yet");
        writeln!(requests, "{request}").expect("the worker reads");
        self.answer()
    }

    fn answer(&mut self) -> Json {
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("the worker answers");
        serde_json::from_str(&line).unwrap_or_else(|_| {
            let mut said = String::new();
            self.complaints.rewind().expect("a file");
            let _ = self.complaints.read_to_string(&mut said);
            panic!("the worker ended: {line}\n{said}")
        })
    }
}

impl Drop for Engine {
    /// The end of its input ends a worker, and with it what it started.
    fn drop(&mut self) {
        drop(self.requests.take());
        let _ = self.process.wait();
    }
}
