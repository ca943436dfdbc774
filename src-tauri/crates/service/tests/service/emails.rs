//! One e-mail address is one account, however it is typed; what cannot be seen is no address.

use porchlight_protocol::problem::ProblemType;

use crate::client::{House, PASSWORD};

#[tokio::test]
async fn an_owner_comes_in_however_the_address_is_typed() {
    let house = House::open().await;
    for (made_as, typed_as) in [
        ("zoë@example.org", "zoe\u{308}@example.org"),
        ("kate@example.org", "\u{212A}ATE@Example.org"),
        ("ada@münchen.example", "ada@xn--mnchen-3ya.example"),
    ] {
        house.computer().register(made_as, PASSWORD).await;
        house.computer().sign_in(typed_as, PASSWORD).await.unwrap();
        let again = house.computer().try_register(typed_as, PASSWORD).await;
        assert_eq!(again.err().unwrap().kind(), ProblemType::AccountExists);
    }
}

#[tokio::test]
async fn what_looks_like_an_address_and_is_another_is_refused() {
    let house = House::open().await;
    house.computer().register("ada@example.org", PASSWORD).await;
    for typed in [
        "ada\u{200B}@example.org",
        "ada@example.org\u{FEFF}",
        "\u{202E}ada@example.org",
        "ada\u{2066}@example.org",
        "ada@example.org\nx",
        "ada\0@example.org",
        "a\u{AD}da@example.org",
        "ada\u{FE0F}@example.org",
        "\u{FF41}da@example.org",
    ] {
        let refused = house.computer().try_register(typed, PASSWORD).await;
        assert_eq!(
            refused.err().unwrap().kind(),
            ProblemType::InvalidRequest,
            "{typed:?}"
        );
        let (_, refused) = house.computer().sign_in_start(typed, PASSWORD).await;
        assert_eq!(
            refused.unwrap_err().kind(),
            ProblemType::InvalidRequest,
            "{typed:?}"
        );
    }
}
