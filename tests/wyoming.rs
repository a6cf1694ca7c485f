//! Speech to text by a server of the test's own that speaks the Wyoming protocol, well and badly.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::{Value as Json, json};
use smart_house::speech::wyoming::{NotHeard, Sound, transcribe};

/// What the server heard: its events, and how many bytes of sound.
struct Heard {
    kinds: Vec<String>,
    language: String,
    sound: Vec<u8>,
}

/// Reads events up to the end of the sound.
fn listen(stream: &TcpStream) -> Heard {
    let mut input = BufReader::new(stream);
    let mut heard = Heard { kinds: Vec::new(), language: String::new(), sound: Vec::new() };
    loop {
        let mut line = String::new();
        if input.read_line(&mut line).unwrap_or(0) == 0 {
            return heard;
        }
        let event: Json = serde_json::from_str(&line).expect("a line of JSON");
        let kind = event["type"].as_str().expect("a type").to_owned();
        if let Some(language) = event["data"]["language"].as_str() {
            heard.language = language.to_owned();
        }
        let mut payload = vec![0; event["payload_length"].as_u64().unwrap_or(0) as usize];
        input.read_exact(&mut payload).expect("the payload");
        heard.sound.extend(payload);
        heard.kinds.push(kind.clone());
        if kind == "audio-stop" {
            return heard;
        }
    }
}

/// A server that hears one sound and then does what it is told to.
fn server(answers: impl FnOnce(&mut TcpStream) + Send + 'static) -> (String, JoinHandle<Heard>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("tcp://{}", listener.local_addr().expect("an address"));
    let serve = move || {
        let (mut stream, _) = listener.accept().expect("a caller");
        let heard = listen(&stream);
        answers(&mut stream);
        heard
    };
    let worker = std::thread::Builder::new().name("server".to_owned()).spawn(serve).expect("a thread");
    (address, worker)
}

fn sound() -> Sound {
    Sound { rate: 16_000, width: 2, channels: 1, samples: (0..40_000_u32).map(|n| (n % 251) as u8).collect() }
}

const LIMIT: Duration = Duration::from_secs(5);

/// What comes of a server that sends these bytes and hangs up.
fn of(bytes: Vec<u8>) -> Result<String, NotHeard> {
    let (address, worker) = server(move |stream| {
        // Whoever has heard enough hangs up first.
        let _sent = stream.write_all(&bytes);
    });
    let text = transcribe(&address, &sound(), "en", LIMIT);
    let _heard = worker.join().expect("the server");
    text
}

#[test]
fn a_sound_goes_out_whole_and_a_sentence_comes_back() {
    let (address, worker) = server(|stream| {
        let data = json!({"text": "turn the light on in the lounge"}).to_string();
        let header = json!({"type": "transcript", "data": {"text": "other"}, "data_length": data.len()});
        write!(stream, "{}\n{header}\n{data}", json!({"type": "info", "data": {"asr": []}})).expect("an answer");
    });
    let text = transcribe(&address, &sound(), "en", LIMIT).expect("a sentence");
    assert_eq!(text, "turn the light on in the lounge");
    let heard = worker.join().expect("the server");
    assert_eq!(heard.kinds.first().map(String::as_str), Some("transcribe"));
    assert_eq!(heard.kinds.get(1).map(String::as_str), Some("audio-start"));
    assert_eq!(heard.kinds.last().map(String::as_str), Some("audio-stop"));
    assert_eq!((heard.language.as_str(), heard.sound), ("en", sound().samples));
}

