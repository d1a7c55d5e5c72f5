use rust_decimal::Decimal;

use super::{Duration, Expr, Name, Node, Range, Text, Unit};

/// `group "Name" first match limit ..40 { … }`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub name: Text,
    /// How its rules go together.
    pub kind: GroupKind,
    /// Limit and weight, in order.
    pub clauses: Vec<GroupClause>,
    /// Its rules, in order.
    pub rules: Vec<Rule>,
}

/// How the rules of a group go together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GroupKind {
    /// All that fire add up.
    #[default]
    Sum,
    /// The first that fires counts.
    FirstMatch,
    /// The greatest that fired counts.
    Highest,
    /// The least that fired counts.
    Lowest,
}

/// A clause of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupClause {
    /// `limit ..40`
    Limit(Range),
    /// `weight 1.5`
    Weight(Expr),
}

/// One rule.
pub type Rule = Node<RuleKind>;

/// The kinds of rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleKind {
    /// `when … then +20`
    When {
        /// When it fires.
        condition: Expr,
        /// What it gives.
        award: Award,
        /// What follows.
        clauses: Vec<Clause>,
    },
    /// `for each visits where … then +5`
    ForEach {
        /// The related list.
        events: Vec<Name>,
        /// Which events count.
        filter: Option<Expr>,
        /// What each gives.
        each: Each,
        /// What follows.
        clauses: Vec<Clause>,
    },
    /// `match country { … }`
    Match {
        /// What is looked at.
        subject: Expr,
        /// The rows, in order.
        rows: Vec<MatchRow>,
        /// What follows the closing brace.
        clauses: Vec<Clause>,
    },
}

/// What a rule gives for each event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Each {
    /// `then +5`
    Award(Award),
    /// `match kind { … }`: what the first row that fits gives.
    Match(Expr, Vec<MatchRow>),
}

/// `"US", "CA" then +5`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchRow {
    /// Tests of [`super::ExprKind::It`]; empty for `otherwise`.
    pub patterns: Vec<Expr>,
    /// What it gives.
    pub award: Award,
    /// What follows.
    pub clauses: Vec<Clause>,
    /// The whole row.
    pub span: Node<()>,
}

/// `+20`, `+30%`, `+2 per page_views`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Award {
    /// Signed amount.
    pub amount: Node<Decimal>,
    /// The amount's spelling without sign or percent sign.
    pub spelling: String,
    /// What the amount counts.
    pub unit: AwardUnit,
    /// What it is multiplied by.
    pub per: Option<Expr>,
}

/// What the amount of an award counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AwardUnit {
    /// Points.
    Points,
    /// Percent of `ready at`.
    PercentOfReady,
}

/// A clause after an award.
pub type Clause = Node<ClauseKind>;

/// The clauses after an award.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClauseKind {
    /// `limit ..25`
    Limit(Range),
    /// `because "…"`
    Because(Text),
    /// `valid 2025-01-01..2025-06-30`
    Valid(Range),
    /// `owner "…"`
    Owner(Text),
    /// `code "…"`
    Code(Text),
    /// `id name`
    Id(Name),
    /// `halving every 30 days`
    Halving(Node<Duration>),
    /// `fading over 90 days`
    Fading(Node<Duration>),
    /// `once per day`
    OncePer(Node<Unit>),
    /// `first 3`
    First(Node<u32>),
}

/// `disqualify when … because "…"`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disqualify {
    /// When it applies.
    pub condition: Expr,
    /// What follows.
    pub clauses: Vec<Clause>,
}
