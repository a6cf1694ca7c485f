//! Speech to text by a Wyoming server, such as those for Whisper or Vosk: a sound file goes out, a sentence comes back.
//!
//! The protocol is a line of JSON an event, with its data and its bytes behind it. It has neither a password nor
//! encryption, so it is for this machine or the home's own network. Whatever the server does, there is an answer within
//! the time limit, and what it says is a sentence like any other: nothing in it is obeyed before the rules have
//! understood it. Read [`transcribe`] first.

use std::fmt;
use std::io::{self, Read as _, Write as _};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

/// Bytes of a header and of an event's data, at most.
const MOST_HEADER: usize = 64 * 1024;
/// Bytes of an event's payload that are passed over, at most: nobody sends sound to whoever asks for text.
const MOST_PAYLOAD: u64 = 1024 * 1024;
/// Events before the text, at most.
const MOST_EVENTS: usize = 200;
/// Characters of a sentence that are kept.
const MOST_TEXT: usize = 2_000;
/// Bytes of sound in one event.
const CHUNK: usize = 8 * 1024;
/// Seconds of sound, at most.
const LONGEST_SOUND: usize = 120;

/// Why nothing was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotHeard {
    /// The address is none: it should be `tcp://host:port`.
    Address(String),
    /// The file is no sound that can be sent.
    Sound(String),
    /// Nobody answers there.
    NoServer(String, String),
    /// It took too long.
    TooLong,
    /// What came back is not of this protocol.
    Garbled(String),
    /// The server says that it could not do it.
    Refused(String),
}

impl fmt::Display for NotHeard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(given) => write!(f, "{given:?} is no address of a Wyoming server: write tcp://host:port"),
            Self::Sound(why) => write!(f, "the sound cannot be sent: {why}"),
            Self::NoServer(address, why) => write!(f, "no Wyoming server answers at {address} ({why})"),
            Self::TooLong => f.write_str("the Wyoming server took too long; type the sentence instead"),
            Self::Garbled(what) => write!(f, "the Wyoming server sent {what}; type the sentence instead"),
            Self::Refused(why) => write!(f, "the Wyoming server could not do it: {why}"),
        }
    }
}

/// Sound as samples, with what is needed to read them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sound {
    /// Samples a second.
    pub rate: u32,
    /// Bytes a sample.
    pub width: u16,
    /// How many channels.
    pub channels: u16,
    /// The samples, as they are in the file.
    pub samples: Vec<u8>,
}

impl Sound {
    /// From a WAV file's bytes: PCM of 8 to 32 bits, two minutes at most.
    ///
    /// # Errors
    /// When it is no such file.
    pub fn from_wav(bytes: &[u8]) -> Result<Self, NotHeard> {
        let sound = |why: &str| NotHeard::Sound(why.to_owned());
        let two = |at: usize| bytes.get(at..at + 2).map(|two| u16::from_le_bytes([two[0], two[1]]));
        let four =
            |at: usize| bytes.get(at..at + 4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]));
        if bytes.get(0..4) != Some(b"RIFF") || bytes.get(8..12) != Some(b"WAVE") {
            return Err(sound("it is no WAV file"));
        }
        let (mut at, mut form) = (12, None);
        while let (Some(name), Some(length)) = (bytes.get(at..at + 4), four(at + 4)) {
            let (begins, length) = (at + 8, length as usize);
            if name == b"fmt " {
                let (kind, channels) = (two(begins), two(begins + 2));
                let (rate, bits) = (four(begins + 4), two(begins + 14));
                form = kind.zip(channels).zip(rate.zip(bits));
            }
            if name == b"data" {
                let Some(((kind, channels), (rate, bits))) = form else {
                    return Err(sound("its samples come before what they are"));
                };
                // 1 is PCM, 0xFFFE says that the form stands further down.
                let fits = matches!(kind, 1 | 0xFFFE) && (1..=8).contains(&channels);
                let fits = fits && (4_000..=192_000).contains(&rate) && [8, 16, 24, 32].contains(&bits);
                if !fits {
                    return Err(sound("it is packed in a way that is not understood; PCM of 16 bits is"));
                }
                // A file that was still being written says a length that it does not have.
                let end = begins.saturating_add(length).min(bytes.len());
                let samples = bytes.get(begins..end).unwrap_or_default().to_vec();
                let second = rate as usize * usize::from(bits / 8) * usize::from(channels);
                if samples.is_empty() {
                    return Err(sound("there is no sound in it"));
                }
                if samples.len() > LONGEST_SOUND * second {
                    return Err(sound("it is longer than two minutes"));
                }
                return Ok(Self { rate, width: bits / 8, channels, samples });
            }
            // Chunks begin at even places.
            at = begins.saturating_add(length).saturating_add(length % 2);
        }
        Err(sound("there is no sound in it"))
    }
}

/// Sends a sound to a server and gives the sentence that it hears in it, within the time limit whatever happens.
///
/// # Errors
/// When nobody answers, it takes too long, or what comes back is no text.
pub fn transcribe(address: &str, sound: &Sound, language: &str, limit: Duration) -> Result<String, NotHeard> {
    let until = now() + limit;
    let mut line = Line::open(address, until)?;
    let form = json!({"rate": sound.rate, "width": sound.width, "channels": sound.channels, "timestamp": 0});
    line.send("transcribe", &json!({ "language": language }), &[])?;
    line.send("audio-start", &form, &[])?;
    for chunk in sound.samples.chunks(CHUNK) {
        line.send("audio-chunk", &form, chunk)?;
    }
    line.send("audio-stop", &json!({"timestamp": 0}), &[])?;
    for _ in 0..MOST_EVENTS {
        let (kind, data) = line.receive()?;
        match kind.as_str() {
            "transcript" => {
                let text = data.get("text").and_then(Json::as_str);
                let Some(text) = text else { return Err(NotHeard::Garbled("a transcript without a text".to_owned())) };
                return Ok(plain(text));
            }
            "error" => {
                let why = data.get("text").and_then(Json::as_str).unwrap_or("it does not say why");
                return Err(NotHeard::Refused(plain(why).chars().take(200).collect()));
            }
            // Servers tell of themselves and of how far they are; neither is the text.
            _ => {}
        }
    }
    Err(NotHeard::Garbled("everything but a transcript".to_owned()))
}

