/// Words for numbers, with their digits.
const WORDS: &[(&str, &str)] = &[
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("fifteen", "15"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("forty", "40"),
    ("fifty", "50"),
    ("sixty", "60"),
    ("seventy", "70"),
    ("eighty", "80"),
    ("ninety", "90"),
    ("hundred", "100"),
    ("thousand", "1000"),
    ("million", "1000000"),
    ("½", "0.5"),
    ("¼", "0.25"),
    ("¾", "0.75"),
];

/// The digits of a number that is written as a word, in any case.
///
/// ```
/// use leadscore::diagnostic::numeral;
/// assert_eq!(numeral("Twenty"), Some("20"));
/// assert_eq!(numeral("dozen"), None);
/// ```
#[must_use]
pub fn numeral(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    WORDS.iter().find(|(name, _)| *name == word).map(|(_, digits)| *digits)
}
