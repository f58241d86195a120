//! A bucket behind S3 that refuses, is full, is away or is left in the middle: nothing acknowledged is lost, and
//! whoever looks is told what to do.

mod suite;

use motcua_kernel::{BlobId, Instant};
use motcua_store::{BlobBucket, BlobError, BlobPlace, Blobs, BucketError, BucketKeys, Store, blob_place};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use std::time::Duration;
use suite::blobs::open_at;
use suite::bucket::Peer;
use suite::{Home, whole};

/// A store of the embedded engine with its files in a place.
async fn store(place: Arc<dyn BlobPlace>) -> (Home, Store) {
    let home = Home::folder();
    let store = open_at(&home, place, 0).await;
    (home, store)
}

fn place(peer: &Peer) -> Arc<dyn BlobPlace> {
    blob_place(&peer.address("qn"), None).unwrap()
}

async fn refused(address: &str, keys: Option<BucketKeys>) -> Vec<String> {
    let place = blob_place(address, keys).unwrap();
    let (_home, store) = store(Arc::clone(&place)).await;
    let blobs: &Blobs = store.blobs().unwrap();
    let kept = blobs.keep("text/plain", b"never").await.unwrap_err();
    let size = place.size(BlobId::from_u128(7)).await.unwrap_err();
    let read = place.read(BlobId::from_u128(7), 0, 9).await.unwrap_err();
    let listed = place.list(7).await.unwrap_err();
    let unfinished = place
        .remove_unfinished(Instant::from_micros(i64::MAX))
        .await
        .unwrap_err();
    let probed = blobs.probe().await.unwrap_err();
    let all = [kept, size, read, listed, unfinished, probed];
    for error in &all {
        assert!(matches!(error, BlobError::Bucket(_)), "{error:?}");
    }
    all.iter().map(ToString::to_string).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lies_in_a_bucket_is_sealed_and_stands_under_its_name() {
    let peer = Peer::start();
    let (_home, store) = store(place(&peer)).await;
    let blobs = store.blobs().unwrap();
    blobs.probe().await.unwrap();
    blobs.answers().await.unwrap();
    let small = blobs.keep("text/plain", b"small").await.unwrap();
    let large = blobs.keep("text/plain", &vec![7; 12_000_000]).await.unwrap();
    let lying = peer.tell("list");
    assert_eq!(lying["unfinished"], 0);
    let mut expected: Vec<String> = [&small, &large]
        .map(|blob| format!("qn/{}/{}", &blob.id().to_string()[34..], blob.id()))
        .into();
    expected.sort();
    let files: Vec<&str> = lying["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file[0].as_str().unwrap())
        .collect();
    assert_eq!(files, expected);
    for file in lying["files"].as_array().unwrap() {
        let name = file[0].as_str().unwrap();
        let id: BlobId = name.rsplit('/').next().unwrap().parse().unwrap();
        let size = usize::try_from(file[1].as_u64().unwrap()).unwrap();
        let mut bytes = Vec::new();
        while bytes.len() < size {
            bytes.extend(place(&peer).read(id, bytes.len() as u64, 4_000_000).await.unwrap());
        }
        let digest: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(digest, file[2].as_str().unwrap(), "the service's own digest of it");
        assert!(!bytes.windows(5).any(|window| window == b"small" || window == [7; 5]));
        assert!(
            place(&peer).read(id, size as u64, 9).await.unwrap().is_empty(),
            "nothing stands after its end"
        );
    }
    assert_eq!(blobs.read(&large).await.unwrap(), vec![7; 12_000_000]);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_keys_a_missing_bucket_and_a_silent_one_are_told_apart() {
    let peer = Peer::start();
    let keys = std::fs::read_to_string(peer.keys()).unwrap();
    let given = |secret: &str| {
        let access = keys.lines().next().unwrap().to_owned();
        Some(BucketKeys {
            access,
            secret: secret.to_owned(),
        })
    };
    let bare = format!("s3://files/qn?endpoint=http://127.0.0.1:{}", peer.port);
    for error in refused(&bare, given("another")).await {
        assert!(error.contains("bucket files at http://127.0.0.1"), "{error}");
        assert!(error.contains("refuses the keys (403"), "{error}");
        assert!(!error.contains("another"), "no secret in it: {error}");
    }
    let other = bare.replace("s3://files", "s3://filez");
    for error in refused(&other, given(keys.lines().last().unwrap())).await {
        assert!(error.contains("there is no bucket filez"), "{error}");
    }
    // Somebody else's port, closed.
    let silent = bare.replace(&peer.port.to_string(), "1");
    let silent = blob_place(&silent, given("x")).unwrap();
    let error = silent.size(BlobId::from_u128(7)).await.unwrap_err();
    assert!(
        matches!(&error, BlobError::Bucket(BucketError::Silent(..))),
        "{error:?}"
    );
    assert!(error.to_string().contains("does not answer"), "{error}");
    // What the keys may not do is their fault too.
    peer.tell("rights s3:Get* s3:List*");
    let (_home, store) = store(place(&peer)).await;
    let error = store.blobs().unwrap().probe().await.unwrap_err();
    assert!(error.to_string().contains("must let read, write"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_bucket_is_told_and_what_was_kept_stays() {
    let peer = Peer::start();
    let (_home, store) = store(place(&peer)).await;
    let blobs = store.blobs().unwrap();
    let first = blobs.keep("text/plain", &vec![1; 500_000]).await.unwrap();
    peer.tell("room 3000000");
    for size in [4_000_000, 9_000_000] {
        let full = blobs.keep("text/plain", &vec![2; size]).await.unwrap_err();
        assert!(matches!(full, BlobError::Full(_)), "{full:?}");
        assert!(full.to_string().contains("make room"), "{full}");
    }
    assert_eq!(nothing_unfinished(&peer).await["files"].as_array().unwrap().len(), 1);
    assert_eq!(blobs.read(&first).await.unwrap(), vec![1; 500_000]);
    assert!(
        blobs.keep("text/plain", &vec![3; 1_000_000]).await.is_ok(),
        "what fits goes on"
    );
    peer.tell("room 19000000");
    assert!(blobs.keep("text/plain", &vec![2; 9_000_000]).await.is_ok());
    whole(&store).await;
}

/// Waits until uploads that were let go are ended, which nobody waits for.
async fn nothing_unfinished(peer: &Peer) -> serde_json::Value {
    for _ in 0..200 {
        let lying = peer.tell("list");
        if lying["unfinished"] == 0 {
            return lying;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("an upload that was let go stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_is_cut_shows_nothing_and_is_ended() {
    let peer = Peer::start();
    let (place, id) = (place(&peer), BlobId::from_u128(0xab));
    let mut upload = place.begin(id).await.unwrap();
    upload.write(vec![1; 17_000_000]).await.unwrap();
    let during = peer.tell("list");
    assert_eq!(
        (&during["unfinished"], during["files"].as_array().unwrap().len()),
        (&1.into(), 0)
    );
    assert_eq!(place.size(id).await.unwrap(), None);
    assert!(matches!(place.read(id, 0, 9).await, Err(BlobError::Missing(missing)) if missing == id));
    drop(upload);
    assert!(nothing_unfinished(&peer).await["files"].as_array().unwrap().is_empty());

    // As a process that is killed leaves it: the sweep ends it, and not one of another folder.
    for folder in ["qn", "other"] {
        let place = BlobBucket::new(&peer.address(folder), None).unwrap();
        let mut upload = place.begin(id).await.unwrap();
        upload.write(vec![1; 9_000_000]).await.unwrap();
        std::mem::forget(upload);
    }
    let long_ago = Instant::from_micros(1_000_000);
    assert_eq!(place.remove_unfinished(long_ago).await.unwrap(), 0);
    assert_eq!(
        place.remove_unfinished(Instant::from_micros(i64::MAX)).await.unwrap(),
        1
    );
    assert_eq!(peer.tell("list")["unfinished"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_that_goes_away_takes_nothing_that_was_acknowledged() {
    let peer = Peer::start();
    let (_home, store) = store(place(&peer)).await;
    let blobs = store.blobs().unwrap();
    let mut writer = blobs.begin("text/plain").await.unwrap();
    writer.write(&vec![1; 9_000_000]).await.unwrap();
    drop(peer);
    let cut = writer.finish().await.unwrap_err();
    assert!(cut.to_string().contains("does not answer"), "{cut}");
    let report = store.check().await.unwrap();
    assert!(
        report.to_string().contains("the files cannot be listed: the bucket"),
        "{report}"
    );
    let sweep = store.sweep_blobs(7).await.unwrap_err();
    assert!(sweep.to_string().contains("does not answer"), "{sweep}");
}
