//! What real tables suffer from, in small and known doses.

use crate::rng::Rng;

/// The value, or in so many cases of a hundred nothing: mostly a blank cell, now and then a marker for it.
pub fn maybe(rng: &mut Rng, value: String, blank_percent: u32, markers: &[&str]) -> String {
    if !rng.chance(blank_percent) {
        value
    } else if rng.chance(25) {
        rng.pick(markers).to_owned()
    } else {
        String::new()
    }
}

/// The text as people type it: sometimes in capitals, in small letters, or with blanks around it.
pub fn typed(rng: &mut Rng, text: &str) -> String {
    match rng.between(1, 100) {
        1..=3 => text.to_uppercase(),
        4..=7 => text.to_lowercase(),
        8..=9 => format!(" {text}"),
        10..=11 => format!("{text} "),
        _ => text.to_owned(),
    }
}

/// In one case of a hundred, two neighbouring letters change places.
pub fn slip(rng: &mut Rng, text: String) -> String {
    if !rng.chance(1) {
        return text;
    }
    let mut letters: Vec<char> = text.chars().collect();
    if let Some([.., before, last]) = letters.get_mut(..4) {
        std::mem::swap(before, last);
    }
    letters.into_iter().collect()
}

/// Yes or no, in the spellings that forms and exports use.
pub fn yes_no(rng: &mut Rng, percent: u32, spellings: (&str, &str)) -> String {
    let (yes, no) = spellings;
    if rng.chance(percent) { yes } else { no }.to_owned()
}

/// Hundredths as a number with its thousands apart and a decimal comma: `1.234,56` or `1 234,56`.
pub fn continental(hundredths: u64, thousands: char) -> String {
    let digits = (hundredths / 100).to_string();
    let mut whole = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            whole.push(thousands);
        }
        whole.push(digit);
    }
    format!("{whole},{:02}", hundredths % 100)
}

/// Hundredths as a plain decimal number: `1234.56`.
pub fn decimal(hundredths: u64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
