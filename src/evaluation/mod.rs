//! What the monitor said, held against what is known to have happened. It does no I/O and judges numbers alone.

pub mod scores;
