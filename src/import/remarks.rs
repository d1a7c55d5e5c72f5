//! What is said of a sheet: rows that gave no rule, rows that repeat others, cells read in a certain way.

use super::points::Problem;
use super::rows::Asset;
use super::sheet::Place;
use crate::diagnostic::{Code, Diagnostic, Severity, codes};

/// How many places a sentence names.
const SHOWN: usize = 10;

/// Something to be said of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Remark {
    LeftOut { place: Place, reason: Reason },
    TwoScores { stage: Option<String>, first: Asset, other: Asset },
    Repeated { stage: Option<String>, first: Asset, again: Place },
    SeveralStages { asset: String, stages: Vec<Option<String>> },
    AsAbove(Vec<Place>),
    Rounded(Vec<Place>),
    OnOneLine(Vec<Place>),
    PercentByColumn { fraction: bool },
    AllFractions,
    Unused { names: Vec<String>, aging: Option<String> },
}

/// Why a row gives no rule.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Reason {
    Unreadable(String),
    /// It has neither an asset nor a stage nor a score, only something in other columns.
    Nothing,
    OnlyStage(String),
    /// It has this score and no asset.
    NoAsset(String),
    AssetIsError(String),
    NoScore(String),
    Total(String),
    Score(String, Problem),
}

impl Remark {
    /// The remark as a finding.
    pub fn finding(&self) -> Diagnostic {
        let (severity, code, message, help) = match self {
            Self::LeftOut { place, reason } => {
                let (message, help) = reason.told(&begin(*place));
                (reason.severity(), codes::ROW_LEFT_OUT, message, help.to_owned())
            }
            Self::TwoScores { stage, first, other } => {
                let (one, two) = (first.points, other.points);
                let (asset, stage) = (&first.name, within(stage));
                let message = format!(
                    "\"{asset}\" has two scores{stage}: {one} in {} and {two} in {}.",
                    first.place, other.place
                );
                let help =
                    format!("The rules say {one}. Delete the row that is wrong, and import again.");
                (Severity::Warning, codes::TWO_SCORES, message, help)
            }
            Self::Repeated { stage, first, again } => {
                let (asset, stage, points) = (&first.name, within(stage), first.points);
                let message = format!(
                    "{} says again what {} says: \"{asset}\"{stage} gives {points}.",
                    begin(*again),
                    first.place
                );
                let help = "There is one rule for both. Delete one of the rows.".to_owned();
                (Severity::Note, codes::ASSET_TWICE, message, help)
            }
            Self::SeveralStages { asset, stages } => several_stages(asset, stages),
            Self::Unused { names, aging } => unused(names, aging.as_deref()),
            _ => self.how_cells_were_read(),
        };
        Diagnostic::general(severity, code, message).help(help)
    }

    fn how_cells_were_read(&self) -> (Severity, Code, String, String) {
        let (severity, message, help) = match self {
            Self::AsAbove(places) => (
                Severity::Note,
                format!("The stage is blank in {}, so the stage above it counts.", list(places)),
                "If these assets belong to no stage, add --blank-stage none.",
            ),
            Self::Rounded(places) => (
                Severity::Note,
                format!("The score in {} is rounded to two decimals.", list(places)),
                "Points have at most two decimals.",
            ),
            Self::OnOneLine(places) => (
                Severity::Note,
                format!("In {} I read line breaks and tabs in a name as one blank.", list(places)),
                "A text in a rule stands on one line. Compare it with what the events say.",
            ),
            Self::PercentByColumn { fraction: false } => (
                Severity::Note,
                "The column of scores is one of percent, so I read 30 as +30%.".to_owned(),
                "If points were meant, call the column Score.",
            ),
            Self::PercentByColumn { fraction: true } => (
                Severity::Note,
                "The column of scores is one of percent, and all its numbers lie between -1 and 1, so I \
                 read 0.3 as +30%."
                    .to_owned(),
                "If something else was meant, write the sign into each cell: 0.3%",
            ),
            _ => (
                Severity::Warning,
                "All scores are fractions between -1 and 1.".to_owned(),
                "If they are percentages, write the sign into each cell, or call the column Percent.",
            ),
        };
        (severity, codes::CELLS_READ, message, help.to_owned())
    }
}

fn several_stages(asset: &str, stages: &[Option<String>]) -> (Severity, Code, String, String) {
    let names: Vec<String> = stages
        .iter()
        .map(|it| it.as_ref().map_or("no stage".to_owned(), |name| format!("\"{name}\"")))
        .collect();
    let message = format!("\"{asset}\" stands in several stages: {}.", names.join(", "));
    let help = "It counts in each of them. If it should count once, delete the other rows.";
    (Severity::Note, codes::ASSET_TWICE, message, help.to_owned())
}

