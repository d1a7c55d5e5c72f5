//! Rules, groups, awards and their clauses.

use rust_decimal::Decimal;

use super::context::{Context, Typed};
use crate::ast::{
    self, AwardUnit, Clause, ClauseKind, Expr, ExprKind, GroupClause, MatchRow, Node, RuleKind,
    TestKind, Unit,
};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::{print_each, print_expr, print_pattern};
use crate::ir::{
    Award, Body, ColumnId, Cond, DateRange, Decay, Def, Disqualifier, Group, Identity, Limits,
    Measure, Operand, Points, Row, Rule, RuleId, Type, Value,
};
use crate::source::{Place, Span};

/// The clauses after an award, sorted out.
#[derive(Default)]
pub(super) struct Clauses {
    limit: Limits,
    limit_span: Option<Span>,
    because: Option<String>,
    code: Option<String>,
    owner: Option<String>,
    id: Option<String>,
    valid: Option<DateRange>,
    pub once: Option<Node<Unit>>,
    pub first: Option<Node<u32>>,
    pub decay: Option<Node<Decay>>,
}

impl Clauses {
    /// How what they stand behind is known: by its reason, else by its own text.
    fn identity(self, text: String, place: Place) -> Identity {
        let label = self.because.unwrap_or_else(|| text.clone());
        let Self { code, owner, id, valid, .. } = self;
        Identity { label, text, code, owner, id, valid, place }
    }
}

