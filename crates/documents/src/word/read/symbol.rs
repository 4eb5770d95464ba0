//! Signs of symbol fonts (`w:sym`), which have no character of their own.

/// The character that looks like a sign; empty for one that means nothing in a report.
pub(super) fn symbol(font: Option<&str>, code: Option<&str>) -> String {
    let code = code.and_then(|code| u32::from_str_radix(code, 16).ok()).unwrap_or_default();
    // Symbol fonts lie in the private area, with or without its offset.
    let sign = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let font = font.unwrap_or_default().to_ascii_lowercase();
    let known = match (font.as_str(), sign) {
        ("wingdings", 0xFC) | ("wingdings 2", 0x50) | ("marlett", 0x61 | 0x62) => "√",
        ("wingdings", 0xFB) | ("wingdings 2", 0x4F) => "×",
        ("wingdings", 0xFE | 0x78) | ("wingdings 2", 0x52..=0x54) => "☑",
        ("wingdings", 0xA8 | 0x6F | 0x71 | 0x72) | ("wingdings 2", 0xA3 | 0x30 | 0x2A) => "□",
        ("wingdings", 0x81..=0x8A) => return circled(sign - 0x80),
        ("symbol", 0xA3) => "≤",
        ("symbol", 0xB3) => "≥",
        ("symbol", 0xB1) => "±",
        ("symbol", 0xB4) => "×",
        ("symbol", 0xB8) => "÷",
        ("symbol", 0xB9) => "≠",
        ("symbol", 0xBB) => "≈",
        ("symbol", 0x6D) => "μ",
        ("symbol", 0xB0) => "°",
        ("symbol", 0x2D) => "-",
        ("symbol", 0x20..=0x3F) => return char::from_u32(sign).map(String::from).unwrap_or_default(),
        ("wingdings" | "wingdings 2" | "wingdings 3" | "webdings" | "symbol" | "marlett", _) => "",
        _ => {
            return char::from_u32(code)
                .filter(|c| !('\u{E000}'..='\u{F8FF}').contains(c))
                .map(String::from)
                .unwrap_or_default();
        }
    };
    known.to_owned()
}

fn circled(number: u32) -> String {
    char::from_u32(0x2460 + number - 1).map(String::from).unwrap_or_default()
}
