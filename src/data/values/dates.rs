//! Dates and times as data write them.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};

use crate::ir::{Clock, DateFormat};

/// A date as it was written: what was left out is not made up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The calendar day.
    pub date: Date,
    /// The time of day.
    pub time: Option<Time>,
    /// The distance from UTC.
    pub offset: Option<Offset>,
}

impl Written {
    /// Reads ISO 8601: `2025-02-20`, `2025-02-20 10:00`, `2025-02-20T10:00:00.5+02:00`.
    ///
    /// Between date and time stands `T` or a blank; seconds, their fraction and the offset may be left out. The
    /// offset is `Z`, `UTC`, `+02:00`, `+0200` or `+02`, also after a blank, as databases print it.
    ///
    /// ```
    /// use leadscore::data::Written;
    /// let written = Written::iso("2025-02-20 10:00:00+02").unwrap();
    /// assert_eq!(written.date.to_string(), "2025-02-20");
    /// assert_eq!(Written::iso("2025-02-30"), None);
    /// ```
    #[must_use]
    pub fn iso(text: &str) -> Option<Self> {
        let mut at = Cursor(text);
        let year = at.digits(4, 4)?;
        at.literal('-')?;
        let month = at.digits(2, 2)?;
        at.literal('-')?;
        let date = day(year, month, at.digits(2, 2)?)?;
        if at.0.is_empty() {
            return Some(Self { date, time: None, offset: None });
        }
        if at.literal('T').or_else(|| at.literal('t')).is_none() {
            at.blanks()?;
        }
        let hour = at.digits(2, 2)?;
        at.literal(':')?;
        let minute = at.digits(2, 2)?;
        let second = if at.literal(':').is_some() { at.digits(2, 2)? } else { 0 };
        let fraction = match at.literal('.').or_else(|| at.literal(',')) {
            Some(()) => at.fraction()?,
            None => 0,
        };
        let time = time_of_day(hour, minute, second, fraction)?;
        let offset = if at.0.is_empty() { None } else { Some(at.offset()?) };
        at.0.is_empty().then_some(Self { date, time: Some(time), offset })
    }

    /// Reads a date in the format that a schema declares, and in no other.
    ///
    /// A number without a leading zero is read where something other than a digit follows; the time of day at the
    /// end may be left out, as spreadsheets do at midnight.
    ///
    /// ```
    /// use leadscore::data::Written;
    /// use leadscore::ir::DateFormat;
    /// let format = DateFormat::parse("DD.MM.YYYY HH:mm")?;
    /// let written = Written::formatted("1.2.2025 09:30", &format).unwrap();
    /// assert_eq!(written.date.to_string(), "2025-02-01");
    /// assert_eq!(Written::formatted("2025-02-01 09:30", &format), None);
    /// # Ok::<(), leadscore::ir::NoFormat>(())
    /// ```
    #[must_use]
    pub fn formatted(text: &str, format: &DateFormat) -> Option<Self> {
        let mut parts = Parts::default();
        let mut at = Cursor(text);
        let mut pattern = format.pattern.as_str();
        let mut after_digits = false;
        while let Some(next) = pattern.chars().next() {
            if at.0.is_empty() && parts.is_whole_day() && parts.hour.is_none() {
                break;
            }
            pattern = pattern.get(next.len_utf8()..)?;
            if next == '%' {
                let directive = pattern.chars().next()?;
                pattern = pattern.get(directive.len_utf8()..)?;
                // Numbers that touch each other must have their full width: 2025111 could be two dates.
                let full = after_digits || numeric_next(pattern);
                parts.read(directive, if full { 2 } else { 1 }, &mut at)?;
                after_digits = is_numeric(directive);
            } else {
                if next == ' ' {
                    at.blanks()?
                } else {
                    at.literal(next)?
                }
                after_digits = false;
            }
        }
        if at.0.is_empty() { parts.finish() } else { None }
    }

    /// The instant; midnight if no time was written, in `zone` if no offset was.
    ///
    /// An instant after the year 9999 in UTC is the last one that can be told.
    #[must_use]
    pub fn instant(&self, zone: &TimeZone) -> Timestamp {
        let local = self.date.to_datetime(self.time.unwrap_or_else(Time::midnight));
        match self.offset {
            Some(offset) => offset.to_timestamp(local).unwrap_or(Timestamp::MAX),
            None => Clock::instant(zone, local),
        }
    }
}

/// What a format has given so far.
#[derive(Default)]
struct Parts {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    hour: Option<u32>,
    minute: u32,
    second: u32,
    fraction: u32,
    afternoon: Option<bool>,
    offset: Option<Offset>,
}

impl Parts {
    fn is_whole_day(&self) -> bool {
        self.year.is_some() && self.month.is_some() && self.day.is_some()
    }

