//! Formats as a schema writes them: `DD/MM/YYYY` for dates, `1.234,56` for numbers.

use std::fmt;

use super::{DateFormat, NumberFormat};

/// Why a text is no format: a sentence that says what is wrong with it, and one that says what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoFormat(String);

impl DateFormat {
    /// Reads a format of dates from the letters that spreadsheets use.
    ///
    /// | letters | meaning |
    /// |---|---|
    /// | `D`, `DD` | day of the month |
    /// | `M`, `MM` | month; after an hour, minutes |
    /// | `MMM`, `MMMM` | month by its English name, short or long |
    /// | `YY`, `YYYY` | year; of two digits, 69 to 99 are in the last century |
    /// | `h`, `hh`, `H`, `HH` | hour; of twelve if `a` or `AM` follows |
    /// | `mm`, `ss`, `SSS` | minutes, seconds, fraction of a second |
    /// | `a`, `AM`, `tt` | AM or PM |
    /// | `Z` | distance from UTC: `Z`, `+02:00`, `+0200` |
    ///
    /// Case matters for none of them. What is not a Latin letter stands for itself, a blank for any blanks.
    ///
    /// ```
    /// use leadscore::ir::DateFormat;
    /// assert_eq!(DateFormat::parse("DD/MM/YYYY").unwrap().pattern, "%d/%m/%Y");
    /// assert_eq!(DateFormat::parse("D.M.YY HH:mm").unwrap().pattern, "%d.%m.%y %H:%M");
    /// assert!(DateFormat::parse("DD/MM").unwrap_err().to_string().contains("no year"));
    /// ```
    ///
    /// # Errors
    ///
    /// When a letter means nothing, stands twice, or the day, month or year is left out.
    pub fn parse(written: &str) -> Result<Self, NoFormat> {
        let written = written.trim();
        let mut letters = Letters { written, seen: Vec::new(), pattern: String::new() };
        let mut rest = written;
        while let Some(first) = rest.chars().next() {
            let marker = ["am/pm", "a/p", "am", "pm", "tt", "a"]
                .into_iter()
                .find(|marker| starts_with(rest, marker));
            let length = if let Some(marker) = marker {
                letters.put(Part::HalfDay, "%p")?;
                marker.len()
            } else if first.is_whitespace() {
                letters.pattern.push(' ');
                rest.len() - rest.trim_start().len()
            } else {
                let letter = latin(first);
                let run = rest.chars().take_while(|&other| latin(other) == letter).count();
                let run = if letter.is_ascii_alphabetic() { run } else { 1 };
                letters.run(letter, run)?;
                run * first.len_utf8()
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        letters.finish()
    }
}

/// What a format can speak of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Day,
    Month,
    Year,
    Hour,
    Minute,
    Second,
    Fraction,
    HalfDay,
    Offset,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
            Self::Hour => "hour",
            Self::Minute => "minute",
            Self::Second => "second",
            Self::Fraction => "fraction of a second",
            Self::HalfDay => "AM or PM",
            Self::Offset => "distance from UTC",
        }
    }
}

struct Letters<'a> {
    written: &'a str,
    seen: Vec<Part>,
    pattern: String,
}

impl Letters<'_> {
    fn run(&mut self, letter: char, length: usize) -> Result<(), NoFormat> {
        let has = |part| self.seen.contains(&part);
        match (letter, length) {
            ('d', 1 | 2) => self.put(Part::Day, "%d"),
            ('m', 1 | 2) if has(Part::Hour) && !has(Part::Minute) => self.put(Part::Minute, "%M"),
            ('m', 1 | 2) => self.put(Part::Month, "%m"),
            ('m', 3) => self.put(Part::Month, "%b"),
            ('m', 4) => self.put(Part::Month, "%B"),
            ('y', 2) => self.put(Part::Year, "%y"),
            ('y', 4) => self.put(Part::Year, "%Y"),
            ('h', 1 | 2) => self.put(Part::Hour, "%H"),
            ('s', 1 | 2) if !has(Part::Second) => self.put(Part::Second, "%S"),
            ('s' | 'f', _) if has(Part::Second) => self.put(Part::Fraction, "%f"),
            ('z', _) => self.put(Part::Offset, "%z"),
            ('t', 1) => {
                self.pattern.push('T');
                Ok(())
            }
            // Other programs put quotes around letters that stand for themselves.
            ('\'', _) => Ok(()),
            ('%', _) => Err(NoFormat(format!(
                "\"{}\" is written for another program. Write a date format with D, M and Y, such as DD/MM/YYYY.",
                self.written
            ))),
            ('d', _) => Err(self.wrong("days of the week are not read. Write the day as D or DD.")),
            ('y', _) => Err(self.wrong("a year is written YYYY or YY.")),
            ('m', _) => Err(self.wrong("a month is written M, MM, MMM or MMMM.")),
            (letter, _) if letter.is_ascii_alphabetic() => Err(self.wrong(&format!(
                "the letter {} means nothing here. Write D for the day, M for the month and Y for the year, as in DD/MM/YYYY.",
                letter.to_ascii_uppercase()
            ))),
            (other, _) => {
                self.pattern.push(other);
                Ok(())
            }
        }
    }

    fn put(&mut self, part: Part, directive: &str) -> Result<(), NoFormat> {
        if self.seen.contains(&part) {
            return Err(self.wrong(&format!("the {} stands twice.", part.name())));
        }
        self.seen.push(part);
        self.pattern.push_str(directive);
        Ok(())
    }

    fn finish(mut self) -> Result<DateFormat, NoFormat> {
        let has = |part| self.seen.contains(&part);
        let complaints = [
            (!has(Part::Day), "there is no day. Add D or DD."),
            (!has(Part::Month), "there is no month. Add MM."),
            (!has(Part::Year), "there is no year. Add YYYY."),
            (has(Part::HalfDay) && !has(Part::Hour), "AM or PM needs an hour. Add h:mm before it."),
            (has(Part::Second) && !has(Part::Minute), "there are seconds without minutes."),
        ];
        if let Some((_, complaint)) = complaints.into_iter().find(|(wrong, _)| *wrong) {
            return Err(self.wrong(complaint));
        }
        if has(Part::HalfDay) {
            self.pattern = self.pattern.replace("%H", "%I");
        }
        Ok(DateFormat { written: self.written.to_owned(), pattern: self.pattern })
    }

    fn wrong(&self, what: &str) -> NoFormat {
        NoFormat(format!("In the date format \"{}\", {what}", self.written))
    }
}

