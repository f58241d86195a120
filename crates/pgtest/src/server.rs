//! The server's programs: found, run as the right user, and ended with the process that started them.

use std::fs;
use std::io::Write as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use crate::PgTestError;
use crate::wishes::Wishes;

/// How long a start, a restart or a stop may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Settings for a server that holds small databases for minutes.
///
/// `fsync` stays on: a server that is killed must behave as one in service does. Autovacuum is off, since a vacuum inside a
/// template makes `CREATE DATABASE` wait; short-lived tables need none.
const SETTINGS: &str = "\
fsync = on
synchronous_commit = on
full_page_writes = on
max_connections = 200
shared_buffers = 128MB
max_wal_size = 256MB
wal_level = minimal
max_wal_senders = 0
checkpoint_timeout = 30min
autovacuum = off
jit = off
timezone = 'UTC'
listen_addresses = '127.0.0.1'
log_min_messages = warning
log_min_error_statement = panic
";

/// The shell script that stays beside the server. It waits for its input to close, which happens when the
/// starting process ends in any way, SIGKILL included; then it stops the server and removes the folder.
const KEEPER: &str = r#"
read -r _ || true
"$1/pg_ctl" -D "$3" -m immediate stop >/dev/null 2>&1
rm -rf "$2" "$3"
"#;

/// A server in a temporary folder of its own.
#[derive(Debug)]
pub(crate) struct Server {
    bin: PathBuf,
    folder: PathBuf,
    data: PathBuf,
    environment: Vec<(String, String)>,
    port: u16,
    password: String,
    as_postgres: bool,
    keeper: Child,
    /// Closing it tells the keeper to stop the server. Taken on drop.
    lifeline: Option<ChildStdin>,
}

impl Server {
    /// Makes a data folder and starts a server on it.
    pub(crate) fn start(wishes: &Wishes) -> Result<Self, PgTestError> {
        let bin = find_programs().ok_or(PgTestError::NotInstalled)?;
        let as_postgres = is_root()?;
        if as_postgres && !has_postgres_user() {
            return Err(PgTestError::NoUser);
        }
        let name = format!("motcua-pg-{}", uuid::Uuid::new_v4().simple());
        let folder = roomy_place().join(name);
        fs::create_dir(&folder)?;
        if as_postgres {
            // The server's user must own what it writes to.
            run(
                Command::new("chown").arg("postgres:postgres").arg(&folder),
                "chown",
                &folder,
            )?;
        }
        run(Command::new("chmod").arg("700").arg(&folder), "chmod", &folder)?;

        let data = match &wishes.data {
            Some(disk) => disk.join("data"),
            None => folder.join("data"),
        };
        // From here on the keeper cleans up, even if what follows fails.
        let mut keeper = dropping(as_postgres, "setsid")
            .args(["sh", "-c", KEEPER, "keeper"])
            .arg(&bin)
            .arg(&folder)
            .arg(&data)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .current_dir("/")
            .spawn()?;
        let lifeline = keeper.stdin.take();
        let password = uuid::Uuid::new_v4().simple().to_string();
        let mut server = Self {
            bin,
            folder,
            data,
            environment: wishes.environment.clone(),
            port: 0,
            password,
            as_postgres,
            keeper,
            lifeline,
        };
        server.make_data(wishes)?;
        server.launch()?;
        Ok(server)
    }

    /// The URL of the maintenance database.
    pub(crate) fn url(&self) -> String {
        format!("postgres://motcua:{}@127.0.0.1:{}/postgres", self.password, self.port)
    }

    /// The process number of the postmaster, if one runs.
    pub(crate) fn pid(&self) -> Option<u32> {
        // The data folder is open to its owner only; root may read it.
        let text = fs::read_to_string(self.data.join("postmaster.pid")).ok()?;
        text.lines().next()?.trim().parse().ok()
    }

    /// Crashes the server and starts it again; it recovers from its log as after a power cut.
    pub(crate) fn restart_immediate(&self) -> Result<(), PgTestError> {
        self.pg_ctl(&["-m", "immediate", "stop"])?;
        self.pg_ctl(&["start"])
    }

