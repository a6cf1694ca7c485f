//! The plot of `realism`, as SVG: one strip a figure, real homes grey, simulated ones as marked points; then the hours of
//! the day. It is made to be understood without the table: every strip has its name, its units, and a verdict in words.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::super::Failure;
use crate::evaluation::realism::Statistic;
use crate::evaluation::realism::compare::{Comparison, Home, Line, Verdict};

const INK: RGBColor = RGBColor(0x26, 0x2b, 0x33);
const QUIET: RGBColor = RGBColor(0x5d, 0x66, 0x73);
const PAPER: RGBColor = RGBColor(0xff, 0xff, 0xff);
const HAIR: RGBColor = RGBColor(0xd9, 0xdd, 0xe3);
/// Where nine real homes in ten lie.
const BAND: RGBColor = RGBColor(0xdf, 0xe3, 0xe8);
/// A real home.
const REAL: RGBColor = RGBColor(0x8a, 0x93, 0xa0);
/// Simulated homes within, and those that are not: told apart by shape, too.
const WITHIN: RGBColor = RGBColor(0x1f, 0x5f, 0xa8);
const OUTSIDE: RGBColor = RGBColor(0xb4, 0x4a, 0x06);

const FONT: &str = "Atkinson Hyperlegible Next, Segoe UI, Helvetica, Arial, sans-serif";
const WIDTH: i32 = 1_180;
const MARGIN: i32 = 36;
const COLUMNS: i32 = 3;
const GUTTER: i32 = 34;
const HEAD: i32 = 156;
/// How high one strip is with its words.
const STRIP: i32 = 96;
/// How high the hours of the day are with theirs.
const HOURS: i32 = 290;

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;
type Drawing = Result<(), Box<dyn std::error::Error>>;

/// Draws a comparison.
pub fn plot(comparison: &Comparison) -> Result<String, Failure> {
    let rows = (comparison.lines.len() as i32 + COLUMNS - 1) / COLUMNS;
    let height = HEAD + rows * STRIP + HOURS;
    let mut text = String::new();
    let done = {
        let area = SVGBackend::with_string(&mut text, (WIDTH as u32, height as u32)).into_drawing_area();
        paint(&area, comparison, rows).and_then(|()| area.present().map_err(Into::into))
    };
    done.map_err(|error| Failure::new(format!("the plot can't be drawn: {error}")))?;
    Ok(described(&text, comparison))
}

fn paint(area: &Area<'_>, comparison: &Comparison, rows: i32) -> Drawing {
    area.fill(&PAPER)?;
    write(area, "Do the simulated homes live like real ones?", (MARGIN, 32), 36, INK, HPos::Left, true)?;
    write(area, &verdict(comparison), (MARGIN, 74), 22, INK, HPos::Left, false)?;
    legend(area)?;
    let width = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GUTTER) / COLUMNS;
    for (place, line) in comparison.lines.iter().enumerate() {
        // Down the first column, then the next: figures that belong together stand together.
        let (column, row) = (place as i32 / rows, place as i32 % rows);
        strip(area, line, MARGIN + column * (width + GUTTER), HEAD + row * STRIP, width)?;
    }
    hours(area, comparison, HEAD + rows * STRIP + 8)
}

/// The outcome in a sentence.
fn verdict(comparison: &Comparison) -> String {
    let (within, told) = comparison.within();
    let homes = format!("{} real homes, {} simulated lives", comparison.real.len(), comparison.simulated.len());
    if told == 0 {
        format!("{homes}. So few real homes have no spread to lie within.")
    } else {
        format!("On {within} of {told} figures the simulated homes lie where nine real homes in ten lie. {homes}.")
    }
}

