//! Reading, checking, formatting and mending texts made of words and pieces of rules rather than of letters:
//! one byte chooses one piece, so that a small change of the input is a change of the rules.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::arbitrary::{Arbitrary, Result, Unstructured};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: Words| {
    laws::reads(&text.0);
    laws::checks(&text.0);
    laws::formats(&text.0);
    laws::mends(&text.0);
});

/// `cargo fuzz fmt words INPUT` shows the text of an input.
#[derive(Debug)]
struct Words(String);

impl<'a> Arbitrary<'a> for Words {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let mut text = String::new();
        while !u.is_empty() && text.len() < 4096 {
            // Half of the bytes stand for whole pieces, the others, with one more, for single words.
            match usize::from(u8::arbitrary(u)?) {
                piece @ 128.. => text.push_str(PIECES[piece % PIECES.len()]),
                high => {
                    let word = high * 256 + usize::from(u8::arbitrary(u)?);
                    text.push_str(&WORDS[word % WORDS.len()]);
                }
            }
            text.push(' ');
        }
        Ok(Self(text))
    }
}

/// The words of the dictionary.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lines = include_str!("../leadscore.dict").lines();
    lines.filter(|it| it.starts_with('"')).map(decoded).collect()
});

/// A line of a dictionary of libFuzzer: `"\xE2\x80\x9C"`.
fn decoded(line: &str) -> String {
    let mut bytes = line[1..line.len() - 1].bytes();
    let mut word = Vec::new();
    while let Some(byte) = bytes.next() {
        word.push(match (byte, bytes.clone().next()) {
            (b'\\', Some(b'x')) => {
                bytes.next();
                let digits = [bytes.next(), bytes.next()].map(Option::unwrap_or_default);
                let digits = std::str::from_utf8(&digits).unwrap_or_default();
                u8::from_str_radix(digits, 16).expect("two hexadecimal digits")
            }
            (b'\\', Some(escaped)) => {
                bytes.next();
                escaped
            }
            _ => byte,
        });
    }
    String::from_utf8(word).expect("a word of the dictionary is UTF-8")
}

/// Rules, halves of rules and the usual mistakes.
const PIECES: &[&str] = &[
    "\nwhen n > 1 then +1\n",
    "\nwhen t == \"a\" then +2 because \"a\"\n",
    "\nwhen n > 1 and not b then +1 id one\n",
    "\nwhen n > 1 or t contains \"x\" then -5 code \"c\" owner \"o\"\n",
    "\nwhen d within last 30 days then +5 valid 2025-01-01..2025-12-31\n",
    "\nwhen u in [\"red\", \"blue\"] then +10%\n",
    "\nwhen x / n > 0.5 then +1 per x limit -5..20\n",
    "\nmatch n { 1..5 then +1, > 5 then +2, otherwise then +0 }\n",
    "\nmatch u { \"red\" then +1  \"blue\" then +2  missing then +0 }\n",
    "\nfor each visits where page == \"a\" then +1 first 3 once per day\n",
    "\ndisqualify when t contains any of [\"a\", \"b\"] because \"no\"\n",
    "\ngroup \"G\" limit -10..30 {\n",
    "\ngroup \"H\" first match weight 2 {\n",
    "\n}\n",
    "\nbands { Hot from 80, Warm from 50, Cold otherwise }\n",
    "\nstars 20, 40, 60, 80\n",
    "\nstars in 5 parts\n",
    "\ngrid { \"G\": A from 10, B otherwise  \"H\": `1` from 5, `2` otherwise }\n",
    "\nmodel m scores Lead limit 0..100 ready at 80 start at 5 timezone \"Europe/Sofia\"\n",
    "\nrecord Other { a: text, key  c: number, missing \"x\", \"y\", format \"1.234,56\" }\n",
    "\nlist v = [\"a\", \"b\"]\n",
    "\nlet big = n > 100\n",
    "\nlet y = x otherwise 0\n",
    "\nlet c for Lead = not big\n",
    "\nmissing values \"n/a\", \"-\"\n",
    "\nuse \"other.score\"\n",
    "\non entering Hot do mail(to: \"a\")\n",
    "\non leaving Cold do note(text: \"{n} {y} {{x}} {\", n: n, b: big)\n",
    "\non score rising above 80 do call x: n\n",
    "\ntest \"t\" as of 2025-03-01 { given { n: 5, t: \"a\", l: [\"x\", \"y\"] } expect score == 5, fired \"a\" }\n",
    "\ntest \"u\" { given { } expect band == Hot, points of \"G\" >= 0, status == scored }\n",
    "\nwhen any visits where page == \"a\" then +1\n",
    "when ",
    "then +1\n",
    "(n > 1 and ",
    "(n + 1) * 2 ",
    "not (b or ",
    "in [\"a\", ",
    "in 1..",
    "is exactly (",
    "where x > 1 ",
    "because \"a\"\n",
    "because \"open\n",
    "# a comment\n",
    "\n\n\n",
    "\nwehn n > 1 then +1\n",
    "\nwhen nn > 1 then +1\n",
    "\nwhen n > 1 +1\n",
    "\nwhen n > 1 then 1\n",
    "\nwhen n = = 1 then +1\n",
    "\nwhen 1 < n < 5 then +1\n",
    "\nwhen n > 1 or b and c then +1\n",
    "\nwhen t == \"a\" or \"b\" then +1\n",
    "\nwhen t == “a” then +1\n",
    "\nwhen n > 1,000 then +1\n",
    "\nwhen d > 01/02/2025 then +1\n",
    "\nwhen Annual Revenue > 5 then +1\n",
    "\nwhen n exists then +1\n",
    "\nwhen n between 1 and 5 then +1\n",
    "\nrecord Broken { a text, b: txt, c: number kye\n",
];
