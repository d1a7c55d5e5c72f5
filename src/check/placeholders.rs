//! Texts with values put in: `"Call {first_name} today"`.

use super::context::Context;
use crate::ast::{Expr, ExprKind, Name};
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::ir::{Argument, Operand, Piece, Program, Source, Standing};
use crate::source::Span;

/// One character of a text, and where it is written.
type Written = (char, Span);

impl Context<'_> {
    /// A text of an action; `None` when something in it is wrong and has been reported.
    pub fn template(&mut self, text: &str, span: Span, program: &Program) -> Option<Argument> {
        let chars = written(self.slice(span), text, span);
        let mut pieces: Vec<Piece> = Vec::new();
        let mut sound = true;
        let mut rest = chars.as_slice();
        while let Some((&(c, at), after)) = rest.split_first() {
            let doubled = after.first().is_some_and(|next| next.0 == c);
            rest = match c {
                '{' | '}' if doubled => {
                    if c == '{' {
                        self.doubled_braces(rest);
                    }
                    push(&mut pieces, c);
                    after.get(1..).unwrap_or_default()
                }
                '{' => {
                    let (inside, after) = self.braces(at, after);
                    match inside.and_then(|it| self.placeholder(it, at, program)) {
                        Some(source) => pieces.push(Piece::From(source)),
                        None => sound = false,
                    }
                    after
                }
                '}' => {
                    self.stray_brace(at);
                    sound = false;
                    after
                }
                _ => {
                    push(&mut pieces, c);
                    after
                }
            };
        }
        sound.then_some(Argument::Template(pieces))
    }

    /// What stands between two braces, and what comes after them.
    fn braces<'c>(
        &mut self,
        open: Span,
        after: &'c [Written],
    ) -> (Option<&'c [Written]>, &'c [Written]) {
        let end = after.iter().position(|(c, _)| matches!(c, '{' | '}'));
        let (inside, rest) = after.split_at(end.unwrap_or(after.len()));
        if let Some((('}', _), rest)) = rest.split_first() {
            return (Some(inside), rest);
        }
        let word = inside.iter().take_while(|(c, _)| c.is_alphanumeric() || *c == '_');
        let last = word.last().map_or(open, |it| it.1);
        let name = self.slice(open.to(last)).to_owned();
        let place = self.place(open.to(last));
        let message = "This `{` is never closed.";
        let finding = Diagnostic::error(codes::BAD_PLACEHOLDER, place, message);
        self.report(match last == open {
            true => finding.help("For a brace itself write {{ twice.").offer(
                "Write {{.",
                self.place(open),
                "{{",
            ),
            false => finding
                .help(format!("Write {name}}}. For a brace itself write {{{{ twice."))
                .offer(format!("Write {name}}}."), self.place(last.after()), "}"),
        });
        (None, rest)
    }

    fn stray_brace(&mut self, at: Span) {
        let place = self.place(at);
        let message = "This `}` closes nothing.";
        self.report(
            Diagnostic::error(codes::BAD_PLACEHOLDER, place, message)
                .help("A placeholder reads {first_name}. For a brace itself write }} twice.")
                .offer("Write }}.", place, "}}"),
        );
    }

    /// The field, `let` or result that a placeholder names.
    fn placeholder(&mut self, inside: &[Written], open: Span, program: &Program) -> Option<Source> {
        let blank = |it: &&Written| it.0.is_whitespace();
        let from = inside.iter().take_while(blank).count();
        let to = inside.len() - inside.iter().rev().take_while(blank).count();
        let Some(inside) = inside.get(from..to).filter(|it| !it.is_empty()) else {
            let place = self.place(open);
            let message = "Nothing stands between these braces.";
            self.report(
                Diagnostic::error(codes::BAD_PLACEHOLDER, place, message)
                    .help("Name a field: {first_name}. For braces themselves write {{}}."),
            );
            return None;
        };
        let span = whole(inside);
        let Some(path) = path_of(inside) else {
            let place = self.place(span);
            let message = "Only a name can stand in a placeholder.";
            self.report(
                Diagnostic::error(codes::BAD_PLACEHOLDER, place, message)
                    .help("Give the calculation a name with `let`, and put that name here."),
            );
            return None;
        };
        if let [name] = path.as_slice() {
            if let Some(standing) = self.standing(&name.node) {
                self.standing_known(standing, span, program)?;
                return Some(Source::Standing(standing));
            }
            if self.nearly_standing(name) {
                return None;
            }
        }
        match self.told(&Expr::new(ExprKind::Name(path), span))? {
            Operand::Column(column) => Some(Source::Column(column)),
            Operand::Constant(_) => {
                let place = self.place(span);
                let message = "A placeholder stands for a value of the lead; this is a fixed one.";
                self.report(
                    Diagnostic::error(codes::BAD_PLACEHOLDER, place, message)
                        .help("Write the value itself into the text."),
                );
                None
            }
        }
    }

    /// Reports a misspelled result, if no field is as near.
    fn nearly_standing(&mut self, name: &Name) -> bool {
        let known = self.is_declared(&name.node)
            || self.scope.unread.contains(&crate::ir::name_key(&name.node))
            || nearest(&name.node, self.names().iter()).is_some();
        let results = Standing::NAMES.iter().map(|(name, _)| *name);
        let Some(near) = nearest(&name.node, results).filter(|_| !known) else { return false };
        let place = self.place(name.span);
        let message = format!("There is no field *{}*.", name.node);
        self.report(
            Diagnostic::error(codes::UNKNOWN_NAME, place, message)
                .help(format!("Did you mean {near}?"))
                .offer(format!("Write {near}."), place, near),
        );
        true
    }

    /// `{{first_name}}` is the form of other tools; here it is only a text in braces.
    fn doubled_braces(&mut self, from: &[Written]) {
        let inside = from.get(2..).unwrap_or_default();
        let Some(end) = inside.iter().position(|(c, _)| matches!(c, '{' | '}')) else { return };
        let closes = |at: usize| inside.get(at).is_some_and(|it| it.0 == '}');
        let (Some(name), Some(last)) = (inside.get(..end), inside.get(end + 1)) else { return };
        let text: String = name.iter().map(|it| it.0).collect();
        let text = text.trim();
        let known = self.is_declared(text) || self.standing(text).is_some();
        if !(closes(end) && closes(end + 1) && known) {
            return;
        }
        let Some((_, first)) = from.first() else { return };
        let place = self.place(first.to(last.1));
        let message = "Doubled braces stand for braces themselves, so no value is put in here.";
        self.report(
            Diagnostic::warning(codes::DOUBLED_BRACES, place, message)
                .help(format!("For the value write {{{text}}}"))
                .offer(format!("Write {{{text}}}"), place, format!("{{{text}}}")),
        );
    }
}

