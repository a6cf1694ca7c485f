//! How good the monitor is: what it says held against what is known to have happened.
//!
//! Pure: it reads no file and writes none. It knows monitors and readings; the monitor knows nothing of it.

pub mod figure;
pub mod inject;
