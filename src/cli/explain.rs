//! `leadscore explain`

use super::args::{Common, Explain, ExplainForm};
use super::bind::{Bound, bind};
use super::data::{Leads, as_of, fail, moment, programs};
use super::explain_json::to_json;
use super::terminal::Terminal;
use super::{End, records, rules};
use crate::data::Event;
use crate::eval::explain;
use crate::ir::Value;

pub(super) fn run(args: &Explain, common: &Common, terminal: &Terminal) -> End {
    match explain_record(args, common, terminal) {
        Ok(end) | Err(end) => end,
    }
}

fn explain_record(args: &Explain, common: &Common, terminal: &Terminal) -> Result<End, End> {
    let project = rules::load(std::slice::from_ref(&args.rules), terminal)?;
    let models = rules::models(&project, terminal)?;
    records::of_one_kind(&project, &models, false, terminal)?;
    let mut leads = Leads::open(&args.data, terminal)?;
    let programs = programs(&project, &models, &mut leads, terminal)?;
    let as_of = as_of(common);
    let only = args.id.as_deref().map(str::trim);
    let (mut bound, _) = bind(&programs, &leads, &args.data, as_of, only, &project, terminal)?;
    if args.id.is_some() && bound.iter().all(|it| it.keys.is_empty()) {
        terminal.fail(
            "No field of the record is a key, so a record cannot be found by it.",
            "Mark the field in the schema: id: text, key. Or give the number of the row with --row.",
        );
        return Err(End::CouldNotRun);
    }
    let (mut rows, mut rejected) = (0_u64, 0_u64);
    while let Some(event) = leads.next().map_err(|error| fail(&error, terminal))? {
        let row = match event {
            Event::Row(row) => row,
            Event::Rejected(rejection) => {
                rows += 1;
                rejected += 1;
                if args.row == Some(rejection.number) {
                    terminal.fail(
                        &format!("This row was rejected: {rejection}."),
                        "Mend it in the data; a row that cannot be read has no score.",
                    );
                    return Err(End::CouldNotRun);
                }
                continue;
            }
            Event::RejectedMore(_) => continue,
        };
        rows += 1;
        let values: Vec<Vec<Value>> = bound.iter_mut().map(|it| it.rows.values(&row)).collect();
        if !is_wanted(args, row.number, &bound, &values) {
            leads.recycle(row);
            continue;
        }
        let title = title(args, row.number, &bound, &values);
        for (it, values) in bound.iter().zip(&values) {
            let explanation = explain(it.scorer().interpreter(), values);
            let name = &it.program.name;
            match args.to {
                ExplainForm::Json => {
                    terminal.write(&format!("{}\n", to_json(&explanation, &title)))
                }
                ExplainForm::Text => {
                    let title =
                        if bound.len() > 1 { format!("{title}, {name}") } else { title.clone() };
                    terminal.show(&explanation.draw(&title));
                }
            }
        }
        terminal.say(&moment(as_of, programs.first()));
        return Ok(End::Done);
    }
    let (what, help) = match &args.id {
        Some(id) => (
            format!("No lead has the key {id}."),
            format!("{rows} rows were read, {rejected} of them rejected. Capitals count in keys."),
        ),
        None => (
            format!("There is no row {}.", args.row.unwrap_or_default()),
            format!("The data have {rows} rows."),
        ),
    };
    terminal.fail(&what, &help);
    Err(End::CouldNotRun)
}

fn is_wanted(args: &Explain, number: u64, bound: &[Bound<'_>], values: &[Vec<Value>]) -> bool {
    match &args.id {
        None => args.row == Some(number),
        Some(id) => bound
            .iter()
            .zip(values)
            .any(|(it, values)| it.key_text(values).is_some_and(|key| key == id.trim())),
    }
}

fn title(args: &Explain, number: u64, bound: &[Bound<'_>], values: &[Vec<Value>]) -> String {
    let key = bound.iter().zip(values).find_map(|(it, values)| it.key_text(values));
    match (&args.id, key) {
        (Some(id), _) => id.trim().to_owned(),
        (None, Some(key)) => key,
        (None, None) => format!("Row {number}"),
    }
}
