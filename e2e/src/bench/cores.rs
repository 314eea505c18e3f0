//! Which core does what, and how busy a process was.

use anyhow::{Context, Result};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use rustix::thread::{CpuSet, sched_setaffinity};

/// The core of what is measured.
pub const MEASURED: usize = 0;
/// The core of the load.
pub const LOAD: usize = 1;

/// Files that must be open at once: ten thousand connections and some more.
const OPEN_FILES: u64 = 12_000;

/// What stands before a program to keep it on the measured core.
pub fn pinned() -> Vec<String> {
    ["taskset", "-c", &MEASURED.to_string()]
        .map(str::to_owned)
        .to_vec()
}

/// Keeps this process on the load's core, and lets it and its children open enough files.
///
/// # Errors
/// When the machine has no second core, or does not allow so many files.
pub fn settle() -> Result<()> {
    let mut set = CpuSet::new();
    set.set(LOAD);
    sched_setaffinity(None, &set).context(
        "the bench needs two cores, one for the relay and one for the load; it has found one",
    )?;
    allow_many_files()
}

/// Lets this process and its children open enough files.
///
/// # Errors
/// When the machine does not allow so many.
pub fn allow_many_files() -> Result<()> {
    let limit = getrlimit(Resource::Nofile);
    let enough = |most: Option<u64>| most.is_none_or(|most| most >= OPEN_FILES);
    if !enough(limit.current) {
        let wanted = Rlimit {
            current: Some(OPEN_FILES),
            maximum: if enough(limit.maximum) {
                limit.maximum
            } else {
                Some(OPEN_FILES)
            },
        };
        setrlimit(Resource::Nofile, wanted)
            .context("too few files may be open at once; run `ulimit -n 12000` first")?;
    }
    Ok(())
}

/// The machine in a line, and what runs where on it.
pub fn describe() -> String {
    let machine = machine();
    format!("{machine}; what is measured on core {MEASURED}, the load on core {LOAD}")
}

/// The machine in a line.
pub fn machine() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(':'))
        .map_or("a processor that does not say its name", |(_, model)| {
            model.trim()
        });
    let cores = cpu
        .lines()
        .filter(|line| line.starts_with("processor"))
        .count();
    format!("{cores} cores, {model}")
}

/// Milliseconds of a tick, in which the kernel counts processor time.
const MS_A_TICK: u64 = 10;

/// Processor time that everything on the machine has used so far, in milliseconds, and what was
/// taken from the machine itself by its host.
///
/// # Errors
/// When the kernel does not say.
pub fn used_by_all_ms() -> Result<u64> {
    let stat = std::fs::read_to_string("/proc/stat")?;
    let line = stat.lines().next().context("the machine's figures")?;
    let ticks: Vec<u64> = line
        .split_whitespace()
        .skip(1)
        .flat_map(str::parse)
        .collect();
    // user, nice, system, then idle and waiting, then irq, softirq, steal; guests are in user.
    let used = [0, 1, 2, 5, 6, 7].iter().filter_map(|at| ticks.get(*at));
    Ok(used.sum::<u64>() * MS_A_TICK)
}

/// Processor time a process has used so far, in milliseconds.
///
/// # Errors
/// When the process is gone.
pub fn used_ms(pid: u32) -> Result<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The fields after the name, which may hold anything: state is the first, utime the 12th.
    let (_, fields) = stat.rsplit_once(')').context("a process's figures")?;
    let mut ticks = fields.split_whitespace().skip(11).map(str::parse::<u64>);
    let mut next = || ticks.next().context("a process's figures");
    Ok((next()?? + next()??) * MS_A_TICK)
}

/// Resident memory of a process, in bytes.
///
/// # Errors
/// When the process is gone.
pub fn resident_bytes(pid: u32) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kb: u64 = line
        .and_then(|line| line.split_whitespace().next())
        .context("a process's memory")?
        .parse()?;
    Ok(kb * 1_024)
}
