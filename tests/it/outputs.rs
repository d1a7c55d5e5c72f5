//! Where the command writes: never over what it reads, never in part without a word, never a terminal's commands.

use crate::cli::RULES;
use crate::support::Folder;

const LEADS: &str = "Lead ID,n,t\na,10,x\nb,25,\n";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("fit.score", RULES).write("leads.csv", LEADS);
    folder
}

#[test]
fn a_number_of_threads_is_sensible() {
    let folder = folder();
    for number in ["0", "1025", "100000", "-3", "many"] {
        let threads = format!("--threads={number}");
        let score = ["score", "fit.score", "leads.csv", &threads];
        let diff = ["diff", "fit.score", "fit.score", "--data", "leads.csv", &threads];
        for args in [score.as_slice(), &diff] {
            let run = folder.run(args);
            run.ends_with(2).says("write a whole number from 1 to 1024, such as 4");
        }
    }
    folder.run(&["score", "fit.score", "leads.csv", "--threads", "64"]).ends_with(0);
}
