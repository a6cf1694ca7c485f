//! Plots of what was learned against what is: the hours of a day, and a habit from day to day. Words beside each say the
//! same, for those who do not see it.

use bevy_egui::egui::{self, Color32, Response, Ui, Vec2b, WidgetInfo, WidgetType, vec2};
use egui_plot::{FilledArea, GridMark, HLine, Line, MarkerShape, Plot, PlotPoints, Points, VLine};

use crate::desktop::theme;
use crate::monitor::{Feature, Normal, Usual};
use crate::player::chronicle::DayOfHabit;
use crate::player::view::View;
use crate::time::{ClockTime, Timestamp};

/// A plot that stands still: it is looked at, and steered with the timeline.
fn still<'a>(id: impl std::hash::Hash + std::fmt::Debug, height: f32) -> Plot<'a> {
    Plot::new(egui::Id::new(id))
        .height(height)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_zoom(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .allow_axis_zoom_drag(false)
        .show_background(false)
        .grid_color(theme::outline())
        .grid_fade(0.0)
        .set_margin_fraction(vec2(0.01, 0.08))
        .sense(egui::Sense::hover())
}

fn band(name: &str, points: &[(f64, Usual)]) -> FilledArea {
    let xs: Vec<f64> = points.iter().map(|(x, _)| *x).collect();
    let low: Vec<f64> = points.iter().map(|(_, usual)| usual.low).collect();
    let high: Vec<f64> = points.iter().map(|(_, usual)| usual.high).collect();
    FilledArea::new(name, &xs, &low, &high).fill_color(theme::accent_soft())
}

fn named(response: Response, words: &str) -> Response {
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, words));
    response
}

/// What the hours of a day like today usually hold, and what today holds so far.
pub fn hours(ui: &mut Ui, id: &str, normal: &Normal, clock: ClockTime, height: f32) {
    let usual = normal.today_usual();
    // Each hour is a step: its value holds from its beginning to its end.
    let steps: Vec<(f64, Usual)> = usual
        .iter()
        .enumerate()
        .flat_map(|(hour, usual)| [(hour as f64, *usual), (hour as f64 + 1.0, *usual)])
        .collect();
    let middle: Vec<[f64; 2]> = steps.iter().map(|(x, usual)| [*x, usual.mean]).collect();
    let past = normal.hour.min(23);
    // The hour that still runs is drawn as far as it has run.
    let now = clock.since_midnight().as_hours();
    let today: Vec<[f64; 2]> = normal
        .today
        .iter()
        .enumerate()
        .take(past + 1)
        .flat_map(|(hour, count)| [[hour as f64, f64::from(*count)], [(hour as f64 + 1.0).min(now), f64::from(*count)]])
        .collect();
    let (ink, accent, head) = (theme::ink(), theme::accent(), theme::playhead());
    let response = still((id, "hours"), height)
        .include_x(0.0)
        .include_x(24.0)
        .include_y(0.0)
        .include_y(4.0)
        .auto_bounds(Vec2b::TRUE)
        .x_grid_spacer(|_| {
            (0..=24).step_by(3).map(|hour| GridMark { value: f64::from(hour), step_size: 3.0 }).collect()
        })
        .x_axis_formatter(|mark, _| format!("{:02}:00", mark.value as i64 % 24))
        .y_axis_formatter(|mark, _| whole(mark.value))
        .label_formatter(|_| None)
        .show(ui, |plot| {
            plot.add(band("Usual", &steps));
            plot.line(Line::new("Usually", PlotPoints::from(middle)).color(accent).width(1.5));
            plot.line(Line::new("Today", PlotPoints::from(today)).color(ink).width(2.6));
            plot.vline(VLine::new("Now", now).color(head).width(2.0));
        })
        .response;
    named(response, &hours_in_words(normal));
}

fn whole(value: f64) -> String {
    if (value - value.round()).abs() < 0.01 { format!("{value:.0}") } else { String::new() }
}

/// Where today is not like the days learned so far: the sentence that stands for the plot.
pub fn hours_in_words(normal: &Normal) -> String {
    if normal.days == 0 {
        return "Nothing has been learned of the hours of a day yet.".to_owned();
    }
    let kind = if normal.today_is_weekend { "a weekend" } else { "a weekday" };
    let usual = normal.today_usual();
    let busiest = usual.iter().enumerate().max_by(|a, b| a.1.mean.total_cmp(&b.1.mean)).map_or(0, |(hour, _)| hour);
    let mut odd = Vec::new();
    // The hour that still runs is not judged.
    for (hour, (usual, count)) in usual.iter().zip(normal.today).enumerate().take(normal.hour.min(24)) {
        let count = f64::from(count);
        if count < usual.low {
            odd.push(format!("{hour:02}:00 ({count:.0}, usually {} or more)", whole(usual.low)));
        } else if count > usual.high {
            odd.push(format!("{hour:02}:00 ({count:.0}, usually {} or fewer)", whole(usual.high)));
        }
    }
    let learned =
        format!("Learned from {} days. On {kind} the busiest hour usually begins at {busiest:02}:00.", normal.days);
    match odd.as_slice() {
        [] => format!("{learned} So far, today is like the days before it."),
        some => format!("{learned} Unlike other days, today: {}.", some.join(", ")),
    }
}

