//! Any bytes as each foreign format; the first byte says which.
#![no_main]

use std::io::Cursor;
use std::path::Path;

use libfuzzer_sys::fuzz_target;
use smart_house::trace::import::Imported;
use smart_house::trace::{Format, Input};

fuzz_target!(|bytes: &[u8]| {
    let Some((which, bytes)) = bytes.split_first() else { return };
    let formats: Vec<Format> =
        Format::ALL.into_iter().filter(|format| !matches!(format, Format::Own | Format::OpenSmartHome)).collect();
    let format = formats[usize::from(*which) % formats.len()];
    let _told = Format::detect(Path::new("fuzzed"), bytes);
    let Ok(input) = Input::from_bytes(Path::new("fuzzed"), Cursor::new(bytes.to_vec())) else { return };
    if let Ok(mut imported) = Imported::read(input, format, Some("Europe/London"), None) {
        let mut before = None;
        while let Some(item) = imported.next_item() {
            assert!(before.is_none_or(|before| before <= item.at()), "out of order");
            before = Some(item.at());
        }
    }
});
