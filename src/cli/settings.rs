//! What `leadscore.toml` says, put in the place of what the command line leaves out.

use std::path::{Path, PathBuf};

use super::End;
use super::args::{Args, Common, Verb};
use super::terminal::Terminal;
use crate::settings::Settings;

/// Fills in the arguments that are left out; gives how findings are graded.
pub(super) fn fill_in(args: &mut Args) -> Result<Settings, End> {
    let settings = match Settings::of(args.verb.place()) {
        Ok(settings) => settings,
        Err(unread) => {
            let terminal = Terminal::new(&args.common, Settings::default());
            terminal.findings(&unread.findings, &unread.sources);
            return Err(End::CouldNotRun);
        }
    };
    let Common { as_of, .. } = &mut args.common;
    *as_of = as_of.or(settings.as_of);
    if let Some(rules) = args.verb.rules_left_out() {
        rules.clone_from(&settings.rules);
        if rules.is_empty() {
            Terminal::new(&args.common, settings).fail(
                "No rules are named.",
                "Name .score files or folders of them, or let leadscore.toml name them: rules = [\"rules\"]",
            );
            return Err(End::CouldNotRun);
        }
    }
    Ok(settings)
}

impl Verb {
    /// Where settings are looked for: with the rules, or else here.
    fn place(&self) -> &Path {
        let first = match self {
            Self::Score(verb) => Some(&verb.rules),
            Self::Explain(verb) => Some(&verb.rules),
            Self::Watch(verb) => Some(&verb.rules),
            Self::Compile(verb) => Some(&verb.rules),
            Self::Check(verb) => verb.rules.first(),
            Self::Test(verb) => verb.rules.first(),
            Self::Fmt(verb) => verb.rules.first(),
            Self::Fix(verb) => verb.rules.first(),
            // The new version is the one that is worked on.
            Self::Diff(verb) => return Path::new(&verb.new),
            Self::Init(_) | Self::Import(_) => None,
        };
        first.map_or(Path::new("."), PathBuf::as_path)
    }

    /// The rules of a verb that needs some, if none are named.
    fn rules_left_out(&mut self) -> Option<&mut Vec<PathBuf>> {
        let rules = match self {
            Self::Check(verb) if verb.explain.is_none() => &mut verb.rules,
            Self::Test(verb) => &mut verb.rules,
            Self::Fmt(verb) => &mut verb.rules,
            Self::Fix(verb) => &mut verb.rules,
            _ => return None,
        };
        rules.is_empty().then_some(rules)
    }
}
