//! The snippets of docs/ci.md and the hooks of pre-commit: their commands run, and make the files that are uploaded.

use std::process::Stdio;

use crate::support::{Folder, Run, repository};

const RULES: &str = "record Lead { city: text }\nwhen town == \"Sofia\" then +10\n";

/// The blocks of the page that are no rules and no consoles.
pub fn snippets() -> Vec<String> {
    let page = std::fs::read_to_string(repository("docs/ci.md")).unwrap();
    let mut snippets = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().take_while(|it| *it != "```").collect();
            if ["", "yaml", "groovy"].contains(&language) {
                snippets.push(body.join("\n"));
            }
        }
    }
    snippets
}

/// The command of a line, if it is one of ours.
pub fn command(line: &str) -> Option<&str> {
    let line = line.trim().trim_start_matches("- ");
    let line =
        ["run: ", "script: ", "sh "].iter().find_map(|it| line.strip_prefix(it)).unwrap_or(line);
    line.trim_matches('\'').strip_prefix("leadscore ")
}

/// Runs a command as a shell does, with its output in a file.
fn play(folder: &Folder, command: &str) -> Run {
    let (command, file) = match command.split_once(" > ") {
        Some((command, file)) => (command, Some(file)),
        None => (command, None),
    };
    let args: Vec<&str> = command.split(' ').collect();
    match file {
        None => folder.run(&args),
        Some(file) => {
            let out = std::fs::File::create(folder.path(file)).unwrap();
            let child = folder.spawn(&args, Stdio::from(out));
            Run::of(child.wait_with_output().unwrap(), &args)
        }
    }
}

#[test]
fn commands_of_the_page_run_and_make_the_files_that_are_uploaded() {
    let mut played = 0;
    for snippet in snippets() {
        let folder = Folder::new();
        folder.write("rules/fit.score", RULES);
        // What a change does is told in a repository, by a test of its own.
        for command in snippet.lines().filter_map(command).filter(|it| !it.starts_with("diff ")) {
            let run = play(&folder, command);
            // A misspelled option or form would give 2.
            assert!(run.code < 2, "leadscore {command}: {}", run.err);
            played += 1;
        }
        let keys = ["sarif_file: ", "codequality: ", "testResultsFiles: ", "junit '"];
        let names = snippet.lines().filter_map(|line| {
            let line = line.trim();
            keys.iter().find_map(|key| line.strip_prefix(key)).map(|it| it.trim_matches('\''))
        });
        for name in names {
            assert!(folder.read(name).contains("E0201"), "{name} is not made by\n{snippet}");
        }
    }
    assert!(played >= 9, "only {played} commands");
}

#[test]
fn hooks_run() {
    let hooks = std::fs::read_to_string(repository(".pre-commit-hooks.yaml")).unwrap();
    let value = |hook: &str, key: &str| -> Option<String> {
        let line = hook.lines().find_map(|it| it.trim().strip_prefix(key))?;
        Some(line.trim_matches(['[', ']']).to_owned())
    };
    let mut ids = Vec::new();
    for hook in hooks.split("- id: ").skip(1) {
        ids.push(hook.lines().next().unwrap().to_owned());
        let folder = Folder::new();
        folder.write("rules/fit.score", RULES.replace("town", "city").replace(" +10", "   +10"));
        let entry = value(hook, "entry: ").unwrap();
        let mut args: Vec<&str> = entry.strip_prefix("leadscore ").unwrap().split(' ').collect();
        let more = value(hook, "args: ");
        args.extend(more.iter().flat_map(|it| it.split(", ")));
        if value(hook, "pass_filenames: ").is_none() {
            args.push("rules/fit.score");
        }
        folder.run(&args).ends_with(0);
        let rewritten = !folder.read("rules/fit.score").contains("   +10");
        assert_eq!(rewritten, args[0] == "fmt", "{hook}");
    }
    assert_eq!(ids, ["leadscore-check", "leadscore-fmt"]);
}
