//! Links as they really come: two at once, out of a page's source, of other apps, and with more than is known.

use porchlight_core::authenticator::{CodeAlgorithm, CodeKind, PastedError};

use super::{KEY, LINK, kind, read, refusal};

const OTHER: &str = "otpauth://totp/Ring:ada?secret=GEZDGNBVGY3TQOJQ&issuer=Ring";

#[test]
fn an_owner_who_pastes_two_links_is_asked_for_one_and_gets_no_account_of_a_mixed_name() {
    for several in [
        format!("{LINK}\n{OTHER}"),
        format!("{LINK} {OTHER}"),
        // A field for one line leaves the break out.
        format!("{LINK}{OTHER}"),
        format!("{LINK}{LINK}"),
        format!("{LINK}\r\n\r\napple-{OTHER}"),
        format!("{LINK}\nOTPAUTH-MIGRATION://offline?data=CjEK"),
        format!("steam://GEZDGNBVGY3TQOJQ\n{LINK}"),
    ] {
        assert_eq!(refusal(&several), PastedError::Several, "{several:?}");
    }
    let import = read(&format!("{LINK}\n{LINK}\n")).unwrap();
    assert_eq!(import.issuer, "Wyze");
    assert_eq!(import.account, "ada@example.org");
    // Something else on the next line is no part of a name, either.
    let more = format!("{LINK}\nRecovery codes: 1234");
    assert_eq!(refusal(&more), PastedError::LinkGarbled);
    // An issuer that is called like a kind of link is none.
    for name in ["Steam", "motp"] {
        let link = format!("otpauth://totp/{name}:ada?secret={KEY}&issuer={name}");
        assert_eq!(read(&link).unwrap().issuer, name);
    }
}

#[test]
fn an_owner_whose_link_was_copied_from_a_pages_source_gets_the_codes_that_it_asks_for() {
    let asked = format!(
        "otpauth://totp/Wyze:ada?secret={KEY}&amp;issuer=Wyze&amp;algorithm=SHA256&amp;digits=8&amp;period=60"
    );
    let import = read(&asked).unwrap();
    assert_eq!(
        import.authenticator.kind(),
        kind(CodeAlgorithm::Sha256, 8, 60)
    );
    assert_eq!(import.issuer, "Wyze");
    assert!(!import.more_said);
    let twice = format!("otpauth://totp/Wyze:ada?secret={KEY}&amp;digits=8&digits=6");
    assert_eq!(refusal(&twice), PastedError::LinkGarbled);
    // As if nothing came after it.
    let cut = format!("otpauth://totp/Door #1:ada?secret={KEY}&issuer=Door #1&digits=8");
    let import = read(&cut).unwrap();
    assert_eq!(import.authenticator.kind().digits, 8);
    assert_eq!((&*import.issuer, &*import.account), ("Door #1", "ada"));
}

#[test]
fn an_owner_whose_link_says_more_than_porchlight_knows_is_told_so() {
    let more = |more: &str| {
        let import = read(&format!("otpauth://totp/Wyze:ada?secret={KEY}{more}")).unwrap();
        (import.authenticator.kind(), import.more_said)
    };
    for unknown in ["&digit=8", "&hash=SHA256", "&interval=60", "&pin=1", "&x"] {
        assert_eq!(more(unknown), (CodeKind::USUAL, true), "{unknown}");
    }
    for harmless in [
        "",
        "&",
        "&image=https%3A%2F%2Fwyze.com%2Fa.png&icon=a",
        "&lock=false&counter=4",
    ] {
        assert_eq!(more(harmless), (CodeKind::USUAL, false), "{harmless}");
    }
    assert!(!read(KEY).unwrap().more_said);
}

#[test]
fn an_owner_whose_link_is_of_another_app_is_told_whose_it_is() {
    for (link, whose) in [
        ("steam://GEZDGNBVGY3TQOJQ", PastedError::Steam),
        ("Steam://gezdgnbvgy3tqojq", PastedError::Steam),
        (
            "otpauth://steam/Steam:ada?secret=GEZDGNBVGY3TQOJQ",
            PastedError::Steam,
        ),
        (
            "otpauth://totp/Steam:ada?secret=GEZDGNBVGY3TQOJQ&encoder=Steam",
            PastedError::Steam,
        ),
        (
            "motp://Wyze:ada?secret=e3152afee62599c8",
            PastedError::MobileOtp,
        ),
        (
            "otpauth://motp/Wyze:ada?secret=e3152afee62599c8",
            PastedError::MobileOtp,
        ),
        (
            "otpauth://yaotp/ada?secret=GEZDGNBVGY3TQOJQ",
            PastedError::OneApp,
        ),
        (
            "phonefactor://activate_account?code=123456789",
            PastedError::OneApp,
        ),
        ("oktaverify://ada@example.org/?t=abc", PastedError::OneApp),
        (
            "otpauth-migration://offline?data=CjEK",
            PastedError::Exported,
        ),
        ("https://wyze.com/two-factor", PastedError::NotFound),
    ] {
        assert_eq!(refusal(link), whose, "{link}");
    }
}

#[test]
fn an_owner_of_an_apple_device_brings_its_link_in_like_any_other() {
    let import = read(&format!("apple-{LINK}&digits=8")).unwrap();
    assert!(
        import
            .authenticator
            .is_twin_of(&read(&format!("{LINK}&digits=8")).unwrap().authenticator)
    );
    assert_eq!(
        (&*import.issuer, &*import.account),
        ("Wyze", "ada@example.org")
    );
}

#[test]
fn an_owner_finds_the_makers_name_once_however_the_label_has_it() {
    for (label, issuer, expected) in [
        ("Wyze%20Labs:ada", "&issuer=Wyze", ("Wyze", "ada")),
        ("Wyze:ada", "&issuer=Wyze%20Labs", ("Wyze Labs", "ada")),
        ("wyze.com:ada", "&issuer=Wyze", ("Wyze", "ada")),
        (":ada", "&issuer=Wyze", ("Wyze", "ada")),
        ("Wyze:Wyze:ada", "&issuer=Wyze", ("Wyze", "ada")),
        ("Wyze:wyze:ada", "", ("Wyze", "ada")),
        ("Wyze%3A%20Wyze%3A%20ada", "", ("Wyze", "ada")),
        // What tells accounts apart is not cut.
        ("garage:ada", "&issuer=Wyze", ("Wyze", "garage:ada")),
        ("W:ada", "&issuer=Wyze", ("Wyze", "W:ada")),
        ("Wyze:garage:ada", "&issuer=Wyze", ("Wyze", "garage:ada")),
        ("https%3A%2F%2Fcam.example", "", ("", "https://cam.example")),
    ] {
        let import = read(&format!("otpauth://totp/{label}?secret={KEY}{issuer}")).unwrap();
        assert_eq!(
            (&*import.issuer, &*import.account),
            expected,
            "{label}{issuer}"
        );
    }
}
