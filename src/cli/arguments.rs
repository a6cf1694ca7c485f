//! The command line, as `--help` tells it. Only what is asked for lives here: nothing is done and no file is opened.
//!
//! Read [`Arguments`] first.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::monitor::score::WindowLength;
use crate::scenario::Moment;
use crate::scenario::tour::VIEWS;
use crate::time::Span;

/// A virtual home with simulated assistive technology, watched by the same anomaly detection that a real home runs.
///
/// Without a command, the window opens on the demonstration: four weeks to learn from, one quiet day, and three days
/// that are not. Where there is no display, the same days are told in the terminal.
#[derive(Debug, Parser)]
#[command(name = "smart-house", version, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// What to do; without it, the window opens on the demonstration.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// How the window draws, when it is the demonstration's.
    #[command(flatten)]
    pub window: WindowArguments,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Open the window on a scenario or a recording
    Open(OpenArguments),
    /// Play a scenario in the terminal and tell its days
    Run(RunArguments),
    /// Let the monitor conclude from a recording
    Replay(ReplayArguments),
    /// Watch a home whose readings come on standard input, as a hub does
    Watch(WatchArguments),
    /// Say what each judge of the monitor thinks at one moment, and why it speaks or does not
    Why(WhyArguments),
    /// Measure how good the monitor is, on simulated homes or on recordings
    Evaluate(EvaluateArguments),
    /// Say how like real homes the simulated ones are
    Realism(RealismArguments),
    /// Turn any known recording into this program's own, or into a table for others
    Convert(ConvertArguments),
    /// Say a sentence to a scenario's home, and hear its answer
    Say(SayArguments),
    /// Say everything that is wrong with scenarios, homes, residents, care plans, phrases and tours
    Check(CheckArguments),
    /// List the scenarios that come with the program
    Scenarios(ScenariosArguments),
    /// Print what every field of scenarios, homes and residents means (Markdown)
    Reference,
    /// Write a scenario to start from
    New(NewArguments),
    /// Draw the window's picture of a moment into a PNG file
    Picture(PictureArguments),
    /// Draw a stretch of time as pictures, and as a film where ffmpeg is there
    Film(FilmArguments),
    /// Draw what the program looks like into a folder: the homes by day and by night, every view and page
    Gallery(GalleryArguments),
}

/// How the window draws.
#[derive(Clone, Debug, Default, Args)]
pub struct WindowArguments {
    /// Draw so many frames, print how long they took, and end
    #[arg(long, value_name = "N", hide = true, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub frames: Option<u32>,
    /// How the home is drawn; chosen by what this machine can do when left out
    #[arg(long, value_name = "DRAWING")]
    pub quality: Option<Drawing>,
    /// Hear what is spoken to the home by this Wyoming server for speech to text, such as tcp://127.0.0.1:10300; kept for the
    /// next time, and "" forgets it
    #[arg(long, value_name = "ADDRESS")]
    pub wyoming: Option<String>,
    /// Go through the tour without a person, keep a picture of each step in this folder, tell what is written on each
    /// (JSON Lines), and end: with 1 where something does not come. Without --tour, whoever is at the keys goes through
    /// one
    #[arg(long, value_name = "FOLDER", conflicts_with = "frames")]
    pub rehearse: Option<PathBuf>,
}

impl WindowArguments {
    /// Whether nobody sits before the window, so that what is wrong with a file is told here.
    pub fn is_for_a_test(&self) -> bool {
        self.frames.is_some() || self.rehearse.is_some()
    }
}

/// How the home is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Drawing {
    /// A flat plan, for machines without a graphics processor
    Plan,
    /// In 3D with fewer pixels and no shadows
    Reduced,
    /// In 3D
    Medium,
    /// In 3D with everything
    Full,
}

/// What may be open when the window opens, and on a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Show {
    /// The card of the latest alert
    Alert,
    /// Who is told, by when
    Told,
    /// What was learned
    Learned,
    /// The page of devices
    Devices,
    /// What if?
    WhatIf,
    /// The field for speaking to the home
    Speak,
    /// The search of the timeline
    Search,
    /// The privacy lens
    Lens,
    /// The settings
    Settings,
    /// The keys
    Help,
    /// The hour around the moment on the timeline
    Hour,
    /// The day around the moment on the timeline
    Day,
    /// The whole scenario on the timeline
    Whole,
}

