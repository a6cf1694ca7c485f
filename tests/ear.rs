//! Speech in, by recording programs and a Wyoming server of the test's own: a sentence spoken and understood, and programs
//! that are missing, die, give nothing, give silence, never end, or go on after their last sound.
#![cfg(unix)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::thread::JoinHandle;

use serde_json::{Value as Json, json};
use smart_house::speech::ear::{Ear, Hearing, Unheard};
use smart_house::speech::wyoming::NotHeard;
use smart_house::speech::{NotRecorded, Recorder};

/// A server that hears one sound, answers with a text, and tells how many bytes of sound it heard.
fn server(text: &str) -> (String, JoinHandle<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("tcp://{}", listener.local_addr().expect("an address"));
    let answer = json!({"type": "transcript", "data": {"text": text}});
    let serve = move || {
        let (stream, _) = listener.accept().expect("a caller");
        let mut input = BufReader::new(&stream);
        let mut bytes = 0;
        loop {
            let mut line = String::new();
            assert!(input.read_line(&mut line).expect("a line") > 0, "the sound has no end");
            let event: Json = serde_json::from_str(&line).expect("a line of JSON");
            let mut payload = vec![0; event["payload_length"].as_u64().unwrap_or(0) as usize];
            input.read_exact(&mut payload).expect("the payload");
            bytes += payload.len();
            if event["type"] == "audio-stop" {
                writeln!(&stream, "{answer}").expect("an answer");
                return bytes;
            }
        }
    };
    (address, std::thread::Builder::new().name("server".to_owned()).spawn(serve).expect("a thread"))
}

/// A program that a shell stands in for.
fn shell(script: &str) -> Recorder {
    Recorder::other("/bin/sh", &["-c", script])
}

/// What comes of listening by a program, with nobody at the server's address.
fn unheard(recorder: Recorder) -> Unheard {
    let mut ear = Ear::with("tcp://127.0.0.1:9", recorder);
    ear.listen();
    ear.wait().expect("an end").expect_err("no sentence")
}

#[test]
fn what_is_spoken_goes_to_the_server_and_its_sentence_comes_back() {
    let (address, heard) = server("turn the light on");
    // A second of noise, and then it is as still as somebody who has said all.
    let mut ear = Ear::with(&address, shell("head -c 32000 /dev/urandom"));
    assert_eq!((ear.hearing(), ear.take()), (Hearing::Ready, None));
    ear.listen();
    assert_ne!(ear.hearing(), Hearing::Ready);
    // A second press of the button begins nothing new.
    ear.listen();
    assert_eq!(ear.wait(), Some(Ok("turn the light on".to_owned())));
    assert_eq!(heard.join().expect("the server"), 32_000);
    assert_eq!((ear.hearing(), ear.wait()), (Hearing::Ready, None));
}

#[test]
fn a_program_that_never_ends_is_stopped_when_the_sentence_is_spoken() {
    let (address, heard) = server("what day is it");
    let mut ear = Ear::with(&address, Recorder::other("/bin/cat", &["/dev/urandom"]));
    ear.listen();
    // It gives far more than twenty seconds of sound at once: that is where it ends in any case.
    assert_eq!(ear.wait(), Some(Ok("what day is it".to_owned())));
    assert_eq!(heard.join().expect("the server"), 20 * 32_000);
    // Nor is one waited for whose sentence is over and that sleeps on.
    let (address, heard) = server("stop");
    let mut ear = Ear::with(&address, shell("head -c 16000 /dev/urandom; exec sleep 600"));
    ear.listen();
    ear.finish();
    match ear.wait().expect("an end") {
        Ok(text) => {
            assert_eq!(text, "stop");
            assert!(heard.join().expect("the server") <= 16_000);
        }
        // It was told to stop before it had said anything.
        Err(why) => assert_eq!(why, Unheard::NotRecorded(NotRecorded::TooShort)),
    }
}

#[test]
fn a_program_that_is_missing_dies_or_gives_nothing_is_told_of() {
    let missing = unheard(Recorder::other("/nowhere/arecord", &[]));
    assert!(matches!(&missing, Unheard::NotRecorded(NotRecorded::NotStarted(name, _)) if name == "arecord"));
    let dies = unheard(shell("echo no such device >&2; exit 1"));
    assert_eq!(dies, Unheard::NotRecorded(NotRecorded::Failed("sh".to_owned(), "no such device".to_owned())));
    assert_eq!(unheard(Recorder::other("/bin/true", &[])), Unheard::NotRecorded(NotRecorded::TooShort));
    let dumb = unheard(Recorder::other("/bin/sleep", &["600"]));
    assert_eq!(dumb, Unheard::NotRecorded(NotRecorded::Dumb("sleep".to_owned())));
    let silent = unheard(shell("head -c 32000 /dev/zero"));
    assert_eq!(silent, Unheard::NotRecorded(NotRecorded::Silent));
    for told in [&missing, &dies, &dumb] {
        assert!(told.to_string().contains("type the sentence instead"), "{told}");
    }
}

#[test]
fn a_server_that_is_missing_or_hears_no_word_is_told_of() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let free = format!("tcp://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let noise = || shell("head -c 32000 /dev/urandom");
    let mut ear = Ear::with(&free, noise());
    ear.listen();
    assert!(matches!(ear.wait(), Some(Err(Unheard::NotHeard(NotHeard::NoServer(..))))));
    let (address, heard) = server(" . ");
    let mut ear = Ear::with(&address, noise());
    ear.listen();
    assert_eq!(ear.wait(), Some(Err(Unheard::NoWord)));
    heard.join().expect("the server");
}

#[test]
fn what_is_let_be_is_not_told() {
    let mut ear = Ear::with("tcp://127.0.0.1:9", Recorder::other("/bin/sleep", &["600"]));
    ear.listen();
    ear.leave();
    assert_eq!((ear.hearing(), ear.take(), ear.wait()), (Hearing::Ready, None, None));
}
