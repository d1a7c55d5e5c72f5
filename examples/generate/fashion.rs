//! 900 customers of a fashion shop.

use crate::dates::{TODAY, days_ago, slashed};
use crate::dirt::{decimal, maybe, slip, typed, yes_no};
use crate::rng::Rng;
use crate::table::Table;

const MARKERS: [&str; 2] = ["N/A", "-"];

const WOMEN: [&str; 12] = [
    "Chloé", "Inès", "Manon", "Giulia", "Sara", "Emma", "Lena", "Zoë", "Lucía", "Alice", "Freya",
    "Noémie",
];
const MEN: [&str; 8] = ["Hugo", "Louis", "Marco", "Jakob", "Oscar", "Théo", "Mateo", "Leo"];
const LAST: [&str; 14] = [
    "Marchal", "Bellini", "Fontaine", "Renaud", "Conti", "Ortega", "Winter", "Lefort", "Sandoval",
    "Gruber", "Ashdown", "Delmas", "Ferrand", "O'Hara",
];
const CITIES: [(&str, u32); 12] = [
    ("Paris", 20),
    ("Milan", 12),
    ("London", 12),
    ("Lyon", 8),
    ("Berlin", 8),
    ("Madrid", 7),
    ("Rome", 6),
    ("Vienna", 5),
    ("Nantes", 6),
    ("Graz", 4),
    ("Bologna", 6),
    ("Toledo", 6),
];
const STYLES: [&str; 8] =
    ["Minimal", "Classic", "Boho", "Street", "Vintage", "Linen", "Sport", "Outdoor"];
const DEVICES: [(&str, u32); 5] = [
    ("Safari on iPhone", 32),
    ("iPad", 8),
    ("Chrome on Android", 34),
    ("Chrome on Windows", 18),
    ("Safari on Mac", 8),
];

pub fn customers() -> Table {
    let mut rng = Rng::new(0x00FA_5810);
    let mut table = Table::new(
        ',',
        &[
            "Customer No.",
            "Name",
            "Gender",
            "Age",
            "City",
            "Device",
            "Styles",
            "Purchases",
            "Spent",
            "Return Rate",
            "First Order",
            "Last Order",
            "Newsletter",
        ],
    );
    for number in 1..=900 {
        table.push(customer(&mut rng, number));
    }
    table.repeat_some(&mut rng, 4);
    table
}

fn customer(rng: &mut Rng, number: u32) -> Vec<String> {
    let gender = rng.weighted(&[("Woman", 66), ("Man", 30), ("Other", 4)]);
    let first = if gender == "Man" { rng.pick(&MEN) } else { rng.pick(&WOMEN) };
    let name = format!("{first} {}", rng.pick(&LAST));
    let age = rng.spread(&[(16, 19, 10), (20, 30, 38), (31, 40, 26), (41, 50, 15), (51, 78, 11)]);
    let mut age = age.to_string();
    if rng.chance(1) {
        age = rng.pick(&["twenty", "30+", "25 years"]).to_owned();
    }

    let purchases = rng.spread(&[(0, 0, 18), (1, 1, 26), (2, 4, 32), (5, 9, 18), (10, 30, 6)]);
    let spent: u64 = (0..purchases).map(|_| u64::from(rng.between(1_990, 16_990))).sum();
    let silent = rng.spread(&[(0, 30, 24), (31, 90, 26), (91, 365, 38), (366, 420, 12)]);
    let first_order = (silent + rng.between(0, 20 * purchases.max(1))).min(TODAY);
    let (returned, first_order, last_order) = if purchases == 0 {
        (String::new(), String::new(), String::new())
    } else if purchases == 1 {
        (decimal(0), slashed(days_ago(silent)), slashed(days_ago(silent)))
    } else {
        let returned = rng.spread(&[(0, 10, 45), (11, 40, 40), (41, 90, 15)]);
        (decimal(u64::from(returned)), slashed(days_ago(first_order)), slashed(days_ago(silent)))
    };

    let gender = typed(rng, gender);
    let gender = slip(rng, gender);
    let city = rng.weighted(&CITIES);
    let city = typed(rng, city);
    let styles = rng.some_of(&STYLES, 3, "|");
    let device = rng.weighted(&DEVICES).to_owned();
    // A day that does not exist: somebody typed it by hand.
    let last_order = if rng.between(1, 300) == 1 { "30/02/2025".to_owned() } else { last_order };
    vec![
        format!("C{number:04}"),
        name,
        maybe(rng, gender, 7, &MARKERS),
        maybe(rng, age, 14, &MARKERS),
        maybe(rng, city, 6, &MARKERS),
        maybe(rng, device, 5, &MARKERS),
        maybe(rng, styles, 20, &MARKERS),
        purchases.to_string(),
        decimal(spent),
        returned,
        first_order,
        last_order,
        yes_no(rng, 41, ("Yes", "No")),
    ]
}
