//! Regular expressions that every engine reads alike: each set of letters is said by its members, in both cases.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Look, Repetition};

/// More ranges than this make a set that nobody can read.
const MOST_RANGES: usize = 64;

/// A pattern of `matches`, which stands for the whole text, for engines that tell cases apart; `None` if it cannot be
/// said to all of them.
pub(super) fn portable(pattern: &str) -> Option<String> {
    let mut parser = ParserBuilder::new().case_insensitive(true).build();
    let hir = parser.parse(pattern).ok()?;
    let mut text = String::new();
    write(&hir, &mut text)?;
    Some(text)
}

/// A word with no letter, digit or mark beside it; `word` is a set of them, without its brackets.
pub(super) fn whole_word(text: &str, word: &str) -> String {
    let mut pattern = format!("(^|[^{word}])");
    text.chars().for_each(|c| literal(c, &mut pattern));
    pattern.push_str(&format!("($|[^{word}])"));
    pattern
}

fn write(hir: &Hir, text: &mut String) -> Option<()> {
    match hir.kind() {
        HirKind::Empty => {}
        HirKind::Literal(it) => {
            std::str::from_utf8(&it.0).ok()?.chars().for_each(|c| literal(c, text));
        }
        HirKind::Class(Class::Unicode(class)) => set(class, text)?,
        HirKind::Class(Class::Bytes(class)) => set(&class.to_unicode_class()?, text)?,
        HirKind::Look(Look::Start) => text.push('^'),
        HirKind::Look(Look::End) => text.push('$'),
        HirKind::Look(_) => return None,
        HirKind::Repetition(it) => {
            match it.sub.kind() {
                HirKind::Class(_) => write(&it.sub, text)?,
                _ => grouped(&it.sub, text)?,
            }
            text.push_str(&times(it)?);
        }
        HirKind::Capture(it) => grouped(&it.sub, text)?,
        HirKind::Concat(parts) => {
            for part in parts {
                match part.kind() {
                    HirKind::Alternation(_) => grouped(part, text)?,
                    _ => write(part, text)?,
                }
            }
        }
        HirKind::Alternation(parts) => {
            for (index, part) in parts.iter().enumerate() {
                if index > 0 {
                    text.push('|');
                }
                write(part, text)?;
            }
        }
    }
    Some(())
}

fn grouped(hir: &Hir, text: &mut String) -> Option<()> {
    text.push('(');
    write(hir, text)?;
    text.push(')');
    Some(())
}

/// How often; engines allow different numbers of times.
fn times(repetition: &Repetition) -> Option<String> {
    let (min, max) = (repetition.min, repetition.max);
    if min > 255 || max.is_some_and(|it| it > 255) {
        return None;
    }
    Some(match (min, max) {
        (0, None) => "*".to_owned(),
        (1, None) => "+".to_owned(),
        (0, Some(1)) => "?".to_owned(),
        (min, None) => format!("{{{min},}}"),
        (min, Some(max)) if min == max => format!("{{{min}}}"),
        (min, Some(max)) => format!("{{{min},{max}}}"),
    })
}

fn literal(c: char, text: &mut String) {
    if ".^$*+?()[]{}|\\/".contains(c) {
        text.push('[');
        escaped(c, text);
        text.push(']');
    } else {
        text.push(c);
    }
}

/// A set by its ranges; what has more members than not, by those that it leaves out.
fn set(class: &ClassUnicode, text: &mut String) -> Option<()> {
    let mut without = class.clone();
    without.negate();
    let negated = class.ranges().last().is_some_and(|it| it.end() == char::MAX);
    let ranges = if negated { without } else { class.clone() };
    if ranges.ranges().len() > MOST_RANGES || ranges.ranges().is_empty() {
        return None;
    }
    text.push_str(if negated { "[^" } else { "[" });
    for range in ranges.ranges() {
        escaped(range.start(), text);
        if range.start() != range.end() {
            text.push('-');
            escaped(range.end(), text);
        }
    }
    text.push(']');
    Some(())
}

/// A letter inside of a set.
fn escaped(c: char, text: &mut String) {
    if "]^-[\\&~".contains(c) {
        text.push('\\');
    }
    text.push(c);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_cases_are_said() {
        assert_eq!(portable("(test|x1)@.*").as_deref(), Some("([Tt][Ee][Ssſ][Tt]|[Xx]1)@[^\n]*"));
    }
}
