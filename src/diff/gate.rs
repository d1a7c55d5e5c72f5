//! Gates: how many leads a change may touch before somebody has to look.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

use super::tally::{Counts, Tally};
use crate::data::thousands;

/// `moved > 5%`: what a change must not do.
///
/// ```
/// use leadscore::diff::Gate;
/// let gate: Gate = "moved>=5 %".parse()?;
/// assert_eq!(gate.to_string(), "moved >= 5%");
/// # Ok::<(), leadscore::diff::NoGate>(())
/// ```
#[derive(Clone, Debug)]
pub struct Gate {
    counted: Counted,
    /// Whether the bound itself is too much.
    from: bool,
    bound: Decimal,
    percent: bool,
}

/// What can be counted.
#[derive(Clone, Copy, Debug)]
struct Counted {
    word: &'static str,
    /// After `12 of 500 leads`.
    words: &'static str,
    of: fn(&Counts) -> u64,
}

const COUNTED: [Counted; 7] = [
    Counted { word: "changed", words: "get another score, band or status", of: |it| it.changed },
    Counted { word: "rose", words: "get a higher score", of: |it| it.rose },
    Counted { word: "fell", words: "get a lower score", of: |it| it.fell },
    Counted { word: "moved", words: "move to another band or status", of: |it| it.moved },
    Counted { word: "up", words: "move to a higher band", of: |it| it.up },
    Counted { word: "down", words: "move to a lower band", of: |it| it.down },
    Counted { word: "disqualified", words: "become disqualified", of: |it| it.disqualified },
];

/// Why a text is no gate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoGate {
    /// Nothing is compared.
    #[error("a gate has the sign > or >=. {EXAMPLE}")]
    NoSign,
    /// The word before the sign is none that is counted.
    #[error("\"{0}\" is not counted. These are: {all}", all = COUNTED.map(|it| it.word).join(", "))]
    NotCounted(String),
    /// What stands after the sign.
    #[error("\"{0}\" is no number of leads and no percentage. {EXAMPLE}")]
    NoNumber(String),
}

const EXAMPLE: &str = "Write it as in \"moved > 5%\" or \"disqualified >= 1\".";

impl Gate {
    /// A sentence that tells why the gate is shut; `None` if it is open.
    #[must_use]
    pub fn shut(&self, tally: &Tally) -> Option<String> {
        let count = (self.counted.of)(&tally.counts);
        let leads = tally.counts.leads;
        let (figure, bound) = match self.percent {
            // Multiplied, so that nothing is rounded.
            true => {
                (Decimal::from(count) * Decimal::ONE_HUNDRED, self.bound * Decimal::from(leads))
            }
            false => (Decimal::from(count), self.bound),
        };
        let is_shut = if self.from { figure >= bound && leads > 0 } else { figure > bound };
        is_shut.then(|| {
            format!(
                "{} of {} leads {} ({}%), and {self} is too much.",
                thousands(count),
                thousands(leads),
                self.counted.words,
                tally.share(count),
            )
        })
    }
}

impl FromStr for Gate {
    type Err = NoGate;

    fn from_str(text: &str) -> Result<Self, NoGate> {
        let sides = text.split_once('>').filter(|(word, _)| !word.trim_end().ends_with('='));
        let Some((word, rest)) = sides else {
            return Err(NoGate::NoSign);
        };
        let word = word.trim();
        let Some(counted) = COUNTED.into_iter().find(|it| it.word.eq_ignore_ascii_case(word))
        else {
            return Err(NoGate::NotCounted(word.to_owned()));
        };
        let (from, rest) = match rest.strip_prefix('=') {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let rest = rest.trim();
        let (number, percent) = match rest.strip_suffix('%') {
            Some(number) => (number.trim_end(), true),
            None => (rest, false),
        };
        let bound = number.parse::<Decimal>().ok();
        let most = if percent { Decimal::ONE_HUNDRED } else { Decimal::from(u64::MAX) };
        match bound.filter(|it| *it >= Decimal::ZERO && *it <= most && it.scale() <= 4) {
            Some(bound) => Ok(Self { counted, from, bound: bound.normalize(), percent }),
            None => Err(NoGate::NoNumber(rest.to_owned())),
        }
    }
}

impl fmt::Display for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.from { ">=" } else { ">" };
        let percent = if self.percent { "%" } else { "" };
        write!(f, "{} {sign} {}{percent}", self.counted.word, self.bound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gates_are_read_as_people_write_them() {
        let cases = [
            ("moved > 5%", Ok("moved > 5%")),
            ("MOVED>=5.50 %", Ok("moved >= 5.5%")),
            ("disqualified > 0", Ok("disqualified > 0")),
            ("down>=10", Ok("down >= 10")),
            ("moved < 5%", Err("the sign > or >=")),
            ("moved 5%", Err("the sign > or >=")),
            ("gone > 5%", Err("\"gone\" is not counted. These are: changed, rose")),
            ("moved > five", Err("\"five\" is no number")),
            ("moved > -1", Err("\"-1\" is no number")),
            ("moved > 101%", Err("\"101%\" is no number")),
            ("moved >", Err("\"\" is no number")),
            ("moved => 5", Err("the sign > or >=")),
        ];
        for (text, expected) in cases {
            match (text.parse::<Gate>(), expected) {
                (Ok(gate), Ok(shown)) => assert_eq!(gate.to_string(), shown),
                (Err(said), Err(part)) => {
                    assert!(said.to_string().contains(part), "{text}: {said}")
                }
                (came, _) => panic!("{text}: {came:?}"),
            }
        }
    }
}
