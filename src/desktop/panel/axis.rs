//! From time to points and back, and the marks along the timeline's axis.

use bevy_egui::egui::{Align2, Painter, Rect, Stroke, pos2};

use super::short_date;
use crate::desktop::theme;
use crate::time::{Calendar, ClockTime, Span, Timestamp};

/// A stretch of time laid along a stretch of the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The first instant.
    pub from: Timestamp,
    /// The last instant.
    pub to: Timestamp,
    /// Where the first instant is, in points.
    pub left: f32,
    /// Where the last instant is, in points.
    pub right: f32,
}

impl Scale {
    /// How much time it holds; at least a millisecond.
    pub fn span(&self) -> Span {
        Span::millis((self.to - self.from).as_millis().max(1))
    }

    /// Where an instant is, in points; possibly outside.
    pub fn x(&self, at: Timestamp) -> f32 {
        let part = (at - self.from).as_millis() as f64 / self.span().as_millis() as f64;
        self.left + (f64::from(self.right - self.left) * part) as f32
    }

    /// The instant at a place; possibly outside.
    pub fn at(&self, x: f32) -> Timestamp {
        let part = f64::from(x - self.left) / f64::from((self.right - self.left).max(1.0));
        self.from + Span::millis((part * self.span().as_millis() as f64).round() as i64)
    }

    /// How much time lies in one point.
    pub fn per_point(&self) -> Span {
        let points = f64::from((self.right - self.left).max(1.0));
        Span::millis(((self.span().as_millis() as f64 / points) as i64).max(1))
    }
}

/// Steps between marks that people count in, in seconds.
const STEPS: [i64; 20] = [
    1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
    2_419_200,
];

/// The smallest step that keeps marks at least `gap` points apart; over four weeks beyond the list.
pub fn step(scale: &Scale, gap: f32) -> Span {
    let least = scale.per_point().as_millis() as f64 * f64::from(gap);
    let fits = |seconds: &&i64| (**seconds * 1_000) as f64 >= least;
    let weeks = (least / 2_419_200_000.0).ceil().max(1.0) as i64;
    Span::seconds(STEPS.iter().find(fits).copied().unwrap_or(2_419_200 * weeks))
}

/// A mark on the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where.
    pub at: Timestamp,
    /// What stands beside it.
    pub text: String,
}

const DAY: i64 = 1_440;

/// The marks of a scale, each day's counted from its own midnight, so that a change of the clocks moves nothing.
pub fn ticks(scale: &Scale, calendar: &Calendar, gap: f32) -> Vec<Tick> {
    let step = step(scale, gap);
    let minutes = step.as_millis() / 60_000;
    let (first, last) = (calendar.local(scale.from).day, calendar.local(scale.to).day);
    let mut ticks = Vec::new();
    if minutes >= DAY {
        let days = minutes / DAY;
        let mut day = first + (1 - first).rem_euclid(days);
        while day <= last && ticks.len() < 500 {
            let at = calendar.at(day, ClockTime::MIDNIGHT);
            let local = calendar.local(at);
            let text = format!("{} {}", local.date.day(), local.month_name().get(..3).unwrap_or_default());
            ticks.push(Tick { at, text });
            day += days;
        }
        return ticks;
    }
    for day in first..=last {
        let (midnight, next) = (calendar.at(day, ClockTime::MIDNIGHT), calendar.at(day + 1, ClockTime::MIDNIGHT));
        let mut at = Timestamp::max(midnight, midnight + Span::millis(whole(scale.from - midnight, step)));
        while at < next && at <= scale.to && ticks.len() < 500 {
            let clock = calendar.local(at).clock;
            let text = if step < Span::minutes(1) {
                let seconds = (clock.since_midnight().as_millis() / 1_000) % 60;
                if seconds == 0 { clock.to_string() } else { format!("{clock}:{seconds:02}") }
            } else {
                clock.to_string()
            };
            ticks.push(Tick { at, text });
            at += step;
        }
    }
    ticks
}

/// The largest multiple of the step that is not after `since`.
fn whole(since: Span, step: Span) -> i64 {
    since.as_millis().div_euclid(step.as_millis()) * step.as_millis()
}

/// Where each day begins within a scale, at most 400 of them.
pub fn days(scale: &Scale, calendar: &Calendar) -> Vec<(i64, Timestamp)> {
    let (first, last) = (calendar.local(scale.from).day, calendar.local(scale.to).day);
    (first..=last.min(first + 400)).map(|day| (day, calendar.at(day, ClockTime::MIDNIGHT))).collect()
}

