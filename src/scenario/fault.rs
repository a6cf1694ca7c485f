//! What can go wrong with devices and with what a home depends on: radio, hub, mains, broadband.
//!
//! The words of a scenario alone: what a fault does to readings is for the simulation.

use std::fmt;

use super::Moment;
use crate::home::{AreaId, DeviceId, DeviceKind};
use crate::time::Span;

/// Something that goes wrong with a device, or with what all devices depend on; with its label for the evaluation.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// When it begins.
    pub at: Moment,
    /// How long it lasts; `None` for as long as the scenario does. A device is away for ten minutes while it is
    /// replaced, where nothing else is said.
    pub lasts: Option<Span>,
    /// What goes wrong.
    pub kind: FaultKind,
    /// Whether a person at the window did it, rather than the file's author.
    pub intervention: bool,
}

/// What goes wrong in a [`Fault`]. Where a device may be left out, every device with a radio is meant.
#[derive(Clone, Debug, PartialEq)]
pub enum FaultKind {
    /// A cell runs down long before its time. At the fault's end it is changed.
    BatteryDying {
        /// Whose cell.
        device: DeviceId,
        /// From its charge at the beginning to empty, when the device falls silent.
        over: Span,
    },
    /// Nothing of a device reaches the hub.
    Dropout {
        /// Which device.
        device: DeviceId,
    },
    /// A sensor says yes all the time: movement, open, in bed, on.
    StuckOn {
        /// Which sensor.
        device: DeviceId,
    },
    /// A sensor says no all the time.
    StuckOff {
        /// Which sensor.
        device: DeviceId,
    },
    /// Something stands before a movement sensor.
    BlockedView {
        /// Which sensor.
        device: DeviceId,
        /// The share of its angle that it still sees, 0 to 1, from its left.
        sees: f64,
    },
    /// A sensor was carried to another area, and nobody has told the hub.
    Moved {
        /// Which sensor.
        device: DeviceId,
        /// Where it is now.
        to: AreaId,
    },
    /// Another radio interferes.
    Interference {
        /// With whom.
        device: Option<DeviceId>,
        /// The share of reports lost besides those that are lost anyway, 0 to 1.
        loss: f64,
    },
    /// Reports arrive twice.
    Duplicates {
        /// Whose.
        device: Option<DeviceId>,
        /// Which share of them, 0 to 1.
        share: f64,
    },
    /// Reports are held up on their way. The hub stamps what it hears, so they are late and not out of order.
    LateDelivery {
        /// Whose.
        device: Option<DeviceId>,
        /// For how long at most.
        up_to: Span,
    },
    /// A clock runs ahead, and reports are stamped with times that are still to come: one that has missed the end of
    /// summer time is an hour ahead. A clock that runs behind is no such fault: whoever gathers reports takes none that
    /// is older than what it has, and stamps it anew.
    WrongClock {
        /// Whose reports; `None` where the hub's own clock is wrong, and all of them are.
        device: Option<DeviceId>,
        /// By how much.
        ahead: Span,
    },
    /// The hub is off: nothing is heard, and what was missed is lost.
    HubOffline,
    /// The mains are off: plugs, switches, speaker and hub, heating, fridge and lights.
    PowerCut,
    /// The broadband is down. The hub hears its devices over their own radio, so no reading depends on it.
    BroadbandDown,
    /// A device is replaced by a new one of its kind: its battery is full, and whatever was wrong with it is over.
    DeviceReplaced {
        /// Which device.
        device: DeviceId,
    },
}

/// The stable name of the truth that a cell is empty, which [`FaultKind::BatteryDying`] comes to.
pub const BATTERY_EMPTY: &str = "battery-empty";

