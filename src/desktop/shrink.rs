//! A picture in few colours, so that its file is a third as large: the commonest colours as they are, for panels and letters,
//! and the rest cut into groups of like ones (Heckbert's median cut, 1982).

use std::collections::BTreeMap;

use super::picture::Pixels;

type Colour = [u8; 3];

/// So many colours are kept as they are.
const KEPT: usize = 48;
/// So many there are altogether: more of them are not seen, and make the file larger.
const ALL: usize = 160;

/// A picture as places in a list of colours.
pub struct Shrunk {
    /// The colours, at most 160.
    pub palette: Vec<Colour>,
    /// Each pixel's place in it, row by row.
    pub places: Vec<u8>,
}

/// Colours that are alike, with how often each is there.
struct Group(Vec<(Colour, u64)>);

impl Group {
    /// The channel in which they differ most, and by how much.
    fn widest(&self) -> (usize, u8) {
        let width = |channel: usize| {
            let parts = self.0.iter().map(|(colour, _)| colour[channel]);
            parts.clone().max().unwrap_or(0) - parts.min().unwrap_or(0)
        };
        (0..3).map(|channel| (channel, width(channel))).max_by_key(|(_, width)| *width).unwrap_or((0, 0))
    }

    /// How much is gained by cutting it: many pixels, far apart.
    fn worth(&self) -> u64 {
        let width = u64::from(self.widest().1);
        self.0.iter().map(|(_, count)| count).sum::<u64>().isqrt() * width * width
    }

    /// Two groups with as many pixels each as can be.
    fn cut(mut self) -> (Self, Self) {
        let (channel, _) = self.widest();
        self.0.sort_by_key(|(colour, _)| colour[channel]);
        let half = self.0.iter().map(|(_, count)| count).sum::<u64>() / 2;
        let mut so_far = 0;
        let middle = self.0.iter().position(|(_, count)| {
            so_far += count;
            so_far > half
        });
        let rest = self.0.split_off(middle.unwrap_or(0).clamp(1, self.0.len() - 1));
        (self, Self(rest))
    }

    fn mean(&self) -> Colour {
        let all = self.0.iter().map(|(_, count)| count).sum::<u64>().max(1);
        std::array::from_fn(|channel| {
            let sum: u64 = self.0.iter().map(|(colour, count)| u64::from(colour[channel]) * count).sum();
            u8::try_from((sum + all / 2) / all).unwrap_or(u8::MAX)
        })
    }
}

/// The picture in at most 160 colours.
pub fn shrink(pixels: &Pixels) -> Shrunk {
    let mut counts: BTreeMap<Colour, u64> = BTreeMap::new();
    for pixel in pixels.bytes.chunks_exact(4) {
        *counts.entry([pixel[0], pixel[1], pixel[2]]).or_default() += 1;
    }
    let mut common: Vec<(Colour, u64)> = counts.iter().map(|(colour, count)| (*colour, *count)).collect();
    common.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let rest = common.split_off(KEPT.min(common.len()));
    let mut palette: Vec<Colour> = common.iter().map(|(colour, _)| *colour).collect();
    let mut groups = if rest.is_empty() { Vec::new() } else { vec![Group(rest)] };
    while palette.len() + groups.len() < ALL {
        let widest =
            groups.iter().enumerate().filter(|(_, group)| group.0.len() > 1).max_by_key(|(_, group)| group.worth());
        let Some((place, _)) = widest else { break };
        let (low, high) = groups.swap_remove(place).cut();
        groups.extend([low, high]);
    }
    palette.extend(groups.iter().map(Group::mean));
    let far = |a: &Colour, b: &Colour| -> u32 { a.iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(*b)).pow(2)).sum() };
    let nearest = |colour: &Colour| {
        let place = (0..palette.len()).min_by_key(|place| far(&palette[*place], colour));
        u8::try_from(place.unwrap_or(0)).unwrap_or(0)
    };
    let known: BTreeMap<Colour, u8> = counts.keys().map(|colour| (*colour, nearest(colour))).collect();
    let place = |pixel: &[u8]| known.get(&[pixel[0], pixel[1], pixel[2]]).copied().unwrap_or(0);
    Shrunk { places: pixels.bytes.chunks_exact(4).map(place).collect(), palette }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(colours: impl Iterator<Item = Colour>) -> Pixels {
        let bytes: Vec<u8> = colours.flat_map(|[r, g, b]| [r, g, b, 255]).collect();
        Pixels { width: bytes.len() as u32 / 4, height: 1, bytes }
    }

    #[test]
    fn few_colours_stay_as_they_are() {
        let colours: Vec<Colour> = (0..150_u8).map(|n| [n, 255 - n, n / 2]).collect();
        let shrunk = shrink(&picture(colours.iter().copied()));
        let back: Vec<Colour> = shrunk.places.iter().map(|place| shrunk.palette[usize::from(*place)]).collect();
        assert_eq!(back, colours);
    }

    #[test]
    fn many_become_few_that_are_near_and_common_ones_stay() {
        let common = [12, 34, 56];
        let many = (0..40_u8).flat_map(|r| (0..40_u8).map(move |g| [r * 6, g * 6, 128]));
        let colours: Vec<Colour> = std::iter::repeat_n(common, 5_000).chain(many).collect();
        let shrunk = shrink(&picture(colours.iter().copied()));
        assert!(shrunk.palette.len() <= ALL);
        for (colour, place) in colours.iter().zip(&shrunk.places) {
            let found = shrunk.palette[usize::from(*place)];
            let off = colour.iter().zip(found).map(|(a, b)| a.abs_diff(b)).max().expect("three");
            assert!(if *colour == common { off == 0 } else { off <= 24 }, "{colour:?} became {found:?}");
        }
    }
}
