//! A program whose lines are read as it writes them, so that a test waits for what it says and never for a length of time.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

/// A program whose lines are read as it writes them. It goes when the test does.
pub struct Talker {
    child: Child,
    lines: Receiver<String>,
}

/// A program that says nothing for so long has hung.
const PATIENCE: Duration = Duration::from_secs(90);

impl Talker {
    /// Starts it.
    pub fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().expect("the program starts");
        let told = child.stdout.take().expect("its output is piped");
        let (sender, lines) = sync_channel(64);
        let read = move || {
            for line in BufReader::new(told).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        };
        std::thread::Builder::new().name("lines".to_owned()).spawn(read).expect("a thread");
        Self { child, lines }
    }

    /// Its next line; `None` at its end.
    pub fn line(&self) -> Option<String> {
        match self.lines.recv_timeout(PATIENCE) {
            Ok(line) => Some(line),
            Err(RecvTimeoutError::Disconnected) => None,
            Err(RecvTimeoutError::Timeout) => panic!("the program said nothing for {PATIENCE:?}"),
        }
    }

    /// Waits for its end; gives its exit code.
    pub fn end(mut self) -> Option<i32> {
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Talker {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
