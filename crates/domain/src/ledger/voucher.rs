//! 凭证: what was decided, never edited afterwards.

use super::act::Act;
use super::instruction::Instruction;
use super::place::Place;
use crate::Date;
use crate::history::{Canonical, Encoder};
use crate::ids::{DocumentNo, LineCode};
use crate::money::Fen;

/// Money that goes from one place to another; `None` is outside the unit's budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// Where it is taken.
    pub from: Option<Place>,
    /// Where it is given.
    pub to: Option<Place>,
    /// How much, above zero.
    pub amount: Fen,
}

impl Transfer {
    /// Between two places.
    pub(super) fn between(from: Place, to: Place, amount: Fen) -> Transfer {
        Transfer { from: Some(from), to: Some(to), amount }
    }

    /// From outside onto a line.
    pub(super) fn onto(line: &LineCode, amount: Fen) -> Transfer {
        Transfer { from: None, to: Some(Place::available(line)), amount }
    }

    /// Out of a line, to outside.
    pub(super) fn out_of(line: &LineCode, amount: Fen) -> Transfer {
        Transfer { from: Some(Place::available(line)), to: None, amount }
    }

    /// The same money, the other way.
    #[must_use]
    pub fn reversed(&self) -> Transfer {
        Transfer { from: self.to.clone(), to: self.from.clone(), amount: self.amount }
    }
}

/// A recorded act: what was asked, the business day on which it counts, and the transfers that it was decided to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voucher {
    /// What was asked.
    pub instruction: Instruction,
    /// The day on which it counts: the instruction's, or for a plan the day on which it opens.
    pub date: Date,
    /// What it moves, all or nothing.
    pub transfers: Vec<Transfer>,
}

impl Voucher {
    /// The kind of act.
    pub fn act(&self) -> Act {
        self.instruction.asked.act()
    }

    /// Its number as the number of the document that it opens.
    pub fn document(&self) -> DocumentNo {
        DocumentNo::new(self.instruction.number.as_str())
    }
}

impl Canonical for Voucher {
    const KIND: &'static str = "voucher";

    fn encode(&self, to: &mut Encoder) {
        self.instruction.encode(to);
        to.text(&self.date.to_string()).count(self.transfers.len());
        for transfer in &self.transfers {
            for place in [&transfer.from, &transfer.to] {
                match place {
                    None => to.text("").text("").text(""),
                    Some(place) => to
                        .text(place.line.as_str())
                        .text(place.slot.bucket().as_str())
                        .text(place.slot.document().map_or("", DocumentNo::as_str)),
                };
            }
            to.int(transfer.amount.0);
        }
    }
}
