//! Records that show what a finding claims, as their writer would write them.

use rust_decimal::Decimal;

use crate::format::{print_datetime, print_name, print_text};
use crate::ir::{Clock, Program, Record, Type, Value};

/// A record that shows something: its values in the order of the program's fields, blank where they do not matter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Lead {
    /// The values, as those of a test.
    pub values: Vec<Value>,
}

impl Lead {
    /// The fields inside of `given { … }` of a test: `industry: "Retail", employees: 500`.
    ///
    /// Blank fields are left out, so an empty record gives an empty text.
    #[must_use]
    pub fn given(&self, program: &Program, clock: &Clock) -> String {
        Writer { program, clock, colon: ": " }.fields(&program.record, &self.values)
    }

    /// The fields on one line of a message: `industry "Retail", employees 500`; of an empty record, `nothing known`.
    #[must_use]
    pub fn line(&self, program: &Program, clock: &Clock) -> String {
        let line = Writer { program, clock, colon: " " }.fields(&program.record, &self.values);
        if line.is_empty() { "nothing known".to_owned() } else { line }
    }
}

impl Lead {
    /// What is left of a record without the values that do not matter for what it shows.
    pub(super) fn with_less(mut record: Vec<Value>, shows: &dyn Fn(&[Value]) -> bool) -> Self {
        for index in 0..record.len() {
            let Some(value) = record.get(index).cloned() else { continue };
            let blanks = match &value {
                Value::Missing => continue,
                Value::Records(records) if records.is_empty() => continue,
                Value::Records(_) => vec![Value::Records([].into())],
                Value::Record(values) => {
                    let mut blanks = vec![Value::Missing];
                    blanks.extend((0..values.len()).map(|it| without(values, it)));
                    blanks
                }
                _ => vec![Value::Missing],
            };
            let mut kept = value;
            for blank in blanks {
                let blank = match (&kept, &blank) {
                    // One field after the other is left out of what is left.
                    (Value::Record(left), Value::Record(tried)) => both(left, tried),
                    _ => blank,
                };
                put(&mut record, index, blank.clone());
                if shows(&record) {
                    kept = blank;
                }
                put(&mut record, index, kept.clone());
                if kept.is_missing() {
                    break;
                }
            }
        }
        Self { values: record }
    }
}

fn put(record: &mut [Value], index: usize, value: Value) {
    if let Some(slot) = record.get_mut(index) {
        *slot = value;
    }
}

fn without(values: &[Value], index: usize) -> Value {
    let mut values = values.to_vec();
    put(&mut values, index, Value::Missing);
    Value::Record(values.into())
}

/// A record without what either of two lacks.
fn both(a: &[Value], b: &[Value]) -> Value {
    let known = |(a, b): (&Value, &Value)| if b.is_missing() { b.clone() } else { a.clone() };
    Value::Record(a.iter().zip(b).map(known).collect())
}

/// Writes values as literals of the language.
struct Writer<'p> {
    program: &'p Program,
    clock: &'p Clock,
    colon: &'static str,
}

impl Writer<'_> {
    fn fields(&self, record: &Record, values: &[Value]) -> String {
        let known = record.fields.iter().zip(values).filter(|(_, value)| !is_blank(value));
        let written = known.map(|(field, value)| {
            format!("{}{}{}", print_name(&field.name), self.colon, self.value(value, field.ty))
        });
        written.collect::<Vec<_>>().join(", ")
    }

    fn value(&self, value: &Value, ty: Type) -> String {
        let several = |members: Vec<String>| format!("[{}]", members.join(", "));
        match value {
            Value::Missing => "missing".to_owned(),
            Value::Text(text) => print_text(&text.exact),
            Value::Number(number) if ty == Type::Percent => format!("{}%", decimal(number)),
            Value::Number(number) => decimal(number),
            Value::Date(date) => date.to_string(),
            Value::Moment(moment) => self.moment(*moment),
            Value::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Value::Texts(texts) => several(texts.iter().map(|it| print_text(&it.exact)).collect()),
            Value::Numbers(numbers) => several(numbers.iter().map(decimal).collect()),
            Value::Record(values) => self.related(values, ty),
            Value::Records(records) => {
                several(records.iter().map(|values| self.related(values, ty)).collect())
            }
        }
    }

    fn related(&self, values: &[Value], ty: Type) -> String {
        let Some(record) = ty.related().and_then(|it| self.program.related(it)) else {
            return "{}".to_owned();
        };
        let fields = self.fields(record, values);
        if fields.is_empty() { "{}".to_owned() } else { format!("{{ {fields} }}") }
    }

    /// In local time, with the offset only where clocks are turned back and it could be either.
    fn moment(&self, moment: jiff::Timestamp) -> String {
        let zoned = self.clock.zone().to_datetime(moment);
        let plain = Clock::instant(self.clock.zone(), zoned) == moment;
        let offset = self.clock.zone().to_offset(moment);
        print_datetime(zoned, (!plain).then_some(offset))
    }
}

/// Whether a value is left out: nothing is known, or a list of related records is empty.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::Missing => true,
        Value::Records(records) => records.is_empty(),
        _ => false,
    }
}

fn decimal(number: &Decimal) -> String {
    number.normalize().to_string()
}
