//! 2,000 enquiries at an online school.

use crate::dates::{days_ago, iso_at};
use crate::dirt::{decimal, maybe, slip, typed, yes_no};
use crate::rng::Rng;
use crate::table::Table;

/// What the form shows until somebody chooses.
const UNCHOSEN: [&str; 1] = ["Select"];
const MARKERS: [&str; 1] = ["N/A"];

const FIRST: [&str; 20] = [
    "Asha", "Ravi", "Meera", "Arjun", "Divya", "Kiran", "Nisha", "Rohan", "Priya", "Vikram",
    "Anita", "Suresh", "Lata", "Manoj", "Kavya", "Nikhil", "Pooja", "Sanjay", "Tara", "Dev",
];
const SOURCES: [(&str, u32); 11] = [
    ("Google", 30),
    ("Direct Traffic", 24),
    ("Chat", 15),
    ("Chat on phone", 3),
    ("Organic Search", 12),
    ("Reference", 5),
    ("Former Student", 3),
    ("Spring Fair", 3),
    ("Social Media", 3),
    ("chatter", 1),
    ("Referral Site", 1),
];
const OCCUPATIONS: [(&str, u32); 6] = [
    ("Looking for Work", 58),
    ("Working Professional", 22),
    ("Student", 12),
    ("Home-maker", 3),
    ("Business Owner", 3),
    ("Other", 2),
];
const COURSES: [(&str, u32); 8] = [
    ("Finance", 18),
    ("Data Analysis", 16),
    ("Marketing", 16),
    ("Human Resources", 14),
    ("Supply Chain", 10),
    ("Operations", 10),
    ("Hospitality", 8),
    ("Media, Design and Advertising", 8),
];
const CITIES: [(&str, u32); 9] = [
    ("Mumbai", 34),
    ("Pune", 12),
    ("Delhi", 12),
    ("Bengaluru", 8),
    ("Chennai", 6),
    ("Nagpur", 10),
    ("Surat", 8),
    ("Jaipur", 6),
    ("Kochi", 4),
];
const HEARD: [(&str, u32); 6] = [
    ("A friend", 22),
    ("Online search", 30),
    ("An advert on the bus", 12),
    ("Newspaper advert", 10),
    ("Somebody at work", 14),
    ("Social media", 12),
];

pub fn enquiries() -> Table {
    let mut rng = Rng::new(0x005C_4001);
    let mut table = Table::new(
        ',',
        &[
            "Enquiry No",
            "Enquiry Origin",
            "Lead Source",
            "Created On",
            "First Name",
            "E-mail",
            "Phone",
            "TotalVisits",
            "Minutes on Site",
            "Page Views Per Visit",
            "What is your occupation",
            "Specialisation",
            "City",
            "How did you hear about us",
            "Free Lesson Taken",
            "Please Call Me",
            "Do Not Email",
        ],
    );
    for number in 1..=2_000 {
        table.push(enquiry(&mut rng, number));
    }
    table.repeat_some(&mut rng, 9);
    table
}

fn enquiry(rng: &mut Rng, number: u32) -> Vec<String> {
    let source = rng.weighted(&SOURCES);
    let personal = matches!(source, "Reference" | "Former Student");
    let origin = if personal && rng.chance(80) {
        "Add Form"
    } else {
        rng.weighted(&[("Landing Page", 55), ("API", 41), ("Import", 2), ("Add Form", 2)])
    };
    let created = iso_at(
        days_ago(rng.spread(&[(0, 14, 12), (15, 180, 50), (181, 425, 38)])),
        rng.between(0, 1_439),
    );

    // Whoever comes by an adviser or a chat has often never opened the site.
    let unseen = if personal {
        85
    } else if source.starts_with("Chat") {
        45
    } else {
        4
    };
    let (visits, hundredths, pages) = if rng.chance(unseen) {
        (0, 0, 0)
    } else {
        let hundredths =
            rng.spread(&[(5, 499, 50), (500, 1_000, 16), (1_001, 2_000, 20), (2_001, 4_500, 14)]);
        (
            rng.spread(&[(1, 1, 22), (2, 4, 52), (5, 12, 24), (13, 60, 2)]),
            hundredths,
            rng.between(4, 32) * 25,
        )
    };
    let mut minutes = decimal(u64::from(hundredths));
    if rng.between(1, 200) == 1 {
        minutes = rng.pick(&["long", "7 min", "1h"]).to_owned();
    }

    let mut first = rng.pick(&FIRST).to_owned();
    let mut email = format!(
        "{}{}@{}",
        first.to_lowercase(),
        rng.between(2, 98),
        rng.pick(&["example.com", "example.org", "example.net"])
    );
    let mut phone = format!("+91 00000 {:05}", rng.between(10_000, 99_999));
    match rng.between(1, 250) {
        1 | 2 => {
            "123456789".clone_into(&mut phone);
            "hdgaf@op.pl".clone_into(&mut email);
        }
        3 => "X".clone_into(&mut first),
        _ => {}
    }

    // Whoever means it fills in the form; the others leave it as it was.
    let keen = rng.chance(if personal { 92 } else { 55 });
    let left = if keen { 6 } else { 45 };
    let occupation = if personal {
        rng.weighted(&[("Working Professional", 45), ("Looking for Work", 50), ("Student", 5)])
    } else {
        rng.weighted(&OCCUPATIONS)
    };
    let occupation = typed(rng, occupation);
    let course = rng.weighted(&COURSES);
    let course = typed(rng, course);
    let city = rng.weighted(&CITIES);
    let city = typed(rng, city);
    let heard = rng.weighted(&HEARD).to_owned();
    let source = typed(rng, source);
    let origin = slip(rng, origin.to_owned());
    vec![
        format!("E{number:04}"),
        origin,
        maybe(rng, source, 2, &MARKERS),
        created,
        maybe(rng, first, 5, &MARKERS),
        maybe(rng, email, 7, &MARKERS),
        maybe(rng, phone, 12, &MARKERS),
        maybe(rng, visits.to_string(), 2, &MARKERS),
        minutes,
        maybe(rng, decimal(u64::from(pages)), 2, &MARKERS),
        maybe(rng, occupation, left, &UNCHOSEN),
        unchosen(rng, course, left),
        unchosen(rng, city, left),
        unchosen(rng, heard, left + 30),
        yes_no(rng, if keen { 24 } else { 3 }, ("Yes", "No")),
        yes_no(rng, if keen { 16 } else { 2 }, ("Yes", "No")),
        yes_no(rng, 8, ("Yes", "No")),
    ]
}

/// The value, or in so many cases of a hundred the drop-down list as it was.
fn unchosen(rng: &mut Rng, value: String, percent: u32) -> String {
    if rng.chance(percent) { "Select".to_owned() } else { value }
}
