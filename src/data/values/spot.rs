/// Where records stand, as messages say it: among the leads, inside other records, in a file of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::data) struct Spot {
    /// The columns that lead to a nested record: `company.visits`.
    path: String,
    /// The file, if it is not that of the leads.
    file: Option<String>,
}

impl Spot {
    pub fn of_file(name: &str) -> Self {
        Self { path: String::new(), file: Some(name.to_owned()) }
    }

    /// Records nested in a column of these.
    pub fn below(&self, column: &str) -> Self {
        let path = match self.path.as_str() {
            "" => column.to_owned(),
            path => format!("{path}.{column}"),
        };
        Self { path, file: self.file.clone() }
    }

    /// The column with the records, and their file.
    pub fn label(&self) -> String {
        match &self.file {
            Some(file) => format!("{} in {file}", self.path),
            None => self.path.clone(),
        }
    }

    /// `"Page Views"`, `"visits.page"`, `"page" in visits.csv`
    pub fn column(&self, column: &str) -> String {
        let dot = if self.path.is_empty() { "" } else { "." };
        let of_file = self.file.as_ref().map(|file| format!(" in {file}")).unwrap_or_default();
        format!("\"{}{dot}{column}\"{of_file}", self.path)
    }

    /// `The data have`, `visits.csv has`
    pub fn has(&self) -> String {
        match &self.file {
            Some(file) => format!("{file} has"),
            None => "The data have".to_owned(),
        }
    }

    /// Whether these are the leads themselves.
    pub fn is_leads(&self) -> bool {
        *self == Self::default()
    }
}