    fn read(&mut self, directive: char, least: usize, at: &mut Cursor<'_>) -> Option<()> {
        match directive {
            'Y' => self.year = Some(at.digits(4, 4)?),
            'y' => {
                let short = at.digits(2, 2)?;
                self.year = Some(if short < 69 { 2000 + short } else { 1900 + short });
            }
            'm' => self.month = Some(at.digits(least, 2)?),
            'b' | 'B' => self.month = Some(month(at.word())?),
            'd' => self.day = Some(at.digits(least, 2)?),
            'H' | 'I' => self.hour = Some(at.digits(least, 2)?),
            'M' => self.minute = at.digits(least, 2)?,
            'S' => self.second = at.digits(least, 2)?,
            'f' => self.fraction = at.fraction()?,
            'p' => {
                let word = at.word().to_ascii_lowercase();
                self.afternoon = Some(match word.as_str() {
                    "am" | "a.m." => false,
                    "pm" | "p.m." => true,
                    _ => return None,
                });
            }
            'z' => self.offset = Some(at.offset()?),
            _ => return None,
        }
        Some(())
    }

    fn finish(self) -> Option<Written> {
        let date = day(self.year?, self.month?, self.day?)?;
        let time = match (self.hour, self.afternoon) {
            (None, _) => None,
            (Some(hour), None) => Some(hour),
            (Some(hour @ 1..=12), Some(afternoon)) => {
                Some(hour % 12 + if afternoon { 12 } else { 0 })
            }
            _ => return None,
        };
        let time = match time {
            Some(hour) => Some(time_of_day(hour, self.minute, self.second, self.fraction)?),
            None => None,
        };
        Some(Written { date, time, offset: self.offset })
    }
}

fn is_numeric(directive: char) -> bool {
    "YymdHIMSf".contains(directive)
}

fn numeric_next(pattern: &str) -> bool {
    pattern.strip_prefix('%').and_then(|rest| rest.chars().next()).is_some_and(is_numeric)
}

fn day(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn time_of_day(hour: u32, minute: u32, second: u32, nanosecond: u32) -> Option<Time> {
    let small = |number: u32| i8::try_from(number).ok();
    Time::new(small(hour)?, small(minute)?, small(second)?, i32::try_from(nanosecond).ok()?).ok()
}

/// The month with this English name, whole or its first three letters.
fn month(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let place = NAMES.iter().position(|name| {
        *name == word
            || name.get(..3) == Some(word.as_str())
            || (word == "sept" && *name == "september")
    })?;
    u32::try_from(place + 1).ok()
}

/// The rest of a text that is being read.
struct Cursor<'a>(&'a str);

impl<'a> Cursor<'a> {
    /// As many digits as there are, from `least` to `most`, as a number.
    fn digits(&mut self, least: usize, most: usize) -> Option<u32> {
        let count = self.0.bytes().take(most).take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        if count < least { None } else { digits.parse().ok() }
    }

    /// Digits after a decimal mark, as nanoseconds; what is smaller is dropped.
    fn fraction(&mut self) -> Option<u32> {
        let count = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        let nine: String = digits.chars().chain("000000000".chars()).take(9).collect();
        if count == 0 { None } else { nine.parse().ok() }
    }

    /// Letters and dots.
    fn word(&mut self) -> &'a str {
        let end = self.0.find(|c: char| !c.is_alphabetic() && c != '.').unwrap_or(self.0.len());
        let (word, rest) = self.0.split_at_checked(end).unwrap_or((self.0, ""));
        self.0 = rest;
        word
    }

    fn literal(&mut self, expected: char) -> Option<()> {
        self.0 = self.0.strip_prefix(expected)?;
        Some(())
    }

    /// At least one blank.
    fn blanks(&mut self) -> Option<()> {
        let rest = self.0.trim_start();
        let some = rest.len() < self.0.len();
        self.0 = rest;
        some.then_some(())
    }

    /// `Z`, `UTC`, `+02:00`, `+0200` or `+02`, also after blanks.
    fn offset(&mut self) -> Option<Offset> {
        self.0 = self.0.trim_start();
        let sign = match self.0.chars().next()? {
            '+' => 1,
            '-' | '−' => -1,
            _ => {
                let name = self.word().to_ascii_uppercase();
                return matches!(name.as_str(), "Z" | "UTC" | "GMT").then_some(Offset::UTC);
            }
        };
        self.0 = self.0.strip_prefix(['+', '-', '−'])?;
        let hours = self.digits(2, 2)?;
        let colon = self.literal(':').is_some();
        let minutes = if colon || !self.0.is_empty() { self.digits(2, 2)? } else { 0 };
        if hours > 23 || minutes > 59 {
            return None;
        }
        Offset::from_seconds(sign * i32::try_from(hours * 3600 + minutes * 60).ok()?).ok()
    }
}

#[cfg(test)]
mod tests;
