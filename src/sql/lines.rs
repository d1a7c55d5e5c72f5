//! Lines of a statement: what an engine reads, and what only people read.

/// One line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub code: String,
    pub comment: Option<String>,
}

impl Line {
    /// A line without a comment.
    pub fn code(code: impl Into<String>) -> Self {
        Self { code: code.into(), comment: None }
    }

    /// The lines of a longer expression.
    pub fn lines(code: &str) -> Vec<Self> {
        code.lines().map(Self::code).collect()
    }

    /// Several expressions, with commas between them.
    pub fn listed(several: Vec<Vec<Self>>) -> Vec<Self> {
        let last = several.len().saturating_sub(1);
        let mut lines = Vec::new();
        for (index, mut one) in several.into_iter().enumerate() {
            if index < last
                && let Some(end) = one.last_mut()
            {
                end.code.push(',');
            }
            lines.extend(indented(one));
        }
        lines
    }

    /// A call over several lines.
    pub fn call(name: &str, mut arguments: Vec<Vec<Self>>, last: Option<&str>) -> Vec<Self> {
        arguments.extend(last.map(|it| vec![Self::code(it)]));
        let mut lines = vec![Self::code(format!("{name}("))];
        lines.extend(Self::listed(arguments));
        lines.push(Self::code(")"));
        lines
    }

    /// Terms added up, one below the other.
    pub fn sum(terms: Vec<Vec<Self>>) -> Vec<Self> {
        let mut lines: Vec<Self> = Vec::new();
        for (index, term) in terms.into_iter().enumerate() {
            let mut term = term.into_iter();
            let sign = if index == 0 { "" } else { "+ " };
            lines.extend(term.next().map(|it| Self { code: format!("{sign}{}", it.code), ..it }));
            lines.extend(term);
        }
        lines
    }
}

/// Two blanks before each line.
pub(super) fn indented(lines: Vec<Line>) -> Vec<Line> {
    lines.into_iter().map(|it| Line { code: format!("  {}", it.code), ..it }).collect()
}

/// Lines as text.
pub(super) fn text_of(lines: &[Line]) -> String {
    let mut text = String::new();
    for Line { code, comment } in lines {
        let shown = match comment {
            None => code.trim_end().to_owned(),
            Some(comment) => format!("{code} -- {comment}").trim_end().to_owned(),
        };
        text.push_str(&shown);
        text.push('\n');
    }
    text
}
