//! One still picture of the window, drawn without a window.

use std::path::{Path, PathBuf};

use super::bridge::Bridge;
use super::camera::Free;
use super::device::AllFields;
use super::focus::Focus;
use super::panel::Shown;
use super::shrink::{Shrunk, shrink};
use super::warmth::Veil;
use super::{Looks, Quality, machine};
use crate::player::Player;
use bevy::app::{PanicHandlerPlugin, PluginGroupBuilder, TerminalCtrlCHandlerPlugin};
use bevy::camera::RenderTarget;
use bevy::image::Image;
use bevy::prelude::*;
use bevy::render::RenderApp;
use bevy::render::RenderPlugin;
use bevy::render::pipelined_rendering::PipelinedRenderingPlugin;
use bevy::render::render_resource::{CachedPipelineState, PipelineCache, TextureFormat, TextureUsages};
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use bevy::window::ExitCondition;
use bevy::winit::WinitPlugin;
use bevy_egui::{EguiGlobalSettings, EguiPlugin, PrimaryEguiContext};

/// The pixels of a finished picture: red, green, blue and opacity, a byte each.
#[derive(Resource, Clone, Debug)]
pub struct Pixels {
    /// How wide, in pixels.
    pub width: u32,
    /// How high, in pixels.
    pub height: u32,
    /// Row by row from above, four bytes a pixel.
    pub bytes: Vec<u8>,
}

impl Pixels {
    /// What came back from the graphics adapter; `None` where nothing did. Windows' images often begin with blue.
    pub fn of(image: &Image) -> Option<Self> {
        let mut bytes = image.data.clone()?;
        if matches!(image.texture_descriptor.format, TextureFormat::Bgra8Unorm | TextureFormat::Bgra8UnormSrgb) {
            bytes.chunks_exact_mut(4).for_each(|pixel| pixel.swap(0, 2));
        }
        Some(Self { width: image.width(), height: image.height(), bytes })
    }
}

/// The image that the whole window is drawn into.
#[derive(Resource, Clone)]
struct Canvas(Handle<Image>);

/// What to draw.
pub struct PictureOptions {
    /// What is played, at the moment to show.
    pub player: Player,
    /// Where the PNG goes.
    pub out: PathBuf,
    /// Pixels from side to side and from top to bottom.
    pub size: (u32, u32),
    /// How large the text is, 1 to 2.
    pub text_scale: f32,
    /// The alert whose card is open, by its place in the history.
    pub alert: Option<usize>,
    /// Opens whatever else should be open.
    pub set: Box<dyn FnOnce(&mut Shown)>,
    /// How much work it may be.
    pub quality: Quality,
    /// Whether rooms are tinted by their warmth.
    pub warmth: bool,
    /// Whether it shows what movement sensors see.
    pub fields: bool,
    /// The only storey to look at.
    pub storey: Option<i32>,
}

impl PictureOptions {
    /// A picture of what this player shows, of the ordinary size.
    pub fn new(player: Player, out: PathBuf) -> Self {
        Self {
            player,
            out,
            size: (1280, 720),
            text_scale: 1.0,
            alert: None,
            set: Box::new(|_| {}),
            quality: Quality::High,
            warmth: false,
            fields: false,
            storey: None,
        }
    }
}

/// Draws the window's picture without a window and writes it.
///
/// # Errors
/// When there is no graphics adapter, or the file cannot be written.
pub fn picture(options: PictureOptions) -> Result<(), PictureError> {
    let mut bridge = Bridge::new(options.player);
    bridge.shown.text_scale = options.text_scale;
    bridge.shown.open_alert = options.alert;
    (options.set)(&mut bridge.shown);
    let pixels = of(bridge, options.size, Looks::still(options.quality), app, |app| {
        app.insert_resource(Veil(options.warmth));
        app.insert_resource(AllFields(options.fields));
        app.insert_resource(options.storey.map_or(Focus::Whole, Focus::Storey));
    })?;
    write(&pixels, &options.out)
}

