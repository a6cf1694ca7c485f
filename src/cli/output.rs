//! What the program writes: prose folded to the terminal's width, and files that are there whole or not at all.
//!
//! Nothing here knows what is told. Results go to standard output through [`Out`].

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use console::{Style, Term};

use super::Failure;
use crate::trace::WholeFile;

/// Prose is folded at this width where no terminal says how wide it is, in characters.
const USUAL_WIDTH: usize = 80;
/// Longer lines than this are hard to read, however wide the terminal, in characters.
const WIDEST: usize = 100;
/// Narrower than this there is no prose, only a column of words, in characters.
const NARROWEST: usize = 32;

/// How a stretch of text stands out. Colour never says anything by itself: the words do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As the terminal writes.
    Plain,
    /// A heading.
    Heading,
    /// Less important than what stands around it.
    Aside,
    /// Nothing to do.
    Calm,
    /// Something to look at.
    Attention,
    /// Something to act on.
    Urgent,
}

impl Tone {
    fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Heading => Style::new().bold(),
            Self::Aside => Style::new().dim(),
            Self::Calm => Style::new().green(),
            Self::Attention => Style::new().yellow().bold(),
            Self::Urgent => Style::new().red().bold(),
        }
    }
}

/// Standard output, or what stands in for it in a test.
pub struct Out<'a> {
    to: Box<dyn Write + 'a>,
    width: usize,
    colour: bool,
    closed: bool,
}

impl Out<'static> {
    /// Standard output: as wide as its terminal, with colour where the terminal has it and `NO_COLOR` is not set.
    pub fn standard() -> Self {
        let width = Term::stdout().size_checked().map_or(USUAL_WIDTH, |(_, columns)| usize::from(columns));
        Self {
            to: Box::new(BufWriter::new(io::stdout())),
            width: width.clamp(NARROWEST, WIDEST),
            colour: console::colors_enabled(),
            closed: false,
        }
    }
}

impl<'a> Out<'a> {
    /// Anything that can be written to, without colour.
    #[cfg(test)]
    pub fn to(writer: impl Write + 'a, width: usize) -> Self {
        Self { to: Box::new(writer), width, colour: false, closed: false }
    }

    /// Whether whoever read this has gone, so that nothing more need be told.
    pub fn closed(&self) -> bool {
        self.closed
    }

    /// An empty line.
    pub fn gap(&mut self) -> Result<(), Failure> {
        self.line("")
    }

    /// One line as it is.
    pub fn line(&mut self, text: &str) -> Result<(), Failure> {
        let outcome = writeln!(self.to, "{text}");
        self.noting_the_end(outcome)
    }

    /// One line in a tone.
    pub fn toned(&mut self, tone: Tone, text: &str) -> Result<(), Failure> {
        let text = self.tone(tone, text);
        self.line(&text)
    }

    /// The text in a tone, where there is colour.
    pub fn tone(&self, tone: Tone, text: &str) -> String {
        if self.colour && tone != Tone::Plain {
            tone.style().force_styling(true).apply_to(text).to_string()
        } else {
            text.to_owned()
        }
    }

    /// Prose, folded; the first line begins with `first`, all others with `rest`, which is as wide.
    pub fn fold(&mut self, first: &str, rest: &str, text: &str) -> Result<(), Failure> {
        let mut start = first;
        for line in folded(text, self.width.saturating_sub(rest.chars().count()).max(NARROWEST / 2)) {
            self.line(&format!("{start}{line}"))?;
            start = rest;
        }
        Ok(())
    }

    /// Prose, folded under its own beginning; `first` shows as `indent` characters, however many codes are in it.
    pub fn fold_after(&mut self, first: &str, indent: usize, text: &str) -> Result<(), Failure> {
        self.fold(first, &" ".repeat(indent), text)
    }

    /// Sends everything on its way.
    pub fn flush(&mut self) -> Result<(), Failure> {
        let outcome = self.to.flush();
        self.noting_the_end(outcome)
    }

    /// A reader that has seen enough (`| head`) is no error.
    fn noting_the_end(&mut self, outcome: io::Result<()>) -> Result<(), Failure> {
        match outcome {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                self.to = Box::new(io::sink());
                Ok(())
            }
            Err(error) => Err(Failure::new(format!("can't write to standard output: {error}"))),
        }
    }
}

