//! Leads out of Parquet, with the Arrow reader.

use std::error::Error;
use std::fs::File;

use arrow::array::{Array, ArrowPrimitiveType, AsArray, BooleanArray, PrimitiveArray, StringArray};
use arrow::datatypes::{Date32Type, Float64Type, Int64Type};
use arrow::record_batch::RecordBatch;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::Output;
use crate::lead::Lower;

pub fn score(file: File, out: &mut Output) -> Result<(), Box<dyn Error>> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)?.with_batch_size(8192).build()?;
    let mut lower = Lower::default();
    for batch in reader {
        let batch = batch?;
        let texts: Vec<&StringArray> = (0..10).map(|it| texts(&batch, it)).collect();
        let numbers = |column| numbers::<Int64Type>(&batch, column);
        let (employees, page_views, emails_opened) = (numbers(10), numbers(12), numbers(13));
        let revenue = self::numbers::<Float64Type>(&batch, 11);
        let created = self::numbers::<Date32Type>(&batch, 14);
        let last_seen = self::numbers::<Date32Type>(&batch, 15);
        let subscribed: &BooleanArray = batch.column(16).as_boolean();
        for row in 0..batch.num_rows() {
            // A missing text has no bytes.
            lower.take(texts[1..].iter().map(|it| it.value(row)));
            let mut lead = lower.lead();
            lead.employees = at(employees, row);
            lead.revenue = at(revenue, row);
            lead.page_views = at(page_views, row);
            lead.emails_opened = at(emails_opened, row);
            lead.created = at(created, row);
            lead.last_seen = at(last_seen, row);
            lead.subscribed = subscribed.is_valid(row).then(|| subscribed.value(row));
            out.write(texts[0].value(row), &lead)?;
        }
    }
    Ok(())
}

fn texts(batch: &RecordBatch, column: usize) -> &StringArray {
    batch.column(column).as_string()
}

fn numbers<T: ArrowPrimitiveType>(batch: &RecordBatch, column: usize) -> &PrimitiveArray<T> {
    batch.column(column).as_primitive()
}

fn at<T: ArrowPrimitiveType>(array: &PrimitiveArray<T>, row: usize) -> Option<T::Native> {
    array.is_valid(row).then(|| array.value(row))
}
