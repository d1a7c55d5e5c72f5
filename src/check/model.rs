//! A model as a whole: which files, which record, and every item in its turn.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::context::Context;
use super::expectations::Tested;
use super::frame::Frame;
use super::library::{check_library, is_model};
use super::scope::scope;
use super::scores::UsedModel;
use super::uses::Uses;
use crate::ast::{self, File, Item, ItemKind, Model, Name};
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{Group, GroupKind, Limits, Program, Record, RecordId, RuleId, name_key};
use crate::source::{FileId, Sources, Span};

/// A model and everything that it is made of.
#[derive(Debug)]
pub struct Unit<'a> {
    /// The name of a model without a `model` line: that of its file.
    pub name: String,
    /// The file with the rules, and its tree.
    pub root: (FileId, &'a File),
    /// The libraries that it uses, each once.
    pub libraries: Vec<(FileId, &'a File)>,
    /// The models among them.
    pub models: Vec<UsedModel>,
    /// The files of those models.
    pub model_files: Vec<FileId>,
    /// Files with tests that use the model.
    pub tests: Vec<(FileId, &'a File)>,
    /// The values of lists that stand in files of their own.
    pub list_files: &'a [ListFile],
    /// The record inferred from the data, for rules without one.
    pub inferred: Option<Record>,
}

/// A list with one value a line.
#[derive(Clone, Debug)]
pub struct ListFile {
    /// The rule file that names it.
    pub file: FileId,
    /// As it is named there.
    pub path: String,
    /// Its values, or why it cannot be read.
    pub values: Result<Vec<String>, String>,
}

/// What checking gave.
#[derive(Debug)]
pub struct Checked {
    /// The program, if nothing is wrong with it.
    pub program: Option<Program>,
    /// Everything found.
    pub diagnostics: Vec<Diagnostic>,
    /// What the rules ask of the fields.
    pub uses: Uses,
}

/// Leaves out what is said of a mended text if the text as it was written has got the same message: what was put in may
/// repeat a name.
fn told_once(findings: &mut Vec<Diagnostic>, sources: &Sources) {
    let is_put_in = |it: &Diagnostic| it.place().is_some_and(|place| sources.cuts(place));
    if !findings.iter().any(is_put_in) {
        return;
    }
    let written = findings.iter().filter(|it| !is_put_in(it));
    let said: HashSet<String> = written.map(|it| it.message.clone()).collect();
    findings.retain(|it| !is_put_in(it) || !said.contains(&it.message));
}

/// Checks a model: names, types, schema; makes the typed program.
#[must_use]
pub fn check(unit: &Unit<'_>, sources: &Sources) -> Checked {
    let mut checked = check_reading(unit, sources);
    told_once(&mut checked.diagnostics, sources);
    for finding in &mut checked.diagnostics {
        finding.keep_suggestions(|place| !sources.cuts(place));
        finding.move_places(|place| sources.original(place));
    }
    checked.uses.move_places(|place| sources.original(place));
    checked
}

fn check_reading(unit: &Unit<'_>, sources: &Sources) -> Checked {
    let (root, file) = unit.root;
    let mut diagnostics = Vec::new();
    let all = || std::iter::once(&unit.root).chain(&unit.libraries);
    let scope = scope(all(), &unit.model_files, unit.list_files, &mut diagnostics);
    let mut context = Context::new(sources, scope, &unit.models, root);
    context.diagnostics = diagnostics;
    let unread = all().flat_map(|(_, file)| &file.unread);
    context.scope.unread.extend(unread.map(|name| name_key(name)));

    let model = the_model(&mut context, file);
    // The zone comes first: datetimes without one are in it.
    let settings = model.map(|it| context.settings(&it.settings)).unwrap_or_default();
    let nothing = |diagnostics| Checked { program: None, diagnostics, uses: Uses::default() };
    for &(id, file) in all() {
        for item in &file.items {
            if let ItemKind::List(list) = &item.node {
                context.check_list(id, list);
            }
        }
    }
    if !is_model(file) && context.scope.records.len() > 1 {
        check_library(&mut context, all());
        return nothing(context.diagnostics);
    }
    let record_known = match which_record(&mut context, unit, model) {
        Some(record) => {
            context.frame = Frame::of(record);
            true
        }
        None => false,
    };
    if !record_known {
        // Without a record every name would be unknown: one mistake, one message.
        return nothing(context.diagnostics);
    }
    context.diagnostics.extend(shadowed(&context));
    context.lets_of_the_record(all());

    context.file = root;
    let mut program = Program {
        name: model.map_or_else(|| unit.name.clone(), |it| it.name.node.clone()),
        record: (*context.frame.record).clone(),
        zone: context.zone.clone(),
        limit: settings.limit,
        ready_at: context.ready_at,
        start_at: settings.start_at,
        records: Vec::new(),
        columns: Vec::new(),
        events: Vec::new(),
        models: Vec::new(),
        rules: Vec::new(),
        groups: Vec::new(),
        disqualifiers: Vec::new(),
        bands: Vec::new(),
        stars: None,
        grid: None,
        actions: Vec::new(),
        tests: Vec::new(),
        places: settings.places,
    };
    rules(&mut context, file, &mut program);
    context.unused_lets(all());
    outcomes(&mut context, file, &mut program);
    program.actions = context.actions(file, &program);
    let uses = std::mem::take(&mut context.uses);
    tests(&mut context, unit, &mut program);
    program.columns = std::mem::take(&mut context.frame.columns);
    program.records = context.records.iter().map(|it| (**it).clone()).collect();
    program.events = std::mem::take(&mut context.events);
    for (events, frame) in program.events.iter_mut().zip(&mut context.event_frames) {
        events.columns = std::mem::take(&mut frame.columns);
    }
    program.models = std::mem::take(&mut context.scores);

    let broken = context.diagnostics.iter().any(Diagnostic::is_error);
    Checked { program: (!broken).then_some(program), diagnostics: context.diagnostics, uses }
}

/// The `model` item; a second one is a mistake.
fn the_model<'a>(context: &mut Context<'_>, file: &'a File) -> Option<&'a Model> {
    let mut models = file.items.iter().filter_map(|item| match &item.node {
        ItemKind::Model(model) => Some((item.span, model)),
        _ => None,
    });
    let (first, model) = models.next()?;
    for (span, _) in models {
        let place = context.place(span);
        let first = context.place(first);
        context.report(
            Diagnostic::error(codes::SEVERAL_MODELS, place, "A file holds at most one model.")
                .also(first, "the first one")
                .help("Put the other model into a file of its own."),
        );
    }
    Some(model)
}

/// The record that the model scores.
fn which_record(
    context: &mut Context<'_>,
    unit: &Unit<'_>,
    model: Option<&Model>,
) -> Option<Arc<Record>> {
    let inferred = |context: &mut Context<'_>| {
        let record = Arc::new(unit.inferred.clone()?);
        context.records.push(Arc::clone(&record));
        Some(record)
    };
    let reach = |context: &mut Context<'_>, name: &str| {
        let RecordId(index) = context.reach(name)?;
        context.records.get(index as usize).cloned()
    };
    let mut records: Vec<(FileId, &ast::Record)> = Vec::new();
    for &(id, file) in std::iter::once(&unit.root).chain(&unit.libraries) {
        for item in &file.items {
            if let ItemKind::Record(record) = &item.node {
                records.push((id, record));
            }
        }
    }
    if let Some(name) = model.and_then(|it| it.scores.as_ref()) {
        if let Some(record) = reach(context, &name.node) {
            return Some(record);
        }
        if records.is_empty() && unit.inferred.is_some() {
            return inferred(context);
        }
        let place = context.place(name.span);
        let names = records.iter().map(|it| it.1.name.node.as_str());
        let message = format!("There is no record *{}*.", name.node);
        let finding = Diagnostic::error(codes::UNKNOWN_RECORD, place, message);
        let finding = match crate::diagnostic::nearest(&name.node, names) {
            Some(near) => finding.help(format!("Did you mean {near}?")).offer(
                format!("Write {near}."),
                place,
                near,
            ),
            None => {
                finding.help("Declare it with `record`, or `use` the file in which it is declared.")
            }
        };
        context.report(finding);
        return None;
    }
    match records.as_slice() {
        [(_, record)] => reach(context, &record.name.node),
        [] => inferred(context).or_else(|| {
            let place = context.place(Span::default());
            context.report(
                Diagnostic::error(
                    codes::WHICH_RECORD,
                    place,
                    "No record says which fields a lead has and what type they are.",
                )
                .help(
                    "Declare one with `record Lead { … }`; `leadscore init LEADS.csv` writes it for you. \
                     Together with data the types are found by themselves.",
                ),
            );
            None
        }),
        [first, .., last] => {
            let place = last.0.at(last.1.name.span);
            context.report(
                Diagnostic::error(
                    codes::WHICH_RECORD,
                    place,
                    "There are several records; which one is scored?",
                )
                .also(first.0.at(first.1.name.span), "another one")
                .help(format!("Say it: model {} scores {}", unit.name, likely(&records))),
            );
            None
        }
    }
}

