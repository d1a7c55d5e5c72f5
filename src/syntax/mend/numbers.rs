//! Numbers with words, units and currencies, and numbers in words.

use super::{Candidate, Kind, Scene};
use crate::diagnostic::{codes, numeral};
use crate::syntax::words;

/// Words behind a number that multiply it: what is written instead, or the zeros that are put behind it.
const SCALES: &[(&str, &str)] = &[
    ("thousand", "k"),
    ("thousands", "k"),
    ("tsd", "k"),
    ("тис", "k"),
    ("тыс", "k"),
    ("хил", "k"),
    ("хиляди", "k"),
    ("тысяч", "k"),
    ("tys", "k"),
    ("tūkst", "k"),
    ("mil", "k"),
    ("千", "k"),
    ("พัน", "k"),
    ("k", "k"),
    ("million", "M"),
    ("millions", "M"),
    ("mio", "M"),
    ("mln", "M"),
    ("млн", "M"),
    ("милиона", "M"),
    ("миллиона", "M"),
    ("миллионов", "M"),
    ("mill", "M"),
    ("mn", "M"),
    ("百万", "M"),
    ("ล้าน", "M"),
    ("triệu", "M"),
    ("m", "M"),
    ("mm", "M"),
    ("billion", "000M"),
    ("billions", "000M"),
    ("bn", "000M"),
    ("b", "000M"),
    ("mrd", "000M"),
    ("млрд", "000M"),
    ("милиарда", "000M"),
    ("миллиарда", "000M"),
    ("tỷ", "000M"),
    ("亿", "00M"),
    ("万", "0k"),
    ("萬", "0k"),
    ("lakh", "00k"),
    ("crore", "0M"),
];

/// Currencies, in words and signs.
const CURRENCIES: &[&str] = &[
    "eur",
    "euro",
    "euros",
    "usd",
    "dollar",
    "dollars",
    "gbp",
    "pound",
    "pounds",
    "bgn",
    "лв",
    "лева",
    "лев",
    "руб",
    "рублей",
    "rub",
    "chf",
    "yen",
    "jpy",
    "cny",
    "rmb",
    "元",
    "円",
    "บาท",
    "thb",
    "vnd",
    "đồng",
    "inr",
    "pln",
    "zł",
    "kč",
    "czk",
    "sek",
    "nok",
    "dkk",
    "huf",
    "ron",
    "try",
    "uah",
    "грн",
    "₴",
    "₹",
    "₩",
    "₺",
    "₫",
    "฿",
    "₸",
    "₦",
    "₪",
    "¢",
    "$",
    "€",
    "£",
    "¥",
    "₽",
    "us$",
    "a$",
];

/// A number in digits or words that begins at a token, and the token behind it.
pub(super) fn number(scene: &Scene<'_>, index: usize) -> Option<(String, usize)> {
    let written = scene.word(index);
    if scene.kind(index) == Some(Kind::Number) {
        let digits = written.trim_end_matches(char::is_alphabetic);
        let unit = written.get(digits.len()..).unwrap_or_default().to_lowercase();
        let plain = digits.chars().all(|c| c.is_ascii_digit() || c == '.');
        let ours = matches!(unit.as_str(), "" | "p" | "pt" | "pts" | "points");
        return (plain && ours).then(|| (digits.to_owned(), index + 1));
    }
    let digits = numeral(scene.word(index))?;
    Some((digits.to_owned(), index + 1))
}

pub(super) fn propose(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    percent(scene, all);
    for index in scene.stop.saturating_sub(2)..=scene.stop {
        in_words(scene, index, all);
        scaled(scene, index, all);
        glued(scene, index, all);
        look_alike(scene, index, all);
        with_unit(scene, index, all);
    }
    last_month(scene, all);
}

