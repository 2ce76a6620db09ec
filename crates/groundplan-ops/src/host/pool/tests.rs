use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use groundplan_backend::AssumedRole;
use groundplan_diag::Diagnostic;

use super::{Key, Pool, Process, Slot, Start};

#[derive(Default)]
struct Counts {
    running: AtomicUsize,
    most: AtomicUsize,
    started: AtomicUsize,
}

struct Counted(Arc<Counts>);

#[async_trait]
impl Process for Counted {
    async fn end(&self) {
        self.0.running.fetch_sub(1, Ordering::SeqCst);
    }
}

fn start(counts: &Arc<Counts>) -> Start<Counted> {
    let counts = counts.clone();
    Box::new(move || {
        let counts = counts.clone();
        Box::pin(async move {
            let running = counts.running.fetch_add(1, Ordering::SeqCst) + 1;
            counts.most.fetch_max(running, Ordering::SeqCst);
            counts.started.fetch_add(1, Ordering::SeqCst);
            Ok((Arc::new(Counted(counts)), None))
        })
    })
}

fn slot(pool: &Pool<Counted>, counts: &Arc<Counts>, which: u8) -> Arc<Slot<Counted>> {
    pool.slot(Key { program: "provider".into(), config: Some([which; 32]), role: None }, || start(counts))
}

#[tokio::test]
async fn equal_configurations_share_a_process() {
    let (pool, counts) = (Pool::new(4), Arc::new(Counts::default()));
    for _ in 0..3 {
        slot(&pool, &counts, 1).lease().await.unwrap();
    }
    assert_eq!(counts.started.load(Ordering::SeqCst), 1);
    pool.end().await;
    assert_eq!(counts.running.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn more_configurations_than_places_take_turns() {
    let (pool, counts) = (Arc::new(Pool::new(3)), Arc::new(Counts::default()));
    let work = (0..40_u8).map(|number| {
        let (pool, counts) = (pool.clone(), counts.clone());
        tokio::spawn(async move {
            let slot = slot(&pool, &counts, number % 10);
            let lease = slot.lease().await.unwrap();
            tokio::time::sleep(Duration::from_millis(2)).await;
            drop(lease);
        })
    });
    let all = futures::future::join_all(work);
    let done = tokio::time::timeout(Duration::from_secs(20), all).await.expect("somebody waits for ever");
    assert!(done.into_iter().all(|work| work.is_ok()));
    assert!(counts.most.load(Ordering::SeqCst) <= 3, "{} at a time", counts.most.load(Ordering::SeqCst));
    assert!(counts.started.load(Ordering::SeqCst) >= 10);
}

#[tokio::test]
async fn what_is_in_use_is_not_ended_for_others() {
    let (pool, counts) = (Pool::new(1), Arc::new(Counts::default()));
    let first = slot(&pool, &counts, 1).lease().await.unwrap();
    let second = slot(&pool, &counts, 2);
    let waits = tokio::time::timeout(Duration::from_millis(50), second.lease()).await;
    assert!(waits.is_err(), "the only place is taken");
    drop(first);
    second.lease().await.unwrap();
    assert_eq!((counts.started.load(Ordering::SeqCst), counts.running.load(Ordering::SeqCst)), (2, 1));
}

#[tokio::test]
async fn what_cannot_be_started_leaves_its_place() {
    let (pool, counts) = (Pool::new(1), Arc::new(Counts::default()));
    let broken = pool.slot(Key { program: "broken".into(), config: None, role: None }, || {
        Box::new(|| Box::pin(async { Err(Diagnostic::error("No").into()) }))
    });
    assert!(broken.lease().await.is_err());
    assert!(slot(&pool, &counts, 1).lease().await.is_ok());
}

#[tokio::test]
async fn a_process_whose_credentials_expire_makes_room_for_another() {
    let (pool, counts) = (Pool::new(2), Arc::new(Counts::default()));
    let role = AssumedRole { arn: "arn".into(), session_name: None, duration: None, web_identity_token: None };
    let slot = pool.slot(Key { program: "provider".into(), config: Some([0; 32]), role: Some(role) }, || {
        let start = start(&counts);
        Box::new(move || {
            let starting = start();
            Box::pin(async move { starting.await.map(|(process, _)| (process, Some(SystemTime::now()))) })
        })
    });
    drop(slot.lease().await.unwrap());
    let in_use = slot.lease().await.unwrap();
    assert_eq!(counts.running.load(Ordering::SeqCst), 1, "the first one is ended when nobody uses it");
    let next = slot.lease().await.unwrap();
    assert!(!Arc::ptr_eq(&in_use.process, &next.process), "nobody gets one whose time is over");
    assert_eq!(counts.running.load(Ordering::SeqCst), 2, "what is in use goes on");
    assert_eq!(counts.started.load(Ordering::SeqCst), 3);
}
