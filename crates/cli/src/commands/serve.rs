//! `dateline serve`: the web map and the HTTP API.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::Args;
use dateline_serve::{Options, Server};

use crate::args::LedgerArg;
use crate::output::{Out, Status, Usage, say};

/// Where the server listens unless told otherwise.
const USUAL: u16 = 8017;

/// The web map and the HTTP API
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline serve --ledger war.db
  dateline serve --ledger war.db --listen 127.0.0.1:0 --open
  DATELINE_TOKEN=… dateline serve --ledger war.db --listen 0.0.0.0:8017 --host map.example.org --embargo 7d
  curl -s 'http://127.0.0.1:8017/api/v1/who?place=Palmyra&on=2017-03-02'

Reading is for whoever can reach the address. Writing (corrections, claims by hand) is for this machine, and
elsewhere for who sends the token. GET /api/v1/openapi.json describes the API; docs/server.md tells how to
stand the server behind a proxy. Ctrl-C ends it.")]
pub struct Serve {
    /// Where to listen: ADDRESS:PORT, a port alone, or an address alone; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8017", value_parser = address)]
    listen: SocketAddr,

    /// A name that the server goes by, beside its addresses and localhost (may be given several times)
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,

    /// Lets who sends it write, and see the days under embargo [env: DATELINE_TOKEN]
    #[arg(long, value_name = "TOKEN")]
    token: Option<String>,

    /// Hide reports of so many last days from readers without the token (7d)
    #[arg(long, value_name = "DAYS", value_parser = days)]
    embargo: Option<u16>,

    /// Open the page in the browser
    #[arg(long)]
    open: bool,

    #[command(flatten)]
    ledger: LedgerArg,
}

impl Serve {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let token = self.token.or_else(|| std::env::var("DATELINE_TOKEN").ok());
        let token = token.map(|token| token.trim().to_owned()).filter(|token| !token.is_empty());
        if token.as_ref().is_some_and(|token| token.len() < 8) {
            let short = "--token: at least 8 characters, or it is soon guessed";
            return Err(Usage(short.to_owned()).into());
        }
        let options = Options {
            ledger: self.ledger.ledger,
            listen: self.listen,
            hosts: self.host,
            token,
            embargo: self.embargo,
        };
        serve(out, options, self.open)
    }
}

/// Serves until it is told to end, with the address on stdout first.
pub fn serve(out: &mut Out, options: Options, open: bool) -> anyhow::Result<Status> {
    let open_to_all = !options.listen.ip().is_loopback();
    let token = options.token.is_some();
    let server = Server::open(options)?;
    let mut address = server.address;
    if address.ip().is_unspecified() {
        address.set_ip(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    let url = format!("http://{address}/");
    out.line(&url)?;
    out.flush()?;
    if open_to_all && !token {
        say(format_args!(
            "Whoever reaches this address may read; nobody but this machine may write (no --token)."
        ));
    }
    say(format_args!("Ctrl-C ends it."));
    if open {
        open_browser(&url);
    }
    server.run()?;
    Ok(Status::Done)
}

/// Asks the system to show an address; where it cannot, the address stands on stdout.
fn open_browser(url: &str) {
    let (program, args): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(args).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if command.spawn().is_err() {
        say(format_args!("dateline: no browser can be opened from here; the address is {url}"));
    }
}

/// "127.0.0.1:8017", "8017", "0.0.0.0", "[::1]:8017", "localhost:8017".
fn address(text: &str) -> Result<SocketAddr, String> {
    let text = text.trim().replace("localhost", "127.0.0.1");
    let local = IpAddr::V4(Ipv4Addr::LOCALHOST);
    (text.parse::<SocketAddr>().ok())
        .or_else(|| text.parse::<IpAddr>().ok().map(|ip| SocketAddr::new(ip, USUAL)))
        .or_else(|| {
            let port = text.trim_start_matches(':').parse::<u16>().ok();
            port.map(|port| SocketAddr::new(local, port))
        })
        .ok_or_else(|| "expected ADDRESS:PORT, such as 127.0.0.1:8017 or [::1]:0".to_owned())
}

/// "7d", "7".
fn days(text: &str) -> Result<u16, String> {
    let number = text.trim().trim_end_matches("days").trim_end_matches('d').trim();
    number.parse().map_err(|_| "expected a number of days, such as 7d".to_owned())
}

/// A ledger for a demonstration, in a folder that goes when the demonstration ends.
pub fn passing_ledger() -> anyhow::Result<(tempfile::TempDir, PathBuf)> {
    let folder = tempfile::Builder::new().prefix("dateline-demo-").tempdir()?;
    let path = Path::new(folder.path()).join("demo.db");
    Ok((folder, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_written_in_many_ways() {
        let read = |text| address(text).map(|address| address.to_string());
        assert_eq!(read("8080").as_deref(), Ok("127.0.0.1:8080"));
        assert_eq!(read(":0").as_deref(), Ok("127.0.0.1:0"));
        assert_eq!(read("0.0.0.0").as_deref(), Ok("0.0.0.0:8017"));
        assert_eq!(read("localhost:1").as_deref(), Ok("127.0.0.1:1"));
        assert_eq!(read("[::1]:9").as_deref(), Ok("[::1]:9"));
        assert!(read("everywhere").is_err());
        assert_eq!(days("7d"), Ok(7));
        assert!(days("-1d").is_err());
    }
}
