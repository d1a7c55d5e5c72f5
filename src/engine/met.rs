//! Short texts that were met, found again by their bytes: a few instructions for each, whatever they mean.

use super::table::CellId;

/// So long a text may be, in bytes.
const LONGEST: usize = 2 * HALF;

const HALF: usize = size_of::<u128>();

/// How many texts are remembered; each has one place, and takes it from the one before.
const PLACES: usize = 1 << PLACE_BITS;

const PLACE_BITS: u32 = 11;

/// After so many searches it is decided whether they pay.
const TRIAL: u32 = 4096;

/// If they do not, so many texts are passed by before the next trial.
const PAUSE: u32 = 16 * TRIAL;

/// The bytes of a short text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Key {
    low: u128,
    high: u128,
    length: usize,
}

impl Key {
    /// The key of the text from `start` to `end`; `None` if it is too long, or too near to the end of `bytes` to be
    /// read in one step.
    #[inline]
    pub fn of(bytes: &[u8], start: usize, end: usize) -> Option<Self> {
        let length = end.checked_sub(start).filter(|it| *it <= LONGEST)?;
        let around: &[u8; LONGEST] = bytes.get(start..)?.first_chunk()?;
        let (low, high) = around.split_first_chunk::<HALF>()?;
        let low = u128::from_le_bytes(*low);
        Some(match length <= HALF {
            true => Self { low: low & first_bytes(length), high: 0, length },
            false => {
                let high = u128::from_le_bytes(*high.first_chunk()?);
                Self { low, high: high & first_bytes(length - HALF), length }
            }
        })
    }

    #[inline]
    fn place(self) -> usize {
        // Multiplication spreads every byte over the highest bits.
        const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
        let fold = |half: u128| (half as u64) ^ ((half >> 64) as u64).rotate_left(29);
        let mixed = fold(self.low) ^ fold(self.high).rotate_left(17) ^ self.length as u64;
        (mixed.wrapping_mul(ODD) >> (u64::BITS - PLACE_BITS)) as usize
    }
}

/// All bits of so many bytes.
#[inline]
fn first_bytes(count: usize) -> u128 {
    if count == HALF { u128::MAX } else { (1 << (count * 8)) - 1 }
}

/// Texts with their cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Met {
    places: Vec<Place>,
    searches: u32,
    found: u32,
    pause: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Place {
    key: Key,
    found: Option<Found>,
}

/// What is known of a text about which nothing is to be noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub cell: CellId,
    /// Whether it is a value, and not a blank.
    pub is_value: bool,
}

impl Met {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.places.clear();
    }

    /// Whether to search: not in a column in which hardly a text comes again.
    #[inline]
    pub fn pays(&mut self) -> bool {
        if self.pause > 0 {
            self.pause -= 1;
            return false;
        }
        if self.searches >= TRIAL {
            if self.found < TRIAL / 4 {
                self.pause = PAUSE;
            }
            (self.searches, self.found) = (0, 0);
        }
        true
    }

    /// A text that was met.
    #[inline]
    pub fn find(&mut self, key: Key) -> Option<Found> {
        self.searches += 1;
        let place = self.places.get(key.place())?;
        let found = place.found.filter(|_| place.key == key);
        self.found += u32::from(found.is_some());
        found
    }

    /// Remembers a text.
    pub fn insert(&mut self, key: Key, found: Found) {
        self.places.resize(PLACES, Place::default());
        if let Some(place) = self.places.get_mut(key.place()) {
            *place = Place { key, found: Some(found) };
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn keys_are_equal_if_the_texts_are(before in "[ab\0]{0,9}", one in "[ab\0]{0,33}", two in "[ab\0]{0,33}") {
            let text = format!("{before}{one}{two}{}", "-".repeat(2 * LONGEST));
            let middle = before.len() + one.len();
            let key = |start: usize, end: usize| Key::of(text.as_bytes(), start, end);
            let (first, second) = (key(before.len(), middle), key(middle, middle + two.len()));
            prop_assert_eq!(first.is_some(), one.len() <= LONGEST);
            if let (Some(first), Some(second)) = (first, second) {
                prop_assert_eq!(first == second, one == two);
            }
        }
    }

    #[test]
    fn what_was_met_is_found_until_another_takes_its_place() {
        let mut met = Met::default();
        let text = format!("{:0>8}{}", 7, " ".repeat(LONGEST));
        let key = Key::of(text.as_bytes(), 0, 8).unwrap();
        assert_eq!(met.find(key), None);
        met.insert(key, Found { cell: 3, is_value: true });
        assert_eq!(met.find(key).map(|it| it.cell), Some(3));
        met.clear();
        assert_eq!(met.find(key), None);
    }

    #[test]
    fn a_column_of_ever_new_texts_is_not_searched_in_vain() {
        let mut met = Met::default();
        let searched =
            (0..100_000).filter(|_| met.pays() && met.find(Key::default()).is_none()).count();
        assert!(searched < 15_000, "{searched}");
    }
}
