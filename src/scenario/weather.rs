//! Where the weather outside comes from: the same all year, as it is in the UK by season, or as it was measured.

use std::sync::Arc;

use crate::time::Timestamp;

/// Where the weather comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum WeatherPlan {
    /// A mean that stays, as the climate plan gives it.
    #[default]
    Steady,
    /// As it is in England by season and latitude, worked out from the date.
    Uk,
    /// As it was measured.
    Measured(Arc<[Measured]>),
}

/// The weather at one instant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// When.
    pub at: Timestamp,
    /// The air, °C.
    pub temperature: f64,
    /// The share of sky under cloud, 0 to 1; `None` where it is not known.
    pub cloud: Option<f64>,
    /// Relative humidity, %; `None` where it is not known.
    pub humidity: Option<f64>,
}
