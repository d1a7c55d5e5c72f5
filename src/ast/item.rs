use jiff::civil::Date;

use super::{Disqualify, Expr, Group, Label, Name, Node, Range, Rule, Text};

/// One file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// Its items, in order.
    pub items: Vec<Item>,
    /// Its comments, in order, from `#` to before the end of the line.
    pub comments: Vec<Comment>,
    /// Names that pieces declare which could not be read: nothing more is said about them.
    pub unread: Vec<String>,
}

/// A comment with its `#`.
pub type Comment = Node<String>;

/// One item.
pub type Item = Node<ItemKind>;

/// The kinds of items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// `use "crm.score"`
    Use(Text),
    /// `model b2b scores Lead …`
    Model(Model),
    /// `record Lead { … }`
    Record(Record),
    /// `missing values "N/A", "-"`
    MissingValues(Vec<Text>),
    /// `list key_markets = […]`
    List(List),
    /// `let big = …`
    Let(Let),
    /// `group "Name" { … }`
    Group(Group),
    /// A rule outside any group.
    Rule(Rule),
    /// `disqualify when …`
    Disqualify(Disqualify),
    /// `bands { … }`
    Bands(Vec<BandRow>),
    /// `stars 20, 40, 60, 80`
    Stars(Stars),
    /// `grid { … }`
    Grid(Grid),
    /// `on entering Hot do …`
    Action(Action),
    /// `test "name" { … }`
    Test(TestItem),
}

/// `model b2b scores Lead limit 0..100 ready at 80`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// Its name.
    pub name: Name,
    /// The record it scores.
    pub scores: Option<Name>,
    /// The clauses after it.
    pub settings: Vec<Setting>,
}

/// A clause of the model.
pub type Setting = Node<SettingKind>;

/// The clauses of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingKind {
    /// `limit 0..100`
    Limit(Range),
    /// `ready at 80`
    ReadyAt(Expr),
    /// `start at 10`
    StartAt(Expr),
    /// `timezone "Europe/Sofia"`
    Timezone(Text),
}

/// `record Lead table "crm.leads" { … }`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its name.
    pub name: Name,
    /// Its table in a database; more than one is a mistake.
    pub tables: Vec<Text>,
    /// Its fields, in order.
    pub fields: Vec<Field>,
    /// The names of fields that could not be read: nothing more is said about them.
    pub unread: Vec<String>,
}

/// `industry: one of ["A", "B"], about "…"`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// What follows, in order.
    pub modifiers: Vec<Modifier>,
}

/// The type of a field.
pub type Type = Node<TypeKind>;

/// The types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeKind {
    /// `text`
    Text,
    /// `one of ["A", "B"]`: each value a text.
    OneOf(Vec<Text>),
    /// `number`
    Number,
    /// `integer`
    Integer,
    /// `percent`
    Percent,
    /// `date`
    Date,
    /// `datetime`
    DateTime,
    /// `yes/no`
    YesNo,
    /// `list of text`, `list of Visit`
    ListOf(Box<Type>),
    /// `Company`: one related record.
    Record(String),
}

/// A modifier of a field.
pub type Modifier = Node<ModifierKind>;

/// The modifiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModifierKind {
    /// `key`
    Key,
    /// `time`: the moment of an event.
    Time,
    /// `required`
    Required,
    /// `as fraction`, of a percent.
    AsFraction,
    /// `column "Number of Employees"`
    Column(Text),
    /// `format "DD/MM/YYYY"`
    Format(Text),
    /// `split by ";"`
    SplitBy(Text),
    /// `missing "N/A", "-"`
    Missing(Vec<Text>),
    /// `about "…"`
    About(Text),
    /// `by lead_id`
    By(Name),
}

/// `list key_markets = ["DE", "AT"]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Its name.
    pub name: Name,
    /// Where its values come from.
    pub source: ListSource,
}

/// Where the values of a list come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListSource {
    /// `= [ … ]`
    Values(Expr),
    /// `from "file.txt"`: one value a line.
    File(Text),
}

/// `let big for Lead = employees > 500`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Let {
    /// Its name.
    pub name: Name,
    /// The record it is about, in a library.
    pub record: Option<Name>,
    /// Its meaning.
    pub value: Expr,
}

/// `Hot from 80`, `Cold otherwise`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BandRow {
    /// Its name.
    pub label: Label,
    /// The least score in it; `None` for `otherwise`.
    pub from: Option<Expr>,
}

/// `stars …`
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stars {
    /// `20, 40, 60, 80`
    Thresholds(Vec<Expr>),
    /// `in 5 parts`
    Parts(Node<u32>),
}

/// `grid { … }`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Its axes, in order.
    pub axes: Vec<GridAxis>,
}

/// `"Company fit": A from 30, B otherwise`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridAxis {
    /// The group.
    pub group: Text,
    /// Its steps, in order.
    pub rows: Vec<BandRow>,
}

/// `on entering Hot do notify(owner: owner_email)`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What sets it off.
    pub trigger: Trigger,
    /// The action's name.
    pub name: Name,
    /// Its named arguments.
    pub args: Vec<(Name, Expr)>,
}

/// What sets an action off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// `entering Hot`
    Entering(Label),
    /// `leaving Hot`
    Leaving(Label),
    /// `score rising above 80`
    RisingAbove(Expr),
    /// `score falling below 20`
    FallingBelow(Expr),
}

/// `test "name" as of 2025-03-01 { given { … } expect … }`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestItem {
    /// Its name.
    pub name: Text,
    /// The day on which it takes place.
    pub as_of: Option<Node<Date>>,
    /// The record.
    pub given: Given,
    /// What must hold, in order.
    pub expects: Vec<Expect>,
}

/// The record of a test.
pub type Given = Node<Vec<(Name, Value)>>;

/// A value in the record of a test.
pub type Value = Node<ValueKind>;

/// The values in the record of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// `250`, `"DE"`, `missing`
    One(Expr),
    /// `["A", "B"]`, `[{ … }]`
    Several(Vec<Value>),
    /// `{ page: "/pricing" }`
    Record(Vec<(Name, Value)>),
}

/// One expectation.
pub type Expect = Node<ExpectKind>;

/// The expectations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpectKind {
    /// `score == 35`, `points of "Interest" > 10`: the test's left side is [`super::ExprKind::It`].
    That(What, Expr),
    /// `fired "Looked at pricing"`, `not fired "…"`
    Fired {
        /// `not fired`
        negated: bool,
        /// The rule's reason, text, code or id.
        rule: Text,
    },
}

/// What an expectation looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// `score`
    Score,
    /// `band`
    Band,
    /// `stars`
    Stars,
    /// `grid`
    Grid,
    /// `status`
    Status,
    /// `readiness`
    Readiness,
    /// `points of "Group"`
    PointsOf(Text),
}
