//! Who may make an account is for the people who run the service to say.

use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::{Registration, ServiceDocument, path};
use porchlight_service::{Config, ConnectionLimits, Limits};

use crate::client::{Computer, EMAIL, Hands, House, PASSWORD, config};
use crate::program::{attempt, program};

async fn house(registration: Registration) -> House {
    let dir = tempfile::tempdir().unwrap();
    let config = Config {
        registration,
        ..config(&dir)
    };
    House::with_config(dir, Hands::at_noon(), config).await
}

async fn document(house: &House) -> ServiceDocument {
    let computer = house.computer();
    let url = format!("{}{}", computer.base, path::SERVICE);
    computer
        .http
        .get(url)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap()
}

async fn refused(computer: &Computer, invitation: Option<&str>) -> ProblemType {
    let refused = computer
        .register_invited("grace@example.org", PASSWORD, invitation)
        .await;
    refused.err().unwrap().kind()
}

async fn invite(house: &House) -> String {
    let made = house.service.invite(1, 7 * 86_400).await.unwrap();
    made.codes[0].clone()
}

#[tokio::test]
async fn a_closed_service_takes_nobody_new_says_so_and_goes_on_for_its_owners() {
    let open = House::open().await;
    assert_eq!(document(&open).await.registration, Registration::Open);
    open.computer().register(EMAIL, PASSWORD).await;
    let half = open.computer();
    let (_, half_made) = half
        .begin_registering("eve@example.org", PASSWORD, None)
        .await
        .unwrap();
    let House {
        dir,
        hands,
        service,
        running,
        ..
    } = open;
    running.shutdown().await;
    service.store().close().await;

    let config = Config {
        registration: Registration::Closed,
        ..config(&dir)
    };
    let closed = House::with_config(dir, hands, config).await;
    assert_eq!(document(&closed).await.registration, Registration::Closed);
    assert_eq!(
        refused(&closed.computer(), None).await,
        ProblemType::RegistrationClosed
    );
    let invitation = invite(&closed).await;
    assert_eq!(
        refused(&closed.computer(), Some(&invitation)).await,
        ProblemType::RegistrationClosed
    );
    let finish = closed
        .computer()
        .post::<()>(path::REGISTRATION_FINISH, &half_made)
        .await;
    assert_eq!(
        finish.unwrap_err().kind(),
        ProblemType::RegistrationClosed,
        "begun before"
    );
    closed.computer().sign_in(EMAIL, PASSWORD).await.unwrap();
}

#[tokio::test]
async fn an_invitation_makes_one_account_in_its_time() {
    let house = house(Registration::Invitation).await;
    assert_eq!(
        document(&house).await.registration,
        Registration::Invitation
    );
    let computer = house.computer();
    for (typed, why) in [
        (None, ProblemType::InvitationNeeded),
        (Some("  "), ProblemType::InvitationNeeded),
        (Some("nonsense"), ProblemType::InvitationInvalid),
        (Some("K7QM-2V9R-XH4T-8WZN"), ProblemType::InvitationInvalid),
    ] {
        assert_eq!(refused(&computer, typed).await, why, "{typed:?}");
    }
    let invitation = invite(&house).await;
    let typed = format!(" {} ", invitation.to_lowercase().replace('-', " "));
    let (first, second) = (house.computer(), house.computer());
    // Both may begin with it; who finishes first has it.
    let (_, one) = first
        .begin_registering(EMAIL, PASSWORD, Some(&typed))
        .await
        .unwrap();
    let (_, other) = second
        .begin_registering("eve@example.org", PASSWORD, Some(&invitation))
        .await
        .unwrap();
    first
        .post::<()>(path::REGISTRATION_FINISH, &one)
        .await
        .unwrap();
    let late = second.post::<()>(path::REGISTRATION_FINISH, &other).await;
    assert_eq!(late.unwrap_err().kind(), ProblemType::InvitationInvalid);
    assert_eq!(
        refused(&computer, Some(&invitation)).await,
        ProblemType::InvitationInvalid
    );
    house.computer().sign_in(EMAIL, PASSWORD).await.unwrap();

    let known = invite(&house).await;
    let again = house
        .computer()
        .register_invited(EMAIL, PASSWORD, Some(&known))
        .await;
    assert_eq!(again.err().unwrap().kind(), ProblemType::AccountExists);
    house
        .computer()
        .register_invited("grace@example.org", PASSWORD, Some(&known))
        .await
        .unwrap();

    let over = invite(&house).await;
    let (_, begun) = computer
        .begin_registering("eve@example.org", PASSWORD, Some(&over))
        .await
        .unwrap();
    house.hands.forward(7 * 86_400);
    assert_eq!(
        refused(&computer, Some(&over)).await,
        ProblemType::InvitationInvalid
    );
    let finish = computer.post::<()>(path::REGISTRATION_FINISH, &begun).await;
    finish.unwrap_err();
    house.service.forget_what_is_over().await.unwrap();
}

