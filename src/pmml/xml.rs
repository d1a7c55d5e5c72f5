//! Elements of XML: made, written, and looked at.

use std::fmt::Display;

/// An element with what it holds.
#[derive(Clone, Debug, Default)]
pub struct Element {
    /// Its name, without a prefix.
    pub name: String,
    /// Its attributes, in order.
    pub attributes: Vec<(String, String)>,
    /// The elements inside.
    pub children: Vec<Element>,
    /// The text inside.
    pub text: String,
    /// The line on which it begins, of a file that was read.
    pub line: u64,
}

/// Two elements are equal if they say the same, wherever they stand.
impl PartialEq for Element {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
            && self.text == other.text
            && self.attributes == other.attributes
            && self.children == other.children
    }
}

impl Eq for Element {}

impl Element {
    /// An element that holds nothing.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// With one attribute more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Display) -> Self {
        self.attributes.push((name.to_owned(), value.to_string()));
        self
    }

    /// With more elements inside.
    #[must_use]
    pub fn holding(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(children);
        self
    }

    /// With a text inside.
    #[must_use]
    pub fn saying(mut self, text: impl Display) -> Self {
        self.text = text.to_string();
        self
    }

    /// The value of an attribute.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    /// The first element inside with a name.
    #[must_use]
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|it| it.name == name)
    }

    /// All elements inside with a name.
    pub fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.children.iter().filter(move |it| it.name == name)
    }

    /// The document, each element on a line of its own.
    ///
    /// ```
    /// use leadscore::pmml::Element;
    /// let value = Element::new("Value").with("value", "R&D");
    /// assert!(value.document().ends_with("<Value value=\"R&amp;D\"/>\n"));
    /// ```
    #[must_use]
    pub fn document(&self) -> String {
        let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
        self.write(0, &mut out);
        out
    }

    fn write(&self, depth: usize, out: &mut String) {
        // What is nested deeply is an expression that nobody reads by its blanks.
        let indent = "  ".repeat(depth.min(20));
        out.push_str(&format!("{indent}<{}", self.name));
        for (name, value) in &self.attributes {
            out.push_str(&format!(" {name}=\"{}\"", escaped(value)));
        }
        if self.children.is_empty() && self.text.is_empty() {
            out.push_str("/>\n");
            return;
        }
        out.push('>');
        out.push_str(&text_of(&self.text));
        if !self.children.is_empty() {
            out.push('\n');
            self.children.iter().for_each(|it| it.write(depth + 1, out));
            out.push_str(&indent);
        }
        out.push_str(&format!("</{}>\n", self.name));
    }
}

/// A text inside of an element. PMML4S keeps only what follows the last `&…;` or `]`, unless it stands in CDATA.
fn text_of(text: &str) -> String {
    let is_plain = |c: char| c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}');
    match text.contains(['&', '<', '>', ']']) && !text.contains("]]>") && text.chars().all(is_plain)
    {
        true => format!("<![CDATA[{text}]]>"),
        false => escaped(text),
    }
}

/// A text as it stands in XML; control characters, which XML cannot hold, are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push_str(&format!("&#{};", c as u32)),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped() {
        let element = Element::new("a").with("b", "\"<\n\u{1}").saying("x > y");
        assert!(element.document().ends_with("<a b=\"&quot;&lt;&#10;\"><![CDATA[x > y]]></a>\n"));
        assert_eq!(text_of("]]>"), "]]&gt;");
    }
}
