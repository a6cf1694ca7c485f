//! Where the sun stands.
//!
//! Meeus's low-precision formulae in the form of NOAA's solar calculator, good to about 0.01° between 1900 and 2100.
//! The altitude is geometric: refraction, which lifts the sun by half a degree at the horizon and by less than a
//! fiftieth of one above 40°, is left out. This room knows nothing of homes.

use super::view::Sun;
use crate::time::Timestamp;

/// The sun's place in the sky at an instant, seen from so many degrees north and east.
pub fn sun(latitude: f64, longitude: f64, at: Timestamp) -> Sun {
    let days_since_1970 = at.as_millis() as f64 / 86_400_000.0;
    // Julian centuries since 2000-01-01 12:00; 1970-01-01 00:00 UTC is 10,957.5 days before it.
    let century = (days_since_1970 - 10_957.5) / 36_525.0;

    // Meeus, Astronomical Algorithms, chapter 25.
    let mean_longitude = wrapped(280.466_46 + century * (36_000.769_83 + century * 0.000_303_2));
    let anomaly = radians(357.529_11 + century * (35_999.050_29 - century * 0.000_153_7));
    let eccentricity = 0.016_708_634 - century * (0.000_042_037 + century * 0.000_000_126_7);
    let centre = libm::sin(anomaly) * (1.914_602 - century * (0.004_817 + century * 0.000_014))
        + libm::sin(2.0 * anomaly) * (0.019_993 - century * 0.000_101)
        + libm::sin(3.0 * anomaly) * 0.000_289;
    let node = radians(125.04 - 1_934.136 * century);
    let apparent = radians(mean_longitude + centre - 0.005_69 - 0.004_78 * libm::sin(node));
    let obliquity = radians(23.439_291 - century * 0.013_004_2 + 0.002_56 * libm::cos(node));
    let declination = libm::asin(libm::sin(obliquity) * libm::sin(apparent));

    // The equation of time in minutes: how far a sundial runs ahead of the clock (Meeus, chapter 28).
    let y = libm::tan(obliquity / 2.0) * libm::tan(obliquity / 2.0);
    let l = radians(mean_longitude);
    let equation = 4.0
        * degrees(
            y * libm::sin(2.0 * l) - 2.0 * eccentricity * libm::sin(anomaly)
                + 4.0 * eccentricity * y * libm::sin(anomaly) * libm::cos(2.0 * l)
                - 0.5 * y * y * libm::sin(4.0 * l)
                - 1.25 * eccentricity * eccentricity * libm::sin(2.0 * anomaly),
        );

    let minutes = at.as_millis().rem_euclid(86_400_000) as f64 / 60_000.0;
    let hour_angle = radians((minutes + equation + 4.0 * longitude) / 4.0 - 180.0);
    let phi = radians(latitude);
    let (sin_d, cos_d) = (libm::sin(declination), libm::cos(declination));
    let altitude = libm::sin(phi) * sin_d + libm::cos(phi) * cos_d * libm::cos(hour_angle);
    let azimuth = libm::atan2(
        -cos_d * libm::sin(hour_angle),
        sin_d * libm::cos(phi) - cos_d * libm::sin(phi) * libm::cos(hour_angle),
    );
    Sun { altitude: degrees(libm::asin(altitude.clamp(-1.0, 1.0))), azimuth: wrapped(degrees(azimuth)) }
}

/// How fast the sun's height changes at most, degrees a minute: the Earth turns by 0.251, and what the year adds is less
/// than a thousandth of that.
const FASTEST: f64 = 0.26;

/// The sun's height as it was worked out a while ago. Whoever asks only on which side of some height it is now mostly
/// gets the answer from that, since it moves no faster than the Earth turns.
#[derive(Clone, Copy, Debug)]
pub struct Lately {
    latitude: f64,
    longitude: f64,
    at: Timestamp,
    altitude: f64,
}

impl Lately {
    /// As it stands at an instant, seen from so many degrees north and east.
    pub fn new(latitude: f64, longitude: f64, at: Timestamp) -> Self {
        Self { latitude, longitude, at, altitude: sun(latitude, longitude, at).altitude }
    }

    /// As it stands at an instant, from the same place.
    pub fn set(&mut self, at: Timestamp, sun: Sun) {
        (self.at, self.altitude) = (at, sun.altitude);
    }

