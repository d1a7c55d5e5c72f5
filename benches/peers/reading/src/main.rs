//! Data read and nothing done with them: `reading HOW DATA`. Prints how many rows and cells there were.

use std::error::Error;
use std::fs::File;
use std::hint::black_box;
use std::io::Seek;
use std::sync::Arc;

use arrow::array::RecordBatch;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

type Count = Result<(u64, u64), Box<dyn Error>>;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [how, data] = args.as_slice() else { return Err("reading HOW DATA".into()) };
    let file = File::open(data)?;
    let (rows, cells) = match how.as_str() {
        "simd-csv" => simd_csv(file)?,
        "csv" => csv(file)?,
        "arrow-csv" => arrow_csv(file)?,
        "parquet" => parquet(file)?,
        _ => return Err("HOW is simd-csv, csv, arrow-csv or parquet".into()),
    };
    println!("{rows} rows, {cells} cells");
    Ok(())
}

/// Where cells begin and end, found with SIMD; no cell is copied.
fn simd_csv(file: File) -> Count {
    let mut reader = simd_csv::ZeroCopyReaderBuilder::with_capacity(1 << 16).from_reader(file);
    let (mut rows, mut cells) = (0, 0);
    while let Some(record) = reader.read_byte_record()? {
        rows += 1;
        cells += record.iter().map(black_box).count() as u64;
    }
    Ok((rows, cells))
}

/// Cells without their quotes, copied into a record that is used again and again.
fn csv(file: File) -> Count {
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 16).from_reader(file);
    let mut record = csv::ByteRecord::new();
    let (mut rows, mut cells) = (0, 0);
    while reader.read_byte_record(&mut record)? {
        rows += 1;
        cells += black_box(&record).len() as u64;
    }
    Ok((rows, cells))
}

/// Typed columns out of CSV.
fn arrow_csv(mut file: File) -> Count {
    let format = arrow_csv::reader::Format::default().with_header(true);
    let (schema, _) = format.infer_schema(&mut file, Some(10_000))?;
    file.rewind()?;
    let reader =
        arrow_csv::ReaderBuilder::new(Arc::new(schema)).with_format(format).with_batch_size(8192);
    count(reader.build(file)?)
}

/// Typed columns out of Parquet.
fn parquet(file: File) -> Count {
    count(ParquetRecordBatchReaderBuilder::try_new(file)?.with_batch_size(8192).build()?)
}

fn count(batches: impl Iterator<Item = Result<RecordBatch, arrow::error::ArrowError>>) -> Count {
    let (mut rows, mut cells) = (0, 0);
    for batch in batches {
        let batch = black_box(batch?);
        rows += batch.num_rows() as u64;
        cells += (batch.num_rows() * batch.num_columns()) as u64;
    }
    Ok((rows, cells))
}
