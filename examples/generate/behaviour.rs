//! 300 leads of the software vendor with a history: companies, visits, e-mails, webinars, answers, social networks.
//!
//! Some of it is wrong on purpose: visits of nobody, one visit exported twice, a clock that runs ahead, a company
//! that is not in its table, and a scanner that clicks before anybody could.

use std::collections::BTreeMap;

use crate::dates::{TODAY, days_ago, iso, iso_at};
use crate::dirt::{maybe, typed};
use crate::rng::Rng;
use crate::table::Table;

const LEADS: u32 = 300;
const COMPANIES: u32 = 80;
const MARKERS: [&str; 2] = ["N/A", "-"];

const FIRST: [&str; 12] = [
    "Anna", "Lukas", "Maria", "Jonas", "Elena", "Paul", "Sofia", "David", "Laura", "Felix", "Nina",
    "Martin",
];
const LAST: [&str; 10] = [
    "Keller", "Moser", "Lindner", "Novak", "Berger", "Silva", "Moreau", "Hansen", "Costa", "Weber",
];
const TITLES: [(&str, u32); 8] = [
    ("CEO", 6),
    ("CTO", 5),
    ("Head of Operations", 12),
    ("Director, Procurement", 9),
    ("IT Manager", 20),
    ("Production Planner", 16),
    ("Software Engineer", 20),
    ("Marketing Intern", 8),
];
const OWNERS: [&str; 3] = ["ines@example.com", "peter@example.com", "olivia@example.com"];
const STEMS: [&str; 10] = [
    "Norvane", "Altibor", "Quillon", "Kestora", "Velmark", "Sundrey", "Talvio", "Ostrano",
    "Merrow", "Lumora",
];
const ENDINGS: [&str; 8] =
    ["GmbH", "AG", "Ltd", "Inc.", "Group", "Systems", "& Sons, Inc.", "Works"];
const INDUSTRIES: [(&str, u32); 6] = [
    ("Manufacturing", 30),
    ("Software", 22),
    ("Finance", 14),
    ("Retail", 16),
    ("Logistics", 12),
    ("Public sector", 6),
];
const COUNTRIES: [(&str, u32); 6] =
    [("DE", 40), ("AT", 12), ("CH", 10), ("FR", 14), ("NL", 12), ("SE", 12)];
const PAGES: [(&str, u32); 9] = [
    ("/", 22),
    ("/pricing", 14),
    ("/pricing/teams", 6),
    ("/demo", 8),
    ("/case-studies", 12),
    ("/blog/scheduling", 14),
    ("/blog/spare-parts", 12),
    ("/about", 8),
    ("/careers", 4),
];
const TOPICS: [&str; 3] = ["Planning without spreadsheets", "Spare parts", "From quote to order"];
const KINDS: [(&str, u32); 5] =
    [("like", 60), ("comment", 12), ("share", 8), ("follow", 14), ("unfollow", 6)];

/// A table for each file of the folder.
pub fn tables() -> Vec<(&'static str, Table)> {
    let mut rng = Rng::new(0x00B2_B002);
    let companies = companies(&mut rng);
    let mut history = History::new();
    let mut leads = Table::new(
        ',',
        &["lead_id", "first_name", "email", "job_title", "owner", "unsubscribed", "company_id"],
    );
    for number in 1..=LEADS {
        let id = format!("P{number:03}");
        leads.push(lead(&mut rng, &id));
        // How much somebody wants us shows in everything that they do.
        let warmth = rng.spread(&[(0, 20, 45), (21, 60, 33), (61, 100, 22)]);
        history.of_lead(&mut rng, &id, warmth);
    }
    history.go_wrong();
    let mut tables = vec![("leads.csv", leads), ("companies.csv", companies)];
    tables.extend(history.tables);
    tables
}

fn companies(rng: &mut Rng) -> Table {
    let mut table =
        Table::new(',', &["company_id", "name", "industry", "employees", "country", "competitor"]);
    for number in 1..=COMPANIES {
        let name = format!("{} {}", rng.pick(&STEMS), rng.pick(&ENDINGS));
        let industry = rng.weighted(&INDUSTRIES);
        let employees = rng.spread(&[(2, 19, 18), (20, 99, 30), (100, 500, 32), (501, 9_000, 20)]);
        let industry = typed(rng, industry);
        table.push(vec![
            format!("C{number:02}"),
            name,
            maybe(rng, industry, 5, &MARKERS),
            maybe(rng, employees.to_string(), 8, &MARKERS),
            rng.weighted(&COUNTRIES).to_owned(),
            if number % 40 == 7 { "yes" } else { "no" }.to_owned(),
        ]);
    }
    table
}

fn lead(rng: &mut Rng, id: &str) -> Vec<String> {
    let (first, last) = (rng.pick(&FIRST), rng.pick(&LAST));
    let domain = rng.weighted(&[("example.com", 70), ("example.org", 27), ("tempmail.example", 3)]);
    let email = format!("{}.{}@{domain}", first.to_lowercase(), last.to_lowercase());
    // C99 was deleted in the CRM, and its lead still points to it.
    let company = match id {
        "P050" => "C99".to_owned(),
        _ => format!("C{:02}", rng.between(1, COMPANIES)),
    };
    let title = rng.weighted(&TITLES);
    vec![
        id.to_owned(),
        maybe(rng, first.to_owned(), 5, &MARKERS),
        email,
        maybe(rng, title.to_owned(), 9, &MARKERS),
        rng.pick(&OWNERS).to_owned(),
        if rng.chance(5) { "yes" } else { "no" }.to_owned(),
        maybe(rng, company, 6, &[""]),
    ]
}

