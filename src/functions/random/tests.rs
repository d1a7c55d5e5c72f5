use super::*;

#[test]
fn mashing_is_random() {
    for text in [
        "hdgaf",
        "asdfgh",
        "qwerty",
        "sdfkjhsdf",
        "xkcvbn",
        "йцукен",
        "фывапр",
        "zzzzzz",
        "hdgaf@op.pl",
        "asdf",
        "zxcv",
        "hjkl",
        "qwertz",
        "azerty",
        "явертъ",
        "асдфгх",
        "ьяаожг",
        "ASDF",
        "SDFKJHSDF",
        "fdsa",
        "asdfgh qwerty",
        "sdfkjhsdf12",
        "xkcvbn@sdf@example.com",
        "ああああ",
        "哈哈哈哈",
        "aaaa",
        "ФФФФФ",
    ] {
        assert!(looks_random(text), "{text}");
    }
}

#[test]
fn names_are_not_random() {
    for text in [
        "Schwarzkopf",
        "Krzysztof",
        "Szczepański",
        "Nguyễn",
        "Иванов",
        "Христо",
        "Върбанов",
        "Wojciechowski",
        "Ng",
        "Hrvoje",
        "Krk",
        "Schmidt",
        "Strzelczyk",
        "MacDhòmhnaill",
        "Tkachuk",
        "王小明",
        "さくら",
        "김철수",
        "สมชาย",
        "محمد",
        "שלמה",
        "शर्मा",
        "Παπαδόπουλος",
        "Ђорђевић",
        "Brzęczyszczykiewicz",
        "Þorgerður",
        "Mkrtchyan",
        "Wertz",
        "Trew",
        "Смит",
        "ШМИДТ",
        "Cypriot",
        "Albuquerque",
        "Ó Súilleabháin",
        "Jean-Luc",
        "O'Shaughnessy",
    ] {
        assert!(!looks_random(text), "{text}");
        let decomposed: String = text.nfd().collect();
        assert!(!looks_random(&decomposed), "{text}, decomposed");
    }
}

#[test]
fn initials_and_local_parts_are_not_random() {
    for text in [
        "IBM",
        "BMW",
        "ABB",
        "KPMG",
        "HSBC",
        "NASDAQ",
        "jsmith",
        "john.smith82",
        "mkowalski",
        "dhr",
        "xxx",
        "sdf",
        "u1234567",
        "kghm",
        "jsmith@sdfkjh.com",
        "@asdfgh",
        "",
        " ",
        "@",
        "12345",
        "!!!!!",
        "no-reply",
    ] {
        assert!(!looks_random(text), "{text}");
    }
}

#[test]
fn one_human_word_clears_the_text() {
    assert!(looks_random("sdfkjhsdf xkcvbn"));
    assert!(!looks_random("Ivan sdfkjhsdf"));
    assert!(!looks_random("sdfkjhsdf 王"));
    assert!(looks_random("sdfkjhsdf jr"));
}

#[test]
fn short_words_and_abbreviations_need_a_run() {
    assert!(looks_random("qwert"));
    assert!(looks_random("bqzvxw"));
    assert!(!looks_random("BQZVXW"), "may be an abbreviation");
    assert!(!looks_random("hjgj"), "too short without a run");
    assert!(looks_random("HJKL"));
}

#[test]
fn long_texts_are_judged_too() {
    assert!(looks_random(&"asdfgh".repeat(10_000)));
    assert!(looks_random(&"asdfgh ".repeat(10_000)));
    assert!(!looks_random(&"Rindfleischetikettierung".repeat(10_000)));
}

#[test]
fn runs_go_one_way_along_one_row() {
    let run = |word: &str| LATIN.longest_run(&word.chars().collect::<Vec<_>>());
    assert_eq!(run("qwerty"), 6);
    assert_eq!(run("lkjh"), 4);
    assert_eq!(run("asdsa"), 3);
    assert_eq!(run("xqwex"), 3);
    assert_eq!(run("qaz"), 2); // on AZERTY a and z are neighbours
    assert_eq!(run(""), 1);
}

#[test]
fn letters_are_folded_to_plain_ones() {
    let fold = |word: &str| Some(LATIN.fold(&word.chars().collect::<Vec<_>>())?.iter().collect());
    assert_eq!(fold("ễłßþ"), Some("elssth".to_owned()));
    assert_eq!(fold("яa"), None);
    assert_eq!(CYRILLIC.fold(&['й', 'ё', 'ѝ']), Some(vec!['й', 'е', 'и']));
}
