//! After some errors SQLite has undone a transaction by itself (<https://sqlite.org/lang_transaction.html>, §2.3). Whatever was being
//! done, it is a fault, nothing of it is there, and what is written next is kept.
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails the test")]

use std::sync::atomic::{AtomicBool, Ordering};

use porchlight_protocol::problem::ProblemType;

use super::{DatabaseUrl, Store, StoreError, Tx, invitations, result_code};
use crate::refusal::Refusal;

const INTERRUPT: u32 = 9;

/// The next statement that takes so many steps of SQLite's machine gets no further.
async fn interrupt_after(steps: i32, tx: &mut Tx) {
    let done = AtomicBool::new(false);
    let mut writer = tx.lock_handle().await.unwrap();
    writer.set_progress_handler(steps, move || done.swap(true, Ordering::SeqCst));
}

async fn invite(code: [u8; 32], mut tx: Tx) -> Result<(), StoreError> {
    invitations::insert(&mut tx, &code, 1).await?;
    Ok(tx.commit().await?)
}

#[tokio::test]
async fn wherever_a_write_is_interrupted_the_next_one_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let url = DatabaseUrl::sqlite(dir.path().join("home.sqlite"));
    let store = Store::open(&url).await.unwrap();
    let mut interrupted = 0;
    for steps in 1..=127 {
        let [broken, next] = [[steps; 32], [steps + 128; 32]];
        let mut tx = store.begin().await.unwrap();
        interrupt_after(steps.into(), &mut tx).await;
        let Err(error) = invite(broken, tx).await else {
            break;
        };
        let StoreError::Unavailable(cause) = &error else {
            unreachable!("{error}")
        };
        assert_eq!(result_code(cause), Some(INTERRUPT));
        assert_eq!(Refusal::from(error).kind(), ProblemType::Fault);
        let tx = store.begin().await.unwrap();
        invite(next, tx).await.unwrap();
        assert!(!store.is_invitation(&broken, 0).await.unwrap(), "{steps}");
        assert!(store.is_invitation(&next, 0).await.unwrap(), "{steps}");
        interrupted += 1;
    }
    assert!(interrupted > 9, "{interrupted}");
}
