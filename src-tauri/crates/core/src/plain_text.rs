//! What others call themselves, as one plain line: cameras, networks, services, and whatever else says a name to us.

/// At most `most` characters, on one line, without what hides or turns text around: control characters, line and paragraph
/// separators, all of Unicode's `Bidi_Control` (UAX #9), and what has no width.
pub fn one_line(text: &str, most: usize) -> String {
    let plain: String = text
        .chars()
        .map(|c| if breaks_a_line(c) { ' ' } else { c })
        .filter(|c| !hides_or_turns(*c))
        .take(most)
        .collect();
    plain.trim().to_owned()
}

/// The same, with U+FFFD in the place of each such character, where their number tells one name from another.
pub fn marked(text: &str) -> String {
    text.chars()
        .map(|c| {
            if breaks_a_line(c) || hides_or_turns(c) {
                char::REPLACEMENT_CHARACTER
            } else {
                c
            }
        })
        .collect()
}

fn breaks_a_line(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn hides_or_turns(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_hide_turn_around_or_break_the_line_it_stands_in() {
        for (said, read) in [
            ("Porch Cam 2", "Porch Cam 2"),
            (" caf\u{e9} \u{1f3ee} ", "caf\u{e9} \u{1f3ee}"),
            ("cam\u{202E}evil", "camevil"),
            ("\u{2066}cam\u{2069}\u{200F}\u{61C}\u{200B}", "cam"),
            ("two\nlines\u{2028}and three", "two lines and three"),
            ("bell\u{7}\u{1b}[31m\0", "bell[31m"),
            ("\u{FEFF}\u{202E}", ""),
        ] {
            assert_eq!(one_line(said, 40), read);
        }
        assert_eq!(one_line("lamp on the porch", 4), "lamp");
    }

    #[test]
    fn what_is_left_out_of_a_networks_name_is_seen() {
        assert_eq!(marked("Porch\u{202E}\n"), "Porch\u{FFFD}\u{FFFD}");
        assert_eq!(marked("Porch Network"), "Porch Network");
    }
}
