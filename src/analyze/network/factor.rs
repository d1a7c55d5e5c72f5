//! Variables and factors: a sum of small tables.

use std::collections::BTreeMap;

use super::terms::Term;
use super::{NEVER, is_dead};

/// Tables of the same variables are put together as long as they stay this small.
const MOST_TOGETHER: usize = 2_048;

/// A variable of a factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub var: usize,
    /// The class of each of its values: those of one class the factor does not tell apart.
    pub class: Vec<u16>,
    /// How many classes there are.
    pub size: usize,
    /// How far the entries of neighbouring classes lie apart.
    pub stride: usize,
}

impl Asked {
    /// The class to which an entry of the table belongs.
    pub fn class_at(&self, entry: usize) -> usize {
        entry.checked_div(self.stride).and_then(|it| it.checked_rem(self.size)).unwrap_or(0)
    }

    pub fn class_of(&self, value: usize) -> usize {
        self.class.get(value).map_or(0, |it| usize::from(*it))
    }
}

/// What some variables give together.
#[derive(Clone, Debug)]
pub(super) struct Factor {
    /// In rising order.
    pub asked: Vec<Asked>,
    pub table: Vec<i64>,
}

impl Factor {
    /// The entry for some values.
    pub fn entry(&self, choice: &[usize]) -> usize {
        let of = |it: &Asked| it.class_of(choice.get(it.var).copied().unwrap_or(0)) * it.stride;
        self.asked.iter().map(of).sum()
    }

    pub fn worth(&self, choice: &[usize]) -> i64 {
        self.table.get(self.entry(choice)).copied().unwrap_or(NEVER)
    }
}

/// Where a variable stands in a factor.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub factor: usize,
    pub place: usize,
}

/// Variables, what each gives by itself, and what they give together.
#[derive(Clone, Debug, Default)]
pub(super) struct Network {
    /// For each variable its values in rising order, with what they give.
    pub values: Vec<Vec<(usize, i64)>>,
    pub factors: Vec<Factor>,
    pub links: Vec<Vec<Link>>,
    /// What no variable decides.
    pub base: i64,
    /// Every sum is a multiple of it.
    pub unit: i64,
}

impl Network {
    /// The network of terms over variables of these sizes, of which each sum counts so many times.
    pub fn of(sizes: &[usize], terms: &[Term], slopes: &[i64]) -> Self {
        let mut network = Self {
            values: sizes.iter().map(|size| (0..*size).map(|it| (it, 0)).collect()).collect(),
            ..Self::default()
        };
        let mut together: BTreeMap<Vec<usize>, Vec<Factor>> = BTreeMap::new();
        for term in terms {
            let slope = slopes.get(term.sum).copied().unwrap_or(0);
            let weighed = |gain: &i64| if is_dead(*gain) { NEVER } else { gain * slope };
            let table: Vec<i64> = term.table.iter().map(weighed).collect();
            network.unit =
                table.iter().filter(|it| !is_dead(**it)).fold(network.unit, |a, b| gcd(a, *b));
            let factor = Factor { asked: term.asked.clone(), table };
            match factor.asked.as_slice() {
                [] => network.base = plus(network.base, factor.table.first().copied().unwrap_or(0)),
                [only] => network.alone(only, &factor.table),
                _ if factor.table.iter().all(|it| *it == 0) => {}
                several => {
                    let vars = several.iter().map(|it| it.var).collect();
                    add(together.entry(vars).or_default(), factor);
                }
            }
        }
        network.unit = network.unit.max(1);
        network.values.iter_mut().for_each(|it| it.retain(|(_, worth)| !is_dead(*worth)));
        network.factors = together.into_values().flatten().collect();
        network.link();
        network
    }

    fn alone(&mut self, asked: &Asked, table: &[i64]) {
        for (value, worth) in self.values.get_mut(asked.var).into_iter().flatten() {
            let more = table.get(asked.class_of(*value)).copied().unwrap_or(0);
            *worth = plus(*worth, more);
        }
    }

    fn link(&mut self) {
        self.links = vec![Vec::new(); self.values.len()];
        for (factor, it) in self.factors.iter().enumerate() {
            for (place, asked) in it.asked.iter().enumerate() {
                if let Some(links) = self.links.get_mut(asked.var) {
                    links.push(Link { factor, place });
                }
            }
        }
    }

    /// How many entries are looked at to move points once.
    pub fn size(&self) -> u64 {
        let of = |link: &Link| self.factors.get(link.factor).map_or(0, |it| it.table.len());
        let tables: usize = self.links.iter().flatten().map(of).sum();
        tables as u64 + self.choices()
    }

    /// How many entries are looked at to try every value of every variable.
    pub fn choices(&self) -> u64 {
        let of = |(links, values): (&Vec<Link>, &Vec<_>)| links.len() * values.len();
        self.links.iter().zip(&self.values).map(of).sum::<usize>() as u64
    }

