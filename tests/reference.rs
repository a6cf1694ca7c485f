//! The reference page that lies in `docs/` is what the readers say today.

use std::path::Path;

use smart_house::scenario::reference;

#[test]
fn the_page_in_the_documentation_is_of_today() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference.md");
    let kept = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    let today = format!("{}\n", reference::page().trim_end());
    let differs = kept.lines().zip(today.lines()).position(|(kept, today)| kept != today);
    assert!(
        kept == today,
        "docs/reference.md is out of date{}. Write it anew: cargo run --no-default-features -- reference > docs/reference.md",
        differs.map_or(String::new(), |line| format!(" from line {}", line + 1))
    );
}

#[test]
fn every_row_has_five_columns() {
    for line in reference::page().lines().filter(|line| line.starts_with('|')) {
        assert_eq!(line.replace("\\|", "").matches('|').count(), 6, "{line}");
    }
}
