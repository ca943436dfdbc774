//! Which language a browser wants to be answered in.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;

use super::request::single;

/// Italian is liked more than English, by `Accept-Language` (RFC 9110 §12.5.4).
pub(crate) fn italian(headers: &HeaderMap) -> bool {
    let asked = single(headers, &ACCEPT_LANGUAGE).unwrap_or_default();
    liked(asked, "it") > liked(asked, "en")
}

fn liked(asked: &str, language: &str) -> f32 {
    let weight = |part: &str| {
        let mut parts = part.split(';').map(str::trim);
        let tag = parts.next()?;
        let its = tag.split('-').next()?.eq_ignore_ascii_case(language);
        let q = parts.find_map(|p| p.strip_prefix("q=")?.parse::<f32>().ok());
        its.then_some(q.unwrap_or(1.0))
    };
    asked.split(',').filter_map(weight).fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_language_that_is_liked_most_is_spoken() {
        for (asked, spoken) in [
            ("", "en"),
            ("it", "it"),
            ("it-IT,it;q=0.9,en;q=0.8", "it"),
            ("en-GB,it;q=0.3", "en"),
            ("de,it;q=0.4,en;q=0.2", "it"),
            ("fr", "en"),
        ] {
            let header = HeaderValue::from_static(asked);
            let headers = HeaderMap::from_iter([(ACCEPT_LANGUAGE, header)]);
            assert_eq!(italian(&headers), spoken == "it", "{asked}");
        }
    }
}
