//! The names of the paragraph styles, the one list that the writer and the reader share with `styles.xml`.

use mingzhang_domain::paper::Role;

/// The deepest heading that has a style; deeper ones are set like it.
const HEADING_LEVEL_MAX: u8 = 6;

/// Styles of single roles, by their id in `styles.xml`.
const ROLES: [(&str, Role); 7] = [
    ("Title", Role::Title),
    ("BodyText", Role::Body),
    ("Caption", Role::Caption),
    ("TableUnit", Role::Unit),
    ("TableNote", Role::Note),
    ("AppendixMark", Role::AppendixMark),
    ("Signature", Role::Signature),
];

/// The id of the style of a role.
pub(super) fn id(role: Role) -> String {
    match role {
        Role::Heading(level) => format!("Heading{}", level.clamp(1, HEADING_LEVEL_MAX)),
        other => ROLES.iter().find(|(_, role)| *role == other).map_or("BodyText", |(id, _)| id).to_owned(),
    }
}

/// The role of a style of ours; `None` for a foreign one and for body text that anybody may have used.
pub(super) fn role(id: &str) -> Option<Role> {
    if let Some(level) = id.strip_prefix("Heading") {
        return level.parse().ok().filter(|level| (1..=9).contains(level)).map(Role::Heading);
    }
    ROLES.iter().find(|(style, _)| *style == id).map(|(_, role)| *role)
}

/// The role of a style by its name, as Word and WPS name their built-in ones.
pub(super) fn role_by_name(name: &str) -> Option<Role> {
    let name = name.trim().to_lowercase();
    let level = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"));
    if let Some(level) = level.and_then(|rest| rest.trim().parse().ok()) {
        return (1..=9).contains(&level).then_some(Role::Heading(level));
    }
    match name.as_str() {
        "title" | "标题" | "大标题" => Some(Role::Title),
        "caption" | "题注" => Some(Role::Caption),
        "signature" | "签名" => Some(Role::Signature),
        _ => None,
    }
}
