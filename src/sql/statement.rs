//! The statement as a whole: one step after the other, and what the last one shows.

use super::columns::{Made, Work};
use super::fields::LEADS;
use super::lines::{Line, indented, text_of};
use super::names::written;
use super::options::Options;
use super::points::{limited, written as points};
use super::texts::one_line;
use crate::ir::{Band, Def, Field, Program};

/// A step of a statement: a name for what it makes.
struct Step {
    name: String,
    about: String,
    lines: Vec<Line>,
}

/// A column of the result.
struct Shown {
    code: String,
    name: String,
}

/// The names of what is made of points.
struct Totals {
    groups: Vec<String>,
    score: String,
    disqualified: Option<String>,
}

/// Writes the statement for what a program's rules need.
pub(super) fn write(work: &mut Work<'_>, options: &Options) -> String {
    let program = work.program;
    let keys = keys(work);
    columns(work);
    let mut steps: Vec<Step> = Vec::new();
    let totals = totals(work);
    let sums = sums(work, &totals);
    let read = read(work, &keys, options, &mut steps);
    let from = calculated(work, read, &mut steps);
    let from = summed(work, &keys, &totals, sums, &from, &mut steps);
    let from = scored(work, &keys, &totals, &from, &mut steps);
    let shown = shown(work, &keys, &totals);
    let mut lines = vec![Line::code(format!(
        "-- {}: {} scored by leadscore, for {}",
        one_line(&program.name),
        one_line(&program.record.name),
        options.dialect.name()
    ))];
    lines.extend(written_steps(&steps));
    lines.push(Line::code("SELECT"));
    let quote = work.speech.quote();
    let columns =
        shown.iter().map(|it| vec![Line::code(as_name(&it.code, &written(&it.name, quote)))]);
    lines.extend(Line::listed(columns.collect()));
    lines.push(Line::code(format!("FROM {from};")));
    text_of(&lines)
}

fn as_name(code: &str, name: &str) -> String {
    if code == name { code.to_owned() } else { format!("{code} AS {name}") }
}

/// The fields that name a lead, with their names in the statement; without keys all fields do.
fn keys(work: &mut Work<'_>) -> Vec<(Field, String)> {
    let fields = &work.program.record.fields;
    let has_key = fields.iter().any(|it| it.key);
    let all = fields.iter().filter(|it| (it.key || !has_key) && it.ty.related().is_none());
    let all: Vec<Field> = all.cloned().collect();
    all.into_iter()
        .map(|it| {
            let name = work.new_name(&it.name);
            (it, name)
        })
        .collect()
}

/// Reads and calculates every column that is needed.
fn columns(work: &mut Work<'_>) {
    let program = work.program;
    let needed: Vec<_> = work.needs.all().collect();
    let mut last = None;
    for (id, _, place) in needed {
        let Some(column) = program.column(id).filter(|_| last != Some(id)) else { continue };
        last = Some(id);
        match &column.def {
            Def::Field(field) => {
                if let Some(field) = program.record.get(*field) {
                    work.field(id, field, place);
                }
            }
            _ => work.derived(id, column, place),
        }
    }
}

fn totals(work: &mut Work<'_>) -> Totals {
    let program = work.program;
    let group = |work: &mut Work<'_>, name: &Option<String>| {
        work.new_name(&name.as_ref().map_or("points".to_owned(), |it| format!("{it} points")))
    };
    let groups = program.groups.iter().map(|it| group(work, &it.name)).collect();
    let score = work.new_name("score");
    let out = !program.disqualifiers.is_empty();
    let disqualified = out.then(|| work.new_name("disqualified"));
    Totals { groups, score, disqualified }
}

/// What the rules of each group add up to, and what disqualifies.
fn sums(work: &mut Work<'_>, totals: &Totals) -> Vec<Vec<Line>> {
    let program = work.program;
    let quick = work.speech.points_type();
    let mut sums: Vec<Vec<Line>> = Vec::new();
    for (group, name) in program.groups.iter().zip(&totals.groups) {
        let terms: Vec<Vec<Line>> = work.group(group).into_iter().map(|it| it.lines).collect();
        let mut lines = vec![Line::code("CAST(")];
        lines.extend(match terms.is_empty() {
            true => vec![Line::code("  0")],
            false => indented(Line::sum(terms)),
        });
        lines.push(Line::code(format!("AS {quick}) AS {name}")));
        sums.push(lines);
    }
    if let Some(name) = &totals.disqualified {
        let mut lines = work.disqualified(&program.disqualifiers);
        if let Some(end) = lines.last_mut() {
            end.code.push_str(&format!(" AS {name}"));
        }
        sums.push(lines);
    }
    sums
}

