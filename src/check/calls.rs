//! Calls of the built-in functions.

use rust_decimal::Decimal;

use super::context::{Context, Typed};
use crate::ast::{Arg, Name};
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::functions;
use crate::ir::{AsOf, Clock, Def, Function, Operand, Signature, Type, Value};
use crate::source::Span;

impl Context<'_> {
    /// A call, checked against the function's signature.
    pub fn call(&mut self, name: &Name, args: &[Arg], span: Span) -> Typed {
        if let Some(typed) = self.aggregate_call(name, args, span) {
            return typed;
        }
        let Some(function) = functions::find(&name.node) else {
            return self
                .foreign_function(name, args, span)
                .unwrap_or_else(|| self.unknown_function(name));
        };
        let typed: Vec<_> = args.iter().map(|arg| self.value(&arg.value)).collect();
        let Some(typed) = typed.into_iter().collect::<Option<Vec<_>>>() else {
            return Typed::Poison;
        };
        let types: Vec<Type> = typed.iter().map(|(_, ty)| *ty).collect();
        let Some(result) = result_type(function.signature, &types) else {
            return self.wrong_arguments(function, args, &types, span);
        };
        if let (Signature::Round, Some((Operand::Constant(Value::Number(places)), _))) =
            (function.signature, typed.get(1))
            && !(Decimal::ZERO..=Decimal::from(28)).contains(places)
        {
            let place = self.place(args.get(1).map_or(span, |arg| arg.value.span));
            let message = "Decimals are a whole number from 0 to 28.";
            return self.wrong(Diagnostic::error(codes::WRONG_ARGUMENTS, place, message));
        }
        let operands: Vec<Operand> = typed.into_iter().map(|(operand, _)| operand).collect();
        let label = self.one_line(span);
        // A call of nothing but constants that does not ask the clock is a constant.
        if function.signature != Signature::OfDay
            && let Some(values) = constants(&operands)
        {
            let clock = Clock::new(AsOf::Day(jiff::civil::Date::ZERO), self.zone.clone());
            return Typed::Value(Operand::Constant((function.call)(&values, &clock)), result);
        }
        let column = self.column(Def::Call(function, operands), result, &label);
        Typed::Value(Operand::Column(column), result)
    }

    fn unknown_function(&mut self, name: &Name) -> Typed {
        let place = self.place(name.span);
        let message = format!("There is no function *{}*.", name.node);
        let names = functions::ALL.iter().map(|function| function.name);
        let names = names.chain(["latest", "earliest"]);
        let finding = Diagnostic::error(codes::UNKNOWN_FUNCTION, place, message);
        let finding = match nearest(&name.node, names.clone()) {
            Some(near) => finding.help(format!("Did you mean {near}?")).offer(
                format!("Write {near}."),
                place,
                near,
            ),
            None => finding.help(format!("There are: {}", names.collect::<Vec<_>>().join(", "))),
        };
        self.wrong(finding)
    }

    fn wrong_arguments(
        &mut self,
        function: &Function,
        args: &[Arg],
        types: &[Type],
        span: Span,
    ) -> Typed {
        let given: Vec<&str> = types.iter().map(|ty| ty.words()).collect();
        let given = if given.is_empty() { "nothing".to_owned() } else { given.join(" and ") };
        let at = match args {
            [only] => only.value.span,
            _ => span,
        };
        let place = self.place(at);
        let message = format!("`{}` cannot work with {given}.", function.name);
        self.wrong(
            Diagnostic::error(codes::WRONG_ARGUMENTS, place, message)
                .help(format!("It is used like this: {}", function.usage)),
        )
    }
}

fn constants(operands: &[Operand]) -> Option<Vec<Value>> {
    operands
        .iter()
        .map(|operand| match operand {
            Operand::Constant(value) => Some(value.clone()),
            Operand::Column(_) => None,
        })
        .collect()
}

/// The type that a call gives, if its arguments fit.
fn result_type(signature: Signature, types: &[Type]) -> Option<Type> {
    let number = |ty: &Type| ty.is_numeric();
    match (signature, types) {
        (Signature::OfText(result), [Type::Text]) => Some(result),
        (Signature::OfDay, [Type::Date | Type::DateTime]) => Some(Type::Integer),
        (Signature::OfDays, [earlier, later]) if earlier.is_date() && later.is_date() => {
            Some(Type::Integer)
        }
        (Signature::OfMoments, [Type::DateTime, Type::DateTime]) => Some(Type::Number),
        (Signature::OfNumber, [ty]) if number(ty) => Some(*ty),
        (Signature::Round, [ty]) if number(ty) => Some(Type::Integer),
        (Signature::Round, [ty, Type::Integer]) if number(ty) => Some(Type::Number),
        (Signature::OfNumbers, [Type::Numbers]) => Some(Type::Number),
        (Signature::OfNumbers, several) if several.len() > 1 && several.iter().all(number) => {
            let whole = several.iter().all(|ty| *ty == Type::Integer);
            Some(if whole { Type::Integer } else { Type::Number })
        }
        (Signature::OfNumberList, [Type::Numbers]) => Some(Type::Number),
        (Signature::OfList, [Type::Texts | Type::Numbers]) => Some(Type::Integer),
        _ => None,
    }
}
