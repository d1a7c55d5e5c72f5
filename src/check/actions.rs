//! Actions: what sets them off, and what they tell.

use std::collections::HashMap;

use super::context::{Context, Typed};
use crate::ast::{self, ArithmeticOp, Expr, ExprKind, File, Item, ItemKind, Label, Name};
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::format::print_expr;
use crate::format::print_name;
use crate::ir::{
    Action, Argument, Limits, Operand, Program, Source, Standing, Trigger, Type, Value, name_key,
};
use crate::source::{Place, Span};

impl Context<'_> {
    /// Every action of the model.
    pub fn actions(&mut self, file: &File, program: &Program) -> Vec<Action> {
        let has_bands = file.items.iter().any(|it| matches!(it.node, ItemKind::Bands(_)));
        // Bands that are wrong have been reported, and nothing follows from them.
        let broken_bands = has_bands && program.bands.is_empty();
        let labels = program.bands.iter().map(|it| name_key(&it.label)).zip(0..).collect();
        let mut known: HashMap<String, Place> = HashMap::new();
        let mut actions: Vec<Action> = Vec::new();
        for Item { node, span } in &file.items {
            let ItemKind::Action(item) = node else { continue };
            let trigger = match &item.trigger {
                ast::Trigger::Entering(_) | ast::Trigger::Leaving(_) if broken_bands => None,
                trigger => self.trigger(trigger, program, &labels),
            };
            let args = self.action_args(&item.args, program);
            let (Some(trigger), Some(args)) = (trigger, args) else { continue };
            let place = self.place(*span);
            let name = item.name.node.clone();
            let text = canonical(trigger, &name, &item.args, program);
            let same = canonical(trigger, &name_key(&name), &item.args, program);
            if let Some(first) = known.insert(same, place) {
                self.report(same_action(place, first));
            }
            actions.push(Action { trigger, name, args, text, place });
        }
        actions
    }

    fn trigger(
        &mut self,
        trigger: &ast::Trigger,
        program: &Program,
        labels: &HashMap<String, usize>,
    ) -> Option<Trigger> {
        Some(match trigger {
            ast::Trigger::Entering(label) => {
                Trigger::Entering(self.band_of_trigger(label, program, labels)?)
            }
            ast::Trigger::Leaving(label) => {
                Trigger::Leaving(self.band_of_trigger(label, program, labels)?)
            }
            ast::Trigger::RisingAbove(amount) => {
                let points = self.points(amount)?;
                let Limits { low, high } = program.limit;
                let never = high.is_some_and(|high| high <= points);
                let always = low.is_some_and(|low| low > points);
                self.out_of_reach(never, always, &format!("above {points}"), amount, program);
                Trigger::RisingAbove(points)
            }
            ast::Trigger::FallingBelow(amount) => {
                let points = self.points(amount)?;
                let Limits { low, high } = program.limit;
                let never = low.is_some_and(|low| low >= points);
                let always = high.is_some_and(|high| high < points);
                self.out_of_reach(never, always, &format!("below {points}"), amount, program);
                Trigger::FallingBelow(points)
            }
        })
    }

    /// Says when no score can cross a line, because the model's limit lies on one side of it.
    fn out_of_reach(
        &mut self,
        never: bool,
        always: bool,
        side: &str,
        amount: &Expr,
        program: &Program,
    ) {
        let what = match (never, always) {
            (true, _) => "No",
            (_, true) => "Every",
            _ => return,
        };
        let place = self.place(amount.span);
        let message = format!("{what} score is {side}: the model's limit is {}.", program.limit);
        self.report(
            Diagnostic::warning(codes::OUT_OF_REACH, place, message)
                .help("Choose a score inside the limit, or change the limit."),
        );
    }

    fn band_of_trigger(
        &mut self,
        label: &Label,
        program: &Program,
        labels: &HashMap<String, usize>,
    ) -> Option<usize> {
        let written = label.node.text();
        if let Some(&band) = labels.get(&name_key(written)) {
            return Some(band);
        }
        let place = self.place(label.span);
        let bands: Vec<&str> = program.bands.iter().map(|it| it.label.as_str()).collect();
        let (code, message) = match bands.is_empty() {
            true => (
                codes::NEEDS_SETTING,
                format!("There is no band *{written}*: the model has no bands."),
            ),
            false => (codes::UNKNOWN_LABEL, format!("There is no band *{written}*.")),
        };
        let finding = Diagnostic::error(code, place, message);
        self.report(match nearest(written, bands.iter().copied()) {
            Some(near) => finding.help(format!("Did you mean {near}?")).offer(
                format!("Write {}.", label_code(near)),
                place,
                label_code(near),
            ),
            None if bands.is_empty() => {
                finding.help(format!("Declare them: bands {{ {written} from 80, Cold otherwise }}"))
            }
            None => finding.help(format!("There are: {}.", bands.join(", "))),
        });
        None
    }

    fn action_args(
        &mut self,
        args: &[(Name, Expr)],
        program: &Program,
    ) -> Option<Vec<(String, Argument)>> {
        let mut seen: HashMap<String, Span> = HashMap::new();
        let mut sound = true;
        let mut checked = Vec::new();
        for (name, value) in args {
            if let Some(first) = seen.insert(name_key(&name.node), name.span) {
                let (place, first) = (self.place(name.span), self.place(first));
                let message = format!("The argument *{}* stands twice.", name.node);
                self.report(
                    Diagnostic::error(codes::DECLARED_TWICE, place, message)
                        .also(first, "the first one")
                        .help("Rename one, or remove it."),
                );
                sound = false;
            }
            match self.action_arg(value, program) {
                Some(argument) => checked.push((name.node.clone(), argument)),
                None => sound = false,
            }
        }
        sound.then_some(checked)
    }

    fn action_arg(&mut self, value: &Expr, program: &Program) -> Option<Argument> {
        match &value.node {
            ExprKind::Text(text) => return self.template(text, value.span, program),
            ExprKind::Name(path) => {
                if let [name] = path.as_slice()
                    && let Some(standing) = self.standing(&name.node)
                {
                    self.standing_known(standing, name.span, program)?;
                    return Some(Argument::From(Source::Standing(standing)));
                }
                if self.unquoted(path) {
                    return None;
                }
            }
            ExprKind::Missing => {
                let place = self.place(value.span);
                let message = "There is nothing to tell in `missing`.";
                self.report(
                    Diagnostic::error(codes::NEEDS_VALUE, place, message)
                        .help("Leave the argument out."),
                );
                return None;
            }
            ExprKind::List(members) => return self.constant_list(members, value.span),
            ExprKind::Arithmetic(first, rest) => {
                if let Some(joined) = joined_texts(first, rest) {
                    let place = self.place(value.span);
                    let message = "Texts are not added up.";
                    self.report(
                        Diagnostic::error(codes::NEEDS_VALUE, place, message)
                            .help(format!("Put the values into the text: {joined}"))
                            .fix(format!("Write {joined}"), place, joined),
                    );
                    return None;
                }
            }
            _ => {}
        }
        Some(match self.told(value)? {
            Operand::Constant(constant) => Argument::Constant(constant),
            Operand::Column(column) => Argument::From(Source::Column(column)),
        })
    }

    /// A value that can be told; a condition cannot.
    pub fn told(&mut self, value: &Expr) -> Option<Operand> {
        match self.typed(value) {
            Typed::Value(_, ty) if ty.related().is_some() => {
                let place = self.place(value.span);
                let written = self.one_line(value.span);
                let message = format!("*{written}* is {}, not a value.", ty.words());
                let help = match ty {
                    Type::Records(_) => format!("Tell how many there are: count({written})"),
                    _ => format!("Name one of its fields, as in {written}.name"),
                };
                self.report(Diagnostic::error(codes::NEEDS_VALUE, place, message).help(help));
                None
            }
            Typed::Value(operand, _) => Some(operand),
            Typed::Condition(_) => {
                let place = self.place(value.span);
                let message = "An action tells values, and this is a condition.";
                self.report(
                    Diagnostic::error(codes::NEEDS_VALUE, place, message)
                        .help("Name a field that the other tool needs: owner: owner_email"),
                );
                None
            }
            Typed::Poison => None,
        }
    }

    /// Reports a name that nothing is like: it may be a text that lacks its quotes.
    fn unquoted(&mut self, path: &[Name]) -> bool {
        let [name] = path else { return false };
        if self.is_declared(&name.node) || self.scope.unread.contains(&name_key(&name.node)) {
            return false;
        }
        let place = self.place(name.span);
        let finding = self.unknown(&name.node, place, "field");
        if !finding.suggestions.is_empty() {
            return false;
        }
        let text = format!("\"{}\"", name.node);
        self.report(finding.help(format!("If it is a text, put it in quotes: {text}")).offer(
            format!("Write {text}."),
            place,
            text,
        ));
        true
    }

    /// `["a", "b"]`, of one type.
    fn constant_list(&mut self, members: &[Expr], span: Span) -> Option<Argument> {
        // Braces outside of a text were read as a list, and reported.
        if self.sources.slice(self.sources.original(self.place(span))).starts_with('{') {
            return None;
        }
        let values: Option<Vec<(Operand, Type)>> =
            members.iter().map(|it| self.value(it)).collect();
        let (mut texts, mut numbers) = (Vec::new(), Vec::new());
        for (operand, _) in values? {
            match operand {
                Operand::Constant(Value::Text(text)) => texts.push(text),
                Operand::Constant(Value::Number(number)) => numbers.push(number),
                _ => {}
            }
        }
        if !texts.is_empty() && texts.len() == members.len() {
            return Some(Argument::Constant(Value::Texts(texts)));
        }
        if !numbers.is_empty() && numbers.len() == members.len() {
            return Some(Argument::Constant(Value::Numbers(numbers)));
        }
        let place = self.place(span);
        let message = "A list given to an action holds fixed texts, or fixed numbers.";
        self.report(
            Diagnostic::error(codes::NEEDS_CONSTANT, place, message)
                .help("Give a field as an argument of its own: owner: owner_email"),
        );
        None
    }

    /// A result of the run by its name, unless something of the model has this name.
    pub fn standing(&self, name: &str) -> Option<Standing> {
        let key = name_key(name);
        if self.is_declared(name) || self.scope.unread.contains(&key) {
            return None;
        }
        Standing::NAMES.iter().find(|(name, _)| *name == key).map(|(_, it)| *it)
    }

    /// Whether the model has this result; if not, it is reported.
    pub fn standing_known(
        &mut self,
        standing: Standing,
        span: Span,
        program: &Program,
    ) -> Option<()> {
        let needs = match standing {
            Standing::Band | Standing::PreviousBand => program.bands.is_empty().then_some("bands"),
            Standing::Stars => program.stars.is_none().then_some("stars"),
            Standing::Grid => program.grid.is_none().then_some("grid"),
            Standing::Readiness => program.ready_at.is_none().then_some("ready at"),
            Standing::Score | Standing::Status | Standing::PreviousScore => None,
        };
        let Some(needs) = needs else { return Some(()) };
        let place = self.place(span);
        let message = format!("The model says nothing of `{needs}`, so there is no such result.");
        self.report(Diagnostic::error(codes::NEEDS_SETTING, place, message));
        None
    }
}