#[test]
fn whatever_a_server_sends_there_is_an_answer() {
    let text = |json: Json| format!("{json}\n").into_bytes();
    assert!(matches!(of(b"\xff\xfe garbage\n".to_vec()), Err(NotHeard::Garbled(_))));
    assert!(matches!(of(Vec::new()), Err(NotHeard::Garbled(_))));
    assert!(matches!(of(text(json!({"type": "transcript", "data": {"text": 7}}))), Err(NotHeard::Garbled(_))));
    assert!(matches!(of(text(json!({"type": 3}))), Err(NotHeard::Garbled(_))));
    assert!(matches!(of(text(json!([1, 2]))), Err(NotHeard::Garbled(_))));
    assert!(matches!(of(text(json!({"type": "transcript", "data_length": -4}))), Err(NotHeard::Garbled(_))));
    assert!(matches!(of(text(json!({"type": "info", "payload_length": 1_u64 << 40}))), Err(NotHeard::Garbled(_))));
    // A line that never ends, and events that never become a text.
    assert!(matches!(of(vec![b'x'; 300_000]), Err(NotHeard::Garbled(_))));
    let endless: Vec<u8> = std::iter::repeat_n(text(json!({"type": "ping"})), 400).flatten().collect();
    assert!(matches!(of(endless), Err(NotHeard::Garbled(_))));
    assert_eq!(
        of(text(json!({"type": "error", "data": {"text": "no model"}}))),
        Err(NotHeard::Refused("no model".to_owned()))
    );
    // Control characters and a flood of words are made a sentence of.
    let said = of(text(json!({"type": "transcript", "data": {"text": format!("help\u{7}\n{}", "a ".repeat(9_000))}})));
    let said = said.expect("a sentence");
    assert!(said.starts_with("help") && said.len() <= 2_000 && !said.contains('\n'));
}

#[test]
fn a_server_that_says_nothing_is_left_after_the_limit() {
    let (hold, held) = std::sync::mpsc::sync_channel::<()>(1);
    let (address, worker) = server(move |_| {
        let _over = held.recv();
    });
    assert_eq!(transcribe(&address, &sound(), "en", Duration::from_millis(120)), Err(NotHeard::TooLong));
    drop(hold);
    let _heard = worker.join().expect("the server");
}

#[test]
fn no_server_and_no_address_are_told_of() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let free = format!("tcp://{}", listener.local_addr().expect("an address"));
    drop(listener);
    assert!(matches!(transcribe(&free, &sound(), "en", LIMIT), Err(NotHeard::NoServer(..))));
    for bad in ["", "tcp://", "http://127.0.0.1:80/x", "127.0.0.1", "tcp://host:notaport"] {
        assert!(matches!(transcribe(bad, &sound(), "en", LIMIT), Err(NotHeard::Address(_))), "{bad:?}");
    }
}

fn wav(kind: u16, bits: u16, samples: &[u8], told: u32) -> Vec<u8> {
    let mut bytes = b"RIFF\0\0\0\0WAVEfmt ".to_vec();
    bytes.extend(16_u32.to_le_bytes());
    bytes.extend([kind.to_le_bytes(), 1_u16.to_le_bytes()].concat());
    bytes.extend([16_000_u32.to_le_bytes(), 32_000_u32.to_le_bytes()].concat());
    bytes.extend([2_u16.to_le_bytes(), bits.to_le_bytes()].concat());
    // Something that is no sound may come in between.
    bytes.extend(b"LIST\x03\0\0\0abc\0data");
    bytes.extend(told.to_le_bytes());
    bytes.extend(samples);
    bytes
}

#[test]
fn sound_files_are_read_and_others_refused() {
    let good = Sound::from_wav(&wav(1, 16, &[1, 2, 3, 4], 4)).expect("a sound");
    assert_eq!(good, Sound { rate: 16_000, width: 2, channels: 1, samples: vec![1, 2, 3, 4] });
    // One that says a longer length than it has is taken as far as it goes.
    assert_eq!(Sound::from_wav(&wav(1, 16, &[1, 2], u32::MAX)).expect("a sound").samples, [1, 2]);
    for bad in [wav(1, 16, &[], 0), wav(7, 16, &[1, 2], 2), wav(1, 12, &[1, 2], 2), b"RIFF".to_vec(), Vec::new()] {
        assert!(matches!(Sound::from_wav(&bad), Err(NotHeard::Sound(_))), "{bad:?}");
    }
    let long = vec![0; 16_000 * 2 * 121];
    assert!(matches!(Sound::from_wav(&wav(1, 16, &long, long.len() as u32)), Err(NotHeard::Sound(_))));
}
