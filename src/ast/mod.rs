//! What a rule file says, as a tree with the place of everything. No logic lives here.
//!
//! Two trees are equal when they mean the same: where a node stands in its file does not count.

mod expr;
mod item;
mod node;
mod rule;
mod visit;

pub use expr::{
    Arg, ArithmeticOp, CompareOp, Duration, Expr, ExprKind, LogicalOp, Number, Quantifier, Range,
    RangeKind, State, Test, TestKind, TextOp, Unit, Window,
};
pub use item::{
    Action, BandRow, Comment, Expect, ExpectKind, Field, File, Given, Grid, GridAxis, Item,
    ItemKind, Let, List, ListSource, Model, Modifier, ModifierKind, Record, Setting, SettingKind,
    Stars, TestItem, Trigger, Type, TypeKind, Value, ValueKind, What,
};
pub use node::{Label, LabelKind, Name, Node, Text};
pub use rule::{
    Award, AwardUnit, Clause, ClauseKind, Disqualify, Each, Group, GroupClause, GroupKind,
    MatchRow, Rule, RuleKind,
};
