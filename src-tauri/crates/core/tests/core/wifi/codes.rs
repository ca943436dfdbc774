//! What each family's code says, and what it refuses.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use porchlight_core::secret::Password;
use porchlight_core::wifi::code::{self, CodeError, CodeFamily};
use porchlight_core::wifi::{ChosenNetwork, Security, WifiSecret};
use proptest::prelude::*;

use super::{
    families, hidden, names, network, open, passwords, porchlight, reolink, says, typed, wyze, yi,
};

const REFUSED: Result<Vec<u8>, CodeError> = Err(CodeError::NotCarried);

#[track_caller]
fn reads(family: &CodeFamily, network: &ChosenNetwork, secret: &WifiSecret, wanted: &str) {
    let said = says(family, network, secret).unwrap();
    assert_eq!(String::from_utf8(said).unwrap(), wanted);
}

#[test]
fn our_own_code_says_where_to_go_and_how_to_get_in() {
    let family = |address: &str, token: &str| CodeFamily::Porchlight {
        address: address.into(),
        token: Password::new(token),
    };
    let plain = family("http://127.0.0.1:4000/", "abc");
    reads(
        &plain,
        &network("Home"),
        &typed("correct horse"),
        "PORCHLIGHT:1;U:http://127.0.0.1:4000/;T:abc;S:SG9tZQ;K:P;P:Y29ycmVjdCBob3JzZQ;H:0;;",
    );
    reads(
        &plain,
        &open("Home"),
        &WifiSecret::None,
        "PORCHLIGHT:1;U:http://127.0.0.1:4000/;T:abc;S:SG9tZQ;K:N;P:;H:0;;",
    );
    reads(
        &plain,
        &hidden(b"\xff\0\xfe"),
        &typed(&"ff".repeat(32)),
        "PORCHLIGHT:1;U:http://127.0.0.1:4000/;T:abc;S:_wD-;K:R;P:__________________________________________8;H:1;;",
    );
    reads(
        &family("http://a;b\\c", "d\\;e"),
        &open("Home"),
        &WifiSecret::None,
        "PORCHLIGHT:1;U:http://a\\;b\\\\c;T:d\\\\\\;e;S:SG9tZQ;K:N;P:;H:0;;",
    );
    for (address, token) in [
        ("http://ä", "abc"),
        ("http://a", "a b"),
        ("http://a", "a\n"),
    ] {
        let family = family(address, token);
        assert_eq!(says(&family, &network("Home"), &typed("password")), REFUSED);
    }
}

