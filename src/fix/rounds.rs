use std::collections::HashSet;

use super::{apply, safe};
use crate::diagnostic::{Diagnostic, Suggestion};
use crate::source::{FileId, SourceFile};

/// The most rounds: each makes at least one finding go, and few files need more than three.
const MOST: usize = 20;

/// Texts in which everything is fixed that has only one meaning.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// The texts, in the order in which they were given.
    pub texts: Vec<String>,
    /// What was fixed, in order.
    pub applied: Vec<Applied>,
}

/// One fix that was made.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The index of the text.
    pub text: usize,
    /// The line in it, from 1, at the time of the fix.
    pub line: usize,
    /// What was wrong.
    pub finding: Diagnostic,
    /// What was done about it.
    pub suggestion: Suggestion,
}

/// Applies safe suggestions round by round until nothing changes.
///
/// `look` checks the texts; it gives the file that each of them is, if it could be read, and all findings.
///
/// ```
/// use leadscore::source::Sources;
/// let look = |texts: &[String]| {
///     let mut sources = Sources::new();
///     let (file, parsed) = leadscore::syntax::read_into(&mut sources, "a.score", &texts[0]);
///     (vec![Some(file)], parsed.diagnostics)
/// };
/// let text = "whne employees at least 100 then add 5 points".to_owned();
/// let fixed = leadscore::fix::fixed(vec![text], look);
/// assert_eq!(fixed.texts, ["when employees >= 100 then +5"]);
/// ```
pub fn fixed(
    texts: Vec<String>,
    mut look: impl FnMut(&[String]) -> (Vec<Option<FileId>>, Vec<Diagnostic>),
) -> Fixed {
    let mut fixed = Fixed { texts, applied: Vec::new() };
    let mut seen = HashSet::from([fixed.texts.clone()]);
    for _ in 0..MOST {
        let (files, findings) = look(&fixed.texts);
        let round = Round::of(&fixed.texts, &files, &findings);
        // Texts that were there before would come again and again.
        if round.applied.is_empty() || !seen.insert(round.texts.clone()) {
            break;
        }
        fixed.texts = round.texts;
        fixed.applied.extend(round.applied);
    }
    fixed
}

/// What one round made of the texts.
struct Round {
    texts: Vec<String>,
    applied: Vec<Applied>,
}

impl Round {
    fn of(texts: &[String], files: &[Option<FileId>], findings: &[Diagnostic]) -> Self {
        let fixes: Vec<(&Diagnostic, &Suggestion)> =
            findings.iter().filter_map(|it| Some((it, safe(it)?))).collect();
        let suggestions: Vec<&Suggestion> = fixes.iter().map(|(_, it)| *it).collect();
        let mut round = Self { texts: Vec::with_capacity(texts.len()), applied: Vec::new() };
        for (index, (text, file)) in texts.iter().zip(files).enumerate() {
            let (new, applied) = match file {
                Some(file) => apply(text, *file, &suggestions),
                None => (text.clone(), Vec::new()),
            };
            let lines = SourceFile::new("", text.as_str());
            for (finding, suggestion) in applied.into_iter().filter_map(|it| fixes.get(it)) {
                let start = suggestion.edits.first().map_or(0, |it| it.place.span.start as usize);
                let line = lines.line_column(start).line;
                round.applied.push(Applied {
                    text: index,
                    line,
                    finding: (*finding).clone(),
                    suggestion: (*suggestion).clone(),
                });
            }
            round.texts.push(new);
        }
        round
    }
}
