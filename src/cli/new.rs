//! `new`: writes a scenario to start from, with an example of everything that can happen. It never overwrites a file.

use std::io::Write as _;
use std::path::Path;

use super::arguments::NewArguments;
use super::output::Out;
use super::{Ending, Failure};
use crate::trace::WholeFile;

/// What is written.
const TEMPLATE: &str = include_str!("new.ron");

/// Writes the file that the command line names.
///
/// # Errors
/// When there is such a file already, or it cannot be written.
pub fn new(asked: &NewArguments) -> Result<Ending, Failure> {
    let file = &asked.file;
    let shown = file.display();
    if file.extension().is_none_or(|end| end != "ron") {
        let better = file.with_extension("ron");
        return Err(Failure::new(format!("a scenario's name ends in .ron: write {}", better.display())));
    }
    if std::fs::symlink_metadata(file).is_ok() {
        return Err(Failure::new(format!(
            "there is a file {shown} already, and it is left as it is; choose another name"
        )));
    }
    write(file)?;
    let mut out = Out::standard();
    out.line(&format!(
        "{shown} is written. Change it, then `smart-house check {shown}` and `smart-house run {shown}`."
    ))?;
    out.flush()?;
    Ok(Ending::Done)
}

fn write(path: &Path) -> Result<(), Failure> {
    let mut file = WholeFile::create(path)?;
    file.write_all(TEMPLATE.as_bytes())
        .map_err(|error| Failure::new(format!("can't write {}: {error}", path.display())))?;
    Ok(file.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::load;

    #[test]
    fn every_example_in_the_template_can_be_taken_as_it_stands() {
        let begins = TEMPLATE.find("        (at:").expect("the example that is not in a comment");
        let ends = begins + TEMPLATE[begins..].find('\n').expect("a line");
        let mut tried = 0;
        for line in TEMPLATE.lines().filter_map(|line| line.trim().strip_prefix("// (at:")) {
            let text = format!("{}        (at:{line}{}", &TEMPLATE[..begins], &TEMPLATE[ends..]);
            let checked = load::check_text("new.ron", &text);
            assert!(checked.is_empty(), "{line}: {checked:?}");
            tried += 1;
        }
        assert!(tried >= 25, "{tried} examples");
        assert_eq!(load::check_text("new.ron", TEMPLATE), []);
    }
}
