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

/// What the owner would get into a code, in words.
async fn goes_along(computer: &Computer, name: &[u8]) -> Result<String, NearbyTrouble> {
    Ok(match computer.saved(name).await? {
        WifiSecret::Passphrase(passphrase) => passphrase.expose().to_owned(),
        WifiSecret::RawKey(_) => "a raw key".to_owned(),
        WifiSecret::None => "nothing".to_owned(),
    })
}

#[tokio::test]
async fn an_owner_who_changed_the_routers_password_gets_the_new_one_into_the_code() {
    let (computer, manager, _radio) = Computer::with_radio().await;
    for (name, order) in [(b"one", [0, 1]), (b"two", [1, 0])] {
        let profiles = [("of last year", 1_700_000_000), ("of today", 1_790_000_000)];
        for at in order {
            let (password, worked) = profiles[at];
            let saved = Saved::Key(password);
            manager.save_as_of(name, saved, worked).await.unwrap();
        }
        assert_eq!(goes_along(&computer, name).await.unwrap(), "of today");
    }
}

#[tokio::test]
async fn an_owner_who_is_on_the_network_gets_the_password_that_works_now() {
    let (computer, manager, radio) = Computer::with_radio().await;
    let name = b"porch";
    let new = Saved::Key("worked last");
    manager.save_as_of(name, new, 1_790_000_000).await.unwrap();
    let mine = Saved::Key("in use now");
    let mine = manager.save_as_of(name, mine, 1_700_000_000).await;
    let tried = manager.save(name, Saved::Key("is only tried")).await;
    manager
        .use_saved(&radio, &tried.unwrap(), false)
        .await
        .unwrap();
    assert_eq!(goes_along(&computer, name).await.unwrap(), "worked last");
    manager
        .use_saved(&radio, &mine.unwrap(), true)
        .await
        .unwrap();
    assert_eq!(goes_along(&computer, name).await.unwrap(), "in use now");
}

/// An older password would be a guess, and a wrong one most likely.
#[tokio::test]
async fn an_owner_whose_todays_password_is_not_kept_is_not_given_an_older_one() {
    let (computer, manager, radio) = Computer::with_radio().await;
    let name = b"porch";
    let old = Saved::Key("of last year");
    manager.save_as_of(name, old, 1_700_000_000).await.unwrap();
    manager
        .save_as_of(name, Saved::NotKept, 1_790_000_000)
        .await
        .unwrap();
    let nothing = Err(NearbyTrouble::NothingSaved);
    assert_eq!(goes_along(&computer, name).await, nothing);
    let mine = manager.save(name, Saved::NotKept).await.unwrap();
    manager.use_saved(&radio, &mine, true).await.unwrap();
    assert_eq!(goes_along(&computer, name).await, nothing);
}