fn legend(area: &Area<'_>) -> Drawing {
    let y = 116;
    area.draw(&Rectangle::new([(MARGIN, y - 8), (MARGIN + 46, y + 8)], BAND.filled()))?;
    area.draw(&PathElement::new(vec![(MARGIN + 23, y - 8), (MARGIN + 23, y + 8)], QUIET.stroke_width(2)))?;
    write(area, "nine real homes in ten, and the middle one", (MARGIN + 54, y), 18, QUIET, HPos::Left, false)?;
    area.draw(&PathElement::new(vec![(450, y - 5), (450, y + 5)], REAL.stroke_width(1)))?;
    write(area, "a real home", (460, y), 18, QUIET, HPos::Left, false)?;
    area.draw(&Circle::new((590, y), 5, WITHIN.filled()))?;
    write(area, "a simulated home within", (602, y), 18, QUIET, HPos::Left, false)?;
    diamond(area, (836, y))?;
    write(area, "a simulated home outside", (850, y), 18, QUIET, HPos::Left, false)
}

/// One figure: its name, the verdict, the real homes' band and each simulated home on one axis.
fn strip(area: &Area<'_>, line: &Line, left: i32, top: i32, width: i32) -> Drawing {
    let (sign, colour) = match line.verdict {
        Verdict::Within => ("within", WITHIN),
        Verdict::Below => ("below real homes", OUTSIDE),
        Verdict::Above => ("above real homes", OUTSIDE),
        Verdict::Untold => ("can't be told", QUIET),
    };
    write(area, line.statistic.in_words(), (left, top + 10), 19, INK, HPos::Left, true)?;
    write(area, sign, (left + width, top + 10), 17, colour, HPos::Right, false)?;
    let values = || line.real.iter().copied().chain(line.simulated.iter().map(|(_, value)| *value));
    let (Some(least), Some(most)) = (values().min_by(f64::total_cmp), values().max_by(f64::total_cmp)) else {
        return write(area, "no home tells it", (left, top + 42), 17, QUIET, HPos::Left, false);
    };
    // A lone value stands in the middle of its axis.
    let room = ((most - least) * 0.04).max(if most > least { 0.0 } else { 1.0 });
    let (from, to) = (least - room, most + room);
    let x = |value: f64| left + ((value - from) / (to - from) * f64::from(width)).round() as i32;
    let (high, low) = (top + 26, top + 58);
    area.draw(&PathElement::new(vec![(left, low), (left + width, low)], HAIR.stroke_width(1)))?;
    if let Some([fifth, middle, last]) = line.spread {
        let near = if line.statistic.is_distance() { left } else { x(fifth) };
        area.draw(&Rectangle::new([(near, high), (x(last), low)], BAND.filled()))?;
        for value in &line.real {
            area.draw(&PathElement::new(vec![(x(*value), low - 8), (x(*value), low)], REAL.stroke_width(1)))?;
        }
        area.draw(&PathElement::new(vec![(x(middle), high), (x(middle), low)], QUIET.stroke_width(2)))?;
        let shown = |value: f64| line.statistic.shown(value);
        let number = |value: f64| write(area, &shown(value), (x(value), low + 13), 16, QUIET, HPos::Center, false);
        if x(last) - x(fifth) > 84 {
            number(fifth)?;
            number(last)?;
        } else {
            // Two numbers that would run into each other become one phrase.
            let both = format!("{} to {}", shown(fifth), shown(last));
            let (at, side) = if x(fifth) > left + width / 2 { (x(last), HPos::Right) } else { (x(fifth), HPos::Left) };
            write(area, &both, (at, low + 13), 16, QUIET, side, false)?;
        }
        if x(middle) - x(fifth) > 84 && x(last) - x(middle) > 84 {
            number(middle)?;
        }
        for (place, value) in &line.simulated {
            let at = (x(*value), high + 8 + (*place as i32 * 5) % 15);
            if (*value >= fifth || line.statistic.is_distance()) && *value <= last {
                area.draw(&Circle::new(at, 4, WITHIN.mix(0.75).filled()))?;
            } else {
                diamond(area, at)?;
            }
        }
    }
    Ok(())
}

fn diamond(area: &Area<'_>, (x, y): (i32, i32)) -> Drawing {
    area.draw(&Polygon::new(vec![(x - 6, y), (x, y - 6), (x + 6, y), (x, y + 6)], OUTSIDE.filled()))?;
    Ok(())
}

