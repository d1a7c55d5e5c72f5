use super::{Expr, ExprKind, TestKind};

impl Expr {
    /// The expressions directly inside this one, in the order in which they were written.
    pub fn children(&self) -> Vec<&Expr> {
        match &self.node {
            ExprKind::It
            | ExprKind::Name(_)
            | ExprKind::Text(_)
            | ExprKind::Number(_)
            | ExprKind::Percent(_)
            | ExprKind::Date(_)
            | ExprKind::DateTime(..)
            | ExprKind::YesNo(_)
            | ExprKind::Missing
            | ExprKind::ScoreOf { .. }
            | ExprKind::Mistake => Vec::new(),
            ExprKind::List(members) | ExprKind::Logical(_, members) => members.iter().collect(),
            ExprKind::Range(range) => range.node.from.iter().chain(&range.node.to).collect(),
            ExprKind::Negative(inner) | ExprKind::Not(inner) => vec![inner],
            ExprKind::Arithmetic(first, rest) => {
                std::iter::once(&**first).chain(rest.iter().map(|(_, term)| term)).collect()
            }
            ExprKind::Default(value, default) => vec![value, default],
            ExprKind::Call(_, args) => {
                args.iter().flat_map(|arg| std::iter::once(&arg.value).chain(&arg.filter)).collect()
            }
            ExprKind::Test(value, test) => {
                std::iter::once(&**value).chain(test.node.right()).collect()
            }
            ExprKind::Quantified { filter, .. } => filter.iter().map(|it| &**it).collect(),
        }
    }

    /// Calls `visit` for this expression and everything inside it, outer before inner.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Expr)) {
        visit(self);
        for child in self.children() {
            child.walk(visit);
        }
    }
}

impl TestKind {
    /// The expression on the right of the test, if there is one.
    #[must_use]
    pub fn right(&self) -> Option<&Expr> {
        match self {
            Self::Compare(_, right)
            | Self::In { set: right, .. }
            | Self::Words { right, .. }
            | Self::IsExactly { right, .. }
            | Self::Before(right)
            | Self::After(right)
            | Self::On(right) => Some(right),
            Self::Matches { .. } | Self::Is { .. } | Self::Relative(..) => None,
        }
    }
}
