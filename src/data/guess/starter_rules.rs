//! A first model, made from what the columns offer.

use rust_decimal::Decimal;

use super::infer::{is_id, words};
use super::starter::{Declared, RECORD, quoted};
use super::starter_names::readable_name;
use crate::ir::{Type, name_key};

/// Columns that tell what kind of lead it is, the most telling first.
const KIND: &[&str] = &[
    "industry",
    "sector",
    "branch",
    "отрасъл",
    "отрасль",
    "行业",
    "source",
    "origin",
    "channel",
    "източник",
    "источник",
    "来源",
    "occupation",
    "job",
    "role",
    "segment",
    "country",
    "region",
    "държава",
    "страна",
    "国家",
    "type",
    "category",
];
/// Columns that count what a lead did or how large it is.
const AMOUNT: &[&str] = &[
    "visits",
    "views",
    "pages",
    "sessions",
    "opens",
    "clicks",
    "посещения",
    "визиты",
    "访问次数",
    "time",
    "minutes",
    "seconds",
    "purchases",
    "orders",
    "spent",
    "employees",
    "служители",
    "сотрудники",
    "员工数",
    "revenue",
    "оборот",
    "balance",
    "amount",
];
/// Columns that tell when something happened.
const MOMENT: &[&str] = &["seen", "visit", "last", "created", "signup", "registered", "date"];
/// Columns by which a lead asks to be left alone.
const UNWILLING: &[&str] = &["unsubscribed", "optout", "bounced", "отписан", "отписался", "已退订"];
/// Columns that often hold the outcome, or what somebody else made of it: no fair rule uses them.
const OUTCOME: &[&str] = &[
    "converted",
    "conversion",
    "output",
    "outcome",
    "result",
    "won",
    "lost",
    "closed",
    "deal",
    "status",
    "stage",
    "target",
    "label",
    "churn",
    "churned",
    "tag",
    "tags",
    "quality",
    "score",
    "index",
    "rating",
    "grade",
    "default",
];
/// What nobody should be judged by.
const PERSONAL: &[&str] = &[
    "gender",
    "sex",
    "age",
    "marital",
    "religion",
    "race",
    "ethnicity",
    "nationality",
    "пол",
    "възраст",
    "возраст",
    "性别",
    "年龄",
];
/// Dates that are not about the lead's interest.
const OTHER_DATES: &[&str] =
    &["birth", "birthday", "founded", "next", "end", "expiry", "due", "рождения"];

/// One rule of the model, and what the best lead has for it.
struct Idea {
    /// Its lines, indented for a group.
    text: String,
    points: u32,
    /// `industry: "Manufacturing"`
    given: String,
}

/// The text of the rule file.
pub(in crate::data) fn rules(stem: &str, schema_file: &str, fields: &[Declared]) -> String {
    let who: Vec<Idea> = [kind(fields), email(fields)].into_iter().flatten().collect();
    let mut what: Vec<Idea> = [amount(fields), moment(fields)].into_iter().flatten().collect();
    if who.is_empty() && what.is_empty() {
        what.extend(any(fields));
    }
    let best: u32 = who.iter().chain(&what).map(|idea| idea.points).sum();
    let given: Vec<&str> = who.iter().chain(&what).map(|idea| idea.given.as_str()).collect();
    let name = match readable_name(stem, 0, &[]) {
        name if name_key(&name) == name_key(RECORD) => format!("{name}s"),
        name => name,
    };
    // A name with blanks is one word of a command only in quotes.
    let file = match stem.contains(char::is_whitespace) {
        true => format!("\"{stem}.score\""),
        false => format!("{stem}.score"),
    };
    let mut out = format!(
        "# A first model for these leads. Every number here is a guess: change it to what you know of your\n\
         # customers.\n\
         #   leadscore score {file} YOUR-DATA               gives every lead its score\n\
         #   leadscore explain {file} YOUR-DATA --id KEY    shows why one lead has its score\n\n\
         use {}\n\n\
         model {name} scores {RECORD}\n  limit 0..100\n",
        quoted(schema_file)
    );
    let texts = |ideas: &[Idea]| ideas.iter().map(|idea| idea.text.as_str()).collect::<String>();
    out.push_str(&group("Who they are", "Do they look like your customers?", &texts(&who)));
    let what = texts(&what) + &unwilling(fields).unwrap_or_default();
    out.push_str(&group("What they do", "Do they show that they want something?", &what));
    // Without a single usable column there is nothing to award or to test.
    if best == 0 {
        return out;
    }
    let (hot, warm) = (best * 6 / 10, best * 3 / 10);
    out.push_str(&format!(
        "\n# Look at a few leads that you know: do they land where they should? If not, move these thresholds.\n\
         bands {{ Hot from {hot}, Warm from {warm}, Cold otherwise }}\n\n\
         # A test keeps its promise whoever changes the points: leadscore test {file}\n\
         test \"the lead we dream of\" as of 2025-03-01 {{\n  \
         given {{ {} }}\n  expect score == {best}, band == Hot\n}}\n",
        given.join(", ")
    ));
    out
}

