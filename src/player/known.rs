//! The house as its readings alone tell it: what a recording shows, and what the privacy lens leaves of a simulation.

use super::view::DeviceView;
use crate::home::{Capability, DeviceKind, Home, Value};
use crate::simulation::daylight;
use crate::simulation::view::HouseView;
use crate::time::Timestamp;

/// Standby takes less than so many watts: old televisions took up to four.
const IN_USE: f64 = 5.0;
/// The air of a room of which nothing was said, °C.
const UNSAID: f64 = 20.0;

/// What is known of a house at an instant. Nobody is in it: no sensor sees a person.
pub fn house(home: &Home, devices: &[DeviceView], at: Timestamp) -> HouseView {
    let mut openings = vec![0.0; home.openings.len()];
    let mut switched_on = vec![false; home.furniture.len()];
    let mut temperatures = vec![UNSAID; home.areas.len()];
    for (device, now) in home.devices.iter().zip(devices) {
        let flag = |capability| now.value(capability) == Some(&Value::Flag(true));
        let number = |capability| match now.value(capability) {
            Some(Value::Number(number)) => Some(*number),
            Some(Value::Flag(_) | Value::Word(_)) | None => None,
        };
        if device.kind == DeviceKind::Contact
            && let Some(place) = home.openings.iter().position(|opening| device.opening.as_ref() == Some(&opening.id))
        {
            openings[place] = f64::from(u8::from(flag(Capability::Contact)));
        }
        let used = flag(Capability::Switch) && device.kind != DeviceKind::Plug
            || number(Capability::Power).is_some_and(|watts| watts >= IN_USE);
        if let Some(place) = home.furniture.iter().position(|piece| device.piece.as_ref() == Some(&piece.id)) {
            switched_on[place] |= used;
        }
        if let Some(celsius) = number(Capability::Temperature)
            && let Some(place) = home.areas.iter().position(|area| area.id == device.area)
        {
            temperatures[place] = celsius;
        }
    }
    HouseView {
        people: Vec::new(),
        openings,
        switched_on,
        temperatures,
        outside: UNSAID,
        sun: daylight::sun(home.latitude, home.longitude, at),
    }
}
