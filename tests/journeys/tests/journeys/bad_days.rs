//! Bad days of services and networks: each has its own words, signs nobody out, and loses nothing.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use porchlight_core::error::FailureCode;
use porchlight_core::view::{EditView, ReachView};
use porchlight_journeys::clock::HastyClock;
use porchlight_journeys::computer::{Computer, Parts, camera, connection, is_active};
use porchlight_journeys::house::{House, providers};
use porchlight_providers::{DemoAddress, Limits, Network, Registry, Roots};
use porchlight_service::{Config, DatabaseUrl, Service};
use porchlight_simulators::proxy::Fate;
use porchlight_simulators::tls::{Authority, Flaw};
use porchlight_simulators::unruly::{Manners, Reply, Unruly};
use tokio::net::TcpListener;

const DAY: i64 = 86_400;

async fn computer_with(network: Network) -> Computer {
    let clock = HastyClock::right();
    let registry = Registry::new(clock.clone(), DemoAddress::default(), network);
    let parts = Parts {
        clock,
        registry,
        ..Parts::usual()
    };
    Computer::start_with(tempfile::tempdir().unwrap().path(), parts).await
}

#[tokio::test]
async fn every_bad_answer_keeps_the_owner_signed_in_and_the_name_waiting() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    let id = computer.at_home(&house.proxy.url()).await;
    let key = computer.cameras().await.remove(0);
    let fault = r#"{"type":"urn:porchlight:problem:fault","title":"","status":500}"#;
    let busy = r#"{"type":"urn:porchlight:problem:overloaded","title":"","status":503}"#;
    let unknown = r#"{"type":"urn:porchlight:problem:invalid-credential","title":"","status":401}"#;
    let answers = [
        (Reply::html(200), FailureCode::ServiceGarbled, None),
        (
            Reply::json(200, "{\"cameras\":"),
            FailureCode::ServiceGarbled,
            None,
        ),
        (
            Reply::html(302).with("Location", "https://elsewhere.example/"),
            FailureCode::ServiceGarbled,
            None,
        ),
        (Reply::html(500), FailureCode::ServiceFaulty, None),
        (Reply::problem(500, fault), FailureCode::ServiceFaulty, None),
        (Reply::html(503), FailureCode::ServiceBusy, Some(5)),
        (
            Reply::problem(503, busy).with("Retry-After", "3"),
            FailureCode::ServiceBusy,
            Some(3),
        ),
        (Reply::html(502), FailureCode::ServiceUnreachable, None),
        (Reply::html(504), FailureCode::ServiceTimedOut, None),
        (Reply::html(401), FailureCode::ServiceGarbled, None),
        (
            Reply::problem(401, unknown),
            FailureCode::NotRecognised,
            None,
        ),
    ];
    for (n, (reply, code, retry_after)) in answers.into_iter().enumerate() {
        let answer = reply.clone();
        house.proxy.rule(move |_| Fate::Answered(answer.clone()));
        if n == 0 {
            computer.rename(&key, "Porch").await;
        }
        let failure = computer.companion.refresh(id).await.unwrap_err();
        assert_eq!(
            (failure.code, failure.retry_after),
            (code, retry_after),
            "{reply:?}"
        );
        let home = computer.snapshot().await;
        assert!(is_active(&home), "{reply:?}");
        assert_eq!(
            (home.cameras.len(), camera(&home, &key).nickname.as_str()),
            (2, "Porch"),
            "{reply:?}"
        );
        assert_eq!(camera(&home, &key).edit, EditView::Waiting, "{reply:?}");
    }
    house.proxy.behave();
    computer.companion.refresh(id).await.unwrap();
    computer
        .until("the name was sent", |h| {
            camera(h, &key).edit == EditView::None
        })
        .await;
    let mut revisions = house.revisions().await;
    revisions.sort_unstable();
    assert_eq!(revisions, [1, 2]);
    assert_eq!(computer.desktop.prompts(), 0);
    assert_eq!(computer.desktop.notices(), []);
}

#[tokio::test]
async fn a_cut_line_is_shown_and_heals_by_itself() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    let id = computer.at_home(&house.proxy.url()).await;
    house.proxy.cut();
    let home = computer
        .until("the trouble is shown", |h| {
            matches!(connection(h, id).reach, ReachView::Trouble { .. })
        })
        .await;
    let ReachView::Trouble { failure, .. } = &connection(&home, id).reach else {
        unreachable!()
    };
    assert_eq!(failure.code, FailureCode::ServiceUnreachable);
    assert!(is_active(&home));
    house.proxy.mended();
    computer
        .until("it is well again", |h| {
            connection(h, id).reach == ReachView::Online
        })
        .await;
}

