//! The rows of a sheet → assets with points, by stage, and what is to be said of them.

use std::collections::HashMap;

use super::columns::{Columns, is_aging, is_total};
use super::one_line;
use super::points::{self, Points, Problem, Unit};
use super::remarks::{Reason, Remark};
use super::sheet::{Cell, Place, Row, Sheet};
use crate::ir::name_key;

/// What a blank cell in the column of stages means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BlankStage {
    /// The stage above it: people merge the cells, or write a stage once.
    #[default]
    Above,
    /// No stage.
    None,
}

/// The assets of a stage in the order of the sheet.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stage {
    /// Its name as first written; none for assets without a stage.
    pub name: Option<String>,
    pub assets: Vec<Asset>,
}

/// An asset with its points.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Asset {
    pub name: String,
    pub points: Points,
    pub place: Place,
}

/// What became of all rows below the header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows with something in them.
    pub rows: usize,
    /// Rows that became a rule.
    pub rules: usize,
    /// Rows that say again what another row says.
    pub repeated: usize,
    /// Rows that gave no rule; each is told.
    pub left_out: usize,
}

/// The sheet as rules will say it.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub stages: Vec<Stage>,
    pub counts: Counts,
    pub remarks: Vec<Remark>,
    /// Where a stage stands by its folded name, and an asset by its stage and folded name.
    known: HashMap<(Option<String>, Option<String>), usize>,
    above: Option<String>,
    as_above: Vec<Place>,
    rounded: Vec<Place>,
    on_one_line: Vec<Place>,
    by_column: bool,
}

/// Reads the rows below the header.
pub(super) fn plan(sheet: &Sheet, columns: &Columns, blank: BlankStage) -> Plan {
    let rows = sheet.rows.get(columns.header + 1..).unwrap_or_default();
    let unit = unit(rows, columns);
    let mut plan = Plan::default();
    for (place, reason) in &sheet.unreadable {
        plan.counts.rows += 1;
        plan.leave_out(*place, Reason::Unreadable(reason.clone()));
    }
    for (at, row) in rows.iter().enumerate() {
        plan.counts.rows += 1;
        let is_last = at + 1 == rows.len();
        if let Err(reason) = plan.row(row, columns, unit, blank, is_last) {
            plan.leave_out(row.place, reason);
        }
    }
    plan.several_stages();
    plan.how_cells_were_read(rows, columns, unit);
    plan
}

impl Plan {
    fn leave_out(&mut self, place: Place, reason: Reason) {
        self.counts.left_out += 1;
        self.remarks.push(Remark::LeftOut { place, reason });
    }

    fn row(
        &mut self,
        row: &Row,
        columns: &Columns,
        unit: Unit,
        blank: BlankStage,
        is_last: bool,
    ) -> Result<(), Reason> {
        let nothing = Cell::Text(String::new());
        let stage_cell = columns.stage.map_or(&nothing, |at| row.cell(at));
        let (stage, stage_changed) = one_line(&stage_cell.text());
        let (asset, asset_changed) = one_line(&row.cell(columns.asset).text());
        let score = row.cell(columns.score);
        if !stage.is_empty() {
            self.above = Some(stage.clone());
        }
        if let (false, Cell::Other(text, kind)) = (asset.is_empty(), row.cell(columns.asset))
            && *kind == "an error"
        {
            return Err(Reason::AssetIsError(text.clone()));
        }
        match (asset.is_empty(), score.is_blank(), stage.is_empty()) {
            (true, true, false) => return Err(Reason::OnlyStage(stage)),
            (true, true, true) => return Err(Reason::Nothing),
            (true, false, _) => return Err(Reason::NoAsset(score.text().into_owned())),
            (false, _, true) if is_last && is_total(&asset) => return Err(Reason::Total(asset)),
            (false, ..) => {}
        }
        let read = match points::read(score, unit) {
            Ok(read) => read,
            Err(Problem::Blank) => return Err(Reason::NoScore(asset)),
            Err(problem) => return Err(Reason::Score(asset, problem)),
        };
        let stage = match (stage.is_empty(), blank) {
            (false, _) => Some(stage),
            (true, BlankStage::Above) => self.above.clone(),
            (true, BlankStage::None) => None,
        };
        if stage_cell.is_blank() && stage.is_some() {
            self.as_above.push(row.place);
        }
        if asset_changed || stage_changed {
            self.on_one_line.push(row.place);
        }
        if read.rounded {
            self.rounded.push(row.place);
        }
        self.by_column |= read.by_column;
        self.add(stage, Asset { name: asset, points: read.points, place: row.place });
        Ok(())
    }

