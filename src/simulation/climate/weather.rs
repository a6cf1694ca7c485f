//! The weather: a daily wave about the month's mean, days that differ as days do, cloud and moisture.

use super::season;
use crate::scenario::ClimatePlan;
use crate::scenario::weather::{Measured, WeatherPlan};
use crate::simulation::seed::{self, Stream};
use crate::time::{Span, Timestamp};

/// How much of one day's departure from the mean the next day keeps: the autocorrelation of daily mean temperature in
/// north-west Europe is 0.7 to 0.8.
const KEEPS: f64 = 0.75;
/// The mean and spread of the share of sky under cloud; the UK's mean is about two thirds.
const CLOUD: (f64, f64) = (0.66, 0.25);
/// How moist the air outside is on average, as a share of what it could hold at the day's mean: UK winters and summers
/// lie between 75 and 90 %.
const MOIST: f64 = 0.82;
/// When it is coldest and warmest, hours of solar time.
const COLDEST: f64 = 6.0;
const WARMEST: f64 = 15.0;
const DAY: f64 = 86_400_000.0;

/// A spell of warmer or colder days.
#[derive(Clone, Copy, Debug)]
struct Spell {
    from: Timestamp,
    until: Timestamp,
    /// How long it takes to come, and to go at its end.
    edge: Span,
    kelvin: f64,
}

impl Spell {
    /// How much of it there is, 0 to 1.
    fn part(&self, at: Timestamp) -> f64 {
        let edge = self.edge.as_seconds().max(1.0);
        let (since, left) = ((at - self.from).as_seconds(), (self.until - at).as_seconds());
        (since / edge).min(left / edge).clamp(0.0, 1.0)
    }
}

/// The part of the cloud that a hot spell leaves: a summer's anticyclone has mostly clear skies.
const CLOUD_IN_HEAT: f64 = 0.35;

/// The weather at one instant.
#[derive(Clone, Debug)]
pub(super) struct Weather {
    rng: Stream,
    spells: Vec<Spell>,
    plan: WeatherPlan,
    latitude: f64,
    /// The row of a measured table that was last.
    row: usize,
    mean: f64,
    swing: f64,
    give: f64,
    /// How far solar time at the home runs ahead of UTC.
    ahead: Span,
    /// The solar day (since 1970) whose noon was last.
    noon: i64,
    /// Departures at that noon and at the next.
    departures: (f64, f64),
    clouds: (f64, f64),
    /// What is usual for the time of year, °C.
    pub(super) usual: f64,
    /// The air's temperature, °C.
    pub(super) temperature: f64,
    /// The share of sky under cloud, 0 to 1.
    pub(super) cloud: f64,
    /// Water in the air, kg a cubic metre.
    pub(super) vapour: f64,
}

impl Weather {
    pub(super) fn new(scenario_seed: u64, plan: &ClimatePlan, place: (f64, f64), at: Timestamp) -> Self {
        let (latitude, longitude) = place;
        let mut weather = Self {
            rng: seed::stream(scenario_seed, "weather", "days"),
            spells: Vec::new(),
            plan: plan.weather.clone(),
            latitude,
            row: 0,
            mean: plan.mean,
            swing: plan.swing,
            // By season, days are drawn in units of how far they differ then.
            give: if plan.weather == WeatherPlan::Uk { 1.0 } else { plan.give },
            // The sun needs four minutes a degree.
            ahead: Span::from_seconds(longitude * 240.0),
            noon: 0,
            departures: (0.0, 0.0),
            clouds: (0.0, 0.0),
            usual: plan.mean,
            temperature: plan.mean,
            cloud: 0.0,
            vapour: 0.0,
        };
        weather.noon = weather.noons(at).0;
        weather.departures.0 = seed::normal(&mut weather.rng, 0.0, weather.give);
        weather.clouds.0 = weather.draw_cloud();
        weather.draw_next();
        weather
    }

    pub(super) fn add_spell(&mut self, from: Timestamp, until: Timestamp, edge: Span, kelvin: f64) {
        self.spells.push(Spell { from, until, edge, kelvin });
    }

    /// The last noon's solar day and the part of the way from it to the next.
    fn noons(&self, at: Timestamp) -> (i64, f64) {
        let since = (at + self.ahead).as_millis() - 43_200_000;
        (since.div_euclid(86_400_000), since.rem_euclid(86_400_000) as f64 / DAY)
    }

    fn draw_cloud(&mut self) -> f64 {
        seed::normal(&mut self.rng, CLOUD.0, CLOUD.1).clamp(0.0, 1.0)
    }

    fn draw_next(&mut self) {
        let fresh = seed::normal(&mut self.rng, 0.0, self.give * (1.0 - KEEPS * KEEPS).sqrt());
        self.departures.1 = KEEPS * self.departures.0 + fresh;
        self.clouds.1 = self.draw_cloud();
    }

