//! Random streams by name, and portable draws from them.
//!
//! Every chance in the simulated home comes from a [`stream`] that is named after what it serves, so that adding a lamp
//! leaves the kettle's stream as it was. The hash is written out here and the draws use `libm`, so that the same
//! scenario gives the same bytes on every platform. This room knows nothing of homes or people.

use std::convert::Infallible;

use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng as _, TryRng};

/// One random stream: ChaCha8, which gives the same numbers on every platform, and can be copied with its place, so
/// that a simulation can be kept as a checkpoint.
#[derive(Debug, PartialEq, Eq)]
pub struct Stream(ChaCha8Rng);

impl Clone for Stream {
    fn clone(&self) -> Self {
        Self(ChaCha8Rng::deserialize_state(&self.0.serialize_state()))
    }
}

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.0.try_next_u32()
    }

    #[inline]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.0.try_next_u64()
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.try_fill_bytes(bytes)
    }
}

/// The random stream of one purpose (`noise`, `radio`) of one named thing (a device, a resident), under a scenario's
/// seed. Other names, purposes or seeds give unrelated streams.
///
/// The name and the purpose go through 64-bit FNV-1a with a byte between them that no UTF-8 text contains, the result
/// and the scenario's seed through SplitMix64, whose next four numbers become the ChaCha8 key.
pub fn stream(scenario_seed: u64, name: &str, purpose: &str) -> Stream {
    // FNV-1a, 64 bits: offset basis and prime as Fowler, Noll and Vo published them.
    let text = name.bytes().chain([0xff]).chain(purpose.bytes());
    let hash =
        text.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let mut state = scenario_seed;
    state = split_mix(&mut state) ^ hash;
    let mut key = [0_u8; 32];
    for part in key.chunks_exact_mut(8) {
        part.copy_from_slice(&split_mix(&mut state).to_le_bytes());
    }
    Stream(ChaCha8Rng::from_seed(key))
}

/// The next number of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A number from 0 up to but not including 1, from the top 53 bits of one draw.
#[inline]
pub fn unit(rng: &mut impl Rng) -> f64 {
    (rng.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

/// A number from `low` up to but not including `high`. One draw.
pub fn uniform(rng: &mut impl Rng, low: f64, high: f64) -> f64 {
    low + (high - low) * unit(rng)
}

/// True with this probability; 0 and below never, 1 and above always. One draw whatever the probability.
pub fn chance(rng: &mut impl Rng, probability: f64) -> bool {
    unit(rng) < probability
}

/// A normal number with this mean and standard deviation, by the cosine half of Box and Muller's method. Always two
/// draws and nothing kept between calls, so that a stream's place depends only on how often it was asked.
pub fn normal(rng: &mut impl Rng, mean: f64, deviation: f64) -> f64 {
    // 1 − u lies in (0, 1], whose logarithm is finite.
    let radius = (-2.0 * libm::log(1.0 - unit(rng))).sqrt();
    let angle = 2.0 * std::f64::consts::PI * unit(rng);
    mean + deviation * radius * libm::cos(angle)
}

/// A waiting time with this mean: how long until the next of things that happen at random. One draw.
pub fn exponential(rng: &mut impl Rng, mean: f64) -> f64 {
    -mean * libm::log(1.0 - unit(rng))
}

/// How many things happen when so many do on average, by Knuth's product of uniform draws, one draw a thing and one
/// more. Meant for small means; a mean above 500 is taken as 500, where the product would leave a float's range.
pub fn poisson(rng: &mut impl Rng, mean: f64) -> u32 {
    let floor = libm::exp(-mean.clamp(0.0, 500.0));
    let mut product = unit(rng);
    let mut count = 0;
    while product > floor {
        product *= unit(rng);
        count += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_the_same_for_ever() {
        // Worked out by a second implementation of FNV-1a, SplitMix64 and ChaCha8 from their papers; a change here
        // changes every simulated home.
        let mut rng = stream(1, "kettle-plug", "radio");
        assert_eq!([rng.next_u64(), rng.next_u64()], [13_129_634_078_918_518_906, 7_072_738_536_675_659_244]);
    }

    #[test]
    fn a_copy_goes_on_from_the_same_place() {
        let mut rng = stream(9, "copies", "test");
        for taken in 0..300 {
            let (mut one, mut two) = (rng.clone(), rng.clone());
            assert_eq!(one, rng, "after {taken}");
            for _ in 0..150 {
                assert_eq!(one.next_u64(), two.next_u64(), "after {taken}");
            }
            let (mut next, here) = (rng.clone(), rng.next_u64());
            assert_eq!(next.next_u64(), here, "after {taken}");
            // An odd place too: half a 64-bit number taken.
            if taken % 7 == 0 {
                rng.next_u32();
            }
        }
    }

    #[test]
    fn names_purposes_and_seeds_each_give_their_own_stream() {
        let cases = [(1, "ab", "c"), (1, "a", "bc"), (1, "abc", ""), (2, "ab", "c"), (1, "ab", "d"), (0, "", "")];
        let mut firsts: Vec<u64> = cases.iter().map(|&(seed, n, p)| stream(seed, n, p).next_u64()).collect();
        firsts.sort_unstable();
        firsts.dedup();
        assert_eq!(firsts.len(), cases.len());
    }

    /// Mean and standard deviation of many draws.
    fn moments(mut draw: impl FnMut(&mut Stream) -> f64) -> (f64, f64) {
        let mut rng = stream(7, "moments", "test");
        let n = 40_000;
        let values: Vec<f64> = (0..n).map(|_| draw(&mut rng)).collect();
        let mean = values.iter().sum::<f64>() / f64::from(n);
        let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / f64::from(n);
        (mean, variance.sqrt())
    }

    #[test]
    fn draws_have_the_moments_they_promise() {
        let close = |(mean, deviation): (f64, f64), (m, d): (f64, f64)| {
            assert!((mean - m).abs() < 0.03 * d.max(0.1) && (deviation - d).abs() < 0.03 * d, "{mean} ± {deviation}");
        };
        close(moments(|r| uniform(r, 2.0, 5.0)), (3.5, 3.0 / 12.0_f64.sqrt()));
        close(moments(|r| normal(r, -1.0, 2.0)), (-1.0, 2.0));
        close(moments(|r| exponential(r, 4.0)), (4.0, 4.0));
        close(moments(|r| f64::from(poisson(r, 1.2))), (1.2, 1.2_f64.sqrt()));
        close(moments(|r| f64::from(chance(r, 0.25))), (0.25, (0.25 * 0.75_f64).sqrt()));
    }

    #[test]
    fn the_edges_are_safe() {
        let mut rng = stream(3, "edges", "test");
        for _ in 0..1_000 {
            assert!(!chance(&mut rng, 0.0) && chance(&mut rng, 1.0));
            assert_eq!(poisson(&mut rng, 0.0), 0);
            assert!(exponential(&mut rng, 1.0).is_finite() && normal(&mut rng, 0.0, 1.0).is_finite());
        }
        assert!(poisson(&mut rng, 1e9) < 1_000);
    }
}
