//! What a change of rules does: the meaning of two versions of a model, not their lines.

mod change;
mod entry;
mod gate;
mod groups;
mod histogram;
mod joint;
mod meaning;
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
pub use gate::Gate;
pub use histogram::{Histogram, Step};
pub use meaning::Changes;
pub use proof::{Proof, Reach, Shift, Verdict, Witness};
pub use reasons::{Reason, Scored};
pub use report::{Impact, ModelReport, Mover, Report, to_html, to_json, to_markdown, to_text};
pub use tally::{Counts, Standing, States, Tally};
pub use top::Top;
pub use version::Version;
