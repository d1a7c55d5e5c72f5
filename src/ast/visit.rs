use super::{
    Award, Clause, ClauseKind, Each, ExpectKind, Expr, ExprKind, GroupClause, Item, ItemKind,
    ListSource, MatchRow, Rule, RuleKind, SettingKind, Stars, TestKind, Trigger, Value, ValueKind,
};

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

impl Item {
    /// Every expression that stands directly in the item, in no particular order.
    #[must_use]
    pub fn expressions(&self) -> Vec<&Expr> {
        let mut found = Vec::new();
        match &self.node {
            ItemKind::Use(_) | ItemKind::Record(_) | ItemKind::MissingValues(_) => {}
            ItemKind::Model(model) => {
                for setting in &model.settings {
                    match &setting.node {
                        SettingKind::Limit(range) => of_range(range, &mut found),
                        SettingKind::ReadyAt(expr) | SettingKind::StartAt(expr) => found.push(expr),
                        SettingKind::Timezone(_) => {}
                    }
                }
            }
            ItemKind::List(list) => match &list.source {
                ListSource::Values(expr) => found.push(expr),
                ListSource::File(_) => {}
            },
            ItemKind::Let(it) => found.push(&it.value),
            ItemKind::Group(group) => {
                for clause in &group.clauses {
                    match clause {
                        GroupClause::Limit(range) => of_range(range, &mut found),
                        GroupClause::Weight(expr) => found.push(expr),
                    }
                }
                group.rules.iter().for_each(|it| of_rule(it, &mut found));
            }
            ItemKind::Rule(rule) => of_rule(rule, &mut found),
            ItemKind::Disqualify(it) => {
                found.push(&it.condition);
                of_clauses(&it.clauses, &mut found);
            }
            ItemKind::Bands(rows) => found.extend(rows.iter().filter_map(|it| it.from.as_ref())),
            ItemKind::Stars(Stars::Thresholds(exprs)) => found.extend(exprs),
            ItemKind::Stars(Stars::Parts(_)) => {}
            ItemKind::Grid(grid) => {
                let rows = grid.axes.iter().flat_map(|it| &it.rows);
                found.extend(rows.filter_map(|it| it.from.as_ref()));
            }
            ItemKind::Action(action) => {
                match &action.trigger {
                    Trigger::RisingAbove(expr) | Trigger::FallingBelow(expr) => found.push(expr),
                    Trigger::Entering(_) | Trigger::Leaving(_) => {}
                }
                found.extend(action.args.iter().map(|(_, expr)| expr));
            }
            ItemKind::Test(test) => {
                test.given.node.iter().for_each(|(_, value)| of_value(value, &mut found));
                found.extend(test.expects.iter().filter_map(|it| match &it.node {
                    ExpectKind::That(_, expr) => Some(expr),
                    ExpectKind::Fired { .. } => None,
                }));
            }
        }
        found
    }
}

fn of_rule<'a>(rule: &'a Rule, found: &mut Vec<&'a Expr>) {
    let clauses = match &rule.node {
        RuleKind::When { condition, award, clauses } => {
            found.push(condition);
            of_award(award, found);
            clauses
        }
        RuleKind::ForEach { filter, each, clauses, .. } => {
            found.extend(filter);
            match each {
                Each::Award(award) => of_award(award, found),
                Each::Match(subject, rows) => of_match(subject, rows, found),
            }
            clauses
        }
        RuleKind::Match { subject, rows, clauses } => {
            of_match(subject, rows, found);
            clauses
        }
    };
    of_clauses(clauses, found);
}

fn of_match<'a>(subject: &'a Expr, rows: &'a [MatchRow], found: &mut Vec<&'a Expr>) {
    found.push(subject);
    for row in rows {
        found.extend(&row.patterns);
        of_award(&row.award, found);
        of_clauses(&row.clauses, found);
    }
}

fn of_award<'a>(award: &'a Award, found: &mut Vec<&'a Expr>) {
    found.extend(&award.per);
}

fn of_clauses<'a>(clauses: &'a [Clause], found: &mut Vec<&'a Expr>) {
    for clause in clauses {
        if let ClauseKind::Limit(range) | ClauseKind::Valid(range) = &clause.node {
            of_range(range, found);
        }
    }
}

fn of_range<'a>(range: &'a super::Range, found: &mut Vec<&'a Expr>) {
    found.extend(range.node.from.iter().chain(&range.node.to));
}

fn of_value<'a>(value: &'a Value, found: &mut Vec<&'a Expr>) {
    match &value.node {
        ValueKind::One(expr) => found.push(expr),
        ValueKind::Several(values) => values.iter().for_each(|it| of_value(it, found)),
        ValueKind::Record(fields) => fields.iter().for_each(|(_, it)| of_value(it, found)),
    }
}
