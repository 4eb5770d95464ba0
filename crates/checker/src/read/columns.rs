//! Columns of a listing: which figures of its items are of one measure, what they are said to add up to, and what they do.

use super::label::Role;
use super::mentions::Mention;
use super::units::Dimension;
use crate::exact::Amount;
use std::collections::HashSet;

/// The figures of one measure across all items of a listing.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// A figure of each item, in order.
    pub parts: Vec<usize>,
    /// The figure that is said to be their whole.
    pub whole: Option<usize>,
    /// The figure to which they add up: the whole, else any like figure before the list.
    pub closing: Option<usize>,
}

/// The sum of parts with the signs that their words give; `None` where one of them is no exact amount.
pub(crate) fn signed_sum(parts: &[&Mention]) -> Option<Amount> {
    if parts.iter().any(|p| !p.is_amount()) {
        return None;
    }
    Amount::sum(parts.iter().map(|p| p.signed()))
}

/// The figure to which a column adds up.
pub(crate) fn closing(mentions: &[Mention], parents: &[usize], column: &Column) -> Option<usize> {
    const REACH: usize = 24;
    let parts: Vec<&Mention> = column.parts.iter().filter_map(|i| mentions.get(*i)).collect();
    let total = signed_sum(&parts)?;
    let first = *column.parts.first()?;
    let before = first.saturating_sub(REACH)..first;
    let near = column.whole.into_iter().chain(parents.iter().rev().copied()).chain(before.rev());
    near.into_iter().filter(|i| !column.parts.contains(i)).find(|i| {
        let like = |m: &Mention| m.is_amount() && parts.first().is_some_and(|p| p.is_like(m));
        mentions.get(*i).is_some_and(|m| like(m) && total.agrees(m.signed()))
    })
}

/// The columns of a list: per kind of thing, the one amount of each item, else the amount of each role.
pub(crate) fn columns(mentions: &[Mention], items: &[Vec<usize>], parents: &[usize]) -> Vec<Column> {
    let get = |i: &usize| mentions.get(*i);
    let first = items.first().map(Vec::as_slice).unwrap_or_default();
    let mut dimensions: Vec<&Dimension> = Vec::new();
    for m in first.iter().filter_map(get).filter(|m| m.is_amount()) {
        if !dimensions.contains(&&m.unit.dimension) {
            dimensions.push(&m.unit.dimension);
        }
    }
    let pick = |keep: &dyn Fn(&Mention) -> bool| -> Option<Vec<usize>> {
        items
            .iter()
            .map(|item| {
                let mut of_kind = item.iter().copied().filter(|i| get(i).is_some_and(keep));
                of_kind.next().filter(|_| of_kind.next().is_none())
            })
            .collect()
    };
    let mut columns = Vec::new();
    for dimension in dimensions {
        let kind = |m: &Mention| m.is_amount() && m.unit.dimension == *dimension;
        let mut add = |parts: Option<Vec<usize>>, role: Role| {
            let whole = |parts: &Vec<usize>| whole(mentions, parents, parts, role);
            columns.extend(parts.map(|parts| Column { whole: whole(&parts), parts, closing: None }));
        };
        let side = |m: &Mention| matches!(m.label.role, Role::Plain | Role::Plan | Role::Done);
        let main = pick(&|m| kind(m) && side(m));
        if main.is_some() {
            let roles: HashSet<Role> = main.iter().flatten().filter_map(get).map(|m| m.label.role).collect();
            let role = roles.iter().next().copied().filter(|_| roles.len() == 1).unwrap_or_default();
            add(main, role);
        } else {
            for role in [Role::Plain, Role::Plan, Role::Done] {
                add(pick(&|m| kind(m) && m.label.role == role), role);
            }
        }
        for role in [Role::Saved, Role::Left] {
            add(pick(&|m| kind(m) && m.label.role == role), role);
        }
        add(pick(&|m| kind(m) && m.label.is_change()), Role::Up);
        if columns.is_empty() {
            let named = |m: &Mention| !m.label.is_bare() && !m.label.earlier;
            let own = |i: &usize| get(i).is_some_and(|m| kind(m) && side(m) && named(m));
            let all: Vec<usize> = items.iter().flatten().copied().filter(own).collect();
            let whole = whole(mentions, parents, &all, Role::Plain);
            // `修渠道46公里，其中衬砌31公里；打机井88眼；修道路27公里`: what lies between does not belong to it.
            let each = items.iter().all(|item| item.iter().any(own));
            let known = each && all.len() > 1;
            columns.extend(known.then_some(Column { whole, parts: all, closing: None }));
        }
    }
    columns
}

/// The nearest figure before the list that measures the same on the same side.
fn whole(mentions: &[Mention], parents: &[usize], parts: &[usize], role: Role) -> Option<usize> {
    let part = parts.first().and_then(|i| mentions.get(*i))?;
    let change = matches!(role, Role::Up | Role::Down);
    let like = |i: &&usize| {
        mentions.get(**i).is_some_and(|m| m.is_amount() && m.is_like(part) && m.label.is_change() == change)
    };
    let same_role = |i: &&usize| mentions.get(**i).is_some_and(|m| m.label.role == role && !m.label.earlier);
    // `支出a，完成预算b的p%，其中……`: what a percentage is of is not what is divided, where something else can be.
    let base = |i: &usize| mentions.get(i + 1).is_some_and(|next| next.is_rate() && next.lead == "的");
    let all: Vec<&usize> = parents.iter().filter(like).collect();
    let free: Vec<&usize> = all.iter().copied().filter(|i| !base(i)).collect();
    let candidates = if free.is_empty() { all } else { free };
    if change {
        return candidates.last().map(|i| **i);
    }
    let exact = candidates.iter().rev().find(|i| same_role(i));
    let now =
        |i: &&&usize| mentions.get(***i).is_some_and(|m| !m.label.earlier && side_fits(m.label.role, role));
    let only =
        candidates.first().filter(|_| candidates.len() == 1 && !matches!(role, Role::Saved | Role::Left));
    exact.or_else(|| candidates.iter().rev().find(now)).or(only).map(|i| **i)
}

/// Whether a whole on one side can have parts on another: what the words do not tell fits every side.
fn side_fits(whole: Role, parts: Role) -> bool {
    let open = |role| matches!(role, Role::Plain);
    whole == parts
        || (open(whole) && !matches!(parts, Role::Saved | Role::Left))
        || (open(parts) && matches!(whole, Role::Plan | Role::Done))
}