/// The share of each hour: nine real homes in ten as a band, the simulated ones as lines.
fn hours(area: &Area<'_>, comparison: &Comparison, top: i32) -> Drawing {
    write(area, "The hours of the day", (MARGIN, top + 14), 22, INK, HPos::Left, true)?;
    let what = "which part of a day's sightings lies in each hour";
    write(area, what, (MARGIN + 220, top + 15), 18, QUIET, HPos::Left, false)?;
    let (left, right, high, low) = (MARGIN + 44, WIDTH - MARGIN, top + 40, top + HOURS - 60);
    let most = comparison.real.iter().chain(&comparison.simulated).flat_map(|home| home.summary.hours);
    let most = most.fold(0.02, f64::max) * 1.05;
    let x = |hour: usize| left + ((hour as f64 + 0.5) / 24.0 * f64::from(right - left)).round() as i32;
    let y = |share: f64| low - (share / most * f64::from(low - high)).round() as i32;
    for percent in (0..).step_by(5).take_while(|percent| f64::from(*percent) / 100.0 <= most) {
        let at = y(f64::from(percent) / 100.0);
        area.draw(&PathElement::new(vec![(left, at), (right, at)], HAIR.stroke_width(1)))?;
        write(area, &format!("{percent} %"), (left - 8, at), 16, QUIET, HPos::Right, false)?;
    }
    let of = |homes: &[Home], hour: usize, part: f64| {
        let shares: Vec<f64> = homes.iter().map(|home| home.summary.hours[hour]).collect();
        crate::evaluation::figure::quantile(&shares, part).unwrap_or_default()
    };
    let edge = |part: f64| (0..24).map(move |hour| (x(hour), y(of(&comparison.real, hour, part))));
    let band: Vec<(i32, i32)> = edge(0.05).chain(edge(0.95).collect::<Vec<_>>().into_iter().rev()).collect();
    area.draw(&Polygon::new(band, BAND.filled()))?;
    area.draw(&PathElement::new(edge(0.5).collect::<Vec<_>>(), QUIET.stroke_width(2)))?;
    for home in &comparison.simulated {
        let line: Vec<(i32, i32)> = (0..24).map(|hour| (x(hour), y(home.summary.hours[hour]))).collect();
        area.draw(&PathElement::new(line, WITHIN.mix(0.45).stroke_width(2)))?;
    }
    for hour in (0..24).step_by(3) {
        write(area, &format!("{hour:02}:00"), (x(hour), low + 16), 16, QUIET, HPos::Center, false)?;
    }
    let note = "Grey: nine real homes in ten, and the middle. Blue: each simulated home.";
    write(area, note, (left, low + 42), 17, QUIET, HPos::Left, false)
}

fn write(area: &Area<'_>, text: &str, at: (i32, i32), size: i32, colour: RGBColor, side: HPos, bold: bool) -> Drawing {
    let weight = if bold { FontStyle::Bold } else { FontStyle::Normal };
    let style = TextStyle::from((FONT, size, weight).into_font()).color(&colour).pos(Pos::new(side, VPos::Center));
    area.draw(&Text::new(text.to_owned(), at, style))?;
    Ok(())
}

/// The SVG with a title and a description for whoever does not see it.
fn described(svg: &str, comparison: &Comparison) -> String {
    let told: Vec<String> = comparison
        .lines
        .iter()
        .map(|line| {
            let verdict = match line.verdict {
                Verdict::Within => "within",
                Verdict::Below => "below",
                Verdict::Above => "above",
                Verdict::Untold => "can't be told",
            };
            let shown = |value: f64| Statistic::shown(line.statistic, value);
            let spread = line.spread.map_or(String::new(), |[low, middle, high]| {
                format!(" (real homes {} to {}, middle {})", shown(low), shown(high), shown(middle))
            });
            format!("{}: {verdict}{spread}", line.statistic.in_words())
        })
        .collect();
    let head = svg.find('>').map_or(0, |at| at + 1);
    let open = svg[..head].replacen("<svg ", "<svg role=\"img\" aria-labelledby=\"title about\" ", 1);
    let about = format!("{} {}.", verdict(comparison), told.join("; "));
    format!(
        "{open}\n<title id=\"title\">Simulated homes beside real ones</title>\n<desc id=\"about\">{}</desc>{}",
        about.replace('&', "&amp;").replace('<', "&lt;"),
        &svg[head..]
    )
}
