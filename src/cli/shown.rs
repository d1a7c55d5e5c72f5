//! Which findings are shown when there are too many to read.

use super::check::counted;
use crate::diagnostic::{Diagnostic, Severity};

/// At most so many findings in their order, errors before warnings; and a line that counts the rest.
pub(super) fn at_most(findings: Vec<Diagnostic>, most: usize) -> (Vec<Diagnostic>, Option<String>) {
    if most == 0 || findings.len() <= most {
        return (findings, None);
    }
    let mut by_weight: Vec<usize> = (0..findings.len()).collect();
    by_weight.sort_by_key(|&index| {
        std::cmp::Reverse(findings.get(index).map(|finding| finding.severity))
    });
    let mut is_shown = vec![false; findings.len()];
    for index in by_weight.into_iter().take(most) {
        if let Some(shown) = is_shown.get_mut(index) {
            *shown = true;
        }
    }
    let mut marks = is_shown.into_iter();
    let (shown, hidden): (Vec<_>, Vec<_>) =
        findings.into_iter().partition(|_| marks.next().unwrap_or(true));
    let rest = format!(
        "… and {} ({}); --max-messages 0 shows all",
        counted(hidden.len(), "more finding"),
        by_severity(&hidden)
    );
    (shown, Some(rest))
}

/// `249 errors, 63 warnings`, without those of which there are none.
fn by_severity(findings: &[Diagnostic]) -> String {
    let count = |severity: Severity| {
        let count = findings.iter().filter(|it| it.severity == severity).count();
        (count > 0).then(|| counted(count, severity.word()))
    };
    let counts = [Severity::Error, Severity::Warning, Severity::Note].into_iter().filter_map(count);
    counts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes::{NO_OTHERWISE, UNKNOWN_NAME};

    fn findings(letters: &str) -> Vec<Diagnostic> {
        let finding = |(index, letter): (usize, char)| match letter {
            'E' => Diagnostic::general(Severity::Error, UNKNOWN_NAME, index.to_string()),
            'W' => Diagnostic::general(Severity::Warning, NO_OTHERWISE, index.to_string()),
            _ => Diagnostic::general(Severity::Note, NO_OTHERWISE, index.to_string()),
        };
        letters.chars().enumerate().map(finding).collect()
    }

    #[test]
    fn errors_are_not_hidden_by_warnings() {
        let cases: [(&str, usize, &[&str], Option<&str>); 5] = [
            ("WEWE", 4, &["0", "1", "2", "3"], None),
            ("WEWE", 0, &["0", "1", "2", "3"], None),
            ("WEWE", 2, &["1", "3"], Some("… and 2 more findings (2 warnings)")),
            ("WEWE", 3, &["0", "1", "3"], Some("… and 1 more finding (1 warning)")),
            ("NWEE", 1, &["2"], Some("… and 3 more findings (1 error, 1 warning, 1 note)")),
        ];
        for (letters, most, expected, rest) in cases {
            let (shown, line) = at_most(findings(letters), most);
            let shown: Vec<&str> = shown.iter().map(|it| it.message.as_str()).collect();
            assert_eq!(shown, expected, "{letters} {most}");
            let rest = rest.map(|it| format!("{it}; --max-messages 0 shows all"));
            assert_eq!(line, rest, "{letters} {most}");
        }
    }
}
