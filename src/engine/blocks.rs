//! Rules over several columns, 64 at a time: a bit for each cube, and for each cell a word of the cubes that it allows.
//!
//! A cube holds where all its columns allow it, so the words of a record's cells, and-ed, are the cubes that hold
//! (the bit vectors of packet filters: Lakshman and Stiliadis, SIGCOMM 1998).

use std::collections::BTreeSet;

use super::choice::{Choice, Effect};
use crate::cells::AxisId;
use crate::cells::{Cube, Logic};

/// How many cubes a block has room for.
const ROOM: usize = u64::BITS as usize;

/// Up to 64 cubes.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    /// The axes that its cubes ask, and which of the sides of each is that of this block.
    pub axes: Vec<(AxisId, usize)>,
    /// The cubes of which several may hold, and all count.
    pub all: u64,
    /// The cubes of choices: in each of these masks only the lowest that holds counts.
    pub first: Vec<u64>,
    /// What each cube gives.
    pub effects: Vec<Effect>,
    cubes: Vec<Cube>,
}

/// What an axis says of the cubes of one block.
#[derive(Clone, Debug)]
pub(super) struct Side {
    /// The cubes that do not ask this axis.
    pub free: u64,
    /// The conditions of those that do, each with its bit.
    pub asked: Vec<(u32, Logic)>,
}

/// A choice whose cubes fit into a block.
struct Unit {
    axes: Vec<AxisId>,
    cubes: Vec<(Cube, Effect)>,
    is_choice: bool,
}

impl Block {
    /// Packs choices into blocks; gives those back that have too many cubes.
    pub fn pack(choices: Vec<Choice>) -> (Vec<Self>, Vec<Choice>) {
        let (mut units, mut rest) = (Vec::new(), Vec::new());
        for choice in choices {
            match Unit::of(&choice) {
                Some(unit) => units.push(unit),
                None => rest.push(choice),
            }
        }
        // Neighbours that ask the same axes make a block that asks few.
        units.sort_by(|a, b| a.axes.cmp(&b.axes));
        let mut blocks: Vec<Self> = Vec::new();
        for unit in units {
            match blocks.last_mut().filter(|it| it.cubes.len() + unit.cubes.len() <= ROOM) {
                Some(block) => block.add(unit),
                None => {
                    let mut block = Self::default();
                    block.add(unit);
                    blocks.push(block);
                }
            }
        }
        for block in &mut blocks {
            let axes: BTreeSet<AxisId> =
                block.cubes.iter().flat_map(|it| it.keys().copied()).collect();
            block.axes = axes.into_iter().map(|axis| (axis, 0)).collect();
        }
        (blocks, rest)
    }

    fn add(&mut self, unit: Unit) {
        let mut mask = 0;
        for (cube, effect) in unit.cubes {
            mask |= 1 << self.cubes.len();
            self.cubes.push(cube);
            self.effects.push(effect);
        }
        match unit.is_choice {
            true => self.first.push(mask),
            false => self.all |= mask,
        }
    }

    /// How many cubes it has.
    pub fn cubes(&self) -> usize {
        self.cubes.len()
    }

    /// What one of its axes says.
    pub fn side(&self, axis: AxisId) -> Side {
        let mut side = Side { free: !0, asked: Vec::new() };
        for (bit, cube) in (0_u32..).zip(&self.cubes) {
            if let Some(logic) = cube.get(&axis) {
                side.free &= !(1 << bit);
                side.asked.push((bit, logic.clone()));
            }
        }
        side
    }

    /// What the cubes give that hold.
    pub fn effects_of(&self, holding: u64) -> impl Iterator<Item = Effect> {
        let mut left = self.counting(holding);
        std::iter::from_fn(move || {
            let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
            left &= left - 1;
            self.effects.get(bit).copied()
        })
    }

    /// The cubes that count, of those that hold.
    fn counting(&self, holding: u64) -> u64 {
        self.first.iter().fold(holding & self.all, |counting, mask| {
            let of_choice = holding & mask;
            counting | (of_choice & of_choice.wrapping_neg())
        })
    }
}

impl Side {
    /// The cubes that a cell allows, of which these tests hold.
    pub fn word(&self, holds: &impl Fn(AxisId, usize) -> bool) -> u64 {
        let asked = self.asked.iter().filter(|(_, logic)| logic.holds(holds));
        asked.fold(self.free, |word, (bit, _)| word | 1 << bit)
    }
}

impl Unit {
    fn of(choice: &Choice) -> Option<Self> {
        let mut cubes = Vec::new();
        for (logic, effect) in &choice.options {
            cubes.extend(logic.cubes()?.into_iter().map(|cube| (cube, *effect)));
            if cubes.len() > ROOM {
                return None;
            }
        }
        Some(Self { axes: choice.axes(), cubes, is_choice: choice.options.len() > 1 })
    }
}
