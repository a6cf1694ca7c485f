//! One number for many bytes, the same on every platform: the hash of Fowler, Noll and Vo (1a, 64 bits).

/// The number of no bytes.
pub(super) const START: u64 = 0xcbf2_9ce4_8422_2325;

/// What a number comes to with more bytes.
pub(super) fn on(hash: u64, bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_its_authors() {
        // From the authors' own list of test values.
        for (text, number) in
            [("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8)]
        {
            assert_eq!(on(START, text.bytes()), number, "{text:?}");
        }
    }
}
