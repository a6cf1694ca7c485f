//! The file form of how a device is set up. These fields stand in the device's own bracket; which kinds may have which
//! is the checker's business.

use super::super::problem::Findings;
use super::super::read::{Fields, Maybe, Placed, clock, flag, number, span};
use crate::time::{ClockTime, Span};

/// Doses in a day, at most: a dispenser has 28 compartments for a week.
const MAX_DOSES: usize = 8;

/// How a device is set up, where that is not as usual.
#[derive(Default)]
pub(in crate::scenario) struct SettingsFile {
    pub view: Maybe<f64>,
    pub reach: Maybe<f64>,
    pub pet_immune: Maybe<bool>,
    pub blind: Maybe<Span>,
    pub hold: Maybe<Span>,
    pub every: Maybe<Span>,
    pub change: Maybe<f64>,
    pub worn: Maybe<f64>,
    pub day: Maybe<f64>,
    pub night: Maybe<f64>,
    pub doses: Maybe<Vec<Placed<ClockTime>>>,
    pub silent: Maybe<bool>,
}

/// Reads them from a device's bracket.
pub(super) fn read(fields: &mut Fields<'_, '_, '_>) -> SettingsFile {
    SettingsFile {
        view: fields.optional("view", number),
        reach: fields.optional("reach", number),
        pet_immune: fields.optional("pet_immune", flag),
        blind: fields.optional("blind", span),
        hold: fields.optional("hold", span),
        every: fields.optional("every", span),
        change: fields.optional("change", number),
        worn: fields.optional("worn", number),
        day: fields.optional("day", number),
        night: fields.optional("night", number),
        doses: fields.optional("doses", |node, findings: &mut Findings<'_>| {
            super::super::read::list(node, findings, MAX_DOSES, clock)
        }),
        silent: fields.optional("silent", flag),
    }
}
