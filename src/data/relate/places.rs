use crate::data::thousands;

/// Where the rows of a table stand in its files: one entry for each stretch without a gap.
#[derive(Debug, Default)]
pub(super) struct Places {
    rows: u32,
    files: Vec<String>,
    /// The first row of a stretch, its file, and its number there.
    stretches: Vec<(u32, usize, u64)>,
}

impl Places {
    /// A new file begins.
    pub fn file(&mut self, name: &str) {
        self.files.push(name.to_owned());
    }

    /// The next row, by its number in the file; `None` when no more can be counted.
    pub fn add(&mut self, number: u64) -> Option<u32> {
        let row = self.rows;
        self.rows = row.checked_add(1)?;
        let file = self.files.len().saturating_sub(1);
        let goes_on = |(from, of, first): &(u32, usize, u64)| {
            *of == file && first + u64::from(row - from) == number
        };
        if !self.stretches.last().is_some_and(goes_on) {
            self.stretches.push((row, file, number));
        }
        Some(row)
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows as usize
    }

    /// `row 7 of visits.csv`
    pub fn of(&self, row: u32) -> String {
        let (number, file) = self.place(row);
        format!("row {} of {file}", thousands(number))
    }

    /// `rows 7 and 9 of visits.csv`
    pub fn of_two(&self, first: u32, second: u32) -> String {
        let ((number, file), (other, other_file)) = (self.place(first), self.place(second));
        match file == other_file {
            true => format!("rows {} and {} of {file}", thousands(number), thousands(other)),
            false => format!("{} and {}", self.of(first), self.of(second)),
        }
    }

    fn place(&self, row: u32) -> (u64, &str) {
        let after = self.stretches.partition_point(|(from, ..)| *from <= row);
        let Some((from, file, number)) = self.stretches.get(after.saturating_sub(1)) else {
            return (0, "");
        };
        let file = self.files.get(*file).map_or("", String::as_str);
        (number + u64::from(row.saturating_sub(*from)), file)
    }
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn rows_know_their_files() {
        let mut places = Places::default();
        places.file("a.csv");
        // The second and third were rejected.
        let mut rows: Vec<u32> = [1, 4, 5].iter().filter_map(|it| places.add(*it)).collect();
        places.file("b.csv");
        rows.extend([6, 7].iter().filter_map(|it| places.add(*it)));
        assert_eq!(rows, [0, 1, 2, 3, 4]);
        assert_eq!(places.of(0), "row 1 of a.csv");
        assert_eq!(places.of_two(1, 2), "rows 4 and 5 of a.csv");
        assert_eq!(places.of_two(2, 4), "row 5 of a.csv and row 7 of b.csv");
    }
}