/// A group with its rules; nothing if there are none.
fn group(name: &str, comment: &str, rules: &str) -> String {
    match rules.is_empty() {
        true => String::new(),
        false => format!("\n# {comment}\ngroup \"{name}\" {{\n{rules}}}\n"),
    }
}

/// The most frequent values of a column with few values.
fn kind(fields: &[Declared]) -> Option<Idea> {
    let field = best(fields, KIND, |field| field.guess.values.len() > 1)?;
    let mut values = field.guess.values.iter().map(|value| quoted(value));
    let first = values.next()?;
    let others: Vec<String> = values.take(2).collect();
    let mut rows = vec![(first.clone(), 30)];
    rows.push((others.join(", "), 20));
    let text = match_rule(
        field,
        "These are the most frequent values. Put first the ones that buy most.",
        &rows,
    );
    Some(Idea { text, points: 30, given: format!("{}: {first}", field.name) })
}

/// More is better, in steps that part the leads into quarters.
fn amount(fields: &[Declared]) -> Option<Idea> {
    let field = best(fields, AMOUNT, |field| {
        let numbers_leads = field.guess.unique && is_id(&field.name);
        !numbers_leads && field.guess.field.ty.is_numeric() && !steps(field).is_empty()
    })?;
    let steps = steps(field);
    let rows: Vec<(String, u32)> = steps
        .iter()
        .zip([30, 20, 10])
        .map(|(step, points)| (format!(">= {step}"), points))
        .collect();
    let comment = "The steps part your leads into quarters. The first row that fits counts.";
    let given = format!("{}: {}", field.name, steps.first()?);
    Some(Idea { text: match_rule(field, comment, &rows), points: 30, given })
}

/// The rounded quartiles above 0, the highest first, as rule files write them.
fn steps(field: &Declared) -> Vec<String> {
    let mut steps: Vec<Decimal> = Vec::new();
    for quartile in field.guess.quartiles.iter().rev() {
        let rounded = quartile.round_sf(2).unwrap_or(*quartile).normalize();
        if rounded > Decimal::ZERO && steps.last().is_none_or(|last| rounded < *last) {
            steps.push(rounded);
        }
    }
    steps.into_iter().map(|step| underscored(&step.to_string())).collect()
}

/// `1_100` for 1100.
fn underscored(number: &str) -> String {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let mut out = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push('_');
        }
        out.push(digit);
    }
    if fraction.is_empty() { out } else { format!("{out}.{fraction}") }
}

