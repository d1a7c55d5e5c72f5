//! SARIF 2.1.0, the exchange format of code scanners.
//!
//! Findings with a place are results. Those without are notifications about the run: services refuse results that
//! stand nowhere.

use std::path::Path;

use serde_json::{Value, json};

use super::gitlab::fingerprint;
use super::{Report, Spot};
use crate::diagnostic::{Code, Diagnostic, Severity, Suggestion};
use crate::source::{Place, Sources};

pub(super) fn write(report: &Report<'_>) -> String {
    let mut codes: Vec<Code> = report.findings.iter().map(|it| it.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let (placed, general): (Vec<_>, Vec<_>) =
        report.findings.iter().partition(|it| report.spot(it).is_some());
    log(
        codes.iter().map(|it| rule(*it)).collect(),
        json!({
            "executionSuccessful": !general.iter().any(|it| it.is_error()),
            "toolExecutionNotifications":
                general.iter().map(|it| notification(it)).collect::<Vec<_>>(),
        }),
        placed.iter().filter_map(|it| result(report, it, &codes)).collect(),
    )
}

/// Something to be said of a place that is no finding about how rules are written: a test that fails.
#[derive(Clone, Debug)]
pub struct Remark {
    /// Which kind, as an index into those of the report.
    pub kind: usize,
    /// How much it matters.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What there is to say.
    pub text: String,
}

/// Remarks as SARIF; each of the `kinds` has an id and a title. Files below `root` are named from there.
#[must_use]
pub fn sarif_of(
    remarks: &[Remark],
    kinds: &[(&str, &str)],
    sources: &Sources,
    root: &Path,
) -> String {
    let rules = kinds
        .iter()
        .map(|(id, title)| json!({ "id": id, "shortDescription": { "text": title } }))
        .collect();
    let result = |it: &Remark| {
        let spot = Spot::new(it.place, sources, root)?;
        let (id, _) = kinds.get(it.kind)?;
        Some(json!({
            "ruleId": id,
            "ruleIndex": it.kind,
            "level": it.severity.word(),
            "message": { "text": it.text },
            "locations": [location(&spot, "")],
            "partialFingerprints": { "leadscore/v1": fingerprint(id, &it.text, Some(&spot)) },
        }))
    };
    let results = remarks.iter().filter_map(result).collect();
    log(rules, json!({ "executionSuccessful": true }), results)
}

fn log(rules: Vec<Value>, invocation: Value, results: Vec<Value>) -> String {
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "leadscore",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules,
            }},
            "columnKind": "utf16CodeUnits",
            "invocations": [invocation],
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.id,
        "shortDescription": { "text": code.title },
        "fullDescription": { "text": code.summary() },
        "helpUri": code.url(),
        "help": { "text": code.page, "markdown": code.page },
    })
}

fn notification(finding: &Diagnostic) -> Value {
    json!({
        "descriptor": { "id": finding.code.id },
        "level": finding.severity.word(),
        "message": { "text": finding.with_advice("\n") },
    })
}

fn result(report: &Report<'_>, finding: &Diagnostic, codes: &[Code]) -> Option<Value> {
    let spot = report.spot(finding)?;
    let (main, others) = finding.labels.split_first()?;
    let related = others.iter().filter_map(|label| {
        let spot = Spot::new(label.place, report.sources, report.root)?;
        Some(location(&spot, &label.text))
    });
    let fixes = finding.suggestions.iter().filter_map(|it| fix(report, it));
    Some(json!({
        "ruleId": finding.code.id,
        "ruleIndex": codes.binary_search(&finding.code).ok(),
        "level": finding.severity.word(),
        "message": { "text": finding.with_advice("\n") },
        "locations": [location(&spot, &main.text)],
        "relatedLocations": related.collect::<Vec<_>>(),
        "fixes": fixes.collect::<Vec<_>>(),
        "partialFingerprints": { "leadscore/v1": fingerprint(finding.code.id, &finding.message, Some(&spot)) },
    }))
}

fn location(spot: &Spot<'_>, words: &str) -> Value {
    let mut location = json!({
        "physicalLocation": { "artifactLocation": { "uri": uri(&spot.path) }, "region": region(spot) },
    });
    if let (Some(location), false) = (location.as_object_mut(), words.is_empty()) {
        location.insert("message".to_owned(), json!({ "text": words }));
    }
    location
}

/// Columns count from 1, and the end is excluded: an empty region is a point.
fn region(spot: &Spot<'_>) -> Value {
    json!({
        "startLine": spot.start.line,
        "startColumn": spot.start.utf16,
        "endLine": spot.end.line,
        "endColumn": spot.end.utf16,
    })
}

/// A suggestion with its edits, file by file; `None` if it has none, or one in an unknown file.
fn fix(report: &Report<'_>, suggestion: &Suggestion) -> Option<Value> {
    let mut files: Vec<(String, Vec<Value>)> = Vec::new();
    for edit in &suggestion.edits {
        let spot = Spot::new(edit.place, report.sources, report.root)?;
        let replacement =
            json!({ "deletedRegion": region(&spot), "insertedContent": { "text": edit.text } });
        match files.iter_mut().find(|(path, _)| *path == spot.path) {
            Some((_, replacements)) => replacements.push(replacement),
            None => files.push((spot.path, vec![replacement])),
        }
    }
    let changes = files.iter().map(|(path, replacements)| {
        json!({ "artifactLocation": { "uri": uri(path) }, "replacements": replacements })
    });
    let changes: Vec<Value> = changes.collect();
    (!changes.is_empty()).then(
        || json!({ "description": { "text": suggestion.message }, "artifactChanges": changes }),
    )
}

/// A path as a URI, relative if the path is.
fn uri(path: &str) -> String {
    let drive = path.get(..3).filter(|it| it.ends_with(":/"));
    let (start, rest) = match drive {
        Some(drive) => (format!("file:///{drive}"), path.get(3..).unwrap_or_default()),
        None if path.starts_with('/') => ("file://".to_owned(), path),
        None => (String::new(), path),
    };
    rest.bytes().fold(start, |mut uri, byte| {
        match byte {
            b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            other => uri.push_str(&format!("%{other:02X}")),
        }
        uri
    })
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("rules/my rules, 50%.score"), "rules/my%20rules%2C%2050%25.score");
        assert_eq!(uri("a:b.score"), "a%3Ab.score");
        assert_eq!(uri("/home/ana/规则.score"), "file:///home/ana/%E8%A7%84%E5%88%99.score");
        assert_eq!(uri("C:/rules/a.score"), "file:///C:/rules/a.score");
    }
}
