//! The readings an alert rests on, kept while they may still be needed.

use super::alert::Evidence;
use super::feature::presence::Sighting;
use crate::home::Reading;

/// A reading as evidence.
pub(in crate::monitor) fn evidence(reading: &Reading, note: &str) -> Evidence {
    Evidence {
        at: reading.at,
        device: reading.device.clone(),
        capability: reading.capability,
        value: reading.value.clone(),
        note: note.to_owned(),
    }
}

/// Adds a sighting unless the same reading is there already.
pub(in crate::monitor) fn add(list: &mut Vec<Evidence>, sighting: Option<&Sighting>, note: &str) {
    if let Some(Sighting { reading, .. }) = sighting
        && !list.iter().any(|e| e.at == reading.at && e.device == reading.device)
    {
        list.push(evidence(reading, note));
    }
}

/// In order of time, as alerts promise it.
pub(in crate::monitor) fn in_order(mut list: Vec<Evidence>) -> Vec<Evidence> {
    list.sort_by(|a, b| a.at.cmp(&b.at).then_with(|| a.device.cmp(&b.device)));
    list
}
