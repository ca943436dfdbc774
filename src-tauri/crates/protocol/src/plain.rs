//! Text that the service hands on to people: it must be one line, and must not turn what stands around it.

/// Neither control characters nor line separators nor what reorders the text around (UAX #9: embeddings, overrides, isolates). For
/// names that people choose: the marks that keyboards for Hebrew and Arabic type, and joiners, stay.
pub fn is_one_line(name: &str) -> bool {
    !name.chars().any(|c| {
        c.is_control()
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    })
}

/// The same without marks, joiners and what else has no width: for names that makers give.
pub fn is_plain_line(name: &str) -> bool {
    is_one_line(name)
        && !name
            .chars()
            .any(|c| matches!(c, '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_turns_breaks_or_hides_is_not_plain() {
        for plain in ["Porch Cam 2", "telecamera à l’entrée", "5.0.3"] {
            assert!(is_one_line(plain) && is_plain_line(plain), "{plain}");
        }
        for c in [
            '\n', '\0', '\u{7f}', '\u{85}', '\u{2028}', '\u{202E}', '\u{2066}',
        ] {
            let name = format!("Porch{c} Cam");
            assert!(!is_one_line(&name) && !is_plain_line(&name), "{c:?}");
        }
        for c in ['\u{200F}', '\u{61C}', '\u{200B}', '\u{2060}', '\u{FEFF}'] {
            let name = format!("Porch{c} Cam");
            assert!(is_one_line(&name) && !is_plain_line(&name), "{c:?}");
        }
    }
}
