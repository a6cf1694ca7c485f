//! The window: pictures and panels of what the player shows. It holds no truth of its own.
pub mod input;
pub mod panel;
pub mod theme;
