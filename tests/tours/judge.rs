//! Judges the picture of a tour's step: whether it shows a house and not an empty window, and whether what was written on it
//! can be read there.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

/// A picture's pixels, red, green and blue.
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub bytes: Vec<u8>,
}

impl Picture {
    /// Reads a PNG.
    pub fn open(path: &Path) -> Self {
        let file = std::fs::File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut reader = png::Decoder::new(std::io::BufReader::new(file)).read_info().expect("a PNG");
        let mut bytes = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut bytes).expect("a picture");
        assert_eq!(info.color_type, png::ColorType::Rgb);
        Self { width: info.width as usize, height: info.height as usize, bytes }
    }

    fn pixels(&self, place: [usize; 4]) -> impl Iterator<Item = [u8; 3]> + '_ {
        let [left, top, width, height] = place;
        let (right, bottom) = ((left + width).min(self.width), (top + height).min(self.height));
        (top..bottom).flat_map(move |y| {
            (left..right).map(move |x| {
                let at = (y * self.width + x) * 3;
                [self.bytes[at], self.bytes[at + 1], self.bytes[at + 2]]
            })
        })
    }

    /// How many colours there are, and which part of it the commonest has.
    fn colours(&self, place: [usize; 4]) -> (usize, f64) {
        let mut counts: BTreeMap<[u8; 3], usize> = BTreeMap::new();
        self.pixels(place).for_each(|pixel| *counts.entry(pixel).or_default() += 1);
        let all: usize = counts.values().sum();
        (counts.len(), counts.values().max().copied().unwrap_or(0) as f64 / all.max(1) as f64)
    }

    /// Whether letters stand out there: some pixels far from the commonest colour, and far from all of them.
    fn is_written_on(&self, place: [usize; 4]) -> bool {
        let light = |pixel: [u8; 3]| pixel.iter().map(|part| i32::from(*part)).sum::<i32>() / 3;
        let mut counts = [0_usize; 256];
        self.pixels(place).for_each(|pixel| counts[light(pixel) as usize] += 1);
        let all: usize = counts.iter().sum();
        let ground = (0..256).max_by_key(|level| counts[*level]).unwrap_or(0) as i32;
        let ink: usize =
            (0..256_i32).filter(|level| (level - ground).abs() > 70).map(|level| counts[level as usize]).sum();
        let part = ink as f64 / all.max(1) as f64;
        (0.02..0.7).contains(&part)
    }
}

fn place(value: &Value) -> Option<[usize; 4]> {
    let found: Vec<usize> =
        value.as_array()?.iter().filter_map(Value::as_f64).map(|part| part.max(0.0) as usize).collect();
    found.try_into().ok()
}

/// Where a text is written, and that it can be read there.
fn written(step: &Value, picture: &Picture, text: &str) -> Result<[usize; 4], String> {
    let words = step["words"].as_array().ok_or("no words were told")?;
    let found = words.iter().filter(|word| word["text"].as_str() == Some(text));
    let places: Vec<[usize; 4]> = found.filter_map(|word| place(&word["place"])).collect();
    let readable = places.iter().find(|place| picture.is_written_on(**place));
    match (readable, places.is_empty()) {
        (Some(place), _) => Ok(*place),
        (None, true) => Err(format!("“{text}” is not on the window")),
        (None, false) => Err(format!("“{text}” cannot be read in the picture at {places:?}")),
    }
}

/// Judges one step's picture.
///
/// # Errors
/// What is wrong with it.
pub fn judge(step: &Value, picture: &Picture) -> Result<(), String> {
    let (colours, commonest) = picture.colours([0, 0, picture.width, picture.height]);
    if colours < 200 || commonest > 0.8 {
        return Err(format!("the picture is blank: {colours} colours, {:.0} % of it one", commonest * 100.0));
    }
    if let Some(house) = place(&step["house"]) {
        let (colours, commonest) = picture.colours(house);
        if colours < 60 || commonest > 0.85 {
            return Err(format!("no house is drawn: {colours} colours, {:.0} % of it one", commonest * 100.0));
        }
    }
    written(step, picture, "Simulated")?;
    written(step, picture, step["say"].as_str().ok_or("no caption was told")?)?;
    let count = format!("{} of {}", step["number"], step["of"]);
    written(step, picture, &count)?;
    let Some(kind) = step["waits_for"].as_str() else { return Ok(()) };
    if step["alert"]["kind"].as_str() != Some(kind) {
        return Err(format!("{kind} was waited for, and {} is the latest alert", step["alert"]["kind"]));
    }
    let title = step["alert"]["title"].as_str().ok_or("the alert has no title")?;
    let message = step["alert"]["message"].as_str().ok_or("the alert has no message")?;
    // Its card, beside the house, and not its mark on the timeline alone.
    let (title, message) = (written(step, picture, title)?, written(step, picture, message)?);
    if message[0] * 10 < picture.width * 6 || title[0] > picture.width {
        return Err(format!("the alert's card is not beside the house: {message:?}"));
    }
    Ok(())
}
