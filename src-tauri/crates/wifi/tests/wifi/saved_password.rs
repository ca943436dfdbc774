//! The password that a computer keeps for a network.

use porchlight_core::ports::nearby_networks::NearbyTrouble;
use porchlight_core::wifi::WifiSecret;
use porchlight_simulators::network_manager::Saved;

use crate::computer::Computer;

#[tokio::test]
async fn the_saved_password_is_found_by_the_octets_of_the_name() {
    let (computer, manager, _radio) = Computer::with_radio().await;
    let latin = b"Caf\xe9";
    manager.save(b"porch", Saved::NotKept).await.unwrap();
    manager
        .save(b"porch", Saved::Key(" a lamp "))
        .await
        .unwrap();
    manager
        .save("Café".as_bytes(), Saved::Key("utf-8 one"))
        .await
        .unwrap();
    let key = "0b".repeat(32);
    manager.save(latin, Saved::Key(&key)).await.unwrap();
    manager.save(b"market square", Saved::Open).await.unwrap();

    let WifiSecret::Passphrase(passphrase) = computer.saved(b"porch").await.unwrap() else {
        panic!("a passphrase");
    };
    assert_eq!(passphrase.expose(), " a lamp ");
    let WifiSecret::RawKey(key) = computer.saved(latin).await.unwrap() else {
        panic!("a raw key");
    };
    assert_eq!(key.expose(), &[0x0b; 32]);
    let open = computer.saved(b"market square").await;
    assert!(matches!(open, Ok(WifiSecret::None)));
}

#[tokio::test]
async fn a_password_that_is_not_there_and_one_that_is_not_given_are_told_apart() {
    let (computer, manager, _radio) = Computer::with_radio().await;
    manager.save(b"theirs", Saved::Invisible).await.unwrap();
    manager.save(b"not kept", Saved::NotKept).await.unwrap();
    manager.save(b"short", Saved::Key("short")).await.unwrap();
    manager.save(b"refused", Saved::Refused).await.unwrap();
    for (name, trouble) in [
        (&b"never met"[..], NearbyTrouble::NothingSaved),
        (b"not kept", NearbyTrouble::NothingSaved),
        (b"theirs", NearbyTrouble::NothingSaved),
        (b"short", NearbyTrouble::NothingSaved),
        (b"refused", NearbyTrouble::NotPermitted),
    ] {
        assert_eq!(computer.saved(name).await.unwrap_err(), trouble);
    }
}
