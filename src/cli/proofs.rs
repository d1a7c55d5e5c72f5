//! What `leadscore check` proves about rules: its lints, and `--bounds`.

use unicode_width::UnicodeWidthStr;

use super::args::{Check, Common, ReportForm};
use super::data::as_of;
use super::terminal::Terminal;
use super::{End, rules};
use crate::analyze::lints::{self, Lint};
use crate::analyze::{Bound, Bounds, Budget, Of, OfBand, OfBands, Space, bounds, of_bands};
use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{GroupId, Program};
use crate::project::{Model, Project};

/// Which lints somebody asks for by name, on the command line or in the settings.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub named: &'a [String],
    pub terminal: &'a Terminal,
}

impl Asked<'_> {
    /// Whether a kind of finding is asked for.
    pub fn has(self, code: Code) -> bool {
        let named = self.named.iter().any(|it| it == "all" || Some(it.as_str()) == code.lint);
        named || self.terminal.is_graded(code)
    }

    /// Whether a lint is looked for; `None` of codes that are not found by a proof.
    pub fn looks_for(self, code: Code) -> Option<bool> {
        let lint = lints::all().iter().find(|it| it.code == code)?;
        Some(self.wants(lint))
    }

    fn wants(self, lint: &Lint) -> bool {
        lint.by_default || self.has(lint.code)
    }
}

/// What lints find in sound models.
pub(super) fn findings(
    project: &Project,
    models: &[Model],
    asked: Asked<'_>,
    common: &Common,
) -> Vec<Diagnostic> {
    let mut all = Vec::new();
    for model in models {
        // What is allowed has been said too, and is not said again in other words.
        let Checked { program: Some(program), diagnostics: said, uses } =
            project.check_strictly(model, None)
        else {
            continue;
        };
        let space = Space::new(&program, as_of(common));
        for (_, mut finding) in
            lints::run(&space, &uses.parts, &said, Budget::SHORT, |it| asked.wants(it))
        {
            finding.move_places(|place| project.sources.original(place));
            all.push(finding);
        }
    }
    all
}

/// `leadscore check --bounds`: the least and the greatest score, and who has it.
pub(super) fn tell_bounds(args: &Check, common: &Common, terminal: &Terminal) -> End {
    if args.format != ReportForm::Human {
        terminal.fail("--bounds is told in words, and in no other form.", "Leave --format out.");
        return End::CouldNotRun;
    }
    let (_, programs) = match rules::programs(&args.rules, terminal) {
        Ok(sound) => sound,
        Err(end) => return end,
    };
    let texts: Vec<String> = programs.iter().map(|program| of_program(program, common)).collect();
    terminal.show(&texts.join("\n"));
    End::Done
}

fn of_program(program: &Program, common: &Common) -> String {
    let space = Space::new(program, as_of(common));
    let mut lines = vec![[program.name.clone(), "least".to_owned(), "greatest".to_owned()]];
    for (id, group) in (0..).map(GroupId).zip(&program.groups) {
        let name =
            group.name.as_ref().map_or("outside of groups".to_owned(), |it| format!("\"{it}\""));
        lines.extend(line(name, bounds(&space, Of::Group(id), None, Budget::USUAL).as_ref()));
    }
    let bands = (!program.bands.is_empty()).then(|| of_bands(&space, Budget::USUAL));
    // Without disqualifiers all leads take part.
    let total = match &bands {
        Some(all) if program.disqualifiers.is_empty() => all.score.clone(),
        _ => bounds(&space, Of::Total, None, Budget::USUAL),
    };
    lines.extend(line("score".to_owned(), total.as_ref()));
    let mut text = in_columns(&lines);
    for (what, bound) in
        total.iter().flat_map(|it| [("least", &it.least), ("greatest", &it.greatest)])
    {
        if let (Some(points), Some(lead)) = (bound.points, &bound.witness) {
            let lead = lead.line(program, space.clock());
            text.push_str(&format!("\nThe {what} score, {points}, has for example: {lead}\n"));
        }
    }
    if let Some(bands) = bands {
        text.push_str(&told(&space, &bands));
    }
    text
}

fn line(name: String, bounds: Option<&Bounds>) -> Option<[String; 3]> {
    let Bounds { least, greatest } = bounds?;
    Some([name, end(least, "at least"), end(greatest, "at most")])
}

/// `45`; `at most 60` where no lead is known that reaches it; `no end`.
fn end(bound: &Bound, sure: &str) -> String {
    match bound.points {
        None => "no end".to_owned(),
        Some(points) if bound.is_exact() => points.to_string(),
        Some(points) => format!("{sure} {points}"),
    }
}

/// For each band the least and the greatest score in it, and a lead that comes into it.
fn told(space: &Space<'_>, all: &OfBands) -> String {
    let program = space.program();
    let mut lines = vec![["band".to_owned(), "least".to_owned(), "greatest".to_owned()]];
    let mut text = String::new();
    for (band, OfBand { lead, bounds }) in program.bands.iter().zip(&all.bands) {
        lines.extend(line(band.label.clone(), bounds.as_ref()));
        let lead = match lead {
            Some(lead) => lead.line(program, space.clock()),
            None if bounds.is_none() => "no lead, whatever it is".to_owned(),
            None => "no lead was found".to_owned(),
        };
        text.push_str(&format!("  {}: {lead}\n", band.label));
    }
    format!("\n{}\nA lead in each band:\n{text}", in_columns(&lines))
}

/// Names to the left, numbers to the right.
fn in_columns(lines: &[[String; 3]]) -> String {
    let width = |index: usize| {
        let cells = lines.iter().filter_map(|it| it.get(index));
        cells.map(|it| it.width()).max().unwrap_or_default()
    };
    let widths = [width(0), width(1), width(2)];
    let mut text = String::new();
    for [name, least, greatest] in lines {
        let gap = |cell: &str, width: usize| " ".repeat(width.saturating_sub(cell.width()));
        let [first, second, third] = widths;
        text.push_str(&format!(
            "{name}{}  {}{least}  {}{greatest}\n",
            gap(name, first),
            gap(least, second),
            gap(greatest, third)
        ));
    }
    text
}