    pub(super) fn advance(&mut self, to: Timestamp) {
        let (noon, part) = self.noons(to);
        while self.noon < noon {
            self.noon += 1;
            self.departures.0 = self.departures.1;
            self.clouds.0 = self.clouds.1;
            self.draw_next();
        }
        let between = |(from, to): (f64, f64)| from + (to - from) * part;
        let (mean, swing, give) = match self.plan {
            WeatherPlan::Steady | WeatherPlan::Measured(_) => (self.mean, self.swing, 1.0),
            WeatherPlan::Uk => {
                let usual = season::usual(to, self.latitude);
                (usual.mean, usual.swing, usual.give)
            }
        };
        self.usual = mean;
        let mut daily = mean + give * between(self.departures);
        let mut clear = 1.0;
        let mut added = 0.0;
        for spell in &self.spells {
            let part = spell.part(to);
            daily += spell.kelvin * part;
            added += spell.kelvin * part;
            if spell.kelvin > 0.0 {
                clear *= 1.0 - (1.0 - CLOUD_IN_HEAT) * part;
            }
        }
        self.temperature = daily + swing * wave((part * 24.0 + 12.0) % 24.0);
        self.cloud = between(self.clouds) * clear;
        // The day's moisture stays about the same while the temperature goes up and down; at night it is near dew.
        self.vapour = (MOIST * saturated(daily)).min(0.98 * saturated(self.temperature));
        self.as_measured(to, added, clear);
    }

    /// The weather of a measured table, so much warmer for a spell, and so much clearer.
    fn as_measured(&mut self, to: Timestamp, added: f64, clear: f64) {
        let WeatherPlan::Measured(table) = &self.plan else { return };
        while table.get(self.row + 1).is_some_and(|next| next.at <= to) {
            self.row += 1;
        }
        let Some(last) = table.get(self.row) else { return };
        let next = table.get(self.row + 1).unwrap_or(last);
        let part = if next.at > last.at {
            ((to - last.at).as_seconds() / (next.at - last.at).as_seconds()).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let between = |of: fn(&Measured) -> Option<f64>| {
            let (from, to) = (of(last), of(next));
            Some(from? + (to? - from?) * part)
        };
        let temperature = between(|row| Some(row.temperature)).unwrap_or(last.temperature);
        self.usual = temperature;
        self.temperature = temperature + added;
        if let Some(cloud) = between(|row| row.cloud) {
            self.cloud = cloud * clear;
        }
        let most = saturated(self.temperature);
        let share = between(|row| row.humidity).map_or(MOIST, |humidity| humidity / 100.0);
        self.vapour = share * most;
    }
}

/// From −1 at the coldest hour to 1 at the warmest, in two half cosines: it warms faster than it cools.
fn wave(hour: f64) -> f64 {
    let warming = WARMEST - COLDEST;
    let since = (hour - COLDEST).rem_euclid(24.0);
    if since <= warming {
        -libm::cos(std::f64::consts::PI * since / warming)
    } else {
        libm::cos(std::f64::consts::PI * (since - warming) / (24.0 - warming))
    }
}

/// The most water that air of this temperature holds, kg a cubic metre: Magnus's formula with Alduchov and Eskridge's
/// coefficients, and the gas law.
pub(super) fn saturated(celsius: f64) -> f64 {
    let t = celsius.clamp(-60.0, 80.0);
    let pascal = 610.94 * libm::exp(17.625 * t / (t + 243.04));
    pascal / (461.5 * (t + 273.15))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(mean: f64, swing: f64, give: f64) -> ClimatePlan {
        use crate::time::ClockTime;
        ClimatePlan {
            weather: WeatherPlan::Steady,
            mean,
            swing,
            give,
            heating_day: 21.0,
            heating_night: 19.0,
            day_from: ClockTime::MIDNIGHT,
            night_from: ClockTime::MIDNIGHT,
        }
    }

    #[test]
    fn a_steady_day_is_coldest_at_six_and_warmest_at_three() {
        let starts = Timestamp::default();
        let mut weather = Weather::new(1, &plan(6.5, 3.0, 0.0), (53.8, 0.0), starts);
        let mut hours = Vec::new();
        for hour in 0..24 {
            weather.advance(starts + Span::hours(hour));
            hours.push(weather.temperature);
        }
        assert!((hours[6] - 3.5).abs() < 1e-9 && (hours[15] - 9.5).abs() < 1e-9, "{hours:?}");
        assert!(hours.iter().all(|t| (3.5 - 1e-9..=9.5 + 1e-9).contains(t)));
    }

    #[test]
    fn days_differ_as_much_as_the_plan_says_and_hang_together() {
        let starts = Timestamp::default();
        let mut weather = Weather::new(1, &plan(6.5, 3.0, 1.5), (53.8, -1.5), starts);
        let noons: Vec<f64> = (0..6_000)
            .map(|day| {
                weather.advance(starts + Span::days(day) + Span::hours(12) + Span::minutes(6));
                weather.departures.0
            })
            .collect();
        let n = noons.len() as f64;
        let mean = noons.iter().sum::<f64>() / n;
        let variance = noons.iter().map(|d| (d - mean) * (d - mean)).sum::<f64>() / n;
        let lag = noons.windows(2).map(|pair| (pair[0] - mean) * (pair[1] - mean)).sum::<f64>() / n / variance;
        assert!(mean.abs() < 0.15 && (variance.sqrt() - 1.5).abs() < 0.1, "{mean} ± {}", variance.sqrt());
        assert!((lag - KEEPS).abs() < 0.05, "{lag}");
    }

    #[test]
    fn saturation_agrees_with_the_tables() {
        // Grams a cubic metre, from the usual psychrometric tables.
        for (celsius, grams) in [(0.0, 4.85), (10.0, 9.4), (20.0, 17.3), (30.0, 30.4)] {
            let held = saturated(celsius) * 1_000.0;
            assert!((held - grams).abs() < 0.005 * grams, "{celsius} °C holds {held}");
        }
    }
}