#[test]
fn a_phones_code_escapes_by_the_book() {
    let uri = CodeFamily::WifiUri;
    reads(
        &uri,
        &network("Home"),
        &typed("correct horse"),
        "WIFI:T:WPA;S:Home;P:correct horse;;",
    );
    reads(
        &uri,
        &open("Home"),
        &WifiSecret::None,
        "WIFI:T:nopass;S:Home;;",
    );
    reads(
        &uri,
        &hidden(r#"a;b\c"d,e:f"#),
        &typed(r#"\;,":'<> "#),
        r#"WIFI:T:WPA;S:a\;b\\c\"d\,e\:f;P:\\\;\,\"\:'<> ;H:true;;"#,
    );
    reads(
        &uri,
        &network("  Gäste 🏡 "),
        &typed("password "),
        "WIFI:T:WPA;S:  Gäste 🏡 ;P:password ;;",
    );
    for security in [Security::WpaAndWpa3, Security::Wpa3] {
        let network = ChosenNetwork {
            security,
            ..network("Home")
        };
        reads(
            &uri,
            &network,
            &typed("correct horse"),
            "WIFI:T:WPA;S:Home;P:correct horse;;",
        );
    }
}

/// By the grammar of the WPA3 specification there are none, and OpenIPC keeps them as a part of the name.
#[test]
fn an_owner_whose_network_is_called_cafe_or_2019_finds_no_quotes_in_the_code() {
    let uri = CodeFamily::WifiUri;
    for name in ["Cafe", "2019", "c0ffee", "A"] {
        reads(
            &uri,
            &network(name),
            &typed("12345678"),
            &format!("WIFI:T:WPA;S:{name};P:12345678;;"),
        );
    }
    let key = "0123456789abcdef".repeat(4);
    reads(
        &uri,
        &network("Home"),
        &typed(&key.to_uppercase()),
        &format!("WIFI:T:WPA;S:Home;P:{key};;"),
    );
    // Only the owner's own, which wear a backslash.
    reads(
        &uri,
        &network(r#""Cafe""#),
        &typed(r#""12345678""#),
        r#"WIFI:T:WPA;S:\"Cafe\";P:\"12345678\";;"#,
    );
}

#[test]
fn openipcs_code_is_the_two_lines_that_its_script_reads() {
    let openipc = CodeFamily::OpenIpc;
    reads(
        &openipc,
        &network("Home-2.4"),
        &typed("a=b&c;d=1"),
        "wlanssid=Home-2.4\nwlanpass=a=b&c;d=1",
    );
}

#[test]
fn an_owner_whose_name_or_password_openipc_would_split_or_change_is_not_given_a_code() {
    let openipc = CodeFamily::OpenIpc;
    for name in ["My Home", " Home", "Дом", "Café", "a\tb", "a\nb", "a\0b"] {
        let said = says(&openipc, &network(name), &typed("password"));
        assert_eq!(said, REFUSED, "{name:?}");
    }
    for password in ["correct horse", "password ", &"ab".repeat(32)] {
        let said = says(&openipc, &network("Home"), &typed(password));
        assert_eq!(said, REFUSED, "{password}");
    }
    // It would take a password of its own.
    assert_eq!(says(&openipc, &open("Home"), &WifiSecret::None), REFUSED);
    let wpa3 = ChosenNetwork {
        security: Security::Wpa3,
        ..network("Home")
    };
    assert_eq!(says(&openipc, &wpa3, &typed("password")), REFUSED);
    let both = ChosenNetwork {
        security: Security::WpaAndWpa3,
        ..wpa3
    };
    assert!(says(&openipc, &both, &typed("password")).is_ok());
}

#[test]
fn a_phones_code_refuses_a_name_that_is_not_text() {
    for name in [&b"Caf\xe9"[..], b"a\0b", &[0xff; 32]] {
        let said = says(&CodeFamily::WifiUri, &network(name), &typed("password"));
        assert_eq!(said, REFUSED);
    }
}

#[test]
fn reolinks_code_is_latin_1_and_refuses_what_that_lacks() {
    reads(
        &reolink(),
        &network("Home"),
        &typed("correct horse"),
        "<QR><S>Home</S><P>correct horse</P><C>7Q2C</C></QR>",
    );
    for last4 in [None, Some(String::new())] {
        reads(
            &CodeFamily::Reolink { last4 },
            &open("Home"),
            &WifiSecret::None,
            "<QR><S>Home</S><P></P></QR>",
        );
    }
    reads(
        &reolink(),
        &network("</S>"),
        &typed("a&b<c>d\"'"),
        "<QR><S>&lt;/S&gt;</S><P>a&amp;b&lt;c&gt;d\"'</P><C>7Q2C</C></QR>",
    );
    let said = says(&reolink(), &network("Café ÿ"), &typed("password")).unwrap();
    assert_eq!(
        said,
        b"<QR><S>Caf\xe9 \xff</S><P>password</P><C>7Q2C</C></QR>"
    );
    for name in [
        "10 €",
        "That\u{2019}s it",
        "🏡",
        "Łódź",
        "a\0b",
        "a\nb",
        "a\u{85}b",
    ] {
        let said = says(&reolink(), &network(name), &typed("password"));
        assert_eq!(said, REFUSED, "{name:?}");
    }
    // Octets that happen to be Latin-1 are no text to anybody who follows the standard.
    assert_eq!(
        says(&reolink(), &network(b"Caf\xe9"), &typed("password")),
        REFUSED
    );
    assert_eq!(
        says(&reolink(), &network("Home"), &typed(&"ab".repeat(32))),
        REFUSED
    );
    for last4 in ["7Q2", "7Q2CX", "<C/>", "7Q2é"] {
        let family = CodeFamily::Reolink {
            last4: Some(last4.into()),
        };
        assert_eq!(says(&family, &network("Home"), &typed("password")), REFUSED);
    }
}

/// The recorded examples have passwords too short for a network: they are where these begin.
#[test]
fn wyzes_code_is_the_one_on_record() {
    reads(
        &wyze(),
        &network("ssid"),
        &typed("aaaaaaaa"),
        &format!(
            "b=deadbeef-d00d-99&s=c3NpZA==&p={}&t=-7&r=USA&ty=1",
            STANDARD.encode(b"\x36\x07\x03\x59\x57\x26\x3b\x39"),
        ),
    );
    assert_eq!(STANDARD.encode(b"\x36\x07\x03"), "NgcD");
    reads(
        &CodeFamily::Wyze {
            token: Password::new("t"),
            utc_offset_hours: 2,
        },
        &open("ssid"),
        &WifiSecret::None,
        "b=t&s=c3NpZA==&p=&t=2&r=USA&ty=1",
    );
    let long = |length: usize| says(&wyze(), &network("ssid"), &typed(&"a".repeat(length)));
    assert!(long(61).is_ok());
    assert_eq!(long(62), REFUSED);
    assert_eq!(long(63), REFUSED);
}

#[test]
fn yis_code_keeps_a_character_that_the_mask_would_blot_out() {
    // The mask begins with 89JFSjo8: of "89JFSjo8" nothing would be left.
    reads(
        &yi(),
        &network("Home"),
        &typed("89JFSjo8"),
        &format!(
            "b=EU28FM4aoN1vWOMLq7Zt&s=SG9tZQ==&p={}",
            STANDARD.encode("89JFSjo8")
        ),
    );
    reads(
        &yi(),
        &network("Home"),
        &typed("a9aaaaaa"),
        &format!(
            "b=EU28FM4aoN1vWOMLq7Zt&s=SG9tZQ==&p={}",
            STANDARD.encode(b"\x599\x2b\x27\x32\x0b\x0e\x59"),
        ),
    );
    reads(
        &yi(),
        &open("Home"),
        &WifiSecret::None,
        "b=EU28FM4aoN1vWOMLq7Zt&s=SG9tZQ==&p=",
    );
    assert!(says(&yi(), &network("Home"), &typed(&"a".repeat(63))).is_ok());
}

#[test]
fn vendors_codes_carry_any_octets_but_nul_and_no_raw_key_and_no_token_that_is_two_fields() {
    for family in [wyze(), yi()] {
        let said = says(&family, &network(b"\xff\xfe+/&="), &typed("password")).unwrap();
        assert!(String::from_utf8(said).unwrap().contains("&s=//4rLyY9&p="));
        assert_eq!(
            says(&family, &network(b"a\0b"), &typed("password")),
            REFUSED
        );
        assert_eq!(
            says(&family, &network("Home"), &typed(&"ab".repeat(32))),
            REFUSED
        );
    }
    let token = Password::new("a&s=bm8=");
    let family = CodeFamily::Yi { bind_key: token };
    assert_eq!(says(&family, &network("Home"), &typed("password")), REFUSED);
}

#[test]
fn no_code_carries_wep_or_enterprise_and_only_ours_an_enhanced_open_network() {
    let of = |security| ChosenNetwork {
        security,
        ..network("Home")
    };
    for family in families() {
        for secret in [WifiSecret::None, typed("password")] {
            assert_eq!(says(&family, &of(Security::Wep), &secret), REFUSED);
            assert_eq!(says(&family, &of(Security::Enterprise), &secret), REFUSED);
        }
        let ours = matches!(family, CodeFamily::Porchlight { .. });
        let enhanced = says(&family, &of(Security::EnhancedOpen), &WifiSecret::None);
        assert_eq!(enhanced.is_ok(), ours, "{family:?}");
    }
}

#[test]
fn a_password_is_not_dropped_for_an_open_network_nor_forgotten_for_another() {
    for family in families() {
        assert_eq!(says(&family, &open("Home"), &typed("password")), REFUSED);
        assert_eq!(says(&family, &network("Home"), &WifiSecret::None), REFUSED);
    }
}

#[test]
fn codes_do_not_print() {
    let payload = code::payload(&porchlight(), &network("Home"), &typed("password")).unwrap();
    let printed = format!("{payload:?} {:?} {:?}", payload.svg(), porchlight());
    for secret in ["PORCHLIGHT", "SG9tZQ", "svg", "p4iRing"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn our_own_code_gives_every_name_and_password_back(
        name in names(),
        password in passwords(),
        is_hidden in any::<bool>(),
    ) {
        let mut network = network(&name);
        network.hidden = is_hidden;
        let said = String::from_utf8(says(&porchlight(), &network, &typed(&password)).unwrap()).unwrap();
        let fields: Vec<_> = said.strip_suffix(";;").unwrap().split(';').collect();
        let field = |n: usize, key: &str| fields[n].strip_prefix(key).unwrap().to_owned();
        prop_assert_eq!(fields.len(), 7);
        prop_assert_eq!(URL_SAFE_NO_PAD.decode(field(3, "S:")).unwrap(), name);
        let key = URL_SAFE_NO_PAD.decode(field(5, "P:")).unwrap();
        if password.len() == 64 {
            prop_assert_eq!(field(4, "K:"), "R");
            prop_assert_eq!(hex::encode(key), password.to_lowercase());
        } else {
            prop_assert_eq!(field(4, "K:"), "P");
            prop_assert_eq!(key, password.as_bytes());
        }
        prop_assert_eq!(field(6, "H:"), if is_hidden { "1" } else { "0" });
    }

    #[test]
    fn a_family_refuses_exactly_what_it_cannot_carry(name in names(), password in passwords()) {
        let text = std::str::from_utf8(&name).ok();
        let no_nul = !name.contains(&0);
        let raw = password.len() == 64;
        let carried = [
            true,
            no_nul && text.is_some(),
            !raw && [&name[..], password.as_bytes()].concat().iter().all(u8::is_ascii_graphic),
            !raw && text.is_some_and(|t| t.chars().all(|c| c <= '\u{ff}' && !c.is_control())),
            !raw && no_nul && password.len() <= 61,
            !raw && no_nul,
        ];
        for (family, carried) in families().iter().zip(carried) {
            let said = says(family, &network(&name), &typed(&password));
            prop_assert_eq!(said.is_ok(), carried, "{:?}", family);
        }
    }

    #[test]
    fn every_network_there_is_gives_a_code_that_can_be_scanned(name in names(), password in passwords()) {
        for family in families() {
            if let Ok(payload) = code::payload(&family, &network(&name), &typed(&password)) {
                prop_assert!(payload.svg().is_ok(), "{:?}", family);
            }
        }
    }
}