    /// Whether it stands lower than so many degrees at an instant: exactly what [`sun`] would say.
    pub fn is_below(&self, degrees: f64, at: Timestamp) -> bool {
        let moved = FASTEST * (at - self.at).as_seconds().abs() / 60.0;
        // With room to spare for rounding, which is some millions of times smaller.
        if (self.altitude - degrees).abs() > moved + 0.01 {
            return self.altitude < degrees;
        }
        sun(self.latitude, self.longitude, at).altitude < degrees
    }
}

fn radians(degrees: f64) -> f64 {
    degrees.to_radians()
}

fn degrees(radians: f64) -> f64 {
    radians.to_degrees()
}

/// The same angle from 0 up to 360 degrees.
fn wrapped(degrees: f64) -> f64 {
    degrees.rem_euclid(360.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{Span, parse_rfc3339};

    fn sun_at(latitude: f64, longitude: f64, when: &str) -> Sun {
        sun(latitude, longitude, parse_rfc3339(when).expect("an instant"))
    }

    #[test]
    fn noon_stands_as_high_as_the_almanac_says() {
        // At local noon the altitude is 90° − latitude + declination; declinations from the Astronomical Almanac.
        let cases = [
            (51.5, 0.0, "2026-06-21T12:01:50Z", 90.0 - 51.5 + 23.44, 180.0),
            (51.5, 0.0, "2026-12-21T11:58:05Z", 90.0 - 51.5 - 23.44, 180.0),
            (53.8, -1.5, "2026-11-30T11:54:36Z", 90.0 - 53.8 - 21.65, 180.0),
            (-33.9, 151.2, "2026-12-21T01:53:15Z", 90.0 - 33.9 + 23.44, 0.0),
        ];
        for (latitude, longitude, when, altitude, azimuth) in cases {
            let sun = sun_at(latitude, longitude, when);
            assert!((sun.altitude - altitude).abs() < 0.05, "{when}: {sun:?}");
            let aside = (sun.azimuth - azimuth + 540.0).rem_euclid(360.0) - 180.0;
            assert!(aside.abs() < 0.5, "{when}: {sun:?}");
        }
    }

    #[test]
    fn london_rises_and_sets_when_the_almanac_says() {
        // Times from the almanac; the upper edge touches the horizon, refracted, at an altitude of −0.833°.
        let cases = [
            ("2026-06-21T03:43:00Z", "2026-06-21T20:21:00Z", 49.0, 311.0),
            ("2026-12-21T08:04:00Z", "2026-12-21T15:53:00Z", 128.0, 232.0),
        ];
        for (rise, set, east, west) in cases {
            for (when, azimuth) in [(rise, east), (set, west)] {
                let sun = sun_at(51.5, -0.12, when);
                assert!((sun.altitude + 0.833).abs() < 0.2, "{when}: {sun:?}");
                assert!((sun.azimuth - azimuth).abs() < 1.5, "{when}: {sun:?}");
            }
        }
    }

    #[test]
    fn what_is_known_lately_says_the_same_as_the_sun_itself() {
        let starts = parse_rfc3339("2026-03-01T00:00:00Z").expect("an instant");
        // From the equator, where it rises steepest, and from where it hardly sets.
        for latitude in [-1.3, 51.5, 66.6] {
            let mut lately = Lately::new(latitude, 36.8, starts);
            for minute in 0..7 * 1_440 {
                let at = starts + Span::seconds(60 * minute + 13);
                let now = sun(latitude, 36.8, at);
                for degrees in [3.0, 5.0] {
                    assert_eq!(lately.is_below(degrees, at), now.altitude < degrees, "{latitude}° at minute {minute}");
                }
                // Now and then is enough, and seldom is still right.
                if minute % [10, 97, 700][minute as usize / 1_440 % 3] == 0 {
                    lately.set(at, now);
                }
            }
        }
    }

    #[test]
    fn the_sun_moves_smoothly_and_stays_in_range() {
        let mut at = parse_rfc3339("2026-01-01T00:00:00Z").expect("an instant");
        let mut last = sun(53.8, -1.5, at);
        for _ in 0..365 * 96 {
            at += Span::minutes(15);
            let now = sun(53.8, -1.5, at);
            assert!((-90.0..=90.0).contains(&now.altitude) && (0.0..360.0).contains(&now.azimuth));
            assert!((now.altitude - last.altitude).abs() < 3.0, "{last:?} {now:?}");
            last = now;
        }
    }
}
