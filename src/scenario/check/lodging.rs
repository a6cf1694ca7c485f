//! Whether everyone who lives in a home has a bed and a seat there: their own, or a place in a double bed.

use std::ops::Range;

use super::super::Resident;
use super::super::file::LodgerFile;
use super::super::problem::{Findings, quoted};
use super::super::read::{Maybe, Placed};
use super::KnownHome;
use super::change::SEATS;
use crate::home::{DOUBLE_BED, Furniture, FurnitureId, FurnitureKind, Home};

/// The residents with what is theirs in this home.
pub(super) fn check(
    residents: Vec<(&Placed<LodgerFile>, Resident)>,
    home: Option<&KnownHome>,
    findings: &mut Findings<'_>,
) -> Vec<Resident> {
    let home = home.filter(|home| home.sound).map(|home| &home.home);
    let mut made: Vec<Resident> = Vec::new();
    let last = residents.last().map(|(lodger, _)| lodger.span.clone());
    for (lodger, resident) in residents {
        let (bed, seat) = match home {
            Some(home) => (
                bed(&lodger.value.bed, home, &made, findings),
                piece(&lodger.value.seat, home, &SEATS, "a seat", findings),
            ),
            None => (None, None),
        };
        made.push(Resident { bed, seat, ..resident });
    }
    if let (Some(home), Some(last)) = (home, last) {
        enough_beds(&made, home, &last, findings);
    }
    made
}

/// The piece of this id; tells when there is none, or it is of another kind.
fn piece(
    id: &Maybe<String>,
    home: &Home,
    kinds: &[FurnitureKind],
    what: &str,
    findings: &mut Findings<'_>,
) -> Option<FurnitureId> {
    let id = id.as_ref()?;
    let known = FurnitureId::new(&id.value);
    if !home.piece(&known).is_some_and(|piece| kinds.contains(&piece.kind)) {
        let fit = home.furniture.iter().filter(|piece| kinds.contains(&piece.kind)).map(|piece| piece.id.as_str());
        let hint = findings.suggest(&id.value, fit, "There are");
        findings.error(&id.span, format!("{} is not {what} of this home", quoted(&id.value)), hint);
        return None;
    }
    Some(known)
}

fn bed(id: &Maybe<String>, home: &Home, before: &[Resident], findings: &mut Findings<'_>) -> Option<FurnitureId> {
    let known = piece(id, home, &[FurnitureKind::Bed], "a bed", findings)?;
    let others = before.iter().filter(|other| other.bed.as_ref() == Some(&known)).count();
    if let (Some(id), Some(piece)) = (id, home.piece(&known))
        && others >= piece.sleeps()
    {
        findings.error(
            &id.span,
            format!("{} has no room for one more", quoted(&id.value)),
            format!(
                "It is {} m wide; from {DOUBLE_BED} m on two can sleep in a bed. Give somebody another one.",
                piece.width
            ),
        );
    }
    Some(known)
}

/// Warns of residents for whom there is no bed left: they sleep on the sofa.
fn enough_beds(residents: &[Resident], home: &Home, span: &Range<usize>, findings: &mut Findings<'_>) {
    let room: usize =
        home.furniture.iter().filter(|piece| piece.kind == FurnitureKind::Bed).map(Furniture::sleeps).sum();
    if let (true, Some(last)) = (room > 0 && residents.len() > room, residents.last()) {
        let brief = format!("there is no bed for {} in {:?}", last.name, home.name);
        let hint = format!(
            "{} people live here, and its beds have room for {room}. Add a bed, or they sleep on the sofa.",
            residents.len()
        );
        findings.warning(span, brief, hint);
    }
}
