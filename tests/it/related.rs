//! Laws of related records: how they come does not matter, only what they say.

use std::fmt::Write;
use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use leadscore::data::{Binding, Event, Loader, Plan, ReadOptions, Reader, Source, With};
use leadscore::eval::Scorer;
use leadscore::ir::{AsOf, Points, Program};
use proptest::prelude::*;

use crate::support::{Folder, program};

const RULES: &str = r#"
model interest scores Lead

record Lead {
  id: integer, key
  company: Company, by company_id
  visits: list of Visit, by lead_id
}

record Company {
  id: text, key
  industry: text
  orders: list of Order, by company
}

record Order {
  amount: number
  on_day: date, time
}

record Visit {
  number: text, key
  page: text
  seconds: integer
  at: datetime, time
}

when company.industry == "Retail" then +10
when sum(company.orders.amount) > 100 then +7
when count(visits where page starts with "/pricing") >= 2 then +20
when sum(visits.seconds) > 60 then +5
when latest(visits.at) within last 7 days then +3
for each visits where at within last 30 days then +4 halving every 10 days
for each visits where page == "/demo" then +2 once per day first 3
for each company.orders where on_day is known then +0.5
"#;

static PROGRAM: LazyLock<Program> = LazyLock::new(|| program(RULES));

const AS_OF: &str = "2025-03-01";
const COMPANIES: u8 = 3;

#[derive(Clone, Debug)]
struct Visit {
    lead: u8,
    page: &'static str,
    seconds: Option<u8>,
    minutes_ago: Option<i32>,
}

#[derive(Clone, Debug)]
struct Order {
    company: u8,
    amount: u32,
    days_ago: i32,
}

/// Leads by their companies, visits, orders.
#[derive(Clone, Debug)]
struct Base {
    leads: Vec<Option<u8>>,
    visits: Vec<Visit>,
    orders: Vec<Order>,
}

fn base() -> impl Strategy<Value = Base> {
    let lead = prop::option::of(0..COMPANIES + 1);
    let page = prop::sample::select(vec!["/pricing", "/pricing/teams", "/demo", "/blog, \"news\""]);
    let visit = (0_u8..7, page, prop::option::of(any::<u8>()), prop::option::of(-5_000..100_000));
    let visit = visit.prop_map(|(lead, page, seconds, minutes_ago)| Visit {
        lead,
        page,
        seconds,
        minutes_ago,
    });
    let order = (0..COMPANIES + 1, 0_u32..9_000, -3..90);
    let order = order.prop_map(|(company, amount, days_ago)| Order { company, amount, days_ago });
    (
        prop::collection::vec(lead, 1..6),
        prop::collection::vec(visit, 0..16),
        prop::collection::vec(order, 0..8),
    )
        .prop_map(|(leads, visits, orders)| Base { leads, visits, orders })
}

fn day() -> Date {
    AS_OF.parse().unwrap()
}

impl Visit {
    /// Its moment, so many days later.
    fn at(&self, shift: i32) -> String {
        let Some(minutes) = self.minutes_ago else { return String::new() };
        let noon: Timestamp = format!("{AS_OF}T12:00Z").parse().unwrap();
        let hours = i64::from(shift) * 24;
        let at = noon - Span::new().minutes(minutes) + Span::new().hours(hours);
        at.to_string()
    }

    fn csv(&self, number: usize, shift: i32) -> String {
        let seconds = self.seconds.map(|it| it.to_string()).unwrap_or_default();
        let page = format!("\"{}\"", self.page.replace('"', "\"\""));
        format!("v{number},{},{page},{seconds},{}\n", self.lead, self.at(shift))
    }

    fn json(&self, number: usize) -> String {
        let Self { lead, page, seconds, .. } = self;
        let at = self.at(0);
        serde_json::json!({ "at": at, "seconds": seconds, "page": page, "number": format!("v{number}"), "lead_id": lead })
            .to_string()
    }
}

impl Order {
    fn on_day(&self, shift: i32) -> Date {
        day() + Span::new().days(shift - self.days_ago)
    }

    fn json(&self) -> String {
        serde_json::json!({ "amount": self.amount, "on_day": self.on_day(0).to_string() })
            .to_string()
    }
}

const VISITS: &str = "number,lead_id,page,seconds,at\n";

impl Base {
    fn leads(&self) -> String {
        let mut text = "id,company_id\n".to_owned();
        for (id, company) in self.leads.iter().enumerate() {
            let company = company.map(|it| format!("c{it}")).unwrap_or_default();
            writeln!(text, "{id},{company}").unwrap();
        }
        text
    }

    fn visits(&self, shift: i32) -> String {
        let lines = self.visits.iter().enumerate().map(|(number, it)| it.csv(number, shift));
        VISITS.to_owned() + &lines.collect::<String>()
    }

    fn companies() -> String {
        (0..COMPANIES)
            .fold("id,industry\n".to_owned(), |text, id| format!("{text}c{id},{}\n", industry(id)))
    }

    fn orders(&self, shift: i32) -> String {
        let lines = self
            .orders
            .iter()
            .map(|it| format!("c{},{},{}\n", it.company, it.amount, it.on_day(shift)));
        "company,amount,on_day\n".to_owned() + &lines.collect::<String>()
    }

