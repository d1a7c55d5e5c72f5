//! Files of any length: sound ones, flawed ones, and ones that grow in one direction only.

/// A name, and what makes a file with so many rules, fields, rows or the like.
pub type Shape = (&'static str, fn(usize) -> String);

pub const SHAPES: &[Shape] = &[
    ("sound", sound),
    ("flawed", flawed),
    ("one_line", |size| unknown(size).replace('\n', " ")),
    ("junk", |size| format!("{RECORD}{}", "when employees >> then\n".repeat(size))),
    ("fields", fields),
    ("unknown", unknown),
    ("members", members),
    ("rows", rows),
    ("tests", tests),
    ("groups", groups),
    ("pairs", pairs),
    ("needless", needless),
    ("same", same),
    ("constants", |size| format!("{RECORD}{}", "when 1 < 2 then +1\n".repeat(size))),
    ("comments", |size| format!("{RECORD}{}{RULE}", "# a comment\n".repeat(size))),
    ("blanks", |size| format!("{RECORD}@{}@\n{RULE}", "\n".repeat(size))),
    ("quotes", |size| format!("{RECORD}when industry == {}\n{RULE}", "«".repeat(size))),
    ("escapes", |size| format!("{RECORD}group \"g\" {{\n{} @\n}}\n{RULE}", "\"\\".repeat(size))),
];

const RECORD: &str = "record Lead { id: text, key  industry: one of [\"Manufacturing\", \"Retail\"]  \
    employees: integer  revenue: number  email: text  created: date  growth: percent  \
    interests: list of text  subscribed: yes/no }\n";

const RULE: &str = "when employees > 5 then +1\n";

fn repeated(size: usize, line: impl Fn(usize) -> String) -> String {
    (0..size).map(line).collect()
}

fn sound_rule(index: usize) -> String {
    let condition = match index % 8 {
        0 => format!("industry == \"Manufacturing\" and employees in {index}..{}", index + 400),
        1 => format!("email ends with \"@example{index}.com\" or not subscribed"),
        2 => format!("(revenue > {index} or growth > 20%) and created within last 30 days"),
        3 => format!("interests contains any of [\"AI\", \"topic {index}\"]"),
        4 => format!("revenue / employees > {index}.5 and revenue is known"),
        5 => format!("created before 2025-02-20 and length(email) > {index}"),
        6 => format!("industry in [\"Manufacturing\", \"Retail\"] and employees != {index}"),
        _ => format!("max(employees, {index}) - min(employees, 5) >= {index}"),
    };
    format!("when {condition} then +{} because \"rule {index}\"\n", index % 50 + 1)
}

fn sound(size: usize) -> String {
    format!("{RECORD}{}", repeated(size, sound_rule))
}

/// Every tenth rule has a mistake.
fn flawed(size: usize) -> String {
    let rule = |index: usize| match index % 10 {
        0 => flawed_rule(index / 10),
        _ => sound_rule(index),
    };
    format!("{RECORD}{}", repeated(size, rule))
}

fn flawed_rule(index: usize) -> String {
    match index % 12 {
        0 => format!("when (employees > {index} then +1 because \"flawed {index}\"\n"),
        1 => format!("when industry == \"Retail then +1 because \"flawed {index}\"\n"),
        2 => format!("wehn employees > {index} then +1\n"),
        3 => format!("when emploees > {index} then +1 because \"flawed {index}\"\n"),
        4 => format!("when employees > {index} +1\n"),
        5 => {
            format!("when industry == \"Manufcturing\" then +{} because \"f {index}\"\n", index % 9)
        }
        6 => format!("when employees > \"{index}\" then +1\n"),
        7 => format!("when interests == \"topic {index}\" then +1\n"),
        8 => format!("when employees > 100,{:03} tehn +1\n", index % 1000),
        9 => format!("when created > 01/02/2025 then +1 because \"flawed {index}\"\n"),
        10 => format!("when email == “x{index}” or \"y\" then +1\n"),
        _ => format!("match employees {{ {index} then +1, > then +2 }}\n"),
    }
}

/// A long record whose fields are all used.
fn fields(size: usize) -> String {
    let fields = repeated(size, |it| format!("  field_{it}: number\n"));
    let rules = repeated(size, |it| format!("when field_{it} > 1 then +1 because \"r {it}\"\n"));
    format!("record Lead {{\n{fields}}}\n{rules}")
}

/// A name of nothing, in each rule another one.
fn unknown(size: usize) -> String {
    let fields = repeated(200, |it| format!("  field_{it}: number\n"));
    let rules = repeated(size, |it| format!("when feld_{it} > 1 then +1 because \"r {it}\"\n"));
    format!("record Lead {{\n{fields}}}\n{rules}")
}

fn members(size: usize) -> String {
    let members = repeated(size, |it| format!("\"value {it}\", "));
    let closed = repeated(size, |it| format!("\"choice {it}\", "));
    format!(
        "record Lead {{ t: text  u: one of [{closed}] }}\nlist known = [{members}]\n\
         when t in known then +1\nwhen t in [{members}] then +2\nwhen u in [{closed}] then +3\n"
    )
}

fn rows(size: usize) -> String {
    let row = |it| format!("  {it} then +1 because \"row {it}\"\n");
    let rows = repeated(size, row);
    let same = repeated(size, |it| format!("  {it} then +1 because \"same\"\n"));
    format!(
        "{RECORD}match employees {{\n{rows}  otherwise then +0\n}}\n\
         when employees > 5 then +1 because \"same\"\n\
         match revenue {{\n{same}  otherwise then +0\n}}\n"
    )
}

fn tests(size: usize) -> String {
    let test = |it| {
        format!(
            "test \"test {it}\" {{ given {{ employees: {it}, industry: \"Retail\" }} \
             expect score == {it}, fired \"rule {it}\", points of \"G\" > 1 }}\n"
        )
    };
    let rules = repeated(size, sound_rule);
    format!("{RECORD}group \"G\" {{\n{rules}}}\n{}", repeated(size, test))
}

fn groups(size: usize) -> String {
    let group = |it| format!("group \"group {it}\" limit 0..50 {{\n  {}}}\n", sound_rule(it));
    format!("{RECORD}{}", repeated(size, group))
}

/// Each rule asks two fields for something that no other one asks.
fn pairs(size: usize) -> String {
    let rule = |it| format!("when employees > {it} and email == \"v{it}\" then +1\n");
    format!("{RECORD}{}bands {{ Hot from 3, Cold otherwise }}\n", repeated(size, rule))
}

/// Each rule has a test that makes no difference.
fn needless(size: usize) -> String {
    let rule = |it| {
        format!(
            "when (employees > {} and email == \"v{it}\") or (employees > {it} and email in \
             [\"v{it}\", \"w{it}\"]) then +1\n",
            it + 1
        )
    };
    format!("{RECORD}{}", repeated(size, rule))
}

/// Two and two rules mean the same, written in different ways.
fn same(size: usize) -> String {
    let rule = |it: usize| match it % 2 {
        0 => format!("when employees > {it} and subscribed then +1\n"),
        _ => format!(
            "when subscribed and not (employees <= {} or employees is missing) then +1\n",
            it - 1
        ),
    };
    format!("{RECORD}{}", repeated(size, rule))
}
