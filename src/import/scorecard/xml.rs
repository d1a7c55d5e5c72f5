//! The text of a file → elements. No file can make this slow, deep or large beyond measure.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::Stop;
use super::kind::refuse_others;
use crate::encoding::Encoding;
use crate::pmml::Element;

/// The most bytes that a file may have.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// How deep elements may stand in each other. A program calls itself for each of them.
const DEEPEST: usize = 200;

/// The text of a file in the encoding that was asked for, or that its bytes or its first line declare.
///
/// # Errors
///
/// When the file is in another encoding.
pub(super) fn decoded(bytes: &[u8], asked: Option<Encoding>) -> Result<String, Stop> {
    let marked = || Encoding::marked(bytes).map(|(encoding, _)| encoding);
    let encoding = match asked.or_else(marked) {
        Some(encoding) => encoding,
        None => match declared(bytes) {
            Some(name) => Encoding::named(&name).map_err(|unknown| {
                let message =
                    format!("The file says that its encoding is {name}, which is unknown.");
                Stop::new(1, message, unknown.help())
            })?,
            None => Encoding::UTF_8,
        },
    };
    encoding.decode(bytes).ok_or_else(|| {
        if asked.is_none() && bytes.contains(&0) {
            let help =
                "Export the model as PMML, and give that file. If it is packed, unpack it first.";
            return Stop::new(0, "The file is no text, so it is no PMML.", help);
        }
        let message = format!("The file is not in {encoding}.");
        Stop::new(0, message, "Name its encoding with --encoding, such as windows-1252.")
    })
}

/// The encoding that `<?xml … encoding="…"?>` names.
fn declared(bytes: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes)).into_owned();
    let (line, _) = start.trim_start().strip_prefix("<?xml")?.split_once("?>")?;
    let (_, value) = line.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|it| matches!(it, '"' | '\''))?;
    Some(value.strip_prefix(quote)?.split_once(quote)?.0.to_owned())
}

/// The outermost element.
///
/// # Errors
///
/// When the text is no XML, or declares entities, which may stand for more than fits into a computer.
pub(super) fn read(text: &str) -> Result<Element, Stop> {
    if text.len() > MOST_BYTES {
        return Err(Stop::new(0, "The file has more than 64 MB.", "A scorecard is far smaller."));
    }
    refuse_others(text)?;
    let mut reader = Reader::from_str(text);
    let mut lines = Lines { text, at: 0, line: 1 };
    let mut open: Vec<Element> = Vec::new();
    loop {
        let line = lines.at(reader.buffer_position());
        let broken = |_| Stop::broken(line);
        match reader.read_event().map_err(|_| Stop::broken(line))? {
            Event::Start(start) => {
                if open.len() >= DEEPEST {
                    let help =
                        "Is it a scorecard? Elements stand more than 200 deep in each other.";
                    return Err(Stop::new(line, "The file is nested too deeply.", help));
                }
                open.push(element(&start, line)?);
            }
            Event::Empty(empty) => {
                let element = element(&empty, line)?;
                match open.last_mut() {
                    Some(outer) => outer.children.push(element),
                    None => return Ok(element),
                }
            }
            Event::End(_) => {
                let Some(mut done) = open.pop() else { return Err(Stop::broken(line)) };
                done.text = done.text.trim().to_owned();
                match open.last_mut() {
                    Some(outer) => outer.children.push(done),
                    None => return Ok(done),
                }
            }
            Event::Text(piece) => add(&mut open, &piece.into_inner()),
            Event::CData(piece) => add(&mut open, &piece.into_inner()),
            Event::GeneralRef(name) => {
                let written = format!("&{};", name.into_inner());
                add(&mut open, &quick_xml::escape::unescape(&written).map_err(broken)?);
            }
            Event::DocType(_) => {
                let help = "Delete the line that begins with <!DOCTYPE. PMML needs none.";
                return Err(Stop::new(
                    line,
                    "The file has a DOCTYPE, which can declare entities.",
                    help,
                ));
            }
            Event::Eof => return Err(cut(open.last(), line)),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// A file that ends before its outermost element does.
fn cut(open: Option<&Element>, line: u64) -> Stop {
    let message = match open {
        Some(open) => format!("The file ends inside of <{}>.", open.name),
        None => "The file ends before a model begins.".to_owned(),
    };
    Stop::new(line, message, "A part of it is missing. Copy or export it again.")
}

fn add(open: &mut [Element], piece: &str) {
    if let Some(last) = open.last_mut() {
        last.text.push_str(piece);
    }
}

fn element(start: &BytesStart<'_>, line: u64) -> Result<Element, Stop> {
    let mut element = Element::new(start.local_name().as_ref());
    element.line = line;
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| Stop::broken(line))?;
        let value = attribute.normalized_value(XmlVersion::Explicit1_0);
        let value = value.map_err(|_| Stop::broken(line))?;
        let name = attribute.key.local_name().as_ref().to_owned();
        element.attributes.push((name, value.into_owned()));
    }
    Ok(element)
}

/// Counts lines once, from the start to the end.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of what comes next after a byte: blanks before it belong to the lines above.
    fn at(&mut self, position: u64) -> u64 {
        let position = usize::try_from(position).unwrap_or(self.text.len());
        let passed = self.text.get(self.at..position).unwrap_or_default();
        self.line += passed.bytes().filter(|it| *it == b'\n').count() as u64;
        self.at = position.max(self.at);
        self.line
    }
}
