//! Who reads which fields: rules, disqualifiers and actions one by one.

use super::reads::Marks;
use super::{FieldId, Identity, Program, Reads, Record};
use crate::source::Place;

/// What reads fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReaderKind {
    /// A rule, with all rows of a match.
    Rule,
    /// A disqualifier.
    Disqualifier,
    /// An action, for what it tells.
    Action,
}

impl ReaderKind {
    /// Its word in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Disqualifier => "disqualifier",
            Self::Action => "action",
        }
    }
}

/// A rule, disqualifier or action, and what it reads: through `let`s and the scores of other models too.
#[derive(Clone, Debug)]
pub struct Reader<'p> {
    /// What it is.
    pub kind: ReaderKind,
    /// How it is known: its reason, or its own text.
    pub label: &'p str,
    /// A short code for other systems.
    pub code: Option<&'p str>,
    /// Where it stands.
    pub place: Place,
    /// What it reads.
    pub reads: Reads,
}

impl<'p> Reader<'p> {
    fn of(kind: ReaderKind, identity: &'p Identity, reads: Reads) -> Self {
        let (label, code) = (identity.label.as_str(), identity.code.as_deref());
        Self { kind, label, code, place: identity.place, reads }
    }
}

impl Program {
    /// What each rule, disqualifier and action reads, in the order of the text; rules come first.
    ///
    /// ```
    /// # let text = "record Lead { city: text  staff: integer }\nwhen city == \"Sofia\" then +1\n";
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("a.score");
    /// # std::fs::write(&path, text)?;
    /// # let project = leadscore::project::Project::load(&[path]);
    /// # let program = project.check(&project.models()[0], None).program.expect("sound");
    /// let readers = program.readers();
    /// assert_eq!(readers[0].label, "city == \"Sofia\"");
    /// assert_eq!(program.field_paths(&readers[0].reads), ["city"]);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn readers(&self) -> Vec<Reader<'_>> {
        let reads = |mark: &dyn Fn(&mut Marks<'_>)| {
            let mut marks = Marks::new(self);
            mark(&mut marks);
            self.reads_of(&marks)
        };
        let rules = self
            .rules
            .iter()
            .map(|it| Reader::of(ReaderKind::Rule, &it.identity, reads(&|marks| marks.rule(it))));
        let disqualifiers = self.disqualifiers.iter().map(|it| {
            let reads = reads(&|marks| marks.cond(None, &it.condition));
            Reader::of(ReaderKind::Disqualifier, &it.identity, reads)
        });
        let actions = self.actions.iter().map(|it| Reader {
            kind: ReaderKind::Action,
            label: &it.text,
            code: None,
            place: it.place,
            reads: reads(&|marks| marks.action(it)),
        });
        rules.chain(disqualifiers).chain(actions).collect()
    }

    /// The names of fields that are read, in their order: `city`, `company.industry`, `visits.page`. A related
    /// record of which no field is read stands by itself.
    #[must_use]
    pub fn field_paths(&self, reads: &Reads) -> Vec<String> {
        let mut paths = Vec::new();
        self.paths_in(&self.record, reads, "", &mut paths);
        paths
    }

    fn paths_in(&self, record: &Record, reads: &Reads, before: &str, paths: &mut Vec<String>) {
        for (id, field) in (0..).map(FieldId).zip(&record.fields) {
            let path = format!("{before}{}", field.name);
            match reads.related.get(&id) {
                Some(inner) => {
                    let length = paths.len();
                    if let Some(related) = field.ty.related().and_then(|it| self.related(it)) {
                        self.paths_in(related, inner, &format!("{path}."), paths);
                    }
                    if paths.len() == length {
                        paths.push(path);
                    }
                }
                None if reads.fields.contains(&id) => paths.push(path),
                None => {}
            }
        }
    }
}
