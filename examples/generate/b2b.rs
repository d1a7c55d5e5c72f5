//! 1,200 leads of a vendor of business software.

use crate::dates::{TODAY, days_ago, iso, iso_at};
use crate::dirt::{maybe, slip, typed, yes_no};
use crate::rng::Rng;
use crate::table::Table;

const MARKERS: [&str; 2] = ["N/A", "-"];

const FIRST: [&str; 24] = [
    "Anna", "Lukas", "Maria", "Jonas", "Elena", "Paul", "Sofia", "David", "Laura", "Felix", "Nina",
    "Martin", "Clara", "Tom", "Eva", "Simon", "Julia", "Mark", "Ines", "Peter", "Olivia", "Daniel",
    "Carmen", "Victor",
];
const LAST: [&str; 20] = [
    "Keller", "Moser", "Lindner", "Novak", "Berger", "Silva", "Moreau", "Hansen", "Costa", "Weber",
    "Fischer", "Larsen", "Miller", "Rossi", "Jansen", "Brown", "Vogel", "Dubois", "Steiner",
    "Clark",
];
const STEMS: [&str; 20] = [
    "Norvane",
    "Altibor",
    "Quillon",
    "Brightmere",
    "Kestora",
    "Velmark",
    "Sundrey",
    "Talvio",
    "Ostrano",
    "Merrow",
    "Fennwick",
    "Lumora",
    "Castrel",
    "Hollin",
    "Peregor",
    "Zandova",
    "Ironby",
    "Cobalta",
    "Drevik",
    "Elmsworth",
];
const ENDINGS: [&str; 7] = ["GmbH", "AG", "Ltd", "Inc.", "& Sons, Inc.", "Group", "Systems"];
const INDUSTRIES: [(&str, u32); 7] = [
    ("Manufacturing", 26),
    ("Software", 18),
    ("Finance", 12),
    ("Retail", 16),
    ("Logistics", 12),
    ("Healthcare", 10),
    ("Public sector", 6),
];
const COUNTRIES: [(&str, u32); 10] = [
    ("DE", 30),
    ("AT", 9),
    ("CH", 8),
    ("US", 14),
    ("CA", 4),
    ("FR", 9),
    ("GB", 9),
    ("NL", 7),
    ("PL", 6),
    ("SE", 4),
];
const TITLES: [(&str, u32); 13] = [
    ("CEO", 6),
    ("Founder", 5),
    ("Chief Technology Officer", 4),
    ("CTO", 3),
    ("Head of Operations", 8),
    ("Head of International Sales", 4),
    ("Director, Procurement", 7),
    ("IT Manager", 18),
    ("Production Planner", 12),
    ("Software Engineer", 14),
    ("Office Assistant", 7),
    ("Marketing Intern", 5),
    ("Student", 4),
];
const INTERESTS: [&str; 6] =
    ["Automation", "Integrations", "Reporting", "Security", "Training", "Pricing"];

pub fn leads() -> Table {
    let mut rng = Rng::new(0x00B2_B001);
    let mut table = Table::new(
        ',',
        &[
            "Lead ID",
            "first_name",
            "company",
            "email",
            "phone",
            "industry",
            "Number of Employees",
            "country",
            "job_title",
            "revenue",
            "growth",
            "interests",
            "created",
            "last_seen",
            "Visits (30 days)",
            "Pricing Views",
            "trial_started",
            "unsubscribed",
        ],
    );
    for number in 1..=1_200 {
        table.push(lead(&mut rng, number));
    }
    table.repeat_some(&mut rng, 6);
    table
}

fn lead(rng: &mut Rng, number: u32) -> Vec<String> {
    let (first, last) = (rng.pick(&FIRST), rng.pick(&LAST));
    let company = format!("{} {}", rng.pick(&STEMS), rng.pick(&ENDINGS));
    let domain = rng.weighted(&[
        ("example.com", 60),
        ("example.org", 22),
        ("example.net", 14),
        ("tempmail.example", 4),
    ]);
    let mut email = format!("{}.{}@{domain}", first.to_lowercase(), last.to_lowercase());
    let country = rng.weighted(&COUNTRIES);
    let mut phone = match country {
        "US" | "CA" => format!("+1 202 555 01{:02}", rng.between(0, 99)),
        "GB" => format!("+44 20 7946 0{:03}", rng.between(100, 999)),
        "FR" => format!("+33 1 99 00 {:02} {:02}", rng.between(10, 99), rng.between(10, 99)),
        _ => format!("+49 30 23125 {:03}", rng.between(100, 999)),
    };
    let industry = rng.weighted(&INDUSTRIES);
    let employees = rng.spread(&[
        (2, 19, 22),
        (20, 99, 30),
        (100, 500, 28),
        (501, 2_000, 13),
        (2_001, 20_000, 7),
    ]);
    let revenue = u64::from(employees) * u64::from(rng.between(40, 260)) * 1_000;
    let mut employees = employees.to_string();
    if rng.chance(1) {
        employees = format!("{employees} people");
    }

    // How much somebody wants us shows in everything: in visits, in views of the prices, in the last visit.
    let warmth = rng.spread(&[(0, 20, 45), (21, 60, 35), (61, 100, 20)]);
    let silent = match warmth {
        61.. => rng.between(0, 12),
        21..=60 => rng.between(0, 110),
        _ => rng.between(15, 400),
    };
    let age = silent + rng.between(0, 60);
    let visits = if silent > 30 { 0 } else { rng.between(1, 2 + warmth / 10) };
    let views = if rng.chance(warmth) { rng.between(1, 5) } else { 0 };
    let views = if views == 0 && rng.chance(30) { "none".to_owned() } else { views.to_string() };

    // A few come from people who fill in a form with whatever lies under their fingers.
    if rng.chance(1) {
        "123456789".clone_into(&mut phone);
        "hdgaf@op.pl".clone_into(&mut email);
    } else if rng.between(1, 400) == 1 {
        format!("test{}@example.com", rng.between(1, 99)).clone_into(&mut email);
    }

    let industry = typed(rng, industry);
    let industry = slip(rng, industry);
    let country = typed(rng, country);
    let title = rng.weighted(&TITLES);
    let title = typed(rng, title);
    let interests = rng.some_of(&INTERESTS, 3, ";");
    let growth = format!("{}%", i64::from(rng.between(0, 60)) - 15);
    let seen = iso_at(days_ago(silent), rng.between(360, 1_320));
    vec![
        format!("L{number:04}"),
        maybe(rng, first.to_owned(), 3, &MARKERS),
        company,
        maybe(rng, email, 2, &MARKERS),
        maybe(rng, phone, 20, &MARKERS),
        maybe(rng, industry, 8, &MARKERS),
        maybe(rng, employees, 10, &MARKERS),
        maybe(rng, country, 6, &MARKERS),
        maybe(rng, title, 9, &MARKERS),
        maybe(rng, revenue.to_string(), 18, &MARKERS),
        maybe(rng, growth, 20, &MARKERS),
        maybe(rng, interests, 15, &MARKERS),
        iso(days_ago(age.min(TODAY))),
        maybe(rng, seen, 7, &MARKERS),
        visits.to_string(),
        views,
        yes_no(rng, warmth / 4, ("yes", "no")),
        yes_no(rng, 7, ("TRUE", "FALSE")),
    ]
}
