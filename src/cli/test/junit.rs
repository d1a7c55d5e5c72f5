//! Results in JUnit's XML: a suite for each model, a case for each test.

use std::io;
use std::path::{Path, PathBuf};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Results, Tested};
use crate::diagnostic::{allowed, from_root};
use crate::source::Sources;
use crate::testing::Verdict;

type Xml = Writer<Vec<u8>>;

pub(super) fn write(results: &Results<'_>) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing to memory cannot fail.
    let _ = suites(results, &mut writer);
    String::from_utf8(writer.into_inner()).unwrap_or_default() + "\n"
}

fn suites(results: &Results<'_>, xml: &mut Xml) -> io::Result<()> {
    let root = std::env::current_dir().unwrap_or_else(|_| PathBuf::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("testsuites")
        .with_attribute(("name", "leadscore test"))
        .with_attribute(("tests", results.verdicts().count().to_string().as_str()))
        .with_attribute(("failures", results.failed().to_string().as_str()))
        .write_inner_content(|xml| {
            let mut models = results.models.iter();
            models.try_for_each(|it| suite(it, &results.project.sources, &root, xml))
        })?;
    Ok(())
}

fn suite(model: &Tested, sources: &Sources, root: &Path, xml: &mut Xml) -> io::Result<()> {
    let failures = model.verdicts.iter().filter(|it| !it.failures.is_empty()).count();
    let name = allowed(&model.program.name);
    xml.create_element("testsuite")
        .with_attribute(("name", name.as_str()))
        .with_attribute(("tests", model.verdicts.len().to_string().as_str()))
        .with_attribute(("failures", failures.to_string().as_str()))
        .write_inner_content(|xml| {
            model.verdicts.iter().try_for_each(|it| case(it, &name, sources, root, xml))
        })?;
    Ok(())
}

fn case(
    verdict: &Verdict,
    model: &str,
    sources: &Sources,
    root: &Path,
    xml: &mut Xml,
) -> io::Result<()> {
    let name = allowed(&verdict.name);
    let mut case = xml
        .create_element("testcase")
        .with_attribute(("name", name.as_str()))
        .with_attribute(("classname", model));
    if let Some(file) = sources.get(verdict.place.file) {
        let line = file.line_column(verdict.place.span.start as usize).line.to_string();
        let path = allowed(&from_root(file.name(), root));
        case = case.with_attribute(("file", path.as_str())).with_attribute(("line", line.as_str()));
    }
    if verdict.failures.is_empty() {
        case.write_empty()?;
        return Ok(());
    }
    let lines = verdict.failures.iter();
    let lines = lines.map(|it| format!("expected {}, but {}", it.expected, it.actual));
    let message = allowed(&lines.collect::<Vec<_>>().join("; "));
    let body = allowed(&verdict.explanation);
    case.write_inner_content(|xml| {
        let failure = xml.create_element("failure").with_attribute(("message", message.as_str()));
        failure.write_inner_content(|xml| xml.write_event(Event::Text(BytesText::new(&body))))?;
        Ok(())
    })?;
    Ok(())
}
