use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use rust_decimal::Decimal;

use super::{Name, Node, Text};

/// A condition or a value; the checker tells which.
pub type Expr = Node<ExprKind>;

/// The forms of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExprKind {
    /// What a `match` row or an `expect` is about: its left side is not written again.
    It,
    /// `industry`, `lead.country`, `` `Annual Revenue` ``.
    Name(Vec<Name>),
    /// `"Manufacturing"`
    Text(String),
    /// `1_000`, `12.5`, `5k`
    Number(Number),
    /// `20%`
    Percent(Number),
    /// `2025-02-20`
    Date(Date),
    /// `2025-02-20T10:00+02:00`
    DateTime(DateTime, Option<Offset>),
    /// `yes`, `no`, `true`, `false`
    YesNo(bool),
    /// `missing`, which the checker allows in few places.
    Missing,
    /// `["A", "B"]`
    List(Vec<Expr>),
    /// `100..500`
    Range(Box<Range>),
    /// `-x`
    Negative(Box<Expr>),
    /// `a + b - c` or `a * b / c`: one level of precedence, from left to right.
    Arithmetic(Box<Expr>, Vec<(Node<ArithmeticOp>, Expr)>),
    /// `x otherwise 0`
    Default(Box<Expr>, Box<Expr>),
    /// `domain(email)`, `count(visits where …)`
    Call(Name, Vec<Arg>),
    /// `not x`
    Not(Box<Expr>),
    /// `a and b and c`
    Logical(LogicalOp, Vec<Expr>),
    /// A value and what is asked of it: `employees in 100..500`
    Test(Box<Expr>, Test),
    /// `any visits where …`, `no visits where …`
    Quantified {
        /// `any` rather than `no`.
        any: bool,
        /// The related list.
        events: Vec<Name>,
        /// The condition on each event.
        filter: Option<Box<Expr>>,
    },
    /// `score of fit`, `score of org_fit for company`
    ScoreOf {
        /// The other model.
        model: Name,
        /// The related record, if not this one.
        through: Option<Vec<Name>>,
    },
    /// A mistake that has been reported already: nothing more is said about it.
    Mistake,
}

/// A number as it was written; `5k` stays `5k` when formatted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Its value; for `20%` the 20.
    pub value: Decimal,
    /// Its spelling with a minus sign, without plus or percent sign.
    pub spelling: String,
}

/// An argument of a call: `orders.amount where status == "paid"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arg {
    /// Whether equal values count once.
    pub distinct: bool,
    /// The value.
    pub value: Expr,
    /// Which events count.
    pub filter: Option<Expr>,
}

/// `and` or `or`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogicalOp {
    /// All of them.
    And,
    /// At least one of them.
    Or,
}

/// `+ - * /`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArithmeticOp {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

/// `== != < <= > >=`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompareOp {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// What is asked of a value; the span begins at the operator.
pub type Test = Node<TestKind>;

/// The forms of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TestKind {
    /// `== 5`; the operator's span shows how it was spelled.
    Compare(Node<CompareOp>, Box<Expr>),
    /// `in 100..500`, `not in ["A"]`, `in key_markets`
    In {
        /// `not in`.
        negated: bool,
        /// A range, a list or the name of a list.
        set: Box<Expr>,
    },
    /// `contains "x"`, `does not start with any of ["x", "y"]`
    Words {
        /// `does not …`
        negated: bool,
        /// How the text is looked for.
        op: TextOp,
        /// How many of the texts must be found.
        quantifier: Quantifier,
        /// A text, a list or the name of a list.
        right: Box<Expr>,
    },
    /// `matches "[a-z]+"`; backslashes stand for themselves.
    Matches {
        /// `does not match`
        negated: bool,
        /// The regular expression.
        pattern: Text,
    },
    /// `is missing`, `is not known`
    Is {
        /// `is not …`
        negated: bool,
        /// What it is asked to be.
        state: State,
    },
    /// `is exactly "IBM"`
    IsExactly {
        /// `is not exactly`
        negated: bool,
        /// The text.
        right: Box<Expr>,
    },
    /// `within last 30 days`, `more than 90 days ago`
    Relative(Window, Node<Duration>),
    /// `before 2025-01-01`
    Before(Box<Expr>),
    /// `after 2025-01-01`
    After(Box<Expr>),
    /// `on 2025-01-01`
    On(Box<Expr>),
}

/// How a text is looked for in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextOp {
    /// Anywhere; in a list: one of its members.
    Contains,
    /// With no letter, digit or mark beside it.
    ContainsWord,
    /// At the start.
    StartsWith,
    /// At the end.
    EndsWith,
}

/// How many of several texts must be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// One text, written alone.
    One,
    /// `any of`
    AnyOf,
    /// `all of`
    AllOf,
    /// `none of`
    NoneOf,
}

/// Whether there is a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// No value.
    Missing,
    /// A value.
    Known,
}

/// A window of time, seen from as-of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Window {
    /// `within last 30 days`
    WithinLast,
    /// `within next 2 weeks`
    WithinNext,
    /// `less than 30 days ago`
    LessThanAgo,
    /// `more than 90 days ago`
    MoreThanAgo,
    /// `less than 5 days from now`
    LessThanFromNow,
    /// `more than 5 days from now`
    MoreThanFromNow,
}

/// `30 days`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Duration {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// 60 seconds.
    Minute,
    /// 60 minutes.
    Hour,
    /// A calendar day.
    Day,
    /// Seven days.
    Week,
    /// A calendar month.
    Month,
    /// Three calendar months.
    Quarter,
    /// A calendar year.
    Year,
}

impl Unit {
    /// Its name, of which there is one: `day`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }
}

/// `100..500`, written without blanks.
pub type Range = Node<RangeKind>;

/// A range; at least one end is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RangeKind {
    /// The lower end, included.
    pub from: Option<Expr>,
    /// The upper end.
    pub to: Option<Expr>,
    /// `..<`: the upper end does not belong to it.
    pub excluded: bool,
}
