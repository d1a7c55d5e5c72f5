//! 700 organisations that a maker of machine tools might sell to.

use crate::dates::{TODAY, days_ago, iso};
use crate::dirt::{continental, maybe, slip, typed, yes_no};
use crate::rng::Rng;
use crate::table::Table;

const MARKERS: [&str; 2] = ["N/A", "unknown"];

const STEMS: [&str; 24] = [
    "Adlerhorst",
    "Bergfink",
    "Donauguss",
    "Eisenfeld",
    "Farnbach",
    "Gipfel",
    "Hohlweg",
    "Inntal",
    "Karwend",
    "Lindwurm",
    "Moosach",
    "Nordhang",
    "Obertal",
    "Pfeilstein",
    "Quellgrund",
    "Rotach",
    "Silberau",
    "Tannried",
    "Ulmhof",
    "Vordersee",
    "Wolfsgrub",
    "Zirbental",
    "Kupferberg",
    "Amselried",
];
const TRADES: [&str; 9] = [
    "Maschinenbau",
    "Guss",
    "Werkzeuge",
    "Metall",
    "Antriebe",
    "Präzision",
    "Blechtechnik",
    "Getriebe",
    "Pumpen",
];
const INDUSTRIES: [(&str, u32); 7] = [
    ("Manufacturing", 28),
    ("Mechanical Engineering", 20),
    ("Automotive", 16),
    ("Chemicals", 8),
    ("Food", 9),
    ("Construction", 10),
    ("Wholesale", 9),
];
const REGIONS: [(&str, u32); 10] = [
    ("Bavaria", 22),
    ("Baden-Württemberg", 18),
    ("Tyrol", 8),
    ("Upper Austria", 12),
    ("Hesse", 8),
    ("Saxony", 7),
    ("Styria", 7),
    ("Vienna", 6),
    ("Lower Saxony", 7),
    ("Lombardy", 5),
];
const CERTIFICATES: [&str; 6] =
    ["ISO 9001", "ISO 14001", "ISO 45001", "IATF 16949", "ISO 50001", "CE"];

pub fn organisations() -> Table {
    let mut rng = Rng::new(0x3A_0F16);
    let mut table = Table::new(
        ',',
        &[
            "Organisation No.",
            "Organisation Name",
            "Industry",
            "No. of Employees",
            "Region",
            "Annual Revenue",
            "Export Share",
            "Certifications",
            "Founded in",
            "Website",
            "Last Order",
            "Next Audit",
            "Payment overdue",
        ],
    );
    for number in 1..=700 {
        table.push(organisation(&mut rng, number));
    }
    table.repeat_some(&mut rng, 3);
    table
}

fn organisation(rng: &mut Rng, number: u32) -> Vec<String> {
    let (stem, trade) = (rng.pick(&STEMS), rng.pick(&TRADES));
    let legal = rng.weighted(&[
        ("GmbH", 60),
        ("AG", 12),
        ("KG", 14),
        ("GmbH, in liquidation", 2),
        ("\"Die Dreher\" OG", 3),
    ]);
    let mut name = format!("{stem} {trade} {legal}");
    if rng.chance(1) {
        name = rng.pick(&["Test 123", "demo account", "xxxx", "ab"]).to_owned();
    }
    let industry = rng.weighted(&INDUSTRIES);
    let employees =
        rng.spread(&[(3, 9, 9), (10, 49, 24), (50, 99, 20), (100, 500, 34), (501, 4_000, 13)]);
    // Revenue in cents: 60,000 to 260,000 euro a head, and some change.
    let revenue = u64::from(employees) * u64::from(rng.between(6_000_000, 26_000_000))
        + u64::from(rng.between(0, 99));
    let revenue = continental(revenue, '.');
    let mut employees = employees.to_string();
    if rng.chance(1) {
        employees = rng.pick(&["12 people", "approx. 80", "50-99"]).to_owned();
    }
    let founded = rng.spread(&[(1860, 1949, 22), (1950, 1989, 40), (1990, 2022, 38)]);
    let founded = if rng.chance(6) { "0".to_owned() } else { founded.to_string() };
    let path = rng.weighted(&[("/de", 44), ("/at", 18), ("/en", 14), ("", 24)]);
    let website = format!("www.{}-{}.example{path}", stem.to_lowercase(), number);
    let order = rng.spread(&[(0, 59, 22), (60, 243, 30), (244, 424, 48)]);
    let order = iso(days_ago(order));
    let audit = iso(rng.between(TODAY - 60, TODAY + 240));
    let industry = typed(rng, industry);
    let industry = slip(rng, industry);
    let region = rng.weighted(&REGIONS);
    let region = typed(rng, region);
    let certificates = rng.some_of(&CERTIFICATES, 4, ";");
    let export = format!("{}%", rng.spread(&[(0, 10, 30), (11, 40, 40), (41, 90, 30)]));
    vec![
        format!("ORG-{number:04}"),
        name,
        maybe(rng, industry, 6, &MARKERS),
        maybe(rng, employees, 9, &MARKERS),
        maybe(rng, region, 5, &MARKERS),
        maybe(rng, revenue, 15, &MARKERS),
        maybe(rng, export, 18, &MARKERS),
        maybe(rng, certificates, 20, &MARKERS),
        founded,
        maybe(rng, website, 8, &MARKERS),
        if rng.chance(38) { order } else { String::new() },
        maybe(rng, audit, 40, &MARKERS),
        yes_no(rng, 6, ("Y", "N")),
    ]
}
