//! A bar on standard error for what takes a while: only where that is a terminal, so that a log stays clean.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar that fills as work gets done.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar for `total` pieces of work. `words` says what is being done: `Living through 32 days`.
    pub fn new(total: u64, words: &'static str) -> Self {
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
        // The template is ours and well-formed; with another there would be a plainer bar.
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {percent:>3}%  {eta} left") {
            bar.set_style(style);
        }
        bar.set_message(words);
        Self { bar }
    }

    /// So much is done.
    pub fn at(&self, done: u64) {
        self.bar.set_position(done);
    }

    /// So much more is done.
    pub fn further(&self, by: u64) {
        self.bar.inc(by);
    }

    /// Lets something else be written, so that bar and text do not run into each other.
    pub fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
