//! Lines from a live home as they arrive, and the time that passes while none do.
//!
//! A thread of its own waits for lines, so that whoever takes them can also let time pass. Memory is bounded by the
//! longest line and by a few blocks on their way. This is the one place, beside the player's pace, where a clock is read.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::time::{Span, Timestamp};
use crate::trace::MAX_LINE;

/// Blocks on their way between the two threads.
const ON_THE_WAY: usize = 16;
/// A block is handed on when it has so many bytes, or when nothing more is there to be read.
const BLOCK: usize = 128 * 1024;

/// What came of waiting for lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// Whole lines.
    Lines(Vec<Line>),
    /// Nothing for as long as was waited.
    Nothing,
    /// There will be no more.
    End,
    /// It can't be read any further; why.
    Broken(String),
}

/// One line as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub number: u64,
    /// Its text without its end; `None` for one that is longer than any line may be.
    pub text: Option<Vec<u8>>,
}

/// The lines of one stream.
pub struct LineFeed {
    blocks: Receiver<Arrival>,
}

impl LineFeed {
    /// Begins to read.
    ///
    /// # Errors
    /// When the system gives no further thread.
    pub fn new(stream: impl Read + Send + 'static) -> io::Result<Self> {
        let (sender, blocks) = sync_channel(ON_THE_WAY);
        thread::Builder::new().name("lines".to_owned()).spawn(move || feed(stream, &sender))?;
        Ok(Self { blocks })
    }

    /// Waits for lines, but no longer than this.
    pub fn wait(&self, most: Duration) -> Arrival {
        match self.blocks.recv_timeout(most) {
            Ok(arrival) => arrival,
            Err(RecvTimeoutError::Timeout) => Arrival::Nothing,
            Err(RecvTimeoutError::Disconnected) => Arrival::End,
        }
    }
}

fn feed(stream: impl Read, sender: &SyncSender<Arrival>) {
    let mut reader = BufReader::with_capacity(BLOCK, stream);
    let (mut number, mut lines, mut bytes) = (0, Vec::new(), 0);
    loop {
        let mut text = Vec::new();
        let read = (&mut reader).take(MAX_LINE as u64 + 1).read_until(b'\n', &mut text);
        let arrival = match read {
            Ok(0) => Some(Arrival::End),
            Ok(_) => {
                number += 1;
                let whole = text.pop_if(|byte| *byte == b'\n').is_some();
                let _carriage_return = text.pop_if(|byte| *byte == b'\r');
                bytes += text.len();
                if whole || text.len() <= MAX_LINE {
                    lines.push(Line { number, text: Some(text) });
                    None
                } else {
                    lines.push(Line { number, text: None });
                    skip_line(&mut reader).err().map(|error| Arrival::Broken(error.to_string()))
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => None,
            Err(error) => Some(Arrival::Broken(error.to_string())),
        };
        let pause = reader.buffer().is_empty() || bytes >= BLOCK || arrival.is_some();
        if pause && !lines.is_empty() {
            bytes = 0;
            if sender.send(Arrival::Lines(std::mem::take(&mut lines))).is_err() {
                return;
            }
        }
        if let Some(arrival) = arrival {
            // Whoever listened may have gone.
            let _sent = sender.send(arrival);
            return;
        }
    }
}

/// Reads on to the end of a line without keeping it.
fn skip_line(reader: &mut impl BufRead) -> io::Result<()> {
    loop {
        let (found, used) = {
            let there = reader.fill_buf()?;
            if there.is_empty() {
                return Ok(());
            }
            match there.iter().position(|byte| *byte == b'\n') {
                Some(place) => (true, place + 1),
                None => (false, there.len()),
            }
        };
        reader.consume(used);
        if found {
            return Ok(());
        }
    }
}

/// The time by this machine's clock.
#[expect(clippy::disallowed_methods, reason = "a live home's time passes by this clock")]
pub fn clock_time() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// Something that is done no more often than every so long.
#[derive(Debug)]
pub struct Every {
    pause: Duration,
    last: Instant,
}

impl Every {
    /// Due for the first time once the pause has passed.
    #[expect(clippy::disallowed_methods, reason = "how often a file is written follows the machine's clock")]
    pub fn new(pause: Span) -> Self {
        let pause = Duration::from_millis(u64::try_from(pause.as_millis()).unwrap_or_default());
        Self { pause, last: Instant::now() }
    }

    /// Whether it is due; if so, the next time is a pause away.
    #[expect(clippy::disallowed_methods, reason = "as above")]
    pub fn is_due(&mut self) -> bool {
        let due = self.last.elapsed() >= self.pause;
        if due {
            self.last = Instant::now();
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: Vec<u8>) -> Vec<Line> {
        let feed = LineFeed::new(io::Cursor::new(bytes)).expect("a thread");
        let mut lines = Vec::new();
        loop {
            match feed.wait(Duration::from_secs(60)) {
                Arrival::Lines(more) => lines.extend(more),
                Arrival::Nothing => {}
                Arrival::End => return lines,
                Arrival::Broken(why) => panic!("{why}"),
            }
        }
    }

    #[test]
    fn lines_come_whole_with_their_numbers_and_one_without_end_is_left_out() {
        let mut bytes = b"one\r\n\ntwo\n".to_vec();
        bytes.extend(std::iter::repeat_n(b'x', MAX_LINE * 2));
        bytes.extend(b"\nlast");
        let lines = all(bytes);
        let text = |place: usize| lines[place].text.as_deref().map(String::from_utf8_lossy);
        assert_eq!(text(0).as_deref(), Some("one"));
        assert_eq!(text(1).as_deref(), Some(""));
        assert_eq!(text(2).as_deref(), Some("two"));
        assert_eq!((text(3), lines[3].number), (None, 4));
        assert_eq!((text(4).as_deref(), lines[4].number, lines.len()), (Some("last"), 5, 5));
    }
}
