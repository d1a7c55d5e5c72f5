//! `leadscore score --data Contact=contacts.csv --data Organisation=organisations.csv`: models over different
//! records in one run, each with its output.

use std::path::{Path, PathBuf};

use super::End;
use super::apart;
use super::args::{Common, OutFormat, Score};
use super::data::as_of;
use super::output::format_of;
use super::score::one;
use super::terminal::Terminal;
use crate::data::With;
use crate::diagnostic::nearest;
use crate::ir::{Field, Program, Record, name_key};
use crate::project::{Model, Project, plain_reason};

/// A model with the record that it scores, and every record from which a field leads to that one.
struct Scoring {
    model: Model,
    record: String,
    relations: Vec<Relation>,
}

/// A field that leads to related records.
struct Relation {
    owner: String,
    field: String,
    record: String,
    /// Whether it says by which key they are found in a file of their own.
    by_key: bool,
}

impl Relation {
    /// Whether a file is named for its records.
    fn is_in(&self, with: &With) -> bool {
        same(&with.name, &self.record) || same(field_of(&with.name), &self.field)
    }
}

/// One file of data is for models that all score one kind of record.
pub(super) fn of_one_kind(
    project: &Project,
    models: &[Model],
    takes_several: bool,
    terminal: &Terminal,
) -> Result<(), End> {
    let scored = models.iter().filter_map(|it| project.scored_by(it));
    let records = each_once(scored.map(|it| it.name.node.as_str()));
    if records.len() < 2 {
        return Ok(());
    }
    let example: Vec<String> =
        records.iter().map(|it| format!("--data {it}={}.csv", it.to_lowercase())).collect();
    let help = match takes_several {
        true => format!("Give the data of each by its name: {}", example.join(" ")),
        false => "Name the file of one model in place of the folder.".to_owned(),
    };
    terminal.fail(&format!("These models score different records: {}.", records.join(", ")), &help);
    Err(End::CouldNotRun)
}

/// Scores each kind of record for which there are data.
pub(super) fn score(
    args: &Score,
    project: &Project,
    models: &[Model],
    common: &Common,
    terminal: &Terminal,
) -> Result<End, End> {
    let scorings = scorings(project, models);
    if scorings.len() < models.len() {
        // What is wrong with a model comes before what is wrong with its data.
        terminal.findings(&project.findings(), &project.sources);
        return Err(End::Found);
    }
    let records = each_once(scorings.iter().map(|it| it.record.as_str()));
    for with in &args.records {
        known_record(with, &records, terminal)?;
    }
    for with in &args.reading.with {
        known_relation(with, &scorings, terminal)?;
    }
    once_each(&args.records, terminal)?;
    let several = args.records.len() > 1;
    if several {
        separate_outputs(args, terminal)?;
    }
    let has_data = |record: &str| args.records.iter().any(|it| same(&it.name, record));
    for record in records.iter().filter(|it| !has_data(it)) {
        terminal.say(&format!("{record}: no data are given, so none are scored"));
    }
    let mut runs: Vec<(Score, Vec<Model>)> = Vec::new();
    for with in &args.records {
        let of_record: Vec<&Scoring> =
            scorings.iter().filter(|it| same(&it.record, &with.name)).collect();
        let models: Vec<Model> = of_record.iter().map(|it| it.model.clone()).collect();
        let name = of_record.first().map_or(with.name.as_str(), |it| it.record.as_str());
        runs.push((of_one_record(args, with, name, &of_record, terminal)?, models));
    }
    let all: Vec<Score> = runs.iter().map(|(args, _)| args.clone()).collect();
    apart::check_scores(&all, project, terminal)?;
    let mut worst = End::Done;
    let as_of = as_of(common);
    for (args, models) in &runs {
        if let (Some(name), Some(data)) = (&args.record, &args.data) {
            terminal.say(&format!("\n{name}, {}", data.display()));
        }
        let end = one(args, project, models, as_of, terminal)?;
        if end != End::Done {
            worst = end;
        }
    }
    Ok(worst)
}

