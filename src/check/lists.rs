//! Named lists: their values and types.

use super::context::{Context, Typed};
use super::logic::Members;
use crate::ast::{ExprKind, List, ListSource};
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{Operand, Type, Value};
use crate::source::FileId;

impl Context<'_> {
    /// The values of a list with their types; `None` when it is wrong and has been reported.
    pub fn values_of_list(&mut self, file: FileId, list: &List) -> Option<Vec<(Value, Type)>> {
        match &list.source {
            ListSource::Values(expr) => {
                let ExprKind::List(members) = &expr.node else { return None };
                let mut values = Vec::with_capacity(members.len());
                for member in members {
                    match self.literal(member)? {
                        Typed::Value(Operand::Constant(value), ty) => values.push((value, ty)),
                        _ => return None,
                    }
                }
                // A list of several types is told where it is declared.
                let one_type =
                    values.windows(2).all(|pair| matches!(pair, [(_, a), (_, b)] if a.fits(*b)));
                (!values.is_empty() && one_type).then_some(values)
            }
            ListSource::File(path) => {
                let known = self
                    .scope
                    .list_files
                    .iter()
                    .find(|it| it.file == file && it.path == path.node)?;
                let texts = known.values.as_ref().ok()?;
                Some(texts.iter().map(|text| (Value::text(text), Type::Text)).collect())
            }
        }
    }

    /// Checks a list where it is declared, so that a mistake in it is told once.
    pub fn check_list(&mut self, file: FileId, list: &List) {
        let outer = std::mem::replace(&mut self.file, file);
        match &list.source {
            ListSource::Values(expr) => self.check_members(expr),
            ListSource::File(path) => {
                let place = self.place(path.span);
                let known =
                    self.scope.list_files.iter().find(|it| it.file == file && it.path == path.node);
                match known.map(|it| it.values.as_ref().map(Vec::len)) {
                    Some(Ok(0)) | None => {
                        let message = format!("The file \"{}\" holds no values.", path.node);
                        self.report(
                            Diagnostic::error(codes::EMPTY_SET, place, message)
                                .help("Put one value on each line."),
                        );
                    }
                    Some(Err(reason)) => {
                        let message =
                            format!("The file \"{}\" cannot be read: {reason}.", path.node);
                        self.report(
                            Diagnostic::error(codes::FILE_NOT_FOUND, place, message)
                                .help("Its path is seen from the file that names it."),
                        );
                    }
                    Some(Ok(_)) => {}
                }
            }
        }
        self.file = outer;
    }

    fn check_members(&mut self, expr: &crate::ast::Expr) {
        let ExprKind::List(members) = &expr.node else { return };
        if members.is_empty() {
            let place = self.place(expr.span);
            self.report(
                Diagnostic::error(codes::EMPTY_SET, place, "This list has no values.")
                    .help("Write at least one: [\"DE\"]."),
            );
        }
        let mut first: Option<Type> = None;
        for member in members {
            if matches!(member.node, ExprKind::Mistake) {
                continue;
            }
            let place = self.place(member.span);
            let Some(Typed::Value(_, ty)) = self.literal(member) else {
                let written = self.one_line(member.span);
                let mut finding = Diagnostic::error(
                    codes::NEEDS_CONSTANT,
                    place,
                    "The members of a list are fixed values.",
                );
                if matches!(member.node, ExprKind::Name(_)) {
                    let text = format!("\"{written}\"");
                    finding = finding
                        .help(format!("If it is a text, put it in quotes: {text}"))
                        .offer(format!("Write {text}."), place, text);
                }
                self.report(finding);
                continue;
            };
            match first {
                None => first = Some(ty),
                Some(known) if known.fits(ty) => {}
                Some(known) => {
                    let message =
                        format!("This is {}, the first member is {}.", ty.words(), known.words());
                    self.report(
                        Diagnostic::error(codes::WRONG_VALUE, place, message)
                            .help("All members of a list are of one type."),
                    );
                }
            }
        }
        // Some texts of it may be looked for with their blanks.
        self.stands_twice(members, Members::Pieces);
    }
}
