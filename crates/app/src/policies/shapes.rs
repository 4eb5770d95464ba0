//! The section `[shapes]` of an evaluation policy: how actual values become points.

use super::fields::{Fields, Source};
use super::read::each;
use mingzhang_domain::scoring::ShapePart;
use mingzhang_domain::scoring::shapes::{EqualRule, GradeLevel, SatisfactionBand, ShapeRules, WhenMissing};

/// The keys of the section.
const KEYS: [&str; 10] = [
    "when_missing",
    "reason_below_full",
    "far_beyond",
    "strict",
    "equal",
    "floor",
    "between",
    "survey",
    "level",
    "satisfaction",
];

/// Reads the section; the whole policy falls with a fault in it.
pub(super) fn read(shapes: Fields, source: &mut Source) -> Option<ShapeRules> {
    shapes.only(&KEYS, source);
    let missing = [("refuse", WhenMissing::Refuse), ("zero", WhenMissing::Zero), ("skip", WhenMissing::Skip)];
    let when_missing = shapes.word("when_missing", &missing, source);
    let reason_below_full = shapes.flag("reason_below_full", source);
    let far_beyond = shapes.has("far_beyond").then(|| shapes.percent("far_beyond", source));
    let strict = shapes.flag("strict", source);
    let equal = [("at-least", EqualRule::AsAtLeast), ("both-sides", EqualRule::BothSides)];
    let equal = shapes.word("equal", &equal, source);
    let floor = shapes.percent("floor", source);
    let rescaled = shapes.word("between", &[("share", false), ("rescaled", true)], source);
    let survey_required = shapes.word("survey", &[("required", true), ("remarked", false)], source);
    let levels = each(shapes.list("level", source), source, level);
    let bands = each(shapes.list("satisfaction", source), source, band);
    Some(ShapeRules {
        when_missing: when_missing?,
        reason_below_full: reason_below_full?,
        far_beyond: match far_beyond {
            None => None,
            Some(percent) => Some(percent?),
        },
        strict: strict?,
        equal: equal?,
        floor: floor?,
        rescaled: rescaled?,
        survey_required: survey_required?,
        levels: levels?,
        bands: bands?,
    })
}

fn level(item: Fields, source: &mut Source) -> Option<GradeLevel> {
    item.only(&["name", "at_least", "usual"], source);
    let (name, at_least) = (item.text("name", source), item.percent("at_least", source));
    let usual = match item.has("usual").then(|| item.percent("usual", source)) {
        None => None,
        Some(percent) => Some(percent?),
    };
    Some(GradeLevel { name: name?, at_least: at_least?, usual })
}

fn band(item: Fields, source: &mut Source) -> Option<SatisfactionBand> {
    item.only(&["at_least", "gives"], source);
    let (at_least, gives) = (item.percent("at_least", source), item.percent("gives", source));
    Some(SatisfactionBand { at_least: at_least?, gives: gives? })
}

/// Where a part of the section begins, in bytes.
pub(super) fn start(root: Fields, part: ShapePart) -> Option<usize> {
    // Read again only for the places: what is wrong with them was reported before.
    let mut silent = Source::new("", "");
    let shapes = root.table("shapes", &mut silent)?;
    let mut item = |key, index| shapes.list(key, &mut silent).get(index).map(Fields::start);
    match part {
        ShapePart::Choices => Some(root.at("shapes")),
        ShapePart::Level(index) => item("level", index),
        ShapePart::Band(index) => item("satisfaction", index),
    }
}