/// The arguments of a run over one kind of record; the data of the others are joined to it.
fn of_one_record(
    args: &Score,
    with: &With,
    name: &str,
    scorings: &[&Scoring],
    terminal: &Terminal,
) -> Result<Score, End> {
    let mut one = Score { data: Some(with.file.clone()), records: Vec::new(), ..args.clone() };
    let relations: Vec<&Relation> = scorings.iter().flat_map(|it| &it.relations).collect();
    for relation in &relations {
        let is_named = args.reading.with.iter().any(|it| relation.is_in(it));
        let other = args.records.iter().find(|it| same(&it.name, &relation.record));
        let Some(other) = other.filter(|_| relation.by_key && !is_named) else { continue };
        let name = format!("{}.{}", relation.owner, relation.field);
        let with = With { name, file: other.file.clone() };
        if !one.reading.with.contains(&with) {
            one.reading.with.push(with);
        }
    }
    // A file may be named for the relations of another record.
    one.reading.with.retain(|it| relations.iter().any(|relation| relation.is_in(it)));
    one.record = (args.records.len() > 1).then(|| name.to_owned());
    if args.records.len() > 1 {
        let ending = ending(args.to);
        let file = |folder: &PathBuf| folder.join(format!("{name}.{ending}"));
        one.output = args.output.as_ref().map(file);
        one.rejects = args.rejects.as_ref().map(|folder| folder.join(rejects_name(name, with)));
        one.actions = args.actions.as_ref().map(|folder| folder.join(format!("{name}.ndjson")));
        one.previous = match &args.previous {
            Some(folder) => Some(former(folder, name, terminal)?),
            None => None,
        };
    }
    Ok(one)
}

fn rejects_name(name: &str, with: &With) -> String {
    let ending = with.file.extension().map_or("txt".into(), |it| it.to_string_lossy());
    format!("{name}.{ending}")
}

/// The scores of the run before, in the folder that it has written.
fn former(folder: &Path, name: &str, terminal: &Terminal) -> Result<PathBuf, End> {
    let endings =
        ["csv", "ndjson", "parquet", "arrow", "csv.gz", "ndjson.gz", "csv.zst", "ndjson.zst"];
    let found =
        endings.iter().map(|it| folder.join(format!("{name}.{it}"))).find(|it| it.is_file());
    found.ok_or_else(|| {
        terminal.fail(
            &format!("{} holds no scores of {name} from a run before.", folder.display()),
            "On the first run there are no previous scores: leave --previous out.",
        );
        End::CouldNotRun
    })
}

/// Of several kinds of records each has files of its own, in folders.
fn separate_outputs(args: &Score, terminal: &Terminal) -> Result<(), End> {
    if args.only.is_some() || !args.changed_since.is_empty() {
        terminal.fail(
            "--only and --changed-since are about one kind of record.",
            "Run them for one --data at a time.",
        );
        return Err(End::CouldNotRun);
    }
    let is_folder = |path: &Path| path != Path::new("-") && format_of(path).is_none();
    let folders =
        [("-o", &args.output), ("--rejects", &args.rejects), ("--actions", &args.actions)];
    for (flag, path) in folders {
        let Some(path) = path else { continue };
        if !is_folder(path) {
            terminal.fail(
                &format!(
                    "{flag} {} is one file, and several kinds of records are scored.",
                    path.display()
                ),
                &format!("Name a folder, in which each gets a file of its own: {flag} out"),
            );
            return Err(End::CouldNotRun);
        }
        std::fs::create_dir_all(path).map_err(|error| {
            let reason = plain_reason(&error);
            terminal.fail(&format!("{} cannot be made: {reason}.", path.display()), "");
            End::CouldNotRun
        })?;
    }
    let to_people =
        args.to.is_none_or(|it| it == OutFormat::Table) && terminal.output_is_terminal();
    if args.output.is_none() && !to_people && args.to != Some(OutFormat::Ndjson) {
        terminal.fail(
            "Scores of several kinds of records do not fit into one table.",
            "Name a folder, in which each gets a file of its own: -o out. Or say --to ndjson.",
        );
        return Err(End::CouldNotRun);
    }
    Ok(())
}

