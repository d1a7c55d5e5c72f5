//! Recognises telephone numbers that nobody has: 111111, 123 456 789, 121212.

/// Fewer digits than this are no telephone number, so they are not judged.
const MIN_DIGITS: usize = 5;

/// The zero of every set of decimal digits in Unicode; its nine successors follow it.
const ZEROS: [u32; 77] = [
    0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66,
    0xDE6, 0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
    0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0,
    0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50, 0x11D50,
    0x11DA0, 0x11DE0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0, 0x1D7CE,
    0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950, 0x1FBF0,
];

/// Whether a telephone number is a digit run that was typed to fill in the field.
///
/// These are junk, once blanks, dashes, `+`, `(`, `)`, `.` and `/` are left out:
///
/// - one digit repeated: `111111`;
/// - digits that all ascend or all descend by one, 0 following 9: `1234567890`, `98765`;
/// - a block of two to five digits, three times or more: `121212`, `100100100`;
/// - a block of three to five digits that is such a run itself, twice: `123123`.
///
/// The number is also judged without its international prefix (`+` or `00` with the
/// country code) and without its trunk prefix (0, or 1 or 8 before ten digits), so
/// `+359 123 456 789` is junk. The decimal digits of every script count as their value.
/// Fewer than five digits are never junk, nor is a text with a letter or any other
/// character in it: that is a note or a vanity number, for other rules to judge.
///
/// ```
/// use leadscore::functions::is_digit_run;
///
/// assert!(is_digit_run("000 000 000"));
/// assert!(is_digit_run("+359 123 456 789"));
/// assert!(is_digit_run("١٢٣٤٥٦"));
/// assert!(!is_digit_run("+359 88 812 3456"));
/// assert!(!is_digit_run("ext. 11111"));
/// ```
pub fn is_digit_run(phone: &str) -> bool {
    let Some(digits) = digits(phone) else {
        return false;
    };
    let international = match digits.as_slice() {
        [0, 0, number @ ..] => Some(number),
        number if has_plus(phone) => Some(number),
        _ => None,
    };
    let national = international.and_then(|number| number.get(country_code_length(number)..));
    [Some(digits.as_slice()), international, national]
        .into_iter()
        .flatten()
        .any(|number| is_junk(number) || is_junk(without_trunk_prefix(number)))
}

/// The values of the digits, or `None` when the text holds more than a number.
fn digits(phone: &str) -> Option<Vec<u8>> {
    phone.chars().filter(|&c| !is_separator(c)).map(digit_value).collect()
}

fn digit_value(c: char) -> Option<u8> {
    let code = u32::from(c);
    let zero = ZEROS.iter().rfind(|&&zero| zero <= code)?;
    u8::try_from(code - zero).ok().filter(|&value| value <= 9)
}