/// The first steps: what is the same for all leads, and the table of leads.
fn read(
    work: &mut Work<'_>,
    keys: &[(Field, String)],
    options: &Options,
    steps: &mut Vec<Step>,
) -> String {
    let program = work.program;
    let speech = work.speech;
    let once = work.once(options, steps);
    let table = options
        .table
        .clone()
        .unwrap_or_else(|| written(&program.record.name.to_lowercase(), speech.quote()));
    let mut columns: Vec<Vec<Line>> =
        once.iter().map(|it| vec![Line::code(format!("{it}.*"))]).collect();
    for (field, name) in keys {
        columns.push(vec![Line::code(format!("{} AS {name}", work.source(field)))]);
    }
    columns.extend(work.columns.steps().first().into_iter().flatten().map(made));
    let mut lines = vec![Line::code("SELECT")];
    lines.extend(Line::listed(columns));
    lines.push(Line::code(format!("FROM {table} AS {LEADS}")));
    lines.extend(once.map(|it| Line::code(format!("CROSS JOIN {it}"))));
    let name = work.new_name("read_leads");
    steps.push(Step {
        name: name.clone(),
        about: "What stands in the table, as rules understand it".to_owned(),
        lines,
    });
    name
}

fn made(it: &Made) -> Vec<Line> {
    let mut lines = Line::lines(&it.expression);
    if let Some(end) = lines.last_mut() {
        end.code.push_str(&format!(" AS {}", it.name));
    }
    lines
}

/// A step for each layer of columns that are made from others.
fn calculated(work: &mut Work<'_>, mut from: String, steps: &mut Vec<Step>) -> String {
    let layers: Vec<Vec<Made>> =
        work.columns.steps().iter().skip(1).filter(|it| !it.is_empty()).cloned().collect();
    for layer in layers {
        let mut columns = vec![vec![Line::code(format!("{from}.*"))]];
        columns.extend(layer.iter().map(made));
        let mut lines = vec![Line::code("SELECT")];
        lines.extend(Line::listed(columns));
        lines.push(Line::code(format!("FROM {from}")));
        let name = work.new_name("calculated");
        steps.push(Step {
            name: name.clone(),
            about: "What is made from these, each once".to_owned(),
            lines,
        });
        from = name;
    }
    from
}

fn summed(
    work: &mut Work<'_>,
    keys: &[(Field, String)],
    _: &Totals,
    sums: Vec<Vec<Line>>,
    from: &str,
    steps: &mut Vec<Step>,
) -> String {
    let mut columns: Vec<Vec<Line>> = keys.iter().map(|(_, name)| vec![Line::code(name)]).collect();
    columns.extend(sums);
    let mut lines = vec![Line::code("SELECT")];
    lines.extend(Line::listed(columns));
    lines.push(Line::code(format!("FROM {from}")));
    let name = work.new_name("awarded");
    steps.push(Step { name: name.clone(), about: "The points of each group".to_owned(), lines });
    name
}

/// The weights and limits of groups, and the score.
fn scored(
    work: &mut Work<'_>,
    keys: &[(Field, String)],
    totals: &Totals,
    from: &str,
    steps: &mut Vec<Step>,
) -> String {
    let program = work.program;
    let mut columns: Vec<Vec<Line>> = keys.iter().map(|(_, name)| vec![Line::code(name)]).collect();
    let mut is_bent = false;
    for (group, name) in program.groups.iter().zip(&totals.groups) {
        let weighted = group.weight.map(|it| {
            let product = format!("{name} * {}", work.speech.decimal(it));
            work.speech.points(&product)
        });
        let kept = limited(weighted.as_deref().unwrap_or(name), group.limit);
        is_bent |= kept != *name;
        columns.push(vec![Line::code(as_name(&kept, name))]);
    }
    columns.extend(totals.disqualified.iter().map(|it| vec![Line::code(it)]));
    let mut from = from.to_owned();
    if is_bent {
        let mut lines = vec![Line::code("SELECT")];
        lines.extend(Line::listed(columns));
        lines.push(Line::code(format!("FROM {from}")));
        let name = work.new_name("weighed");
        steps.push(Step {
            name: name.clone(),
            about: "The same after the weights and limits of groups".to_owned(),
            lines,
        });
        from = name;
    }
    let mut terms: Vec<String> = totals.groups.clone();
    if program.start_at.hundredths() != 0 || terms.is_empty() {
        terms.insert(0, points(program.start_at));
    }
    let sum = limited(&terms.join(" + "), program.limit);
    let score = format!("CAST({sum} AS {}) AS {}", work.speech.points_type(), totals.score);
    let columns = vec![vec![Line::code(format!("{from}.*"))], vec![Line::code(score)]];
    let mut lines = vec![Line::code("SELECT")];
    lines.extend(Line::listed(columns));
    lines.push(Line::code(format!("FROM {from}")));
    let name = work.new_name("scored");
    steps.push(Step { name: name.clone(), about: "The score".to_owned(), lines });
    name
}

