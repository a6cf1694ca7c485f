//! Instants, lengths of time, and the civil clock of one home.
//!
//! The whole program counts in integer milliseconds ([`Timestamp`], [`Span`]), so that a run gives the same bytes on
//! every platform. Civil days, weekdays and daylight saving come from `jiff` with its own copy of the time-zone data,
//! so that the machine's settings cannot change a result. This room knows nothing of homes and never reads a clock.
//! Read [`Calendar`] first.

mod calendar;
mod clock;
mod instant;
mod rfc3339;

pub use self::calendar::{Calendar, CalendarError};
pub use self::clock::{ClockTime, Local, Weekday};
pub(crate) use self::instant::nearest;
pub use self::instant::{Span, Timestamp};
pub use self::rfc3339::parse_rfc3339;

#[cfg(test)]
mod tests {
    use super::*;

    fn london() -> Calendar {
        Calendar::parse("Europe/London", "2026-10-24").expect("a calendar")
    }

    #[test]
    fn the_nearest_whole_number_is_what_rounding_gives() {
        let halves = (-9..=9).map(|half| f64::from(half) / 2.0);
        let edges = [0.499_999_999_999_999_94, 0.5, 1e15 + 0.5, 4_503_599_627_370_495.5, 9.2e18, 1e300, f64::INFINITY];
        let edges = edges.into_iter().chain([f64::NAN]);
        for number in halves.chain(edges).flat_map(|number| [number, -number, number * 0.999, number * 1.001]) {
            assert_eq!(nearest(number), number.round() as i64, "{number}");
        }
    }

    #[test]
    fn spans_and_clocks_are_read_as_they_are_written() {
        for (text, millis) in [
            ("9 h", Some(32_400_000)),
            ("1 h 30 min", Some(5_400_000)),
            ("45 s", Some(45_000)),
            ("2 days 1 h", Some(176_400_000)),
            ("-5 min", Some(-300_000)),
            ("0 s", Some(0)),
            ("", None),
            ("h", None),
            ("9", None),
            ("30 min 1 h", None),
            ("1 h 1 h", None),
            ("1.5 h", None),
            ("99999999999999999999 h", None),
            ("9000000000000000 h", None),
        ] {
            assert_eq!(Span::parse(text).map(Span::as_millis), millis, "{text}");
        }
        for millis in [0, 1, 999, 1_000, 61_250, 5_400_000, 86_400_000, -300_000] {
            assert_eq!(Span::parse(&Span::millis(millis).exact()), Some(Span::millis(millis)));
        }
        for text in ["00:00", "07:30", "07:30:15", "23:59:59.999"] {
            assert_eq!(ClockTime::parse(text).map(ClockTime::exact).as_deref(), Some(text));
        }
        for text in ["24:00", "7:60", "07:30:60", "07:30.250", "07:30:15.25", "07", "", "-1:00"] {
            assert_eq!(ClockTime::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_and_clocks_go_there_and_back() {
        let calendar = london();
        for day in 1..400 {
            for clock in ["00:00", "06:45", "23:59"] {
                let clock = ClockTime::parse(clock).expect("a clock time");
                let local = calendar.local(calendar.at(day, clock));
                assert_eq!((local.day, local.clock), (day, clock));
            }
        }
    }

    #[test]
    fn times_beyond_the_calendar_are_no_reason_to_panic() {
        let calendar = london();
        for millis in [i64::MIN, i64::MIN + 1, -400_000_000_000_000, 400_000_000_000_000, i64::MAX] {
            let at = Timestamp::from_millis(millis);
            assert_eq!(calendar.local(at).date.year() < 0, millis < 0, "{millis}");
            assert!(!calendar.rfc3339(at).is_empty());
        }
    }

    #[test]
    fn the_night_the_clocks_go_back_has_an_hour_more() {
        let calendar = london();
        assert_eq!(calendar.at(3, ClockTime::MIDNIGHT) - calendar.at(2, ClockTime::MIDNIGHT), Span::hours(25));
        assert_eq!(calendar.rfc3339(calendar.at(2, ClockTime::MIDNIGHT)), "2026-10-25T00:00:00+01:00");
        assert_eq!(calendar.rfc3339(calendar.at(3, ClockTime::MIDNIGHT)), "2026-10-26T00:00:00+00:00");
        assert_eq!(calendar.local(calendar.at(2, ClockTime::MIDNIGHT)).weekday, Weekday::Sunday);
    }

    #[test]
    fn spans_read_as_people_say_them() {
        let cases =
            [(20, "20 s"), (35 * 60, "35 min"), (7_500, "2 h 5 min"), (86_400, "1 day"), (180_000, "2 days 2 h")];
        for (seconds, text) in cases {
            assert_eq!(Span::seconds(seconds).to_string(), text);
        }
    }

    #[test]
    fn only_real_clock_times_are_read() {
        for bad in ["24:00", "7", "07:60", "07:30:99", "-1:00", "07:30:00:00", "", "+7:30", "007:30"] {
            assert_eq!(ClockTime::parse(bad), None, "{bad:?}");
        }
        assert_eq!(ClockTime::parse("7:05"), ClockTime::new(7, 5));
    }
}
