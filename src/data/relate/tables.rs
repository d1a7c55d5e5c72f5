//! The files of related records: opened first, so that all that is wrong with their headers is known at once.

use std::sync::Arc;

use super::join::Joins;
use super::list::JoinedList;
use super::plan::{Plan, TablePlan};
use super::report::Report;
use super::shape::Shape;
use super::table::{Builder, Table};
use crate::data::values::loader::Loader;
use crate::data::values::spot::Spot;
use crate::data::{Binding, DataError, Event, ReadOptions, Reader, Rejections, Source};
use crate::diagnostic::Diagnostic;

/// Files of related records, opened and bound to the fields that are read of them.
pub struct Opened {
    tables: Vec<(TablePlan, Vec<(Reader, Loader)>)>,
    /// The key of the only lead that matters.
    only: Option<String>,
}

/// Related records, held in memory.
#[derive(Debug, Default)]
pub struct Tables {
    tables: Vec<Arc<Table>>,
    reports: Vec<Report>,
}

impl Plan {
    /// Opens every file. What is wrong with a header is an error, but for columns that may be missing.
    ///
    /// # Errors
    ///
    /// When a file cannot be read at all.
    pub fn open(
        self,
        options: &ReadOptions,
        allow_missing: bool,
    ) -> Result<(Opened, Vec<Diagnostic>), DataError> {
        let (mut tables, mut all) = (Vec::new(), Vec::new());
        for plan in self.tables {
            let mut files = Vec::new();
            for file in &plan.files {
                let reader = Reader::open(&Source::from(file.as_path()), options)?;
                let spot = Spot::of_file(reader.name());
                let (binding, findings) = Binding::of_shape_at(
                    &plan.shape,
                    &plan.bound(),
                    reader.header(),
                    allow_missing,
                    &spot,
                );
                all.extend(findings);
                files.push((reader, Loader::of(&plan.shape, binding, spot)));
            }
            tables.push((plan, files));
        }
        Ok((Opened { tables, only: None }, all))
    }
}

impl Opened {
    /// Leaves out, as far as it can be seen while reading, what belongs to other leads than one.
    #[must_use]
    pub fn of_lead(self, key: &str) -> Self {
        Self { only: Some(key.to_owned()), ..self }
    }

    /// Reads every file; `watch` sees each reader as it goes on, one row after the other.
    ///
    /// # Errors
    ///
    /// When a file cannot be read any further.
    pub fn read(self, mut watch: impl FnMut(&Reader)) -> Result<Tables, DataError> {
        let mut all = Tables::default();
        for (plan, files) in self.tables {
            let mut builder = Builder::new(&plan);
            let only = plan.link_to_leads().zip(self.only.as_deref());
            let mut report = Report::default();
            for (mut reader, mut loader) in files {
                builder.file(reader.name());
                let mut rejections = Rejections::default();
                while let Some(event) = reader.next()? {
                    match event {
                        Event::Row(row) => {
                            let cells = loader.cells(&row.cells);
                            let is_other = |(field, key)| !loader.has_key(&cells, field, key);
                            if only.is_some_and(is_other) {
                                reader.recycle(row);
                                continue;
                            }
                            if !builder.push(&mut loader, &cells, row.number) {
                                let name = reader.name().to_owned();
                                return Err(DataError::TooManyRows { name });
                            }
                            report.rows += 1;
                            reader.recycle(row);
                        }
                        Event::Rejected(rejection) => rejections.add(&rejection),
                        Event::RejectedMore(_) => {}
                    }
                    watch(&reader);
                }
                report.file(reader.name(), loader, rejections);
            }
            all.tables.push(Arc::new(builder.finish()));
            all.reports.push(report);
        }
        Ok(all)
    }
}

impl Tables {
    /// What adds joined records to the leads of a shape.
    #[must_use]
    pub fn joins(&self, shape: &Shape) -> Joins {
        Joins::new(shape, &self.tables)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }

    /// The lists of the leads of a shape that can be gone through column by column.
    #[must_use]
    pub fn lists(&self, shape: &Shape) -> Vec<JoinedList> {
        JoinedList::all(shape, &self.tables)
    }

    /// Whether there is any problem, as far as it can be known before the leads are read.
    #[must_use]
    pub fn has_problem(&self) -> bool {
        self.each().any(|(table, report)| report.has_problem(table))
    }

    /// Values of the tables that were not understood.
    #[must_use]
    pub fn values_not_understood(&self) -> u64 {
        self.reports.iter().map(Report::values_not_understood).sum()
    }

    /// Whether there are records whose owner was not among the leads, or among what was joined to them.
    #[must_use]
    pub fn has_orphans(&self) -> bool {
        self.tables
            .iter()
            .flat_map(|it| &it.indexes)
            .any(|it| it.many && it.orphans().next().is_some())
    }

    /// All findings. Only once `all_leads` have been read it is known which records belong to none of them.
    #[must_use]
    pub fn diagnostics(&self, all_leads: bool) -> Vec<Diagnostic> {
        self.each().flat_map(|(table, report)| report.diagnostics(table, all_leads)).collect()
    }

    /// One line for each related field: how many records were read, and what became of them.
    #[must_use]
    pub fn summary(&self) -> Vec<String> {
        self.each().flat_map(|(table, report)| report.summary(table)).collect()
    }

    fn each(&self) -> impl Iterator<Item = (&Table, &Report)> {
        self.tables.iter().map(|it| &**it).zip(&self.reports)
    }
}
