//! What this machine can draw with, and whether a window can be had, found out before anything is opened.

use std::path::{Path, PathBuf};

use bevy::tasks::block_on;

use super::Quality;

/// Which graphics adapter would draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adapter {
    /// Its name for people.
    pub name: String,
    /// Whether it is software.
    pub software: bool,
    /// Whether it shares the processor's memory, as small ones do.
    pub integrated: bool,
}

impl Adapter {
    /// The quality to begin with.
    pub const fn quality(&self) -> Quality {
        if self.software {
            Quality::Low
        } else if self.integrated {
            Quality::Medium
        } else {
            Quality::High
        }
    }
}

/// The adapter that the window or the picture would be drawn with; `None` when there is none at all.
pub fn adapter() -> Option<Adapter> {
    let instance = wgpu::Instance::new(wgpu::InstanceDescriptor::new_without_display_handle_from_env());
    let mut found: Vec<wgpu::AdapterInfo> =
        block_on(instance.enumerate_adapters(wgpu::Backends::PRIMARY)).iter().map(wgpu::Adapter::get_info).collect();
    // A processor of its own first, software last.
    found.sort_by_key(|info| match info.device_type {
        wgpu::DeviceType::DiscreteGpu => 0,
        wgpu::DeviceType::IntegratedGpu => 1,
        wgpu::DeviceType::VirtualGpu => 2,
        wgpu::DeviceType::Other => 3,
        wgpu::DeviceType::Cpu => 4,
    });
    found.into_iter().next().map(|info| Adapter {
        name: info.name,
        software: info.device_type == wgpu::DeviceType::Cpu,
        integrated: !matches!(info.device_type, wgpu::DeviceType::DiscreteGpu),
    })
}

/// Whether a window can be shown here. Asks the display itself: one that is named but not there would end the program.
pub fn has_display() -> bool {
    if cfg!(not(all(unix, not(target_os = "macos")))) {
        return true;
    }
    let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    // Wayland is preferred where it is named, so it alone decides then.
    if named("WAYLAND_SOCKET").is_some() {
        return true;
    }
    if let Some(display) = named("WAYLAND_DISPLAY") {
        let display = PathBuf::from(display);
        let socket = if display.is_absolute() {
            display
        } else {
            match named("XDG_RUNTIME_DIR") {
                Some(folder) => Path::new(&folder).join(display),
                None => return false,
            }
        };
        return answers(&socket);
    }
    named("DISPLAY").and_then(|display| display.into_string().ok()).is_some_and(|display| x_answers(&display))
}

#[cfg(unix)]
fn answers(socket: &Path) -> bool {
    std::os::unix::net::UnixStream::connect(socket).is_ok()
}

#[cfg(not(unix))]
fn answers(_: &Path) -> bool {
    false
}

/// Whether an X server answers at `host:display.screen`.
fn x_answers(display: &str) -> bool {
    let Some((host, number)) = x_address(display) else { return false };
    if host.is_empty() || host == "unix" {
        let path = format!("/tmp/.X11-unix/X{number}");
        return answers(Path::new(&path)) || abstract_answers(&path);
    }
    // Over a network, as `ssh -X` does: port 6000 and up.
    let Some(port) = 6_000_u16.checked_add(number) else { return false };
    let wait = std::time::Duration::from_secs(2);
    let found = std::net::ToSocketAddrs::to_socket_addrs(&(host, port));
    found.is_ok_and(|mut all| all.any(|address| std::net::TcpStream::connect_timeout(&address, wait).is_ok()))
}

fn x_address(display: &str) -> Option<(&str, u16)> {
    let (host, rest) = display.rsplit_once(':')?;
    let number = rest.split('.').next()?.parse().ok()?;
    Some((host, number))
}

#[cfg(target_os = "linux")]
fn abstract_answers(name: &str) -> bool {
    use std::os::linux::net::SocketAddrExt as _;
    std::os::unix::net::SocketAddr::from_abstract_name(name)
        .and_then(|address| std::os::unix::net::UnixStream::connect_addr(&address))
        .is_ok()
}

#[cfg(not(target_os = "linux"))]
fn abstract_answers(_: &str) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn displays_are_read_as_x_writes_them() {
        assert_eq!(x_address(":0"), Some(("", 0)));
        assert_eq!(x_address(":99.0"), Some(("", 99)));
        assert_eq!(x_address("localhost:10.0"), Some(("localhost", 10)));
        assert_eq!(x_address("nonsense"), None);
        assert_eq!(x_address(":x"), None);
    }

    #[test]
    fn a_display_that_is_not_there_does_not_answer() {
        assert!(!x_answers(":64999"));
        assert!(!x_answers("gone"));
    }
}
