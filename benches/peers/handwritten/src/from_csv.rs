//! Leads out of CSV, with the `csv` crate and one record that is used again and again.

use std::error::Error;
use std::fs::File;

use csv::{ByteRecord, ReaderBuilder};

use crate::Output;
use crate::lead::Lower;

pub fn score(file: File, out: &mut Output) -> Result<(), Box<dyn Error>> {
    let mut reader = ReaderBuilder::new().buffer_capacity(1 << 16).from_reader(file);
    let mut record = ByteRecord::new();
    let mut lower = Lower::default();
    while reader.read_byte_record(&mut record)? {
        let text = |column: usize| std::str::from_utf8(&record[column]).unwrap_or_default();
        lower.take((1..10).map(text));
        let mut lead = lower.lead();
        lead.employees = text(10).parse().ok();
        lead.revenue = text(11).parse().ok();
        lead.page_views = text(12).parse().ok();
        lead.emails_opened = text(13).parse().ok();
        lead.created = day(&record[14]);
        lead.last_seen = day(&record[15]);
        lead.subscribed = text(16).parse().ok();
        out.write(text(0), &lead)?;
    }
    Ok(())
}

/// `2025-03-01` as days since 1970.
fn day(text: &[u8]) -> Option<i32> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text else { return None };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0, |sum, digit| {
            digit.is_ascii_digit().then(|| sum * 10 + i32::from(digit - b'0'))
        })
    };
    let (year, month, day) = (number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?);
    // Years that begin in March have the day of a leap year at their end.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    Some(
        year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1 - 719_468,
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(super::day(b"1970-01-01"), Some(0));
        assert_eq!(super::day(b"2025-03-01"), Some(20_148));
        assert_eq!(super::day(b"2025-03"), None);
    }
}
