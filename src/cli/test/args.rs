//! What can be written after `leadscore test`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use rust_decimal::Decimal;

#[derive(Debug, Args)]
pub(in crate::cli) struct Test {
    /// .score files, or folders of them; those of leadscore.toml if left out
    #[arg(value_name = "RULES")]
    pub rules: Vec<PathBuf>,
    /// Say which rules, sides of bounds and bands the tests leave out
    #[arg(long)]
    pub coverage: bool,
    /// Change the rules in small ways, and say which changes no test notices
    #[arg(long)]
    pub mutate: bool,
    /// Write the tests that are missing, with the scores of today, for somebody to approve; with --mutate also tests that notice more changes
    #[arg(long, conflicts_with_all = ["coverage", "min", "format", "watch"])]
    pub generate: bool,
    /// Fail if less is covered, or fewer changes are noticed: 90%
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    pub min: Option<Decimal>,
    /// The form of the results
    #[arg(long, value_name = "FORM", default_value = "human")]
    pub format: TestForm,
    /// Write the results or the missing tests to a file
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Run again whenever a rule file changes
    #[arg(long, conflicts_with = "output")]
    pub watch: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TestForm {
    Human,
    Json,
    Junit,
    Github,
    Lcov,
    Sarif,
}

fn percent(text: &str) -> Result<Decimal, String> {
    let share = text.trim().parse::<Decimal>().ok();
    if let Some(share) = share.filter(|it| *it > Decimal::ZERO && *it < Decimal::ONE) {
        let percent = (share * Decimal::ONE_HUNDRED).normalize();
        return Err(format!(
            "that is less than 1 percent; write --min {percent}%, or --min {share}% if you mean so little"
        ));
    }
    let number = text.trim().trim_end_matches('%').trim().parse::<Decimal>().ok();
    let fits = |it: &Decimal| *it >= Decimal::ZERO && *it <= Decimal::ONE_HUNDRED;
    number.filter(fits).ok_or_else(|| "write a percentage from 0% to 100%, such as 90%".to_owned())
}