fn same_action(place: Place, first: Place) -> Diagnostic {
    Diagnostic::warning(codes::SAME_ACTION, place, "This action stands there already.")
        .also(first, "the first one")
        .help("Both are sent each time. Keep one, or let one of them tell something else.")
}

/// A label as it is written after `entering`.
fn label_code(label: &str) -> String {
    let code = print_name(label);
    let number = label.parse::<rust_decimal::Decimal>().is_ok();
    match code.starts_with('`') && !number {
        true => format!("\"{label}\""),
        false => label.to_owned(),
    }
}

/// `"Call " + first_name` as it is meant: `"Call {first_name}"`.
fn joined_texts(first: &Expr, rest: &[(ast::Node<ArithmeticOp>, Expr)]) -> Option<String> {
    let terms = || std::iter::once(first).chain(rest.iter().map(|(_, term)| term));
    let only_added = rest.iter().all(|(op, _)| op.node == ArithmeticOp::Add);
    if !only_added || !terms().any(|it| matches!(it.node, ExprKind::Text(_))) {
        return None;
    }
    let mut joined = String::from("\"");
    for term in terms() {
        match &term.node {
            ExprKind::Text(_) => {
                let written = print_expr(term);
                joined.push_str(written.strip_prefix('"')?.strip_suffix('"')?);
            }
            ExprKind::Name(path) => {
                let [name] = path.as_slice() else { return None };
                joined.push_str(&format!("{{{}}}", print_name(&name.node)));
            }
            _ => return None,
        }
    }
    joined.push('"');
    Some(joined)
}

/// An action on one line, as `fmt` writes it.
fn canonical(trigger: Trigger, name: &str, args: &[(Name, Expr)], program: &Program) -> String {
    let label = |band: usize| program.bands.get(band).map(|it| label_code(&it.label));
    let trigger = match trigger {
        Trigger::Entering(band) => format!("entering {}", label(band).unwrap_or_default()),
        Trigger::Leaving(band) => format!("leaving {}", label(band).unwrap_or_default()),
        Trigger::RisingAbove(_) | Trigger::FallingBelow(_) => trigger.words(&program.bands),
    };
    let arg =
        |(name, value): &(Name, Expr)| format!("{}: {}", print_name(&name.node), print_expr(value));
    let args: Vec<String> = args.iter().map(arg).collect();
    format!("on {trigger} do {}({})", print_name(name), args.join(", "))
}