fn unused(names: &[String], aging: Option<&str>) -> (Severity, Code, String, String) {
    let message = match names {
        [one] => format!("The column {one} is not used."),
        several => format!("These columns are not used: {}.", several.join(", ")),
    };
    let help = match aging {
        None => "Rules need the asset, its stage and its score.".to_owned(),
        Some(name) => format!(
            "For {name}, write `halving every 30 days` or `fading over 90 days` after the last brace of the \
             stage's `match`."
        ),
    };
    (Severity::Note, codes::COLUMN_NOT_USED, message, help)
}

impl Reason {
    /// Headings and notes are left out on purpose.
    fn severity(&self) -> Severity {
        match self {
            Self::Nothing | Self::OnlyStage(_) => Severity::Note,
            _ => Severity::Warning,
        }
    }

    /// What is wrong with a row, and what to write instead.
    fn told(&self, row: &str) -> (String, &'static str) {
        const NUMBER: &str = "Write a number such as 5, -10, 2.5 or 30%.";
        match self {
            Self::Unreadable(reason) => {
                (format!("{row} cannot be read: {reason}."), "Mend the row, and import again.")
            }
            Self::Nothing => (
                format!("{row} has neither an asset nor a score."),
                "Notes beside or below the table do no harm.",
            ),
            Self::OnlyStage(stage) => (
                format!("{row} has only the stage \"{stage}\"."),
                "I take it as the heading of the rows below, whose stage is blank.",
            ),
            Self::NoAsset(score) => (
                format!("{row} has the score {score}, but no asset."),
                "Write the name of the asset into the row.",
            ),
            Self::AssetIsError(text) => (
                format!("{row} has the error {text} where the asset belongs."),
                "Mend the formula in your spreadsheet program.",
            ),
            Self::NoScore(asset) => (format!("{row}, \"{asset}\", has no score."), NUMBER),
            Self::Total(asset) => (
                format!("{row}, \"{asset}\", looks like the sum of the column."),
                "A sum is no asset. If it is one, give it another name.",
            ),
            Self::Score(asset, problem) => score_told(row, asset, problem, NUMBER),
        }
    }
}

fn score_told(
    row: &str,
    asset: &str,
    problem: &Problem,
    number: &'static str,
) -> (String, &'static str) {
    match problem {
        Problem::TwoReadings { text, large, small } => (
            format!("{row}, \"{asset}\": {text} can be read as {large} and as {small}."),
            "Write it without a separator of thousands, or with other than three decimals.",
        ),
        Problem::TooLarge(text) => (
            format!("{row}, \"{asset}\": {text} is more than a score can be."),
            "Points go from -1,000,000,000 to 1,000,000,000.",
        ),
        Problem::NoNumber(text, Some(kind)) => {
            (format!("{row}, \"{asset}\": the score {text} is {kind}, not a number."), number)
        }
        Problem::NoNumber(text, None) => {
            (format!("{row}, \"{asset}\": the score \"{text}\" is not a number."), number)
        }
        Problem::Blank => (format!("{row}, \"{asset}\", has no score."), number),
    }
}

/// ` in "Decision"`
fn within(stage: &Option<String>) -> String {
    stage.as_ref().map(|it| format!(" in \"{it}\"")).unwrap_or_default()
}

/// A place at the beginning of a sentence.
fn begin(place: Place) -> String {
    match place {
        Place::Line(number) => format!("Line {number}"),
        Place::Row(number) => format!("Row {number}"),
    }
}

/// `rows 3, 4 and 7`, `rows 3, 4, … and 12 more`
fn list(places: &[Place]) -> String {
    let number = |place: &Place| match place {
        Place::Line(number) | Place::Row(number) => number.to_string(),
    };
    let [first, rest @ ..] = places else { return String::new() };
    let [middle @ .., last] = rest else { return first.to_string() };
    let word = if matches!(first, Place::Line(_)) { "lines" } else { "rows" };
    let numbers: Vec<String> = std::iter::once(first).chain(middle).map(number).collect();
    match numbers.split_at_checked(SHOWN) {
        Some((shown, more)) if !more.is_empty() => {
            format!("{word} {} and {} more", shown.join(", "), more.len() + 1)
        }
        _ => format!("{word} {} and {}", numbers.join(", "), number(last)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_a_sentence() {
        let rows = |numbers: std::ops::Range<u64>| numbers.map(Place::Row).collect::<Vec<_>>();
        assert_eq!(list(&rows(3..4)), "row 3");
        assert_eq!(list(&rows(3..5)), "rows 3 and 4");
        assert_eq!(list(&rows(3..6)), "rows 3, 4 and 5");
        assert_eq!(list(&rows(1..12)), "rows 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 11");
        assert_eq!(list(&rows(1..21)), "rows 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 10 more");
    }
}
