//! 800 leads of a Bulgarian firm, as a Bulgarian spreadsheet saves them: semicolons between the cells.

use crate::dates::{TODAY, days_ago, dotted};
use crate::dirt::{continental, maybe, slip, typed, yes_no};
use crate::rng::Rng;
use crate::table::Table;

const MARKERS: [&str; 3] = ["няма данни", "-", "?"];

/// A first name, and how it is written in an e-mail address.
const FIRST: [(&str, &str); 14] = [
    ("Анна", "anna"),
    ("Борис", "boris"),
    ("Виолета", "violeta"),
    ("Георги", "georgi"),
    ("Десислава", "desislava"),
    ("Елица", "elitsa"),
    ("Иван", "ivan"),
    ("Калина", "kalina"),
    ("Любомир", "lyubomir"),
    ("Мая", "maya"),
    ("Николай", "nikolay"),
    ("Радостина", "radostina"),
    ("Стефан", "stefan"),
    ("Юлия", "yuliya"),
];
const LAST: [&str; 8] =
    ["ivanov", "petrov", "dimitrov", "stoyanov", "kolev", "iliev", "todorov", "marinov"];
const STEMS: [&str; 16] = [
    "Балкан Метал",
    "Дунав Инвест",
    "Родопа Прес",
    "Тракия Агро",
    "Черноморец",
    "Пирин Дизайн",
    "Искър Техника",
    "Люлин Софт",
    "Марица Текс",
    "Янтра Логистик",
    "Витоша Груп",
    "Камчия Тур",
    "Осогово",
    "Средна гора",
    "Рила Машини",
    "Струма Хим",
];
const FORMS: [&str; 4] = ["ООД", "ЕООД", "АД", "и синове ООД"];
const INDUSTRIES: [(&str, u32); 6] = [
    ("Производство", 28),
    ("Търговия", 24),
    ("Софтуер", 16),
    ("Логистика", 12),
    ("Туризъм", 14),
    ("Държавна администрация", 6),
];
const CITIES: [(&str, u32); 11] = [
    ("София", 30),
    ("гр. София", 6),
    ("София - Младост", 4),
    ("Пловдив", 16),
    ("Варна", 12),
    ("Бургас", 9),
    ("Русе", 6),
    ("Стара Загора", 6),
    ("Велико Търново", 5),
    ("Плевен", 4),
    ("Габрово", 2),
];
const TITLES: [(&str, u32); 9] = [
    ("управител", 16),
    ("собственик", 8),
    ("изпълнителен директор", 9),
    ("търговски директор", 8),
    ("счетоводител", 14),
    ("системен администратор", 16),
    ("организатор производство", 14),
    ("стажант", 6),
    ("специалист маркетинг", 9),
];
const INTERESTS: [&str; 6] =
    ["Автоматизация", "Роботи", "Панаир", "Обучение", "Сервиз", "Изложение"];

pub fn leads() -> Table {
    let mut rng = Rng::new(0x00B6_0359);
    let mut table = Table::new(
        ';',
        &[
            "номер",
            "име",
            "фирма",
            "имейл",
            "телефон",
            "отрасъл",
            "брой служители",
            "град",
            "длъжност",
            "оборот",
            "ръст",
            "интереси",
            "създаден",
            "последно_посещение",
            "посещения",
            "видени цени",
            "отписан",
        ],
    );
    for number in 1..=800 {
        table.push(lead(&mut rng, number));
    }
    table.repeat_some(&mut rng, 4);
    table
}

fn lead(rng: &mut Rng, number: u32) -> Vec<String> {
    let (first, latin) = rng.pick(&FIRST);
    let mut company = format!("{} {}", rng.pick(&STEMS), rng.pick(&FORMS));
    let domain = rng.weighted(&[
        ("example.com", 60),
        ("example.org", 25),
        ("example.net", 12),
        ("tempmail.example", 3),
    ]);
    let mut email = format!("{latin}.{}@{domain}", rng.pick(&LAST));
    let mut phone = format!("+359 2 000 {:04}", rng.between(1_000, 9_999));
    match rng.between(1, 150) {
        1 => {
            "123456789".clone_into(&mut phone);
            "hdgaf@op.pl".clone_into(&mut email);
        }
        2 => "Тест ООД".clone_into(&mut company),
        _ => {}
    }
    let employees =
        rng.spread(&[(1, 9, 26), (10, 49, 28), (50, 99, 16), (100, 500, 22), (501, 3_000, 8)]);
    let revenue = u64::from(employees) * u64::from(rng.between(3_000_000, 16_000_000))
        + u64::from(rng.between(0, 99));
    let revenue = continental(revenue, ' ');
    let mut employees = employees.to_string();
    if rng.chance(1) {
        employees = rng.pick(&["12 души", "около 40", "много"]).to_owned();
    }

    let warmth = rng.spread(&[(0, 20, 45), (21, 60, 35), (61, 100, 20)]);
    let silent = match warmth {
        61.. => rng.between(0, 12),
        21..=60 => rng.between(0, 110),
        _ => rng.between(15, 400),
    };
    let created = dotted(days_ago((silent + rng.between(0, 60)).min(TODAY)));
    let seen = dotted(days_ago(silent));
    let visits = if silent > 30 { 0 } else { rng.between(1, 2 + warmth / 10) };
    let views = if rng.chance(warmth) { rng.between(1, 5) } else { 0 };
    let industry = rng.weighted(&INDUSTRIES);
    let industry = typed(rng, industry);
    let industry = slip(rng, industry);
    let city = rng.weighted(&CITIES);
    let city = typed(rng, city);
    let title = rng.weighted(&TITLES);
    let title = typed(rng, title);
    let interests = rng.some_of(&INTERESTS, 3, ", ");
    let growth = format!("{}%", i64::from(rng.between(0, 50)) - 15);
    vec![
        format!("Л{number:04}"),
        first.to_owned(),
        maybe(rng, company, 3, &MARKERS),
        maybe(rng, email, 4, &MARKERS),
        maybe(rng, phone, 20, &MARKERS),
        maybe(rng, industry, 8, &MARKERS),
        maybe(rng, employees, 10, &MARKERS),
        maybe(rng, city, 6, &MARKERS),
        maybe(rng, title, 9, &MARKERS),
        maybe(rng, revenue, 18, &MARKERS),
        maybe(rng, growth, 20, &MARKERS),
        maybe(rng, interests, 15, &MARKERS),
        created,
        maybe(rng, seen, 7, &MARKERS),
        visits.to_string(),
        views.to_string(),
        yes_no(rng, 7, ("1", "0")),
    ]
}
