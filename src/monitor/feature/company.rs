//! Whether more than one person is in the home: two rooms busy at once, in a way that one person cannot bring about.
//!
//! One person takes their time from room to room. How long the quick walks of each way take is learned (their tenth
//! percentile); movement in the other room after less than half of that is somebody else. So is movement in quick turns in
//! two rooms between which nobody ever walks straight. Even one person seems to be in two rooms now and then, when a
//! sensor sees through an open door: how often is learned too, and both are weighed as Poisson rates. Two people who sit
//! in the same room are not found.
//!
//! A pet, or a child now and then, is too seldom in another room at once to be noticed within half an hour. So the signs
//! of a whole day are counted, too: how many a day has is learned (Gamma-Poisson), and a day is *crowded* from the sign on
//! that is more than one day in a thousand brings.

use serde::{Deserialize, Serialize};

use crate::monitor::baseline::gamma_poisson::GammaPoisson;
use crate::time::{Span, Timestamp};

/// A way needs so many walks before its quick ones are known.
const KNOWN: u32 = 20;
/// Longer than this between two sensors is no walk straight through.
const LONGEST: Span = Span::seconds(60);
/// The share of walks that are quick.
const QUICK: f64 = 0.1;
/// Movement after less than this share of a quick walk is somebody else's.
const TOO_QUICK: f64 = 0.5;
/// Whoever leaves a room goes straight to another at least once in so many times, or the two are not next to each other,
const SELDOM: u32 = 50;
/// and then nobody is in both within so long.
const APART: Span = Span::seconds(6);
/// So far back signs of somebody else count.
const WINDOW: Span = Span::minutes(30);
/// So many of the latest are kept.
const KEPT: usize = 16;
/// Two people who are about seem to be in two rooms at once so often an hour: each is seen about once a minute, in
/// different rooms half of the time, and one pair of sightings in ten lies closer together than a walk.
const TOGETHER_AN_HOUR: f64 = 6.0;
/// Before anything is known, one person seems to be in two rooms once in a hundred hours of activity, with the weight of two.
const ALONE: (f64, f64) = (0.02, 2.0);
/// How likely company is before anything is seen: about an hour in a day.
const COMPANY: f64 = 0.05;
/// From this on, there is company.
const SURE: f64 = 0.8;
/// Company that has not been noticed for so long has gone, or sits still with the person.
const LASTS: Span = Span::minutes(90);
/// So many days must have been counted before one is called crowded: each weekday twice, as far as company is concerned.
const COUNTED: u32 = 14;
/// The share of days with fewer signs than make a day crowded.
const UNCROWDED: f64 = 0.999;
/// Where there is somebody else on more than this share of days, a day with company is an ordinary one.
pub(in crate::monitor) const OFTEN: f64 = 0.3;
/// After the last sign of a crowded day whoever else was there is there for so long: over the night, until they would be
/// noticed anew.
const CROWDED_FOR: Span = Span::hours(24);

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Way {
    /// The logarithm of the quick walks' seconds.
    quick: f64,
    walks: u32,
}

/// Who is there besides the person.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct Company {
    areas: usize,
    ways: Vec<Way>,
    /// How often each area was left for another.
    left: Vec<u32>,
    last: Option<(usize, Timestamp)>,
    /// The latest signs of somebody else.
    signs: [Timestamp; KEPT],
    next: usize,
    /// Signs of somebody else while nobody else was thought to be there, and hours of activity.
    alone: (f64, f64),
    /// When company was noticed first and last, while it lasts.
    noticed: Option<(Timestamp, Timestamp)>,
    /// Days with company, and days.
    days: (f64, f64),
    today: bool,
    /// Crowded days, and whether today is one.
    crowds: f64,
    crowd: bool,
    /// How many signs of somebody else a day has, over so many days.
    a_day: GammaPoisson,
    counted: u32,
    so_far: u32,
    /// More signs than this make a day crowded; `None` while too few days are known.
    many: Option<f64>,
    /// The last sign of a crowded day.
    crowded: Option<Timestamp>,
}

