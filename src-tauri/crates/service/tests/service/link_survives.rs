//! What ends a link, and what does not: sessions come and go without a word to it; an incident ends it at once.

use std::collections::BTreeSet;

use porchlight_protocol::event::EndReason;
use porchlight_protocol::integration::UnlinkCause;
use porchlight_protocol::problem::ProblemType;
use porchlight_service::Incident;
use porchlight_service::incidents::IncidentError;

use crate::authenticator::{Authenticator, code};
use crate::camera_profiles::with_camera;
use crate::client::{EMAIL, House, PASSWORD};
use crate::third_party::{Browser, alexa, released};

fn why() -> Incident {
    let text = |tag: &str, text: &str| (tag.to_owned(), text.to_owned());
    let words = [
        text("en", "Tokens lay open."),
        text("it", "I token erano esposti."),
    ];
    Incident::new(words, None).unwrap()
}

#[tokio::test]
async fn neither_password_nor_two_factor_nor_a_reset_unlinks() {
    let house = House::open().await;
    let (mut computer, owner, id) = with_camera(&house).await;
    let alexa = house.with_alexa().await;
    let (_, tokens) = alexa.link(EMAIL, &computer, vec![released(id, None)]).await;
    let still = async |when: &str| {
        assert!(
            alexa.cameras(&tokens.access_token).await.is_some(),
            "{when}"
        );
    };
    let on = computer.enrol(None).await.unwrap();
    let has = Authenticator::of(&on);
    let now = has.code(house.hands.now());
    computer.confirm(&now, &on.recovery_codes[0]).await.unwrap();
    still("two-factor on").await;
    house.hands.forward(60);
    let now = has.code(house.hands.now());
    computer.turn_off(code(&now), false).await.unwrap();
    still("two-factor off").await;
    computer.prove(PASSWORD).await.unwrap();
    crate::password::change(&computer, &owner, "another password entirely")
        .await
        .unwrap();
    still("another password").await;
    house
        .service
        .end_sessions_of(owner.account, EndReason::SuspectedTheft, None)
        .await
        .unwrap();
    still("sessions ended").await;
    house.service.reset_everybody(&why()).await.unwrap();
    still("a reset").await;
    computer
        .sign_in(EMAIL, "another password entirely")
        .await
        .unwrap();
    assert!(alexa.refresh(&tokens.refresh_token).await.is_ok());
    let listed = computer.integrations().await.integrations;
    assert!(listed[0].unlinked.is_none());
}

#[tokio::test]
async fn an_incident_unlinks_at_once_and_the_owner_reads_why() {
    let house = House::open().await;
    let (computer, owner, id) = with_camera(&house).await;
    let alexa = house.with_alexa().await;
    let release = vec![released(id, Some("Porch"))];
    let (first, tokens) = alexa.link(EMAIL, &computer, release.clone()).await;
    let service = &house.service;
    let somebody_else = BTreeSet::from([uuid::Uuid::new_v4()]);
    let why = why();
    let unknown = service.unlink_all(None, Some(&somebody_else), &why).await;
    assert!(matches!(unknown, Err(IncidentError::NoSuchAccount(_))));
    let nobody = service.unlink_all(Some("ifttt"), None, &why).await;
    assert!(matches!(nobody, Err(IncidentError::NoSuchClient(_))));
    house.with_ifttt().await;
    let others = service.unlink_all(Some("ifttt"), None, &why).await;
    assert_eq!(others.unwrap(), 0);
    assert!(alexa.cameras(&tokens.access_token).await.is_some());

    let accounts = BTreeSet::from([owner.account]);
    let linked = service.linked(Some("alexa"), Some(&accounts)).await;
    assert_eq!(linked.unwrap(), 1);
    let unlinked = service.unlink_all(Some("alexa"), Some(&accounts), &why);
    assert_eq!(unlinked.await.unwrap(), 1);
    assert_eq!(service.linked(None, None).await.unwrap(), 0);
    assert!(alexa.cameras(&tokens.access_token).await.is_none());
    assert_eq!(
        alexa.refresh(&tokens.refresh_token).await.unwrap_err(),
        "invalid_grant"
    );
    let listed = computer.integrations().await.integrations;
    let gone = listed[0].unlinked.as_ref().unwrap();
    assert_eq!(
        (gone.cause, gone.at),
        (UnlinkCause::Incident, house.hands.now())
    );
    assert_eq!(gone.reason_user["it"], "I token erano esposti.");
    assert_eq!(
        listed[0].cameras, release,
        "what to offer when it is linked again"
    );
    let told = computer.open_events(&[]).await.unwrap();
    let told = told
        .iter()
        .find_map(|event| event.events.integration_unlinked.as_ref());
    let told = told.unwrap();
    assert_eq!(
        (told.integration, told.cause),
        (first.id, UnlinkCause::Incident)
    );
    assert_eq!(told.reason_user, gone.reason_user);

    let (again, _) = alexa.link(EMAIL, &computer, release).await;
    assert_eq!(again.id, first.id);
    assert_eq!(service.unlink_all(None, None, &why).await.unwrap(), 1);
}