/// The Latin small letter of a letter, also of the Cyrillic ones that mean day, month and year.
fn latin(letter: char) -> char {
    match letter {
        'Д' | 'д' => 'd',
        'М' | 'м' => 'm',
        'Г' | 'г' => 'y',
        other => other.to_ascii_lowercase(),
    }
}

fn starts_with(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

impl NumberFormat {
    /// Reads a format of numbers from an example: `1.234,56`, `1 234,56`, `1,234.56`, `1'234.56`, `1234,56`.
    ///
    /// ```
    /// use leadscore::ir::NumberFormat;
    /// assert_eq!(NumberFormat::parse("1.234,56"), Ok(NumberFormat { decimal: ',', group: Some('.') }));
    /// assert!(NumberFormat::parse("1,234").is_err(), "one thousand or one?");
    /// ```
    ///
    /// # Errors
    ///
    /// When the example is no number, or does not show the format.
    pub fn parse(example: &str) -> Result<Self, NoFormat> {
        let example = example.trim();
        let wrong = |what: &str| {
            Err(NoFormat(format!(
                "The number format \"{example}\" {what} Write an example such as 1,234.56 or 1.234,56."
            )))
        };
        let digits = example.strip_prefix(['-', '+']).unwrap_or(example);
        let runs: Vec<&str> = digits.split(|c: char| !c.is_ascii_digit()).collect();
        let marks: Vec<char> =
            digits.chars().filter(|c| !c.is_ascii_digit()).map(usual_mark).collect();
        if let Some(odd) = marks.iter().find(|mark| !".,' _".contains(**mark)) {
            return wrong(&format!("has \"{odd}\", which is part of no number."));
        }
        if runs.iter().any(|run| run.is_empty()) {
            return wrong("must begin and end with a digit, with one mark between digits.");
        }
        let Some((&last, before)) = marks.split_last() else { return Ok(Self::default()) };
        let (group, decimal) = match before.first() {
            // One mark alone is the decimal mark, unless it could as well separate thousands.
            None if runs.get(1).is_some_and(|run| run.len() == 3) || !".,".contains(last) => {
                return wrong("does not tell thousands from decimals.");
            }
            None => (None, last),
            Some(&group) if group != last => (Some(group), last),
            Some(&group @ '.') => (Some(group), ','),
            Some(&group @ ',') => (Some(group), '.'),
            Some(_) => return wrong("does not show the decimal mark."),
        };
        let grouped = marks.len() - usize::from(marks.last() == Some(&decimal));
        let well_grouped = || {
            runs.iter().skip(1).take(grouped).all(|run| matches!(run.len(), 2 | 3))
                && runs.get(grouped).is_some_and(|run| run.len() == 3)
        };
        let same = group.is_none_or(|group| marks.iter().take(grouped).all(|mark| *mark == group));
        if !".,".contains(decimal) || !same || (group.is_some() && !well_grouped()) {
            return wrong("is not a number with its thousands apart.");
        }
        Ok(Self { decimal, group })
    }

    /// Whether this character separates thousands: every blank and both apostrophes count as one.
    #[must_use]
    pub fn separates(self, mark: char) -> bool {
        self.group == Some(usual_mark(mark))
    }
}

/// One sign for marks that people cannot tell apart.
fn usual_mark(mark: char) -> char {
    match mark {
        '’' => '\'',
        blank if blank.is_whitespace() => ' ',
        other => other,
    }
}

impl fmt::Display for NumberFormat {
    /// The example that [`NumberFormat::parse`] reads: `1.234,56`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.group {
            Some(group) => write!(f, "1{group}234{}56", self.decimal),
            None => write!(f, "1234{}56", self.decimal),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_formats() {
        for (written, pattern) in [
            ("DD/MM/YYYY", "%d/%m/%Y"),
            ("dd/mm/yyyy", "%d/%m/%Y"),
            ("D.M.YYYY", "%d.%m.%Y"),
            ("MM/DD/YY", "%m/%d/%y"),
            ("YYYYMMDD", "%Y%m%d"),
            ("DD MMM YYYY", "%d %b %Y"),
            ("MMMM D, YYYY", "%B %d, %Y"),
            ("DD.MM.YYYY HH:mm", "%d.%m.%Y %H:%M"),
            ("DD.MM.YYYY  HH:MM", "%d.%m.%Y %H:%M"),
            ("DD.MM.YYYY hh:mm:ss", "%d.%m.%Y %H:%M:%S"),
            ("MM/DD/YYYY h:mm a", "%m/%d/%Y %I:%M %p"),
            ("MM/DD/YYYY hh:mm:ss AM", "%m/%d/%Y %I:%M:%S %p"),
            ("MM/DD/YYYY h:mm AM/PM", "%m/%d/%Y %I:%M %p"),
            ("MM/DD/YYYY h:mmtt", "%m/%d/%Y %I:%M%p"),
            ("YYYY-MM-DD HH:mm:ss", "%Y-%m-%d %H:%M:%S"),
            ("YYYY-MM-DD'T'HH:mm:ss.SSSZ", "%Y-%m-%dT%H:%M:%S.%f%z"),
            ("HH:mm DD/MM/YYYY", "%H:%M %d/%m/%Y"),
            ("YYYY年MM月DD日", "%Y年%m月%d日"),
            ("ДД.ММ.ГГГГ", "%d.%m.%Y"),
        ] {
            let format = DateFormat::parse(written).unwrap();
            assert_eq!(format.pattern, pattern, "{written}");
            assert_eq!(format.written, written);
        }
    }

    #[test]
    fn wrong_date_formats_say_what_is_wrong() {
        for (written, part) in [
            ("DD/MM", "no year"),
            ("MM/YYYY", "no day"),
            ("DD.YYYY", "no month"),
            ("", "no day"),
            ("DD/MM/YYY", "YYYY or YY"),
            ("DD/MM/DD", "the day stands twice"),
            ("DD/MM/MM/YYYY", "the month stands twice"),
            ("DDDD, DD/MM/YYYY", "days of the week"),
            ("TT.MM.JJJJ", "the letter J"),
            ("JJ.MM.AAAA", "the letter J"),
            ("DD/MM/YYYY a", "needs an hour"),
            ("DD/MM/YYYY HH:ss", "without minutes"),
            ("%d/%m/%Y", "another program"),
        ] {
            let said = DateFormat::parse(written).unwrap_err();
            assert!(said.to_string().contains(part), "{written}: {said}");
        }
    }

    #[test]
    fn number_formats() {
        for (example, decimal, group) in [
            ("1.234,56", ',', Some('.')),
            ("1 234,56", ',', Some(' ')),
            ("1\u{a0}234,56", ',', Some(' ')),
            ("1\u{202f}234,56", ',', Some(' ')),
            ("1,234.56", '.', Some(',')),
            ("1'234.56", '.', Some('\'')),
            ("1’234.56", '.', Some('\'')),
            ("1_234.56", '.', Some('_')),
            ("1,23,456.78", '.', Some(',')),
            ("-1.234.567,8", ',', Some('.')),
            ("1.234.567", ',', Some('.')),
            ("1,234,567", '.', Some(',')),
            ("1234,56", ',', None),
            ("0,5", ',', None),
            ("1234.56", '.', None),
            ("1234", '.', None),
        ] {
            assert_eq!(
                NumberFormat::parse(example),
                Ok(NumberFormat { decimal, group }),
                "{example}"
            );
        }
    }

    #[test]
    fn wrong_number_formats_say_what_is_wrong() {
        for (example, part) in [
            ("", "begin and end with a digit"),
            ("1.234", "thousands from decimals"),
            ("1,234", "thousands from decimals"),
            ("1 234", "thousands from decimals"),
            ("1 234 567", "decimal mark"),
            ("1.23,4,5", "thousands apart"),
            ("1,2345.6", "thousands apart"),
            ("1,23.6", "thousands apart"),
            ("1.234'5", "thousands apart"),
            ("1,,234.5", "one mark between"),
            ("€1,234.5", "\"€\""),
            ("#,##0.00", "\"#\""),
        ] {
            let said = NumberFormat::parse(example).unwrap_err();
            assert!(said.to_string().contains(part), "{example}: {said}");
        }
    }

    #[test]
    fn a_format_prints_as_an_example_of_itself() {
        for example in ["1.234,56", "1 234,56", "1,234.56", "1'234.56", "1234,56", "1234.56"] {
            assert_eq!(
                NumberFormat::parse(example).map(|it| it.to_string()).as_deref(),
                Ok(example)
            );
        }
    }
}
