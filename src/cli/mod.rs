//! The command line: one file a subcommand, and what they share.
//!
//! Results go to standard output; progress and problems to standard error. The exit code is 0 when done, 1 when an
//! expectation was missed or a checked file is invalid, 2 when the command line or a file kept the work from being
//! done. A reader that closes the pipe is no error. Read [`main`] first, then [`arguments`].

mod acts;
pub mod arguments;
mod check;
mod convert;
mod digest;
mod evaluate;
mod evaluate_tihm;
#[cfg(feature = "desktop")]
mod film;
#[cfg(feature = "desktop")]
mod gallery;
mod inject;
pub mod keep;
pub mod library;
pub mod load;
pub mod model;
mod new;
#[cfg(feature = "desktop")]
mod open;
mod output;
#[cfg(feature = "desktop")]
mod picture;
mod progress;
mod realism;
mod reference;
mod replay;
mod run;
mod say;
mod scenarios;
mod scores;
#[cfg(feature = "desktop")]
mod shelf;
mod story;
mod tablets;
mod verdict;
mod watch;
mod why;
mod without;

use std::fmt;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;

use self::arguments::{Arguments, Command, WindowArguments};
use crate::scenario::problem::Problem;
use crate::source::SourceError;
use crate::trace::TraceError;

/// How a command ended that did its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All is well.
    Done,
    /// An expectation was missed, or a checked file is invalid.
    Missed,
}

/// Why a command could not do its work: sentences for people.
#[derive(Debug)]
pub struct Failure {
    message: String,
}

impl Failure {
    /// What is wrong, where, and what to do.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

impl From<TraceError> for Failure {
    fn from(error: TraceError) -> Self {
        Self::new(error.to_string())
    }
}

impl From<SourceError> for Failure {
    fn from(error: SourceError) -> Self {
        Self::new(error.to_string())
    }
}

/// A scenario that cannot be used, with everything that is wrong with it.
impl From<Vec<Problem>> for Failure {
    fn from(problems: Vec<Problem>) -> Self {
        let told: Vec<String> = problems.iter().map(Problem::to_string).collect();
        Self::new(told.join("\n"))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Runs the program as its command line asks.
pub fn main() -> ExitCode {
    let asked = match Arguments::try_parse() {
        Ok(asked) => asked,
        Err(told) => {
            // Help and version, too, come this way. Whoever closed the pipe has read enough of them.
            let _told = told.print();
            return ExitCode::from(u8::try_from(told.exit_code()).unwrap_or(2));
        }
    };
    match carry_out(asked) {
        Ok(Ending::Done) => ExitCode::SUCCESS,
        Ok(Ending::Missed) => ExitCode::from(1),
        Err(failure) => {
            tell_problem(&failure.to_string());
            ExitCode::from(2)
        }
    }
}

fn carry_out(asked: Arguments) -> Result<Ending, Failure> {
    match asked.command {
        None => demonstration(&asked.window),
        Some(Command::Run(asked)) => run::run(&asked),
        Some(Command::Replay(asked)) => replay::replay(&asked),
        Some(Command::Watch(asked)) => watch::watch(&asked),
        Some(Command::Why(asked)) => why::why(&asked),
        Some(Command::Evaluate(asked)) => evaluate::evaluate(&asked),
        Some(Command::Realism(asked)) => realism::realism(&asked),
        Some(Command::Convert(asked)) => convert::convert(&asked),
        Some(Command::Say(asked)) => say::say(&asked),
        Some(Command::Check(asked)) => check::check(&asked),
        Some(Command::Scenarios(asked)) => scenarios::scenarios(&asked),
        Some(Command::Reference) => reference::reference(),
        Some(Command::New(asked)) => new::new(&asked),
        Some(Command::Open(asked)) => window::open(&asked),
        Some(Command::Picture(asked)) => window::picture(&asked),
        Some(Command::Film(asked)) => window::film(&asked),
        Some(Command::Gallery(asked)) => window::gallery(&asked),
    }
}

/// The window on the demonstration; its days in the terminal where there can be no window.
fn demonstration(asked: &WindowArguments) -> Result<Ending, Failure> {
    match window::demonstration(asked)? {
        Some(ending) => Ok(ending),
        None => {
            tell_problem(window::WHY_NONE);
            run::demonstration()
        }
    }
}

/// One message on standard error. Where even that is closed there is nobody to tell.
pub fn tell_problem(message: &str) {
    let _told = writeln!(io::stderr(), "smart-house: {message}");
}

/// What is probably not meant in a file that can be used all the same.
fn tell_problems(problems: &[Problem]) {
    for problem in problems {
        tell_problem(&problem.to_string());
    }
}

/// To the commands that open the window; they say themselves where there can be none.
#[cfg(feature = "desktop")]
mod window {
    use super::arguments::{FilmArguments, GalleryArguments, OpenArguments, PictureArguments, WindowArguments};
    use super::{Ending, Failure, film, gallery, open, picture};

    /// Said when the days are told in the terminal instead.
    pub const WHY_NONE: &str = "there is no display or no graphics here, so the same days are told in the terminal";

    pub fn demonstration(asked: &WindowArguments) -> Result<Option<Ending>, Failure> {
        open::demonstration(asked)
    }

    pub fn open(asked: &OpenArguments) -> Result<Ending, Failure> {
        open::open(asked)
    }

    pub fn picture(asked: &PictureArguments) -> Result<Ending, Failure> {
        picture::picture(asked)
    }

    pub fn film(asked: &FilmArguments) -> Result<Ending, Failure> {
        film::film(asked)
    }

    pub fn gallery(asked: &GalleryArguments) -> Result<Ending, Failure> {
        gallery::gallery(asked)
    }
}

/// Says that the program was built without its window, and what to do.
#[cfg(not(feature = "desktop"))]
mod window {
    use super::arguments::{FilmArguments, GalleryArguments, OpenArguments, PictureArguments, WindowArguments};
    use super::{Ending, Failure};

    /// Said when the days are told in the terminal instead.
    pub const WHY_NONE: &str = "this program was built without its window, so the same days are told in the terminal";

    const HOW: &str = "this program was built without its window (feature `desktop`); build it with the feature";

    pub fn demonstration(_: &WindowArguments) -> Result<Option<Ending>, Failure> {
        Ok(None)
    }

    pub fn open(asked: &OpenArguments) -> Result<Ending, Failure> {
        let file = asked.path();
        Err(Failure::new(format!("{HOW}, or let `smart-house run {file}` tell it in the terminal")))
    }

    pub fn picture(_: &PictureArguments) -> Result<Ending, Failure> {
        Err(Failure::new(format!("{HOW} to draw pictures")))
    }

    pub fn film(_: &FilmArguments) -> Result<Ending, Failure> {
        Err(Failure::new(format!("{HOW} to make films")))
    }

    pub fn gallery(_: &GalleryArguments) -> Result<Ending, Failure> {
        Err(Failure::new(format!("{HOW} to draw pictures")))
    }
}