    /// Sends SIGKILL to the postmaster. Its children notice and end by themselves.
    pub(crate) fn kill(&self) -> Result<(), PgTestError> {
        let Some(pid) = self.pid() else { return Ok(()) };
        run(Command::new("kill").args(["-9", &pid.to_string()]), "kill", &self.log())
    }

    /// Starts the server after [`Server::kill`]; waits for the children of the old one to be gone.
    pub(crate) fn start_again(&self) -> Result<(), PgTestError> {
        let begun = Instant::now();
        loop {
            // A start fails while a child of the killed postmaster still holds its shared memory.
            match self.pg_ctl(&["start"]) {
                Ok(()) => return Ok(()),
                Err(error) if begun.elapsed() > PATIENCE => return Err(error),
                Err(_) => std::thread::sleep(Duration::from_millis(100)),
            }
        }
    }

    /// Waits until the server takes connections; starts it as often as it has ended.
    pub(crate) fn bring_back(&self) -> Result<bool, PgTestError> {
        let begun = Instant::now();
        let mut had_ended = false;
        loop {
            let mut asking = self.program("pg_isready");
            asking.args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]);
            if run(&mut asking, "pg_isready", &self.log()).is_ok() {
                return Ok(had_ended);
            }
            let trouble = if self.pg_ctl(&["status"]).is_err() {
                had_ended = true;
                self.pg_ctl(&["start"])
            } else {
                Ok(())
            };
            if begun.elapsed() > PATIENCE {
                trouble?;
                return Err(PgTestError::Program {
                    program: "postgres".into(),
                    output: "it runs and takes no connections".into(),
                    log: self.log(),
                });
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    pub(crate) fn read_log(&self) -> Result<String, PgTestError> {
        Ok(String::from_utf8_lossy(&fs::read(self.log())?).into_owned())
    }

    fn log(&self) -> PathBuf {
        self.folder.join("log")
    }

    fn make_data(&self, wishes: &Wishes) -> Result<(), PgTestError> {
        let secret = self.folder.join("password");
        self.write(&secret, &self.password)?;
        // Vietnamese order by default: a query that forgot its collation then differs from SQLite.
        let mut initdb = self.program("initdb");
        initdb
            .args([
                "--no-sync",
                "--no-instructions",
                "-U",
                "motcua",
                "--auth=password",
                "-E",
                "UTF8",
            ])
            .args(["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=vi"])
            .arg("--pwfile")
            .arg(&secret)
            .arg("-D")
            .arg(&self.data);
        if let Some(disk) = &wishes.log {
            initdb.arg("--waldir").arg(disk.join("wal"));
        }
        if wishes.data.is_some() || wishes.log.is_some() {
            initdb.arg("--wal-segsize=1");
        }
        run(&mut initdb, "initdb", &self.log())?;
        let sockets = format!("unix_socket_directories = '{}'\n", self.folder.display());
        let mut settings = format!("{SETTINGS}{sockets}{}\n", wishes.settings);
        if let Some(tls) = &wishes.tls {
            // Certificate and key, for the server's user only.
            self.write(&self.data.join("server.crt"), &tls.certificate)?;
            self.write(&self.data.join("server.key"), &tls.key)?;
            settings.push_str("ssl = on\n");
        }
        self.write(&self.data.join("postgresql.auto.conf"), &settings)
    }

    /// Starts on a free port. Another program may take the port in between, so it tries again.
    fn launch(&mut self) -> Result<(), PgTestError> {
        let mut tries = 0;
        loop {
            self.port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
            match self.pg_ctl(&["start"]) {
                Ok(()) => return Ok(()),
                Err(error) if tries == 3 => return Err(error),
                Err(_) => tries += 1,
            }
        }
    }

    fn pg_ctl(&self, arguments: &[&str]) -> Result<(), PgTestError> {
        let mut command = self.program("pg_ctl");
        let environment = self.environment.iter().map(|(name, value)| (name, value));
        command
            .envs(environment)
            .arg("-D")
            .arg(&self.data)
            .arg("-l")
            .arg(self.log())
            .args(["-w", "-s", "-t", &PATIENCE.as_secs().to_string()])
            .args(["-o", &format!("-p {}", self.port)])
            .args(arguments);
        run(&mut command, "pg_ctl", &self.log())
    }

    fn program(&self, name: &str) -> Command {
        let mut command = dropping(self.as_postgres, "env");
        command.arg(self.bin.join(name)).current_dir("/").stdin(Stdio::null());
        command
    }

    /// Writes a file as the server's user.
    fn write(&self, path: &Path, text: &str) -> Result<(), PgTestError> {
        let mut child = dropping(self.as_postgres, "sh")
            .args(["-c", "umask 077; cat > \"$1\"", "write"])
            .arg(path)
            .stdin(Stdio::piped())
            .spawn()?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(text.as_bytes())?;
        }
        let status = child.wait()?;
        if status.success() {
            return Ok(());
        }
        Err(PgTestError::Program {
            program: "cat".into(),
            output: status.to_string(),
            log: path.into(),
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.lifeline.take());
        // The keeper stops the server and removes the folder; waiting for it leaves nothing behind.
        let _ = self.keeper.wait();
    }
}

/// The folder with `initdb` and `pg_ctl`: the newest that Debian has installed, else one on `PATH`.
fn find_programs() -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            let bin = entry.path().join("bin");
            bin.join("initdb").exists().then_some((version, bin))
        })
        .collect();
    found.sort();
    if let Some((_, bin)) = found.pop() {
        return Some(bin);
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).find(|folder| folder.join("initdb").exists())
}

