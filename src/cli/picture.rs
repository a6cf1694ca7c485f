//! `smart-house picture`: the window's picture of one moment, without a window.

use std::sync::Arc;

use super::arguments::{Over, PictureArguments};
use super::{Ending, Failure, load, tell_problems};
use crate::desktop::{self, PictureOptions};
use crate::player::Player;
use crate::player::command::Command;

/// Draws the picture and writes it.
pub fn picture(asked: &PictureArguments) -> Result<Ending, Failure> {
    let loaded = load::scenario(&asked.file)?;
    tell_problems(&loaded.warnings);
    let scenario = loaded.scenario;
    let at = scenario.at(asked.at);
    if at >= scenario.ends() {
        let days = scenario.days;
        return Err(Failure::new(format!("--at {}: the scenario ends after day {days}", asked.at)));
    }
    let device = match &asked.device {
        None => None,
        Some(id) => {
            let found = scenario.home.devices.iter().position(|device| device.id.as_str() == id);
            Some(found.ok_or_else(|| Failure::new(format!("--device {id}: the home has no such device")))?)
        }
    };
    if let Some(storey) = asked.storey.filter(|storey| !scenario.home.storeys().contains(storey)) {
        let there: Vec<String> = scenario.home.storeys().iter().map(i32::to_string).collect();
        return Err(Failure::new(format!("--storey {storey}: the home has only {}", there.join(", "))));
    }
    let mut player = Player::new(Arc::new(scenario));
    player.apply(&Command::Seek(at));
    let alert = if asked.alert { player.history().alerts_by(at).len().checked_sub(1) } else { None };
    let options = PictureOptions {
        size: asked.size,
        text_scale: asked.text_scale,
        alert,
        device,
        quality: super::open::quality(asked.quality),
        warmth: asked.over.contains(&Over::Warmth),
        fields: asked.over.contains(&Over::Fields),
        storey: asked.storey,
        ..PictureOptions::new(player, asked.out.clone())
    };
    desktop::picture(options).map_err(|error| Failure::new(error.to_string()))?;
    Ok(Ending::Done)
}