/// How long a server takes is measured; nothing is dated by it.
#[expect(clippy::disallowed_methods, reason = "a time limit on somebody else's program")]
fn now() -> Instant {
    Instant::now()
}

/// The text without signs that no one speaks.
fn plain(text: &str) -> String {
    let text: String = text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).take(MOST_TEXT).collect();
    text.trim().to_owned()
}

/// A line to a server, with the instant at which patience ends.
struct Line {
    stream: TcpStream,
    until: Instant,
    /// What has come and was not read.
    ahead: Vec<u8>,
}

impl Line {
    fn open(address: &str, until: Instant) -> Result<Self, NotHeard> {
        let place = address.strip_prefix("tcp://").unwrap_or(address);
        let bad = || NotHeard::Address(address.to_owned());
        if !place.contains(':') || place.contains('/') {
            return Err(bad());
        }
        let mut why = "the name is not known".to_owned();
        for socket in place.to_socket_addrs().map_err(|_| bad())? {
            let left = until.saturating_duration_since(now());
            if left.is_zero() {
                return Err(NotHeard::TooLong);
            }
            match TcpStream::connect_timeout(&socket, left) {
                Ok(stream) => return Ok(Self { stream, until, ahead: Vec::new() }),
                Err(error) => why = error.to_string(),
            }
        }
        Err(NotHeard::NoServer(place.to_owned(), why))
    }

    /// What is left of patience, as a limit for the next step.
    fn left(&self) -> Result<Duration, NotHeard> {
        let left = self.until.saturating_duration_since(now());
        if left.is_zero() { Err(NotHeard::TooLong) } else { Ok(left) }
    }

    fn send(&mut self, kind: &str, data: &Json, payload: &[u8]) -> Result<(), NotHeard> {
        let left = self.left()?;
        let mut event = json!({"type": kind, "data": data});
        if !payload.is_empty() {
            event["payload_length"] = json!(payload.len());
        }
        let mut bytes = event.to_string().into_bytes();
        bytes.push(b'\n');
        bytes.extend_from_slice(payload);
        let sent = self.stream.set_write_timeout(Some(left)).and_then(|()| self.stream.write_all(&bytes));
        sent.map_err(|error| failed(&error))
    }

    /// The next event's kind and data.
    fn receive(&mut self) -> Result<(String, Json), NotHeard> {
        let header = loop {
            if let Some(end) = self.ahead.iter().position(|byte| *byte == b'\n') {
                break self.ahead.drain(..=end).collect::<Vec<u8>>();
            }
            if self.ahead.len() > MOST_HEADER {
                return Err(NotHeard::Garbled("a line without an end".to_owned()));
            }
            self.more()?;
        };
        let garbled = |what: &str| NotHeard::Garbled(what.to_owned());
        let header: Json = serde_json::from_slice(&header).map_err(|_| garbled("a line that is no JSON"))?;
        let kind = header.get("type").and_then(Json::as_str).ok_or_else(|| garbled("an event without a type"))?;
        let length = |name: &str| match header.get(name) {
            None | Some(Json::Null) => Ok(0),
            Some(length) => length.as_u64().ok_or_else(|| garbled("a length that is no number")),
        };
        let (more_data, payload) = (length("data_length")?, length("payload_length")?);
        if more_data > MOST_HEADER as u64 || payload > MOST_PAYLOAD {
            return Err(garbled("more than anybody needs"));
        }
        let mut data = header.get("data").cloned().unwrap_or_else(|| json!({}));
        if more_data > 0 {
            let more: Json = serde_json::from_slice(&self.exactly(more_data as usize)?)
                .map_err(|_| garbled("data that is no JSON"))?;
            // What stands behind the header goes before what stands in it.
            match (data.as_object_mut(), more) {
                (Some(data), Json::Object(more)) => data.extend(more),
                (_, more) => data = more,
            }
        }
        let _sound = self.exactly(payload as usize)?;
        Ok((kind.to_owned(), data))
    }

    fn exactly(&mut self, length: usize) -> Result<Vec<u8>, NotHeard> {
        while self.ahead.len() < length {
            self.more()?;
        }
        Ok(self.ahead.drain(..length).collect())
    }

    fn more(&mut self) -> Result<(), NotHeard> {
        let left = self.left()?;
        let mut part = [0; 4096];
        let read = self.stream.set_read_timeout(Some(left)).and_then(|()| self.stream.read(&mut part));
        match read {
            Ok(0) => Err(NotHeard::Garbled("nothing more before it had answered".to_owned())),
            Ok(read) => {
                self.ahead.extend_from_slice(&part[..read]);
                Ok(())
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(()),
            Err(error) => Err(failed(&error)),
        }
    }
}

fn failed(error: &io::Error) -> NotHeard {
    match error.kind() {
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => NotHeard::TooLong,
        _ => NotHeard::Garbled(format!("nothing that could be read ({error})")),
    }
}