    /// Everything in the leads' own file.
    fn nested(&self) -> String {
        let mut text = String::new();
        for (id, company) in self.leads.iter().enumerate() {
            let visits = self.visits.iter().enumerate();
            let visits: Vec<String> = visits
                .filter(|(_, it)| usize::from(it.lead) == id)
                .map(|(number, it)| it.json(number))
                .collect();
            let company =
                company.filter(|it| *it < COMPANIES).map_or("null".to_owned(), |company| {
                    let orders: Vec<String> = self
                        .orders
                        .iter()
                        .filter(|it| it.company == company)
                        .map(Order::json)
                        .collect();
                    let industry = industry(company);
                    format!(
                        r#"{{"id":"c{company}","industry":"{industry}","orders":[{}]}}"#,
                        orders.join(",")
                    )
                });
            writeln!(text, r#"{{"id":{id},"visits":[{}],"company":{company}}}"#, visits.join(","))
                .unwrap();
        }
        text
    }

    /// Scores with all tables as CSV.
    fn joined(&self, visits: &[(&str, String)]) -> Vec<Points> {
        let mut files = vec![
            ("company", "companies.csv", Self::companies()),
            ("Order", "orders.csv", self.orders(0)),
        ];
        files.extend(visits.iter().map(|(name, text)| ("visits", *name, text.clone())));
        scores(("leads.csv", self.leads()), &files, day())
    }
}

fn industry(company: u8) -> &'static str {
    if company == 0 { "Retail" } else { "Software" }
}

/// The score of each lead.
fn scores(leads: (&str, String), with: &[(&str, &str, String)], as_of: Date) -> Vec<Points> {
    let program = &*PROGRAM;
    let folder = Folder::new();
    folder.write(leads.0, leads.1);
    let withs: Vec<With> = with
        .iter()
        .map(|(name, file, text)| {
            folder.write(file, text);
            With { name: (*name).to_owned(), file: folder.path(file) }
        })
        .collect();
    let as_of = AsOf::Day(as_of);
    let mut plan = Plan::new(&withs);
    let shape = plan.shape(program, as_of);
    assert_eq!(plan.findings(), []);
    let options = ReadOptions::default();
    let mut reader = Reader::open(&Source::from(folder.path(leads.0)), &options).unwrap();
    let (binding, findings) = Binding::of_shape(&shape, reader.header(), false);
    assert_eq!(findings, []);
    let (opened, findings) = plan.open(&options, false).unwrap();
    assert_eq!(findings, []);
    let tables = opened.read(|_| {}).unwrap();
    let (mut loader, mut joins) = (Loader::of_leads(&shape, binding), tables.joins(&shape));
    let scorer = Scorer::new(program, as_of);
    let mut scores = Vec::new();
    while let Some(event) = reader.next().unwrap() {
        let Event::Row(row) = event else { panic!("{event:?}") };
        let mut values = loader.values(&row);
        joins.fill(&mut values);
        assert_eq!(values.len(), program.record.fields.len());
        scores.push(scorer.score(&values).score);
    }
    scores
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::support::cases(64), ..ProptestConfig::default() })]

    #[test]
    fn splitting_and_mixing_formats_changes_nothing(base in base(), parts in prop::collection::vec(0_usize..3, 16)) {
        let mut files = [("a.csv", VISITS.to_owned()), ("b.ndjson", String::new()), ("c.csv", VISITS.to_owned())];
        for (number, (visit, part)) in base.visits.iter().zip(&parts).enumerate() {
            let line = if *part == 1 { visit.json(number) + "\n" } else { visit.csv(number, 0) };
            files[*part].1.push_str(&line);
        }
        let files: Vec<_> = files.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        prop_assert_eq!(base.joined(&files), base.joined(&[("visits.csv", base.visits(0))]));
    }

    #[test]
    fn order_changes_nothing(base in base(), order in Just((0..16).collect::<Vec<usize>>()).prop_shuffle()) {
        let lines: Vec<String> = base.visits.iter().enumerate().map(|(number, it)| it.csv(number, 0)).collect();
        let shuffled: String = order.iter().filter_map(|at| lines.get(*at)).cloned().collect();
        let shuffled = VISITS.to_owned() + &shuffled;
        prop_assert_eq!(base.joined(&[("visits.csv", shuffled)]), base.joined(&[("visits.csv", base.visits(0))]));
    }

    #[test]
    fn nested_is_as_joined(base in base()) {
        let nested = scores(("leads.ndjson", base.nested()), &[], day());
        prop_assert_eq!(nested, base.joined(&[("visits.csv", base.visits(0))]));
    }

    #[test]
    fn only_the_distance_from_as_of_counts(base in base(), shift in -400..400) {
        let files = |shift| {
            [
                ("company", "companies.csv", Base::companies()),
                ("orders", "orders.csv", base.orders(shift)),
                ("visits", "visits.csv", base.visits(shift)),
            ]
        };
        let scores = |shift| {
            let as_of = day() + Span::new().days(shift);
            scores(("leads.csv", base.leads()), &files(shift), as_of)
        };
        prop_assert_eq!(scores(shift), scores(0));
    }
}