/// The same as pixels; `prepare` opens what should be open.
///
/// # Errors
/// When there is no graphics adapter.
pub fn pixels(
    player: Player,
    size: (u32, u32),
    prepare: impl FnOnce(&mut Bridge),
    quality: Quality,
) -> Result<Pixels, PictureError> {
    let mut bridge = Bridge::new(player);
    prepare(&mut bridge);
    of(bridge, size, Looks::still(quality), app, |_| {})
}

/// Draws what a bridge shows in an empty app, with what `set` changes in the scene, once nothing is waited for any longer.
///
/// # Errors
/// When there is no graphics adapter.
pub fn of(
    bridge: Bridge,
    size: (u32, u32),
    looks: Looks,
    empty: fn(u32, u32) -> App,
    set: impl FnOnce(&mut App),
) -> Result<Pixels, PictureError> {
    if machine::adapter().is_none() {
        return Err(PictureError::NoAdapter);
    }
    let mut app = empty(size.0, size.1);
    super::full(&mut app, bridge, looks);
    set(&mut app);
    take(&mut app)
}

/// An app that draws into an image of this size.
pub fn app(width: u32, height: u32) -> App {
    let log = bevy::log::LogPlugin { filter: super::LOG.to_owned(), ..default() };
    drawing(width, height, DefaultPlugins.set(log))
}

/// The same in a program whose window writes the log already.
pub fn silent_app(width: u32, height: u32) -> App {
    drawing(width, height, DefaultPlugins.build().disable::<bevy::log::LogPlugin>())
}

fn drawing(width: u32, height: u32, plugins: PluginGroupBuilder) -> App {
    let mut app = App::new();
    app.add_plugins(
        plugins
            .set(WindowPlugin { primary_window: None, exit_condition: ExitCondition::DontExit, ..default() })
            .set(RenderPlugin { synchronous_pipeline_compilation: true, ..default() })
            .disable::<WinitPlugin>()
            .disable::<PipelinedRenderingPlugin>()
            .disable::<PanicHandlerPlugin>()
            .disable::<TerminalCtrlCHandlerPlugin>(),
    );
    app.add_plugins(EguiPlugin::default());
    app.insert_resource(EguiGlobalSettings { auto_create_primary_context: false, ..default() });
    let mut image = Image::new_target_texture(width, height, TextureFormat::Rgba8UnormSrgb, None);
    image.texture_descriptor.usage |= TextureUsages::COPY_SRC;
    let canvas = app.world_mut().resource_mut::<Assets<Image>>().add(image);
    app.insert_resource(Canvas(canvas.clone()));
    app.world_mut().spawn((PrimaryEguiContext, Camera2d, Msaa::Off, RenderTarget::Image(canvas.into())));
    app
}

/// Draws until everything is there, and reads the picture back.
pub fn take(app: &mut App) -> Result<Pixels, PictureError> {
    begin(app);
    drawn_again(app, 4)
}

/// Makes an app ready to draw.
pub fn begin(app: &mut App) {
    app.finish();
    app.cleanup();
}

/// Draws once more until everything is there and so many rounds bring nothing new, and reads the picture back; the app has
/// begun already.
///
/// # Errors
/// When something never becomes ready.
pub fn drawn_again(app: &mut App, rounds: u32) -> Result<Pixels, PictureError> {
    let mut calm = 0;
    let mut known = (0, None);
    // A picture needs a handful of rounds; a thousand means that something never becomes ready. What a person would wait for,
    // such as another monitor that hears the weeks again, may take longer.
    let (mut left, mut waits) = (1_000, 100_000);
    while left > 0 && waits > 0 {
        app.update();
        if app.world().get_resource::<Bridge>().is_some_and(Bridge::is_waited_for) {
            waits -= 1;
            calm = 0;
            continue;
        }
        left -= 1;
        let cache = app.sub_app(RenderApp).world().resource::<PipelineCache>();
        let count = cache.pipelines().count();
        let ready = cache.pipelines().all(|pipeline| matches!(pipeline.state, CachedPipelineState::Ok(_)));
        // The scene's image takes the size of what the panels leave free, so both must have come to rest as well.
        let free = app.world().get_resource::<Free>().copied();
        calm = if ready && (count, free) == known && count > 0 { calm + 1 } else { 0 };
        known = (count, free);
        if calm >= rounds {
            break;
        }
    }
    if calm < rounds {
        return Err(PictureError::NeverReady);
    }
    let canvas = app.world().resource::<Canvas>().0.clone();
    app.world_mut().spawn(Screenshot::image(canvas)).observe(
        |captured: On<ScreenshotCaptured>, mut commands: Commands| {
            if let Some(pixels) = Pixels::of(&captured.image) {
                commands.insert_resource(pixels);
            }
        },
    );
    for _ in 0..1_000 {
        app.update();
        if let Some(pixels) = app.world_mut().remove_resource::<Pixels>() {
            return Ok(pixels);
        }
    }
    Err(PictureError::NeverReady)
}

