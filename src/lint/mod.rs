//! Which findings of a project are wanted: what `# leadscore: allow … because …` beside a rule lets pass.

mod allow;
mod cover;

pub use allow::{Allow, Allows};
