//! What a program takes, with everything that it starts.
//!
//! The system tells the greatest memory only of all children together. So each contestant is the one
//! child of a small process that is this program again.

use std::error::Error;
use std::ffi::OsString;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use serde::{Deserialize, Serialize};

/// Before the command of a contestant.
pub const WORD: &str = "measure-one";

/// What one run has taken.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Usage {
    /// Seconds of all processors, in the program and in the system.
    pub cpu: f64,
    /// Seconds on the clock.
    pub wall: f64,
    /// The most memory in use, in MiB.
    pub memory: f64,
}

/// Runs a command to its end. What it says goes to a file.
pub fn run(command: &[OsString], log: &Path) -> Result<Usage, Box<dyn Error>> {
    let said = File::create(log)?;
    let output = Command::new(std::env::current_exe()?)
        .arg(WORD)
        .args(command)
        .stderr(said)
        .stdin(Stdio::null())
        .output()?;
    if !output.status.success() {
        let said = std::fs::read_to_string(log)?;
        let last = said.lines().rev().find(|it| !it.trim().is_empty()).unwrap_or("without a word");
        return Err(last.chars().take(120).collect::<String>().into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The small process: runs the command, and prints what it has taken.
pub fn child(mut words: impl Iterator<Item = OsString>) -> Result<(), Box<dyn Error>> {
    let program = words.next().ok_or("no command")?;
    let start = Instant::now();
    let status = Command::new(&program).args(words).stdout(Stdio::null()).status()?;
    let wall = start.elapsed().as_secs_f64();
    if !status.success() {
        return Err(format!("{} ended with {status}", program.to_string_lossy()).into());
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    let usage = Usage { cpu: micros as f64 / 1e6, wall, memory: usage.max_rss() as f64 / 1024.0 };
    println!("{}", serde_json::to_string(&usage)?);
    Ok(())
}
