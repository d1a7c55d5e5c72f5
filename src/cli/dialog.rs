//! A choice among suggestions, asked for.

use std::io::BufRead;

use crate::diagnostic::Suggestion;

/// What a person answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// The index of the suggestion that was chosen.
    Take(usize),
    /// Not this one.
    Skip,
    /// No more.
    Quit,
}

/// Reads an answer to what is `said`; what is no answer is asked for again. Several choices stand below the finding
/// already. With `echo` answers are repeated, for nobody has typed them there.
pub(super) fn ask(
    choices: &[&Suggestion],
    input: &mut impl BufRead,
    echo: bool,
    mut said: impl FnMut(&str),
) -> Answer {
    let keys = match choices {
        [only] => format!("y: {}", only.message.trim_end_matches('.')),
        [_, _] => "1 or 2: choose".to_owned(),
        many => format!("1 to {}: choose", many.len()),
    };
    loop {
        said(&format!("{keys}, n: not this one, q: stop here > "));
        let mut line = String::new();
        // At the end of the input nothing more is changed.
        if !matches!(input.read_line(&mut line), Ok(length) if length > 0) {
            said("\n");
            return Answer::Quit;
        }
        if echo {
            said(&line);
        }
        match line.trim().to_lowercase().as_str() {
            "q" | "quit" => return Answer::Quit,
            "n" | "no" | "s" | "skip" => return Answer::Skip,
            "y" | "yes" if choices.len() == 1 => return Answer::Take(0),
            other => match other.parse::<usize>() {
                Ok(number) if (1..=choices.len()).contains(&number) => {
                    return Answer::Take(number - 1);
                }
                _ => {}
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Applicability;

    fn answer(count: usize, typed: &str) -> (Answer, String) {
        let choices: Vec<Suggestion> = (0..count)
            .map(|it| Suggestion {
                message: format!("Write {it}."),
                edits: Vec::new(),
                applicability: Applicability::Offered,
            })
            .collect();
        let choices: Vec<&Suggestion> = choices.iter().collect();
        let mut shown = String::new();
        let answer = ask(&choices, &mut typed.as_bytes(), false, |text| shown.push_str(text));
        (answer, shown)
    }

    #[test]
    fn one_choice_is_a_yes_or_no() {
        assert_eq!(answer(1, "y\n").0, Answer::Take(0));
        assert_eq!(answer(1, "N\n").0, Answer::Skip);
        assert_eq!(answer(1, "q\n").0, Answer::Quit);
    }

    #[test]
    fn several_choices_are_numbers() {
        assert_eq!(answer(2, "2\n").0, Answer::Take(1));
        let (given, shown) = answer(2, "3\nyes\n1\n");
        assert_eq!(given, Answer::Take(0));
        assert_eq!(shown.matches("1 or 2: choose").count(), 3, "what is no answer is asked again");
    }

    #[test]
    fn the_end_of_the_input_changes_nothing() {
        assert_eq!(answer(3, "").0, Answer::Quit);
    }
}