/// What leads did, a table for each kind of event. The rows of a table are numbered as they come.
struct History {
    tables: BTreeMap<&'static str, Table>,
}

impl History {
    fn new() -> Self {
        let table = |header: &[&'static str]| Table::new(',', header);
        Self {
            tables: BTreeMap::from([
                ("visits.csv", table(&["visit_id", "lead_id", "page", "seconds", "at"])),
                (
                    "emails.csv",
                    table(&[
                        "email_id",
                        "lead_id",
                        "campaign",
                        "delivered_at",
                        "opened_at",
                        "clicked_at",
                    ]),
                ),
                (
                    "webinars.csv",
                    table(&[
                        "registration_id",
                        "lead_id",
                        "topic",
                        "held_at",
                        "attended",
                        "minutes",
                    ]),
                ),
                (
                    "answers.ndjson",
                    table(&["answer_id", "lead_id", "question", "answer", "answered"]),
                ),
                ("social.csv", table(&["interaction_id", "lead_id", "kind", "on_day"])),
            ]),
        }
    }

    /// One more row, with the next number as its key.
    fn push(&mut self, file: &str, letter: char, cells: Vec<String>) {
        if let Some(table) = self.tables.get_mut(file) {
            let mut row = vec![format!("{letter}{:04}", table.len() + 1)];
            row.extend(cells);
            table.push(row);
        }
    }

    fn of_lead(&mut self, rng: &mut Rng, id: &str, warmth: u32) {
        // Who wants us was here of late; the others were here once.
        let silent = rng.between(0, (100 - warmth) * 2);
        let visits = rng.between(warmth / 30, 2 + warmth / 7);
        for _ in 0..visits {
            let day = days_ago(silent + rng.between(0, 60 - warmth / 3));
            let page = rng.weighted(&PAGES).to_owned();
            let seconds = rng.spread(&[(2, 9, 20), (10, 90, 50), (91, 600, 30)]).to_string();
            let at = iso_at(day, rng.between(420, 1_320));
            self.push("visits.csv", 'V', vec![id.to_owned(), page, seconds, at]);
        }
        for (number, ago) in [88, 67, 46, 25, 4].into_iter().enumerate() {
            self.email(rng, id, warmth, number + 1, days_ago(ago));
        }
        if rng.chance(10 + warmth / 3) {
            let topic = rng.pick(&TOPICS).to_owned();
            let held = iso_at(days_ago(rng.pick(&[10, 45, 120])), 900);
            let came = rng.chance(40 + warmth / 2);
            let minutes = if came { rng.between(5, 60).to_string() } else { String::new() };
            let came = if came { "yes" } else { "no" }.to_owned();
            self.push("webinars.csv", 'W', vec![id.to_owned(), topic, held, came, minutes]);
        }
        if rng.chance(warmth / 2) {
            self.answer(rng, id);
        }
        for _ in 0..rng.between(0, 1 + warmth / 30) {
            if rng.chance(30) {
                let kind = rng.weighted(&KINDS).to_owned();
                let day = iso(days_ago(rng.between(0, 80)));
                self.push("social.csv", 'S', vec![id.to_owned(), kind, day]);
            }
        }
    }

    fn email(&mut self, rng: &mut Rng, id: &str, warmth: u32, number: usize, day: u32) {
        let (hour, minute) = (8, rng.between(0, 30));
        let at = |seconds: u32| {
            let all = hour * 3_600 + minute * 60 + seconds;
            format!("{}:{:02}", iso_at(day, all / 60), all % 60)
        };
        let mut opened = String::new();
        let mut clicked = String::new();
        if id.ends_with('7') && number.is_multiple_of(2) {
            // The mail server of every tenth lead opens all links, to see what hides behind them.
            opened = at(rng.between(0, 1));
            clicked = at(rng.between(1, 2));
        } else if rng.chance(20 + warmth / 2) {
            let seconds = rng.between(40, 30_000);
            opened = at(seconds);
            if rng.chance(10 + warmth / 2) {
                clicked = at(seconds + rng.between(5, 120));
            }
        }
        let campaign = format!("Newsletter {number}");
        self.push("emails.csv", 'E', vec![id.to_owned(), campaign, at(0), opened, clicked]);
    }

    fn answer(&mut self, rng: &mut Rng, id: &str) {
        let (question, answer) = rng.pick(&[
            ("Budget", "Yes"),
            ("Budget", "No"),
            ("Timing", "This quarter"),
            ("Timing", "Next year"),
            ("Recommend us", "9"),
        ]);
        let day = iso(days_ago(rng.between(3, 200)));
        let cells = vec![id.to_owned(), question.to_owned(), answer.to_owned(), day];
        self.push("answers.ndjson", 'A', cells);
    }

    /// What tables of events suffer from.
    fn go_wrong(&mut self) {
        let visit = |lead: &str, at: String| {
            vec![lead.to_owned(), "/pricing".to_owned(), "45".to_owned(), at]
        };
        // Two leads were deleted, and their visits were not.
        self.push("visits.csv", 'V', visit("P901", iso_at(days_ago(5), 600)));
        self.push("visits.csv", 'V', visit("P902", iso_at(days_ago(9), 615)));
        // A visitor whom nobody could name.
        self.push("visits.csv", 'V', visit("", iso_at(days_ago(2), 700)));
        // A clock that runs three days ahead.
        self.push("visits.csv", 'V', visit("P020", iso_at(TODAY + 3, 480)));
        if let Some(table) = self.tables.get_mut("visits.csv") {
            table.repeat_first(3);
        }
    }
}