#[tokio::test]
async fn an_incident_in_the_middle_of_linking_ends_it() {
    let house = House::open().await;
    let (computer, _, id) = with_camera(&house).await;
    let alexa = house.with_alexa().await;
    let release = || vec![released(id, None)];
    let start = computer.start_linking("alexa").await.unwrap();
    let (_, hint) = start
        .query_pairs()
        .find(|(name, _)| name == "login_hint")
        .unwrap();

    let mut asking = Browser::default();
    let number = asking.asks(&alexa.begin(), EMAIL).await;
    let request = computer.integrations().await.requests.remove(0);
    house
        .service
        .unlink_all(Some("alexa"), None, &why())
        .await
        .unwrap();
    let refused = computer.approve(request.id, number, release()).await;
    assert_eq!(refused.unwrap_err().kind(), ProblemType::LinkRequestOver);
    assert_eq!(asking.reload().await.leads_to()["error"], "access_denied");
    let hinted = alexa.begin().with("login_hint", Some(&hint));
    assert!(Browser::default().open(&hinted).await.number().is_none());

    let (begun, mut approved) = (alexa.begin(), Browser::default());
    let number = approved.asks(&begun, EMAIL).await;
    computer.approve_shown(number, release()).await.unwrap();
    let code = approved.reload().await.leads_to()["code"].clone();
    house.service.unlink_all(None, None, &why()).await.unwrap();
    let late = alexa.exchange(&code, &begun.verifier).await;
    assert_eq!(late.unwrap_err(), "invalid_grant");
    assert_eq!(approved.reload().await.leads_to()["error"], "access_denied");
}

#[tokio::test]
async fn what_is_linked_stays_linked_over_a_restart_of_the_service() {
    let house = House::open().await;
    let (computer, _, id) = with_camera(&house).await;
    let mut alexa = house.with_alexa().await;
    let (_, tokens) = alexa.link(EMAIL, &computer, vec![released(id, None)]).await;
    let house = house.restart().await;
    alexa.base = house.running.url.as_str().trim_end_matches('/').into();
    assert!(alexa.cameras(&tokens.access_token).await.is_some());
    assert!(alexa.refresh(&tokens.refresh_token).await.is_ok());
}

#[tokio::test]
async fn the_people_who_run_the_service_register_and_remove_clients() {
    let house = House::open().await;
    let (computer, _, id) = with_camera(&house).await;
    let client = alexa();
    let arguments = [
        "--id=alexa",
        "--name=Alexa",
        &format!("--redirect-uri={}", client.redirect_uris[0]),
        "--initiate-login-uri=https://alexa.example/link",
    ];
    let program = crate::program::program;
    let printed = program(&house, "register-client", &arguments).await;
    let secret = printed.trim().rsplit(' ').next().unwrap();
    let alexa = crate::third_party::ThirdParty {
        secret: Some(secret.into()),
        ..house.with_alexa().await
    };
    // Registering again, as `with_alexa` did, is a new secret.
    assert_eq!(alexa.refresh("token").await.unwrap_err(), "invalid_client");
    let printed = program(&house, "register-client", &arguments).await;
    let alexa = crate::third_party::ThirdParty {
        secret: Some(printed.trim().rsplit(' ').next().unwrap().into()),
        ..alexa
    };
    let (_, tokens) = alexa.link(EMAIL, &computer, vec![released(id, None)]).await;
    let listed = program(&house, "list-clients", &[]).await;
    assert!(
        listed.starts_with("1 clients\nalexa \"Alexa\" confidential https://"),
        "{listed}"
    );
    assert!(!listed.contains(alexa.secret.as_ref().unwrap()));

    let removed = program(
        &house,
        "remove-client",
        &["--id=alexa", "--reason=Its makers lost their secret."],
    )
    .await;
    assert_eq!(removed, "alexa removed, 1 unlinked\n");
    assert!(alexa.cameras(&tokens.access_token).await.is_none());
    assert_eq!(
        alexa.refresh(&tokens.refresh_token).await.unwrap_err(),
        "invalid_client"
    );
    let now = computer.integrations().await;
    assert!(now.clients.is_empty());
    assert_eq!(now.integrations[0].client.name, "Alexa");
    let gone = now.integrations[0].unlinked.as_ref().unwrap();
    assert_eq!(gone.reason_user["en"], "Its makers lost their secret.");
    assert_eq!(
        Browser::default().open(&alexa.begin().url).await.status,
        400
    );
}

#[tokio::test]
async fn unlinking_after_an_incident_is_tried_dry_first_and_leaves_an_entry() {
    let house = House::open().await;
    let (computer, owner, id) = with_camera(&house).await;
    let alexa = house.with_alexa().await;
    let (_, tokens) = alexa.link(EMAIL, &computer, vec![released(id, None)]).await;
    let account = format!("--account={}", owner.account);
    let arguments = [
        "--client=alexa",
        &account,
        "--reason=Tokens lay open.",
        "--reason-it=I token erano esposti.",
    ];
    let program = crate::program::program;
    let dry = [arguments.as_slice(), &["--dry-run"]].concat();
    let said = program(&house, "unlink-integrations", &dry).await;
    assert_eq!(
        said,
        "1 integrations would be unlinked; nothing was changed\n"
    );
    assert!(alexa.cameras(&tokens.access_token).await.is_some());
    let said = program(&house, "unlink-integrations", &arguments).await;
    assert_eq!(said, "1 integrations unlinked\n");
    assert!(alexa.cameras(&tokens.access_token).await.is_none());
    let audit = house.service.audit().await.unwrap();
    assert!(audit.tampered.is_none());
    let entry = audit.entries.last().unwrap().as_ref().unwrap();
    assert_eq!(
        (entry.command.as_str(), entry.affected),
        ("unlink-integrations", 1)
    );
    assert_eq!(entry.arguments["client"], "alexa");
    let told = computer.open_events(&[]).await.unwrap();
    assert!(
        told.iter()
            .any(|event| event.events.integration_unlinked.is_some())
    );
}
