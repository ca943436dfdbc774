//! The pages: one column, no script, light and dark.

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};
use url::Url;

use super::words::Words;

const STYLE: &str = include_str!("pages.css");

/// Nothing but this style sheet, and forms that are sent here (CSP level 3).
pub(super) static POLICY: LazyLock<String> = LazyLock::new(|| {
    let style = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
});

pub(super) struct Page {
    title: String,
    body: Markup,
}

/// Which account is it about?
pub(super) fn address(
    words: &Words,
    client: &str,
    ticket: &str,
    cancel: &Url,
    error: Option<&str>,
) -> Page {
    let with = |text: &str| text.replace("{client}", client);
    let body = html! {
        p { (with(words.promise)) }
        form method="post" action="authorize" {
            input type="hidden" name="ticket" value=(ticket);
            label for="email" { (words.address) }
            @if let Some(error) = error {
                p.error role="alert" #why { (error) }
            }
            input #email type="email" name="email" required autocomplete="username" autofocus
                maxlength="254" aria-describedby=[error.map(|_| "why")];
            button type="submit" { (words.go_on) }
        }
        p.quiet { a href=(cancel) { (with(words.cancel)) } }
    };
    Page {
        title: with(words.title),
        body,
    }
}

/// The number that the owner chooses in the app.
pub(super) fn number(words: &Words, number: u8, client: &str) -> Page {
    let body = html! {
        p.number { (number) }
        p { (words.where_to_choose.replace("{client}", client)) }
        p { (words.goes_on) }
        p.quiet { (words.no_question) }
        p.quiet { (words.not_you) }
    };
    Page {
        title: words.choose.into(),
        body,
    }
}

pub(super) fn done(words: &Words, client: &str) -> Page {
    said(&words.done.replace("{client}", client), words.close)
}

pub(super) fn untrusted(words: &Words) -> Page {
    said(words.untrusted, words.untrusted_why)
}

pub(super) fn over(words: &Words) -> Page {
    said(words.over, words.start_again)
}

pub(super) fn busy(words: &Words) -> Page {
    said(words.busy, words.busy_why)
}

pub(super) fn fault(words: &Words) -> Page {
    said(words.fault, words.fault_why)
}

fn said(title: &str, text: &str) -> Page {
    Page {
        title: title.into(),
        body: html! { p { (text) } },
    }
}

pub(super) fn whole(words: &Words, page: Page) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(words.language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (page.title) " · Porchlight" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    (lamp())
                    h1 { (page.title) }
                    (page.body)
                }
            }
        }
    }
}

/// As in the app.
fn lamp() -> Markup {
    html! {
        svg viewBox="0 0 512 512" width="56" height="56" aria-hidden="true" {
            circle.glow cx="256" cy="306" r="200" {}
            path.line d="M256 58v50" {}
            path.roof d="M122 210 256 102 390 210z" {}
            path.line d="M166 214h180v178H166zM138 402h236M190 446h132" {}
            path.flame d="M256 236c30 34 41 56 41 76a41 41 0 0 1-82 0c0-20 11-42 41-76z" {}
        }
    }
}
