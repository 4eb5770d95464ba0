//! Characters that only look like others. A browser that prints takes the first character that has a glyph, and for 支
//! that is the radical ⽀: whoever searches for 支付 would not find it.

/// The characters that the radicals U+2F00 to U+2FD5 stand for, in their order: Unicode's compatibility mappings, but for
/// 户 and 青, which look like their radicals in type for the mainland.
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢\
    尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火\
    爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿\
    肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹\
    雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";
/// Radicals of U+2E80 to U+2EF3 that are characters of their own, each before its character.
const SUPPLEMENT: &str = "⺟母⺠民⻄西⻅见⻆角⻉贝⻊足⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟";

/// The character itself, where `c` is a radical that looks like it.
pub(super) fn plain(c: char) -> char {
    let twin = match c {
        '\u{2f00}'..='\u{2fd5}' => KANGXI.chars().nth(c as usize - 0x2f00),
        '\u{2e80}'..='\u{2ef3}' => SUPPLEMENT.chars().skip_while(|r| *r != c).nth(1),
        '\u{a0}' => Some(' '),
        _ => None,
    };
    twin.unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_radical_is_read_as_its_character() {
        let read: String = "⼀⽀⼤⼾⻚⻓⿕金额".chars().map(plain).collect();
        assert_eq!(read, "一支大户页长龠金额");
    }
}
