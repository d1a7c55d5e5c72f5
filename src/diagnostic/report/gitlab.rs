//! GitLab's report of code quality: one JSON array.

use std::collections::HashMap;
use std::hash::Hasher;

use serde_json::{Value, json};
use siphasher::sip128::{Hasher128, SipHasher13};

use super::{Report, Spot};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) fn write(report: &Report<'_>) -> String {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let issues = report.findings.iter().map(|finding| {
        let spot = report.spot(finding);
        let mut fingerprint = fingerprint(finding.code.id, &finding.message, spot.as_ref());
        // Of equal findings on equal lines each needs a fingerprint of its own.
        let before = seen.entry(fingerprint.clone()).or_default();
        if *before > 0 {
            fingerprint.push_str(&format!("-{before}"));
        }
        *before += 1;
        issue(finding, spot.as_ref(), &fingerprint)
    });
    format!("{:#}\n", Value::Array(issues.collect()))
}

fn issue(finding: &Diagnostic, spot: Option<&Spot<'_>>, fingerprint: &str) -> Value {
    // Without a path GitLab drops an issue: what is about no file is about the whole folder.
    let (path, begin, end) =
        spot.map_or((".", 1, 1), |it| (it.path.as_str(), it.start.line, it.end.line));
    json!({
        "description": finding.with_advice("\n").replace('\n', " "),
        "check_name": finding.code.id,
        "fingerprint": fingerprint,
        "severity": match finding.severity {
            Severity::Error => "critical",
            Severity::Warning => "minor",
            Severity::Note => "info",
        },
        "location": { "path": path, "lines": { "begin": begin, "end": end } },
    })
}

/// Names a finding by what it says and the text of its line: it stays the same when the line moves.
pub(super) fn fingerprint(id: &str, message: &str, spot: Option<&Spot<'_>>) -> String {
    let (path, line) =
        spot.map_or(("", ""), |it| (it.path.as_str(), it.file.line(it.start.line).trim()));
    let mut hasher = SipHasher13::new();
    for part in [id, path, line, message] {
        hasher.write(part.as_bytes());
        hasher.write(&[0]);
    }
    format!("{:032x}", hasher.finish128().as_u128())
}
