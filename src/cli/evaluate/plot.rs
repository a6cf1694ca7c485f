//! The page's plots, as SVG within the page: how soon, how often for nothing, and how well by days learned.
//!
//! Colours are the few below and nothing else, written as attributes, so that the page's style can give them others
//! where the reader prefers dark. Every plot has a title and a description, and a table beside it that says the same.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, SegmentedCoord, ValueFormatter};
use plotters::coord::types::RangedCoordu32;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::super::Failure;
use crate::evaluation::interval::{Interval, quantile};
use crate::evaluation::meaning;
use crate::evaluation::score::{BINS, Score, bin_in_words};
use crate::time::Span;

/// Letters and axes.
const INK: RGBColor = RGBColor(0x33, 0x33, 0x33);
/// Lines behind.
const GRID: RGBColor = RGBColor(0xdd, 0xdd, 0xdd);
/// What was measured.
const MARK: RGBColor = RGBColor(0x1f, 0x5f, 0xa8);
/// What others have published.
const OTHERS: RGBColor = RGBColor(0xb4, 0x5f, 0x06);

/// Each colour with what it becomes where the reader prefers dark: all contrast with their ground by 4.5 to 1 or more,
/// the grid aside, which says nothing by itself.
pub const DARK: [(&str, &str); 4] =
    [("#333333", "#e4e4e4"), ("#DDDDDD", "#3c4148"), ("#1F5FA8", "#8cc0ff"), ("#B45F06", "#f0b060")];

/// False alarms a week of the best published detector of overdue activity: 0.09 a day (Wilhelm and Wahl, Sensors 2024).
pub const PUBLISHED_A_WEEK: f64 = 0.63;

const WIDTH: u32 = 760;
const FONT: &str = "sans-serif";
/// How high letters stand, in the plots' own pixels.
const LETTERS: u32 = 18;

/// How soon each kind was told: every delay, the middle half and the median, on a logarithmic scale. `None` where
/// nothing was told.
pub fn delays(score: &Score) -> Result<Option<String>, Failure> {
    let rows: Vec<(&str, &[Span])> = score
        .labels
        .iter()
        .filter(|label| !label.all.delays.is_empty())
        .map(|label| (meaning::in_words(&label.label), label.all.delays.as_slice()))
        .rev()
        .collect();
    if rows.is_empty() {
        return Ok(None);
    }
    let names: Vec<String> = rows.iter().map(|(name, _)| (*name).to_owned()).collect();
    let longest = rows.iter().filter_map(|(_, delays)| delays.last()).max().map_or(1.0, |span| span.as_seconds());
    let axis = DelayAxis { from: 20.0, to: (longest * 1.3).max(3_600.0) };
    let drawn = draw(
        |area| {
            let count = rows.len() as u32;
            let mut chart = ChartBuilder::on(area)
                .margin(10)
                .x_label_area_size(66)
                .y_label_area_size(220)
                .build_cartesian_2d(axis, (0..count - 1).into_segmented())?;
            frame(&mut chart, &names, "From the true beginning to the alert")?;
            for (row, (_, delays)) in rows.iter().enumerate() {
                let at = SegmentValue::CenterOf(row as u32);
                let seconds = |percent| quantile(delays, percent).map_or(0.0, |span| axis.within(span.as_seconds()));
                // A point for every delay, spread a little up and down so that those in one place can be seen.
                chart.draw_series(delays.iter().enumerate().map(|(place, delay)| {
                    let spread = (place as i32 * 7) % 15 - 7;
                    EmptyElement::at((axis.within(delay.as_seconds()), at.clone()))
                        + Circle::new((0, spread), 2, MARK.mix(0.35).filled())
                }))?;
                let (low, high) = (seconds(25), seconds(75));
                chart.draw_series([PathElement::new(
                    vec![(low, at.clone()), (high, at.clone())],
                    MARK.stroke_width(5),
                )])?;
                chart.draw_series([
                    EmptyElement::at((seconds(50), at)) + Rectangle::new([(-2, -12), (2, 12)], INK.filled())
                ])?;
            }
            Ok(())
        },
        92 + 42 * rows.len() as u32,
    )?;
    let told: Vec<String> = rows
        .iter()
        .rev()
        .map(|(name, delays)| {
            let span = |percent| quantile(delays, percent).map_or_else(String::new, |span| span.to_string());
            format!("{name}: half within {}, nine in ten within {}", span(50), span(90))
        })
        .collect();
    let about = format!(
        "One row a kind, on a logarithmic scale of time. A point is one alert, the thick line is the middle half, the \
         upright bar the median. {}.",
        told.join("; ")
    );
    Ok(Some(named(&drawn, "delays", "How soon each kind was told", &about)))
}

