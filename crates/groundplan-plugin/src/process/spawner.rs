use std::io;
use std::sync::OnceLock;
use std::sync::mpsc::{Sender, channel};

use tokio::process::{Child, Command};
use tokio::runtime::Handle;
use tokio::sync::oneshot;

/// A command to start, and where to say what came of it.
struct Job {
    command: Command,
    runtime: Handle,
    started: oneshot::Sender<io::Result<Child>>,
}

/// Starts a process that ends when this program ends, however this program ends, and that is in a process group of its
/// own: Ctrl-C in a terminal reaches us and not it, so that we can let it finish what it is doing.
///
/// On Linux the kernel kills it with us (`PR_SET_PDEATHSIG`). The kernel sends that signal when the *thread* that
/// started the process ends, so all are started by one thread that lives as long as the program does. Elsewhere the
/// process is killed when its handle is dropped, and a SIGKILL of this program leaves it behind.
pub(super) async fn spawn(mut command: Command) -> io::Result<Child> {
    command.kill_on_drop(true).process_group(0);
    die_with_parent(&mut command);
    let (started, answer) = oneshot::channel();
    let job = Job { command, runtime: Handle::current(), started };
    let gone = || io::Error::other("the thread that starts processes is gone");
    spawner()?.send(job).map_err(|_| gone())?;
    answer.await.map_err(|_| gone())?
}

/// The thread that starts processes, as the way to send it work; started at first use.
fn spawner() -> io::Result<&'static Sender<Job>> {
    static SPAWNER: OnceLock<Sender<Job>> = OnceLock::new();
    if let Some(sender) = SPAWNER.get() {
        return Ok(sender);
    }
    let (sender, jobs) = channel::<Job>();
    std::thread::Builder::new().name("groundplan-spawn".into()).spawn(move || {
        for mut job in jobs {
            let _runtime = job.runtime.enter();
            // Whoever waited may be gone; the child then is killed as it is dropped.
            let _ = job.started.send(job.command.spawn());
        }
    })?;
    // Of two first users at the same time one thread wins; the other's channel is dropped and its thread ends.
    Ok(SPAWNER.get_or_init(|| sender))
}

#[cfg(target_os = "linux")]
fn die_with_parent(command: &mut Command) {
    use rustix::process::{Signal, getpid, getppid, set_parent_process_death_signal};

    let parent = getpid();
    let before_exec = move || {
        set_parent_process_death_signal(Some(Signal::KILL))?;
        // Had the parent ended before that, no signal would come any more.
        if getppid() == Some(parent) { Ok(()) } else { Err(io::ErrorKind::Interrupted.into()) }
    };
    #[expect(unsafe_code, reason = "only system calls between fork and exec: no allocation, no lock")]
    // SAFETY: the closure makes system calls without going through libc's state, and its error values do not allocate.
    unsafe {
        command.pre_exec(before_exec);
    }
}

#[cfg(not(target_os = "linux"))]
fn die_with_parent(_command: &mut Command) {}