/// What a picture may show over the home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Over {
    /// Rooms tinted by their warmth
    Warmth,
    /// What movement sensors see
    Fields,
}

/// What `open` is asked.
#[derive(Clone, Debug, Args)]
pub struct OpenArguments {
    /// The scenario (RON), or a recording of any known format
    #[arg(value_name = "FILE", required_unless_present = "tour")]
    pub file: Option<PathBuf>,
    /// Go through a tour (RON) with its scenario instead
    #[arg(long, value_name = "FILE", conflicts_with = "file")]
    pub tour: Option<PathBuf>,
    /// Whose view to show: presenter (everything), resident, family, practitioner or developer
    #[arg(long, value_name = "VIEW", value_parser = VIEWS)]
    pub view: Option<String>,
    /// The moment to open at, such as "day 32 07:30"
    #[arg(long, value_name = "MOMENT", value_parser = moment, conflicts_with = "tour")]
    pub at: Option<Moment>,
    /// What to open with; may be given several times
    #[arg(long, value_name = "WHAT")]
    pub show: Vec<Show>,
    /// With the card of this device open
    #[arg(long, value_name = "DEVICE")]
    pub device: Option<String>,
    /// A recording's format, where it cannot be told
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// A recording's time zone, where it names none, such as Europe/London
    #[arg(long, value_name = "ZONE")]
    pub zone: Option<String>,
    /// Which foreign name of a recording is which device, area and capability (RON)
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// How the window draws.
    #[command(flatten)]
    pub window: WindowArguments,
}

impl OpenArguments {
    /// The file to open, whichever it is, for people.
    pub fn path(&self) -> String {
        let path = self.tour.as_ref().or(self.file.as_ref());
        path.map(|path| path.display().to_string()).unwrap_or_default()
    }
}

/// What `run` is asked.
#[derive(Clone, Debug, Args)]
pub struct RunArguments {
    /// The scenario (RON)
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,
    /// Another seed than the scenario's: the same people and plans, other ordinary days
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub seed: Option<u64>,
    /// Play so many days instead of all
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(i64).range(1..=3_660))]
    pub days: Option<i64>,
    /// Write every reading to a recording (JSON Lines; packed where the name ends in .zst), and beside it what really
    /// happened
    #[arg(long, value_name = "OUT")]
    pub trace: Option<PathBuf>,
    /// Write every alert (JSON Lines)
    #[arg(long, value_name = "OUT.jsonl")]
    pub alerts: Option<PathBuf>,
    /// What people told the monitor meanwhile (JSON Lines): acknowledge, confirm, restart, exclude, replaced, moved
    #[arg(long, value_name = "FILE")]
    pub acts: Option<PathBuf>,
    /// Tell the days only from this moment on, such as "day 29 06:45"
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    pub from: Option<Moment>,
    /// Tell the learning days, too, as fully as the others
    #[arg(long)]
    pub verbose: bool,
    /// Tell week by week what has changed in the person's ways
    #[arg(long)]
    pub digest: bool,
    /// Tell how soon help is there, with every device and without each: the days are lived through once more for each
    #[arg(long)]
    pub without_each: bool,
    /// Let a language model at this address make small talk of what the rules do not understand, such as
    /// http://localhost:11434 (Ollama, or anything that speaks like OpenAI). Nothing of safety or tablets goes to it
    #[arg(long, value_name = "URL")]
    pub companion_model: Option<String>,
    /// Which of its models
    #[arg(long, value_name = "NAME", default_value = "llama3.2", requires = "companion_model")]
    pub companion_model_name: String,
    /// Print the alerts and the outcome as JSON Lines instead of the story
    #[arg(long)]
    pub json: bool,
    /// How far the house goes on at once; it changes nothing but the time the run takes
    #[arg(long, value_name = "SPAN", hide = true, default_value = "1 h", allow_hyphen_values = true, value_parser = step)]
    pub step: Span,
}

