//! A proposed test as text.

use super::Proposal;
use crate::analyze::Writer;
use crate::format::{print_name, print_text};
use crate::ir::Program;
use crate::testing::coverage::Owner;
use crate::testing::run::has_fired;

/// More reasons in one test are not listed.
const MOST_FIRED: usize = 4;

impl Proposal {
    /// The test as a rule file holds it, not yet in the usual form.
    ///
    /// What it shows stands in comments above it, if that is more than its name says.
    #[must_use]
    pub fn text(&self, program: &Program) -> String {
        let mut text = String::new();
        if self.about.len() > 2 {
            self.about.iter().for_each(|it| text.push_str(&format!("# {it}\n")));
        }
        let as_of = self.as_of.map_or(String::new(), |it| format!(" as of {it}"));
        let writer = Writer { program, zone: &program.zone, colon: ": " };
        let given = writer.record(&program.record, &self.values);
        let expected = self.expected(program).join(", ");
        let name = print_text(&self.name());
        text + &format!("test {name}{as_of} {{\n  given {given}\n  expect {expected}\n}}\n")
    }

    /// What the rules give today: the score and all that stands beside it.
    fn expected(&self, program: &Program) -> Vec<String> {
        let mut expected = vec![format!("score == {}", self.outcome.score)];
        if let Some(band) = self.outcome.band.and_then(|it| program.bands.get(it)) {
            expected.push(format!("band == {}", label(&band.label)));
        }
        if self.is_out() {
            expected.push("status == disqualified".to_owned());
        }
        for (name, points) in self.groups(program) {
            expected.push(format!("points of {} == {points}", print_text(name)));
        }
        let fired = self.fires.iter().filter_map(|(owner, it)| self.fired(program, *owner, *it));
        expected.extend(fired.take(MOST_FIRED));
        expected
    }

    fn fired(&self, program: &Program, owner: Owner, fired: bool) -> Option<String> {
        let identity = owner.identity(program)?;
        // A name that others share may be said of one of them instead.
        let name = identity.names().find(|it| has_fired(program, &self.outcome, it) == fired)?;
        Some(format!("{}fired {}", if fired { "" } else { "not " }, print_text(name)))
    }
}

/// A band's name, in quotes if it needs them.
fn label(label: &str) -> String {
    if print_name(label) == label { label.to_owned() } else { print_text(label) }
}