impl Company {
    pub fn new(areas: usize) -> Self {
        Self {
            areas,
            ways: vec![Way::default(); areas * areas],
            left: vec![0; areas],
            last: None,
            signs: [Timestamp::MIN; KEPT],
            next: 0,
            alone: ALONE,
            noticed: None,
            days: (0.0, 0.0),
            today: false,
            crowds: 0.0,
            crowd: false,
            a_day: GammaPoisson::default(),
            counted: 0,
            so_far: 0,
            many: None,
            crowded: None,
        }
    }

    /// A movement sensor saw somebody in an area, at `night` or by day.
    pub fn see(&mut self, area: usize, at: Timestamp, night: bool) {
        let last = self.last.replace((area, at));
        let Some((from, then)) = last else { return };
        let took = at - then;
        if took <= LONGEST {
            self.alone.1 += took.as_hours();
        }
        if from == area || took > LONGEST {
            return;
        }
        let Some(way) = self.ways.get_mut(from * self.areas + area) else { return };
        let left = self.left.get(from).copied().unwrap_or_default();
        let length = libm::log(took.as_seconds().max(0.1));
        let impossible = if way.walks >= KNOWN {
            length < way.quick + libm::log(TOO_QUICK)
        } else {
            left >= SELDOM * KNOWN.min(4) && way.walks * SELDOM < left && took <= APART
        };
        if impossible {
            self.signs[self.next % KEPT] = at;
            self.next = (self.next + 1) % KEPT;
            // Whoever walks up and down at night is one person, though quick ways are many then.
            self.so_far = self.so_far.saturating_add(u32::from(!night));
            if self.many.is_some_and(|many| f64::from(self.so_far) > many) && !night {
                self.crowded = Some(at);
                self.crowd = true;
            }
            if self.noticed.is_none() {
                self.alone.0 += 1.0;
            }
            if self.likely(at) >= SURE {
                let first = self.signs.iter().copied().filter(|sign| at - *sign <= WINDOW).min().unwrap_or(at);
                let noticed = self.noticed.get_or_insert_with(|| {
                    self.today = true;
                    (first, at)
                });
                noticed.1 = at;
            }
            return;
        }
        // Robbins and Monro's quantile: a step up for each longer walk, nine for each shorter.
        if way.walks == 0 {
            way.quick = length;
        } else {
            let step = (1.0 / f64::from(way.walks + 1).sqrt()).max(0.02);
            way.quick += step * if length < way.quick { QUICK - 1.0 } else { QUICK };
        }
        way.walks = way.walks.saturating_add(1);
        if let Some(left) = self.left.get_mut(from) {
            *left = left.saturating_add(1);
        }
    }

    /// How likely somebody else is there, from the last half hour alone.
    fn likely(&self, now: Timestamp) -> f64 {
        let signs = self.signs.iter().filter(|sign| now - **sign <= WINDOW).count() as f64;
        let (alone, together) = (self.alone.0 / self.alone.1, TOGETHER_AN_HOUR);
        let says = signs * libm::log(together / alone.clamp(1e-3, together)) - WINDOW.as_hours() * (together - alone);
        let odds = COMPANY / (1.0 - COMPANY) * libm::exp(says.clamp(-50.0, 50.0));
        odds / (1.0 + odds)
    }

    /// A minute has passed.
    pub fn tick(&mut self, now: Timestamp, out: bool) {
        if let Some((_, latest)) = self.noticed
            && (out || now - latest > LASTS)
        {
            self.noticed = None;
        }
    }

    /// A day has passed.
    pub fn close_day(&mut self, factor: f64, watched: bool) {
        let (with, all) = self.days;
        let today = std::mem::take(&mut self.today) || self.noticed.is_some();
        self.days =
            (with * factor + f64::from(u8::from(today && watched)), all * factor + f64::from(u8::from(watched)));
        let crowd = std::mem::take(&mut self.crowd);
        self.crowds = self.crowds * factor + f64::from(u8::from(crowd && watched));
        let so_far = f64::from(std::mem::take(&mut self.so_far));
        self.a_day.forget(factor);
        // Days with company say nothing about days without, unless company is what is usual here.
        if watched && (!(today || crowd) || self.is_usual()) {
            self.a_day.add(so_far, 1.0);
            self.counted = self.counted.saturating_add(1);
        }
        self.many = (self.counted >= COUNTED).then(|| self.a_day.quantile(UNCROWDED));
        let (signs, hours) = self.alone;
        self.alone = (ALONE.0 + (signs - ALONE.0) * factor, ALONE.1 + (hours - ALONE.1) * factor);
    }