/// False alarms a home and week, each kind with its interval. `None` where there was no quiet time or no alert.
pub fn false_alarms(score: &Score) -> Result<Option<String>, Failure> {
    let kinds = score.kinds.iter().map(|kind| (kind.kind.in_words().to_owned(), kind.false_alarms));
    let all = kinds.chain([("All together".to_owned(), score.false_alarms)]);
    let mut rows: Vec<(String, f64, Interval)> =
        all.filter_map(|(name, rate)| Some((name, rate.value()?, rate.interval()?))).collect();
    // The first row stands at the top, and rows are counted from below.
    rows.reverse();
    if rows.is_empty() {
        return Ok(None);
    }
    let names: Vec<String> = rows.iter().map(|(name, _, _)| name.clone()).collect();
    let highest = rows.iter().map(|(_, _, interval)| interval.high).fold(PUBLISHED_A_WEEK, f64::max) * 1.08;
    let drawn = draw(
        |area| {
            let count = rows.len() as u32;
            let mut chart = ChartBuilder::on(area)
                .margin(10)
                .x_label_area_size(66)
                .y_label_area_size(220)
                .build_cartesian_2d(0.0..highest, (0..count - 1).into_segmented())?;
            frame(&mut chart, &names, "False alarms a home and week")?;
            let (top, bottom) = (SegmentValue::Exact(0), SegmentValue::Last);
            let line = vec![(PUBLISHED_A_WEEK, top), (PUBLISHED_A_WEEK, bottom)];
            chart.draw_series([PathElement::new(line, OTHERS.stroke_width(2))])?;
            // What it is stands beside it, to the side that has room.
            let (side, by) = if PUBLISHED_A_WEEK > highest / 2.0 { (HPos::Right, -5) } else { (HPos::Left, 5) };
            let style =
                TextStyle::from((FONT, LETTERS - 2).into_font()).color(&OTHERS).pos(Pos::new(side, VPos::Bottom));
            chart.draw_series([EmptyElement::at((PUBLISHED_A_WEEK, SegmentValue::Exact(0)))
                + Text::new(format!("published: {PUBLISHED_A_WEEK}"), (by, -2), style)])?;
            for (row, (_, value, interval)) in rows.iter().enumerate() {
                let at = SegmentValue::CenterOf(row as u32);
                let line = vec![(interval.low, at.clone()), (interval.high, at.clone())];
                chart.draw_series([PathElement::new(line, MARK.stroke_width(3))])?;
                chart.draw_series([Circle::new((*value, at), 5, MARK.filled())])?;
            }
            Ok(())
        },
        92 + 32 * rows.len() as u32,
    )?;
    let told: Vec<String> = rows
        .iter()
        .rev()
        .map(|(name, value, interval)| format!("{name}: {value:.3}, from {:.3} to {:.3}", interval.low, interval.high))
        .collect();
    let about = format!(
        "One row a kind of alert: the point is what was measured, the line its 95 % interval. The upright line is the \
         published {PUBLISHED_A_WEEK} a week. {}.",
        told.join("; ")
    );
    Ok(Some(named(&drawn, "false-alarms", "False alarms a home and week", &about)))
}