/// What `replay` is asked.
#[derive(Clone, Debug, Args)]
pub struct ReplayArguments {
    /// The recording, plain or compressed: our own (JSON Lines) or any format that `--format` names
    #[arg(value_name = "RECORDING")]
    pub recording: PathBuf,
    /// The recording's format, where it cannot be told: own, casas, tihm, van-kasteren, ordonez, home-assistant,
    /// zigbee2mqtt, open-smart-home or csv
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// The home's time zone, where the recording names none, such as Europe/London
    #[arg(long, value_name = "ZONE")]
    pub zone: Option<String>,
    /// Which foreign name is which device, area and capability (RON)
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Write the mapping that was used, so that it can be put right
    #[arg(long, value_name = "FILE")]
    pub save_mapping: Option<PathBuf>,
    /// Write every alert (JSON Lines)
    #[arg(long, value_name = "OUT.jsonl")]
    pub alerts: Option<PathBuf>,
    /// What people told the monitor meanwhile (JSON Lines): acknowledge, confirm, restart, exclude, replaced, moved
    #[arg(long, value_name = "FILE")]
    pub acts: Option<PathBuf>,
    /// Write how unusual each window of the home's time is (CSV), from 0 to 1
    #[arg(long, value_name = "OUT.csv")]
    pub scores: Option<PathBuf>,
    /// How long such a window is: 6h or 24h
    #[arg(long, value_name = "LENGTH", default_value = "24h", value_parser = window_length)]
    pub window: WindowLength,
    /// Replay so many days instead of all
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(i64).range(1..=36_600))]
    pub days: Option<i64>,
    /// Tell week by week what has changed in the person's ways
    #[arg(long)]
    pub digest: bool,
    /// Print the alerts and the outcome as JSON Lines instead of sentences
    #[arg(long)]
    pub json: bool,
}

/// What `why` is asked.
#[derive(Clone, Debug, Args)]
pub struct WhyArguments {
    /// A scenario (RON), or a recording of any known format
    #[arg(value_name = "SCENARIO|RECORDING")]
    pub file: PathBuf,
    /// The moment, such as "day 29 06:45" or 2026-12-03T07:21:05+00:00
    #[arg(long, value_name = "MOMENT")]
    pub at: String,
    /// One judge alone, by the kind of its alerts, such as overdue-activity
    #[arg(long, value_name = "KIND")]
    pub detector: Option<String>,
    /// Another seed than the scenario's
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub seed: Option<u64>,
    /// The recording's format, where it cannot be told
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// The recording's time zone, where it names none
    #[arg(long, value_name = "ZONE")]
    pub zone: Option<String>,
    /// Which foreign name is which device, area and capability (RON)
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Print JSON Lines instead of a table
    #[arg(long)]
    pub json: bool,
}

/// What `watch` is asked.
#[derive(Clone, Debug, Args)]
pub struct WatchArguments {
    /// The home (RON); without it, the first line of the readings names it, as in a recording
    #[arg(long, value_name = "FILE")]
    pub home: Option<PathBuf>,
    /// Keep what was learned in this file, and go on from it
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,
    /// Add every alert to this file (JSON Lines, numbered) instead of printing it
    #[arg(long, value_name = "OUT.jsonl")]
    pub alerts: Option<PathBuf>,
    /// Learn for so many days before habits are judged; 28 unless the readings' first line says otherwise
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(i64).range(1..=366))]
    pub learning_days: Option<i64>,
    /// The readings come as they happen: let time pass by this machine's clock, too, so that a silent hub is found
    #[arg(long)]
    pub live: bool,
    /// Say on standard error in JSON what came
    #[arg(long)]
    pub json: bool,
}

