//! The statement as a whole: one step after the other, and what the last one shows.

use super::columns::{Made, Work};
use super::dialect::Speech;
use super::fields::LEADS;
use super::lines::{Line, indented, text_of};
use super::names::written;
use super::options::Options;
use super::points::{limited, written as points};
use super::related::{Around, One};
use super::result::{Totals, shown, shown_fields};
use super::texts::one_line;
use crate::ir::{Field, Group};

/// A step of a statement: a name for what it makes.
pub(super) struct Step {
    about: String,
    lines: Vec<Line>,
}

impl Step {
    /// A step that selects columns from others.
    pub fn new(speech: &dyn Speech, name: &str, about: &str, lines: Vec<Line>) -> Self {
        let mut all = vec![Line::code(speech.step(name))];
        all.extend(indented(lines));
        Self { about: about.to_owned(), lines: all }
    }
}

/// Writes the statement for what a program's rules need.
pub(super) fn write(work: &mut Work<'_>, options: &Options) -> String {
    let program = work.program;
    let keys = keys(work);
    work.calculate();
    work.look_up_many_texts();
    work.put_together();
    let mut steps: Vec<Step> = Vec::new();
    let totals = totals(work, options);
    let mut sums = sums(work, &totals);
    if let (Some(most), Some(name)) = (options.reasons, &totals.reasons) {
        let mut lines = work.reasons(most);
        if let Some(end) = lines.last_mut() {
            end.code.push_str(&format!(" AS {name}"));
        }
        sums.push(lines);
    }
    let from = read(work, &keys, options, &mut steps);
    let from = looked_up(work, from, &mut steps);
    let from = summed(work, &keys, sums, &from, &mut steps);
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
    let name = |it: &str| written(it, work.speech);
    let columns = shown.iter().map(|it| vec![Line::code(as_name(&it.code, &name(&it.name)))]);
    lines.extend(Line::listed(columns.collect()));
    lines.push(Line::code(format!("FROM {from};")));
    text_of(&lines)
}

fn as_name(code: &str, name: &str) -> String {
    if code == name { code.to_owned() } else { format!("{code} AS {name}") }
}

/// The fields that name a lead, with their names in the statement; without keys all fields do.
fn keys(work: &mut Work<'_>) -> Vec<(Field, String)> {
    let all: Vec<Field> = shown_fields(&work.program.record).cloned().collect();
    all.into_iter()
        .map(|it| {
            let name = work.new_name(&it.name);
            (it, name)
        })
        .collect()
}

fn totals(work: &mut Work<'_>, options: &Options) -> Totals {
    let program = work.program;
    let group = |work: &mut Work<'_>, name: &Option<String>| {
        work.new_name(&name.as_ref().map_or("points".to_owned(), |it| format!("{it} points")))
    };
    let groups = program.groups.iter().map(|it| group(work, &it.name)).collect();
    let score = work.new_name("score");
    let out = !program.disqualifiers.is_empty();
    let disqualified = out.then(|| work.new_name("disqualified"));
    let reasons = options.reasons.map(|_| work.new_name("reasons"));
    Totals { groups, score, disqualified, reasons }
}