/// Blanks and the usual punctuation, full-width forms and invisible marks among them.
fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '+' | '-' | '(' | ')' | '.' | '/')
        || matches!(c, '＋' | '－' | '（' | '）' | '．' | '／')
        || matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}') // hyphens, dashes, minus
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}') // no width, direction
        || matches!(c, '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether a plus sign stands before the first digit.
fn has_plus(phone: &str) -> bool {
    phone.chars().take_while(|&c| digit_value(c).is_none()).any(|c| matches!(c, '+' | '＋'))
}

/// How many digits the country code takes, by the zones of ITU-T E.164.
fn country_code_length(number: &[u8]) -> usize {
    match number {
        [1 | 7, ..] => 1,
        [2, 0 | 7, ..]
        | [3, 0..=4 | 6 | 9, ..]
        | [4, 0 | 1 | 3..=9, ..]
        | [5, 1..=8, ..]
        | [6, 0..=6, ..]
        | [8, 1 | 2 | 4 | 6, ..]
        | [9, 0..=5 | 8, ..] => 2,
        _ => 3,
    }
}

/// The number without the digit dialled before it inside a country.
fn without_trunk_prefix(number: &[u8]) -> &[u8] {
    match number {
        [0, rest @ ..] => rest,
        [1 | 8, rest @ ..] if rest.len() == 10 => rest,
        _ => number,
    }
}

fn is_junk(number: &[u8]) -> bool {
    number.len() >= MIN_DIGITS && (is_run(number) || is_repeated_block(number))
}

/// Whether every step is 0 (the same digit), 1 (ascending) or 9 (descending), modulo 10.
fn is_run(number: &[u8]) -> bool {
    let next = || number.iter().skip(1);
    [0, 1, 9].iter().any(|step| number.iter().zip(next()).all(|(a, b)| (a + step) % 10 == *b))
}

/// Whether a block of two to five digits repeats to the end, which may cut the last one.
fn is_repeated_block(number: &[u8]) -> bool {
    (2..=5).any(|length| {
        let is_telling = length >= 3 && number.get(..length).is_some_and(is_run);
        let times = if is_telling { 2 } else { 3 };
        number.len() >= times * length
            && number.iter().zip(number.iter().skip(length)).all(|(a, b)| a == b)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn junk_is_found() {
        for phone in [
            "111111",
            "000 000 000",
            "00000",
            "555-5555",
            "123 456 789",
            "12345",
            "987654321",
            "0987654321",
            "1234567890",
            "+1 234 567 890",
            "0123456789",
            "121212",
            "123123123",
            "123123",
            "12341234",
            "1234512345",
            "100100100",
            "12-12-12-1",
            "(111) 111/11.11",
            "1\u{a0}2\u{202f}3 4–5",
        ] {
            assert!(is_digit_run(phone), "{phone}");
        }
    }

    #[test]
    fn prefixes_are_left_out() {
        for phone in [
            "+359 123 456 789",
            "00359 123456789",
            "(+359) 888 888 888",
            "+44 (0)1234 567890",
            "+49 11111",
            "+7 98765",
            "＋４９ １２３４５６",
            "0 222 222 222",
            "8 (999) 999-99-99",
            "1-555-555-5555",
            "\u{202a}+7 1234567890\u{202c}",
        ] {
            assert!(is_digit_run(phone), "{phone}");
        }
        assert!(!is_digit_run("359 123 456 789"), "no sign of a country code");
        assert!(!is_digit_run("+49 1111"), "too short without its country code");
    }

    #[test]
    fn plausible_numbers_pass() {
        for phone in [
            "",
            " ",
            "+",
            "1111",
            "1234",
            "+359 88 812 3456",
            "0049 30 901820",
            "555-0100",
            "+1 555 0123",
            "02 9811111",
            "+44 20 7946 0958",
            "+86 10 6552 9988",
            "0888 123 456",
            "112233",
            "12121",
            "12312",
            "+33 6 12 34 56 78",
            "+381 11 1234567",
            "800 11 22 33",
            "1357924",
            "135792135792135792",
            "2468024",
            "135791",
        ] {
            assert!(!is_digit_run(phone), "{phone}");
        }
    }

    #[test]
    fn other_characters_are_not_judged() {
        for phone in [
            "tel 11111",
            "11111 ext 2",
            "1-800-FLOWERS",
            "11111, 22222",
            "#111111",
            "n/a",
            "①①①①①",
            "²²²²²",
        ] {
            assert!(!is_digit_run(phone), "{phone}");
        }
    }

    #[test]
    fn digits_of_every_script_count() {
        for phone in
            ["１２３４５６", "١١١١١١", "۹۸۷۶۵۴", "१२३१२३", "๑๒๓๔๕", "1２3٤5६", "𝟏𝟐𝟑𝟒𝟓", "𝟿𝟿𝟿𝟿𝟿"]
        {
            assert!(is_digit_run(phone), "{phone}");
        }
        assert!(!is_digit_run("٣٥٩٨٨٨١٢٣٤"));
    }

    #[test]
    fn the_table_holds_digits_in_order() {
        assert!(ZEROS.iter().zip(ZEROS.iter().skip(1)).all(|(a, b)| a + 10 <= *b));
        for zero in ZEROS {
            for value in 0..10 {
                let digit = char::from_u32(zero + u32::from(value)).unwrap();
                assert!(digit.is_numeric(), "{digit:?}");
                assert_eq!(digit_value(digit), Some(value));
            }
        }
    }
}