/// What `evaluate` is asked.
#[derive(Clone, Debug, Args)]
pub struct EvaluateArguments {
    /// The scenarios (RON); without any, all that lie in the folder `scenarios`
    #[arg(value_name = "SCENARIO")]
    pub scenarios: Vec<PathBuf>,
    /// Live through each scenario so many times, each time with another seed
    #[arg(long, value_name = "N", default_value_t = 20, allow_negative_numbers = true, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    pub seeds: u64,
    /// The first of the seeds; the others follow it. With --inject it says which moments are drawn
    #[arg(long, value_name = "N", default_value_t = 1, allow_negative_numbers = true, value_parser = clap::value_parser!(u64).range(0..=1_000_000_000_000))]
    pub seed_from: u64,
    /// Play so many days of each scenario instead of all
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(i64).range(1..=3_660))]
    pub days: Option<i64>,
    /// Give the monitor another value for one of its settings, such as low_celsius=17; more than once for several
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub settings: Vec<String>,
    /// Write everything that was said and all figures (JSON); "-" prints it instead of the table
    #[arg(long, value_name = "OUT")]
    pub json: Option<PathBuf>,
    /// Write a page for people (HTML, complete in one file)
    #[arg(long, value_name = "OUT")]
    pub html: Option<PathBuf>,
    /// Hold two results of --json against each other: which alerts came and went, and where they first part
    #[arg(long, action = clap::ArgAction::Set, num_args = 2, value_names = ["A.json", "B.json"], conflicts_with_all = ["scenarios", "seeds", "seed_from", "days", "settings", "json", "html"])]
    pub compare: Vec<PathBuf>,
    /// Score the TIHM data set in this folder instead of scenarios, by its folder `activity` and its `Labels.csv`
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["scenarios", "seeds", "seed_from", "days", "settings", "json", "html", "compare"])]
    pub tihm: Option<PathBuf>,
    /// Put something into real recordings instead of living through scenarios, and say how soon it is found
    #[arg(long, value_name = "WHAT", requires = "recordings", conflicts_with_all = ["scenarios", "seeds", "days", "html", "compare", "tihm"])]
    pub inject: Option<Injected>,
    /// The recordings to put it into, of any known format, plain or compressed
    #[arg(long = "recording", value_name = "FILE", num_args = 1.., requires = "inject")]
    pub recordings: Vec<PathBuf>,
    /// The homes' time zone, where the recordings name none, such as Europe/London
    #[arg(long, value_name = "ZONE", requires = "inject")]
    pub zone: Option<String>,
    /// How many silences in each recording
    #[arg(long, value_name = "N", default_value_t = 100, requires = "inject", allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub injections: u32,
}

/// What `realism` is asked.
#[derive(Clone, Debug, Args)]
pub struct RealismArguments {
    /// Recordings of real homes, of any known format, plain or compressed
    #[arg(value_name = "RECORDING", required = true)]
    pub recordings: Vec<PathBuf>,
    /// The recordings' format, where it cannot be told
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// The homes' time zone, where the recordings name none, such as Europe/London
    #[arg(long, value_name = "ZONE")]
    pub zone: Option<String>,
    /// Live through the ordinary days of this scenario; without any, of every home of the library
    #[arg(long = "scenario", value_name = "FILE")]
    pub scenarios: Vec<PathBuf>,
    /// Live through each so many times, each time with another seed
    #[arg(long, value_name = "N", default_value_t = 5, allow_negative_numbers = true, value_parser = clap::value_parser!(u64).range(1..=1_000))]
    pub seeds: u64,
    /// The first of the seeds; the others follow it
    #[arg(long, value_name = "N", default_value_t = 1, allow_negative_numbers = true, value_parser = clap::value_parser!(u64).range(0..=1_000_000_000_000))]
    pub seed_from: u64,
    /// How many days of each
    #[arg(long, value_name = "N", default_value_t = 58, allow_negative_numbers = true, value_parser = clap::value_parser!(i64).range(16..=3_660))]
    pub days: i64,
    /// Draw the comparison (SVG)
    #[arg(long, value_name = "OUT.svg")]
    pub plot: Option<PathBuf>,
    /// Print homes, figures and outcome as JSON Lines instead of the table
    #[arg(long)]
    pub json: bool,
}

/// What can be put into a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Injected {
    /// Nothing more is heard of the person
    Silence,
}

/// What `convert` is asked.
#[derive(Clone, Debug, Args)]
pub struct ConvertArguments {
    /// The recording, plain or compressed, or the folder of one
    #[arg(value_name = "RECORDING")]
    pub recording: PathBuf,
    /// The recording's format, where it cannot be told: own, casas, tihm, van-kasteren, ordonez, home-assistant,
    /// zigbee2mqtt, open-smart-home or csv
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// The home's time zone, where the recording names none, such as Europe/London
    #[arg(long, value_name = "ZONE")]
    pub zone: Option<String>,
    /// Which foreign name is which device, area and capability (RON)
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Write the mapping that was used, so that it can be put right
    #[arg(long, value_name = "FILE")]
    pub save_mapping: Option<PathBuf>,
    /// Where to write: our own recording (.jsonl, packed as .jsonl.zst or .jsonl.gz), or a table (.csv) with its mapping
    /// beside it
    #[arg(long, value_name = "OUT")]
    pub out: PathBuf,
    /// Take so many days instead of all
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(i64).range(1..=36_600))]
    pub days: Option<i64>,
}

