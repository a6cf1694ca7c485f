//! Whether what a person does other than with the house can be done: to contacts there are, on days there are.

use super::super::deed::{ANSWERS, Deed, LONGEST, MODES};
use super::super::file::{DeedFile, DisturbanceFile, WhatFile};
use super::super::problem::{Findings, quoted};
use crate::companion::care::Care;
use crate::home::DeviceKind;

use super::story::Ran;

/// Checks one deed; whether its contact is known is asked once the care plan is ([`contacts`]).
pub(super) fn check(file: &DeedFile, ran: &Ran<'_>, findings: &mut Findings<'_>) -> Option<Deed> {
    Some(match file {
        DeedFile::Says { sentence } => {
            let sentence = sentence.as_ref()?;
            let count = sentence.value.chars().count();
            if count == 0 || count > LONGEST {
                let brief = format!("a sentence of {count} characters cannot be said");
                findings.error(&sentence.span, brief, format!("Write 1 to {LONGEST} characters."));
                return None;
            }
            Deed::Says { sentence: sentence.value.clone() }
        }
        DeedFile::Answers { contact, did } => {
            let did = did.as_ref()?;
            let Some((_, known)) = ANSWERS.iter().find(|(word, _)| *word == did.value) else {
                let hint = findings.suggest(&did.value, ANSWERS.iter().map(|(word, _)| *word), "There are");
                findings.error(&did.span, format!("{} is no answer of a contact", quoted(&did.value)), hint);
                return None;
            };
            Deed::Answers { contact: contact.as_ref()?.value.clone(), did: *known }
        }
        DeedFile::Acknowledged { concern, contact } => {
            let concern = concern.as_ref()?;
            let Ok(number) = u64::try_from(concern.value) else {
                findings.error(&concern.span, "no concern has a number below nought", "Take the number of its alert.");
                return None;
            };
            Deed::Acknowledged { concern: number, contact: contact.as_ref().map(|contact| contact.value.clone()) }
        }
        DeedFile::LearningConfirmed => Deed::LearningConfirmed,
        DeedFile::LearningRestarted => Deed::LearningRestarted,
        DeedFile::DaysExcluded { first, last } => {
            let (first, last) = (first.as_ref()?, last.as_ref()?);
            let days = ran.last;
            if first.value < 1 || last.value > days || last.value < first.value {
                let brief = format!("the days {} to {} are none of this scenario", first.value, last.value);
                findings.error(&last.span, brief, format!("Give the first and the last of them, within 1 to {days}."));
                return None;
            }
            Deed::DaysExcluded { first: first.value, last: last.value }
        }
        DeedFile::ModeSet { mode } => {
            let mode = mode.as_ref()?;
            if !MODES.contains(&mode.value.as_str()) {
                let hint = findings.suggest(&mode.value, MODES, "There are");
                findings.error(&mode.span, format!("no mode is called {}", quoted(&mode.value)), hint);
                return None;
            }
            if ran.home().is_some_and(|home| home.devices.iter().all(|device| device.kind != DeviceKind::Hub)) {
                let hint = "A mode is set at the home's hub: give the home one.";
                findings.warning(&mode.span, "there is no hub to set the mode at", hint);
            }
            Deed::ModeSet { mode: mode.value.clone() }
        }
    })
}

/// Tells of contacts that the care plan does not have. `care` is `None` where the scenario has no plan.
pub(super) fn contacts<'a>(
    files: impl Iterator<Item = &'a DisturbanceFile>,
    care: Option<&Care>,
    findings: &mut Findings<'_>,
) {
    let named = files.filter_map(|file| {
        let WhatFile::Deed(DeedFile::Answers { contact, .. } | DeedFile::Acknowledged { contact, .. }) =
            &file.what.as_ref()?.value
        else {
            return None;
        };
        contact.as_ref()
    });
    let named: Vec<_> = named.collect();
    for contact in named {
        if care.is_some_and(|care| care.contact(&contact.value).is_some()) {
            continue;
        }
        let all = care.iter().flat_map(|care| &care.contacts).map(|contact| contact.id.as_str());
        let hint = findings.suggest(&contact.value, all, "The care plan has");
        let hint =
            if care.is_none() { "Contacts stand in a care plan: give the scenario one.".to_owned() } else { hint };
        findings.error(&contact.span, format!("no contact is called {}", quoted(&contact.value)), hint);
    }
}