/// `twenty`, `½`
fn in_words(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    if let Some(digits) = numeral(scene.word(index)) {
        let message = format!("Numbers are written in digits, not as `{}`.", scene.word(index));
        all.push(Candidate::sure(codes::BAD_NUMBER, scene.range(index, index), digits, message));
    }
}

/// What is written for a word that multiplies the number before it.
pub(super) fn scale(scene: &Scene<'_>, index: usize) -> Option<&'static str> {
    let word = scene.lower(index);
    SCALES.iter().find(|(name, _)| *name == word).map(|(_, scale)| *scale)
}

/// A number with its scale: `1.5` and `000M` are 1500M. None if digits would be left behind the point.
pub(super) fn with_scale(number: &str, scale: &str) -> Option<String> {
    let zeros = scale.bytes().take_while(|it| *it == b'0').count();
    match number.split_once('.') {
        Some((whole, decimals)) if zeros > 0 => {
            let missing = zeros.checked_sub(decimals.len())?;
            let sign = scale.trim_start_matches('0');
            let whole = format!("{whole}{decimals}{}", "0".repeat(missing));
            Some(format!("{}{sign}", whole.trim_start_matches('0')))
        }
        _ => Some(format!("{number}{scale}")),
    }
}

/// `5 million`, `5 млн.`
fn scaled(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    let (word, number) = (scene.lower(index + 1), scene.word(index));
    if scene.kind(index) != Some(Kind::Number)
        || !number.chars().all(|c| c.is_ascii_digit() || c == '.')
    {
        return;
    }
    let Some(scale) = scale(scene, index + 1) else { return };
    let dot = usize::from(scene.word(index + 2) == "." && !word.is_ascii());
    let at = scene.range(index, index + 1 + dot);
    let message = format!("`{}` is written with k or M.", scene.slice(at.clone()));
    let Some(text) = with_scale(number, scale) else { return };
    all.push(Candidate::sure(codes::BAD_NUMBER, at, text, message));
}

/// `5mln`, `30d`, `1e6`, `5M€`
fn glued(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    let written = scene.word(index);
    if scene.kind(index) != Some(Kind::Number) {
        return;
    }
    let at = scene.range(index, index);
    let digits: String = written.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let unit = written.get(digits.len()..).unwrap_or_default().to_lowercase();
    if digits.is_empty() || unit.is_empty() {
        return;
    }
    if let Some((_, scale)) = SCALES.iter().find(|(name, _)| *name == unit)
        && let Some(text) = with_scale(&digits, scale)
    {
        let message = format!("`{written}` is written with k or M.");
        all.push(Candidate::sure(codes::BAD_NUMBER, at.clone(), text, message));
    }
    if let Some(zeros) = unit.strip_prefix('e').and_then(|it| it.parse::<usize>().ok())
        && zeros < 16
        && !digits.contains('.')
    {
        let text = format!("{digits}{}", "0".repeat(zeros));
        let message = "Numbers are written without an exponent.".to_owned();
        all.push(Candidate::sure(codes::BAD_NUMBER, at.clone(), text, message));
    }
    let units = [
        ("d", "days"),
        ("h", "hours"),
        ("w", "weeks"),
        ("y", "years"),
        ("mo", "months"),
        ("min", "minutes"),
        ("m", "months"),
        ("day", "days"),
        ("days", "days"),
        ("month", "months"),
        ("months", "months"),
        ("q", "quarters"),
    ];
    if let Some((_, whole)) = units.iter().find(|(short, _)| *short == unit) {
        let message = format!("Number and unit of `{written}` stand apart.");
        let text = format!("{digits} {whole}");
        all.push(Candidate::sure(codes::UNKNOWN_UNIT, at.clone(), text, message));
    }
    if CURRENCIES.contains(&unit.as_str()) {
        all.push(currency(at, digits));
    }
}

/// `1OO`: letters that look like digits.
fn look_alike(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    let written = scene.word(index);
    let alike = |c: char| match c {
        'O' | 'o' | 'О' | 'о' => Some('0'),
        'l' | 'I' | 'І' => Some('1'),
        _ => None,
    };
    let odd = written.chars().find(|c| alike(*c).is_some());
    let fits = written.chars().all(|c| c.is_ascii_digit() || alike(c).is_some());
    if let (Some(odd), true, Some(Kind::Number)) = (odd, fits, scene.kind(index)) {
        let text: String = written.chars().map(|c| alike(c).unwrap_or(c)).collect();
        let message = format!("`{written}` holds the letter {odd}, which looks like a digit.");
        all.push(Candidate::sure(codes::BAD_NUMBER, scene.range(index, index), text, message));
    }
}

fn currency(at: std::ops::Range<usize>, digits: impl Into<String>) -> Candidate {
    let message = "leadscore knows no currencies: a field holds plain numbers.".to_owned();
    let digits = digits.into();
    let help = format!("Write {digits}, if the field is in the same currency.");
    Candidate::maybe(codes::BAD_NUMBER, at, digits, message).help(help)
}

/// `5000 EUR`, `USD 5000`, `100 people`
fn with_unit(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    if scene.kind(index) == Some(Kind::Number) {
        let (unit, number) = (scene.lower(index + 1), scene.word(index));
        let dot = usize::from(scene.word(index + 2) == "." && !unit.is_ascii());
        if CURRENCIES.contains(&unit.as_str()) {
            all.push(currency(scene.range(index, index + 1 + dot), number));
        } else if scene.kind(index + 1) == Some(Kind::Word)
            && index + 1 == scene.stop
            && !words::is_keyword(&unit)
            && !scene.slice(scene.range(index, index + 1)).contains('\n')
        {
            let at = scene.range(index + 1, index + 1);
            let message =
                format!("Numbers are written without a unit such as `{}`.", scene.word(index + 1));
            let rest = scene.range(index, index).end..at.end;
            let help = format!("Write {number}.");
            all.push(
                Candidate::maybe(codes::TOO_MUCH, rest, "", message).caret(at).help(help).weak(),
            );
        }
    } else if CURRENCIES.contains(&scene.lower(index).as_str())
        && scene.kind(index + 1) == Some(Kind::Number)
    {
        all.push(currency(scene.range(index, index + 1), scene.word(index + 1)));
    }
}

/// `20 percent`, `10%-20%`
fn percent(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let index = scene.stop;
    let words = [
        "percent",
        "pct",
        "percents",
        "procent",
        "prozent",
        "процента",
        "процентов",
        "％",
        "per cent",
    ];
    if words.contains(&scene.lower(index).as_str())
        && let Some(before) = index.checked_sub(1)
        && scene.kind(before) == Some(Kind::Number)
    {
        let at = scene.range(before, before).end..scene.range(index, index).end;
        let message = format!("`{}` is written %.", scene.word(index));
        let caret = scene.range(index, index);
        all.push(Candidate::sure(codes::FOREIGN, at, "%", message).caret(caret));
    }
}

/// `last month`, `a month ago`: a number is left out.
fn last_month(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let index = scene.stop;
    let units = ["day", "week", "month", "quarter", "year", "hour", "minute"];
    let word = scene.lower(index);
    if units.contains(&word.as_str()) {
        let at = scene.range(index, index);
        let message = format!("How many? Before `{word}` a number is left out.");
        let help = format!("Write 1 {word}: the days up to a {word} ago.");
        all.push(
            Candidate::maybe(codes::LEFT_OUT, at.start..at.start, "1 ", message)
                .caret(at)
                .help(help),
        );
    }
    if matches!(word.as_str(), "a" | "an" | "one")
        && units.contains(&scene.lower(index + 1).as_str())
    {
        let at = scene.range(index, index);
        let message = "Numbers are written in digits.".to_owned();
        all.push(Candidate::sure(codes::BAD_NUMBER, at, "1", message));
    }
}
