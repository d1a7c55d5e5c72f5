use super::*;
use crate::data::{Cells, Row};

fn table(header: &[&str], rows: &[&[&str]]) -> TableStats {
    let header: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
    let mut table = TableStats::of_header(&header);
    for (number, row) in (1..).zip(rows) {
        let cells = Cells::Fields(row.iter().map(|cell| (*cell).to_owned()).collect());
        table.add(&Row { number, line: number + 1, cells });
    }
    table
}

fn leads() -> TableStats {
    let rows: Vec<Vec<String>> = (0..60)
        .map(|number| {
            let industry = ["Software", "Retail", "N/A", "Bau \"Süd\""][number % 4];
            let created = format!("{:02}/02/2025", number % 28 + 1);
            let row = [
                format!("L{number}"),
                industry.to_owned(),
                (number * 40).to_string(),
                format!("p{number}@example.org"),
                created,
                if number % 3 == 0 { "Yes" } else { "No" }.to_owned(),
                "DE".to_owned(),
            ];
            row.to_vec()
        })
        .collect();
    let rows: Vec<Vec<&str>> =
        rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let header =
        ["Lead ID", "industry", "Page Views", "E-mail", "Created On", "Do Not Email", "land"];
    table(&header, &rows)
}

#[test]
fn a_schema_and_a_model() {
    let starter = starter("leads", &leads());
    assert_eq!(
        starter.schema,
        r#"# What a lead looks like, guessed from 60 rows of data. Read it once and correct what is wrong.
# Remove the columns that somebody fills in only when it is known whether the lead has bought:
# on the day a new lead arrives they are blank.

record Lead {
  lead_id:      text, key, column "Lead ID"
  industry:     one of ["Bau \"Süd\"", "Retail", "Software"]
  page_views:   integer, column "Page Views"
  email:        text, column "E-mail"
  created_on:   date, column "Created On", format "DD/MM/YYYY"
  do_not_email: yes/no, column "Do Not Email"
  # Always "DE": tells nothing
  land:         text
}

# Where nothing is known, the data say so in these words. They count as blank.
missing values "N/A"
"#
    );
    assert_eq!(
        starter.rules,
        r#"# A first model for these leads. Every number here is a guess: change it to what you know of your
# customers.
#   leadscore score leads.score YOUR-DATA               gives every lead its score
#   leadscore explain leads.score YOUR-DATA --id KEY    shows why one lead has its score

use "leads.schema.score"

model leads scores Lead
  limit 0..100

# Do they look like your customers?
group "Who they are" {
  # These are the most frequent values. Put first the ones that buy most.
  match industry {
    "Bau \"Süd\""         then +30
    "Retail", "Software"  then +20
    otherwise             then +0
  }
  when email is known then +15 because "We can write to them"
}

# Do they show that they want something?
group "What they do" {
  # The steps part your leads into quarters. The first row that fits counts.
  match page_views {
    >= 1_800   then +30
    >= 1_200   then +20
    >= 600     then +10
    otherwise  then +0
  }
  when created_on within last 30 days then +25 because "Created On in the last 30 days"
  when do_not_email then -20 because "Does not want to hear from us"
}

# Look at a few leads that you know: do they land where they should? If not, move these thresholds.
bands { Hot from 60, Warm from 30, Cold otherwise }

# A test keeps its promise whoever changes the points: leadscore test leads.score
test "the lead we dream of" as of 2025-03-01 {
  given {
    industry: "Bau \"Süd\"",
    email: "ana@example.org",
    page_views: 1_800,
    created_on: 2025-02-20,
  }
  expect score == 100, band == Hot
}
"#
    );
}

#[test]
fn both_files_parse() {
    let odd_header =
        ["%", "in", "a \"b\" \\ c", "line\nbreak", "Score", "SEOоценка", "员工数", "missing", "IN"];
    let odd = table(&odd_header, &[["1", "2", "x", "y", "5", "6", "7", "a", "b"].as_slice(); 3]);
    let empty = table(&["only"], &[]);
    for (stem, table) in [("leads", leads()), ("lead", odd), ("2024 leads, old", empty)] {
        let starter = starter(stem, &table);
        for (name, text) in
            [(starter.schema_file, starter.schema), (starter.rules_file, starter.rules)]
        {
            let mut sources = crate::source::Sources::new();
            let id = sources.add(crate::source::SourceFile::new(name, text.clone()));
            let parsed = crate::syntax::parse(id, &text);
            assert!(parsed.diagnostics.is_empty(), "{:?}\n{text}", parsed.diagnostics);
        }
    }
}

proptest::proptest! {
    /// Whatever a table holds, both files can be read.
    #[test]
    fn any_table_gives_files_that_parse(
        header in proptest::collection::hash_set("[a-zA-Z0-9 _\"\\\\#`{}éЖ中\t-]{0,8}", 1..5),
        cells in proptest::collection::vec("(yes|no|[0-9]{1,3}|[a\"\\\\#\n,;]{0,4}|N/A|2025-0[1-9]-11)", 1..40),
    ) {
        let header: Vec<&str> = header.iter().map(String::as_str).collect();
        let rows: Vec<Vec<&str>> = cells
            .iter()
            .map(|cell| header.iter().map(|_| cell.as_str()).collect())
            .collect();
        let rows: Vec<&[&str]> = rows.iter().cycle().take(rows.len() * 8).map(Vec::as_slice).collect();
        let starter = starter("leads", &table(&header, &rows));
        for (name, text) in [("schema", starter.schema), ("rules", starter.rules)] {
            let mut sources = crate::source::Sources::new();
            let id = sources.add(crate::source::SourceFile::new(name, text.clone()));
            let parsed = crate::syntax::parse(id, &text);
            let formatted = crate::format::format(id, &text).ok();
            proptest::prop_assert_eq!(formatted.as_deref(), Some(text.as_str()), "canonical");
            proptest::prop_assert!(parsed.diagnostics.is_empty(), "{:?}\n{}", parsed.diagnostics, text);
        }
    }
}