impl FaultKind {
    /// Its stable name in truth and files, in kebab-case.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::BatteryDying { .. } => "battery-dying",
            Self::Dropout { .. } => "dropout",
            Self::StuckOn { .. } => "stuck-on",
            Self::StuckOff { .. } => "stuck-off",
            Self::BlockedView { .. } => "blocked-view",
            Self::Moved { .. } => "moved",
            Self::Interference { .. } => "interference",
            Self::Duplicates { .. } => "duplicates",
            Self::LateDelivery { .. } => "late-delivery",
            Self::WrongClock { .. } => "wrong-clock",
            Self::HubOffline => "hub-offline",
            Self::PowerCut => "power-cut",
            Self::BroadbandDown => "broadband-down",
            Self::DeviceReplaced { .. } => "device-replaced",
        }
    }

    /// The one device that it befalls; `None` where it befalls them all, or the house.
    pub const fn device(&self) -> Option<&DeviceId> {
        match self {
            Self::BatteryDying { device, .. }
            | Self::Dropout { device }
            | Self::StuckOn { device }
            | Self::StuckOff { device }
            | Self::BlockedView { device, .. }
            | Self::Moved { device, .. }
            | Self::DeviceReplaced { device } => Some(device),
            Self::Interference { device, .. }
            | Self::Duplicates { device, .. }
            | Self::LateDelivery { device, .. }
            | Self::WrongClock { device, .. } => device.as_ref(),
            Self::HubOffline | Self::PowerCut | Self::BroadbandDown => None,
        }
    }

    /// Whether it is in the device itself, and ends when that is replaced.
    pub const fn goes_with_the_device(&self) -> bool {
        match self {
            Self::BatteryDying { .. }
            | Self::Dropout { .. }
            | Self::StuckOn { .. }
            | Self::StuckOff { .. }
            | Self::BlockedView { .. }
            | Self::Moved { .. } => true,
            Self::Duplicates { device, .. } | Self::LateDelivery { device, .. } | Self::WrongClock { device, .. } => {
                device.is_some()
            }
            // Whoever interferes goes on interfering with the new one.
            Self::Interference { .. }
            | Self::HubOffline
            | Self::PowerCut
            | Self::BroadbandDown
            | Self::DeviceReplaced { .. } => false,
        }
    }

    /// Whether both cannot be at the same time: the same twice, or two stories of what one sensor tells.
    pub fn contradicts(&self, other: &Self) -> bool {
        self.device() == other.device()
            && (self.name() == other.name() || (self.changes_what_is_told() && other.changes_what_is_told()))
    }

    const fn changes_what_is_told(&self) -> bool {
        matches!(self, Self::StuckOn { .. } | Self::StuckOff { .. } | Self::BlockedView { .. } | Self::Moved { .. })
    }

    /// Whether a device of this kind can have it.
    pub const fn befalls(&self, kind: DeviceKind) -> bool {
        match self {
            Self::BatteryDying { .. } => runs_on_a_cell(kind),
            Self::StuckOn { .. } | Self::StuckOff { .. } => can_stick(kind),
            Self::BlockedView { .. } => matches!(kind, DeviceKind::Movement),
            Self::Moved { .. } => matches!(kind, DeviceKind::Movement | DeviceKind::Temperature),
            // The hub's own report goes by no radio; for a hub that is silent there is another word.
            Self::Dropout { .. }
            | Self::Interference { .. }
            | Self::Duplicates { .. }
            | Self::LateDelivery { .. }
            | Self::WrongClock { .. }
            | Self::DeviceReplaced { .. } => !matches!(kind, DeviceKind::Hub),
            Self::HubOffline | Self::PowerCut | Self::BroadbandDown => false,
        }
    }
}

/// As a scenario file writes it: `BlockedView(device: "kitchen-movement", sees: 0.15)`.
impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Where all devices are meant, none is named.
        let whose =
            |device: &Option<DeviceId>| device.as_ref().map_or_else(String::new, |id| format!("device: {id:?}, "));
        match self {
            Self::BatteryDying { device, over } => {
                write!(f, "BatteryDying(device: {device:?}, over: {:?})", over.exact())
            }
            Self::Dropout { device } => write!(f, "Dropout(device: {device:?})"),
            Self::StuckOn { device } => write!(f, "StuckOn(device: {device:?})"),
            Self::StuckOff { device } => write!(f, "StuckOff(device: {device:?})"),
            Self::BlockedView { device, sees } => write!(f, "BlockedView(device: {device:?}, sees: {sees:?})"),
            Self::Moved { device, to } => write!(f, "Moved(device: {device:?}, to: {to:?})"),
            Self::Interference { device, loss } => write!(f, "Interference({}loss: {loss:?})", whose(device)),
            Self::Duplicates { device, share } => write!(f, "Duplicates({}share: {share:?})", whose(device)),
            Self::LateDelivery { device, up_to } => {
                write!(f, "LateDelivery({}up_to: {:?})", whose(device), up_to.exact())
            }
            Self::WrongClock { device, ahead } => {
                write!(f, "WrongClock({}ahead: {:?})", whose(device), ahead.exact())
            }
            Self::HubOffline => f.write_str("HubOffline"),
            Self::PowerCut => f.write_str("PowerCut"),
            Self::BroadbandDown => f.write_str("BroadbandDown"),
            Self::DeviceReplaced { device } => write!(f, "DeviceReplaced(device: {device:?})"),
        }
    }
}