/// What `say` is asked.
#[derive(Clone, Debug, Args)]
pub struct SayArguments {
    /// The scenario (RON)
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,
    /// What is said; without it, each line of standard input is a sentence. With --wyoming, a sound file (WAV)
    #[arg(value_name = "SENTENCE", allow_hyphen_values = true)]
    pub sentence: Option<String>,
    /// When it is said, such as "day 29 10:00"; without it, where the scenario's window opens
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    pub at: Option<Moment>,
    /// Phrases of your own, added to those of the program (RON)
    #[arg(long, value_name = "FILE")]
    pub phrases: Option<PathBuf>,
    /// Speak the answers aloud, by Piper where it is installed with a voice, otherwise by the system's own voice
    #[arg(long)]
    pub aloud: bool,
    /// Speak slowly and clearly
    #[arg(long, requires = "aloud")]
    pub slow_and_clear: bool,
    /// Hear the sentence in a sound file by this Wyoming server for speech to text, such as tcp://127.0.0.1:10300
    #[arg(long, value_name = "ADDRESS", requires = "sentence")]
    pub wyoming: Option<String>,
    /// Let a language model at this address make small talk of what the rules do not understand, such as
    /// http://localhost:11434 (Ollama, or anything that speaks like OpenAI). Nothing of safety or tablets goes to it
    #[arg(long, value_name = "URL")]
    pub companion_model: Option<String>,
    /// Which of its models
    #[arg(long, value_name = "NAME", default_value = "llama3.2", requires = "companion_model")]
    pub companion_model_name: String,
    /// Print a line of JSON for every sentence
    #[arg(long)]
    pub json: bool,
}

/// What `check` is asked.
#[derive(Clone, Debug, Args)]
pub struct CheckArguments {
    /// Scenarios, homes, residents, care plans, phrases and tours (RON)
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Print a line of JSON for every problem
    #[arg(long)]
    pub json: bool,
}

/// What `scenarios` is asked.
#[derive(Clone, Debug, Args)]
pub struct ScenariosArguments {
    /// Print a line of JSON for every scenario
    #[arg(long)]
    pub json: bool,
}

/// What `new` is asked.
#[derive(Clone, Debug, Args)]
pub struct NewArguments {
    /// The file to write (RON); one that is there already is left as it is
    #[arg(value_name = "NAME.ron")]
    pub file: PathBuf,
}

/// What `picture` is asked.
#[derive(Clone, Debug, Args)]
pub struct PictureArguments {
    /// The scenario (RON)
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The moment to show, such as "day 32 07:30"
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    pub at: Moment,
    /// Where to write the picture (PNG)
    #[arg(long, value_name = "PNG")]
    pub out: PathBuf,
    /// Its size in pixels
    #[arg(long, value_name = "WxH", default_value = "1280x720", value_parser = size)]
    pub size: (u32, u32),
    /// How large the text is: 1 is ordinary, 2 is twice as large
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, value_parser = text_scale)]
    pub text_scale: f32,
    /// With the card of the latest alert open
    #[arg(long)]
    pub alert: bool,
    /// Whose view to show: presenter (everything), resident, family, practitioner or developer
    #[arg(long, value_name = "VIEW", value_parser = VIEWS)]
    pub view: Option<String>,
    /// What else is open; may be given several times
    #[arg(long, value_name = "WHAT")]
    pub show: Vec<Show>,
    /// With the card of this device open
    #[arg(long, value_name = "DEVICE")]
    pub device: Option<String>,
    /// How the home is drawn
    #[arg(long, value_name = "DRAWING", default_value = "full")]
    pub quality: Drawing,
    /// What to show over the home; may be given twice
    #[arg(long, value_name = "WHAT")]
    pub over: Vec<Over>,
    /// Only this storey of the home: 0 is the ground floor
    #[arg(long, value_name = "STOREY", allow_negative_numbers = true)]
    pub storey: Option<i32>,
}

