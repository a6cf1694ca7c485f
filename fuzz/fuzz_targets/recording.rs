//! Any bytes as the program's own recording, plain or packed: read to its end, or refused in words.
#![no_main]

use std::io::Cursor;
use std::path::Path;

use libfuzzer_sys::fuzz_target;
use smart_house::trace::{Input, Reader};

fuzz_target!(|bytes: &[u8]| {
    let Ok(input) = Input::from_bytes(Path::new("fuzzed"), Cursor::new(bytes.to_vec())) else { return };
    let Ok(mut reader) = Reader::new(input) else { return };
    while let Ok(Some(_)) = reader.next_item() {}
    assert!(reader.notices().iter().all(|notice| !notice.to_string().is_empty()));
});
