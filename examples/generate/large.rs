//! A base as large as one likes, to measure time and memory with: leads, companies, visits, and rules for them.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::dates::{days_ago, iso_at};
use crate::rng::Rng;

const RULES: &str = r#"model interest scores Lead

record Lead {
  id:      text, key
  country: text
  company: Company, by company_id
  visits:  list of Visit, by lead_id
}

record Company {
  id:        text, key
  industry:  text
  employees: integer
}

record Visit {
  id:   text, key
  page: text
  at:   datetime, time
}

when company.industry == "Manufacturing" and company.employees in 100..500 then +20
when country in ["Germany", "Austria"] then +5
when count(visits where page starts with "/pricing" and at within last 90 days) >= 2 then +20
when latest(visits.at) within last 7 days then +10
for each visits where page == "/demo" then +5 halving every 30 days

bands { Hot from 60, Warm from 30, Cold otherwise }
"#;

const COUNTRIES: [&str; 6] = ["Germany", "Austria", "Bulgaria", "France", "Spain", "Poland"];
const INDUSTRIES: [&str; 4] = ["Manufacturing", "Retail", "Software", "Education"];

/// Writes a base into a folder.
pub fn write(folder: &Path, leads: u32, companies: u32, visits: u32) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("interest.score"), RULES)?;
    let open = |name: &str, header: &str| -> io::Result<BufWriter<File>> {
        let mut file = BufWriter::new(File::create(folder.join(name))?);
        writeln!(file, "{header}")?;
        Ok(file)
    };
    let mut rng = Rng::new(47);
    let mut file = open("leads.csv", "id,country,company_id")?;
    for id in 1..=leads {
        let (country, company) = (rng.pick(&COUNTRIES), rng.between(1, companies));
        writeln!(file, "L{id:07},{country},C{company:05}")?;
    }
    file.flush()?;
    let mut file = open("companies.csv", "id,industry,employees")?;
    for id in 1..=companies {
        let employees = rng.spread(&[(1, 50, 60), (51, 500, 30), (501, 20_000, 10)]);
        writeln!(file, "C{id:05},{},{employees}", rng.pick(&INDUSTRIES))?;
    }
    file.flush()?;
    let pages: Vec<String> = (1..=100).map(|it| format!("/blog/{it}")).collect();
    let mut pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    pages.extend(["/pricing", "/pricing/teams", "/demo", "/"].repeat(10));
    let mut file = open("visits.csv", "id,lead_id,page,at")?;
    for id in 1..=visits {
        let (lead, page) = (rng.between(1, leads), rng.pick(&pages));
        let at = iso_at(days_ago(rng.between(0, 424)), rng.between(0, 1439));
        writeln!(file, "V{id:09},L{lead:07},{page},{at}:{:02}Z", rng.between(0, 59))?;
    }
    file.flush()
}
