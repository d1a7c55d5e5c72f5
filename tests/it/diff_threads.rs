//! `leadscore diff` on several threads: the same report, and the same said about the data.

use crate::support::Folder;

/// Two versions of rules with a division and with visits of another file.
const SHARED: [&str; 2] = [
    "record Lead { id: text, key  spent: number  orders: integer  visits: list of Visit, by lead_id }\n\
     record Visit { lead_id: text  page: text }\n\
     model shop scores Lead\nwhen spent / orders > 5 then +10 because \"Spends\"\n\
     when any visits where page == \"/pricing\" then +5 because \"Prices\"\n\
     bands { Hot from 10, Cold otherwise }\n",
    "record Lead { id: text, key  spent: number  orders: integer  visits: list of Visit, by lead_id }\n\
     record Visit { lead_id: text  page: text }\n\
     model shop scores Lead\nwhen spent / orders > 7 then +10 because \"Spends\"\n\
     when count(visits where page == \"/pricing\") >= 2 then +3 because \"Prices\"\n\
     bands { Hot from 10, Cold otherwise }\n",
];

/// Leads for many batches, some of them with values and rows that cannot be read, and a file of their visits.
fn many_leads(folder: &Folder) {
    let mut leads = String::from("id,spent,orders\n");
    let mut visits = String::from("lead_id,page\n");
    for row in 0..16_000 {
        match row % 2_000 {
            17 => leads.push_str(&format!("L{row},some,3\n")),
            18 => leads.push_str(&format!("L{row},10\n")),
            19 => leads.push_str("L1,20,2\n"),
            _ => leads.push_str(&format!("L{row},{},{}\n", row % 97, row % 11)),
        }
        if row % 3 == 0 {
            let page = if row % 2 == 0 { "/pricing" } else { "/blog" };
            visits.push_str(&format!("L{row},{page}\n").repeat(1 + row % 4));
        }
    }
    folder.write("leads.csv", leads).write("visits.csv", visits);
}

#[test]
fn the_report_is_the_same_for_every_number_of_threads() {
    let folder = Folder::new();
    many_leads(&folder);
    folder.write("old.score", SHARED[0]).write("new.score", SHARED[1]);
    let run = |threads: &str| {
        let args = ["diff", "old.score", "new.score", "--data", "leads.csv"];
        let more = [
            "--with",
            "visits=visits.csv",
            "--to",
            "json",
            "--as-of",
            "2025-03-01",
            "--threads",
            threads,
        ];
        let run = folder.run(&[&args[..], &more[..]].concat());
        run.ends_with(0);
        (run.out, run.err)
    };
    let (report, said) = run("1");
    assert!(report.contains("\"rose\""), "{report}");
    for what in ["D0608", "D0604", "D0603", "16,000 read, 15,992 scored, 8 rejected"] {
        assert!(said.contains(what), "{what} is not told:\n{said}");
    }
    for threads in ["2", "3", "7"] {
        assert_eq!(run(threads), (report.clone(), said.clone()), "{threads} threads");
    }
}