fn push(pieces: &mut Vec<Piece>, c: char) {
    match pieces.last_mut() {
        Some(Piece::Text(text)) => text.push(c),
        _ => pieces.push(Piece::Text(c.to_string())),
    }
}

fn whole(chars: &[Written]) -> Span {
    let spans = chars.iter().map(|it| it.1);
    spans.reduce(Span::to).unwrap_or_default()
}

/// `first_name`, `First name` with back-ticks or without, `lead.first_name`.
fn path_of(chars: &[Written]) -> Option<Vec<Name>> {
    let mut path = Vec::new();
    let mut in_ticks = false;
    let ends = |(c, _): &Written| {
        in_ticks ^= *c == '`';
        *c == '.' && !in_ticks
    };
    for part in chars.split(ends) {
        let quoted = match part {
            [('`', _), name @ .., ('`', _)] => Some(name),
            _ => None,
        };
        let name: String = quoted.unwrap_or(part).iter().map(|it| it.0).collect();
        let plain =
            name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ' ') || is_mark(c))
                && name.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
        if name.is_empty() || !(plain || quoted.is_some() && !name.contains('`')) {
            return None;
        }
        path.push(Name::new(name, whole(part)));
    }
    Some(path)
}

/// Marks that belong to letters of many scripts.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// The characters of a text with their places; of one that was mended, all stand where it stands.
fn written(slice: &str, text: &str, span: Span) -> Vec<Written> {
    let mut chars = Vec::new();
    let mut source = slice.char_indices();
    let open = source.next().map(|(_, c)| c);
    while let Some((offset, c)) = source.next() {
        let at = span.start as usize + offset;
        let escaped = (c == '\\' && open == Some('"')).then(|| source.next()).flatten();
        let (c, end) = match escaped {
            Some((end, escaped)) => (escaped, span.start as usize + end + escaped.len_utf8()),
            None => (c, at + c.len_utf8()),
        };
        chars.push((c, Span::new(at, end)));
    }
    // The closing quote.
    chars.pop();
    match chars.iter().map(|it| it.0).eq(text.chars()) {
        true => chars,
        false => text.chars().map(|c| (c, span)).collect(),
    }
}
