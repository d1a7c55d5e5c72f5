//! Days from 1 January 2024, written in the orders that different countries use.

/// 1 March 2025: the day "today" of all examples, and the last day in their tables, plans aside.
pub const TODAY: u32 = 425;

/// Year, month and day of the month of a day counted from 1 January 2024 (day 0).
fn parts(day: u32) -> (u32, u32, u32) {
    let (year, mut left) = if day < 366 { (2024, day) } else { (2025, day - 366) };
    let february = if year == 2024 { 29 } else { 28 };
    let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 1;
    for length in lengths {
        if left < length {
            break;
        }
        left -= length;
        month += 1;
    }
    (year, month, left + 1)
}

/// The day so many days before today, but not before 1 January 2024.
pub fn days_ago(days: u32) -> u32 {
    TODAY.saturating_sub(days)
}

/// `2025-02-20`
pub fn iso(day: u32) -> String {
    let (year, month, date) = parts(day);
    format!("{year}-{month:02}-{date:02}")
}

/// `2025-02-20T09:05`
pub fn iso_at(day: u32, minute_of_day: u32) -> String {
    format!("{}T{:02}:{:02}", iso(day), minute_of_day / 60, minute_of_day % 60)
}

/// `20/02/2025`
pub fn slashed(day: u32) -> String {
    let (year, month, date) = parts(day);
    format!("{date:02}/{month:02}/{year}")
}

/// `20.02.2025`
pub fn dotted(day: u32) -> String {
    let (year, month, date) = parts(day);
    format!("{date:02}.{month:02}.{year}")
}

/// `2025/02/20`
pub fn year_first(day: u32) -> String {
    let (year, month, date) = parts(day);
    format!("{year}/{month:02}/{date:02}")
}
