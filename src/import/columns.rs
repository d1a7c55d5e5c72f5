//! Which columns of a sheet hold assets, stages and scores.

use unicode_normalization::UnicodeNormalization;

use super::sheet::{Row, Sheet};
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::ir::name_key;

/// What people write above their columns, one kind a line.
const HEADERS: &str = include_str!("headers.txt");

/// How many rows are looked at to find the header below a title.
const WITHIN: usize = 50;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Asset,
    Stage,
    Score,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Asset, Self::Stage, Self::Score];

    fn word(self) -> &'static str {
        match self {
            Self::Asset => "asset",
            Self::Stage => "stage",
            Self::Score => "score",
        }
    }
}

/// The names of columns that were given instead of being found.
#[derive(Clone, Debug, Default)]
pub struct ColumnOptions {
    /// The column of assets.
    pub asset: Option<String>,
    /// The column of stages.
    pub stage: Option<String>,
    /// The column of scores.
    pub score: Option<String>,
}

impl ColumnOptions {
    fn given(&self, kind: Kind) -> Option<&str> {
        match kind {
            Kind::Asset => self.asset.as_deref(),
            Kind::Stage => self.stage.as_deref(),
            Kind::Score => self.score.as_deref(),
        }
    }
}

/// Where the header stands and which columns count.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Columns {
    /// The place of the header among the rows of the sheet.
    pub header: usize,
    pub asset: usize,
    pub stage: Option<usize>,
    pub score: usize,
    /// Whether the column of scores says that it holds percentages.
    pub percent: bool,
    /// The names of the columns that are not used.
    pub others: Vec<String>,
}

/// The header below any title, and its columns.
///
/// # Errors
///
/// When no row names a column of assets and one of scores, or several columns could be meant.
pub(super) fn find(sheet: &Sheet, options: &ColumnOptions) -> Result<Columns, Diagnostic> {
    let rows = sheet.rows.iter().take(WITHIN).enumerate();
    let mut best: Option<(usize, &Row)> = None;
    for (place, row) in rows {
        let names = names(row);
        let found = |kind| !candidates(&names, kind, options).is_empty();
        if found(Kind::Asset) && found(Kind::Score) && several(&names) {
            return columns(sheet, place, &names, options);
        }
        let likely = several(&names) && Kind::ALL.into_iter().any(found);
        if likely && best.is_none() {
            best = Some((place, row));
        }
    }
    let several_cells = || sheet.rows.iter().enumerate().find(|(_, row)| several(&names(row)));
    match best.or_else(several_cells) {
        Some((place, row)) => columns(sheet, place, &names(row), options),
        None => Err(no_table(sheet)),
    }
}

fn columns(
    sheet: &Sheet,
    header: usize,
    names: &[String],
    options: &ColumnOptions,
) -> Result<Columns, Diagnostic> {
    let the_one = |kind: Kind| match candidates(names, kind, options).as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(*one)),
        several => Err(unclear(sheet, kind, names, several)),
    };
    let (asset, stage, score) =
        (the_one(Kind::Asset)?, the_one(Kind::Stage)?, the_one(Kind::Score)?);
    let missing = |kind| missing(sheet, header, kind, names, options);
    if options.stage.is_some() && stage.is_none() {
        return Err(missing(Kind::Stage));
    }
    let asset = asset.ok_or_else(|| missing(Kind::Asset))?;
    let score = score.ok_or_else(|| missing(Kind::Score))?;
    let used = [Some(asset), stage, Some(score)];
    let twice = asset == score || stage.is_some_and(|it| it == asset || it == score);
    if twice {
        return Err(same_column(sheet, names));
    }
    let others = names.iter().enumerate().filter(|(at, _)| !used.contains(&Some(*at)));
    let percent = names.get(score).is_some_and(|name| is_listed("percent", &words(name)));
    Ok(Columns {
        header,
        asset,
        stage,
        score,
        percent,
        others: others.map(|(_, name)| name.clone()).filter(|it| !it.is_empty()).collect(),
    })
}

/// The cells of a row as names of columns.
fn names(row: &Row) -> Vec<String> {
    row.cells.iter().map(|cell| super::one_line(&cell.text()).0).collect()
}