/// Where the server's folder goes: memory if there is plenty, since copying a database means making 300
/// small files, which takes 7 ms there and 100 to 300 ms on a disk of an ordinary virtual machine. Tests
/// kill processes, not machines, so nothing is proved less. `MOTCUA_TEST_PG_DIR` names another place.
fn roomy_place() -> PathBuf {
    if let Some(place) = std::env::var_os("MOTCUA_TEST_PG_DIR") {
        return place.into();
    }
    let memory = PathBuf::from("/dev/shm");
    let kilobytes = Command::new("df")
        .args(["--output=avail", "-k"])
        .arg(&memory)
        .output()
        .ok()
        .and_then(|output| {
            let text = String::from_utf8(output.stdout).ok()?;
            text.lines().last()?.trim().parse::<u64>().ok()
        });
    if kilobytes.is_some_and(|free| free > 4 << 20) {
        memory
    } else {
        std::env::temp_dir()
    }
}

fn is_root() -> Result<bool, PgTestError> {
    let output = Command::new("id").arg("-u").output()?;
    Ok(output.stdout.trim_ascii() == b"0")
}

fn has_postgres_user() -> bool {
    Command::new("id")
        .arg("postgres")
        .output()
        .is_ok_and(|output| output.status.success())
}

/// A command that runs `program`, as user `postgres` when we are root: PostgreSQL refuses to run as root.
fn dropping(as_postgres: bool, program: &str) -> Command {
    if !as_postgres {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "--", program]);
    command
}

fn run(command: &mut Command, program: &str, log: &Path) -> Result<(), PgTestError> {
    // `pg_ctl start` leaves a server behind that would hold a pipe open; files do not wait for it.
    let printed = std::env::temp_dir().join(format!("motcua-pg-out-{}", uuid::Uuid::new_v4().simple()));
    let file = fs::File::create(&printed)?;
    let again = file.try_clone()?;
    let status = command.stdout(file).stderr(again).status();
    let text = fs::read_to_string(&printed).unwrap_or_default();
    let _ = fs::remove_file(&printed);
    if status?.success() {
        return Ok(());
    }
    Err(PgTestError::Program {
        program: program.into(),
        output: text.trim().into(),
        log: log.into(),
    })
}
