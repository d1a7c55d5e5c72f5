//! Leads as a CRM exports them: skewed, with blanks, typed by many people in many ways.

use std::io::{self, Write};

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::dice::Dice;
use crate::rules::Field;
use crate::words::*;
use crate::{AS_OF, SEED};

/// How many firms the leads work for.
const FIRMS_KNOWN: usize = 20_000;

/// The first day on which a lead was created.
const OPENED: Date = date(2017, 1, 2);

/// A firm that leads work for.
pub struct Firm {
    pub name: String,
    pub domain: String,
}

/// Everything that leads are made of.
pub struct Market {
    pub titles: Vec<String>,
    pub firms: Vec<Firm>,
    days: Vec<String>,
    /// How many of `days` are not later than as-of.
    past: usize,
}

impl Default for Market {
    fn default() -> Self {
        Self::new()
    }
}

impl Market {
    /// Always the same.
    pub fn new() -> Self {
        let mut dice = Dice::new(SEED);
        let days = OPENED.series(1.day()).take_while(|it| *it <= AS_OF + 30.days());
        let days: Vec<String> = days.map(|it| it.to_string()).collect();
        Self {
            titles: titles(&mut dice),
            firms: (0..FIRMS_KNOWN).map(|_| firm(&mut dice)).collect(),
            past: days.len() - 30,
            days,
        }
    }

    /// Writes so many leads as CSV.
    pub fn write(&self, leads: usize, out: &mut impl Write) -> io::Result<()> {
        let header: Vec<&str> = Field::COLUMNS.iter().map(|it| it.name()).collect();
        writeln!(out, "{}", header.join(","))?;
        let mut line = Vec::new();
        for number in 1..=leads {
            line.clear();
            self.lead(number, &mut line)?;
            out.write_all(&line)?;
        }
        Ok(())
    }

    /// One lead depends on its number alone, so a long file begins as a short one does.
    fn lead(&self, number: usize, out: &mut Vec<u8>) -> io::Result<()> {
        let mut dice = Dice::new(SEED ^ (number as u64).wrapping_mul(0xd134_2543_de82_ef95));
        let dice = &mut dice;
        let (first, last) = (dice.pick_skewed(FIRST_NAMES), dice.pick_skewed(LAST_NAMES));
        let firm = dice.pick_skewed(&self.firms);
        write!(out, "L{number:08},")?;
        if dice.chance(94.0) {
            let free = dice.pick_skewed(FREE_MAIL);
            let domain = if dice.chance(35.0) { free } else { firm.domain.as_str() };
            address(dice, first, last, domain, out);
        }
        out.push(b',');
        or_blank(dice, 8.0, first, out);
        or_blank(dice, 4.0, last, out);
        or_blank(dice, 12.0, &firm.name, out);
        let title = dice.pick_skewed(&self.titles);
        let title = typed(dice, title, 20.0);
        or_blank(dice, 22.0, &title, out);
        let country = dice.pick_skewed(COUNTRIES);
        let country = typed(dice, country, 4.0);
        or_blank(dice, 6.0, &country, out);
        for (blank, words) in [(15.0, INDUSTRIES), (25.0, CITIES), (3.0, SOURCES)] {
            let word = dice.pick_skewed(words);
            or_blank(dice, blank, word, out);
        }
        self.figures(dice, out)
    }

    fn figures(&self, dice: &mut Dice, out: &mut Vec<u8>) -> io::Result<()> {
        let employees = 10f64.powf(dice.share() * 2.2 + dice.share() * 2.6) as i64 + 1;
        if dice.chance(72.0) {
            write!(out, "{employees}")?;
        }
        out.push(b',');
        if dice.chance(55.0) {
            let cents = (employees as f64 * (20_000.0 + 380_000.0 * dice.share()) * 100.0) as i64;
            write!(out, "{}.{:02}", cents / 100, cents % 100)?;
        }
        out.push(b',');
        if dice.chance(97.0) {
            write!(out, "{}", dice.skewed(120, 6))?;
        }
        out.push(b',');
        if dice.chance(90.0) {
            write!(out, "{}", dice.skewed(45, 4))?;
        }
        out.push(b',');
        // New leads are more frequent than old ones, and most are seen for the last time soon.
        let created = self.past - 1 - dice.skewed(self.past, 2);
        if dice.chance(99.5) {
            out.extend_from_slice(self.days[created].as_bytes());
        }
        out.push(b',');
        let seen = created + dice.skewed(self.past - created, 2);
        // A few computers have a wrong clock.
        let seen = if dice.chance(0.3) { self.past + dice.below(30) } else { seen };
        if dice.chance(70.0) {
            out.extend_from_slice(self.days[seen].as_bytes());
        }
        out.push(b',');
        if dice.chance(92.0) {
            write!(out, "{}", dice.chance(63.0))?;
        }
        out.push(b'\n');
        Ok(())
    }
}