#[tokio::test]
async fn an_address_where_something_else_answers_is_said_before_anything_is_typed() {
    let limits = Limits {
        connect: Duration::from_secs(60),
        total: Duration::from_millis(500),
    };
    let computer = computer_with(Network {
        limits,
        roots: Roots::System,
    })
    .await;
    for (manners, code) in [
        (Manners::Silent, FailureCode::ServiceTimedOut),
        (Manners::StopsInTheMiddle, FailureCode::ServiceTimedOut),
        (Manners::HangsUp, FailureCode::ServiceUnreachable),
        (Manners::CutsTheBody, FailureCode::ServiceUnreachable),
        (Manners::HugeHeaders, FailureCode::ServiceGarbled),
        (Manners::NotHttp, FailureCode::ServiceGarbled),
        (Manners::Says(Reply::html(200)), FailureCode::ServiceGarbled),
        (Manners::Says(Reply::html(404)), FailureCode::NotThere),
    ] {
        let server = Unruly::start(manners.clone()).await.unwrap();
        let failure = computer
            .companion
            .connect_service(server.url())
            .await
            .unwrap_err();
        assert_eq!(failure.code, code, "{manners:?}");
    }
    let nowhere = Unruly::nowhere().await.unwrap();
    let failure = computer
        .companion
        .connect_service(nowhere)
        .await
        .unwrap_err();
    assert_eq!(failure.code, FailureCode::ServiceUnreachable);
    let failure = computer
        .companion
        .connect_service("http://192.0.2.1".into())
        .await
        .unwrap_err();
    assert_eq!(failure.code, FailureCode::AddressNotAllowed);
    assert_eq!(computer.snapshot().await.connections, []);
}

#[tokio::test]
async fn an_endless_answer_ends() {
    let limits = Limits {
        connect: Duration::from_secs(60),
        total: Duration::from_secs(60),
    };
    let computer = computer_with(Network {
        limits,
        roots: Roots::System,
    })
    .await;
    let server = Unruly::start(Manners::NeverStops).await.unwrap();
    let failure = computer
        .companion
        .connect_service(server.url())
        .await
        .unwrap_err();
    assert_eq!(failure.code, FailureCode::ServiceGarbled);
}

#[tokio::test]
async fn a_clock_off_by_a_day_still_signs_in() {
    let house = House::furnished().await;
    for off in [-DAY, DAY] {
        let clock = HastyClock::off_by(off);
        let registry = providers(Arc::clone(&clock));
        let parts = Parts {
            clock,
            registry,
            ..Parts::usual()
        };
        let computer = Computer::start_with(tempfile::tempdir().unwrap().path(), parts).await;
        let id = computer.at_home(&house.proxy.url()).await;
        // Set while the program runs, as some computers do when they wake.
        computer.clock.set_off_by(-off);
        computer.companion.refresh(id).await.unwrap();
        assert!(is_active(&computer.snapshot().await));
    }
}

#[tokio::test]
async fn a_service_that_never_agrees_on_the_time_names_the_difference() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    let id = computer.at_home(&house.proxy.url()).await;
    house.proxy.rule(|_| {
        let kind = "urn:porchlight:problem:clock-skew";
        Fate::Answered(Reply::problem(
            401,
            format!(r#"{{"type":"{kind}","title":"","status":401,"now":0}}"#),
        ))
    });
    let failure = computer.companion.refresh(id).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::ClockOff);
    assert!(
        failure.reference.is_some_and(|seconds| seconds > 0),
        "{failure:?}"
    );
    assert!(is_active(&computer.snapshot().await));
}

#[tokio::test]
async fn a_certificate_that_is_not_good_is_said_with_its_reason() {
    let authority = Authority::new().unwrap();
    let computer = computer_with(Network {
        roots: Roots::Only(vec![authority.root()]),
        ..Network::default()
    })
    .await;
    for (flaw, expected) in [
        (Flaw::Expired, Some(FailureCode::CertificateExpired)),
        (Flaw::SelfSigned, Some(FailureCode::CertificateUntrusted)),
        (Flaw::OtherName, Some(FailureCode::CertificateUntrusted)),
        (Flaw::None, None),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let database = DatabaseUrl::sqlite(folder.path().join("service.sqlite"));
        let service = Service::open(Config::new(
            database,
            folder.path().join("secrets"),
            "Porch",
        ))
        .await
        .unwrap();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let running = service
            .serve_tls_on(listener, authority.identity(flaw).unwrap())
            .await
            .unwrap();
        let connected = computer
            .companion
            .connect_service(running.url.to_string())
            .await;
        assert_eq!(
            connected.err().map(|failure| failure.code),
            expected,
            "{flaw:?}"
        );
        running.shutdown().await;
    }
}
