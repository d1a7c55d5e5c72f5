//! What several members of a list give together.

use crate::ir::{Aggregate, ColumnId, Measure, Operand, Type};
use crate::source::Place;
use crate::sql::columns::{Made, Work};
use crate::sql::needs::{Form, compared};

/// Decimals of a mean, which is a quotient.
const OF_MEANS: u32 = 12;

/// A measure: what the pass adds up, and what the record around makes of that.
pub(super) struct Measured {
    pub totals: Vec<Made>,
    /// With the totals under their names.
    pub result: String,
    /// How many decimals its numbers may have.
    pub decimals: u32,
}

impl Work<'_> {
    /// How the members of this frame are measured. `label` names what comes of it.
    pub(super) fn measure(&mut self, it: &Aggregate, label: &str, place: Place) -> Measured {
        let condition = self.condition(&it.filter, place).text().to_owned();
        let when = |value: &str| match condition.as_str() {
            "TRUE" => value.to_owned(),
            condition => format!("CASE WHEN {condition} THEN {value} END"),
        };
        let name = self.new_name(label);
        let (value, decimals) = match it.measure.operand() {
            None => ("1".to_owned(), 0),
            Some(operand) => self.measured(operand, it.measure.counts()),
        };
        let value = when(&value);
        let one = |expression: String, result: String, decimals| Measured {
            totals: vec![Made { expression, name: name.clone() }],
            result,
            decimals,
        };
        let or_zero = || format!("coalesce({name}, 0)");
        match &it.measure {
            Measure::Count => one(format!("count({value})"), or_zero(), 0),
            Measure::CountDistinct(_) => one(format!("count(DISTINCT {value})"), or_zero(), 0),
            Measure::Sum(_) => one(format!("sum({value})"), or_zero(), decimals),
            Measure::Min(_) | Measure::Earliest(_) => {
                one(format!("min({value})"), name.clone(), decimals)
            }
            Measure::Max(_) | Measure::Latest(_) => {
                one(format!("max({value})"), name.clone(), decimals)
            }
            Measure::Average(_) => {
                let count = self.new_name(&format!("{name}_of"));
                let result = self.speech.quotient(&name, &count, decimals);
                let totals = vec![
                    Made { expression: format!("sum({value})"), name },
                    Made { expression: format!("count({value})"), name: count },
                ];
                Measured { totals, result, decimals: OF_MEANS }
            }
        }
    }

    fn measured(&self, operand: &Operand, counts: bool) -> (String, u32) {
        match operand {
            Operand::Column(id) => {
                let form = if counts { compared(self.type_of(*id)) } else { Form::Value };
                let decimals = self.columns.find(self.program, *id, form);
                (self.name(*id, form), decimals.map_or(0, |it| it.decimals))
            }
            Operand::Constant(value) => {
                let decimals = value.as_number().map_or(0, |it| it.normalize().scale());
                (self.constant(value), decimals)
            }
        }
    }

    fn type_of(&self, column: ColumnId) -> Option<Type> {
        self.program.column(column).map(|it| it.ty)
    }
}