/// The record that is probably scored: the first one that no other leads to.
fn likely<'r>(records: &[(FileId, &'r ast::Record)]) -> &'r str {
    let is_related = |name: &str| {
        let leads_to = |ty: &ast::TypeKind| matches!(ty, ast::TypeKind::Record(it) if name_key(it) == name_key(name));
        records.iter().flat_map(|(_, it)| &it.fields).any(|field| match &field.ty.node {
            ast::TypeKind::ListOf(member) => leads_to(&member.node),
            ty => leads_to(ty),
        })
    };
    let names = || records.iter().map(|(_, it)| it.name.node.as_str());
    names().find(|it| !is_related(it)).or_else(|| names().next()).unwrap_or_default()
}

/// Lists and `let`s with the name of a field would hide it, or be hidden by it.
fn shadowed(context: &Context<'_>) -> Vec<Diagnostic> {
    let lists = context.scope.lists.values().map(|&(file, it)| (file, &it.name, None));
    let lets = context.scope.lets.values();
    let lets = lets.map(|&(file, it)| (file, &it.name, it.record.as_ref()));
    let is_field = |name: &Name, of: Option<&Name>| {
        let of_other = of.and_then(|of| context.record_named(&of.node)?.field(&name.node));
        context.field_named(&name.node).or(of_other).is_some()
    };
    lists
        .chain(lets)
        .filter(|(_, name, of)| is_field(name, *of))
        .map(|(file, name, _)| {
            let message = format!("*{}* is a field already.", name.node);
            Diagnostic::error(codes::DECLARED_TWICE, file.at(name.span), message)
                .help("Give the list or `let` another name.")
        })
        .collect()
}

