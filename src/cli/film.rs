//! `smart-house film`: a stretch of a scenario as pictures, and as a film where ffmpeg is there.

use std::sync::Arc;

use super::arguments::FilmArguments;
use super::progress::Progress;
use super::{Ending, Failure, load, tell_problems};
use crate::desktop::film::{self, FilmOptions};
use crate::player::Player;
use crate::player::pace::Budget;

/// Makes it.
pub fn film(asked: &FilmArguments) -> Result<Ending, Failure> {
    let loaded = load::scenario(&asked.file)?;
    tell_problems(&loaded.warnings);
    let scenario = loaded.scenario;
    let (from, until) = (scenario.at(asked.from), scenario.at(asked.until));
    if until <= from {
        return Err(Failure::new(format!("--until {}: that is not after --from {}", asked.until, asked.from)));
    }
    if until > scenario.ends() {
        let days = scenario.days;
        return Err(Failure::new(format!("--until {}: the scenario ends after day {days}", asked.until)));
    }
    if asked.size.0 % 2 == 1 || asked.size.1 % 2 == 1 {
        return Err(Failure::new(
            "--size: a film needs an even number of pixels each way, such as 1280x720".to_owned(),
        ));
    }
    let mut player = Player::new(Arc::new(scenario));
    player.work_ahead(until, Budget::UNLIMITED);
    let options = FilmOptions {
        player,
        from,
        until,
        pace: asked.speed,
        rate: asked.rate,
        size: asked.size,
        text_scale: asked.text_scale,
        quality: super::open::quality(asked.quality),
        out: asked.out.clone(),
        ffmpeg: asked.ffmpeg.clone(),
    };
    let count = film::moments(from, until, asked.speed, asked.rate).len();
    let progress = Progress::new(count as u64, "Drawing pictures");
    let made = film::film(options, &mut |done, _| progress.at(done as u64));
    drop(progress);
    made.map_err(|error| Failure::new(error.to_string()))?;
    Ok(Ending::Done)
}