impl Context<'_> {
    /// A group with its rules, which are added to `rules`.
    pub fn group(&mut self, item: &ast::Group, rules: &mut Vec<Rule>) -> Group {
        let mut group = Group {
            name: Some(item.name.node.clone()),
            kind: item.kind,
            weight: None,
            limit: Limits::default(),
            rules: Vec::new(),
            place: Some(self.place(item.name.span)),
        };
        for clause in &item.clauses {
            match clause {
                GroupClause::Limit(range) => {
                    group.limit = self.limits_around_zero(range).unwrap_or_default();
                }
                GroupClause::Weight(expr) => group.weight = self.weight(expr),
            }
        }
        let mut written = Vec::new();
        for rule in &item.rules {
            written.extend(self.rule(rule, rules).map(|id| (rule, id)));
        }
        self.rules_together(item.kind, &written, rules);
        group.rules = written.into_iter().map(|(_, id)| id).collect();
        group
    }

    fn weight(&mut self, expr: &Expr) -> Option<Decimal> {
        let weight = self.number(expr)?;
        if weight > Decimal::ZERO && weight <= Decimal::ONE_THOUSAND {
            return Some(weight);
        }
        let place = self.place(expr.span);
        let message = "A weight is above 0 and at most 1000.";
        self.report(
            Diagnostic::error(codes::BAD_SETTING, place, message)
                .help("1 changes nothing, 0.5 halves, 2 doubles."),
        );
        None
    }

    /// A rule, added to `rules`; `None` when it is wrong and has been reported.
    pub fn rule(&mut self, item: &ast::Rule, rules: &mut Vec<Rule>) -> Option<RuleId> {
        let (body, clauses, text) = match &item.node {
            RuleKind::When { condition, award, clauses } => {
                let known = self.diagnostics.len();
                let from = self.uses.blanks.len();
                let cond = self.condition(condition);
                self.note_whole(from, condition, cond.as_ref());
                // What has been said about the condition says more than that it is fixed.
                if self.diagnostics.len() == known {
                    self.fixed_condition(cond.as_ref(), condition.span);
                }
                let award = self.award(award);
                let clauses = self.clauses(clauses, false);
                let award = award?;
                self.useless_limit(&award, &clauses);
                (Body::When(cond?, award), clauses, print_expr(condition))
            }
            RuleKind::Match { subject, rows, clauses } => {
                let body = self.match_body(subject, rows);
                let clauses = self.clauses(clauses, false);
                (body?, clauses, format!("match {}", print_expr(subject)))
            }
            RuleKind::ForEach { events, filter, each, clauses } => {
                let known = self.events_of(events);
                let clauses = self.clauses(clauses, true);
                let body = self.for_each(known?, filter.as_ref(), each, &clauses);
                (body?, clauses, print_each(events, filter.as_ref(), each))
            }
        };
        let id = RuleId(u32::try_from(rules.len()).ok()?);
        let limit = clauses.limit;
        rules.push(Rule { identity: clauses.identity(text, self.place(item.span)), limit, body });
        Some(id)
    }

    pub fn fixed_condition(&mut self, cond: Option<&Cond>, span: Span) {
        if let Some(Cond::Const(yes)) = cond {
            let place = self.place(span);
            let (answer, all) = (if *yes { "true" } else { "false" }, self.all_of_them());
            let message = format!("This condition is {answer} for {all}.");
            self.report(Diagnostic::warning(codes::FIXED_CONDITION, place, message));
        }
    }

    pub fn match_body(&mut self, subject: &Expr, rows: &[MatchRow]) -> Option<Body> {
        let typed = self.typed(subject);
        let column = match &typed {
            Typed::Value(Operand::Column(column), ty) => Some((*column, *ty)),
            Typed::Value(Operand::Constant(_), _) | Typed::Condition(_) => {
                let place = self.place(subject.span);
                let message = "A `match` looks at a field or a calculated value.";
                self.report(Diagnostic::error(codes::NEEDS_VALUE, place, message));
                None
            }
            Typed::Poison => None,
        };
        let label = print_expr(subject);
        let outer = self.it.replace(if column.is_some() { typed } else { Typed::Poison });
        let mut checked = Vec::new();
        let mut otherwise: Option<Span> = None;
        // `else` is told about as such.
        let mut meant = false;
        for row in rows {
            if let Some(first) = otherwise {
                let place = self.place(row.span.span);
                self.report(
                    Diagnostic::error(
                        codes::WRONG_CLAUSE,
                        place,
                        "Nothing can come after `otherwise`.",
                    )
                    .also(self.place(first), "this row takes all the rest")
                    .help("Put `otherwise` last."),
                );
                continue;
            }
            if row.patterns.is_empty() {
                otherwise = Some(row.span.span);
            }
            meant |=
                matches!(row.patterns.as_slice(), [only] if is_otherwise(self.slice(only.span)));
            let from = self.uses.blanks.len();
            let this = self.row(row, &label);
            let subject = column.and_then(|(column, _)| self.field_of(column));
            self.note_row(from, subject, this.as_ref().map(|(row, _)| row), &checked);
            checked.push(this);
        }
        self.it = outer;
        if rows.is_empty() {
            let place = self.place(subject.span);
            let message = "This `match` has no rows.";
            self.report(Diagnostic::error(codes::EMPTY_SET, place, message));
        }
        let checked: Option<Vec<(Row, Vec<Cond>)>> = checked.into_iter().collect();
        let all_fit = match (&checked, column) {
            (Some(checked), Some((column, _))) => self.rows_together(column, rows, checked),
            _ => false,
        };
        if otherwise.is_none() && !rows.is_empty() && !meant && column.is_some() && !all_fit {
            let place = self.place(subject.span);
            let message = format!("If *{label}* fits no row, it gives 0 points without saying so.");
            self.report(
                Diagnostic::warning(codes::NO_OTHERWISE, place, message)
                    .help("End with the row: otherwise then +0"),
            );
        }
        column?;
        Some(Body::Match(checked?.into_iter().map(|(row, _)| row).collect()))
    }

    /// A row, and the condition of each of its patterns.
    fn row(&mut self, row: &MatchRow, subject: &str) -> Option<(Row, Vec<Cond>)> {
        let conds: Vec<Option<Cond>> = row.patterns.iter().map(|it| self.pattern(it)).collect();
        let award = self.award(&row.award);
        let clauses = self.clauses(&row.clauses, false);
        if self.is_of_events() {
            self.no_limit_of_row(clauses.limit_span);
        } else if let Some(award) = &award {
            self.useless_limit(award, &clauses);
        }
        let conds = conds.into_iter().collect::<Option<Vec<_>>>();
        let (award, conds) = (award?, conds?);
        let condition = if conds.is_empty() { Cond::Const(true) } else { Cond::any(conds.clone()) };
        let patterns: Vec<String> = row.patterns.iter().map(print_pattern).collect();
        let pattern =
            if patterns.is_empty() { "otherwise".to_owned() } else { patterns.join(", ") };
        let limit = clauses.limit;
        let text = format!("{subject}: {pattern}");
        let identity = clauses.identity(text, self.place(row.span.span));
        Some((Row { identity, condition, award, limit }, conds))
    }

    /// A row's pattern; a single name may also stand for a value without its quotes.
    fn pattern(&mut self, pattern: &Expr) -> Option<Cond> {
        if let ExprKind::Test(it, test) = &pattern.node
            && let TestKind::In { set, .. } = &test.node
            && let ExprKind::Name(path) = &set.node
            && let [name] = path.as_slice()
            && !self.scope.lists.contains_key(&crate::ir::name_key(&name.node))
        {
            if is_otherwise(&name.node) && !self.is_declared(&name.node) {
                let place = self.place(name.span);
                let message = format!("`{}` is written `otherwise`.", name.node);
                let finding = Diagnostic::error(codes::FOREIGN, place, message);
                self.report(finding.fix("Write otherwise", place, "otherwise"));
                return None;
            }
            // Not a list: compared as a value, which finds what is wrong with it.
            let equal = ast::Node::new(ast::CompareOp::Equal, test.span.before());
            let kind = TestKind::Compare(equal, set.clone());
            let test = ast::Node::new(kind, test.span);
            let typed = self.test(it, &test, pattern.span);
            return self.as_condition(typed, pattern.span);
        }
        self.condition(pattern)
    }

    /// `+20`, `+30%`, `+2 per page_views`
    pub fn award(&mut self, award: &ast::Award) -> Option<Award> {
        let points = match award.unit {
            AwardUnit::Points => self.exact_points(award.amount.node, award.amount.span),
            AwardUnit::PercentOfReady => self.percent_of_ready(award),
        };
        let Some(per) = &award.per else { return points.map(Award::Constant) };
        let measured = self.value(per);
        let (operand, ty) = measured?;
        let place = self.place(per.span);
        let written = self.one_line(per.span);
        if !ty.is_numeric() {
            let message = format!("Points are given per number; *{written}* is {}.", ty.words());
            let finding = Diagnostic::error(codes::NEEDS_VALUE, place, message);
            let text = format!("count({written})");
            self.report(match ty {
                Type::Records(_) => finding.help(format!("How many there are is {text}.")).fix(
                    format!("Write {text}."),
                    place,
                    text,
                ),
                _ => finding,
            });
            return None;
        }
        let Operand::Column(column) = operand else {
            let message = "Points are given per field or calculated value, not per fixed number.";
            self.report(Diagnostic::error(codes::NEEDS_VALUE, place, message));
            return None;
        };
        if award.amount.node < Decimal::ZERO && !self.never_negative(column) {
            let message = format!(
                "Each *{written}* takes points away; a negative *{written}* would add some."
            );
            self.report(
                Diagnostic::warning(codes::NEGATIVE_PER, place, message)
                    .help(format!("To be sure, count from 0: per max({written}, 0)")),
            );
        }
        Some(Award::Measured(points?.to_decimal(), column))
    }

    /// A calculation that cannot give a negative number.
    fn never_negative(&self, column: ColumnId) -> bool {
        let (function, args) = match self.frame.columns.get(column.0 as usize).map(|it| &it.def) {
            Some(Def::Call(function, args)) => (function, args),
            Some(Def::Aggregate(it)) => {
                return matches!(it.measure, Measure::Count | Measure::CountDistinct(_));
            }
            _ => return false,
        };
        let from_zero = |arg: &Operand| matches!(arg, Operand::Constant(Value::Number(number)) if *number >= Decimal::ZERO);
        matches!(function.name, "abs" | "count" | "length")
            || (function.name == "max" && args.iter().any(from_zero))
    }

    fn percent_of_ready(&mut self, award: &ast::Award) -> Option<Points> {
        let place = self.place(award.amount.span);
        let Some(ready) = self.ready_at else {
            if !self.ready_broken {
                let message = "A percentage of points needs the score at which a lead is ready.";
                self.report(
                    Diagnostic::error(codes::NEEDS_SETTING, place, message)
                        .help("Write it after the model: model b2b scores Lead ready at 100"),
                );
            }
            return None;
        };
        let share = award.amount.node.checked_mul(ready.to_decimal());
        let share = share.and_then(|it| it.checked_div(Decimal::ONE_HUNDRED));
        self.in_bounds(share.and_then(Points::rounded), award.amount.span)
    }

    fn useless_limit(&mut self, award: &Award, clauses: &Clauses) {
        if let (Award::Constant(_), Some(span)) = (award, clauses.limit_span) {
            let place = self.place(span);
            let message = "A limit after fixed points can do nothing.";
            self.report(
                Diagnostic::error(codes::USELESS_LIMIT, place, message)
                    .help("Was the model's limit meant? It stands right after the `model` line; a group's after its name."),
            );
        }
    }

    /// The clauses after an award, or after the awards for each event.
    fn clauses(&mut self, clauses: &[Clause], of_events: bool) -> Clauses {
        let mut sorted = Clauses::default();
        let mut seen = Vec::new();
        for clause in clauses {
            let kind = std::mem::discriminant(&clause.node);
            if seen.contains(&kind) {
                let place = self.place(clause.span);
                let message = "This clause stands twice after one award.";
                self.report(
                    Diagnostic::error(codes::WRONG_CLAUSE, place, message).help("Keep one."),
                );
                continue;
            }
            seen.push(kind);
            match &clause.node {
                ClauseKind::Limit(range) => {
                    sorted.limit = self.limits_around_zero(range).unwrap_or_default();
                    sorted.limit_span = Some(clause.span);
                }
                ClauseKind::Valid(range) => sorted.valid = self.date_range(range),
                ClauseKind::Because(text) => sorted.because = Some(text.node.clone()),
                ClauseKind::Owner(text) => sorted.owner = Some(text.node.clone()),
                ClauseKind::Code(text) => sorted.code = Some(text.node.clone()),
                ClauseKind::Id(name) => sorted.id = Some(name.node.clone()),
                ClauseKind::Halving(_) | ClauseKind::Fading(_) if !of_events => {
                    self.only_for_events(clause.span, true);
                }
                ClauseKind::OncePer(_) | ClauseKind::First(_) if !of_events => {
                    self.only_for_events(clause.span, false);
                }
                ClauseKind::Halving(period) | ClauseKind::Fading(period) => {
                    let halving = matches!(clause.node, ClauseKind::Halving(_));
                    let decay = self.decay(period, halving, clause.span);
                    if let Some(first) = &sorted.decay {
                        self.fades_twice(first.span, clause.span);
                    }
                    sorted.decay = decay.map(|it| Node::new(it, clause.span));
                }
                ClauseKind::OncePer(unit) => {
                    sorted.once = self.once_per(Node::new(unit.node, unit.span));
                }
                ClauseKind::First(count) => {
                    sorted.first = self.first_few(Node::new(count.node, count.span));
                }
            }
        }
        sorted
    }

    /// `disqualify when …`
    pub fn disqualifier(&mut self, item: &ast::Disqualify, span: Span) -> Option<Disqualifier> {
        let from = self.uses.blanks.len();
        let condition = self.condition(&item.condition);
        self.note_whole(from, &item.condition, condition.as_ref());
        let clauses = self.clauses(&item.clauses, false);
        if let Some(limit) = clauses.limit_span {
            let place = self.place(limit);
            let message = "Disqualifying gives no points, so there is nothing to limit.";
            self.report(Diagnostic::error(codes::WRONG_CLAUSE, place, message));
        }
        let text = print_expr(&item.condition);
        let identity = clauses.identity(text, self.place(span));
        Some(Disqualifier { identity, condition: condition? })
    }
}

/// Words of other languages for the row that takes all the rest.
fn is_otherwise(name: &str) -> bool {
    let words = ["else", "default", "others", "other", "rest", "_"];
    words.iter().any(|word| word.eq_ignore_ascii_case(name.trim()))
}
