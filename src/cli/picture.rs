//! `smart-house picture`: the window's picture of one moment, without a window.

use std::sync::Arc;

use super::arguments::{Over, PictureArguments, Show};
use super::{Ending, Failure, load, open, tell_problems};
use crate::desktop::panel::viewer::Viewer;
use crate::desktop::{self, PictureOptions};
use crate::player::Player;
use crate::player::command::Command;
use crate::player::pace::Budget;

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
    if let Some(storey) = asked.storey.filter(|storey| !scenario.home.storeys().contains(storey)) {
        let there: Vec<String> = scenario.home.storeys().iter().map(i32::to_string).collect();
        return Err(Failure::new(format!("--storey {storey}: the home has only {}", there.join(", "))));
    }
    let mut player = Player::new(Arc::new(scenario));
    player.apply(&Command::Seek(at));
    let device = asked.device.as_deref().map(|id| open::place_of(&player, id)).transpose()?;
    if asked.show.contains(&Show::WhatIf) || asked.show.contains(&Show::Whole) {
        // Both tell of all the days.
        let ends = player.scenario().ends();
        player.work_ahead(ends, Budget::UNLIMITED);
    }
    let shows = open::shows(&asked.show, device, &player, at);
    let viewer = asked.view.as_deref().and_then(Viewer::from_name);
    let alert = if asked.alert { player.history().alerts_by(at).len().checked_sub(1) } else { None };
    let options = PictureOptions {
        size: asked.size,
        text_scale: asked.text_scale,
        alert,
        set: Box::new(move |shown| {
            shown.viewer = viewer.unwrap_or(shown.viewer);
            shows(shown);
        }),
        quality: open::quality(asked.quality),
        warmth: asked.over.contains(&Over::Warmth),
        fields: asked.over.contains(&Over::Fields),
        storey: asked.storey,
        ..PictureOptions::new(player, asked.out.clone())
    };
    desktop::picture(options).map_err(|error| Failure::new(error.to_string()))?;
    Ok(Ending::Done)
}
