//! What a change of rules does: the meaning of two versions of a model, not their lines.
//!
//! - [`Changes`] says how two versions differ: `pairs` finds what belongs together, `joint` puts the conditions of both
//!   into one numbering of columns, so that equal ones are equal.
//! - [`Proof`] says what is sure about every lead that there can be.
//! - [`Tally`] and [`Top`] see the standings of many leads before and after; [`Changes::reasons`] says why one has moved.
//! - [`Report`] puts it together, and is written as text, Markdown, HTML or JSON. A [`Gate`] judges it.
//!
//! ```
//! # use leadscore::{diff::{Changes, Version}, project::Project};
//! # let folder = tempfile::tempdir()?;
//! # let project = |name: &str, rules: &str| {
//! #     let path = folder.path().join(name);
//! #     std::fs::write(&path, format!("record Lead {{ employees: integer }}\n{rules}")).unwrap();
//! #     Project::load(&[path])
//! # };
//! let old = project("old.score", "when employees > 100 then +20 because \"Large\"\n");
//! let new = project("new.score", "when employees > 200 then +20 because \"Large\"\n");
//! let (old_model, new_model) = (&old.models()[0], &new.models()[0]);
//! let before = old.check(old_model, None).program.expect("the rules are sound");
//! let after = new.check(new_model, None).program.expect("the rules are sound");
//!
//! let old = Version::of(&old, old_model, &before);
//! let new = Version::of(&new, new_model, &after);
//! let changes = Changes::between(&old, &new);
//! let aspect = &changes.all[0].aspects[0];
//! assert_eq!((changes.all[0].name.as_str(), aspect.of), ("Large", "condition"));
//! assert_eq!(aspect.to_string(), "employees > 100 → employees > 200");
//! # Ok::<(), std::io::Error>(())
//! ```

mod change;
mod entry;
mod gate;
mod groups;
mod histogram;
mod joint;
mod meaning;
mod narrow;
mod pairs;
mod proof;
mod reasons;
mod report;
mod rules;
mod settings;
mod tally;
mod top;
mod version;

pub use change::{Aspect, Change, How, Kind, What};
pub use gate::{Gate, NoGate};
pub use histogram::{Histogram, Step};
pub use meaning::Changes;
pub use proof::{Proof, Reach, Shift, Verdict, Witness};
pub use reasons::{Reason, Scored};
pub use report::{Impact, ModelReport, Mover, Report, to_html, to_json, to_markdown, to_text};
pub use tally::{Counts, Standing, States, Tally};
pub use top::Top;
pub use version::Version;
