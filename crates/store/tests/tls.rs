//! The line to PostgreSQL with a certificate made for the day.

use motcua_kernel::{Actor, Context, DossierId, Instant, ThingId};
use motcua_pgtest::{Cluster, TlsFiles};
use motcua_store::{ChangeSet, Event, Options, Store};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use serde_json::json;
use std::path::PathBuf;

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority(name: &str) -> Authority {
    let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(rcgen::DnType::CommonName, name);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A certificate for `localhost` alone, not for 127.0.0.1.
fn for_localhost(authority: &Authority) -> TlsFiles {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, authority).unwrap();
    TlsFiles {
        certificate: certificate.pem(),
        key: key.serialize_pem(),
    }
}

struct Pem(PathBuf);

impl Pem {
    fn of(authority: &Authority) -> Self {
        let file = std::env::temp_dir().join(format!("motcua-ca-{}.pem", uuid::Uuid::new_v4()));
        std::fs::write(&file, authority.pem()).unwrap();
        Self(file)
    }
}

impl Drop for Pem {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

async fn create(address: &str) -> Result<Store, String> {
    let options = Options {
        connections: 2,
        ..Options::default()
    };
    Store::create_with(address, options)
        .await
        .map_err(|error| format!("{error:?}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_is_believed_by_name_and_root_only() {
    let (ours, other) = (authority("ours"), authority("other"));
    let cluster = Cluster::private_with_tls(&for_localhost(&ours)).unwrap();
    let database = cluster.empty_database().await.unwrap();
    let (pem, other) = (Pem::of(&ours), Pem::of(&other));
    let by_name = database.url().replace("127.0.0.1", "localhost");
    let verified = |url: &str, roots: &Pem| format!("{url}?sslmode=verify-full&sslrootcert={}", roots.0.display());

    let wrong_root = create(&verified(&by_name, &other))
        .await
        .err()
        .expect("another root is refused");
    assert!(wrong_root.contains("UnknownIssuer"), "{wrong_root}");
    let wrong_name = create(&verified(database.url(), &pem))
        .await
        .err()
        .expect("another name is refused");
    assert!(wrong_name.contains("NotValidForName"), "{wrong_name}");
    let admin = database.connect().await.unwrap();
    let tables = admin
        .query_one("SELECT count(*) FROM pg_tables WHERE tablename = 'store_fact'", &[])
        .await
        .unwrap();
    assert_eq!(
        tables.get::<_, i64>(0),
        0,
        "nothing was sent to a server that was not believed"
    );

    let store = create(&verified(&by_name, &pem)).await.unwrap();
    let ctx = Context::new(Actor::System, Instant::from_micros(1_790_000_000_000_000));
    let id: DossierId = ctx.id();
    let mut set = ChangeSet::new(&ctx);
    set.journal(Event::new(ThingId::from(uuid::Uuid::from(id)), "suite.tls", &json!({})));
    store.commit(set).await.unwrap();
    assert_eq!(store.numbered().await.unwrap(), 1);
    let sql = "SELECT count(*) FILTER (WHERE ssl), count(*) FILTER (WHERE NOT ssl)
               FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'motcua'";
    let lines = admin.query_one(sql, &[]).await.unwrap();
    assert!(lines.get::<_, i64>(0) > 0);
    assert_eq!(lines.get::<_, i64>(1), 0, "every line of the store is encrypted");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_tls_is_not_taken_in_the_open() {
    let pem = Pem::of(&authority("ours"));
    let database = Cluster::shared().unwrap().empty_database().await.unwrap();
    let address = format!("{}?sslmode=verify-full&sslrootcert={}", database.url(), pem.0.display());
    let refused = create(&address).await.err().expect("an open line is refused");
    assert!(refused.contains("TLS"), "{refused}");
    let half = create(&format!("{}?sslmode=prefer", database.url()))
        .await
        .err()
        .expect("half a promise is refused");
    assert!(half.contains("verify-full"), "{half}");
}
