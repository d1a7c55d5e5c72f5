//! A lead with the columns that rules read; a blank text is empty.

/// All texts are in lower case.
#[derive(Default)]
pub struct Lead<'a> {
    pub email: &'a str,
    pub domain: &'a str,
    pub first_name: &'a str,
    pub last_name: &'a str,
    pub company: &'a str,
    pub job_title: &'a str,
    pub country: &'a str,
    pub industry: &'a str,
    pub city: &'a str,
    pub source: &'a str,
    pub employees: Option<i64>,
    pub revenue: Option<f64>,
    pub page_views: Option<i64>,
    pub emails_opened: Option<i64>,
    /// Days since 1970.
    pub created: Option<i32>,
    pub last_seen: Option<i32>,
    pub subscribed: Option<bool>,
}

/// The texts of a lead in lower case, one after the other in one buffer.
#[derive(Default)]
pub struct Lower {
    buffer: String,
    ends: [usize; 9],
}

impl Lower {
    /// Takes the e-mail address and the eight texts behind it.
    pub fn take<'t>(&mut self, texts: impl Iterator<Item = &'t str>) {
        self.buffer.clear();
        for (end, text) in self.ends.iter_mut().zip(texts) {
            if text.is_ascii() {
                let start = self.buffer.len();
                self.buffer.push_str(text);
                self.buffer[start..].make_ascii_lowercase();
            } else {
                self.buffer.extend(text.chars().flat_map(char::to_lowercase));
            }
            *end = self.buffer.len();
        }
    }

    /// A lead with these texts, and nothing else yet.
    pub fn lead(&self) -> Lead<'_> {
        let text = |number: usize| {
            let start = if number == 0 { 0 } else { self.ends[number - 1] };
            &self.buffer[start..self.ends[number]]
        };
        let email = text(0);
        Lead {
            email,
            domain: email.split_once('@').map_or("", |(_, domain)| domain),
            first_name: text(1),
            last_name: text(2),
            company: text(3),
            job_title: text(4),
            country: text(5),
            industry: text(6),
            city: text(7),
            source: text(8),
            ..Lead::default()
        }
    }
}
