//! Codes from boxes and cameras, pasted by an owner.

use porchlight_core::wifi::code::CodeFamily;
use porchlight_core::wifi::explain::{CodeExplanation, explain};
use proptest::prelude::*;

use super::{network, says, typed};

/// The enrollee of the Wi-Fi Easy Connect specification's examples.
const DPP: &str = "DPP:C:81/1,115/36;K:MDkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDIgADM2206avxHJaHXgLMkq/24e0rsrfMP9K1Tm8gx+ovP0I=;;";

#[test]
fn easy_connect_is_known_by_its_key() {
    assert_eq!(explain(DPP), CodeExplanation::Dpp);
    assert_eq!(explain(&format!("  {DPP}\n")), CodeExplanation::Dpp);
    for broken in ["DPP:", "DPP:;;", "DPP:C:81/1;;", "DPP:K:;;", "DPP:K:***;;"] {
        assert_eq!(explain(broken), CodeExplanation::Unknown, "{broken}");
    }
}

#[test]
fn matter_is_known_by_its_code_and_by_its_digits() {
    for code in [
        "MT:-24J042C00KA0648G00",
        "MT:Y.K9042C00KA0648G00",
        "MT:Y.K9042C00KA0648G00*-24J042C00KA0648G00",
        "34970112332",
        "3497-011-2332",
        " 3497 0112 332 ",
    ] {
        assert_eq!(explain(code), CodeExplanation::Matter, "{code}");
    }
    for broken in [
        "MT:",
        "MT:24J042C00",
        "MT:-24J042C00KA0648G0",
        "MT:-24j042c00ka0648g00",
        "MT:-24J042C00KA0648G00*",
        // A wrong check digit, two digits swapped, a first digit that no version has.
        "34970112333",
        "34971012332",
        "94970112332",
        "3497011233",
    ] {
        assert_eq!(explain(broken), CodeExplanation::Unknown, "{broken}");
    }
}

#[test]
fn one_wrong_digit_is_noticed_in_a_long_matter_code_too() {
    let digits = "74970112332345678901";
    let right: Vec<_> = (0..10)
        .map(|check| format!("{digits}{check}"))
        .filter(|code| explain(code) == CodeExplanation::Matter)
        .collect();
    assert_eq!(right.len(), 1, "{right:?}");
    for place in 0..21 {
        let mut wrong = right[0].clone().into_bytes();
        wrong[place] = b'0' + (wrong[place] - b'0' + 1) % 10;
        let wrong = String::from_utf8(wrong).unwrap();
        assert_eq!(explain(&wrong), CodeExplanation::Unknown, "{wrong}");
    }
}

#[test]
fn a_wps_pin_has_eight_digits_and_a_right_check_digit() {
    for pin in ["12345670", "1234-5670", "1234 5670", "00000000"] {
        assert_eq!(explain(pin), CodeExplanation::WpsPin, "{pin}");
    }
    for other in ["12345678", "1234567", "123456700", "1234567a"] {
        assert_eq!(explain(other), CodeExplanation::Unknown, "{other}");
    }
}

#[test]
fn espressifs_code_tells_the_name_and_the_way_and_no_secret() {
    let code = r#"{"ver":"v1","name":"PROV_3A5B7C","pop":"abcd1234","transport":"ble"}"#;
    let explained = explain(code);
    assert_eq!(
        explained,
        CodeExplanation::Espressif {
            name: "PROV_3A5B7C".into(),
            bluetooth: true
        }
    );
    assert!(!format!("{explained:?}").contains("abcd1234"));
    let CodeExplanation::Espressif { bluetooth, .. } = explain(
        r#"{"transport":"softap","username":"wifiprov","name":"PROV_1","ver":"v1","security":2}"#,
    ) else {
        panic!("not Espressif's");
    };
    assert!(!bluetooth);
    for other in [
        "{",
        "{}",
        r#"{"p":"hi1234567","s":"home_15","t":"AYTWEpxSR66CVz"}"#,
        r#"{"ver":"v1","name":"PROV_1","transport":"carrier pigeon"}"#,
        r#"{"ver":"v1","name":"","transport":"ble"}"#,
        r#"{"ver":"v1","name":"a name longer than any network's could be","transport":"ble"}"#,
    ] {
        assert_eq!(explain(other), CodeExplanation::Unknown, "{other}");
    }
}

#[test]
fn a_networks_code_is_a_network_and_its_password_is_not_repeated() {
    for (code, name) in [
        ("WIFI:T:WPA;S:Home;P:correct horse;;", "Home"),
        ("WIFI:P:correct horse;T:WPA;S:Home", "Home"),
        (r#"WIFI:S:"ABCD";;"#, r#""ABCD""#),
        (r#"WIFI:S:a\;b\\c\"d\,e\:f;P:x;;"#, r#"a;b\c"d,e:f"#),
        ("WIFI:P:a\\;S:b;S:Home;;", "Home"),
        ("WIFI:S:  Home ;;", "  Home "),
    ] {
        let explained = explain(code);
        let expected = CodeExplanation::Network { name: name.into() };
        assert_eq!(explained, expected, "{code}");
        assert!(!format!("{explained:?}").contains("correct horse"));
    }
    for broken in [
        "WIFI:",
        "WIFI:;;",
        "WIFI:S:;;",
        "WIFI:S:a\\",
        "WIFI:T:WPA;P:x;;",
        "WIFI:S:a name longer than any network's could be;;",
    ] {
        assert_eq!(explain(broken), CodeExplanation::Unknown, "{broken}");
    }
}

#[test]
fn nonsense_and_novels_are_unknown() {
    for other in [
        "",
        " ",
        "-",
        "hello",
        "https://example.org/setup",
        "١٢٣٤٥٦٧٠",
        "12:34:56:78:9a:bc",
    ] {
        assert_eq!(explain(other), CodeExplanation::Unknown, "{other}");
    }
    for beginning in ["", "DPP:K:", "MT:", "WIFI:S:", "{\"a\":", "1"] {
        for filling in ["0", "[", "\\", ";", "🏡"] {
            let novel = format!("{beginning}{}", filling.repeat(64 * 1024));
            assert_eq!(explain(&novel), CodeExplanation::Unknown);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_pasted_is_explained_without_a_crash(
        beginning in "(DPP:|MT:|WIFI:|WIFI:S:|\\{\"ver\":|[0-9]{0,21})?",
        rest in "(\\PC|[;:\\\\\"{}\\[\\]0-9]|\0|\n){0,80}",
    ) {
        let _ = explain(&format!("{beginning}{rest}"));
    }

    #[test]
    fn our_own_codes_for_phones_are_explained_with_the_name_that_is_in_them(
        name in "[ -~\u{a0}-\u{ff}]{1,16}",
        password in "[ -~]{8,63}",
    ) {
        let said = says(&CodeFamily::WifiUri, &network(&name), &typed(&password)).unwrap();
        let pasted = String::from_utf8(said).unwrap();
        prop_assert_eq!(explain(&pasted), CodeExplanation::Network { name });
    }
}
