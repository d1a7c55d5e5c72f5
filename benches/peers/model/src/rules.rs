//! A model of rules in the one form from which all others are made.

use jiff::civil::Date;
use serde::Serialize;

/// A column of the leads, or what is made of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Id,
    Email,
    FirstName,
    LastName,
    Company,
    JobTitle,
    Country,
    Industry,
    City,
    Source,
    Employees,
    Revenue,
    PageViews,
    EmailsOpened,
    Created,
    LastSeen,
    Subscribed,
    /// The part of the e-mail address behind the `@`.
    Domain,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Integer,
    Decimal,
    Date,
    YesNo,
}

impl Field {
    /// The columns of the data, in their order.
    pub const COLUMNS: [Self; 17] = [
        Self::Id,
        Self::Email,
        Self::FirstName,
        Self::LastName,
        Self::Company,
        Self::JobTitle,
        Self::Country,
        Self::Industry,
        Self::City,
        Self::Source,
        Self::Employees,
        Self::Revenue,
        Self::PageViews,
        Self::EmailsOpened,
        Self::Created,
        Self::LastSeen,
        Self::Subscribed,
    ];

    /// The header in the data, and the name in rules.
    pub fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Email => "email",
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::Company => "company",
            Self::JobTitle => "job_title",
            Self::Country => "country",
            Self::Industry => "industry",
            Self::City => "city",
            Self::Source => "source",
            Self::Employees => "employees",
            Self::Revenue => "revenue",
            Self::PageViews => "page_views",
            Self::EmailsOpened => "emails_opened",
            Self::Created => "created",
            Self::LastSeen => "last_seen",
            Self::Subscribed => "subscribed",
            Self::Domain => "domain",
        }
    }

    /// What it holds.
    pub fn kind(self) -> Kind {
        match self {
            Self::Employees | Self::PageViews | Self::EmailsOpened => Kind::Integer,
            Self::Revenue => Kind::Decimal,
            Self::Created | Self::LastSeen => Kind::Date,
            Self::Subscribed => Kind::YesNo,
            _ => Kind::Text,
        }
    }
}

/// A condition. A test of a missing value is false; only `Missing` is true of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Cond {
    /// Texts are compared without case, here and everywhere.
    Equal {
        field: Field,
        text: String,
    },
    OneOf {
        field: Field,
        texts: Vec<String>,
    },
    /// Holds one of the texts somewhere.
    Contains {
        field: Field,
        texts: Vec<String>,
    },
    /// Both ends belong to it.
    Between {
        field: Field,
        from: i64,
        to: i64,
    },
    AtLeast {
        field: Field,
        value: i64,
    },
    Below {
        field: Field,
        value: i64,
    },
    /// From so many days before as-of to as-of.
    WithinLast {
        field: Field,
        days: i64,
    },
    /// More than so many days before as-of.
    OlderThan {
        field: Field,
        days: i64,
    },
    Before {
        field: Field,
        day: Date,
    },
    After {
        field: Field,
        day: Date,
    },
    Missing {
        field: Field,
    },
    Yes {
        field: Field,
    },
    Not {
        cond: Box<Cond>,
    },
    All {
        conds: Vec<Cond>,
    },
    Any {
        conds: Vec<Cond>,
    },
}

impl Cond {
    /// Calls `visit` with each column that is tested.
    pub fn fields(&self, visit: &mut impl FnMut(Field)) {
        match self {
            Self::Equal { field, .. }
            | Self::OneOf { field, .. }
            | Self::Contains { field, .. }
            | Self::Between { field, .. }
            | Self::AtLeast { field, .. }
            | Self::Below { field, .. }
            | Self::WithinLast { field, .. }
            | Self::OlderThan { field, .. }
            | Self::Before { field, .. }
            | Self::After { field, .. }
            | Self::Missing { field }
            | Self::Yes { field } => visit(*field),
            Self::Not { cond } => cond.fields(visit),
            Self::All { conds } | Self::Any { conds } => {
                conds.iter().for_each(|it| it.fields(visit));
            }
        }
    }
}

/// Points for the leads of which a condition is true.
#[derive(Clone, Debug, Serialize)]
pub struct Rule {
    pub when: Cond,
    pub points: i64,
}

/// Rules whose sum is kept between two numbers.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// Without a name: the rules outside of groups.
    pub name: Option<&'static str>,
    pub least: Option<i64>,
    pub most: Option<i64>,
    pub rules: Vec<Rule>,
}

/// The rules, the limits of the score, and the bands.
#[derive(Clone, Debug, Serialize)]
pub struct Model {
    pub as_of: Date,
    pub groups: Vec<Group>,
    pub most: i64,
    pub hot: i64,
    pub warm: i64,
}

impl Model {
    /// All rules.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.groups.iter().flat_map(|it| &it.rules)
    }

    /// The columns that are tested, each once, in order.
    pub fn fields(&self) -> Vec<Field> {
        let mut fields = std::collections::BTreeSet::new();
        for rule in self.rules() {
            rule.when.fields(&mut |field| {
                fields.insert(field);
            });
        }
        fields.into_iter().collect()
    }
}
