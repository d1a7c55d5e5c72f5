//! 120 organisations that a roaster of coffee might supply, and 400 people, most of them in one of these.

use crate::dates::{days_ago, iso};
use crate::dirt::{maybe, typed, yes_no};
use crate::rng::Rng;
use crate::table::Table;

const MARKERS: [&str; 2] = ["N/A", "--none--"];
const ORGANISATIONS: u32 = 120;

const STEMS: [&str; 20] = [
    "Almrausch",
    "Bellevue",
    "Casino",
    "Donaublick",
    "Edelweiss",
    "Fontana",
    "Goldener Hirsch",
    "Hafen",
    "Isola",
    "Jadran",
    "Kastanie",
    "Linde",
    "Murhof",
    "Nussdorf",
    "Orangerie",
    "Panorama",
    "Quelle",
    "Rosengarten",
    "Seeblick",
    "Traube",
];
/// An industry with the words that its firms have in their names, and how many of a hundred firms are in it.
const INDUSTRIES: [((&str, &str), u32); 6] = [
    (("Hotels", "Hotel"), 20),
    (("Restaurants", "Restaurant"), 24),
    (("Catering", "Catering"), 12),
    (("Bakeries", "Bakery"), 14),
    (("Offices", "Consulting"), 18),
    (("Retail", "Market"), 12),
];
const CITIES: [(&str, u32); 8] = [
    ("Graz", 24),
    ("Vienna", 22),
    ("Linz", 12),
    ("Salzburg", 12),
    ("Innsbruck", 8),
    ("Maribor", 8),
    ("Munich", 8),
    ("Bolzano", 6),
];
const KINDS: [(&str, u32); 4] =
    [("Prospect", 66), ("Customer", 20), ("Former customer", 9), ("Competitor", 5)];
const FIRST_NAMES: [&str; 16] = [
    "Ana", "Bruno", "Clara", "David", "Eva", "Felix", "Greta", "Hannes", "Iva", "Jonas", "Katja",
    "Lena", "Milan", "Nina", "Oskar", "Petra",
];
const LAST_NAMES: [&str; 16] = [
    "Auer",
    "Berger",
    "Cerny",
    "Dolenc",
    "Ebner",
    "Fuchs",
    "Gruber",
    "Huber",
    "Ilic",
    "Jelen",
    "Kofler",
    "Lechner",
    "Moser",
    "Novak",
    "Oberhofer",
    "Pichler",
];
const ROLES: [(&str, u32); 5] =
    [("Board", 10), ("Management", 24), ("Purchasing", 26), ("Kitchen", 22), ("Assistant", 18)];

pub fn organisations() -> Table {
    let mut rng = Rng::new(0x0C_0FFE);
    let mut table =
        Table::new(',', &["id", "name", "industry", "employees", "city", "kind", "seats"]);
    for number in 1..=ORGANISATIONS {
        table.push(organisation(&mut rng, number));
    }
    table
}

fn organisation(rng: &mut Rng, number: u32) -> Vec<String> {
    let (industry, word) = rng.weighted(&INDUSTRIES);
    let employees = rng.spread(&[(2, 19, 40), (20, 49, 26), (50, 500, 28), (501, 3_000, 6)]);
    let seats = rng.spread(&[(10, 60, 50), (61, 150, 35), (151, 600, 15)]);
    let industry = typed(rng, industry);
    let city = rng.weighted(&CITIES);
    let city = typed(rng, city);
    vec![
        key(number),
        format!("{word} {}", rng.pick(&STEMS)),
        maybe(rng, industry, 5, &MARKERS),
        maybe(rng, employees.to_string(), 12, &MARKERS),
        maybe(rng, city, 6, &MARKERS),
        rng.weighted(&KINDS).to_owned(),
        maybe(rng, seats.to_string(), 30, &MARKERS),
    ]
}

fn key(number: u32) -> String {
    format!("ACC{number}")
}

pub fn contacts() -> Table {
    let mut rng = Rng::new(0x0C_0FFF);
    let mut table = Table::new(
        ',',
        &[
            "id",
            "first_name",
            "last_name",
            "role",
            "email",
            "mobile",
            "city",
            "rating",
            "opted_out",
            "last_contact",
            "organisation_id",
        ],
    );
    for number in 1..=400 {
        table.push(contact(&mut rng, number));
    }
    table
}

fn contact(rng: &mut Rng, number: u32) -> Vec<String> {
    let (first, last) = (rng.pick(&FIRST_NAMES), rng.pick(&LAST_NAMES));
    let role = rng.weighted(&ROLES);
    let email = format!("{}.{}@mail.example", first.to_lowercase(), last.to_lowercase());
    let mobile = format!("+43 660 {:07}", rng.between(1_000_000, 9_999_999));
    let city = rng.weighted(&CITIES);
    let last_contact = rng.spread(&[(0, 30, 25), (31, 365, 45), (366, 425, 30)]);
    vec![
        format!("CON{number}"),
        first.to_owned(),
        last.to_owned(),
        maybe(rng, role.to_owned(), 8, &MARKERS),
        maybe(rng, email, 15, &MARKERS),
        maybe(rng, mobile, 40, &MARKERS),
        maybe(rng, city.to_owned(), 10, &MARKERS),
        rng.weighted(&[("", 80), ("Hot", 12), ("Cold", 8)]).to_owned(),
        yes_no(rng, 5, ("1", "0")),
        maybe(rng, iso(days_ago(last_contact)), 20, &[""]),
        organisation_of(rng, number),
    ]
}

/// Some people have no organisation, and the organisation of one has been deleted since.
fn organisation_of(rng: &mut Rng, number: u32) -> String {
    match number {
        77 => "ACC9077".to_owned(),
        _ if rng.chance(12) => String::new(),
        _ => key(rng.between(1, ORGANISATIONS)),
    }
}
