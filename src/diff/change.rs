//! What a change of rules can consist of.

use std::fmt;

/// One difference between two versions of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What has changed.
    pub what: What,
    /// How.
    pub kind: Kind,
    /// Its name: a reason, the text of a condition, the name of a band.
    pub name: String,
    /// The group of a rule, or the rule of a row.
    pub of: Option<String>,
    /// What it says, of something that is new or gone.
    pub says: Option<String>,
    /// What differs, of something that is there in both.
    pub aspects: Vec<Aspect>,
}

/// How something differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It means something else.
    Changed,
    /// It means the same in other words.
    Renamed,
}

impl Kind {
    /// The word for programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Renamed => "renamed",
        }
    }

    /// The sign before a line.
    #[must_use]
    pub fn sign(self) -> char {
        match self {
            Self::Added => '+',
            Self::Removed => '-',
            Self::Changed => '~',
            Self::Renamed => '=',
        }
    }
}

/// What can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A setting of the model.
    Model,
    /// A group.
    Group,
    /// A rule.
    Rule,
    /// A row of a `match`.
    Row,
    /// A `disqualify`.
    Disqualifier,
    /// A band.
    Band,
    /// The stars.
    Stars,
    /// The grid.
    Grid,
    /// A list.
    List,
    /// A `let`.
    Let,
    /// A field of a record.
    Field,
    /// Another model, whose score is used.
    UsedModel,
    /// An action.
    Action,
}

impl What {
    /// The word for people and programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Group => "group",
            Self::Rule => "rule",
            Self::Row => "row",
            Self::Disqualifier => "disqualifier",
            Self::Band => "band",
            Self::Stars => "stars",
            Self::Grid => "grid",
            Self::List => "list",
            Self::Let => "let",
            Self::Field => "field",
            Self::UsedModel => "used model",
            Self::Action => "action",
        }
    }
}

/// One way in which two versions of something differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aspect {
    /// In what: `points`, `condition`, `limit`.
    pub of: &'static str,
    /// How.
    pub how: How,
    /// Whether the score, band or status of a lead can depend on it.
    pub counts: bool,
}

/// How two versions of something differ in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// One text stands in place of another; nothing, where there is none.
    Text(Option<String>, Option<String>),
    /// Parts of it are gone.
    Without(String),
    /// Parts of it are new.
    With(String),
    /// The same words mean something else, because these names do.
    Meaning(Vec<String>),
    /// Its parts stand in another order.
    Order,
}

impl Aspect {
    fn new(of: &'static str, how: How) -> Self {
        Self { of, how, counts: true }
    }

    /// The difference between two texts, if they differ.
    pub(super) fn of(of: &'static str, old: Option<String>, new: Option<String>) -> Option<Self> {
        (old != new).then(|| Self::new(of, How::Text(old, new)))
    }

    /// The difference between two texts that are words only.
    pub(super) fn words(of: &'static str, old: Option<&str>, new: Option<&str>) -> Option<Self> {
        let aspect = Self::of(of, old.map(str::to_owned), new.map(str::to_owned))?;
        Some(Self { counts: false, ..aspect })
    }

    /// The same words mean something else, because names in them do.
    pub(super) fn meaning(of: &'static str, names: Vec<String>) -> Self {
        Self::new(of, How::Meaning(names))
    }

    /// The order of what it is made of.
    pub(super) fn order(of: &'static str) -> Self {
        Self::new(of, How::Order)
    }

    /// Parts that are gone.
    pub(super) fn without(parts: String) -> Self {
        Self::new("gone", How::Without(parts))
    }

    /// Parts that are new.
    pub(super) fn with(parts: String) -> Self {
        Self::new("new", How::With(parts))
    }

    /// What it was.
    #[must_use]
    pub fn old(&self) -> Option<&str> {
        match &self.how {
            How::Text(old, _) => old.as_deref(),
            How::Without(parts) => Some(parts),
            How::With(_) | How::Meaning(_) | How::Order => None,
        }
    }

    /// What it is.
    #[must_use]
    pub fn now(&self) -> Option<&str> {
        match &self.how {
            How::Text(_, new) => new.as_deref(),
            How::With(parts) => Some(parts),
            How::Without(_) | How::Meaning(_) | How::Order => None,
        }
    }
}

impl fmt::Display for Aspect {
    /// `+15 → +20`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.how {
            How::Text(old, new) => {
                let text = |it: &Option<String>| it.clone().unwrap_or_else(|| "none".to_owned());
                write!(f, "{} → {}", text(old), text(new))
            }
            How::Without(parts) | How::With(parts) => f.write_str(parts),
            How::Meaning(names) if names.is_empty() => {
                f.write_str("means something else now, in the same words")
            }
            How::Meaning(names) => {
                write!(f, "means something else now, because of {}", names.join(", "))
            }
            How::Order => f.write_str("is another one"),
        }
    }
}

impl Change {
    /// Something that is new, or gone.
    pub(super) fn whole(what: What, kind: Kind, name: &str, says: impl Into<String>) -> Self {
        let says: String = says.into();
        Self {
            what,
            kind,
            name: name.to_owned(),
            of: None,
            says: (!says.is_empty() && says != name).then_some(says),
            aspects: Vec::new(),
        }
    }

    /// Something that differs in some ways; `None` if in none.
    pub(super) fn differing(
        what: What,
        name: &str,
        aspects: impl IntoIterator<Item = Option<Aspect>>,
    ) -> Option<Self> {
        let aspects: Vec<Aspect> = aspects.into_iter().flatten().collect();
        if aspects.is_empty() {
            return None;
        }
        let kind = match aspects.iter().any(|it| it.counts) {
            true => Kind::Changed,
            false => Kind::Renamed,
        };
        Some(Self { what, kind, name: name.to_owned(), of: None, says: None, aspects })
    }

    /// The same, of a group or a rule.
    pub(super) fn inside(self, of: Option<&str>) -> Self {
        Self { of: of.map(str::to_owned), ..self }
    }

    /// Whether the score, band or status of a lead can depend on it.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.kind != Kind::Renamed && self.what != What::Action
    }
}
