//! `leadscore init`

use std::io::Write;
use std::path::Path;

use super::End;
use super::apart::check;
use super::args::Init;
use super::data::{Leads, fail};
use super::progress::Progress;
use super::terminal::Terminal;
use crate::data::{
    AtomicFile, DataError, Event, ReadOptions, Rejections, TableStats, doubt_lone_list, starter,
    thousands,
};
use crate::source::Sources;

pub(super) fn run(args: &Init, terminal: &Terminal) -> End {
    match init(args, terminal) {
        Ok(end) | Err(end) => end,
    }
}

fn init(args: &Init, terminal: &Terminal) -> Result<End, End> {
    let options = ReadOptions { encoding: args.encoding, ..ReadOptions::default() };
    let mut leads = Leads::open_with(&args.data, &options, terminal)?;
    if let Some(finding) = doubt_lone_list(leads.reader()) {
        return Err(terminal.stop(&finding));
    }
    let mut table = match leads.reader().header() {
        Some(header) => TableStats::of_header(header),
        None => TableStats::of_keys(),
    };
    let mut rows = 0_u64;
    let mut rejections = Rejections::default();
    let mut progress = Progress::new(leads.reader(), terminal);
    while let Some(event) = leads.next().map_err(|error| fail(&error, terminal))? {
        match event {
            Event::Row(row) => {
                rows += 1;
                table.add(&row);
                leads.recycle(row);
            }
            Event::Rejected(rejection) => {
                rejections.add(&rejection);
            }
            Event::RejectedMore(_) => {}
        }
        progress.row();
    }
    progress.done();
    let starter = starter(&stem(&args.data).unwrap_or("leads".to_owned()), &table);
    let schema = args.output.join(&starter.schema_file);
    let rules = args.output.join(&starter.rules_file);
    if !args.force
        && let Some(there) = [&schema, &rules].into_iter().find(|path| path.exists())
    {
        terminal.fail(
            &format!("{} is there already.", there.display()),
            "Give another folder with --output, or replace the files with --force.",
        );
        return Err(End::CouldNotRun);
    }
    let written = [("-o", schema.as_path()), ("-o", rules.as_path())];
    check(std::slice::from_ref(&args.data), &written, terminal)?;
    if let Err(error) = std::fs::create_dir_all(&args.output) {
        terminal.fail(&format!("{} cannot be made: {error}.", args.output.display()), "");
        return Err(End::CouldNotRun);
    }
    write(&schema, &starter.schema).map_err(|error| fail(&error, terminal))?;
    write(&rules, &starter.rules).map_err(|error| fail(&error, terminal))?;
    terminal.findings(rejections.foreign_finding().as_slice(), &Sources::new());
    let rejected = rejections.count();
    let example = rejections.example().map(|it| format!(": {it}")).unwrap_or_default();
    let example =
        if rejected > 1 && !example.is_empty() { format!("{example}, …") } else { example };
    terminal.say(&format!(
        "{} read, {} rejected{example}",
        thousands(rows + rejected),
        thousands(rejected)
    ));
    terminal.say(&format!("{}: what each column is", schema.display()));
    terminal.say(&format!("{}: the first rules", rules.display()));
    terminal.say(&format!(
        "\nNow score the leads:\n  leadscore score {} {}",
        shell_word(&rules),
        shell_word(&args.data)
    ));
    Ok(End::Done)
}

/// Writes a file that appears only when it is whole.
pub(super) fn write(path: &Path, text: &str) -> Result<(), DataError> {
    let mut file = AtomicFile::create(path)?;
    file.write_all(text.as_bytes()).map_err(|error| file.error(error))?;
    file.commit()
}

/// A path as one word of a command.
pub(super) fn shell_word(path: &Path) -> String {
    let path = path.display().to_string();
    match path.contains(|c: char| c.is_whitespace() || "'&;()$!*?<>|".contains(c)) {
        true => format!("\"{path}\""),
        false => path,
    }
}

/// The name of a file without its endings; none for standard input.
pub(super) fn stem(path: &Path) -> Option<String> {
    let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default().trim();
    if stem.is_empty() || stem == "-" { None } else { Some(stem.to_owned()) }
}