/// The columns of the result, called as in other results of leadscore.
fn shown(work: &Work<'_>, keys: &[(Field, String)], totals: &Totals) -> Vec<Shown> {
    let program = work.program;
    let mut shown: Vec<Shown> = Vec::new();
    let mut show = |name: &str, code: String| shown.push(Shown { code, name: name.to_owned() });
    for (field, name) in keys {
        show(&field.column, name.clone());
    }
    show("score", totals.score.clone());
    if !program.bands.is_empty() {
        let band = steps_of(work, &program.bands, &totals.score);
        show(
            "band",
            match &totals.disqualified {
                Some(out) => format!("CASE WHEN {out} THEN NULL{} END", band),
                None => format!("CASE{band} END"),
            },
        );
    }
    if let Some(stars) = &program.stars {
        let each = |it| format!("CASE WHEN {} >= {} THEN 1 ELSE 0 END", totals.score, points(it));
        let all: Vec<String> =
            std::iter::once("1".to_owned()).chain(stars.iter().map(|it| each(*it))).collect();
        show("stars", all.join(" + "));
    }
    if let Some(grid) = &program.grid {
        let axis = |axis: &crate::ir::GridAxis| {
            let group = totals.groups.get(axis.group.0 as usize).cloned().unwrap_or_default();
            format!("CASE{} END", steps_of(work, &axis.steps, &group))
        };
        let all: Vec<String> = grid.axes.iter().map(axis).collect();
        show("grid", format!("concat({})", all.join(", ")));
    }
    if let Some(readiness) = readiness(work, program, &totals.score) {
        show("readiness", readiness);
    }
    show(
        "status",
        match &totals.disqualified {
            Some(out) => format!("CASE WHEN {out} THEN 'disqualified' ELSE 'scored' END"),
            None => "'scored'".to_owned(),
        },
    );
    for (group, name) in program.groups.iter().zip(&totals.groups) {
        let label = group
            .name
            .as_ref()
            .map_or("points outside groups".to_owned(), |it| format!("points of {it}"));
        show(&label, name.clone());
    }
    shown
}

/// The clauses of the first step that points reach.
fn steps_of(work: &Work<'_>, steps: &[Band], value: &str) -> String {
    let clause = |step: &Band| {
        let label = work.speech.text(&step.label);
        match step.from {
            Some(from) => format!(" WHEN {value} >= {} THEN {label}", points(from)),
            None => format!(" ELSE {label}"),
        }
    };
    steps.iter().map(clause).collect()
}

fn readiness(work: &Work<'_>, program: &Program, score: &str) -> Option<String> {
    let ready = program.ready_at?;
    Some(work.speech.share(score, &points(ready)))
}

fn written_steps(steps: &[Step]) -> Vec<Line> {
    let mut lines = Vec::new();
    let last = steps.len().saturating_sub(1);
    for (index, step) in steps.iter().enumerate() {
        let word = if index == 0 { "WITH " } else { "" };
        lines.push(Line::default());
        lines.push(Line::code(format!("-- {}.", step.about)));
        lines.push(Line::code(format!("{word}{} AS (", step.name)));
        lines.extend(indented(step.lines.clone()));
        lines.push(Line::code(if index == last { ")" } else { ")," }));
    }
    lines.push(Line::default());
    lines
}

impl Work<'_> {
    /// What is the same for all leads: as-of with the days seen from it, and tables of letters.
    fn once(&mut self, options: &Options, steps: &mut Vec<Step>) -> Option<String> {
        let speech = self.speech;
        let mut columns: Vec<String> = Vec::new();
        let mut from = None;
        if self.moments.is_used() {
            let name = self.new_name("clock");
            let lines = self.moments.lines(self.program, options.as_of, speech);
            steps.push(Step {
                name: name.clone(),
                about: "The moment of the run, and its day in the zone of the model".to_owned(),
                lines,
            });
            columns.push(format!("{name}.*"));
            columns.extend(self.moments.columns(speech));
            from = Some(name);
        }
        if self.reads_texts {
            columns.push(format!("{} AS blanks", speech.text(super::texts::BLANKS)));
        }
        if self.folds_texts {
            columns.push(format!("{} AS cased", speech.text(super::texts::CASED)));
            columns.push(format!("{} AS folded", speech.text(super::texts::FOLDED)));
        }
        if columns.len() <= 1 && from.is_some() || columns.is_empty() {
            return from;
        }
        let mut lines = vec![Line::code("SELECT")];
        lines.extend(Line::listed(columns.into_iter().map(|it| vec![Line::code(it)]).collect()));
        lines.extend(from.map(|it| Line::code(format!("FROM {it}"))));
        let name = self.new_name("run");
        steps.push(Step {
            name: name.clone(),
            about: "What is the same for all leads".to_owned(),
            lines,
        });
        Some(name)
    }
}