    /// Since when there is somebody else, and how surely.
    pub fn here(&self, now: Timestamp) -> Option<(Timestamp, f64)> {
        let (since, latest) = self.noticed?;
        // The longer nobody else was noticed, the less sure.
        let fades = 1.0 - 0.5 * ((now - latest).as_hours() / LASTS.as_hours()).clamp(0.0, 1.0);
        Some((since, 0.95 * fades))
    }

    /// Whether two rooms were busy at once so often, today or within a day, that somebody else must be about.
    pub fn crowded(&self, now: Timestamp) -> bool {
        self.crowded.is_some_and(|last| now - last <= CROWDED_FOR)
    }

    /// Whether somebody else was there at some time today.
    pub fn was_here_today(&self) -> bool {
        self.today || self.crowd || self.noticed.is_some()
    }

    /// Whether there is somebody else, or something else that moves, so often that days with it are ordinary ones.
    pub fn is_usual(&self) -> bool {
        self.usual() >= OFTEN || self.crowds / (self.days.1 + 2.0) >= OFTEN
    }

    /// On which share of days there is company.
    pub fn usual(&self) -> f64 {
        self.days.0 / (self.days.1 + 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A day of one person who walks between three rooms in a row, the middle one next to both.
    fn alone(company: &mut Company, day: i64) {
        let mut at = Timestamp::from_millis(0) + Span::days(day);
        for n in 0..60 {
            let room = [0, 1, 2, 1][n % 4];
            company.see(room, at, false);
            company.see(room, at + Span::seconds(70), false);
            at += Span::seconds(140 + (n as i64 * 7) % 11);
            company.see([1, 2, 1, 0][n % 4], at - Span::seconds(64 - (n as i64 * 5) % 9), false);
        }
        company.close_day(0.98, true);
    }

    #[test]
    fn one_person_is_one_and_two_are_two() {
        let mut company = Company::new(3);
        for day in 0..20 {
            alone(&mut company, day);
            assert!(company.noticed.is_none(), "day {day}");
        }
        // Somebody in the last room and somebody in the first.
        let start = Timestamp::from_millis(0) + Span::days(21);
        for n in 0..40 {
            company.see(0, start + Span::seconds(63 * n), false);
            company.see(2, start + Span::seconds(63 * n + (n * 17) % 60), false);
        }
        let now = start + Span::seconds(63 * 40);
        assert!(company.here(now).is_some_and(|(since, sure)| since >= start && sure > 0.7));
        company.tick(now + Span::hours(2), false);
        assert_eq!(company.here(now + Span::hours(2)), None);
    }

    /// Something that runs from the first room to the last every forty minutes, from `hour` on.
    fn runs(company: &mut Company, day: i64, hour: i64, times: i64, night: bool) {
        let start = Timestamp::from_millis(0) + Span::days(day) + Span::hours(hour);
        for n in 0..times {
            let at = start + Span::minutes(40 * n);
            company.see(0, at, night);
            company.see(2, at + Span::seconds(2), night);
        }
    }

    #[test]
    fn a_day_with_far_more_signs_is_crowded_until_that_is_usual() {
        let mut company = Company::new(3);
        for day in 0..20 {
            alone(&mut company, day);
        }
        // Too seldom for half an hour to tell, and whoever is restless at night is one person.
        runs(&mut company, 20, 0, 8, true);
        let morning = Timestamp::from_millis(0) + Span::days(20) + Span::hours(8);
        assert!(!company.crowded(morning) && !company.was_here_today());
        runs(&mut company, 20, 8, 18, false);
        let evening = morning + Span::hours(12);
        assert!(company.crowded(evening) && company.was_here_today() && company.here(evening).is_none());
        assert!(company.crowded(evening + Span::hours(20)) && !company.crowded(evening + Span::hours(26)));
        assert!(!company.is_usual());
        let usual: Vec<i64> = (21..45)
            .filter(|day| {
                alone(&mut company, *day);
                runs(&mut company, *day, 8, 18, false);
                company.is_usual()
            })
            .collect();
        assert!(usual.first().is_some_and(|day| (26..36).contains(day)) && company.usual() < OFTEN, "{usual:?}");
    }
}
