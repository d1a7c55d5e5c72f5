use super::{Action, Award, Body, ColumnId, Cond, Def, FieldId, Operand, Program};

impl Program {
    /// For each column whether a rule or disqualifier reads it, directly or through another column.
    ///
    /// `let`s that no rule uses and the records of tests have columns too; data need not have those.
    #[must_use]
    pub fn columns_read(&self) -> Vec<bool> {
        let mut read = vec![false; self.columns.len()];
        let mut mark = |id: ColumnId| {
            if let Some(slot) = read.get_mut(id.0 as usize) {
                *slot = true;
            }
        };
        let mut visit = |cond: &Cond| cond.atoms(&mut |atom| mark(atom.column));
        for rule in &self.rules {
            match &rule.body {
                Body::When(cond, _) => visit(cond),
                Body::Match(rows) => rows.iter().for_each(|row| visit(&row.condition)),
            }
        }
        self.disqualifiers.iter().for_each(|it| visit(&it.condition));
        for rule in &self.rules {
            match &rule.body {
                Body::When(_, award) => award.column().into_iter().for_each(&mut mark),
                Body::Match(rows) => {
                    rows.iter().filter_map(|row| row.award.column()).for_each(&mut mark);
                }
            }
        }
        self.with_sources(read)
    }

    /// Marks what the marked columns are derived from.
    fn with_sources(&self, mut read: Vec<bool>) -> Vec<bool> {
        // Columns stand after what they are derived from: backwards, one pass is enough.
        for (index, column) in self.columns.iter().enumerate().rev() {
            if read.get(index) == Some(&true) {
                for ColumnId(source) in column.def.sources() {
                    if let Some(slot) = read.get_mut(source as usize) {
                        *slot = true;
                    }
                }
            }
        }
        read
    }

    /// The fields that rules, disqualifiers and actions read.
    #[must_use]
    pub fn fields_read(&self) -> Vec<FieldId> {
        let mut read = self.columns_read();
        for ColumnId(column) in self.actions.iter().flat_map(Action::columns) {
            if let Some(slot) = read.get_mut(column as usize) {
                *slot = true;
            }
        }
        let read = self.columns.iter().zip(self.with_sources(read)).filter(|(_, read)| *read);
        read.filter_map(|(column, _)| match column.def {
            Def::Field(field) => Some(field),
            _ => None,
        })
        .collect()
    }
}

impl Award {
    /// The column that it is measured by.
    fn column(&self) -> Option<ColumnId> {
        match self {
            Self::Constant(_) => None,
            Self::Measured(_, column) => Some(*column),
        }
    }
}

impl Def {
    /// The columns that a column is derived from.
    #[must_use]
    pub fn sources(&self) -> Vec<ColumnId> {
        let operands: Vec<&Operand> = match self {
            Self::Field(_) => return Vec::new(),
            Self::Negate(inner) | Self::Default(inner, _) | Self::DayOf(inner) => {
                return vec![*inner];
            }
            Self::Compare(left, right) => return vec![*left, *right],
            Self::Arithmetic(_, left, right) => vec![left, right],
            Self::Call(_, args) => args.iter().collect(),
        };
        operands.into_iter().filter_map(Operand::column).collect()
    }
}
