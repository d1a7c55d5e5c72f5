//! Which columns a statement needs, and in which form: only what rules ask for is read and calculated.

use std::collections::{BTreeMap, BTreeSet};

use crate::ast::Unit;
use crate::ir::{Atom, Award, Body, ColumnId, Cond, Def, Operand, Program, Test, Type};
use crate::source::Place;

use super::related::Scopes;

/// How a column is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Form {
    /// Its value; of a text as it stands.
    Value,
    /// A text, folded for comparison.
    Folded,
    /// The day of a moment.
    Day,
}

/// The forms of columns that are needed, each with the first rule that needs it.
#[derive(Debug, Default)]
pub(super) struct Needs {
    forms: BTreeMap<(ColumnId, Form), Place>,
}

impl Needs {
    /// What all rules and disqualifiers of a program need.
    pub fn of(program: &Program, scopes: &Scopes) -> Self {
        let mut needs = Self::default();
        for rule in &program.rules {
            let place = rule.identity.place;
            match &rule.body {
                Body::When(condition, award) => {
                    needs.award(scopes, program, condition, award, place)
                }
                Body::Match(rows) => {
                    for row in rows {
                        needs.award(
                            scopes,
                            program,
                            &row.condition,
                            &row.award,
                            row.identity.place,
                        );
                    }
                }
                Body::ForEach(it) => {
                    let outer = scopes.of_rule(it, place).outer_of(scopes, it.events);
                    outer
                        .into_iter()
                        .for_each(|(id, form)| needs.add(scopes, program, id, form, place));
                }
            }
        }
        for it in &program.disqualifiers {
            needs.condition(scopes, program, &it.condition, it.identity.place);
        }
        needs
    }

    /// Only this, whatever it is made from.
    pub fn only(&mut self, column: ColumnId, form: Form, place: Place) {
        self.forms.entry((column, form)).or_insert(place);
    }

    /// What others need, too.
    pub fn merge(&mut self, other: Self) {
        for (need, place) in other.forms {
            self.forms.entry(need).or_insert(place);
        }
    }

    /// The columns with their forms, in the order of the program.
    pub fn all(&self) -> impl Iterator<Item = (ColumnId, Form, Place)> + '_ {
        self.forms.iter().map(|((column, form), place)| (*column, *form, *place))
    }

    /// The forms in which one column is needed.
    pub fn of_column(&self, column: ColumnId) -> BTreeSet<Form> {
        let all = (column, Form::Value)..=(column, Form::Day);
        self.forms.range(all).map(|((_, form), _)| *form).collect()
    }

    fn award(
        &mut self,
        scopes: &Scopes,
        program: &Program,
        condition: &Cond,
        award: &Award,
        place: Place,
    ) {
        self.condition(scopes, program, condition, place);
        if let Award::Measured(_, column) = award {
            self.add(scopes, program, *column, Form::Value, place);
        }
    }

    pub fn condition(
        &mut self,
        scopes: &Scopes,
        program: &Program,
        condition: &Cond,
        place: Place,
    ) {
        condition.atoms(&mut |atom| {
            for (column, form) in asked(program, atom) {
                self.add(scopes, program, column, form, place);
            }
        });
    }

    /// A form with everything that it is made from.
    pub fn add(
        &mut self,
        scopes: &Scopes,
        program: &Program,
        column: ColumnId,
        form: Form,
        place: Place,
    ) {
        if self.forms.contains_key(&(column, form)) {
            return;
        }
        self.forms.insert((column, form), place);
        for (source, form) in made_from(program, column, form) {
            self.add(scopes, program, source, form, place);
        }
        if let Some(Def::Aggregate(it)) = program.column(column).map(|it| &it.def) {
            let outer = scopes.of_aggregate(it, place).outer_of(scopes, it.events);
            outer.into_iter().for_each(|(id, form)| self.add(scopes, program, id, form, place));
        }
    }
}

/// The form in which two values of a type are compared.
pub(super) fn compared(ty: Option<Type>) -> Form {
    if ty == Some(Type::Text) { Form::Folded } else { Form::Value }
}

/// The column and form that stand for a column in a form: the day of a moment is a form of the moment.
pub(super) fn resolved(program: &Program, column: ColumnId, form: Form) -> (ColumnId, Form) {
    match program.column(column).map(|it| &it.def) {
        Some(Def::DayOf(inner)) => (*inner, Form::Day),
        _ => (column, form),
    }
}

/// What an atom looks at.
pub(super) fn asked(program: &Program, atom: &Atom) -> Vec<(ColumnId, Form)> {
    let ty = |id: ColumnId| program.column(id).map(|it| it.ty);
    if let Some(Def::Compare(left, right)) = program.column(atom.column).map(|it| &it.def) {
        return [*left, *right].map(|it| resolved(program, it, compared(ty(it)))).to_vec();
    }
    let form = match &atom.test {
        Test::Texts(_) | Test::Pattern(_) => Form::Folded,
        Test::Missing => compared(ty(atom.column)),
        Test::Age(_, duration)
            if ty(atom.column) == Some(Type::DateTime)
                && !matches!(duration.unit, Unit::Minute | Unit::Hour) =>
        {
            Form::Day
        }
        _ => Form::Value,
    };
    vec![resolved(program, atom.column, form)]
}

/// What a form of a column is made from.
pub(super) fn made_from(program: &Program, column: ColumnId, form: Form) -> Vec<(ColumnId, Form)> {
    let Some(definition) = program.column(column) else { return Vec::new() };
    let value = |it: ColumnId| resolved(program, it, Form::Value);
    let operand = |it: &Operand| it.column().map(value);
    match (&definition.def, form) {
        (Def::Field(_) | Def::Related(..) | Def::Outer(_), _) => Vec::new(),
        (Def::Score(_, of), _) => of.map(value).into_iter().collect(),
        (Def::Default(inner, _), Form::Folded) => vec![(*inner, Form::Folded)],
        (_, Form::Folded | Form::Day) => vec![(column, Form::Value)],
        (Def::Negate(inner) | Def::Default(inner, _), _) => vec![value(*inner)],
        (Def::Arithmetic(_, left, right), _) => {
            [left, right].into_iter().filter_map(operand).collect()
        }
        (Def::Call(function, args), _) => {
            let of_days = matches!(
                function.name,
                "days_since" | "days_between" | "year" | "month" | "weekday"
            );
            let is_moment =
                |it: ColumnId| program.column(it).is_some_and(|it| it.ty == Type::DateTime);
            let looked_at = |it: ColumnId| match of_days && is_moment(it) {
                true => (it, Form::Day),
                false => value(it),
            };
            args.iter().filter_map(Operand::column).map(looked_at).collect()
        }
        _ => Vec::new(),
    }
}