#[tokio::test]
async fn invitations_are_made_by_the_program_written_down_and_kept_as_hashes() {
    let house = house(Registration::Invitation).await;
    let dry = program(&house, "invite", &["--dry-run", "--count", "3"]).await;
    assert!(dry.contains("3 invitations would be created"), "{dry}");
    let printed = program(&house, "invite", &["--count", "2", "--valid-for", "365"]).await;
    let codes: Vec<_> = printed.lines().collect();
    assert_eq!(codes.len(), 2);
    let files = std::fs::read_dir(house.dir.path()).unwrap();
    let files = files
        .map(|file| file.unwrap().path())
        .filter(|file| file.is_file());
    for file in files {
        let held = std::fs::read(file).unwrap();
        for code in &codes {
            for spelling in [(*code).to_owned(), code.replace('-', "")] {
                let found = held
                    .windows(spelling.len())
                    .any(|w| w == spelling.as_bytes());
                assert!(!found, "a code lies in the database");
            }
        }
    }
    let audit = house.service.audit().await.unwrap();
    assert_eq!(audit.tampered, None);
    let entry = audit.entries.last().unwrap().as_ref().unwrap();
    assert_eq!((entry.command.as_str(), entry.affected), ("invite", 2));
    assert!(!entry.arguments.to_string().contains(codes[0]));
    let hands = Hands::at_noon();
    hands.forward(porchlight_service::Clock::system().now() - hands.now());
    for (code, email) in codes.iter().zip([EMAIL, "grace@example.org"]) {
        house
            .computer()
            .register_invited(email, PASSWORD, Some(code))
            .await
            .unwrap();
    }
    for wrong in [
        ["--count", "0"],
        ["--count", "101"],
        ["--valid-for", "0"],
        ["--valid-for", "366"],
    ] {
        assert!(
            !attempt(house.dir.path(), "invite", &wrong)
                .await
                .status
                .success()
        );
    }
}

#[tokio::test]
async fn twice_as_many_accounts_from_one_place_as_are_allowed_keep_no_other_place_out() {
    let dir = tempfile::tempdir().unwrap();
    let connections = ConnectionLimits {
        proxies: ["127.0.0.1".parse().unwrap()].into(),
        ..ConnectionLimits::default()
    };
    let limits = Limits {
        registrations_per_hour: 2,
        ..Limits::default()
    };
    let config = Config {
        connections,
        limits,
        ..config(&dir)
    };
    let house = House::with_config(dir, Hands::at_noon(), config).await;
    let from = |address: &str| {
        let mut computer = house.computer();
        let mut headers = reqwest::header::HeaderMap::new();
        headers.insert("x-forwarded-for", address.parse().unwrap());
        computer.http = reqwest::Client::builder()
            .no_proxy()
            .default_headers(headers)
            .build()
            .unwrap()
            .into();
        computer
    };
    for number in 0..4 {
        let made = from("198.51.100.7")
            .try_register(&format!("eve{number}@example.org"), PASSWORD)
            .await;
        if number < 2 {
            made.unwrap();
        } else {
            let refused = made.err().unwrap();
            assert_eq!(refused.kind(), ProblemType::TooManyRegistrations);
            assert_eq!(refused.problem.status, 429);
            assert_eq!(refused.retry_after, Some(3_600));
        }
    }
    let mut owner = from("192.0.2.7");
    owner.register(EMAIL, PASSWORD).await;
    owner.sign_in(EMAIL, PASSWORD).await.unwrap();
    house.hands.forward(3_600);
    from("198.51.100.7")
        .register("grace@example.org", PASSWORD)
        .await;
}