/// The share told by days learned, with its interval. `None` where nothing was to be told.
pub fn by_days(score: &Score) -> Result<Option<String>, Failure> {
    let bins: Vec<(u32, f64, Interval)> = score
        .by_days
        .iter()
        .enumerate()
        .filter_map(|(place, bin)| Some((place as u32, bin.sensitivity.value()?, bin.sensitivity.interval()?)))
        .collect();
    if bins.is_empty() {
        return Ok(None);
    }
    let drawn = draw(
        |area| {
            let mut chart = ChartBuilder::on(area)
                .margin(10)
                .x_label_area_size(66)
                .y_label_area_size(64)
                .build_cartesian_2d((0..BINS.len() as u32 - 1).into_segmented(), 0.0..100.0)?;
            chart
                .configure_mesh()
                .disable_x_mesh()
                .light_line_style(TRANSPARENT)
                .bold_line_style(GRID)
                .axis_style(INK)
                .label_style((FONT, LETTERS, &INK))
                .axis_desc_style((FONT, LETTERS, &INK))
                .x_desc("Days learned")
                .y_desc("Told, %")
                .y_label_formatter(&|percent| format!("{percent:.0}"))
                .x_labels(BINS.len())
                .x_label_formatter(&|segment| match segment {
                    SegmentValue::CenterOf(place) => bin_in_words(*place as usize),
                    SegmentValue::Exact(_) | SegmentValue::Last => String::new(),
                })
                .draw()?;
            for (place, value, interval) in &bins {
                let at = SegmentValue::CenterOf(*place);
                let line = vec![(at.clone(), 100.0 * interval.low), (at.clone(), 100.0 * interval.high)];
                chart.draw_series([PathElement::new(line, MARK.stroke_width(3))])?;
                chart.draw_series([Circle::new((at, 100.0 * value), 5, MARK.filled())])?;
            }
            Ok(())
        },
        320,
    )?;
    let told: Vec<String> = bins
        .iter()
        .map(|(place, value, interval)| {
            let percent = |part: f64| (100.0 * part).round();
            let days = bin_in_words(*place as usize);
            format!("{days} days: {} %, from {} to {}", percent(*value), percent(interval.low), percent(interval.high))
        })
        .collect();
    let about = format!("The point is the share told, the line its 95 % interval. {}.", told.join("; "));
    Ok(Some(named(&drawn, "by-days", "How many were told, by days learned", &about)))
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;
type Drawing = Result<(), Box<dyn std::error::Error>>;

/// Draws into a text of SVG.
fn draw(paint: impl FnOnce(&Area<'_>) -> Drawing, height: u32) -> Result<String, Failure> {
    let mut text = String::new();
    let done = {
        let area = SVGBackend::with_string(&mut text, (WIDTH, height)).into_drawing_area();
        paint(&area).and_then(|()| area.present().map_err(Into::into))
    };
    done.map_err(|error| Failure::new(format!("a plot can't be drawn: {error}")))?;
    Ok(text)
}

/// A plot with one row a name, rows counted from below.
type Rows<'a, X> = ChartContext<'a, SVGBackend<'a>, Cartesian2d<X, SegmentedCoord<RangedCoordu32>>>;

/// The frame of a plot with one row a name.
fn frame<X>(chart: &mut Rows<'_, X>, names: &[String], below: &str) -> Drawing
where
    X: Ranged<ValueType = f64> + ValueFormatter<f64>,
{
    chart
        .configure_mesh()
        .disable_y_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(GRID)
        .axis_style(INK)
        .label_style((FONT, LETTERS, &INK))
        .axis_desc_style((FONT, LETTERS, &INK))
        .x_desc(below)
        .y_labels(names.len())
        .y_label_formatter(&|segment| match segment {
            SegmentValue::CenterOf(place) => names.get(*place as usize).cloned().unwrap_or_default(),
            SegmentValue::Exact(_) | SegmentValue::Last => String::new(),
        })
        .draw()?;
    Ok(())
}

/// The SVG with a name and a description for whoever does not see it, and without a fixed size.
fn named(svg: &str, id: &str, title: &str, about: &str) -> String {
    let escaped = super::page::escaped;
    let inner = svg.find('>').map_or("", |at| &svg[at + 1..]);
    let head = svg.find("viewBox=\"").and_then(|at| svg[at + 9..].split('"').next()).unwrap_or_default();
    format!(
        "<svg class=\"plot\" viewBox=\"{head}\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-about\">\n<title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-about\">{}</desc>{inner}",
        escaped(title),
        escaped(about)
    )
}

/// Time on a logarithmic scale, with the marks that people think in.
#[derive(Clone, Copy)]
struct DelayAxis {
    from: f64,
    to: f64,
}

impl DelayAxis {
    /// What is marked, in seconds: from 30 s to 90 days.
    const MARKS: [f64; 12] = [
        30.0,
        120.0,
        600.0,
        1_800.0,
        7_200.0,
        21_600.0,
        86_400.0,
        259_200.0,
        604_800.0,
        1_814_400.0,
        3_888_000.0,
        7_776_000.0,
    ];

    fn within(self, seconds: f64) -> f64 {
        seconds.clamp(self.from, self.to)
    }
}

impl Ranged for DelayAxis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        let part = libm::log(value / self.from) / libm::log(self.to / self.from);
        limit.0 + (part * f64::from(limit.1 - limit.0)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        Self::MARKS.into_iter().filter(|mark| (self.from..=self.to).contains(mark)).collect()
    }

    fn range(&self) -> Range<f64> {
        self.from..self.to
    }
}

impl ValueFormatter<f64> for DelayAxis {
    fn format(value: &f64) -> String {
        Span::from_seconds(*value).to_string()
    }
}
