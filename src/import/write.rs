//! Assets with points → the text of a rule file.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::rows::{Asset, Plan, Stage};
use super::schema::Shape;
use super::{ImportOptions, one_line};
use crate::ast::{Expr, ExprKind, Node};
use crate::data::{readable_name, thousands};
use crate::format::print_expr;
use crate::import::sheet::Sheet;
use crate::ir::name_key;
use crate::source::Span;

/// The text of the rules, for the formatter to lay out.
pub(super) fn draft(sheet: &Sheet, plan: &Plan, shape: &Shape, options: &ImportOptions) -> String {
    let mut out = format!("# {}\n\n", origin(sheet, plan));
    out.push_str(&match &shape.used {
        Some(path) => format!("use {}\n\n", text(path)),
        None => records(shape),
    });
    let model = name(&model_name(&options.model, &shape.record));
    out.push_str(&format!("model {model} scores {}\n", name(&shape.record)));
    // Without a single positive score, nothing would be left above 0.
    let mut points = plan.stages.iter().flat_map(|it| &it.assets).map(|it| it.points.amount);
    if points.any(|it| it > Decimal::ZERO) {
        out.push_str("limit 0..\n");
    }
    out.push_str(&format!("ready at {}\n", number(options.ready_at)));
    let reasons = Reasons::of(plan);
    for stage in &plan.stages {
        let rule = rule(stage, shape, &reasons);
        out.push_str(&match &stage.name {
            Some(group) => format!("\ngroup {} {{\n{rule}}}\n", text(group)),
            None => format!("\n{rule}"),
        });
    }
    out
}

/// `From points.xlsx, sheet "Points", 14 rows`
fn origin(sheet: &Sheet, plan: &Plan) -> String {
    let name = sheet.name.as_ref().map(|it| format!(", sheet \"{it}\"")).unwrap_or_default();
    let rows = match plan.counts.rows {
        1 => "1 row".to_owned(),
        several => format!("{} rows", thousands(several as u64)),
    };
    one_line(&format!("From {}{name}, {rows}", sheet.file)).0
}

/// A lead with its events, as the rules need them.
fn records(shape: &Shape) -> String {
    let Shape { record, events, event, field, .. } = shape;
    format!(
        "record {record} {{\n  id: text, key\n  {}: list of {event}, by lead_id\n}}\n\n\
         record {event} {{\n  lead_id: text\n  {}: text\n  at: datetime, time\n}}\n\n",
        name(events),
        name(field),
    )
}

/// One rule for all assets of a stage: each event takes the row of its asset.
fn rule(stage: &Stage, shape: &Shape, reasons: &Reasons) -> String {
    let row = |asset: &Asset| {
        let reason = reasons.of_asset(stage, asset);
        format!("{} then {}{reason}\n", text(&asset.name), asset.points)
    };
    let rows: String = stage.assets.iter().map(row).collect();
    let (events, field) = (name(&shape.events), name(&shape.field));
    let (others, whole) = (reasons.of_others(stage), reasons.of_stage(stage));
    format!("for each {events} match {field} {{\n{rows}otherwise then +0{others}\n}}{whole}\n")
}

/// Reasons for what would be called the same in several stages, so that explanations tell them apart.
struct Reasons {
    several_stages: bool,
    /// The folded names of assets that stand in several stages.
    shared: HashSet<String>,
}

impl Reasons {
    fn of(plan: &Plan) -> Self {
        let (mut seen, mut shared) = (HashSet::new(), HashSet::new());
        for asset in plan.stages.iter().flat_map(|it| &it.assets) {
            let key = name_key(&asset.name);
            if !seen.insert(key.clone()) {
                shared.insert(key);
            }
        }
        Self { several_stages: plan.stages.len() > 1, shared }
    }

    fn of_asset(&self, stage: &Stage, asset: &Asset) -> String {
        let shared = self.shared.contains(&name_key(&asset.name));
        because(shared, format!("{} ({})", asset.name, called(stage)))
    }

    fn of_others(&self, stage: &Stage) -> String {
        because(self.several_stages, format!("Anything else ({})", called(stage)))
    }

    fn of_stage(&self, stage: &Stage) -> String {
        because(self.several_stages, called(stage).to_owned())
    }
}

fn because(needed: bool, reason: String) -> String {
    if needed { format!(" because {}", text(&reason)) } else { String::new() }
}

fn called(stage: &Stage) -> &str {
    stage.name.as_deref().unwrap_or("no stage")
}

/// The model is called like its file, but not like the record.
fn model_name(stem: &str, record: &str) -> String {
    let name = readable_name(stem, 0, &[]);
    match name_key(&name) == name_key(record) {
        true => format!("{name}_points"),
        false => name,
    }
}

fn number(number: Decimal) -> String {
    number.normalize().to_string()
}

/// A name as rule files write it, in back-ticks if it needs them.
fn name(name: &str) -> String {
    print(ExprKind::Name(vec![Node::new(name.to_owned(), Span::default())]))
}

/// A text as rule files write it.
fn text(text: &str) -> String {
    print(ExprKind::Text(text.to_owned()))
}

fn print(kind: ExprKind) -> String {
    print_expr(&Expr::new(kind, Span::default()))
}
