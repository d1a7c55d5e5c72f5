use std::collections::HashMap;

use crate::ir::{Body, Column, ColumnId, Cond, Def, Program, Test, Type};

/// Names an axis of a program, as an index into [`Axes::all`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AxisId(pub u32);

/// One value of a record, with every test that it alone decides: its own, and those of whatever is calculated from it
/// and nothing else, as `days_since(last_seen)` is.
#[derive(Clone, Debug)]
pub struct Axis {
    /// The column of the value: a field, or something calculated from several fields or from events.
    pub root: ColumnId,
    /// Every column that the value decides, the root first, each after what it is calculated from.
    pub columns: Vec<ColumnId>,
    /// The different tests of those columns.
    pub tests: Vec<(ColumnId, Test)>,
}

/// The axes of a program: together they hold every test that its rules and disqualifiers make of a record.
///
/// ```
/// # use leadscore::{cells::Axes, project::Project};
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("a.score");
/// # std::fs::write(&path, r#"
/// # record Lead { email: text  employees: integer  pages: integer }
/// # when domain(email) == "acme.com" and employees > 100 then +5
/// # when email is missing then -5
/// # when employees * pages > 1000 then +1
/// # "#)?;
/// # let project = Project::load(&[path]);
/// # let program = project.check(&project.models()[0], None).program.expect("sound rules");
/// let axes = Axes::of(&program);
/// // when domain(email) == "acme.com" and employees > 100 then +5
/// // when email is missing then -5
/// // when employees * pages > 1000 then +1
/// let tests: Vec<usize> = axes.all().iter().map(|axis| axis.tests.len()).collect();
/// assert_eq!(tests, [2, 1, 1]); // email, employees, employees * pages
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Axes {
    axes: Vec<Axis>,
    of_column: Vec<Option<AxisId>>,
    places: HashMap<ColumnId, HashMap<Test, usize>>,
}

impl Axes {
    /// The axes of a program, in the order in which its rules ask for them.
    #[must_use]
    pub fn of(program: &Program) -> Self {
        Self::with(program, &[])
    }

    /// The axes of a program and of further conditions about the same record.
    #[must_use]
    pub fn with(program: &Program, further: &[Cond]) -> Self {
        let mut axes = Self { of_column: vec![None; program.columns.len()], ..Self::default() };
        let roots = roots(program);
        for cond in conditions(program).chain(further) {
            cond.atoms(&mut |atom| axes.add(program, &roots, atom.column, &atom.test));
        }
        axes
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Axis] {
        &self.axes
    }

    /// An axis by its id.
    #[must_use]
    pub fn get(&self, AxisId(index): AxisId) -> Option<&Axis> {
        self.axes.get(index as usize)
    }

    /// The axis that decides a test, and the place of the test on it.
    #[must_use]
    pub fn place(&self, column: ColumnId, test: &Test) -> Option<(AxisId, usize)> {
        let axis = self.of_column.get(column.0 as usize).copied().flatten()?;
        Some((axis, *self.places.get(&column)?.get(test)?))
    }

    fn add(&mut self, program: &Program, roots: &[ColumnId], column: ColumnId, test: &Test) {
        let Some(root) = roots.get(column.0 as usize).copied() else { return };
        let id = match self.of_column.get(root.0 as usize).copied().flatten() {
            Some(id) => id,
            None => {
                let id = AxisId(u32::try_from(self.axes.len()).unwrap_or(u32::MAX));
                self.axes.push(Axis { root, columns: vec![root], tests: Vec::new() });
                self.set(root, id);
                id
            }
        };
        self.include(program, id, column);
        let Some(axis) = self.axes.get_mut(id.0 as usize) else { return };
        let places = self.places.entry(column).or_default();
        if !places.contains_key(test) {
            places.insert(test.clone(), axis.tests.len());
            axis.tests.push((column, test.clone()));
        }
    }

    /// Puts a column on an axis, after everything that it is calculated from.
    fn include(&mut self, program: &Program, id: AxisId, column: ColumnId) {
        let index = column.0 as usize;
        if self.of_column.get(index).copied().flatten().is_some() {
            return;
        }
        let sources = program.column(column).map(|it| it.def.sources()).unwrap_or_default();
        sources.into_iter().for_each(|it| self.include(program, id, it));
        self.set(column, id);
        if let Some(axis) = self.axes.get_mut(id.0 as usize) {
            axis.columns.push(column);
        }
    }

    fn set(&mut self, column: ColumnId, id: AxisId) {
        if let Some(slot) = self.of_column.get_mut(column.0 as usize) {
            *slot = Some(id);
        }
    }
}

/// Every condition about the record itself.
fn conditions(program: &Program) -> impl Iterator<Item = &Cond> {
    let of_rules = program.rules.iter().flat_map(|rule| match &rule.body {
        Body::When(cond, _) => vec![cond],
        Body::Match(rows) => rows.iter().map(|row| &row.condition).collect(),
        Body::ForEach(_) => Vec::new(),
    });
    of_rules.chain(program.disqualifiers.iter().map(|it| &it.condition))
}

/// For each column the one that alone decides it; itself if there are several.
fn roots(program: &Program) -> Vec<ColumnId> {
    let mut roots: Vec<ColumnId> = Vec::with_capacity(program.columns.len());
    for (id, column) in (0..).map(ColumnId).zip(&program.columns) {
        let root = match &column.def {
            def if is_stored(def) => id,
            Def::Aggregate(_) | Def::Score(..) => id,
            def => {
                let mut sources = def
                    .sources()
                    .into_iter()
                    .map(|it| roots.get(it.0 as usize).copied().unwrap_or(it));
                match sources.next() {
                    Some(first) if sources.all(|it| it == first) => first,
                    _ => id,
                }
            }
        };
        roots.push(root);
    }
    roots
}

/// Whether a value stands in the data as it is.
fn is_stored(def: &Def) -> bool {
    matches!(def, Def::Field(_) | Def::Related(..) | Def::Outer(_))
}

impl Axis {
    /// What the root is.
    #[must_use]
    pub fn column<'p>(&self, program: &'p Program) -> Option<&'p Column> {
        program.column(self.root)
    }

    /// Whether nothing is calculated from its value.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.columns.len() == 1
    }

    /// The type of the root.
    #[must_use]
    pub fn ty(&self, program: &Program) -> Option<Type> {
        self.column(program).map(|it| it.ty)
    }
}