/// How much time a picture's file may take to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fineness {
    /// As small as it can be: made once and looked at often.
    Small,
    /// In few colours, a third as large: for pages that show many.
    Few,
    /// Written quickly: one of many, for a film.
    Quick,
}

/// Writes a PNG beside its final name and then gives it that name, so that nothing half-written is ever found there.
///
/// # Errors
/// When it cannot be written.
pub fn write(pixels: &Pixels, out: &Path) -> Result<(), PictureError> {
    write_as(pixels, out, Fineness::Small)
}

/// The same, as small or as quickly as is asked.
///
/// # Errors
/// When it cannot be written.
pub fn write_as(pixels: &Pixels, out: &Path, fineness: Fineness) -> Result<(), PictureError> {
    let failed = |error: std::io::Error| PictureError::Write { out: out.to_path_buf(), error };
    let mut beside = out.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    let encode = || -> Result<(), std::io::Error> {
        let file = std::io::BufWriter::new(std::fs::File::create(&beside)?);
        let mut encoder = png::Encoder::new(file, pixels.width, pixels.height);
        // The whole window is opaque.
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_compression(match fineness {
            Fineness::Small | Fineness::Few => png::Compression::High,
            Fineness::Quick => png::Compression::Fast,
        });
        encoder.set_depth(png::BitDepth::Eight);
        let bytes: Vec<u8> = if fineness == Fineness::Few {
            let Shrunk { palette, places } = shrink(pixels);
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(palette.concat());
            // Places in a list have no neighbours that are like them: filters would only make the file larger.
            encoder.set_filter(png::Filter::NoFilter);
            places
        } else {
            pixels.bytes.chunks_exact(4).flat_map(|pixel| pixel[..3].iter().copied()).collect()
        };
        let mut writer = encoder.write_header().map_err(std::io::Error::other)?;
        writer.write_image_data(&bytes).map_err(std::io::Error::other)?;
        writer.finish().map_err(std::io::Error::other)?;
        std::fs::rename(&beside, out)
    };
    encode().map_err(|error| {
        // Nothing is left behind; that the remains may not exist is no second error.
        std::fs::remove_file(&beside).ok();
        failed(error)
    })
}

/// Why no picture was made.
#[derive(Debug)]
pub enum PictureError {
    /// There is no graphics processor, nor software in its place.
    NoAdapter,
    /// The shaders were never ready or the picture never came back.
    NeverReady,
    /// The file could not be written.
    Write {
        /// Which file.
        out: PathBuf,
        /// Why.
        error: std::io::Error,
    },
}

impl std::fmt::Display for PictureError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoAdapter => f.write_str(
                "no graphics adapter was found; on Debian, `apt install mesa-vulkan-drivers` gives one in software",
            ),
            Self::NeverReady => f.write_str("the graphics adapter took too long to get ready; please try again"),
            Self::Write { out, error } => write!(f, "cannot write the picture: {error}: {}", out.display()),
        }
    }
}

impl std::error::Error for PictureError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Write { error, .. } => Some(error),
            Self::NoAdapter | Self::NeverReady => None,
        }
    }
}