/// What the rules of each group add up to, and what disqualifies.
fn sums(work: &mut Work<'_>, totals: &Totals) -> Vec<Vec<Line>> {
    let program = work.program;
    let mut sums: Vec<Vec<Line>> = Vec::new();
    for (index, (group, name)) in program.groups.iter().zip(&totals.groups).enumerate() {
        let mut lines = points_of_group(work, index, group);
        if let Some(end) = lines.last_mut() {
            end.code.push_str(&format!(" AS {name}"));
        }
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

/// What the rules of a group add up to.
pub(super) fn points_of_group(work: &mut Work<'_>, index: usize, group: &Group) -> Vec<Line> {
    let terms: Vec<Vec<Line>> = work.group(index, group).into_iter().map(|it| it.lines).collect();
    let mut lines = vec![Line::code("CAST(")];
    lines.extend(match terms.is_empty() {
        true => vec![Line::code("  0")],
        false => indented(Line::sum(terms)),
    });
    lines.push(Line::code(format!("AS {})", work.speech.points_type())));
    lines
}

/// The points of a group after its weight and limit.
fn weighed(work: &Work<'_>, group: &Group, name: &str) -> String {
    let weighted = group.weight.map(|it| {
        let product = format!("{name} * {}", work.speech.decimal(it));
        work.speech.points(&product)
    });
    limited(weighted.as_deref().unwrap_or(name), group.limit)
}

/// The score of a program, by what its groups give before their weights and limits.
pub(super) fn score_of_groups(work: &Work<'_>, names: &[String]) -> String {
    let groups = work.program.groups.iter().zip(names);
    score(work, groups.map(|(group, name)| weighed(work, group, name)).collect())
}

/// The score of a program, by what its groups give in the end.
fn score(work: &Work<'_>, mut terms: Vec<String>) -> String {
    let program = work.program;
    if program.start_at.hundredths() != 0 || terms.is_empty() {
        terms.insert(0, points(program.start_at));
    }
    let sum = limited(&terms.join(" + "), program.limit);
    format!("CAST({sum} AS {})", work.speech.points_type())
}

/// The first steps: what is the same for all leads, and the table of leads.
fn read(
    work: &mut Work<'_>,
    keys: &[(Field, String)],
    options: &Options,
    steps: &mut Vec<Step>,
) -> String {
    let program = work.program;
    let once = work.once(options, steps);
    let table = work.table(&program.record, None);
    work.scores_of_tables(once.as_deref(), steps);
    let ones = work.ones.clone();
    work.ones_by_key(&ones, once.as_deref(), steps);
    let mut columns: Vec<Vec<Line>> =
        once.iter().map(|it| vec![Line::code(format!("{it}.*"))]).collect();
    for (field, name) in keys {
        columns.push(vec![Line::code(format!("{} AS {name}", work.source(field, LEADS)))]);
    }
    columns.extend(work.columns.steps().first().into_iter().flatten().map(made));
    let mut lines = vec![Line::code("SELECT")];
    lines.extend(Line::listed(columns));
    lines.push(Line::code(format!("FROM {table} AS {LEADS}")));
    lines.extend(once.iter().map(|it| Line::code(format!("CROSS JOIN {it}"))));
    lines.extend(ones.iter().map(One::join));
    let name = work.new_name("read_leads");
    steps.push(Step::new(
        work.speech,
        &name,
        "What stands in the table, as rules understand it",
        lines,
    ));
    let (columns, passes) = (std::mem::take(&mut work.columns), std::mem::take(&mut work.passes));
    let around = Around { run: once.as_deref(), from: &name };
    let last = work.layers(&columns, &passes, around, steps);
    work.columns = columns;
    last
}

pub(super) fn made(it: &Made) -> Vec<Line> {
    let mut lines = Line::lines(&it.expression);
    if let Some(end) = lines.last_mut() {
        end.code.push_str(&format!(" AS {}", it.name));
    }
    lines
}

/// What tables of constants say of texts.
fn looked_up(work: &mut Work<'_>, from: String, steps: &mut Vec<Step>) -> String {
    let tables = std::mem::take(&mut work.tables);
    if tables.is_empty() {
        return from;
    }
    let mut columns = vec![vec![Line::code(format!("{from}.*"))]];
    let mut joins = vec![Line::code(format!("FROM {from}"))];
    for table in tables {
        let name = &table.name;
        columns
            .extend(table.columns.iter().map(|it| vec![Line::code(format!("{name}.{}", it.name))]));
        joins.push(Line::code(format!(
            "LEFT JOIN {name} ON {name}.{} = {from}.{}",
            table.key, table.text
        )));
        let lines = work.speech.table(name, &table.names(), &table.rows(work));
        steps.push(Step { about: format!("What follows from each text of {}", table.text), lines });
    }
    let mut lines = vec![Line::code("SELECT")];
    lines.extend(Line::listed(columns));
    lines.extend(joins);
    let name = work.new_name("looked_up");
    steps.push(Step::new(work.speech, &name, "The texts looked up in these tables", lines));
    name
}

fn summed(
    work: &mut Work<'_>,
    keys: &[(Field, String)],
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
    steps.push(Step::new(work.speech, &name, "The points of each group", lines));
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
        let kept = weighed(work, group, name);
        is_bent |= kept != *name;
        columns.push(vec![Line::code(as_name(&kept, name))]);
    }
    let others = totals.disqualified.iter().chain(&totals.reasons);
    columns.extend(others.map(|it| vec![Line::code(it)]));
    let mut from = from.to_owned();
    if is_bent {
        let mut lines = vec![Line::code("SELECT")];
        lines.extend(Line::listed(columns));
        lines.push(Line::code(format!("FROM {from}")));
        let name = work.new_name("weighed");
        steps.push(Step::new(
            work.speech,
            &name,
            "The same after the weights and limits of groups",
            lines,
        ));
        from = name;
    }
    let score = format!("{} AS {}", score(work, totals.groups.clone()), totals.score);
    let columns = vec![vec![Line::code(format!("{from}.*"))], vec![Line::code(score)]];
    let mut lines = vec![Line::code("SELECT")];
    lines.extend(Line::listed(columns));
    lines.push(Line::code(format!("FROM {from}")));
    let name = work.new_name("scored");
    steps.push(Step::new(work.speech, &name, "The score", lines));
    name
}

fn written_steps(steps: &[Step]) -> Vec<Line> {
    let mut lines = Vec::new();
    let last = steps.len().saturating_sub(1);
    for (index, step) in steps.iter().enumerate() {
        let word = if index == 0 { "WITH " } else { "" };
        lines.push(Line::default());
        lines.push(Line::code(format!("-- {}.", step.about)));
        let mut own = step.lines.clone();
        if let Some(first) = own.first_mut() {
            first.code.insert_str(0, word);
        }
        lines.extend(own);
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
            steps.push(Step::new(
                speech,
                &name,
                "The moment of the run, and its day in the zone of the model",
                lines,
            ));
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
        steps.push(Step::new(speech, &name, "What is the same for all leads", lines));
        Some(name)
    }
}
