//! Results of tests in JUnit's XML: a suite for each file, a case for each finding.
//!
//! An error is a failed case. A warning is a passed case with its text as output. A file without findings is one
//! passed case, so that it is seen that it was checked.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Report, spot::from_root};
use crate::diagnostic::{Diagnostic, Format};
use crate::source::FileId;

pub(super) fn write(report: &Report<'_>) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing to memory cannot fail.
    let _ = suites(report, &mut writer);
    String::from_utf8(writer.into_inner()).unwrap_or_default() + "\n"
}

type Xml = Writer<Vec<u8>>;

fn suites(report: &Report<'_>, xml: &mut Xml) -> io::Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let of = |file: Option<FileId>| -> Vec<&Diagnostic> {
        let here = |it: &&Diagnostic| it.place().map(|place| place.file) == file;
        report.findings.iter().filter(here).collect()
    };
    let general = of(None);
    let files: Vec<(String, Vec<&Diagnostic>)> = report
        .sources
        .files()
        .map(|(id, file)| (from_root(file.name(), report.root), of(Some(id))))
        .collect();
    let cases = general.len() + files.iter().map(|(_, it)| it.len().max(1)).sum::<usize>();
    let failures = report.findings.iter().filter(|it| it.is_error()).count();
    xml.create_element("testsuites")
        .with_attribute(("name", "leadscore check"))
        .with_attribute(("tests", cases.to_string().as_str()))
        .with_attribute(("failures", failures.to_string().as_str()))
        .write_inner_content(|xml| {
            if !general.is_empty() {
                suite(report, "leadscore check", &general, xml)?;
            }
            files.iter().try_for_each(|(path, findings)| suite(report, path, findings, xml))
        })?;
    Ok(())
}

fn suite(
    report: &Report<'_>,
    name: &str,
    findings: &[&Diagnostic],
    xml: &mut Xml,
) -> io::Result<()> {
    let failures = findings.iter().filter(|it| it.is_error()).count();
    let name = allowed(name);
    xml.create_element("testsuite")
        .with_attribute(("name", name.as_str()))
        .with_attribute(("tests", findings.len().max(1).to_string().as_str()))
        .with_attribute(("failures", failures.to_string().as_str()))
        .write_inner_content(|xml| {
            if findings.is_empty() {
                let case = xml.create_element("testcase").with_attribute(("name", "no findings"));
                case.with_attribute(("classname", name.as_str())).write_empty()?;
            }
            findings.iter().try_for_each(|finding| case(report, &name, finding, xml))
        })?;
    Ok(())
}

fn case(report: &Report<'_>, class: &str, finding: &Diagnostic, xml: &mut Xml) -> io::Result<()> {
    let message = allowed(&finding.message);
    let mut name = format!("{} {message}", finding.code);
    let mut element = xml.create_element("testcase");
    if let Some(spot) = report.spot(finding) {
        let line = spot.start.line.to_string();
        name.push_str(&format!(" (line {line})"));
        element = element.with_attribute(("file", class)).with_attribute(("line", line.as_str()));
    }
    let element =
        element.with_attribute(("name", name.as_str())).with_attribute(("classname", class));
    let short =
        super::report(Format::Short, std::slice::from_ref(finding), report.sources, report.root);
    let text = allowed(&format!("{short}{}", finding.code.url()));
    element.write_inner_content(|xml| {
        let body = Event::Text(BytesText::new(&text));
        let inner = if finding.is_error() {
            let inner = xml.create_element("failure").with_attribute(("type", finding.code.id));
            inner.with_attribute(("message", message.as_str()))
        } else {
            xml.create_element("system-out")
        };
        inner.write_inner_content(|xml| xml.write_event(body))?;
        Ok(())
    })?;
    Ok(())
}

/// A text without the characters that XML cannot hold in any form.
#[must_use]
pub fn allowed(text: &str) -> String {
    let holds = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    text.chars().map(|c| if holds(c) { c } else { '\u{fffd}' }).collect()
}
