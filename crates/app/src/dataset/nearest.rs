//! Which known word a wrong one was meant to be.

/// The known word that is fewest edits away, where it is near enough to look like a slip: at most a third of its
/// characters.
pub(crate) fn nearest<'k>(wrong: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let wrong: Vec<char> = wrong.to_lowercase().chars().collect();
    let measured = known.map(|word| {
        let letters: Vec<char> = word.chars().collect();
        (edits(&wrong, &letters), letters.len(), word)
    });
    let (edits, length, word) = measured.min_by_key(|(edits, _, _)| *edits)?;
    (edits * 3 <= length.max(3)).then_some(word)
}

/// How many characters must be put in, taken out, replaced, or swapped with their neighbour.
fn edits(from: &[char], to: &[char]) -> usize {
    // The last two rows of the table of distances between the beginnings of both words.
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let replaced = row[j] + usize::from(a != b);
            let mut least = replaced.min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                least = least.min(before[j - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let columns = ["voucher", "date", "amount_yuan"];
        for (wrong, meant) in [
            ("vouchr", Some("voucher")),
            ("Amount_Yuan", Some("amount_yuan")),
            ("amountyuan", Some("amount_yuan")),
            ("dat", Some("date")),
            ("daet", Some("date")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(wrong, columns.into_iter()), meant, "{wrong}");
        }
    }
}
