//! Elements of XML: made, written, and looked at.

use std::borrow::Cow;
use std::fmt::Display;
use std::io;

use quick_xml::Writer;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesCData, BytesDecl, BytesText, Event};

use crate::diagnostic::allowed;

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
        let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
        let declaration = Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None));
        // Writing to memory cannot fail.
        let _ = xml.write_event(declaration).and_then(|()| self.write(&mut xml));
        String::from_utf8(xml.into_inner()).unwrap_or_default() + "\n"
    }

    fn write(&self, xml: &mut Writer<Vec<u8>>) -> io::Result<()> {
        let attributes =
            self.attributes.iter().map(|(name, value)| (name.as_str(), Cow::from(allowed(value))));
        let element = xml.create_element(&self.name).with_attributes(attributes);
        if self.children.is_empty() && self.text.is_empty() {
            return element.write_empty().map(drop);
        }
        let inner = element.write_inner_content(|xml| {
            if !self.text.is_empty() {
                xml.write_event(text(&allowed(&self.text)))?;
            }
            self.children.iter().try_for_each(|it| it.write(xml))
        });
        inner.map(drop)
    }
}

/// A text inside of an element. PMML4S keeps only what follows the last `&…;` or `]`, unless it stands in CDATA.
fn text(text: &str) -> Event<'_> {
    match text.contains(['&', '<', '>', ']']) && !text.contains("]]>") && !text.contains('\r') {
        true => Event::CData(BytesCData::new(text)),
        false => Event::Text(BytesText::from_escaped(partial_escape(text))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped() {
        let element = Element::new("a").with("b", "\"<\n\u{1}").saying("x > y");
        let document = element.document();
        let written = document.lines().last().unwrap();
        assert_eq!(written, "<a b=\"&quot;&lt;&#10;\u{fffd}\"><![CDATA[x > y]]></a>");
    }

    #[test]
    fn texts_have_no_reference_that_can_be_done_without() {
        for (text, written) in [
            ("\"a\" it's", "\"a\" it's"),
            ("a]", "<![CDATA[a]]]>"),
            ("]]>", "]]&gt;"),
            ("<\r", "&lt;&#13;"),
        ] {
            let document = Element::new("a").saying(text).document();
            assert!(document.ends_with(&format!("<a>{written}</a>\n")), "{document}");
        }
    }
}
