//! `smart-house gallery`: every picture that shows what the program looks like, made by one command.

use std::sync::Arc;

use super::arguments::GalleryArguments;
use super::progress::Progress;
use super::shelf::Files;
use super::{Ending, Failure, load};
use crate::desktop::gallery::{SHOTS, draw};
use crate::desktop::picture::{Fineness, write_as};
use crate::player::Player;

/// Draws them into a folder.
pub fn gallery(asked: &GalleryArguments) -> Result<Ending, Failure> {
    if let Some(unknown) = asked.only.iter().find(|name| SHOTS.iter().all(|shot| shot.name != name.as_str())) {
        let names: Vec<&str> = SHOTS.iter().map(|shot| shot.name).collect();
        return Err(Failure::new(format!("--only {unknown}: there are {}", names.join(", "))));
    }
    let folder = &asked.folder;
    let made = std::fs::create_dir_all(folder);
    made.map_err(|error| Failure::new(format!("cannot make the folder: {error}: {}", folder.display())))?;
    let wanted = SHOTS.iter().filter(|shot| asked.only.is_empty() || asked.only.iter().any(|name| name == shot.name));
    let wanted: Vec<_> = wanted.collect();
    let progress = Progress::new(wanted.len() as u64, "Drawing the gallery");
    let shelf = Files::default();
    for shot in wanted {
        let scenario = load::of_the_library(shot.scenario)?.scenario;
        let player = Player::new(Arc::new(scenario));
        let failed = |error: crate::desktop::PictureError| Failure::new(format!("{}: {error}", shot.name));
        let pixels = draw(shot, player, &shelf).map_err(failed)?;
        write_as(&pixels, &folder.join(format!("{}.png", shot.name)), Fineness::Few).map_err(failed)?;
        progress.further(1);
    }
    Ok(Ending::Done)
}