    /// Puts an asset into its stage, unless it stands there already.
    fn add(&mut self, stage: Option<String>, asset: Asset) {
        let key = stage.as_deref().map(name_key);
        let count = self.stages.len();
        let at = *self.known.entry((key.clone(), None)).or_insert(count);
        if at == count {
            self.stages.push(Stage { name: stage.clone(), assets: Vec::new() });
        }
        let Some(stage) = self.stages.get_mut(at) else { return };
        let count = stage.assets.len();
        let place = self.known.entry((key, Some(name_key(&asset.name)))).or_insert(count);
        let Some(first) = stage.assets.get(*place).cloned() else {
            stage.assets.push(asset);
            self.counts.rules += 1;
            return;
        };
        let stage = stage.name.clone();
        if first.points == asset.points {
            self.counts.repeated += 1;
            self.remarks.push(Remark::Repeated { stage, first, again: asset.place });
        } else {
            self.counts.left_out += 1;
            self.remarks.push(Remark::TwoScores { stage, first, other: asset });
        }
    }

    /// Says which assets count in more than one stage.
    fn several_stages(&mut self) {
        let mut order: Vec<(String, Vec<Option<String>>)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for stage in &self.stages {
            for asset in &stage.assets {
                let place = *places.entry(name_key(&asset.name)).or_insert(order.len());
                match order.get_mut(place) {
                    Some((_, stages)) => stages.push(stage.name.clone()),
                    None => order.push((asset.name.clone(), vec![stage.name.clone()])),
                }
            }
        }
        let several = order.into_iter().filter(|(_, stages)| stages.len() > 1);
        self.remarks.extend(several.map(|(asset, stages)| Remark::SeveralStages { asset, stages }));
    }

    fn how_cells_were_read(&mut self, rows: &[Row], columns: &Columns, unit: Unit) {
        let mut take = |places: &mut Vec<Place>, remark: fn(Vec<Place>) -> Remark| {
            if !places.is_empty() {
                self.remarks.push(remark(std::mem::take(places)));
            }
        };
        take(&mut self.as_above, Remark::AsAbove);
        take(&mut self.rounded, Remark::Rounded);
        take(&mut self.on_one_line, Remark::OnOneLine);
        if self.by_column {
            self.remarks.push(Remark::PercentByColumn { fraction: unit.fraction });
        } else if !unit.percent && all_fractions(rows, columns) {
            self.remarks.push(Remark::AllFractions);
        }
        if !columns.others.is_empty() {
            let names = columns.others.clone();
            let aging = names.iter().find(|it| is_aging(it)).cloned();
            self.remarks.push(Remark::Unused { names, aging });
        }
    }
}

fn unit(rows: &[Row], columns: &Columns) -> Unit {
    let percent = columns.percent;
    Unit { percent, fraction: percent && all_fractions(rows, columns) }
}

/// Whether all numbers without a sign of percent lie between -1 and 1, and not all of them are whole.
fn all_fractions(rows: &[Row], columns: &Columns) -> bool {
    let numbers = || rows.iter().filter_map(|row| points::plain_number(row.cell(columns.score)));
    numbers().all(|it| it.abs() <= rust_decimal::Decimal::ONE)
        && numbers().any(|it| !it.normalize().is_integer())
}