/// Each kind of record has one file, and standard input cannot be read for each kind again.
fn once_each(data: &[With], terminal: &Terminal) -> Result<(), End> {
    for (index, with) in data.iter().enumerate() {
        if data.iter().take(index).any(|it| same(&it.name, &with.name)) {
            terminal.fail(
                &format!("--data {} is there twice.", with.name),
                "Put the records of one kind into one file.",
            );
            return Err(End::CouldNotRun);
        }
        if data.len() > 1 && with.file == Path::new("-") {
            terminal.fail(
                &format!(
                    "--data {}=- comes from standard input, which can be read only once.",
                    with.name
                ),
                "The records of one kind may be joined to those of another. Save them in a file.",
            );
            return Err(End::CouldNotRun);
        }
    }
    Ok(())
}

fn known_record(with: &With, records: &[String], terminal: &Terminal) -> Result<(), End> {
    if records.iter().any(|it| same(it, &with.name)) {
        return Ok(());
    }
    let help = match nearest(&with.name, records.iter().map(String::as_str)) {
        Some(near) => format!("Did you mean --data {near}={}?", with.file.display()),
        None => format!("Scored are: {}", records.join(", ")),
    };
    terminal.fail(&format!("No model scores a record called {}.", with.name), &help);
    Err(End::CouldNotRun)
}

/// A file that no record joins is a mistake; one that some do not join is none.
fn known_relation(with: &With, scorings: &[Scoring], terminal: &Terminal) -> Result<(), End> {
    let relations = || scorings.iter().flat_map(|it| &it.relations);
    if relations().any(|it| it.is_in(with)) {
        return Ok(());
    }
    let names = relations().flat_map(|it| [it.field.as_str(), it.record.as_str()]);
    let help = match nearest(&with.name, names) {
        Some(near) => format!("Did you mean --with {near}={}?", with.file.display()),
        None => "It names a field that holds related records, or their record.".to_owned(),
    };
    terminal
        .fail(&format!("--with {}: no related field or record has this name.", with.name), &help);
    Err(End::CouldNotRun)
}

fn scorings(project: &Project, models: &[Model]) -> Vec<Scoring> {
    let scoring = |model: &Model| {
        let program = project.check(model, None).program?;
        let record = program.record.name.clone();
        Some(Scoring { model: model.clone(), record, relations: relations(&program) })
    };
    models.iter().filter_map(scoring).collect()
}

fn relations(program: &Program) -> Vec<Relation> {
    let fields =
        program.records.iter().flat_map(|it| it.fields.iter().map(move |field| (it, field)));
    let relation = |(owner, field): (&Record, &Field)| {
        Some(Relation {
            owner: owner.name.clone(),
            field: field.name.clone(),
            record: program.related(field.ty.related()?)?.name.clone(),
            by_key: field.by.is_some(),
        })
    };
    fields.filter_map(relation).collect()
}

/// Names, each once, in their order.
fn each_once<'n>(all: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in all {
        if !names.iter().any(|it| same(it, name)) {
            names.push(name.to_owned());
        }
    }
    names
}

fn same(one: &str, other: &str) -> bool {
    name_key(one) == name_key(other)
}

/// The field of `Lead.visits`.
fn field_of(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, field)| field)
}

fn ending(to: Option<OutFormat>) -> &'static str {
    match to {
        None | Some(OutFormat::Csv) => "csv",
        Some(OutFormat::Ndjson) => "ndjson",
        Some(OutFormat::Parquet) => "parquet",
        Some(OutFormat::Arrow) => "arrow",
        Some(OutFormat::Table) => "txt",
    }
}