fn email(fields: &[Declared]) -> Option<Idea> {
    let is_email = |field: &Declared| {
        let words = words(&field.name);
        field.guess.field.ty == Type::Text
            && words.iter().any(|word| matches!(word.as_str(), "email" | "имейл" | "邮箱"))
    };
    let field = fields.iter().find(|it| it.may_score() && is_email(it))?;
    let name = &field.name;
    Some(Idea {
        text: format!("  when {name} is known then +15 because \"We can write to them\"\n"),
        points: 15,
        given: format!("{name}: \"ana@example.org\""),
    })
}

fn moment(fields: &[Declared]) -> Option<Idea> {
    let field = best(fields, MOMENT, |field| {
        let other = words(&field.name).iter().any(|word| OTHER_DATES.contains(&word.as_str()));
        matches!(field.guess.field.ty, Type::Date | Type::DateTime) && !other
    })?;
    let name = &field.name;
    let day = if field.guess.field.ty == Type::Date { "2025-02-20" } else { "2025-02-20T10:00" };
    let reason = quoted(&format!("{} in the last 30 days", field.guess.field.column));
    Some(Idea {
        text: format!("  when {name} within last 30 days then +25 because {reason}\n"),
        points: 25,
        given: format!("{name}: {day}"),
    })
}

fn unwilling(fields: &[Declared]) -> Option<String> {
    let asks = |field: &&Declared| {
        let words = words(&field.name);
        let has = |word: &str| words.iter().any(|other| other == word);
        field.guess.field.ty == Type::YesNo
            && (UNWILLING.iter().any(|word| has(word))
                || (has("not") && (has("email") || has("mail"))))
    };
    let field = fields.iter().filter(|it| it.may_score()).find(asks)?;
    Some(format!("  when {} then -20 because \"Does not want to hear from us\"\n", field.name))
}

/// If nothing else offers itself: the first column that is not the key.
fn any(fields: &[Declared]) -> Option<Idea> {
    let field = fields
        .iter()
        .find(|field| field.may_score())
        .or_else(|| fields.iter().find(|it| it.is_usable()))?;
    let given = match field.guess.field.ty {
        Type::Text => {
            field.guess.values.first().map_or("\"something\"".to_owned(), |value| quoted(value))
        }
        Type::Number | Type::Integer => "1".to_owned(),
        Type::Percent => "1%".to_owned(),
        Type::Date => "2025-02-20".to_owned(),
        Type::DateTime => "2025-02-20T10:00".to_owned(),
        Type::YesNo => "yes".to_owned(),
        Type::Texts => "[\"something\"]".to_owned(),
        Type::Numbers => "[1]".to_owned(),
        Type::Record(_) | Type::Records(_) => return None,
    };
    Some(Idea {
        text: format!("  when {} is known then +10\n", field.name),
        points: 10,
        given: format!("{}: {given}", field.name),
    })
}

impl Declared {
    /// Whether a fair rule may look at it.
    fn may_score(&self) -> bool {
        let words = words(&self.name);
        let unfair = |word: &String| [OUTCOME, PERSONAL].concat().contains(&word.as_str());
        self.is_usable()
            && !self.guess.field.key
            && !self.guess.constant
            && !words.iter().any(unfair)
    }
}

/// The field that fits, preferably one whose name has a word that stands early in the list.
fn best<'f>(
    fields: &'f [Declared],
    names: &[&str],
    fits: impl Fn(&Declared) -> bool,
) -> Option<&'f Declared> {
    let rank = |field: &&Declared| {
        let words = words(&field.name);
        let known = names.iter().position(|name| words.iter().any(|word| word == name));
        known.unwrap_or(names.len())
    };
    fields.iter().filter(|field| field.may_score() && fits(field)).min_by_key(rank)
}

/// `match industry { … otherwise then +0 }`
fn match_rule(field: &Declared, comment: &str, rows: &[(String, u32)]) -> String {
    let rows: String =
        rows.iter().map(|(pattern, points)| format!("    {pattern} then +{points}\n")).collect();
    format!("  # {comment}\n  match {} {{\n{rows}    otherwise then +0\n  }}\n", field.name)
}
