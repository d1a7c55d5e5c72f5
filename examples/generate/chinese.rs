//! 800 leads of a Chinese software vendor.

use crate::dates::{TODAY, days_ago, year_first};
use crate::dirt::{maybe, slip, typed, yes_no};
use crate::rng::Rng;
use crate::table::Table;

const MARKERS: [&str; 3] = ["不详", "-", "N/A"];

/// A family name, and how it is written in an e-mail address.
const FAMILY: [(&str, &str); 12] = [
    ("王", "wang"),
    ("李", "li"),
    ("张", "zhang"),
    ("刘", "liu"),
    ("陈", "chen"),
    ("杨", "yang"),
    ("赵", "zhao"),
    ("黄", "huang"),
    ("周", "zhou"),
    ("吴", "wu"),
    ("徐", "xu"),
    ("孙", "sun"),
];
const GIVEN: [(&str, &str); 12] = [
    ("伟", "wei"),
    ("芳", "fang"),
    ("磊", "lei"),
    ("静", "jing"),
    ("敏", "min"),
    ("强", "qiang"),
    ("洋", "yang"),
    ("艳", "yan"),
    ("军", "jun"),
    ("丽", "li"),
    ("明", "ming"),
    ("雪梅", "xuemei"),
];
const STEMS: [&str; 18] = [
    "远山", "青禾", "明湖", "新岭", "云帆", "北辰", "锦程", "海桐", "瑞丰", "百川", "天岳", "南星",
    "东篱", "长风", "金穗", "白鹭", "松涛", "晨曦",
];
const TRADES: [&str; 8] = ["机械", "软件", "物流", "电子", "商贸", "教育", "精密制造", "信息技术"];
const FORMS: [&str; 3] = ["有限公司", "股份有限公司", "集团"];
/// "互联网" is not in the list of the record: such rows show what happens to a value nobody thought of.
const INDUSTRIES: [(&str, u32); 7] = [
    ("制造业", 30),
    ("软件", 18),
    ("金融", 10),
    ("零售", 18),
    ("物流", 14),
    ("教育", 9),
    ("互联网", 1),
];
const CITIES: [(&str, u32); 13] = [
    ("北京", 14),
    ("上海", 16),
    ("广州", 9),
    ("深圳", 12),
    ("杭州", 9),
    ("成都", 7),
    ("武汉", 6),
    ("南京", 5),
    ("苏州", 6),
    ("西安", 5),
    ("长沙", 4),
    ("青岛", 4),
    ("昆明", 3),
];
const TITLES: [(&str, u32); 10] = [
    ("总经理", 10),
    ("董事长", 4),
    ("技术总监", 8),
    ("市场总监", 6),
    ("创始人", 5),
    ("采购经理", 18),
    ("工程师", 20),
    ("行政专员", 12),
    ("市场部实习生", 7),
    ("财务主管", 10),
];
const INTERESTS: [&str; 6] = ["自动化", "系统集成", "展会", "培训", "报表", "信息安全"];

pub fn leads() -> Table {
    let mut rng = Rng::new(0x00C0_4E53);
    let mut table = Table::new(
        ',',
        &[
            "线索编号",
            "姓名",
            "公司",
            "邮箱",
            "电话",
            "行业",
            "员工数",
            "城市",
            "职位",
            "年营业额",
            "增长率",
            "兴趣",
            "创建日期",
            "最近访问",
            "访问次数",
            "价格页浏览",
            "已退订",
        ],
    );
    for number in 1..=800 {
        table.push(lead(&mut rng, number));
    }
    table.repeat_some(&mut rng, 4);
    table
}

fn lead(rng: &mut Rng, number: u32) -> Vec<String> {
    let ((family, family_latin), (given, given_latin)) = (rng.pick(&FAMILY), rng.pick(&GIVEN));
    let mut company = format!("{}{}{}", rng.pick(&STEMS), rng.pick(&TRADES), rng.pick(&FORMS));
    let domain = rng.weighted(&[
        ("example.com", 62),
        ("example.org", 23),
        ("example.net", 12),
        ("tempmail.example", 3),
    ]);
    let mut email = format!("{family_latin}.{given_latin}@{domain}");
    let mut phone = format!("010-0000-{:04}", rng.between(1_000, 9_999));
    match rng.between(1, 150) {
        1 => {
            "123456789".clone_into(&mut phone);
            "hdgaf@op.pl".clone_into(&mut email);
        }
        2 => "测试公司".clone_into(&mut company),
        3 => "无".clone_into(&mut company),
        _ => {}
    }
    let employees =
        rng.spread(&[(2, 9, 14), (10, 49, 26), (50, 99, 18), (100, 500, 28), (501, 8_000, 14)]);
    // In units of ten thousand yuan, as is usual in China.
    let revenue = u64::from(employees) * u64::from(rng.between(12, 110));
    let mut employees = employees.to_string();
    if rng.chance(1) {
        employees = rng.pick(&["12人", "约200", "很多"]).to_owned();
    }

    let warmth = rng.spread(&[(0, 20, 45), (21, 60, 35), (61, 100, 20)]);
    let silent = match warmth {
        61.. => rng.between(0, 12),
        21..=60 => rng.between(0, 110),
        _ => rng.between(15, 400),
    };
    let created = year_first(days_ago((silent + rng.between(0, 60)).min(TODAY)));
    let seen = year_first(days_ago(silent));
    let visits = if silent > 30 { 0 } else { rng.between(1, 2 + warmth / 10) };
    let views = if rng.chance(warmth) { rng.between(1, 5) } else { 0 };
    let industry = rng.weighted(&INDUSTRIES);
    let industry = typed(rng, industry);
    let industry = slip(rng, industry);
    let city = rng.weighted(&CITIES);
    // The wide blank of Chinese keyboards is white space too.
    let city = if rng.chance(3) { format!("{city}\u{3000}") } else { typed(rng, city) };
    let title = rng.weighted(&TITLES);
    let title = typed(rng, title);
    let interests = rng.some_of(&INTERESTS, 3, "、");
    let growth = format!("{}%", i64::from(rng.between(0, 50)) - 15);
    vec![
        format!("X{number:04}"),
        format!("{family}{given}"),
        maybe(rng, company, 3, &MARKERS),
        maybe(rng, email, 4, &MARKERS),
        maybe(rng, phone, 20, &MARKERS),
        maybe(rng, industry, 8, &MARKERS),
        maybe(rng, employees, 10, &MARKERS),
        maybe(rng, city, 6, &MARKERS),
        maybe(rng, title, 9, &MARKERS),
        maybe(rng, revenue.to_string(), 18, &MARKERS),
        maybe(rng, growth, 20, &MARKERS),
        maybe(rng, interests, 15, &MARKERS),
        created,
        maybe(rng, seen, 7, &MARKERS),
        visits.to_string(),
        views.to_string(),
        yes_no(rng, 7, ("1", "0")),
    ]
}