/// What `film` is asked.
#[derive(Clone, Debug, Args)]
pub struct FilmArguments {
    /// The scenario (RON)
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The first moment, such as "day 32 07:00"
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    pub from: Moment,
    /// The last moment
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    pub until: Moment,
    /// Where it goes: a film where the name ends in .mp4 or .webm (ffmpeg makes it), else a folder of pictures (PNG)
    #[arg(long, value_name = "OUT")]
    pub out: PathBuf,
    /// Simulated seconds in one second of the film
    #[arg(long, value_name = "TIMES", default_value_t = 60.0, value_parser = pace)]
    pub speed: f64,
    /// Pictures a second
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=60))]
    pub rate: u32,
    /// Its size in pixels
    #[arg(long, value_name = "WxH", default_value = "1280x720", value_parser = size)]
    pub size: (u32, u32),
    /// How large the text is: 1 is ordinary, 2 is twice as large
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, value_parser = text_scale)]
    pub text_scale: f32,
    /// How the home is drawn
    #[arg(long, value_name = "DRAWING", default_value = "full")]
    pub quality: Drawing,
    /// The program that makes a film of pictures
    #[arg(long, value_name = "PROGRAM", default_value = "ffmpeg")]
    pub ffmpeg: PathBuf,
}

/// What `gallery` is asked.
#[derive(Clone, Debug, Args)]
pub struct GalleryArguments {
    /// The folder for the pictures (PNG); those of the same names are written over
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
    /// Only this picture; may be given several times
    #[arg(long, value_name = "NAME")]
    pub only: Vec<String>,
}

fn pace(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(times) if (0.1..=100_000.0).contains(&times) => Ok(times),
        Ok(_) | Err(_) => Err("write how many times faster than life, from 0.1 to 100000".to_owned()),
    }
}

/// The sides that a picture may have, in pixels: smaller shows nothing, larger fits no graphics card's texture.
const SIDES: std::ops::RangeInclusive<u32> = 64..=8_192;

pub(super) fn moment(text: &str) -> Result<Moment, String> {
    match Moment::parse(text) {
        Some(moment) if moment.day >= 1 => Ok(moment),
        Some(moment) => Err(format!("day {} is before the first day, which is day 1", moment.day)),
        None => Err("write a day counted from 1 and a time on the clock: \"day 32 07:30\"".to_owned()),
    }
}

fn window_length(text: &str) -> Result<WindowLength, String> {
    WindowLength::from_name(text).ok_or_else(|| "a window is 6h or 24h long".to_owned())
}

fn step(text: &str) -> Result<Span, String> {
    match Span::parse(text) {
        Some(span) if span > Span::ZERO => Ok(span),
        Some(_) => Err("a step must be longer than nothing".to_owned()),
        None => Err("write a span such as 1 h 30 min".to_owned()),
    }
}

fn size(text: &str) -> Result<(u32, u32), String> {
    let sides = text.split_once(['x', '×']).and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
    match sides {
        Some((width, height)) if SIDES.contains(&width) && SIDES.contains(&height) => Ok((width, height)),
        Some(_) | None => {
            Err(format!("write width x height in pixels, each from {} to {}: 1280x720", SIDES.start(), SIDES.end()))
        }
    }
}

fn text_scale(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(factor) if (0.5..=3.0).contains(&factor) => Ok(factor),
        Ok(_) | Err(_) => Err("write a factor from 0.5 to 3".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn sizes_are_two_sides_in_range() {
        for good in ["1280x720", "64x8192", "100×200"] {
            assert!(size(good).is_ok(), "{good:?}");
        }
        for bad in ["", "x", "1280", "0x0", "63x64", "8193x100", "-1x5", "1280x720x3", "99999999999x1"] {
            assert!(size(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn text_is_never_scaled_out_of_reach() {
        for bad in ["0", "nan", "inf", "-1", "3.1", "big", ""] {
            assert!(text_scale(bad).is_err(), "{bad:?}");
        }
    }
}
