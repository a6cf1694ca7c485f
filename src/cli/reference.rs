//! `reference`: prints what every field of scenarios, homes and residents means. The page itself is made in
//! [`crate::scenario::reference`].

use super::output::Out;
use super::{Ending, Failure};
use crate::scenario::reference;

/// Prints the page.
///
/// # Errors
/// When standard output cannot be written to.
pub fn reference() -> Result<Ending, Failure> {
    let mut out = Out::standard();
    out.line(reference::page().trim_end())?;
    out.flush()?;
    Ok(Ending::Done)
}
