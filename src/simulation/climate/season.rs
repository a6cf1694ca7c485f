//! The English year: how warm a day is on average, how far days differ, and how far a day goes up and down, by date.
//!
//! Means are those of the Central England Temperature, worked out from its monthly series for 1991 to 2020 (Met Office
//! Hadley Centre, HadCET version 2, `meantemp_monthly_totals.txt`). Half of the daily range is that between the average
//! daily highest and lowest of Coventry (Coundon/Bablake, 89 m above the sea, 1971 to 2000), which lies in the midst of it;
//! England's own averages for those years (Met Office) are within 0.2 K. The spread of single days about the mean is our
//! own estimate, from memory of the daily series: of whole months it is 0.9 K in June and 1.8 K in December. A place
//! further north is cooler: half a degree for each degree of latitude, our own estimate from the regional averages.

use crate::time::Timestamp;

/// By month: the mean, °C; half of what lies between the day's highest and lowest, K; a standard deviation of daily
/// means, K.
const MONTHS: [(f64, f64, f64); 12] = [
    (4.7, 2.8, 3.4),
    (5.0, 3.1, 3.2),
    (6.8, 3.5, 2.8),
    (9.1, 4.2, 2.6),
    (11.9, 4.6, 2.5),
    (14.7, 4.6, 2.4),
    (16.8, 4.8, 2.3),
    (16.6, 4.8, 2.2),
    (14.2, 4.2, 2.3),
    (10.9, 3.6, 2.6),
    (7.3, 3.0, 3.0),
    (4.9, 2.7, 3.4),
];
/// Where Central England is, degrees north, and how much cooler it is a degree further north, K.
const MIDLANDS: f64 = 52.5;
const NORTHWARD: f64 = 0.5;
/// Days in a year.
const YEAR: f64 = 365.242_5;

/// What is usual on a date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Usual {
    /// The day's mean, °C.
    pub(super) mean: f64,
    /// Half of its range, K.
    pub(super) swing: f64,
    /// How far the mean varies, K.
    pub(super) give: f64,
}

/// What is usual at an instant, between the middles of two months.
pub(super) fn usual(at: Timestamp, latitude: f64) -> Usual {
    let years = at.as_millis() as f64 / 86_400_000.0 / YEAR;
    let months = (years.rem_euclid(1.0) * 12.0 - 0.5).rem_euclid(12.0);
    let (this, part) = (months as usize % 12, months.fract());
    let (a, b) = (MONTHS[this], MONTHS[(this + 1) % 12]);
    let between = |from: f64, to: f64| from + (to - from) * part;
    let north = NORTHWARD * (latitude - MIDLANDS).clamp(-10.0, 10.0);
    Usual { mean: between(a.0, b.0) - north, swing: between(a.1, b.1), give: between(a.2, b.2) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::parse_rfc3339;

    #[test]
    fn the_middle_of_a_month_is_as_the_table_has_it_and_the_year_has_no_jump() {
        for (date, mean) in [("2026-01-16T00:00:00Z", 4.7), ("2026-07-17T00:00:00Z", 16.8)] {
            let at = parse_rfc3339(date).expect("a date");
            assert!((usual(at, MIDLANDS).mean - mean).abs() < 0.15, "{:?}", usual(at, MIDLANDS));
            assert!(usual(at, 57.0).mean < mean - 2.0);
        }
        let start = parse_rfc3339("2024-01-01T00:00:00Z").expect("a date");
        for hour in 0..24 * 366 * 3 {
            let at = start + crate::time::Span::hours(hour);
            let (now, then) = (usual(at, 53.8), usual(at + crate::time::Span::hours(1), 53.8));
            assert!((now.mean - then.mean).abs() < 0.01 && (now.give - then.give).abs() < 0.01, "{at:?}");
        }
    }
}