    /// The factor of a link, and the variable as it asks it.
    pub fn linked(&self, link: Link) -> Option<(&Factor, &Asked)> {
        let factor = self.factors.get(link.factor)?;
        Some((factor, factor.asked.get(link.place)?))
    }

    pub fn links(&self, var: usize) -> &[Link] {
        self.links.get(var).map_or(&[], Vec::as_slice)
    }

    /// What a value gives by itself.
    pub fn own(&self, var: usize, value: usize) -> i64 {
        let values = self.values.get(var).map_or(&[][..], Vec::as_slice);
        let place = values.binary_search_by_key(&value, |it| it.0);
        place.ok().and_then(|it| values.get(it)).map_or(NEVER, |it| it.1)
    }

    /// What some values give together.
    pub fn worth(&self, choice: &[usize]) -> i64 {
        let own = choice.iter().enumerate().map(|(var, value)| self.own(var, *value));
        let all = own.chain(self.factors.iter().map(|it| it.worth(choice)));
        all.fold(0, plus)
    }

    /// Variables that share factors, directly or through others, each part as a network of its own.
    pub fn parts(&self) -> Vec<(Vec<usize>, Self)> {
        let mut of: Vec<usize> = (0..self.values.len()).collect();
        for factor in &self.factors {
            let asked: Vec<usize> =
                factor.asked.iter().filter_map(|it| of.get(it.var).copied()).collect();
            let first = asked.iter().min().copied().unwrap_or(0);
            of.iter_mut().filter(|it| asked.contains(it)).for_each(|it| *it = first);
        }
        let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        of.iter().enumerate().for_each(|(var, part)| parts.entry(*part).or_default().push(var));
        parts.into_values().map(|vars| (vars.clone(), self.part(&vars))).collect()
    }

    fn part(&self, vars: &[usize]) -> Self {
        let place = |var: usize| vars.binary_search(&var);
        let mut part = Self { unit: self.unit, ..Self::default() };
        part.values = vars.iter().filter_map(|it| self.values.get(*it).cloned()).collect();
        for factor in &self.factors {
            let asked = factor
                .asked
                .iter()
                .map(|it| Some(Asked { var: place(it.var).ok()?, ..it.clone() }));
            if let Some(asked) = asked.collect::<Option<Vec<_>>>() {
                part.factors.push(Factor { asked, table: factor.table.clone() });
            }
        }
        part.link();
        part
    }
}

/// Two worths together: what cannot be stays so.
pub(super) fn plus(one: i64, other: i64) -> i64 {
    if is_dead(one) || is_dead(other) { NEVER } else { one.saturating_add(other) }
}

/// The greatest number of which both are multiples.
pub(in crate::analyze) fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a.abs() } else { gcd(b, a.checked_rem(b).unwrap_or(0)) }
}

/// Adds a factor to others of the same variables, to the last of them if the table of both stays small.
fn add(factors: &mut Vec<Factor>, factor: Factor) {
    match factors.last_mut() {
        Some(last) => match both(last, &factor) {
            Some(sum) => *last = sum,
            None => factors.push(factor),
        },
        None => factors.push(factor),
    }
}

/// Two tables of the same variables as one.
fn both(a: &Factor, b: &Factor) -> Option<Factor> {
    let mut asked: Vec<Asked> = Vec::new();
    let mut classes: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut stride = 1_usize;
    for (one, other) in a.asked.iter().zip(&b.asked) {
        let mut pairs: BTreeMap<(u16, u16), u16> = BTreeMap::new();
        let mut class = Vec::with_capacity(one.class.len());
        for pair in one.class.iter().copied().zip(other.class.iter().copied()) {
            let next = u16::try_from(pairs.len()).ok()?;
            class.push(*pairs.entry(pair).or_insert(next));
        }
        let size = pairs.len();
        asked.push(Asked { var: one.var, class, size, stride });
        let mut of: Vec<_> = pairs.into_iter().map(|(pair, class)| (class, pair)).collect();
        of.sort_unstable();
        classes.push(of.into_iter().map(|(_, (a, b))| (usize::from(a), usize::from(b))).collect());
        stride = stride.checked_mul(size).filter(|it| *it <= MOST_TOGETHER)?;
    }
    let table = (0..stride).map(|entry| {
        let (mut at, mut other_at) = (0, 0);
        for (index, it) in asked.iter().enumerate() {
            let pair = classes.get(index).and_then(|of| of.get(it.class_at(entry)).copied());
            let (one, other) = pair.unwrap_or_default();
            at += one * a.asked.get(index).map_or(0, |it| it.stride);
            other_at += other * b.asked.get(index).map_or(0, |it| it.stride);
        }
        let (one, other) = (a.table.get(at).copied(), b.table.get(other_at).copied());
        plus(one.unwrap_or(NEVER), other.unwrap_or(NEVER))
    });
    Some(Factor { table: table.collect(), asked })
}
