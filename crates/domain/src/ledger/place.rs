//! Where money lies.
//!
//! A line's money lies in five buckets. `available` is one place; the others are made of open documents, each with
//! its own remainder: what is left of a plan, of a request, of a payment (less what came back), of a freeze. A bucket
//! is nothing but the sum of its places, so a rule for places is a rule for buckets.

use crate::ids::{DocumentNo, LineCode};
use std::fmt;

/// The five buckets of a quota line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bucket {
    /// 可用: approved and not yet planned.
    Available,
    /// 已编计划: planned and not yet requested.
    Planned,
    /// 在途: requested and not yet paid.
    Held,
    /// 已支付.
    Paid,
    /// 冻结.
    Frozen,
}

impl Bucket {
    /// In the order in which money passes through them.
    pub const ALL: [Bucket; 5] =
        [Bucket::Available, Bucket::Planned, Bucket::Held, Bucket::Paid, Bucket::Frozen];

    /// The name in storage and machine formats.
    pub fn as_str(self) -> &'static str {
        match self {
            Bucket::Available => "available",
            Bucket::Planned => "planned",
            Bucket::Held => "held",
            Bucket::Paid => "paid",
            Bucket::Frozen => "frozen",
        }
    }

    /// The bucket of a name.
    pub fn parse(name: &str) -> Option<Bucket> {
        Bucket::ALL.into_iter().find(|bucket| bucket.as_str() == name)
    }

    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Bucket::Available => "可用",
            Bucket::Planned => "已编计划",
            Bucket::Held => "在途",
            Bucket::Paid => "已支付",
            Bucket::Frozen => "冻结",
        }
    }
}

/// A place inside a line: the available money, or what is left of one open document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// 可用.
    Available,
    /// What is left of a fund-use plan.
    Planned(DocumentNo),
    /// What is left of a payment request.
    Held(DocumentNo),
    /// What of a payment has not come back.
    Paid(DocumentNo),
    /// What is left of a freeze.
    Frozen(DocumentNo),
}

impl Slot {
    /// The bucket that it belongs to.
    pub fn bucket(&self) -> Bucket {
        match self {
            Slot::Available => Bucket::Available,
            Slot::Planned(_) => Bucket::Planned,
            Slot::Held(_) => Bucket::Held,
            Slot::Paid(_) => Bucket::Paid,
            Slot::Frozen(_) => Bucket::Frozen,
        }
    }

    /// The document whose remainder it is.
    pub fn document(&self) -> Option<&DocumentNo> {
        match self {
            Slot::Available => None,
            Slot::Planned(no) | Slot::Held(no) | Slot::Paid(no) | Slot::Frozen(no) => Some(no),
        }
    }

    /// The slot of a bucket and a document; `None` where a bucket lacks its document or `available` has one.
    pub fn new(bucket: Bucket, document: Option<DocumentNo>) -> Option<Slot> {
        match (bucket, document) {
            (Bucket::Available, None) => Some(Slot::Available),
            (Bucket::Planned, Some(no)) => Some(Slot::Planned(no)),
            (Bucket::Held, Some(no)) => Some(Slot::Held(no)),
            (Bucket::Paid, Some(no)) => Some(Slot::Paid(no)),
            (Bucket::Frozen, Some(no)) => Some(Slot::Frozen(no)),
            _ => None,
        }
    }
}

/// A slot of a line: what a transfer takes from and gives to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line.
    pub line: LineCode,
    /// Where in the line.
    pub slot: Slot,
}

impl Place {
    /// A slot of a line.
    pub fn new(line: &LineCode, slot: Slot) -> Place {
        Place { line: line.clone(), slot }
    }

    /// The available money of a line.
    pub fn available(line: &LineCode) -> Place {
        Place::new(line, Slot::Available)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.line, self.slot.bucket().label())?;
        self.slot.document().map_or(Ok(()), |no| write!(f, " {no}"))
    }
}
