//! One JSON text: an object, or the reason why it is none.

use serde_json::{Map, Value};

use super::Reason;

/// Reads the text of one record, which begins on `line`.
pub(in crate::data) fn object(text: &[u8], line: u64) -> Result<Map<String, Value>, Reason> {
    if let Err(error) = std::str::from_utf8(text) {
        return Err(not_utf8(text, error.valid_up_to(), None));
    }
    match serde_json::from_slice(text) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(other) => Err(Reason::NotAnObject { found: kind(&other) }),
        Err(error) => Err(broken(text, line, &error)),
    }
}

/// The reason for text that stops being UTF-8 after `valid` bytes.
pub(in crate::data) fn not_utf8(text: &[u8], valid: usize, column: Option<String>) -> Reason {
    let byte = text.get(valid).copied().unwrap_or_default();
    Reason::NotUtf8 { column, byte, position: valid + 1 }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn broken(text: &[u8], line: u64, error: &serde_json::Error) -> Reason {
    let lines_before = error.line().saturating_sub(1);
    let guilty = text.split(|byte| *byte == b'\n').nth(lines_before).unwrap_or_default();
    let before = guilty.get(..error.column().saturating_sub(1)).unwrap_or(guilty);
    // Bytes that continue a character are no column of their own.
    let column = 1 + before.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    Reason::BrokenJson {
        problem: in_plain_words(message),
        line: line + lines_before as u64,
        column,
    }
}

/// What the parser says, as one would say it to someone who has never heard of parsers.
fn in_plain_words(message: &str) -> String {
    let plain = match message {
        "EOF while parsing a string" => "a text is never closed with \"",
        "EOF while parsing an object" => "an object is never closed with }",
        "EOF while parsing a list" => "a list is never closed with ]",
        "EOF while parsing a value" => "a value is missing at the end",
        "expected `:`" => "a colon is missing after a key",
        "expected `,` or `}`" => "a comma or a closing } is missing here",
        "expected `,` or `]`" => "a comma or a closing ] is missing here",
        "expected value" => "a value should be here; texts stand in \"straight quotes\"",
        "expected ident" => "a word that is not true, false or null stands without quotes",
        "key must be a string" => "a key must stand in \"straight quotes\"",
        "trailing comma" => "there is a comma before a closing bracket",
        "trailing characters" => "something follows after the end of the object",
        "invalid number" => "this is not a number as JSON writes it",
        "number out of range" => "this number is too large",
        "invalid escape" => "a backslash in a text must be written twice",
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            "a line break or tab stands in a text, or the text is never closed"
        }
        "lone leading surrogate in hex escape" | "unexpected end of hex escape" => {
            "half of a character is missing after \\u"
        }
        "invalid unicode code point" => "\\u names a character that does not exist",
        "recursion limit exceeded" => "objects and lists are nested more than 127 deep",
        other => other,
    };
    plain.to_owned()
}