fn several(names: &[String]) -> bool {
    names.iter().filter(|it| !it.is_empty()).count() > 1
}

/// The columns that may be of a kind: the one that was asked for; else those that are called exactly so; else those
/// in whose name a word for it comes last, as in `asset score`.
fn candidates(names: &[String], kind: Kind, options: &ColumnOptions) -> Vec<usize> {
    let places = |fits: &dyn Fn(&str) -> bool| -> Vec<usize> {
        names.iter().enumerate().filter(|(_, name)| fits(name)).map(|(at, _)| at).collect()
    };
    if let Some(given) = options.given(kind) {
        let key = name_key(given);
        return places(&|name| !name.is_empty() && name_key(name) == key);
    }
    let asked = |name: &str| {
        let given = Kind::ALL.into_iter().filter_map(|it| options.given(it));
        given.map(name_key).any(|it| it == name_key(name))
    };
    let exact = places(&|name| !asked(name) && is_exactly(kind, name));
    match exact.is_empty() {
        false => exact,
        true => places(&|name| !asked(name) && ends_as(name) == Some(kind)),
    }
}

fn is_exactly(kind: Kind, name: &str) -> bool {
    is_listed_as(kind.word(), &words(name).join(" "))
}

/// The kind whose word stands last in a name; none for a name that is exactly of another kind.
fn ends_as(name: &str) -> Option<Kind> {
    let words = words(name);
    if words.len() > LONGEST_NAME || Kind::ALL.into_iter().any(|it| is_exactly(it, name)) {
        return None;
    }
    let text = format!(" {} ", words.join(" "));
    let end = |kind: Kind| {
        let phrases = listed(kind.word());
        phrases
            .filter_map(|it| Some((last(&text, it)?, it.len(), kind)))
            .max_by_key(|it| (it.0, it.1))
    };
    let ends = Kind::ALL.into_iter().filter_map(end);
    ends.max_by_key(|it| (it.0, it.1)).map(|(_, _, kind)| kind)
}

/// A name with more words is a sentence.
const LONGEST_NAME: usize = 8;

/// Where a phrase ends in a text of words; scripts without blanks need none around it.
fn last(text: &str, phrase: &str) -> Option<usize> {
    let joined = phrase.chars().all(|c| ('\u{2E80}'..'\u{A000}').contains(&c));
    match joined {
        true => text.rfind(phrase).map(|at| at + phrase.len()),
        false => text.rfind(&format!(" {phrase} ")).map(|at| at + phrase.len() + 1),
    }
}

/// The words of a name in small letters; `%` is one.
pub(super) fn words(name: &str) -> Vec<String> {
    let text: String = name_key(&name.nfkc().collect::<String>()).replace('%', " % ");
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '%');
    words.filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// The phrases of a kind.
fn listed(kind: &str) -> impl Iterator<Item = &'static str> {
    let lines = HEADERS.lines().filter_map(|line| line.split_once(": "));
    lines.filter(move |(it, _)| *it == kind).flat_map(|(_, phrases)| phrases.split(", "))
}

fn is_listed_as(kind: &str, phrase: &str) -> bool {
    listed(kind).any(|it| it == phrase)
}

/// Whether one of the words is of a kind.
fn is_listed(kind: &str, words: &[String]) -> bool {
    words.iter().any(|it| is_listed_as(kind, it))
}

/// Whether a column says how points lose their worth.
pub(super) fn is_aging(name: &str) -> bool {
    let text = format!(" {} ", words(name).join(" "));
    listed("aging").any(|phrase| last(&text, phrase).is_some())
}

/// Whether a text is what stands before the sum of a column.
pub(super) fn is_total(text: &str) -> bool {
    is_listed_as("total", &words(text).join(" "))
}

fn shown(names: &[String]) -> String {
    let names = names.iter().filter(|it| !it.is_empty()).cloned();
    names.collect::<Vec<_>>().join(", ")
}

fn error(message: String, help: String) -> Diagnostic {
    Diagnostic::general(Severity::Error, codes::SHEET_COLUMNS, message).help(help)
}

