//! TIHM recordings (Palermo et al., Scientific Data 10:606, 2023): comma-separated rows, one for each time a sensor
//! was triggered, with a header line that differs between homes.
//!
//! There are no rows for a sensor becoming quiet or a door being closed. So every reading is `true`, for doors too: an
//! invented closing would tell a monitor something that nobody measured.

use super::columns;
use super::row::{Row, Said, When, civil_time};

/// Which column holds what, told by the header line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    home: usize,
    place: usize,
    time: usize,
}

impl Columns {
    /// From the header line; `None` when it is none of this format.
    pub(super) fn from_header(line: &str) -> Option<Self> {
        let columns = columns::split(line, ',');
        let find = |names: &[&str]| columns::find(&columns, names);
        Some(Self {
            home: find(&["id", "patient_id"])?,
            place: find(&["location", "location_name"])?,
            // Where both are there, `date` is the day alone; one home's header has only `date`, with the time in it.
            time: find(&["date-time", "date"])?,
        })
    }

    /// Reads one row, and which home it is of; the error says what is wrong with it.
    pub(super) fn parse<'a>(&self, line: &'a str) -> Result<(&'a str, Row<'a>), &'static str> {
        let field = |wanted: usize| line.split(',').nth(wanted).map(str::trim).filter(|field| !field.is_empty());
        let home = field(self.home).ok_or("no home")?;
        let place = field(self.place).ok_or("no place")?;
        let time = field(self.time).ok_or("no time")?;
        let when = time
            .split_once([' ', 'T'])
            .and_then(|(date, time)| civil_time(date, time))
            .ok_or("no date and time such as 2019-06-28 13:03:29")?;
        Ok((home, Row::new(When::Civil(when), place, Said::On)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_headers_are_read() {
        let cases = [
            ("id,location,date-time,date", "h1,fridge-door,2019-06-28 13:03:29,2019-06-28"),
            ("id,location_name,date,day,half", "h1,fridge-door,2019-06-28 13:03:29,2019-06-28,12-24"),
            ("patient_id,location_name,date", "h1,fridge-door,2019-06-28 13:03:29"),
        ];
        for (header, line) in cases {
            let columns = Columns::from_header(header).expect(header);
            let (home, row) = columns.parse(line).expect(line);
            assert_eq!((home, &*row.device, row.word), ("h1", "fridge-door", Said::On));
            assert_eq!(row.when, When::Civil(civil_time("2019-06-28", "13:03:29").expect("a time")));
        }
        assert!(Columns::from_header("id,place,when").is_none());
    }
}