/// Which faults cannot both be as they are written: the place of each that contradicts one which still lasts, with the
/// place of that one. A sensor that is stuck on cannot be stuck off as well.
pub fn contradictions(faults: &[Fault]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut in_order: Vec<(usize, &Fault)> = faults.iter().enumerate().collect();
    in_order.sort_by_key(|(_, fault)| (fault.kind.device().cloned(), fault.at));
    for of_one in in_order.chunk_by(|(_, a), (_, b)| a.kind.device() == b.kind.device()) {
        // What still lasts, and until when. A kind contradicts few others, so few are left to look at.
        let mut lasting: Vec<(i64, &Fault, usize)> = Vec::new();
        for (place, fault) in of_one {
            let starts = fault.at.wall_millis();
            lasting.retain(|(ends, ..)| *ends > starts);
            if let Some((_, _, first)) = lasting.iter().find(|(_, other, _)| fault.kind.contradicts(&other.kind)) {
                found.push((*place, *first));
                continue;
            }
            if matches!(fault.kind, FaultKind::DeviceReplaced { .. }) {
                lasting.retain(|(_, other, _)| !other.kind.goes_with_the_device());
            }
            let ends = match (fault.lasts, &fault.kind) {
                (Some(lasts), _) => starts.saturating_add(lasts.as_millis()),
                (None, FaultKind::DeviceReplaced { .. }) => starts.saturating_add(1),
                (None, _) => i64::MAX,
            };
            lasting.push((ends, fault, *place));
        }
    }
    found
}

/// Whether such a device has a cell of its own; the others hang on the mains.
pub const fn runs_on_a_cell(kind: DeviceKind) -> bool {
    match kind {
        DeviceKind::Movement
        | DeviceKind::Contact
        | DeviceKind::Temperature
        | DeviceKind::BedSensor
        | DeviceKind::Fob
        | DeviceKind::ChairSensor
        | DeviceKind::Dispenser
        | DeviceKind::PullCord
        | DeviceKind::SmokeAlarm
        | DeviceKind::CarbonMonoxideAlarm
        | DeviceKind::FloodSensor
        | DeviceKind::LightLevel
        | DeviceKind::Thermostat
        | DeviceKind::RadiatorValve
        | DeviceKind::DoorLock
        | DeviceKind::Doorbell
        | DeviceKind::KeySafe => true,
        DeviceKind::Plug
        | DeviceKind::Speaker
        | DeviceKind::Hub
        | DeviceKind::LightSwitch
        | DeviceKind::SmartLight
        | DeviceKind::Screen => false,
    }
}

/// Whether such a device tells a lasting yes or no.
const fn can_stick(kind: DeviceKind) -> bool {
    match kind {
        DeviceKind::Movement
        | DeviceKind::Contact
        | DeviceKind::BedSensor
        | DeviceKind::LightSwitch
        | DeviceKind::ChairSensor
        | DeviceKind::SmokeAlarm
        | DeviceKind::CarbonMonoxideAlarm
        | DeviceKind::FloodSensor
        | DeviceKind::KeySafe => true,
        DeviceKind::Temperature
        | DeviceKind::Plug
        | DeviceKind::Fob
        | DeviceKind::Speaker
        | DeviceKind::Hub
        | DeviceKind::Dispenser
        | DeviceKind::PullCord
        | DeviceKind::LightLevel
        | DeviceKind::SmartLight
        | DeviceKind::Thermostat
        | DeviceKind::RadiatorValve
        | DeviceKind::DoorLock
        | DeviceKind::Doorbell
        | DeviceKind::Screen => false,
    }
}

/// How often faults come by themselves, on average; 0 is never. Which and when follows from the scenario's seed and the
/// device's id alone, so that another device, or another rate, leaves the rest as it was.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FaultRates {
    /// A device is silent for a while, in a year.
    pub dropout_per_device_year: f64,
    /// A cell fails before its time, in a year.
    pub battery_per_device_year: f64,
    /// A sensor is stuck on or off, in a year.
    pub stuck_per_device_year: f64,
    /// Something stands before a movement sensor, in a year.
    pub blocked_view_per_device_year: f64,
    /// A sensor is carried to another area for some days, in a year.
    pub moved_per_device_year: f64,
    /// Some of a device's reports come twice for a while, in a year.
    pub duplicates_per_device_year: f64,
    /// A device's reports come late for a while, in a year.
    pub late_delivery_per_device_year: f64,
    /// A device is replaced, in a year.
    pub replaced_per_device_year: f64,
    /// The hub's clock runs ahead for a while, in a year.
    pub wrong_clock_per_year: f64,
    /// Another radio interferes with all devices, in a year.
    pub interference_per_year: f64,
    /// The hub is off, in a year.
    pub hub_offline_per_year: f64,
    /// The mains are off, in a year. Ofgem counts about one in two years for a household in Great Britain.
    pub power_cut_per_year: f64,
    /// The broadband is down, in a year.
    pub broadband_down_per_year: f64,
}

impl FaultRates {
    /// Whether nothing goes wrong by itself.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}