fn no_table(sheet: &Sheet) -> Diagnostic {
    let place = match &sheet.name {
        Some(name) => format!("The sheet \"{name}\" of {}", sheet.file),
        None => sheet.file.clone(),
    };
    let mut help = "Make three columns with names above them: Asset, Stage, Score.".to_owned();
    if !sheet.others.is_empty() {
        let others: Vec<String> = sheet.others.iter().map(|it| format!("\"{it}\"")).collect();
        help = format!("Choose another one with --sheet NAME: {}.", others.join(", "));
    }
    error(format!("{place} has no table of assets and scores."), help)
}

fn missing(
    sheet: &Sheet,
    header: usize,
    kind: Kind,
    names: &[String],
    options: &ColumnOptions,
) -> Diagnostic {
    let (file, word) = (&sheet.file, kind.word());
    let place = sheet.rows.get(header).map(|row| row.place.to_string()).unwrap_or_default();
    let names = shown(names);
    match options.given(kind) {
        Some(given) => error(
            format!("{file} has no column \"{given}\"."),
            format!("The columns in {place} are: {names}."),
        ),
        None => error(
            format!("{file} has no column that I know to hold the {word}s."),
            format!(
                "The columns in {place} are: {names}.\nSay which one it is with --{word} COLUMN; without names, \
                 write Asset, Stage, Score above the columns."
            ),
        ),
    }
}

fn unclear(sheet: &Sheet, kind: Kind, names: &[String], places: &[usize]) -> Diagnostic {
    let word = kind.word();
    let could: Vec<String> = places.iter().filter_map(|at| names.get(*at).cloned()).collect();
    let file = &sheet.file;
    let message =
        format!("Several columns of {file} could hold the {word}s: {}.", could.join(", "));
    let first = could.first().map(String::as_str).unwrap_or_default();
    let same = could.iter().all(|it| name_key(it) == name_key(first));
    let help = match same {
        true => "Give each column a name of its own.".to_owned(),
        false => format!("Choose one, for example: --{word} \"{first}\""),
    };
    error(message, format!("{help}\nThe columns are: {}.", shown(names)))
}

fn same_column(sheet: &Sheet, names: &[String]) -> Diagnostic {
    error(
        format!("One column of {} was chosen for two things.", sheet.file),
        format!("Name three different columns of these: {}.", shown(names)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(names: &[&str]) -> [Vec<usize>; 3] {
        let names: Vec<String> = names.iter().map(|it| (*it).to_owned()).collect();
        Kind::ALL.map(|kind| candidates(&names, kind, &ColumnOptions::default()))
    }

    #[test]
    fn columns_are_known_by_their_names() {
        for names in [
            ["Asset", "Stage", "Score"],
            ["What?", "Funnel", "%"],
            ["Content asset", "Buyer stage", "Sales readiness"],
            ["Asset name", "Stage of the funnel", "Score (0-100)"],
            ["ASSET TYPE", "STAGE", "ASSET SCORE"],
            ["Материал", "Етап", "Точки"],
            ["Inhalt", "Phase", "Punkte"],
            ["Contenu", "Étape", "Pourcentage"],
            ["Contenido", "Etapa", "Puntuación"],
            ["Контент", "Этап воронки", "Баллы"],
            ["内容", "阶段", "分数"],
            ["内容名称", "购买阶段", "准备度百分比"],
        ] {
            assert_eq!(kinds(&names), [vec![0], vec![1], vec![2]], "{names:?}");
        }
    }

    #[test]
    fn an_exact_name_comes_before_a_similar_one() {
        assert_eq!(kinds(&["Asset owner score", "Asset", "Score"]), [vec![1], vec![], vec![2]]);
        assert_eq!(kinds(&["Content", "Asset", "Points"])[0], [0, 1]);
    }

    #[test]
    fn the_table_of_names_is_sound() {
        for line in HEADERS.lines().filter(|it| !it.is_empty() && !it.starts_with('#')) {
            let (kind, phrases) = line.split_once(": ").unwrap();
            assert!(["asset", "stage", "score", "percent", "aging", "total"].contains(&kind));
            for phrase in phrases.split(", ") {
                assert_eq!(words(phrase).join(" "), phrase, "{line}");
            }
        }
        for phrase in listed("asset") {
            assert!(!is_listed_as("stage", phrase) && !is_listed_as("score", phrase), "{phrase}");
        }
    }
}