/// The text in lines of at most `width` characters, broken between words; a longer word stands alone.
fn folded(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let more = word.chars().count();
        if length > 0 && length + 1 + more > width {
            lines.push(std::mem::take(&mut line));
            length = 0;
        }
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += more;
    }
    lines.push(line);
    lines
}

/// JSON Lines in a file that is there whole or not at all.
pub struct LineFile {
    file: WholeFile,
}

impl LineFile {
    /// Begins the file.
    pub fn create(path: &Path) -> Result<Self, Failure> {
        Ok(Self { file: WholeFile::create(path)? })
    }

    /// Adds a line, given without its end.
    pub fn add(&mut self, line: &str) -> Result<(), Failure> {
        let outcome = self.file.write_all(line.as_bytes()).and_then(|()| self.file.write_all(b"\n"));
        outcome.map_err(|error| Failure::new(format!("can't write {}: {error}", self.file.path().display())))
    }

    /// Puts the file in its place.
    pub fn finish(self) -> Result<(), Failure> {
        Ok(self.file.finish()?)
    }
}

/// Refuses a command whose files are in each other's way: two outputs in one place, or an output in place of an input.
pub fn keep_apart(inputs: &[(&str, &Path)], outputs: &[(&str, Option<&Path>)]) -> Result<(), Failure> {
    let outputs: Vec<(&str, PathBuf)> =
        outputs.iter().filter_map(|(name, at)| Some((*name, real(at.as_ref()?)))).collect();
    for (place, (name, at)) in outputs.iter().enumerate() {
        if let Some((other, _)) = outputs[..place].iter().find(|(_, earlier)| earlier == at) {
            return Err(Failure::new(format!(
                "{other} and {name} name the same file, {}; give each its own",
                at.display()
            )));
        }
        if let Some((input, _)) = inputs.iter().find(|(_, from)| real(from) == *at) {
            return Err(Failure::new(format!(
                "{name} would overwrite the {input}, {}; give it another name",
                at.display()
            )));
        }
    }
    Ok(())
}

/// The path as the system sees it, so that two ways of writing one place are found to be one.
fn real(path: &Path) -> PathBuf {
    if let Ok(found) = path.canonicalize() {
        return found;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (folder.canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        (Ok(_), None) | (Err(_), _) => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_folded_between_words_and_loses_none() {
        let text = "Margaret gets up, a little later than usual, and washes.";
        for width in 16..70 {
            let lines = folded(text, width);
            assert!(lines.iter().all(|line| line.chars().count() <= width), "{width}: {lines:?}");
            assert_eq!(lines.join(" "), text);
        }
        assert_eq!(folded("incomprehensibilities are rare", 5), ["incomprehensibilities", "are", "rare"]);
        assert_eq!(folded("", 10), [""]);
    }

    #[test]
    fn the_rest_of_a_paragraph_hangs_under_its_beginning() {
        let mut told = Vec::new();
        Out::to(&mut told, 32).fold("07:10  ", "       ", "Margaret gets up and makes her bed.").expect("written");
        assert_eq!(String::from_utf8_lossy(&told), "07:10  Margaret gets up and\n       makes her bed.\n");
    }

    #[test]
    fn a_reader_who_has_gone_is_no_error() {
        struct Gone;
        impl Write for Gone {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut out = Out::to(Gone, 80);
        assert!(!out.closed());
        assert!(out.line("hello").is_ok() && out.line("again").is_ok());
        assert!(out.closed());
    }

    #[test]
    fn one_place_written_two_ways_is_one_place() {
        let here = Path::new("Cargo.toml");
        assert!(keep_apart(&[("scenario", here)], &[("--alerts", Some(Path::new("./Cargo.toml")))]).is_err());
        let (a, b) = (Path::new("src/none.jsonl"), Path::new("src/../src/none.jsonl"));
        assert!(keep_apart(&[], &[("--trace", Some(a)), ("--alerts", Some(b))]).is_err());
        assert!(keep_apart(&[("scenario", here)], &[("--trace", Some(a)), ("--alerts", None)]).is_ok());
    }
}