/// Frequent titles first: those of a frequent rank and a frequent work.
fn titles(dice: &mut Dice) -> Vec<String> {
    let mut titles = Vec::new();
    for (a, rank) in RANKS.iter().enumerate() {
        for (b, work) in WORK.iter().enumerate() {
            for (c, place) in PLACES.iter().enumerate() {
                let rarity = (a + 2) * (b + 2) * (3 * c + 1);
                if rarity > 2_500 {
                    continue;
                }
                let mut title = [*rank, *work].join(" ").trim().to_owned();
                if !place.is_empty() {
                    title.push_str(if dice.chance(30.0) { ", " } else { " " });
                    title.push_str(place);
                }
                titles.push((rarity, title));
            }
        }
    }
    titles.sort();
    titles.into_iter().map(|(_, title)| title).collect()
}

fn firm(dice: &mut Dice) -> Firm {
    let (first, trade) = (dice.pick(FIRMS), dice.pick(TRADES));
    let name = match dice.below(4) {
        0 => format!("{first} {trade}"),
        1 => format!("{}, {} {trade}", dice.pick(LAST_NAMES), dice.pick(LAST_NAMES)),
        _ => format!("{first} {trade} {}", dice.pick(FORMS)),
    };
    let end = dice.pick_skewed(&["com", "de", "co.uk", "fr", "io", "bg", "net", "org", "at", "nl"]);
    let number = if dice.chance(60.0) { format!("{}", dice.below(100)) } else { String::new() };
    let domain = format!("{}{}{number}.{end}", first.to_lowercase(), trade.to_lowercase());
    Firm { name, domain }
}

fn address(dice: &mut Dice, first: &str, last: &str, domain: &str, out: &mut Vec<u8>) {
    let plain = |text: &str, out: &mut Vec<u8>| {
        out.extend(text.bytes().filter(u8::is_ascii_alphabetic).map(|it| it.to_ascii_lowercase()));
    };
    let start = out.len();
    plain(if dice.chance(30.0) { &first[..1] } else { first }, out);
    out.push(b'.');
    plain(last, out);
    if dice.chance(20.0) {
        out.extend_from_slice(dice.below(90).to_string().as_bytes());
    }
    out.push(b'@');
    out.extend_from_slice(domain.as_bytes());
    if dice.chance(5.0) {
        out[start..].make_ascii_uppercase();
    }
}

/// A text as people type it: `percent` of them all small or all great.
fn typed(dice: &mut Dice, text: &str, percent: f64) -> String {
    match (dice.chance(percent), dice.chance(60.0)) {
        (false, _) => text.to_owned(),
        (true, true) => text.to_lowercase(),
        (true, false) => text.to_uppercase(),
    }
}

/// A cell with its comma, blank in `percent` of all leads.
fn or_blank(dice: &mut Dice, percent: f64, text: &str, out: &mut Vec<u8>) {
    if !dice.chance(percent) {
        if text.contains(',') {
            out.push(b'"');
            out.extend_from_slice(text.as_bytes());
            out.push(b'"');
        } else {
            out.extend_from_slice(text.as_bytes());
        }
    }
    out.push(b',');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn csv(leads: usize) -> String {
        let mut out = Vec::new();
        Market::new().write(leads, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn leads_are_always_the_same() {
        assert_eq!(csv(50), csv(50));
        assert!(csv(100).starts_with(&csv(50)));
    }

    #[test]
    fn there_are_thousands_of_titles() {
        let market = Market::new();
        let different: std::collections::HashSet<&String> = market.titles.iter().collect();
        assert!(
            different.len() == market.titles.len() && different.len() > 3_000,
            "{}",
            different.len()
        );
    }
}
