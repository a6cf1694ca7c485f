//! The small plot on an alert's card: what is usual against what today is, drawn from the readings that were known.

use bevy_egui::egui::Ui;

use super::curve;
use crate::home::{Capability, DeviceKind, Value};
use crate::monitor::alert::{Alert, AlertKind};
use crate::monitor::{Feature, Usual};
use crate::player::view::View;
use crate::time::{ClockTime, Span, Timestamp};

/// The usual is taken from so many days before.
const DAYS: i64 = 14;
/// A day is looked at in half hours.
const STEP: Span = Span::minutes(30);
/// Below so many °C a room is cold: 18 (UKHSA, for people over 65).
const COLD: f64 = 18.0;

/// Shows the plot that fits the alert; nothing where no plot would say more than its words.
pub fn show(ui: &mut Ui, view: &View<'_>, alert: &Alert) {
    match alert.kind {
        AlertKind::ChangeInRoutine => habit(ui, view, alert),
        AlertKind::OverdueActivity | AlertKind::LongBathroomStay => hours(ui, view, alert),
        AlertKind::ColdHome => warmth(ui, view, alert, Some(COLD)),
        AlertKind::HotHome => warmth(ui, view, alert, None),
        AlertKind::DoorAtNight | AlertKind::DoorLeftOpen => door(ui, view, alert),
        _ => {}
    }
}

fn habit(ui: &mut Ui, view: &View<'_>, alert: &Alert) {
    let Some(feature) = Feature::ALL.into_iter().find(|feature| Some(feature.name()) == alert.feature) else { return };
    let days = view.days_of(feature);
    if !days.is_empty() {
        curve::habit(ui, "card", view, feature, &days, 130.0);
    }
}

/// The day of the alert against the hours that were learned: only while that day is shown, because the monitor's hours
/// are those of the moment shown.
fn hours(ui: &mut Ui, view: &View<'_>, alert: &Alert) {
    let calendar = &view.scenario.calendar;
    if view.normal.days > 0 && calendar.local(alert.raised_at).day == view.local.day {
        curve::hours(ui, "card", &view.normal, view.local.clock, 120.0);
    }
}

/// The temperature of the alert's room over its day, against the two weeks before.
fn warmth(ui: &mut Ui, view: &View<'_>, alert: &Alert, limit: Option<f64>) {
    let devices = &view.scenario.home.devices;
    let place = devices.iter().position(|device| {
        device.kind == DeviceKind::Temperature && alert.area.as_ref().is_none_or(|area| device.area == *area)
    });
    let Some(place) = place else { return };
    let Days { midnight, usual, today } = days(view, alert, |from, to| {
        let readings = view.history.of_device(place, from, to).rev();
        let mut warm = readings.filter(|reading| reading.capability == Capability::Temperature);
        warm.find_map(|reading| match reading.value {
            Value::Number(number) => Some(number),
            Value::Flag(_) | Value::Word(_) => None,
        })
    });
    if usual.is_empty() || today.is_empty() {
        return;
    }
    let last = today.last().map_or(0.0, |point| point[1]);
    let day = view.scenario.calendar.local(midnight).day;
    let words = format!("Temperature on day {day}, {last:.1} °C at last, against the {DAYS} days before");
    curve::day_in_band(ui, "warmth", &usual, today, limit, " °C", &words);
}

/// How often the alert's door was opened in each part of its day, against the two weeks before.
fn door(ui: &mut Ui, view: &View<'_>, alert: &Alert) {
    let devices = &view.scenario.home.devices;
    let place = devices.iter().position(|device| {
        device.kind == DeviceKind::Contact && alert.devices.contains(&device.id) && device.opening.is_some()
    });
    let Some(place) = place else { return };
    let Days { midnight, usual, today } = days(view, alert, |from, to| {
        let opened = view.history.of_device(place, from, to);
        Some(opened.filter(|r| r.capability == Capability::Contact && r.value == Value::Flag(true)).count() as f64)
    });
    let total: f64 = today.iter().map(|point| point[1]).sum();
    let day = view.scenario.calendar.local(midnight).day;
    let words = format!("The door was opened {total:.0} times on day {day}; the band is the {DAYS} days before");
    curve::day_in_band(ui, "door", &usual, today, None, "×", &words);
}

struct Days {
    midnight: Timestamp,
    usual: Vec<(f64, Usual)>,
    today: Vec<[f64; 2]>,
}

/// The alert's day in half hours, and the range that nine in ten of the days before lie in; `value` gives a half
/// hour's value where it has one.
fn days(view: &View<'_>, alert: &Alert, value: impl Fn(Timestamp, Timestamp) -> Option<f64>) -> Days {
    let calendar = &view.scenario.calendar;
    let day = calendar.local(alert.raised_at).day;
    let midnight = calendar.at(day, ClockTime::MIDNIGHT);
    let first = (day - DAYS).max(1);
    let (mut usual, mut today) = (Vec::new(), Vec::new());
    for step in 0..48 {
        let since = Span::millis(STEP.as_millis() * step);
        let hour = since.as_hours();
        let mut values: Vec<f64> = (first..day)
            .filter_map(|one| {
                let from = calendar.at(one, ClockTime::MIDNIGHT) + since;
                value(from, from + STEP)
            })
            .collect();
        values.sort_by(f64::total_cmp);
        if let (Some(low), Some(high)) =
            (values.get(values.len() / 10), values.get((values.len() * 9).div_ceil(10).saturating_sub(1)))
        {
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            usual.push((hour, Usual { mean, low: *low, high: *high }));
        }
        let from = midnight + since;
        if from <= view.at
            && let Some(value) = value(from, Timestamp::min(from + STEP, view.at + Span::millis(1)))
        {
            today.push([hour, value]);
        }
    }
    Days { midnight, usual, today }
}
