//! A display of a test's own, on which the real window opens: Xvfb chooses its number itself, and goes when the test does.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use smart_house::desktop::machine;

/// A display.
pub struct Display {
    server: Child,
    name: String,
}

/// Whether a program is there to be started.
pub fn have(program: &str) -> bool {
    Command::new(program).arg("-help").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

impl Display {
    /// A display of this size; `None`, with a word why, where this machine can have none or nothing draws on it.
    pub fn open(size: (u32, u32)) -> Option<Self> {
        if !have("Xvfb") {
            println!("skipped: there is no Xvfb on this machine (on Debian, `apt install xvfb`)");
            return None;
        }
        if machine::adapter().is_none() {
            println!("skipped: there is no graphics adapter, not even in software (`apt install mesa-vulkan-drivers`)");
            return None;
        }
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", &format!("{}x{}x24", size.0, size.1), "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb starts");
        // It tells its number once it listens.
        let mut number = String::new();
        let told = server.stdout.take().expect("its output is piped");
        BufReader::new(told).read_line(&mut number).expect("it tells its display");
        Some(Self { server, name: format!(":{}", number.trim()) })
    }

    /// A program that opens its window here.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.env("DISPLAY", &self.name).env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
        command
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        self.server.kill().ok();
        self.server.wait().ok();
    }
}