fn rules(context: &mut Context<'_>, file: &File, program: &mut Program) {
    let mut loose: Vec<(&ast::Rule, RuleId)> = Vec::new();
    let mut names: HashMap<String, Span> = HashMap::new();
    for Item { node, span } in &file.items {
        match node {
            ItemKind::Rule(rule) => {
                let id = context.rule(rule, &mut program.rules);
                loose.extend(id.map(|id| (rule, id)));
            }
            ItemKind::Group(item) => {
                if let Some(first) = names.insert(name_key(&item.name.node), item.name.span) {
                    let place = context.place(item.name.span);
                    let message = format!("There are two groups \"{}\".", item.name.node);
                    let first = context.place(first);
                    context.report(
                        Diagnostic::error(codes::DECLARED_TWICE, place, message)
                            .also(first, "the first one")
                            .help("Rename one, or put the rules of both together."),
                    );
                }
                let group = context.group(item, &mut program.rules);
                program.groups.push(group);
            }
            ItemKind::Disqualify(item) => {
                program.disqualifiers.extend(context.disqualifier(item, *span));
            }
            _ => {}
        }
    }
    context.rules_together(GroupKind::Sum, &loose, &program.rules);
    if !loose.is_empty() {
        program.groups.push(Group {
            name: None,
            kind: GroupKind::Sum,
            weight: None,
            limit: Limits::default(),
            rules: loose.into_iter().map(|(_, id)| id).collect(),
            place: None,
        });
    }
    context.same_names(program);
}

/// Bands, stars and grid: each at most once.
fn outcomes(context: &mut Context<'_>, file: &File, program: &mut Program) {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for Item { node, span } in &file.items {
        let word = match node {
            ItemKind::Bands(_) => "bands",
            ItemKind::Stars(_) => "stars",
            ItemKind::Grid(_) => "grid",
            _ => continue,
        };
        if let Some(first) = seen.insert(word, *span) {
            let place = context.place(*span);
            let first = context.place(first);
            context.report(
                Diagnostic::error(codes::DECLARED_TWICE, place, format!("`{word}` stands twice."))
                    .also(first, "the first one"),
            );
            continue;
        }
        match node {
            ItemKind::Bands(rows) => {
                if let Some(bands) = context.bands(rows, *span) {
                    context.bands_in_reach(rows, program.limit, "the model's");
                    program.bands = bands;
                }
            }
            ItemKind::Stars(item) => {
                program.stars = context.stars(item, *span, program.limit);
                program.places.stars = context.places_of_stars(item, *span);
            }
            ItemKind::Grid(item) => program.grid = context.grid(item, &program.groups, *span),
            _ => {}
        }
    }
}

fn tests(context: &mut Context<'_>, unit: &Unit<'_>, program: &mut Program) {
    let broken = context.diagnostics.iter().any(Diagnostic::is_error);
    let model = Tested::of(program, broken);
    let mut cases = Vec::new();
    for &(id, file) in std::iter::once(&unit.root).chain(&unit.tests) {
        context.file = id;
        for item in &file.items {
            if let ItemKind::Test(test) = &item.node {
                cases.extend(context.test_case(test, &model));
            }
        }
    }
    program.tests = cases;
}