/// A habit from day to day, with what was usual as it was known on each day, and where an alert was raised.
pub fn habit(ui: &mut Ui, id: &str, view: &View<'_>, feature: Feature, days: &[DayOfHabit], height: f32) {
    let known: Vec<(f64, Usual)> =
        days.iter().filter_map(|day| day.usual.map(|usual| (day.day as f64, usual))).collect();
    let middle: Vec<[f64; 2]> = known.iter().map(|(x, usual)| [*x, usual.mean]).collect();
    let outside = |day: &&DayOfHabit| day.usual.is_some_and(|usual| day.value < usual.low || day.value > usual.high);
    let at = |day: &DayOfHabit| [day.day as f64, day.value];
    let inside: Vec<[f64; 2]> = days.iter().filter(|day| !outside(day)).map(at).collect();
    let odd: Vec<[f64; 2]> = days.iter().filter(outside).map(at).collect();
    let last: Vec<[f64; 2]> = days.last().map(at).into_iter().collect();
    let told: Vec<f64> = told(view, feature).map(|at| day_of(view, at)).collect();
    let (first, end) = (days.first().map_or(1, |day| day.day), days.last().map_or(1, |day| day.day));
    let learned = view.scenario.learning_days as f64;
    let response = still((id, feature.name()), height)
        .include_x(first as f64 - 0.5)
        .include_x((end.max(first + 13)) as f64 + 0.5)
        .include_y(if is_clock(feature) { middle.first().map_or(0.0, |point| point[1]) } else { 0.0 })
        .auto_bounds(Vec2b::TRUE)
        .x_axis_formatter(|mark, _| {
            let text = whole(mark.value);
            if text.is_empty() || mark.value < 0.5 { String::new() } else { format!("day {text}") }
        })
        .y_axis_formatter(move |mark, _| feature.value_in_words(mark.value))
        .label_formatter(|_| None)
        .show(ui, |plot| {
            plot.add(band("Usual range", &known));
            plot.line(Line::new("Usually", PlotPoints::from(middle)).color(theme::accent()).width(1.5));
            let dot = |name: &str, points: Vec<[f64; 2]>, radius: f32, shape, colour: Color32| {
                Points::new(name.to_owned(), PlotPoints::from(points)).radius(radius).shape(shape).color(colour)
            };
            plot.points(dot("As usual", inside, 3.0, MarkerShape::Circle, theme::ink_weak()));
            // Unlike the others by shape, too.
            plot.points(dot("Outside the usual", odd, 5.0, MarkerShape::Diamond, theme::unusual().ink));
            plot.points(dot("Today", last, 5.5, MarkerShape::Square, theme::ink()));
            if learned > first as f64 {
                plot.vline(VLine::new("Learned", learned + 0.5).color(theme::outline()).width(1.0));
            }
            for day in told {
                plot.vline(VLine::new("Told", day).color(theme::attention().ink).width(2.0));
            }
        })
        .response;
    named(response, &habit_in_words(view, feature, days));
}

/// Whether the value is a time of day, whose scale does not begin at nought.
const fn is_clock(feature: Feature) -> bool {
    matches!(feature, Feature::Bedtime | Feature::RisingTime)
}

fn day_of(view: &View<'_>, at: Timestamp) -> f64 {
    view.scenario.calendar.local(at).day as f64
}

/// When a change of the habit was told, as known at the moment shown.
fn told<'a>(view: &View<'a>, feature: Feature) -> impl Iterator<Item = Timestamp> + use<'a> {
    let alerts = view.history.alerts_by(view.at);
    alerts.iter().filter(move |alert| alert.feature == Some(feature.name())).map(|alert| alert.raised_at)
}

/// The sentence that stands for a habit's plot.
pub fn habit_in_words(view: &View<'_>, feature: Feature, days: &[DayOfHabit]) -> String {
    let name = feature.in_words();
    let Some(last) = days.last() else { return format!("{name}: not observed yet.") };
    let value = feature.value_in_words(last.value);
    let Some(usual) = last.usual else { return format!("{name}: {value} on day {}.", last.day) };
    let range = format!("{} to {}", feature.value_in_words(usual.low), feature.value_in_words(usual.high));
    let compared = if last.value < usual.low {
        ", which is less than usual"
    } else if last.value > usual.high {
        ", which is more than usual"
    } else {
        ", as usual"
    };
    let changed = match told(view, feature).last() {
        Some(at) => format!(" A change was told on day {}.", view.scenario.calendar.local(at).day),
        None => String::new(),
    };
    format!("{name}: {value} on day {}{compared} (usually {range}).{changed}", last.day)
}

/// A curve of today in a band of the days before, over the hours of a day, with a limit where there is one.
pub fn day_in_band(
    ui: &mut Ui,
    id: &str,
    usual: &[(f64, Usual)],
    today: Vec<[f64; 2]>,
    limit: Option<f64>,
    unit: &'static str,
    words: &str,
) {
    let response = still((id, "day"), 112.0)
        .include_x(0.0)
        .include_x(24.0)
        .auto_bounds(Vec2b::TRUE)
        .x_grid_spacer(|_| {
            (0..=24).step_by(6).map(|hour| GridMark { value: f64::from(hour), step_size: 6.0 }).collect()
        })
        .x_axis_formatter(|mark, _| format!("{:02}:00", mark.value as i64 % 24))
        .y_axis_formatter(move |mark, _| {
            let text = whole(mark.value);
            if text.is_empty() { text } else { format!("{text}{unit}") }
        })
        .label_formatter(|_| None)
        .show(ui, |plot| {
            plot.add(band("Usual", usual));
            if let Some(limit) = limit {
                plot.hline(HLine::new("Limit", limit).color(theme::attention().ink).width(1.5));
            }
            plot.line(Line::new("Today", PlotPoints::from(today)).color(theme::ink()).width(2.4));
        })
        .response;
    named(response, words);
}
