//! Speech out, by real programs: sound that can be measured where one that speaks is installed, and programs that are
//! missing, hang, die or read nothing.
#![cfg(unix)]

use std::time::Duration;

use smart_house::companion::voice::Voice;
use smart_house::speech::{Mouth, Program, Trouble};

/// Half the words take so long at least; nobody speaks faster.
const LIMIT: Duration = Duration::from_secs(20);

/// What is spoken, as samples from −1 to 1, and how many of them a second.
fn sound(program: &Program, text: &str, voice: Voice, name: &str) -> (Vec<f64>, f64) {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}.wav", std::process::id()));
    program.write_sound(text, voice, &file, LIMIT).expect("a sound file");
    let bytes = std::fs::read(&file).expect("the sound");
    let _gone = std::fs::remove_file(&file);
    assert_eq!((&bytes[0..4], &bytes[8..12]), (&b"RIFF"[..], &b"WAVE"[..]));
    let rate = u32::from_le_bytes([bytes[24], bytes[25], bytes[26], bytes[27]]);
    let samples = bytes[44..].chunks_exact(2).map(|two| f64::from(i16::from_le_bytes([two[0], two[1]])) / 32_768.0);
    (samples.collect(), f64::from(rate))
}

fn loudness(samples: &[f64]) -> f64 {
    (samples.iter().map(|sample| sample * sample).sum::<f64>() / samples.len().max(1) as f64).sqrt()
}

#[test]
fn a_sentence_becomes_sound_that_can_be_measured() {
    let Some(program) = Program::find().filter(Program::writes_sound) else {
        eprintln!("SKIPPED: espeak-ng is not installed here, so no sound was measured");
        return;
    };
    let sentence = "It's time for your tablets. Are you all right?";
    let usual = sound(&program, sentence, Voice::default(), "usual");
    let seconds = usual.0.len() as f64 / usual.1;
    assert!((2.0..9.0).contains(&seconds), "{seconds} s");
    assert!(loudness(&usual.0) > 0.01, "it is silent: {}", loudness(&usual.0));
    let slow = sound(&program, sentence, Voice { fast: -3, ..Voice::default() }, "slow");
    assert!(slow.0.len() > usual.0.len() * 11 / 10, "{} samples, {} usually", slow.0.len(), usual.0.len());
    let (soft, loud) = (
        sound(&program, sentence, Voice { loud: -3, ..Voice::default() }, "soft"),
        sound(&program, sentence, Voice { loud: 2, ..Voice::default() }, "loud"),
    );
    assert!(loudness(&loud.0) > 1.3 * loudness(&soft.0), "{} and {}", loudness(&loud.0), loudness(&soft.0));
    // What looks like an option or a command is spoken like anything else.
    let odd = sound(&program, "--version; $(rm -rf x) | `id` <b>", Voice::default(), "odd");
    assert!(loudness(&odd.0) > 0.005);
}

fn told(program: Program, sentences: &[&str]) -> Vec<Trouble> {
    let mouth = Mouth::with(program);
    sentences.iter().for_each(|sentence| mouth.say(sentence, Voice::default()));
    mouth.finish()
}

#[test]
fn a_program_that_is_missing_or_dies_is_told_of() {
    let missing = told(Program::other("/nowhere/espeak-ng", &[]), &["Good morning."]);
    assert!(matches!(&missing[..], [Trouble::NotStarted(name, _)] if name == "espeak-ng"), "{missing:?}");
    let dies = told(Program::other("/bin/sh", &["-c", "echo no sound card >&2; exit 3"]), &["Good morning."]);
    assert!(matches!(&dies[..], [Trouble::Failed(_, why)] if why == "no sound card"), "{dies:?}");
    let deaf = told(Program::other("/bin/true", &[]), &["Good morning."]);
    assert_eq!(deaf, []);
    for trouble in missing.iter().chain(&dies) {
        assert!(trouble.to_string().contains("the text is shown all the same"), "{trouble}");
    }
}

#[test]
fn a_program_that_hangs_is_stopped_and_blocks_nobody() {
    let mouth = Mouth::with(Program::other("/bin/sleep", &["600"]));
    // Far more than it could say: every call returns, and what is too much is told.
    (0..40).for_each(|_| mouth.say("Help is coming.", Voice::default()));
    assert!(mouth.troubles().contains(&Trouble::TooMany));
    // Being hushed breaks off what is being said.
    mouth.hush(true);
    assert_eq!(mouth.finish(), []);
}

#[test]
fn nothing_is_spoken_that_is_no_text() {
    let mouth = Mouth::with(Program::other("/nowhere/at-all", &[]));
    mouth.say("", Voice::default());
    mouth.say("\u{0}\u{7}\n", Voice::default());
    assert_eq!(mouth.finish(), []);
}

#[test]
fn nothing_is_spoken_while_the_voice_is_muted() {
    let mouth = Mouth::with(Program::other("/nowhere/at-all", &[]));
    mouth.say("Good morning.", Voice { muted: true, ..Voice::default() });
    assert_eq!(mouth.finish(), []);
}

/// A script that stands in for a program.
fn script(name: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/speech").join(name)
}

#[test]
fn piper_writes_a_sound_that_a_player_plays_and_that_is_gone_afterwards() {
    let played = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("played-{}", std::process::id()));
    let (piper, player) = (script("piper.sh"), script("player.sh"));
    // The scripts take the voice's file for the place to leave a copy at.
    let program = Program::piper(&piper, &played, &player);
    assert!(program.writes_sound());
    assert_eq!(told(program, &["Good morning."]), []);
    let copy = std::fs::read_to_string(&played).expect("it was played");
    let mut lines = copy.lines();
    assert_eq!(lines.next(), Some("Good morning."));
    assert!(!std::path::Path::new(lines.next().expect("a file")).exists(), "the sound stays behind");
    std::fs::remove_file(&played).expect("gone");
    // A player that is missing, a Piper that dies: told, and nothing is left hanging.
    let silent = Program::piper(&piper, &played, std::path::Path::new("/nowhere/player"));
    assert!(matches!(&told(silent, &["Good morning."])[..], [Trouble::NotStarted(..)]));
    let dies = told(Program::piper(script("dies.sh"), &played, &player), &["Good morning."]);
    assert!(matches!(&dies[..], [Trouble::Failed(_, why)] if why == "no such voice"), "{dies:?}");
}