/// Draws the axis: days above, and hours or dates below. Thin lines go down through `lanes`. Where the playhead says
/// the time, no mark does.
pub fn paint(painter: &Painter, rect: Rect, lanes: Rect, scale: &Scale, calendar: &Calendar, playhead: Timestamp) {
    let font = theme::plain(theme::TINY);
    let by_day = step(scale, 56.0) >= Span::days(1);
    for tick in ticks(scale, calendar, 56.0) {
        let x = scale.x(tick.at);
        if x < scale.left - 1.0 || x > scale.right {
            continue;
        }
        painter.vline(x, lanes.y_range(), Stroke::new(1.0, theme::line()));
        painter.vline(x, rect.bottom() - 4.0..=rect.bottom(), Stroke::new(1.0, theme::outline()));
        let (align, x) = if by_day { (Align2::LEFT_BOTTOM, x + 3.0) } else { (Align2::CENTER_BOTTOM, x) };
        let end = if by_day { 44.0 } else { 16.0 };
        let clipped = (!by_day && x - 16.0 < scale.left) || x + end > scale.right;
        if clipped || (scale.x(playhead) - x).abs() < 42.0 {
            continue;
        }
        painter.text(pos2(x, rect.bottom() - 3.0), align, &tick.text, font.clone(), theme::ink_weak());
    }
    if by_day {
        let local = calendar.local(scale.from);
        let words = format!("{} {}", local.month_name(), local.date.year());
        painter.text(rect.left_top(), Align2::LEFT_TOP, words, theme::strong(theme::TINY), theme::ink());
        return;
    }
    // Each day's name stays in sight while any of the day is.
    let days = days(scale, calendar);
    for (place, (day, midnight)) in days.iter().enumerate() {
        let local = calendar.local(*midnight + Span::hours(12));
        let words = format!("{} · day {day}", short_date(&local));
        let galley = painter.layout_no_wrap(words, theme::strong(theme::TINY), theme::ink());
        let end = days.get(place + 1).map_or(scale.right, |(_, next)| scale.x(*next)).min(scale.right);
        let left = scale.x(*midnight).max(scale.left) + 4.0;
        let left = left.min(end - galley.size().x - 8.0);
        if left < scale.x(*midnight) - 1.0 || left < scale.left {
            continue;
        }
        painter.vline(scale.x(*midnight), rect.top()..=lanes.bottom(), Stroke::new(1.0, theme::outline()));
        painter.galley(pos2(left, rect.top()), galley, theme::ink());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        Calendar::parse("Europe/London", "2026-10-24").expect("a calendar")
    }

    fn scale(from_day: i64, hours: i64) -> Scale {
        let from = calendar().at(from_day, ClockTime::MIDNIGHT);
        Scale { from, to: from + Span::hours(hours), left: 100.0, right: 1_100.0 }
    }

    #[test]
    fn places_and_instants_go_there_and_back() {
        let scale = scale(1, 24);
        for x in [100.0, 333.0, 1_100.0] {
            assert!((scale.x(scale.at(x)) - x).abs() < 0.01);
        }
    }

    #[test]
    fn marks_are_where_people_expect_them() {
        let texts = |hours: i64| -> Vec<String> {
            ticks(&scale(4, hours), &calendar(), 56.0).into_iter().map(|tick| tick.text).collect()
        };
        assert_eq!(texts(1)[..3], ["00:00", "00:05", "00:10"]);
        let seconds = Scale { to: scale(4, 1).from + Span::seconds(20), ..scale(4, 1) };
        let texts_of = |scale: &Scale| ticks(scale, &calendar(), 56.0).into_iter().map(|tick| tick.text);
        assert_eq!(texts_of(&seconds).take(3).collect::<Vec<_>>(), ["00:00", "00:00:05", "00:00:10"]);
        assert_eq!(texts(12)[..3], ["00:00", "01:00", "02:00"]);
        assert_eq!(texts(24 * 10)[..2], ["27 Oct", "28 Oct"]);
        assert!(texts(24 * 365).len() < 20);
        assert!(!texts(24 * 3_660).is_empty());
    }

    #[test]
    fn a_change_of_the_clocks_moves_no_mark() {
        // The clocks go back in the night to day 2.
        let scale = scale(2, 48);
        for tick in
            ticks(&scale, &calendar(), 56.0).iter().filter(|tick| tick.at > calendar().at(3, ClockTime::MIDNIGHT))
        {
            assert!(tick.text.ends_with("00"), "{}", tick.text);
        }
        assert!(ticks(&scale, &calendar(), 56.0).iter().any(|tick| tick.text == "00:00"));
    }
}
