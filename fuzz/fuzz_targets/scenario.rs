//! Any text as a scenario, a home or a resident: checked, or refused with a place and a sentence.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smart_house::scenario::check::{self, Document, Refusal};

fuzz_target!(|text: &str| {
    let document = Document { name: "fuzzed.ron".to_owned(), text: text.to_owned() };
    let none = |named: &str| Err(Refusal { brief: format!("no {named}"), hint: String::new() });
    for problem in check::scenario(&document, none).problems {
        assert!(!problem.to_string().is_empty());
    }
    for problem in check::home(&document).problems {
        assert!(!problem.to_string().is_empty());
    }
    for problem in check::resident(&document).problems {
        assert!(!problem.to_string().is_empty());
    }
});
